//! The only errors a browser ever sees: one sentence each, and one HTTP status.

use domain::Timestamp;
use domain::admission::Refusal;
use domain::command::CommandDenied;
use domain::guest_link::GuestLinkDenied;
use domain::interaction::InteractionDenied;
use domain::invite_many::BatchDenied;
use domain::invite_policy::InviteDenied;
use domain::room::RoomDenied;
use domain::session::SessionRefused;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;

use crate::invitation::api::InvitationReady;

/// What went wrong, typed by what the reader can do about it. The text is the sentence people read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum AppError {
    #[error("Sign in to go on.")]
    SignInNeeded,
    /// One sentence for an unknown address and a wrong password.
    #[error("The address or the password is not right.")]
    WrongCredentials,
    #[error("Some fields need another look.")]
    Fields(Vec<FieldError>),
    #[error("{0}")]
    InviteDenied(InviteDenied),
    #[error("{0}")]
    GuestLink(GuestLinkDenied),
    #[error("{0}")]
    RoomDenied(RoomDenied),
    #[error("{0}")]
    Session(SessionRefused),
    #[error("{0}")]
    Refused(Refusal),
    #[error("{0}")]
    CommandDenied(CommandDenied),
    #[error("{0}")]
    Batch(BatchDenied),
    #[error("This is not the invited address. Check it and try again.")]
    WrongAddress { tries_left: u16 },
    #[error("The invited address has to be confirmed by a code first.")]
    CodeNeeded,
    #[error("This is not the code. Check the mail and try again.")]
    WrongCode { tries_left: u16 },
    #[error("The code does not work any more. Have a new one sent.")]
    CodeExpired,
    #[error("A code has been sent already. Look for the mail; a new one can be sent a little later.")]
    CodeTooSoon { again_at: Timestamp },
    /// Carries the invitation that is there already.
    #[error("This address is already invited.")]
    AlreadyInvited(Box<InvitationReady>),
    #[error("No mail template is configured, so links cannot be sent by mail. Copy the link instead.")]
    NoTemplate,
    #[error("The mail could not be sent: {problem}")]
    MailFailed { problem: String },
    #[error("Somebody has changed this in the meantime. Look again and repeat what you meant to do.")]
    ChangedMeanwhile,
    #[error("This page does not exist, or you may not see it.")]
    NotFound,
    #[error("Too many tries. Wait a little and try again.")]
    TooMany { retry_after_seconds: u32 },
    #[error("The request could not be read. Reload the page and try again.")]
    Malformed,
    #[error("What you sent is too large. Make it shorter and send it again.")]
    TooLarge,
    /// A page of another site has made the browser send something.
    #[error("This came from a page of another site, so nothing was done. Open the page here and try again.")]
    ForeignOrigin,
    #[error("This was sent in a way that is not understood here. Send JSON or the fields of a form.")]
    UnknownFormat,
    #[error("The site cannot save anything at the moment. What you typed is still here; try again soon.")]
    NotSaved,
    #[error(
        "Something went wrong on our side. If it stays so, name this number to your administrator: {reference}"
    )]
    Internal { reference: String },
    #[error("The site cannot be reached. Check your connection; what you typed is still here.")]
    Unreachable,
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the input.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl From<CommandDenied> for AppError {
    fn from(denied: CommandDenied) -> Self {
        Self::CommandDenied(denied)
    }
}

impl AppError {
    /// One wrong field.
    pub fn field(field: &str, problem: impl std::fmt::Display) -> Self {
        Self::Fields(vec![FieldError { field: field.to_owned(), message: problem.to_string() }])
    }

    /// The sentence for the field of this name, if it is wrong.
    pub fn for_field(&self, name: &str) -> Option<String> {
        match self {
            Self::Fields(fields) => {
                fields.iter().find(|error| error.field == name).map(|error| error.message.clone())
            }
            _ => None,
        }
    }

    /// The HTTP status of an answer with this error.
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed => 400,
            Self::SignInNeeded | Self::WrongCredentials => 401,
            Self::InviteDenied(_) | Self::RoomDenied(_) | Self::ForeignOrigin => 403,
            Self::GuestLink(denied) => guest_link_status(*denied),
            Self::NotFound => 404,
            Self::CodeExpired => 410,
            Self::TooLarge => 413,
            Self::UnknownFormat => 415,
            Self::Batch(denied) => batch_status(*denied),
            Self::Fields(_) | Self::WrongAddress { .. } | Self::WrongCode { .. } => 422,
            Self::AlreadyInvited(_)
            | Self::NoTemplate
            | Self::ChangedMeanwhile
            | Self::CodeNeeded
            | Self::Session(_) => 409,
            Self::Refused(refusal) => refusal_status(*refusal),
            Self::CommandDenied(denied) => denied_status(*denied),
            Self::TooMany { .. } | Self::CodeTooSoon { .. } => 429,
            Self::Internal { .. } => 500,
            Self::MailFailed { .. } => 502,
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
        GuestLinkDenied::TooMany => 409,
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
