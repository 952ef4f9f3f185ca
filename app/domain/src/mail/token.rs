//! The tokens of a template, and what stands in for them.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::Part;
use super::phrases::{picture_label, role_name};
use crate::language::Sentence;
use crate::language::{Language, LocalTime, date_in_words, times_in_words};
use crate::role::Role;
use crate::say;
use crate::words::words;

/// A place in a template that each mail fills with its own text. Its word stands in braces: `{FIRSTNAME}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Token {
    FirstName,
    LastName,
    Email,
    Title,
    Speakers,
    Date,
    Time,
    Role,
    Host,
    Url,
    QrCode,
    Site,
}

words!(Token {
    FirstName => "FIRSTNAME", LastName => "LASTNAME", Email => "EMAIL", Title => "TITLE",
    Speakers => "SPEAKERS", Date => "DATE", Time => "TIME", Role => "ROLE", Host => "HOST", Url => "URL",
    QrCode => "QRCODE", Site => "SITE",
});

impl Token {
    /// What it stands for, as the administrator's list says it.
    pub fn description(self) -> Sentence {
        match self {
            Self::FirstName => say!("The guest's first name"),
            Self::LastName => say!("The guest's last name"),
            Self::Email => say!("The invited address"),
            Self::Title => say!("The room's title"),
            Self::Speakers => say!("The speakers, with commas between them; nothing when there are none"),
            Self::Date => say!("The day of the session"),
            Self::Time => say!("When it starts and ends, with the time zone"),
            Self::Role => say!("What the guest is invited as"),
            Self::Host => say!("The name of the host who invites"),
            Self::Url => say!("The guest's own link"),
            Self::QrCode => say!("The guest's own link as a picture for a phone's camera"),
            Self::Site => say!("The name of this site"),
        }
    }

    /// What previews show in its place.
    pub const fn sample(self) -> &'static str {
        match self {
            Self::FirstName => "Ana",
            Self::LastName => "Ruiz",
            Self::Email => "ana.ruiz@example.org",
            Self::Title => "Autumn town hall",
            Self::Speakers => "Dr. Miriam Adeyemi, Prof. Jonas Lindqvist",
            Self::Date => "Thursday, 26 November 2026",
            Self::Time => "10:00–11:00 (Europe/Berlin)",
            Self::Role => "Speaker",
            Self::Host => "Bo Lindqvist",
            Self::Url => "https://greenroom.example.org/join/sample",
            Self::QrCode => {
                r#"<img src="cid:qr" width="144" height="144" alt="Your link as a picture for a phone's camera">"#
            }
            Self::Site => "Greenroom",
        }
    }

    /// A picture can only be in HTML, and a link has no use in a subject, where it would be seen by everybody who
    /// looks at the screen.
    pub const fn may_stand_in(self, part: Part) -> bool {
        match self {
            Self::QrCode => matches!(part, Part::Html),
            Self::Url => !matches!(part, Part::Subject),
            _ => true,
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.word())
    }
}

/// What one mail fills in. All of it is text, whatever it looks like, but the QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Values {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub title: String,
    pub speakers: String,
    /// In the guest's or the room's time zone, as people write it.
    pub date: String,
    /// With the zone.
    pub time: String,
    pub role: String,
    pub host: String,
    /// Ours, never typed by anybody.
    pub url: String,
    /// An `<img src="cid:…" alt="…">` of our own making: the only value that goes into the HTML as it is.
    pub qr_code: String,
    /// What the site is called.
    pub site: String,
}

impl Values {
    /// As [`Values::sample`], with the words of a language where they are ours.
    pub fn sample_in(language: Language) -> Self {
        let at = |hour| LocalTime { year: 2026, month: 11, day: 26, weekday: 3, hour, minute: 0 };
        let label = picture_label(language);
        Self {
            date: date_in_words(language, at(10)),
            time: times_in_words(language, (at(10), at(11)), "Europe/Berlin", "+01:00"),
            role: role_name(language, Role::Speaker).to_owned(),
            qr_code: format!(r#"<img src="cid:qr" width="144" height="144" alt="{label}">"#),
            ..Self::sample()
        }
    }

    /// What previews and tests show.
    pub fn sample() -> Self {
        let sample = |token: Token| token.sample().to_owned();
        Self {
            first_name: sample(Token::FirstName),
            last_name: sample(Token::LastName),
            email: sample(Token::Email),
            title: sample(Token::Title),
            speakers: sample(Token::Speakers),
            date: sample(Token::Date),
            time: sample(Token::Time),
            role: sample(Token::Role),
            host: sample(Token::Host),
            url: sample(Token::Url),
            qr_code: sample(Token::QrCode),
            site: sample(Token::Site),
        }
    }

    pub fn of(&self, token: Token) -> &str {
        match token {
            Token::FirstName => &self.first_name,
            Token::LastName => &self.last_name,
            Token::Email => &self.email,
            Token::Title => &self.title,
            Token::Speakers => &self.speakers,
            Token::Date => &self.date,
            Token::Time => &self.time,
            Token::Role => &self.role,
            Token::Host => &self.host,
            Token::Url => &self.url,
            Token::QrCode => &self.qr_code,
            Token::Site => &self.site,
        }
    }
}
