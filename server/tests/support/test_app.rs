//! A running site without a socket.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::Assets;
use app::backend::Backend;
use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use domain::identity::PublicAddress;
use domain::live::RoomEvent;
use domain::{RoomId, Settings, Timestamp};
use futures::FutureExt;
use lettre::message::Mailbox;
use server::assets::PublicFiles;
use server::clock::Clock;
use server::db::{Committed, Connection, Db, DbError, Location, Row, Value};
use server::http::client_address::TrustedProxies;
use server::http::rate_limit::{LimitNumbers, Limits};
use server::identity::{Given, Identity};
use server::live::{events, hub};
use server::mail::mailer::Mailer;
use server::room::session;
use server::router::{self, Edge};
use server::secrets::SecretKey;
use server::settings;
use server::site::{Node, Site};
use sqlx::Row as _;
use tokio::sync::RwLock;

use super::{Device, Engine};

pub const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
/// How long a test's mail server may be silent.
const MAIL_PATIENCE: Duration = Duration::from_secs(3);
pub const PUBLIC_URL: &str = "https://greenroom.example.org";

/// The files that the tests of files are about.
pub const FILES: [(&str, &str); 6] = [
    (
        "assets.json",
        r#"{"js":"/pkg/greenroom.0a.js","wasm":"/pkg/greenroom.0b.wasm","css":"/pkg/greenroom.0c.css"}"#,
    ),
    ("favicon.svg", "<svg/>"),
    ("pkg/greenroom.0a.js", "export {}"),
    ("pkg/greenroom.0a.js.br", "brotli"),
    ("pkg/greenroom.0a.js.gz", "gzip"),
    ("pkg/greenroom.0b.wasm", "wasm"),
];

/// Pages are drawn under this lock's shared side, routers built under the other: the framework learns a router's
/// routes by drawing pages without data, and tells so in a variable of the whole process. A page that another
/// test draws meanwhile would wait for its data for ever.
static DRAWING: RwLock<()> = RwLock::const_new(());

pub struct TestApp {
    pub site: Arc<Site>,
    /// To be turned by [`Clock::advance`].
    pub clock: Clock,
    pub router: Router,
    /// Feeds the streams until the test ends.
    _hub: tokio::task::JoinSet<()>,
    _files: tempfile::TempDir,
    location: Location,
}

impl TestApp {
    /// A site on an empty, migrated database, whose pages the real services answer.
    pub async fn real(engine: &Engine) -> Self {
        Self::start(engine, as_backend).await
    }

    /// As [`TestApp::real`], with limits that nobody reaches.
    pub async fn generous(engine: &Engine) -> Self {
        Self::limited(engine, LimitNumbers::generous()).await
    }

    /// As [`TestApp::real`], with limits of its own.
    pub async fn limited(engine: &Engine, numbers: LimitNumbers) -> Self {
        let clock = Clock::manual(NOW);
        let limits = Limits::with_numbers(clock.clone(), &numbers);
        Self::node(&engine.location, clock, SecretKey::random(), limits, as_backend).await
    }

    /// As [`TestApp::generous`], with a mail server at `url` that may be silent for no more than a moment.
    pub async fn mailing(engine: &Engine, url: &str) -> Self {
        let clock = Clock::manual(NOW);
        let limits = Limits::with_numbers(clock.clone(), &LimitNumbers::generous());
        let mailer = Mailer::smtp(url, from(), MAIL_PATIENCE).unwrap();
        let opened = Db::open(&engine.location).await.unwrap();
        opened.0.migrate().await.unwrap();
        Self::on(
            opened,
            &engine.location,
            clock,
            SecretKey::random(),
            (limits, Some(mailer)),
            false,
            as_backend,
        )
        .await
    }

    /// As [`TestApp::real`], before anybody can administer it.
    pub async fn fresh(engine: &Engine) -> Self {
        let clock = Clock::manual(NOW);
        let limits = Limits::new(clock.clone());
        let opened = Db::open(&engine.location).await.unwrap();
        opened.0.migrate().await.unwrap();
        let key = SecretKey::random();
        Self::on(opened, &engine.location, clock, key, (limits, None), true, as_backend).await
    }

    /// A site on an empty, migrated database. `backend_of` says what answers the pages.
    pub async fn start(engine: &Engine, backend_of: impl FnOnce(&Arc<Site>) -> Arc<dyn Backend>) -> Self {
        let clock = Clock::manual(NOW);
        let limits = Limits::new(clock.clone());
        Self::node(&engine.location, clock, SecretKey::random(), limits, backend_of).await
    }

    /// Another node of the same site: its database, its key and its clock.
    pub async fn other_node(&self) -> Self {
        let limits = Limits::new(self.clock.clone());
        Self::node(&self.location, self.clock.clone(), self.site.key.clone(), limits, as_backend).await
    }

    /// As [`TestApp::other_node`], that has not seen an administrator yet.
    pub async fn other_fresh_node(&self) -> Self {
        let limits = Limits::new(self.clock.clone());
        let (clock, key) = (self.clock.clone(), self.site.key.clone());
        let opened = Db::open(&self.location).await.unwrap();
        Self::on(opened, &self.location, clock, key, (limits, None), true, as_backend).await
    }

    /// As [`TestApp::other_node`], on a database that it leaves as it is.
    pub async fn other_node_unmigrated(&self) -> Self {
        let limits = Limits::new(self.clock.clone());
        let (clock, key) = (self.clock.clone(), self.site.key.clone());
        let opened = Db::open(&self.location).await.unwrap();
        Self::on(opened, &self.location, clock, key, (limits, None), false, as_backend).await
    }

    async fn node(
        location: &Location,
        clock: Clock,
        key: SecretKey,
        limits: Limits,
        backend_of: impl FnOnce(&Arc<Site>) -> Arc<dyn Backend>,
    ) -> Self {
        let opened = Db::open(location).await.unwrap();
        opened.0.migrate().await.unwrap();
        Self::on(opened, location, clock, key, (limits, None), false, backend_of).await
    }

    async fn on(
        (db, committed): (Db, Committed),
        location: &Location,
        clock: Clock,
        key: SecretKey,
        (limits, mailer): (Limits, Option<Mailer>),
        is_new: bool,
        backend_of: impl FnOnce(&Arc<Site>) -> Arc<dyn Backend>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let site = Arc::new(Site {
            db,
            clock: clock.clone(),
            key,
            identity: Identity::new(Given {
                address: None,
                usual_address: PublicAddress::parse(PUBLIC_URL).unwrap(),
                mailer,
                mail_from: None,
                mails: folder.path().join("mails"),
            }),
            limits,
            hub: Arc::default(),
            node: Node::new(clock.now(), folder.path()),
        });
        if !is_new {
            site.identity.note_administrator();
        }
        write_files(folder.path());
        let files = PublicFiles::Folder(folder.path().to_owned());
        let edge = Edge {
            site: Arc::clone(&site),
            backend: backend_of(&site),
            assets: assets(&files).await,
            files,
            trusted_proxies: TrustedProxies::default(),
        };
        let building = DRAWING.write().await;
        let router = router::build(&edge).layer(from_fn(draw));
        drop(building);
        let mut hub_task = tokio::task::JoinSet::new();
        hub_task.spawn(hub::run(Arc::clone(&site.hub), site.db.clone(), committed));
        Self { site, clock, router, _hub: hub_task, _files: folder, location: location.clone() }
    }

    /// Somebody's browser, without cookies.
    pub fn device(&self) -> Device {
        Device::new(self.router.clone())
    }

    /// Turns the clock by so many milliseconds and lets it do what it does to sessions; answers to how many.
    pub async fn turn(&self, millis: i64) -> usize {
        self.clock.advance(Duration::from_millis(millis.try_into().unwrap()));
        session::follow_clock(&self.site).await.unwrap()
    }

    /// Replaces the administrator's settings.
    pub async fn set(&self, settings: Settings) {
        let now = self.clock.now();
        let saved = self
            .site
            .db
            .write(move |connection| async move { settings::save(connection, &settings, now).await }.boxed());
        saved.await.unwrap();
    }

    /// The administrator's settings as they are now.
    pub async fn settings_now(&self) -> Settings {
        settings::load(&mut self.site.db.read().await.unwrap()).await.unwrap()
    }

    /// Changes rows behind the site's back, to what only time or chance would make of them.
    pub async fn execute(&self, sql: &'static str, values: Vec<Value>) -> u64 {
        let done: Result<u64, DbError> =
            self.site.db.write(move |connection| connection.execute(sql, values).boxed()).await;
        done.unwrap()
    }

    /// The whole database, row by row: what two of these differ in has been changed in between.
    pub async fn rows(&self) -> Vec<String> {
        let mut connection = self.site.db.read().await.unwrap();
        let mut rows = Vec::new();
        for table in tables(&mut connection).await {
            let sql = format!("select * from {table}").leak();
            let found = connection.fetch_all(sql, vec![]).await.unwrap();
            rows.extend(found.iter().map(|row| format!("{table}: {}", row_text(row))));
        }
        rows.sort_unstable();
        rows
    }

    /// The events of a room so far.
    pub async fn events(&self, room: RoomId) -> Vec<RoomEvent> {
        let mut connection = self.site.db.read().await.unwrap();
        let logged = events::list_after(&mut connection, room, 0, 10_000).await.unwrap();
        logged.into_iter().map(|logged| logged.event).collect()
    }
}

fn from() -> Mailbox {
    "Greenroom <no-reply@greenroom.example.org>".parse().unwrap()
}

async fn draw(request: Request, next: Next) -> Response {
    let _drawing = DRAWING.read().await;
    next.run(request).await
}

fn as_backend(site: &Arc<Site>) -> Arc<dyn Backend> {
    Arc::clone(site) as Arc<dyn Backend>
}

async fn tables(connection: &mut Connection) -> Vec<String> {
    let sql = if connection.is_postgres() {
        "select table_name::text as name from information_schema.tables where table_schema = 'public'"
    } else {
        "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
    };
    let rows = connection.fetch_all(sql, vec![]).await.unwrap();
    let names = rows.iter().map(|row| row.text("name").unwrap());
    let tables: Vec<_> = names.filter(|name| !name.starts_with("_sqlx")).collect();
    assert!(tables.len() >= 9, "{tables:?}");
    tables
}

/// All columns are integers or texts.
macro_rules! columns {
    ($row:expr) => {
        (0..$row.len())
            .map(|at| match $row.try_get::<Option<i64>, _>(at) {
                Ok(value) => format!("{value:?}"),
                Err(_) => format!("{:?}", $row.try_get::<Option<String>, _>(at).unwrap()),
            })
            .collect::<Vec<_>>()
            .join(", ")
    };
}

fn row_text(row: &Row) -> String {
    match row {
        Row::Sqlite(row) => columns!(row),
        Row::Postgres(row) => columns!(row),
    }
}

async fn assets(files: &PublicFiles) -> Assets {
    files.assets().await.unwrap()
}

fn write_files(folder: &Path) {
    std::fs::create_dir(folder.join("pkg")).unwrap();
    for (name, content) in FILES {
        std::fs::write(folder.join(name), content).unwrap();
    }
}
