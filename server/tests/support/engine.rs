//! A fresh database for one test.

use std::panic::{AssertUnwindSafe, resume_unwind};

use futures::FutureExt;
use server::db::Location;
use server::secrets;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

/// Names a server, `postgres://postgres@127.0.0.1:5432`; a database in it does not matter.
const SERVER: &str = "GREENROOM_TEST_POSTGRES";
/// Set where the tests on that server must not be left out.
const REQUIRED: &str = "GREENROOM_REQUIRE_POSTGRES";

/// Where a test has its database.
pub struct Engine {
    pub location: Location,
}

pub async fn on_sqlite(test: impl AsyncFnOnce(&Engine)) {
    let folder = tempfile::tempdir().unwrap();
    test(&Engine { location: Location::Folder(folder.path().to_owned()) }).await;
}

/// The database is dropped however the test ends.
pub async fn on_postgres(test: impl AsyncFnOnce(&Engine)) {
    let Some(server) = setting(SERVER) else {
        assert!(setting(REQUIRED).is_none(), "{REQUIRED} is set, but {SERVER} does not name a server");
        eprintln!("left out: {SERVER} does not name a server");
        return;
    };
    let server = without_database(&server);
    let name = format!("greenroom_test_{}_{}", std::process::id(), secrets::nonce());
    run(server, format!("create database {name}")).await;
    let engine = Engine { location: Location::Postgres(format!("{server}/{name}")) };
    let ended = AssertUnwindSafe(test(&engine)).catch_unwind().await;
    run(server, format!("drop database {name} with (force)")).await;
    if let Err(panic) = ended {
        resume_unwind(panic);
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no other configuration")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn without_database(url: &str) -> &str {
    let authority = url.find("://").map_or(0, |at| at + 3);
    let end = url[authority..].find('/').map_or(url.len(), |at| authority + at);
    &url[..end]
}

async fn run(server: &str, sql: String) {
    let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
