//! The mail server that an administrator names, as it is typed and as it is kept.

use core::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::email::{EmailAddress, EmailProblem};
use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, is_invisible};
use crate::say;
use crate::words::words;

/// How what is said to a mail server is kept from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// It begins in plain text and must go on encrypted.
    #[default]
    StartTls,
    /// From the first octet.
    Tls,
    /// Not at all.
    None,
}

words!(Encryption { StartTls => "start_tls", Tls => "tls", None => "none" });

impl Encryption {
    /// The port that mail servers usually have for it.
    pub const fn usual_port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

impl Say for Encryption {
    fn say(&self) -> Sentence {
        match self {
            Self::StartTls => say!("STARTTLS (usually port 587)"),
            Self::Tls => say!("TLS (usually port 465)"),
            Self::None => say!("None (a server on this machine)"),
        }
    }
}

/// A mail server, without the password for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// Whom the site signs in as there; `None` where nobody has to.
    pub user: Option<String>,
    /// Whom mails are from; `None` is nobody at the site's own host.
    pub from: Option<EmailAddress>,
}

/// A mail server as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerForm {
    pub host: String,
    /// Empty is the usual one.
    pub port: String,
    pub encryption: Encryption,
    pub user: String,
    /// Empty leaves the one that is kept.
    pub password: String,
    pub from: String,
}

/// A field that people type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MailServerField {
    Host,
    Port,
    Encryption,
    User,
    Password,
    From,
}

words!(MailServerField {
    Host => "host", Port => "port", Encryption => "encryption", User => "user", Password => "password",
    From => "from",
});

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailServerProblem {
    Host,
    Port,
    /// The password would be read by everybody on the way.
    PasswordInTheOpen,
    Control,
    TooLong,
    PasswordMissing,
    From(EmailProblem),
}

impl Say for MailServerProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Host => say!("Enter the name of your mail server, as in mail.example.org."),
            Self::Port => say!("Enter a whole number from 1 to 65535, or leave it empty."),
            Self::PasswordInTheOpen => {
                say!("Choose TLS or STARTTLS: without it everybody on the way can read the password.")
            }
            Self::Control => say!("It holds an invisible character. Type it instead of pasting it."),
            Self::TooLong => say!("At most 255 characters are possible."),
            Self::PasswordMissing => say!("Enter the password for this user of this server."),
            Self::From(problem) => problem.say(),
        }
    }
}

says_english!(MailServerProblem);

const MOST: usize = 255;

impl MailServerForm {
    /// The server that is typed, whose password may be kept already.
    ///
    /// # Errors
    /// Each field that cannot be read, in the order of the form.
    pub fn read(
        &self,
        kept: Option<&MailServer>,
        to_ascii: impl Fn(&str) -> Result<String, EmailProblem>,
    ) -> Result<MailServer, Vec<(MailServerField, MailServerProblem)>> {
        let mut problems = Vec::new();
        let host = self.host.trim().to_ascii_lowercase();
        let is_number = host.trim_matches(['[', ']']).parse::<IpAddr>();
        if !is_name(&host) && is_number.is_err() {
            problems.push((MailServerField::Host, MailServerProblem::Host));
        }
        let port = match self.port.trim() {
            "" => self.encryption.usual_port(),
            typed => typed.parse().ok().filter(|port| *port > 0).unwrap_or_else(|| {
                problems.push((MailServerField::Port, MailServerProblem::Port));
                0
            }),
        };
        let user = Some(self.user.trim().to_owned()).filter(|user| !user.is_empty());
        let is_own_machine =
            host == "localhost" || is_number.is_ok_and(|number: IpAddr| number.is_loopback());
        if self.encryption == Encryption::None && user.is_some() && !is_own_machine {
            problems.push((MailServerField::Encryption, MailServerProblem::PasswordInTheOpen));
        }
        for (field, text) in
            [(MailServerField::User, &self.user), (MailServerField::Password, &self.password)]
        {
            problems.extend(line_problem(text).map(|problem| (field, problem)));
        }
        let is_kept = kept.is_some_and(|kept| kept.host == host && kept.user == user);
        if user.is_some() && self.password.is_empty() && !is_kept {
            problems.push((MailServerField::Password, MailServerProblem::PasswordMissing));
        }
        let from = match self.from.trim() {
            "" => None,
            typed => EmailAddress::parse_with(typed, to_ascii)
                .map_err(|problem| problems.push((MailServerField::From, MailServerProblem::From(problem))))
                .ok(),
        };
        if problems.is_empty() {
            Ok(MailServer { host, port, encryption: self.encryption, user, from })
        } else {
            Err(problems)
        }
    }
}

impl From<&MailServer> for MailServerForm {
    fn from(server: &MailServer) -> Self {
        Self {
            host: server.host.clone(),
            port: server.port.to_string(),
            encryption: server.encryption,
            user: server.user.clone().unwrap_or_default(),
            password: String::new(),
            from: server.from.as_ref().map(ToString::to_string).unwrap_or_default(),
        }
    }
}

fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-' || letter == b'_')
    };
    host.len() <= MOST && host.split('.').all(is_label)
}

fn line_problem(text: &str) -> Option<MailServerProblem> {
    if text.chars().any(|letter| is_forbidden_in_line(letter) || is_invisible(letter)) {
        Some(MailServerProblem::Control)
    } else {
        (text.len() > MOST).then_some(MailServerProblem::TooLong)
    }
}
