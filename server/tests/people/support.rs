//! Fresh databases, and sites on them.
#![allow(clippy::allow_attributes, dead_code, reason = "each test file uses a part")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::backend::Caller;
use domain::{ApplicationRole, PersonId, PersonName, Timestamp};
use server::clock::Clock;
use server::db::{Db, Location};
use server::http::rate_limit::{LimitNumbers, Limits};
use server::people::{idn, service};
use server::secrets::{self, SecretKey};
use server::site::Site;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

pub const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

/// A database of one test, gone with it.
pub struct TestDb {
    pub db: Db,
    kept: Kept,
}

enum Kept {
    Folder(#[expect(dead_code, reason = "removed when dropped")] tempfile::TempDir),
    Postgres { server: String, name: String },
}

/// One empty database of each engine; PostgreSQL only when `GREENROOM_TEST_POSTGRES` names a server.
pub async fn databases() -> Vec<TestDb> {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::Folder(folder.path().to_owned());
    let mut databases = vec![open(&location, Kept::Folder(folder)).await];
    #[expect(clippy::disallowed_methods, reason = "the one setting of the tests")]
    if let Ok(server) = std::env::var("GREENROOM_TEST_POSTGRES") {
        databases.push(fresh_postgres(server).await);
    }
    databases
}

async fn fresh_postgres(server: String) -> TestDb {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::SeqCst);
    let name = format!("greenroom_{}_{count}_{}", std::process::id(), secrets::reference());
    run(&server, format!("create database {name}")).await;
    let location = Location::Postgres(on(&server, &name));
    open(&location, Kept::Postgres { server, name }).await
}

/// The server may be named with a database of its own.
fn on(server: &str, database: &str) -> String {
    let host = server.find("://").map_or(0, |scheme| scheme + 3);
    let end = server[host..].find('/').map_or(server.len(), |slash| host + slash);
    format!("{}/{database}", &server[..end])
}

async fn run(server: &str, sql: String) {
    let mut connection = PgConnection::connect(&on(server, "postgres")).await.unwrap();
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
}

async fn open(location: &Location, kept: Kept) -> TestDb {
    let (db, _committed) = Db::open(location).await.unwrap();
    db.migrate().await.unwrap();
    TestDb { db, kept }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Kept::Postgres { server, name } = &self.kept {
            let (server, sql) = (server.clone(), format!("drop database {name} with (force)"));
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let dropping = std::thread::spawn(move || runtime.unwrap().block_on(run(&server, sql)));
            drop(dropping.join());
        }
    }
}

impl TestDb {
    pub fn site(&self) -> Site {
        self.site_with(&LimitNumbers::generous())
    }

    pub fn site_with(&self, numbers: &LimitNumbers) -> Site {
        let clock = Clock::manual(NOW);
        Site {
            db: self.db.clone(),
            limits: Limits::with_numbers(clock.clone(), numbers),
            clock,
            key: SecretKey::random(),
            public_url: "http://localhost:3000".to_owned(),
            hub: Arc::default(),
        }
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut connection = self.db.read().await.unwrap();
        connection.fetch_optional(sql, vec![]).await.unwrap().unwrap().int("n").unwrap()
    }

    pub async fn execute(&self, sql: &'static str) {
        use futures::FutureExt;
        let done: Result<u64, server::db::DbError> = self
            .db
            .write(move |connection| async move { connection.execute(sql, vec![]).await }.boxed())
            .await;
        done.unwrap();
    }
}

/// Puts somebody into the directory: `"Ann Archer <ann@example.org>"`.
pub async fn person(
    site: &Site,
    who: &str,
    application_role: ApplicationRole,
    password: Option<&str>,
) -> PersonId {
    let (name, email) = who.trim_end_matches('>').split_once(" <").unwrap();
    let (first, last) = name.split_once(' ').unwrap();
    let password_hash = match password {
        Some(password) => Some(server::account::password::hash(password).await.unwrap()),
        None => None,
    };
    let person = service::PersonToAdd {
        email: idn::parse_address(email).unwrap(),
        name: PersonName::parse(first, last).unwrap(),
        application_role,
        password_hash,
    };
    service::add_person(&site.db, &site.clock, person).await.unwrap().unwrap()
}

/// Somebody who holds this sign-in cookie.
pub fn caller(sign_in: Option<&str>) -> Caller {
    Caller {
        sign_in: sign_in.map(str::to_owned),
        address: "192.0.2.1".to_owned(),
        user_agent: "Firefox on Linux".to_owned(),
        ..Caller::default()
    }
}

/// Signs in and answers as the browser that keeps the cookie.
pub async fn signed_in(site: &Site, email: &str, password: &str) -> Caller {
    let app::backend::SetCookie(cookie) =
        server::account::service::sign_in(site, &caller(None), email, password).await.unwrap();
    let cookie = cookie.to_str().unwrap();
    caller(Some(cookie.split(['=', ';']).nth(1).unwrap()))
}
