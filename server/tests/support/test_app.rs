//! A running site without a socket.

use std::path::Path;
use std::sync::Arc;

use app::Assets;
use app::backend::Backend;
use axum::Router;
use domain::Timestamp;
use server::assets::PublicFiles;
use server::clock::Clock;
use server::db::Db;
use server::http::client_address::TrustedProxies;
use server::http::rate_limit::{LimitNumbers, Limits};
use server::live::hub;
use server::router::{self, Edge};
use server::secrets::SecretKey;
use server::site::Site;

use super::{Device, Engine};

pub const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
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

pub struct TestApp {
    pub site: Arc<Site>,
    /// To be turned by [`Clock::advance`].
    pub clock: Clock,
    pub router: Router,
    /// Feeds the streams until the test ends.
    _hub: tokio::task::JoinSet<()>,
    _files: tempfile::TempDir,
}

impl TestApp {
    /// A site on an empty, migrated database, whose pages the real services answer.
    pub async fn real(engine: &Engine) -> Self {
        Self::start(engine, |site| Arc::clone(site) as Arc<dyn Backend>).await
    }

    /// A site on an empty, migrated database. `backend_of` says what answers the pages.
    pub async fn start(engine: &Engine, backend_of: impl FnOnce(&Arc<Site>) -> Arc<dyn Backend>) -> Self {
        let (db, committed) = Db::open(&engine.location).await.unwrap();
        db.migrate().await.unwrap();
        let clock = Clock::manual(NOW);
        let site = Arc::new(Site {
            db,
            clock: clock.clone(),
            key: SecretKey::random(),
            public_url: PUBLIC_URL.to_owned(),
            limits: Limits::new(clock.clone()),
            hub: Arc::default(),
        });
        let folder = tempfile::tempdir().unwrap();
        write_files(folder.path());
        let files = PublicFiles::Folder(folder.path().to_owned());
        let edge = Edge {
            site: Arc::clone(&site),
            backend: backend_of(&site),
            assets: assets(&files).await,
            files,
            trusted_proxies: TrustedProxies::default(),
        };
        let router = router::build(&edge).unwrap();
        let mut hub_task = tokio::task::JoinSet::new();
        hub_task.spawn(hub::run(Arc::clone(&site.hub), site.db.clone(), committed));
        Self { site, clock, router, _hub: hub_task, _files: folder }
    }

    /// Somebody's browser, without cookies.
    pub fn device(&self) -> Device {
        Device::new(self.router.clone())
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
