//! Services without pages: fresh databases, and sites on them.

use std::sync::Arc;

use app::backend::Caller;
use domain::identity::PublicAddress;
use domain::{ApplicationRole, PersonId, PersonName};
use server::clock::Clock;
use server::db::Db;
use server::http::rate_limit::{LimitNumbers, Limits};
use server::identity::{Given, Identity};
use server::people::{idn, service};
use server::secrets::SecretKey;
use server::site::{Node, Site};

use super::{Engine, NOW};

/// A database of one test, gone with it.
pub struct TestDb {
    pub db: Db,
    _engine: Engine,
}

/// One empty database of each engine; PostgreSQL only where a server is named.
pub async fn databases() -> Vec<TestDb> {
    let mut databases = vec![TestDb::on(Engine::sqlite()).await];
    if let Some(engine) = Engine::postgres().await {
        databases.push(TestDb::on(engine).await);
    }
    databases
}

/// Nothing that these tests do is mailed.
fn no_mail() -> Identity {
    Identity::new(Given {
        address: None,
        usual_address: PublicAddress::parse("http://localhost:3000").unwrap(),
        mailer: None,
        mail_from: None,
        mails: "/dev/null".into(),
    })
}

impl TestDb {
    async fn on(engine: Engine) -> Self {
        let (db, _committed) = Db::open(&engine.location).await.unwrap();
        db.migrate().await.unwrap();
        Self { db, _engine: engine }
    }

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
            identity: no_mail(),
            hub: Arc::default(),
            node: Node::new(NOW, "data"),
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
