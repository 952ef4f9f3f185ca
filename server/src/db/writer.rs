//! SQLite's one writer: commits all queued commands together.
//!
//! With `synchronous=FULL` a commit costs one wait for the disk. Commands that arrive during that wait share
//! the next one, so durability costs little under load. A command that fails or panics is undone alone.

use domain::RoomId;
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use super::transaction::caught;
use super::{Connection, DbError};

/// Commands committed together at most: bounds how long the first of them waits.
const MOST_TOGETHER: usize = 256;
/// Commands that wait at most; whoever comes later waits before queueing.
const LONGEST_QUEUE: usize = 4096;

#[derive(Clone)]
pub struct Writer {
    queue: mpsc::Sender<Box<dyn Command>>,
    pool: SqlitePool,
}

/// Something to run, whose answer is held back until it is on disk.
trait Command: Send {
    fn run(self: Box<Self>, connection: &mut Connection) -> BoxFuture<'_, Box<dyn Answer>>;
    fn refuse(self: Box<Self>, error: DbError);
}

/// An answer that waits for the commit.
trait Answer: Send {
    fn send(self: Box<Self>, commit: Result<(), DbError>);
}

impl Writer {
    pub fn start(pool: SqlitePool, committed: mpsc::UnboundedSender<RoomId>) -> Self {
        let (queue, commands) = mpsc::channel(LONGEST_QUEUE);
        tokio::spawn(work(pool.clone(), commands, committed));
        Self { queue, pool }
    }

    /// The pool of the one connection: for migrations, before anything is written.
    pub const fn pool(&self) -> &SqlitePool {
        &self.pool
    }

    pub async fn write<T, E, F>(&self, command: F) -> Result<T, E>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let queued = self.queue.send(Box::new(Queued { command, reply })).await;
        match queued {
            Ok(()) => answer.await.unwrap_or_else(|_| Err(DbError::Panicked.into())),
            Err(_) => Err(DbError::from(sqlx::Error::PoolClosed).into()),
        }
    }

    pub async fn close(&self) {
        // The worker holds the connection only while it works, so this waits for what is queued.
        self.pool.close().await;
    }
}

async fn work(
    pool: SqlitePool,
    mut commands: mpsc::Receiver<Box<dyn Command>>,
    committed: mpsc::UnboundedSender<RoomId>,
) {
    while let Some(first) = commands.recv().await {
        match begin(&pool).await {
            Ok(connection) => run_together(connection, first, &mut commands, &committed).await,
            Err(error) => first.refuse(error),
        }
    }
}

async fn begin(pool: &SqlitePool) -> Result<Connection, DbError> {
    let mut connection = Connection::sqlite(pool.acquire().await?);
    connection.execute("begin immediate", vec![]).await?;
    Ok(connection)
}

async fn run_together(
    mut connection: Connection,
    first: Box<dyn Command>,
    commands: &mut mpsc::Receiver<Box<dyn Command>>,
    committed: &mpsc::UnboundedSender<RoomId>,
) {
    let mut answers = Vec::new();
    let mut next = Some(first);
    while let Some(command) = next {
        answers.push(command.run(&mut connection).await);
        let may_share = answers.len() < MOST_TOGETHER && !connection.is_undone();
        next = if may_share { commands.try_recv().ok() } else { None };
    }
    let commit = if connection.is_undone() {
        Err(DbError::NotWritable("the transaction was undone".to_owned()))
    } else {
        connection.execute("commit", vec![]).await.map(|_| ())
    };
    if commit.is_ok() {
        connection.tell_committed(committed);
    } else {
        connection.forget_grown();
        // Fails when the engine has rolled back already, as it does on a full disk.
        let _ = connection.execute("rollback", vec![]).await;
    }
    for answer in answers {
        answer.send(commit.clone());
    }
}

struct Queued<F, T, E> {
    command: F,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<F, T, E> Command for Queued<F, T, E>
where
    F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    fn run(self: Box<Self>, connection: &mut Connection) -> BoxFuture<'_, Box<dyn Answer>> {
        let Self { command, reply } = *self;
        Box::pin(async move {
            let answer = connection.in_savepoint(|connection| caught(command(connection)).boxed()).await;
            Box::new(Answered { answer, reply }) as Box<dyn Answer>
        })
    }

    fn refuse(self: Box<Self>, error: DbError) {
        let _ = self.reply.send(Err(error.into()));
    }
}

struct Answered<T, E> {
    answer: Result<T, E>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T: Send, E: From<DbError> + Send> Answer for Answered<T, E> {
    fn send(self: Box<Self>, commit: Result<(), DbError>) {
        let answer = match (self.answer, commit) {
            (Ok(_), Err(error)) => Err(error.into()),
            (answer, _) => answer,
        };
        // Whoever asked may have gone; the change stays.
        let _ = self.reply.send(answer);
    }
}
