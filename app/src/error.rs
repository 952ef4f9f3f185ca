//! The only errors a browser ever sees: one sentence each, and one HTTP status.

use domain::Timestamp;
use domain::admission::Refusal;
use domain::command::CommandDenied;
use domain::guest_link::GuestLinkDenied;
use domain::identity::LogoProblem;
use domain::interaction::InteractionDenied;
use domain::invite_many::BatchDenied;
use domain::invite_policy::InviteDenied;
use domain::language::{Say, Sentence};
use domain::mail::MailProblem;
use domain::people::change::PersonDenied;
use domain::people::import::ImportDenied;
use domain::privacy::EraseDenied;
use domain::room::RoomDenied;
use domain::say;
use domain::session::SessionRefused;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

use crate::invitation::api::InvitationReady;
use crate::language::said;

/// What went wrong, typed by what the reader can do about it. The text is the sentence people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    SignInNeeded,
    /// One sentence for an unknown address and a wrong password.
    WrongCredentials,
    /// Whoever comes to set the site up comes too late.
    SetUpAlready,
    LogoRefused(LogoProblem),
    AddressFixed,
    MailServerFixed,
    Fields(Vec<FieldError>),
    InviteDenied(InviteDenied),
    GuestLink(GuestLinkDenied),
    RoomDenied(RoomDenied),
    Session(SessionRefused),
    Refused(Refusal),
    CommandDenied(CommandDenied),
    Batch(BatchDenied),
    PersonDenied(PersonDenied),
    Import(ImportDenied),
    /// A link to choose a password that does not work, for whatever reason.
    PasswordLinkUsed,
    /// Whoever something is done about cannot sign in.
    Deactivated,
    EraseDenied(EraseDenied),
    WrongAddress {
        tries_left: u16,
    },
    CodeNeeded,
    WrongCode {
        tries_left: u16,
    },
    CodeExpired,
    CodeTooSoon {
        again_at: Timestamp,
    },
    /// Carries the invitation that is there already.
    AlreadyInvited(Box<InvitationReady>),
    NoTemplate,
    MailFailed(MailProblem),
    ChangedMeanwhile,
    NotFound,
    TooMany {
        retry_after_seconds: u32,
    },
    Malformed,
    TooLarge,
    /// A page of another site has made the browser send something.
    ForeignOrigin,
    UnknownFormat,
    NotSaved,
    Internal {
        reference: String,
    },
    Unreachable,
}

impl Say for AppError {
    fn say(&self) -> Sentence {
        match self {
            Self::SignInNeeded => say!("Sign in to go on."),
            Self::WrongCredentials => say!("The address or the password is not right."),
            Self::SetUpAlready => say!("This site has an administrator already. Sign in to go on."),
            Self::LogoRefused(why) => why.say(),
            Self::AddressFixed => {
                say!("The address of this site is set where the server is started, with PUBLIC_URL.")
            }
            Self::MailServerFixed => {
                say!("The mail server is set where the server is started, with SMTP_URL.")
            }
            Self::Fields(_) => say!("Some fields need another look."),
            Self::InviteDenied(why) => why.say(),
            Self::GuestLink(why) => why.say(),
            Self::RoomDenied(why) => why.say(),
            Self::Session(why) => why.say(),
            Self::Refused(why) => why.say(),
            Self::CommandDenied(why) => why.say(),
            Self::Batch(why) => why.say(),
            Self::PersonDenied(why) => why.say(),
            Self::Import(why) => why.say(),
            Self::PasswordLinkUsed => {
                say!("This link does not work any more. Ask an administrator of this site for a new one.")
            }
            Self::Deactivated => say!("This person is deactivated. Reactivate them first."),
            Self::EraseDenied(why) => why.say(),
            Self::WrongAddress { .. } => say!("This is not the invited address. Check it and try again."),
            Self::CodeNeeded => say!("The invited address has to be confirmed by a code first."),
            Self::WrongCode { .. } => say!("This is not the code. Check the mail and try again."),
            Self::CodeExpired => say!("The code does not work any more. Have a new one sent."),
            Self::CodeTooSoon { .. } => {
                say!("A code has been sent already. Look for the mail; a new one can be sent a little later.")
            }
            Self::AlreadyInvited(_) => say!("This address is already invited."),
            Self::NoTemplate => say!(
                "No mail template is configured, so links cannot be sent by mail. Copy the link instead."
            ),
            Self::MailFailed(MailProblem::Refused(_)) => {
                say!("The mail could not be sent. This is what was answered:")
            }
            Self::MailFailed(problem) => {
                say!("The mail could not be sent: {problem}", problem = problem.say())
            }
            Self::ChangedMeanwhile => {
                say!("Somebody has changed this in the meantime. Look again and repeat what you meant to do.")
            }
            Self::NotFound => say!("This page does not exist, or you may not see it."),
            Self::TooMany { .. } => say!("Too many tries. Wait a little and try again."),
            Self::Malformed => say!("The request could not be read. Reload the page and try again."),
            Self::TooLarge => say!("What you sent is too large. Make it shorter and send it again."),
            Self::ForeignOrigin => say!(
                "This came from a page of another site, so nothing was done. Open the page here and try again."
            ),
            Self::UnknownFormat => {
                say!("This was sent in a way that is not understood here. Send JSON or the fields of a form.")
            }
            Self::NotSaved => say!(
                "The site cannot save anything at the moment. What you typed is still here; try again soon."
            ),
            Self::Internal { reference } => say!(
                "Something went wrong on our side. If it stays so, name this number to your administrator: {reference}",
                reference = reference.as_str()
            ),
            Self::Unreachable => {
                say!("The site cannot be reached. Check your connection; what you typed is still here.")
            }
        }
    }
}

/// In English, for logs and tests.
impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.say().in_english())?;
        self.cause().map_or(Ok(()), |cause| write!(f, " {cause}"))
    }
}

impl std::error::Error for AppError {}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the input.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: Sentence,
}

impl From<CommandDenied> for AppError {
    fn from(denied: CommandDenied) -> Self {
        Self::CommandDenied(denied)
    }
}

impl AppError {
    /// One wrong field.
    pub fn field(field: &str, problem: impl Say) -> Self {
        Self::Fields(vec![FieldError { field: field.to_owned(), message: problem.say() }])
    }

    /// What another program or server said of it, in English, for whoever mends it; it stands beside the sentence.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::MailFailed(problem) => problem.cause(),
            _ => None,
        }
    }

    /// From when on it is possible, where that is a matter of time; it stands beside the sentence, on the reader's clock.
    pub fn again_at(&self) -> Option<Timestamp> {
        match self {
            Self::InviteDenied(denied) => denied.again_at(),
            _ => None,
        }
    }

    /// The sentence for the field of this name in the reader's language, if it is wrong.
    pub fn for_field(&self, name: &str) -> Option<String> {
        match self {
            Self::Fields(fields) => {
                fields.iter().find(|error| error.field == name).map(|error| said(&error.message))
            }
            _ => None,
        }
    }

    /// The HTTP status of an answer with this error.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignInNeeded | Self::WrongCredentials => 401,
            Self::InviteDenied(_)
            | Self::RoomDenied(_)
            | Self::PersonDenied(_)
            | Self::EraseDenied(_)
            | Self::ForeignOrigin => 403,
            Self::GuestLink(denied) => guest_link_status(*denied),
            Self::NotFound => 404,
            Self::CodeExpired | Self::PasswordLinkUsed => 410,
            Self::TooLarge => 413,
            Self::UnknownFormat => 415,
            Self::Batch(denied) => batch_status(*denied),
            Self::Import(denied) => import_status(*denied),
            Self::Fields(_) | Self::LogoRefused(_) | Self::WrongAddress { .. } | Self::WrongCode { .. } => {
                422
            }
            Self::AlreadyInvited(_)
            | Self::NoTemplate
            | Self::ChangedMeanwhile
            | Self::CodeNeeded
            | Self::Deactivated
            | Self::SetUpAlready
            | Self::AddressFixed
            | Self::MailServerFixed
            | Self::Session(_) => 409,
            Self::Refused(refusal) => refusal_status(*refusal),
            Self::CommandDenied(denied) => denied_status(*denied),
            Self::TooMany { .. } | Self::CodeTooSoon { .. } => 429,
            Self::Internal { .. } => 500,
            Self::MailFailed(_) => 502,
            Self::NotSaved | Self::Unreachable => 503,
        }
    }
}

/// The HTTP status of a page or an answer that refuses a visitor.
pub const fn refusal_status(refusal: Refusal) -> u16 {
    match refusal {
        Refusal::UnknownLink => 404,
        Refusal::RoomDeleted
        | Refusal::InvitationRemoved
        | Refusal::LinkReplaced
        | Refusal::SessionEnded
        | Refusal::LinkExpired
        | Refusal::GuestLinkFull
        | Refusal::GuestLinkEnded
        | Refusal::GuestLinkDeleted => 410,
        Refusal::UsedOnOtherDevice { .. } => 409,
        Refusal::Locked { .. } => 429,
        Refusal::DomainBlocked
        | Refusal::PlusAddress
        | Refusal::GuestLinkOff
        | Refusal::Removed
        | Refusal::NotInvited
        | Refusal::Declined => 403,
    }
}

/// The HTTP status of a guest link that is not made or changed.
const fn guest_link_status(denied: GuestLinkDenied) -> u16 {
    match denied {
        GuestLinkDenied::Invite(_) | GuestLinkDenied::SiteOff => 403,
        GuestLinkDenied::TooMany | GuestLinkDenied::Spent => 409,
    }
}

/// The HTTP status of a list that is not taken.
const fn batch_status(denied: BatchDenied) -> u16 {
    match denied {
        BatchDenied::Empty | BatchDenied::TooMany => 422,
        BatchDenied::OtherIsRunning | BatchDenied::Incomplete | BatchDenied::Started | BatchDenied::Ended => {
            409
        }
    }
}

/// The HTTP status of a file of people that is not taken.
const fn import_status(denied: ImportDenied) -> u16 {
    match denied {
        ImportDenied::Empty | ImportDenied::TooMany => 422,
        ImportDenied::Incomplete | ImportDenied::Started | ImportDenied::Ended => 409,
    }
}

/// The HTTP status of a command that is not carried out.
const fn denied_status(denied: CommandDenied) -> u16 {
    match denied {
        CommandDenied::Text(_)
        | CommandDenied::Interaction(InteractionDenied::Content(_) | InteractionDenied::Answer(_)) => 422,
        CommandDenied::NotInside
        | CommandDenied::CollaborationOff
        | CommandDenied::PrivateQuestionsOnly
        | CommandDenied::QuestionSettled
        | CommandDenied::Interaction(_) => 409,
        CommandDenied::NotAllowed(_)
        | CommandDenied::Muted
        | CommandDenied::NotYours
        | CommandDenied::NotThem
        | CommandDenied::NotOfTheStage
        | CommandDenied::NotAHost
        | CommandDenied::OwnQuestion => 403,
        CommandDenied::Gone => 410,
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            _ => Self::Malformed,
        }
    }
}
