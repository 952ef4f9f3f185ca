//! The files that mails became where there is no mail server.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::privacy::Traces;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use crate::site::Site;

/// What HTML writes otherwise than people do, and what it stands for.
const HTML: [(&str, &str); 5] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
/// The same of calendars, which also fold long lines in the middle of a word (RFC 5545, 3.1).
const CALENDAR: [(&str, &str); 4] = [("\r\n ", ""), ("\\n", "\n"), ("\\,", ","), ("\\;", ";")];

/// Deletes the files of these mails, where this node keeps any. What cannot be deleted is logged: all else has been
/// erased by then.
pub async fn delete(site: &Site, mails: &[String]) {
    let mailer = site.mailer();
    let Some(folder) = mailer.kept_in() else { return };
    for mail in mails {
        // Most have none: their time has passed, or they were never sent.
        if let Err(error) = remove(&folder.join(format!("{mail}.eml"))).await {
            tracing::error!(%mail, %error, "the file of a mail to somebody who is erased was not deleted");
        }
    }
}

/// Deletes every file that names somebody, whomever it was sent to.
///
/// # Errors
/// The first file that can neither be read nor deleted; the others are gone all the same.
pub async fn delete_mentions(site: &Site, traces: &Traces) -> anyhow::Result<()> {
    let mailer = site.mailer();
    let Some(folder) = mailer.kept_in() else { return Ok(()) };
    let paths = list(folder).await.with_context(|| folder.display().to_string())?;
    let mut outcome = Ok(());
    for path in paths {
        let deleted = delete_if_named(&path, traces).await;
        outcome = outcome.and(deleted.with_context(|| path.display().to_string()));
    }
    outcome
}

async fn delete_if_named(path: &Path, traces: &Traces) -> io::Result<()> {
    match read(path).await? {
        Some(octets) if names(&octets, traces) => remove(path).await,
        _ => Ok(()),
    }
}

/// What is in a folder; nothing when there is none, as before the first mail.
async fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = match tokio::fs::read_dir(folder).await {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        opened => opened?,
    };
    let mut paths = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        paths.push(entry.path());
    }
    Ok(paths)
}

/// What a file holds; `None` when it has gone since it was listed, for old mails are tidied away, or is a folder.
async fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match tokio::fs::read(path).await {
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::IsADirectory) => {
            Ok(None)
        }
        read => read.map(Some),
    }
}

/// Deletes a file; one that has gone already is no error.
async fn remove(path: &Path) -> io::Result<()> {
    match tokio::fs::remove_file(path).await {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Whether a mail names somebody, on its outside or in one of its parts. Parts are looked at as they are read: as they
/// are written, an address may be cut in two, and the rest of `joana@x.org` may be `ana@x.org`.
fn names(octets: &[u8], traces: &Traces) -> bool {
    let written = String::from_utf8_lossy(octets);
    let Some(mail) = MessageParser::default().parse(octets) else { return traces.are_in(&written) };
    let head = written.split("\r\n\r\n").next().unwrap_or_default();
    traces.are_in(head)
        || is_named_outside(&mail, traces)
        || mail.parts.iter().filter_map(text_of).any(|text| traces.are_in(&text))
}

/// Whether it is in what is encoded by itself on the outside.
fn is_named_outside(mail: &Message<'_>, traces: &Traces) -> bool {
    mail.subject().is_some_and(|subject| traces.are_in(subject))
        || [mail.to(), mail.from(), mail.reply_to()].into_iter().flatten().any(|addresses| {
            addresses
                .iter()
                .any(|one| [one.name(), one.address()].into_iter().flatten().any(|text| traces.are_in(text)))
        })
}

/// What a part says; `None` when it is a picture, or consists of other parts.
fn text_of<'a>(part: &'a MessagePart<'_>) -> Option<Cow<'a, str>> {
    let text = part.text_contents()?;
    Some(if part.is_content_type("text", "html") {
        Cow::Owned(meant(text, &HTML))
    } else if part.is_content_type("text", "calendar") {
        Cow::Owned(meant(text, &CALENDAR))
    } else {
        Cow::Borrowed(text)
    })
}

fn meant(text: &str, writing: &[(&str, &str)]) -> String {
    writing.iter().fold(text.to_owned(), |text, &(written, meant)| text.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use domain::calendar::{CalendarEvent, Method};
    use domain::{PersonName, Timestamp};
    use lettre::message::header::{ContentTransferEncoding, ContentType};
    use lettre::message::{Body, MultiPart, SinglePart};

    use super::*;

    /// More than a line of a mail, or of a calendar, is long.
    const LONGER: usize = 80;

    fn ana() -> Traces {
        let name = PersonName::parse("An", "Li").unwrap();
        Traces::default().and_addresses(["ana@x.org"]).and_names([&name], &domain::privacy::former_guest())
    }

    fn part(kind: &str, text: String, encoding: ContentTransferEncoding) -> SinglePart {
        let body = Body::new_with_encoding(text.into_bytes(), encoding).unwrap();
        SinglePart::builder().header(kind.parse::<ContentType>().unwrap()).body(body)
    }

    fn mail(to: &str, subject: &str, part: SinglePart) -> Vec<u8> {
        let mail = lettre::Message::builder()
            .from("Greenroom <no-reply@greenroom.example>".parse().unwrap())
            .to(to.parse().unwrap())
            .subject(subject);
        mail.multipart(MultiPart::mixed().singlepart(part)).unwrap().formatted()
    }

    fn of_text(text: String) -> Vec<u8> {
        let part = part("text/plain; charset=utf-8", text, ContentTransferEncoding::QuotedPrintable);
        mail("bo@x.org", "Optics", part)
    }

    fn of_calendar(description: String) -> Vec<u8> {
        let now = Timestamp::from_millis(1_800_000_000_000);
        let event = CalendarEvent {
            method: Method::Publish,
            uid: "1@greenroom.example".to_owned(),
            sequence: 0,
            stamp: now,
            starts_at: now,
            ends_at: now,
            summary: "Optics".to_owned(),
            description,
            location: String::new(),
            url: String::new(),
            organizer: None,
            attendee: None,
        };
        let part = part("text/calendar; charset=utf-8", event.to_ics(), ContentTransferEncoding::Base64);
        mail("bo@x.org", "Optics", part)
    }

    #[test]
    fn whoever_is_named_is_found_wherever_lines_are_cut() {
        for length in 0..LONGER {
            let before = "ä".repeat(length);
            for text in [format!("{before} ana@x.org"), format!("{before}\nAn Li, ana")] {
                assert!(names(&of_text(text.clone()), &ana()), "{text}");
                assert!(names(&of_calendar(text.clone()), &ana()), "{text}");
            }
        }
    }

    #[test]
    fn whoever_has_a_longer_address_or_name_is_not_found_wherever_lines_are_cut() {
        for length in 0..LONGER {
            let before = "a".repeat(length);
            for text in
                [format!("{before} joana@x.org, ana@x.org.au"), format!("{before}\nIvan Lindt\nAn Lindt")]
            {
                assert!(!names(&of_text(text.clone()), &ana()), "{text}");
                assert!(!names(&of_calendar(text.clone()), &ana()), "{text}");
            }
        }
    }

    #[test]
    fn what_html_escapes_is_read_as_it_is_meant() {
        let html = |text: &str| {
            let encoding = ContentTransferEncoding::QuotedPrintable;
            mail("bo@x.org", "Optics", part("text/html; charset=utf-8", text.to_owned(), encoding))
        };
        assert!(names(&html("<b>ana@x.org</b>"), &ana()));
        assert!(names(&html("&lt;ana@x.org&gt;"), &ana()));
        assert!(!names(&html("o&#39;ana@x.org and a&amp;ana@x.org"), &ana()));
    }

    #[test]
    fn the_outside_of_a_mail_is_looked_at_too() {
        let plain = || part("text/plain", String::new(), ContentTransferEncoding::Base64);
        assert!(names(&mail("Anne <ana@x.org>", "Optics", plain()), &ana()));
        assert!(names(&mail("An Li <bo@x.org>", "Optics", plain()), &ana()));
        assert!(names(&mail("bo@x.org", "Grüße von An Li an alle", plain()), &ana()));
        assert!(!names(&mail("Ivan Lindt <joana@x.org>", "Optics", plain()), &ana()));
        assert!(names(b"no mail, but of ana@x.org", &ana()));
    }
}
