//! The database: SQLite in one file, or PostgreSQL, spoken to with one SQL text.
//!
//! Reads take a connection by [`Db::read`]. Writes are commands given to [`Db::write`]; each runs in a
//! transaction of its own on PostgreSQL, while SQLite's one writer commits all queued commands together.

mod connection;
mod constraint;
mod error;
mod migrations;
mod setting_row;
mod transaction;
mod value;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::RoomId;
use futures::future::BoxFuture;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection as _, PgPool, SqlitePool};
use tokio::sync::mpsc;

pub use connection::{Connection, Row};
pub use error::DbError;
pub use setting_row::lock_setting;
pub use value::Value;

use writer::Writer;

/// Where the data lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// `greenroom.sqlite` in this folder.
    Folder(PathBuf),
    /// A PostgreSQL URL.
    Postgres(String),
}

/// An open database; cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    committed: mpsc::UnboundedSender<RoomId>,
}

#[derive(Clone)]
enum Engine {
    Sqlite { readers: SqlitePool, writer: Writer, folder: Arc<Path> },
    Postgres(PgPool),
}

/// The rooms whose log has grown, told after each commit.
pub type Committed = mpsc::UnboundedReceiver<RoomId>;

/// Values for the placeholders of a statement, in order.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$($crate::db::Value::from($value)),*] };
}

impl Db {
    /// Opens the database, creating the SQLite file when there is none.
    ///
    /// # Errors
    /// When the folder cannot be written to, or PostgreSQL does not answer.
    pub async fn open(location: &Location) -> Result<(Self, Committed), DbError> {
        let (committed, receiver) = mpsc::unbounded_channel();
        let engine = match location {
            Location::Folder(folder) => open_sqlite(folder, committed.clone()).await?,
            Location::Postgres(url) => {
                let options =
                    PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(10));
                Engine::Postgres(options.connect(url).await?)
            }
        };
        Ok((Self { engine, committed }, receiver))
    }

    /// Brings the tables up to this version of the program.
    ///
    /// # Errors
    /// When a migration fails, or the database was made by a newer version.
    pub async fn migrate(&self) -> Result<(), MigrateError> {
        match &self.engine {
            Engine::Sqlite { writer, folder, .. } => {
                let alone = migrations::alone_in(folder).await;
                let _alone = alone.map_err(|error| MigrateError::Execute(error.into()))?;
                migrations::sqlite().run(writer.pool()).await
            }
            Engine::Postgres(pool) => migrations::postgres().run(pool).await,
        }
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// When none is free for ten seconds, or the database is gone.
    pub async fn read(&self) -> Result<Connection, DbError> {
        Ok(match &self.engine {
            Engine::Sqlite { readers, .. } => Connection::sqlite(readers.acquire().await?),
            Engine::Postgres(pool) => Connection::postgres(pool.acquire().await?),
        })
    }

    /// Runs a command in a transaction and answers when it is on disk. An error of the command undoes it.
    ///
    /// # Errors
    /// The command's own, or the database's.
    pub async fn write<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.engine {
            Engine::Sqlite { writer, .. } => writer.write(command).await,
            // In a task of its own: whoever asked may go away, the transaction ends all the same.
            Engine::Postgres(pool) => {
                tokio::spawn(transaction::run(pool.clone(), self.committed.clone(), command))
                    .await
                    .unwrap_or_else(|_| Err(DbError::Panicked.into()))
            }
        }
    }

    /// Empties SQLite's log, in which what was deleted or replaced stands until then; the file itself keeps none of it.
    /// Quick, so also for when others wait. False when somebody still reads what was there before.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn empty_log(&self) -> Result<bool, DbError> {
        match &self.engine {
            Engine::Sqlite { folder, .. } => {
                // Whoever reads for longer is not waited for: nobody writes meanwhile.
                let options =
                    sqlite_in(folder).create_if_missing(false).busy_timeout(Duration::from_millis(200));
                let mut connection = options.connect().await?;
                let (busy, ..): (i64, i64, i64) =
                    sqlx::query_as(TRUNCATE_LOG).fetch_one(&mut connection).await?;
                connection.close().await?;
                Ok(busy == 0)
            }
            Engine::Postgres(_) => Ok(true),
        }
    }

    /// Overwrites on disk what has been deleted or replaced: the database is written anew, and SQLite's log is emptied.
    /// Others wait meanwhile. False when somebody still reads what was there before, so that it has to be done again.
    ///
    /// # Errors
    /// When the disk has no room for it.
    pub async fn overwrite_deleted(&self) -> Result<bool, DbError> {
        match &self.engine {
            Engine::Sqlite { writer, .. } => {
                let mut connection = Connection::sqlite(writer.pool().acquire().await?);
                connection.execute("vacuum", vec![]).await?;
                let row = connection.fetch_optional(TRUNCATE_LOG, vec![]).await?;
                row.map_or(Ok(true), |row| Ok(row.int("busy")? == 0))
            }
            Engine::Postgres(pool) => {
                let mut connection = Connection::postgres(pool.acquire().await?);
                connection.execute("vacuum", vec![]).await?;
                Ok(true)
            }
        }
    }

    /// The pool, when the database is PostgreSQL: for listening to other nodes.
    pub const fn postgres(&self) -> Option<&PgPool> {
        match &self.engine {
            Engine::Postgres(pool) => Some(pool),
            Engine::Sqlite { .. } => None,
        }
    }

    /// Waits for what is queued and closes.
    pub async fn close(&self) {
        match &self.engine {
            Engine::Sqlite { readers, writer, .. } => {
                writer.close().await;
                readers.close().await;
            }
            Engine::Postgres(pool) => pool.close().await,
        }
    }
}

/// Answers with `busy`, which is 1 when somebody still reads from the log.
const TRUNCATE_LOG: &str = "pragma wal_checkpoint(truncate)";

async fn open_sqlite(folder: &Path, committed: mpsc::UnboundedSender<RoomId>) -> Result<Engine, DbError> {
    let unusable = |error| DbError::Folder { folder: folder.to_owned(), error: Arc::new(error) };
    private_folder(folder).map_err(unusable)?;
    // A new file goes over to a log in front of it, and whoever asks for that meanwhile is refused, not made to wait.
    let _alone = migrations::alone_in(folder).await.map_err(unusable)?;
    let options = sqlite_in(folder);
    let write_pool = SqlitePoolOptions::new()
        .max_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(options.clone())
        .await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(8)
        .connect_lazy_with(options.create_if_missing(false).read_only(true));
    Ok(Engine::Sqlite { readers, writer: Writer::start(write_pool, committed), folder: folder.into() })
}

fn sqlite_in(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join("greenroom.sqlite"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // What was acknowledged survives `kill -9` and power loss; group commit pays for it.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted is overwritten, so that erased names are not found in the file.
        .pragma("secure_delete", "on")
        .busy_timeout(Duration::from_secs(10))
}

/// Makes the folder so that nobody else on the machine can read it; one that exists stays as it is.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
