//! Two who write at once, one of them at the moment at which the other has come up against it.

use futures::FutureExt;
use futures::future::BoxFuture;
use server::db::{Connection, DbError};
use server::values;
use tokio::sync::oneshot;

use super::TestApp;

/// So often it is asked whether somebody waits; whoever has not come by then never does.
const MOST_ASKED: usize = 50_000;

/// Runs a transaction that holds something, lets `act` begin and wait for it, and then goes on. Answers what `act` does.
/// SQLite has one writer: there the act comes after the transaction.
pub async fn while_held<T>(
    app: &TestApp,
    hold: impl for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<(), DbError>> + Send + 'static,
    go_on: impl for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<(), DbError>> + Send + 'static,
    act: impl Future<Output = T>,
) -> T {
    let (tell, is_held) = oneshot::channel();
    let transaction = app.site.db.write(move |connection| {
        async move {
            hold(connection).await?;
            tell.send(()).unwrap();
            until_somebody_waits(connection).await;
            go_on(connection).await
        }
        .boxed()
    });
    let act = async {
        is_held.await.unwrap();
        act.await
    };
    let (written, answer): (Result<(), DbError>, T) = tokio::join!(transaction, act);
    written.expect("neither locks the other out");
    answer
}

async fn until_somebody_waits(connection: &mut Connection) {
    if !connection.is_postgres() {
        return;
    }
    for _ in 0..MOST_ASKED {
        if somebody_waits(connection).await {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("nobody waits for what is held");
}

/// Whether a transaction waits for this one to end.
async fn somebody_waits(connection: &mut Connection) -> bool {
    let sql = "select count(*) as found from pg_locks mine
         join pg_locks theirs on theirs.transactionid = mine.transactionid
         where mine.pid = pg_backend_pid() and mine.granted and not theirs.granted";
    let row = connection.fetch_optional(sql, values![]).await.unwrap().unwrap();
    row.int("found").unwrap() > 0
}
