//! The directory of people.

pub(crate) mod addresses;
pub mod desk;
pub mod desk_queries;
pub mod download;
pub(crate) mod group_queries;
pub mod groups;
pub mod idn;
pub mod import;
pub mod importing;
pub mod queries;
pub mod service;
pub mod standing;
mod statements;

use crate::db::{Connection, DbError, lock_setting};

/// Holds the directory until the transaction ends, so that decisions about who runs the site come one after another on
/// PostgreSQL too.
pub async fn lock(connection: &mut Connection) -> Result<(), DbError> {
    lock_setting(connection, "directory", "").await
}
