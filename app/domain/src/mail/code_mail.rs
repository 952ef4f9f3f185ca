//! The mail that brings a code ([`crate::mailed_code`]). It is no template: its words are the site's, so that nobody can be
//! talked into passing a code on.

use super::phrases::phrases;
use super::render::{Rendered, escaped, one_line};
use crate::language::Language;

/// What is said with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeMail<'a> {
    pub language: Language,
    pub first_name: &'a str,
    /// Of the room.
    pub title: &'a str,
    /// Six digits.
    pub code: &'a str,
}

impl CodeMail<'_> {
    /// The mail as it goes out; it has no calendar.
    pub fn render(self) -> Rendered {
        let words = phrases(self.language);
        let lines = [
            self.fill(words.code_greeting),
            self.fill(words.code_enter),
            self.code.to_owned(),
            words.code_works.to_owned(),
            words.code_stranger.to_owned(),
        ];
        Rendered {
            subject: one_line(&self.fill(words.code_subject)),
            text: format!("{}\n", lines.join("\n\n")),
            html: self.html(),
            calendar: String::new(),
        }
    }

    /// The title comes last: whatever stands in it is no token.
    fn fill(self, phrase: &str) -> String {
        phrase
            .replace("{CODE}", self.code)
            .replace("{FIRSTNAME}", self.first_name)
            .replace("{TITLE}", self.title)
    }

    fn html(self) -> String {
        const TEXT: &str = "margin:0 0 16px;font-size:16px;line-height:24px";
        const CODE: &str = "margin:0 0 24px;font-size:31px;line-height:40px;font-weight:600;letter-spacing:.2em;direction:ltr";
        let words = phrases(self.language);
        let (word, direction) = (self.language.word(), self.language.direction().word());
        let paragraph = |text: &str| format!("<p style=\"{TEXT}\">{}</p>", escaped(text));
        format!(
            "<!doctype html><html lang=\"{word}\" dir=\"{direction}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{code}</title></head>\
             <body style=\"margin:0;padding:32px 16px\">\
             <div style=\"max-width:520px;margin:0 auto;font-family:system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif\">\
             {greeting}{enter}<p style=\"{CODE}\">{code}</p>{works}{stranger}</div></body></html>",
            code = self.code,
            greeting = paragraph(&self.fill(words.code_greeting)),
            enter = paragraph(&self.fill(words.code_enter)),
            works = paragraph(words.code_works),
            stranger = paragraph(words.code_stranger),
        )
    }
}
