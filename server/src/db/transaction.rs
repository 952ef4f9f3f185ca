//! PostgreSQL's transactions: one for each command.

use std::panic::AssertUnwindSafe;

use domain::RoomId;
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::PgPool;
use tokio::sync::mpsc;

use super::{Connection, DbError};

/// Runs a command in a transaction. A connection whose state is unknown does not go back to the pool.
pub async fn run<T, E, F>(pool: PgPool, committed: mpsc::UnboundedSender<RoomId>, command: F) -> Result<T, E>
where
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>>,
    E: From<DbError>,
{
    let mut connection = Connection::postgres(pool.acquire().await.map_err(DbError::from)?);
    connection.execute("begin", vec![]).await?;
    let answer = caught(command(&mut connection)).await;
    let end = if answer.is_ok() { "commit" } else { "rollback" };
    if let Err(error) = connection.execute(end, vec![]).await {
        connection.discard();
        return Err(error.into());
    }
    if answer.is_ok() {
        connection.tell_committed(&committed);
    }
    answer
}

/// A command that panics counts as failed.
pub async fn caught<T, E: From<DbError>>(running: BoxFuture<'_, Result<T, E>>) -> Result<T, E> {
    AssertUnwindSafe(running).catch_unwind().await.unwrap_or_else(|_| Err(DbError::Panicked.into()))
}
