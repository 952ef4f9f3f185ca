//! Errors inside the server. What a browser may see is an [`AppError`]; everything else is logged once, at the
//! edge, under a reference that the browser gets instead.

use app::backend::Answer;
use app::error::AppError;

use crate::db::DbError;
use crate::secrets;

/// Why a service could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The person can do something about it.
    #[error(transparent)]
    Told(#[from] AppError),
    #[error(transparent)]
    Db(DbError),
    #[error(transparent)]
    Internal(#[from] anyhow::Error),
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match error {
            DbError::ChangedMeanwhile => Self::Told(AppError::ChangedMeanwhile),
            other => Self::Db(other),
        }
    }
}

macro_rules! told {
    ($($kind:ty => $variant:ident),* $(,)?) => {$(
        impl From<$kind> for Failure {
            fn from(reason: $kind) -> Self {
                Self::Told(AppError::$variant(reason))
            }
        }
    )*};
}

told!(
    domain::invite_policy::InviteDenied => InviteDenied,
    domain::room::RoomDenied => RoomDenied,
    domain::session::SessionRefused => Session,
    domain::Refusal => Refused,
    domain::command::CommandDenied => CommandDenied,
    domain::invite_many::BatchDenied => Batch,
    domain::guest_link::GuestLinkDenied => GuestLink,
    domain::people::change::PersonDenied => PersonDenied,
    domain::people::import::ImportDenied => Import,
    domain::privacy::EraseDenied => EraseDenied,
);

pub type Outcome<T> = Result<T, Failure>;

/// The edge: what leaves here may be seen.
pub fn to_answer<T>(outcome: Outcome<T>) -> Answer<T> {
    outcome.map_err(|failure| match failure {
        Failure::Told(error) => error,
        Failure::Db(DbError::NotWritable(reason)) => {
            tracing::error!(reason, "the database cannot be written to");
            AppError::NotSaved
        }
        other => {
            let reference = secrets::reference();
            tracing::error!(reference, error = %other, "a request failed");
            AppError::Internal { reference }
        }
    })
}
