//! A fresh database for one test.

use std::future::Future;

use server::db::Location;
use server::secrets;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use tempfile::TempDir;

/// Names a server, `postgres://postgres@127.0.0.1:5432`; a database in it does not matter.
const SERVER: &str = "GREENROOM_TEST_POSTGRES";
/// Set where the tests on that server must not be left out.
const REQUIRED: &str = "GREENROOM_REQUIRE_POSTGRES";

/// Where a test has its database, which goes with it.
pub struct Engine {
    pub location: Location,
    kept: Kept,
}

enum Kept {
    Folder(#[expect(dead_code, reason = "removed when dropped")] TempDir),
    Postgres { server: String, name: String },
}

impl Engine {
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { location: Location::Folder(folder.path().to_owned()), kept: Kept::Folder(folder) }
    }

    /// `None` where no server is named.
    pub async fn postgres() -> Option<Self> {
        let Some(server) = setting(SERVER) else {
            assert!(setting(REQUIRED).is_none(), "{REQUIRED} is set, but {SERVER} does not name a server");
            eprintln!("left out: {SERVER} does not name a server");
            return None;
        };
        let server = without_database(&server).to_owned();
        let name = format!("greenroom_test_{}_{}", std::process::id(), secrets::nonce());
        run(&server, format!("create database {name}")).await;
        let location = Location::Postgres(format!("{server}/{name}"));
        Some(Self { location, kept: Kept::Postgres { server, name } })
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Kept::Postgres { server, name } = &self.kept {
            let (server, sql) = (server.clone(), format!("drop database {name} with (force)"));
            let dropping = std::thread::spawn(move || block_on(run(&server, sql)));
            drop(dropping.join());
        }
    }
}

pub async fn on_sqlite(test: impl AsyncFnOnce(&Engine)) {
    test(&Engine::sqlite()).await;
}

pub async fn on_postgres(test: impl AsyncFnOnce(&Engine)) {
    if let Some(engine) = Engine::postgres().await {
        test(&engine).await;
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

/// Inside a runtime nothing may block; the caller is on a thread of its own.
fn block_on(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work);
}

async fn run(server: &str, sql: String) {
    let mut connection = PgConnection::connect(&format!("{server}/postgres")).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
