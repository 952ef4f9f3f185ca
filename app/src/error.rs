//! The only errors a browser ever sees: one sentence each, and one HTTP status.

use domain::admission::Refusal;
use domain::invite_policy::InviteDenied;
use domain::room::RoomDenied;
use domain::session::SessionRefused;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

use crate::invitation::api::InvitationReady;
use crate::json::JsonText;

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
    RoomDenied(RoomDenied),
    #[error("{0}")]
    Session(SessionRefused),
    #[error("{0}")]
    Refused(Refusal),
    #[error("This is not the invited address. Check it and try again.")]
    WrongAddress { tries_left: u16 },
    /// Carries the invitation that is there already.
    #[error("This address is already invited.")]
    AlreadyInvited(Box<InvitationReady>),
    #[error("Somebody has changed this in the meantime. Look again and repeat what you meant to do.")]
    ChangedMeanwhile,
    #[error("This page does not exist, or you may not see it.")]
    NotFound,
    #[error("Too many tries. Wait a little and try again.")]
    TooMany { retry_after_seconds: u32 },
    #[error("The request could not be read. Reload the page and try again.")]
    Malformed,
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
            Self::InviteDenied(_) | Self::RoomDenied(_) => 403,
            Self::NotFound => 404,
            Self::AlreadyInvited(_) | Self::ChangedMeanwhile | Self::Session(_) => 409,
            Self::Refused(refusal) => refusal_status(*refusal),
            Self::Fields(_) | Self::WrongAddress { .. } => 422,
            Self::TooMany { .. } => 429,
            Self::Internal { .. } => 500,
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
        | Refusal::LinkExpired => 410,
        Refusal::UsedOnOtherDevice { .. } => 409,
        Refusal::Locked { .. } => 429,
        Refusal::DomainBlocked | Refusal::Removed | Refusal::NotInvited => 403,
    }
}

impl FromServerFnError for AppError {
    type Encoder = JsonText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            _ => Self::Malformed,
        }
    }
}
