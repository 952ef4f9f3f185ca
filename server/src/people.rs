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

use crate::db::{Connection, DbError};
use crate::values;

/// Holds the directory until the transaction ends, so that decisions about who runs the site come one after another on
/// PostgreSQL too.
pub async fn lock(connection: &mut Connection) -> Result<(), DbError> {
    connection
        .execute(
            "insert into setting (name, value) values ($1, '')
             on conflict (name) do update set value = setting.value",
            values!["directory"],
        )
        .await?;
    Ok(())
}
