//! The mail that brings a code ([`crate::mailed_code`]). It is no template: its words are the site's, so that nobody can be
//! talked into passing a code on.

use super::render::{Rendered, escaped, one_line};

/// What is said with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeMail<'a> {
    pub first_name: &'a str,
    /// Of the room.
    pub title: &'a str,
    /// Six digits.
    pub code: &'a str,
}

impl CodeMail<'_> {
    /// The mail as it goes out; it has no calendar.
    pub fn render(self) -> Rendered {
        let Self { first_name, title, code } = self;
        let (before, after) = sentences();
        Rendered {
            subject: one_line(&format!("{code} is your code for {title}")),
            text: format!("Hello {first_name},\n\n{before} {title}:\n\n{code}\n\n{}\n", after.join("\n\n")),
            html: html(self, before, after),
            calendar: String::new(),
        }
    }
}

const fn sentences() -> (&'static str, [&'static str; 2]) {
    (
        "Enter this code on the page of your invitation to",
        [
            "It works for ten minutes, once, on the device that has asked for it.",
            "If you have not asked for a code, somebody else has your link: ignore this mail, do not tell anybody the \
             code, and answer whoever invited you.",
        ],
    )
}

fn html(CodeMail { first_name, title, code }: CodeMail<'_>, before: &str, after: [&str; 2]) -> String {
    const TEXT: &str = "margin:0 0 16px;font-size:16px;line-height:24px";
    const CODE: &str = "margin:0 0 24px;font-size:31px;line-height:40px;font-weight:600;letter-spacing:.2em";
    let after = after.map(|sentence| format!("<p style=\"{TEXT}\">{sentence}</p>")).concat();
    format!(
        "<!doctype html><html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>{code}</title></head>\
         <body style=\"margin:0;padding:32px 16px\">\
         <div style=\"max-width:520px;margin:0 auto;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\
         <p style=\"{TEXT}\">Hello {},</p><p style=\"{TEXT}\">{before} <strong>{}</strong>:</p>\
         <p style=\"{CODE}\">{code}</p>{after}</div></body></html>",
        escaped(first_name),
        escaped(title),
    )
}
