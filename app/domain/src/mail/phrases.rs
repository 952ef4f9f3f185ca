//! What mails say by themselves, in each language.

mod english;
mod german;
mod hebrew;
mod spanish;

use super::{Rendered, Template};
use crate::language::Language;
use crate::role::Role;

/// A language's words. Those of the default mail may hold tokens.
pub struct Phrases {
    pub subject: &'static str,
    /// What the mail is, for those who hear it.
    pub invitation: &'static str,
    pub greeting: &'static str,
    /// What lists of mails show beside the subject.
    pub preview: &'static str,
    /// Leads to the title, which stands below it.
    pub invites: &'static str,
    pub date: &'static str,
    pub time: &'static str,
    pub role: &'static str,
    /// Stands before the name of the host who invites.
    pub host: &'static str,
    pub open: &'static str,
    pub button: &'static str,
    pub copy: &'static str,
    pub yours_alone: &'static str,
    pub keep: &'static str,
    pub stranger: &'static str,
    pub sent: &'static str,
    /// The end of the calendar's text.
    pub link_in_mail: &'static str,
    /// Stands before the subject of a change, with what parts the two.
    pub changed: &'static str,
    /// The invitation is gone.
    pub withdrawn_subject: &'static str,
    pub withdrawn: &'static str,
    /// The room is gone.
    pub called_off_subject: &'static str,
    pub called_off: &'static str,
    pub mistake: &'static str,
    /// The mail with a code holds `{CODE}`, `{FIRSTNAME}` and `{TITLE}`.
    pub code_subject: &'static str,
    pub code_greeting: &'static str,
    /// Leads to the code, which stands below it.
    pub code_enter: &'static str,
    pub code_works: &'static str,
    pub code_stranger: &'static str,
    /// What the picture of the link is.
    pub picture: &'static str,
    /// What the session is called in a mail that an administrator sends to try the template.
    pub test: &'static str,
    pub viewer: &'static str,
    pub moderator: &'static str,
    pub speaker: &'static str,
    pub hosting: &'static str,
}

pub const fn phrases(language: Language) -> &'static Phrases {
    match language {
        Language::English => &english::PHRASES,
        Language::German => &german::PHRASES,
        Language::Spanish => &spanish::PHRASES,
        Language::Hebrew => &hebrew::PHRASES,
    }
}

/// A role's name, in words that fit women and men.
pub const fn role_name(language: Language, role: Role) -> &'static str {
    let phrases = phrases(language);
    match role {
        // Nobody is invited as a guest.
        Role::Guest | Role::Viewer => phrases.viewer,
        Role::Moderator => phrases.moderator,
        Role::Speaker => phrases.speaker,
        Role::Host => phrases.hosting,
    }
}

/// What those hear who do not see the picture of the link.
pub const fn picture_label(language: Language) -> &'static str {
    phrases(language).picture
}

/// What the session of a test is called.
pub const fn test_title(language: Language) -> &'static str {
    phrases(language).test
}

/// The mail of an invitation as that of a change.
#[must_use]
pub fn as_change(language: Language, mail: Rendered) -> Rendered {
    Rendered { subject: format!("{}{}", phrases(language).changed, mail.subject), ..mail }
}

/// Why a cancellation is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gone {
    /// The guest's invitation, alone.
    Invitation,
    /// The room, for everybody.
    Room,
}

/// The mail of a cancellation. It holds no link: it would not work.
pub fn cancellation(language: Language, gone: Gone) -> Template {
    let phrases = phrases(language);
    let (subject, why) = match gone {
        Gone::Invitation => (phrases.withdrawn_subject, phrases.withdrawn),
        Gone::Room => (phrases.called_off_subject, phrases.called_off),
    };
    let lines = [phrases.greeting, why, phrases.mistake];
    let (lang, dir) = (language.word(), language.direction().word());
    let paragraphs = lines.map(|line| format!("<p>{line}</p>\n")).concat();
    Template {
        subject: subject.to_owned(),
        html: format!(
            "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <title>{subject}</title>\n</head>\n<body>\n{paragraphs}</body>\n</html>\n"
        ),
        text: lines.join("\n\n"),
        calendar: why.to_owned(),
    }
}
