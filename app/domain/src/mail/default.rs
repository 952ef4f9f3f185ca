//! The mail of a new site: one design, in each language's words.

use super::Template;
use super::phrases::{Phrases, phrases};
use crate::language::{Direction, Language};

const HTML: &str = include_str!("default/mail.html");
const TEXT: &str = include_str!("default/mail.txt");
const CALENDAR: &str = include_str!("default/calendar.txt");

impl Template {
    /// The link is not in the calendar text: calendars are shared with people whom nobody has invited.
    pub fn default_in(language: Language) -> Self {
        Self {
            subject: phrases(language).subject.to_owned(),
            html: written(HTML, language),
            text: written(TEXT, language),
            calendar: written(CALENDAR, language),
        }
    }

    pub fn default_english() -> Self {
        Self::default_in(Language::English)
    }
}

/// Puts the words of a language where the design has their names in double brackets.
fn written(design: &str, language: Language) -> String {
    let Phrases {
        subject,
        invitation,
        greeting,
        preview,
        invites,
        date,
        time,
        role,
        host,
        open,
        button,
        copy,
        yours_alone,
        keep,
        stranger,
        sent,
        link_in_mail,
        ..
    } = phrases(language);
    let direction = language.direction();
    let (start, label_padding) = match direction {
        Direction::LeftToRight => ("left", "10px 16px 10px 0"),
        Direction::RightToLeft => ("right", "10px 0 10px 16px"),
    };
    let words = [
        ("lang", language.word()),
        ("dir", direction.word()),
        ("start", start),
        ("label padding", label_padding),
        ("subject", subject),
        ("invitation", invitation),
        ("greeting", greeting),
        ("preview", preview),
        ("invites", invites),
        ("date", date),
        ("time", time),
        ("role", role),
        ("host", host),
        ("open", open),
        ("button", button),
        ("copy", copy),
        ("yours alone", yours_alone),
        ("keep", keep),
        ("stranger", stranger),
        ("sent", sent),
        ("link in mail", link_in_mail),
    ];
    words
        .into_iter()
        .fold(design.to_owned(), |text, (name, words)| text.replace(&format!("[[{name}]]"), words))
}
