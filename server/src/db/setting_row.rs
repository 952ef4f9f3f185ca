//! Rows of the table `setting` that stand for what only one transaction at a time may decide about.

use super::{Connection, DbError};
use crate::values;

/// Holds a row until the transaction ends, on PostgreSQL too; without one it is made with this value.
pub async fn lock_setting(connection: &mut Connection, name: &str, value: &str) -> Result<(), DbError> {
    connection
        .execute(
            "insert into setting (name, value) values ($1, $2)
             on conflict (name) do update set value = setting.value",
            values![name, value],
        )
        .await?;
    Ok(())
}
