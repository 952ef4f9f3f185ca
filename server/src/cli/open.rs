//! What commands work on.

use std::sync::Arc;

use anyhow::Context;

use crate::clock::Clock;
use crate::config::Config;
use crate::config::show::without_password;
use crate::db::{Committed, Db, Location, private_folder};
use crate::http::rate_limit::Limits;
use crate::mail::mailer::{Mailer, PATIENCE};
use crate::secrets::SecretKey;
use crate::site::{Node, Site};

/// The database, with the tables of this version.
pub async fn database(config: &Config) -> anyhow::Result<Db> {
    let (db, _) = Db::open(&config.location).await.with_context(|| unreachable(config))?;
    db.migrate().await.context("the database cannot be brought up to this version")?;
    Ok(db)
}

pub fn unreachable(config: &Config) -> String {
    match &config.location {
        Location::Folder(folder) => format!("the database in {} cannot be opened", folder.display()),
        Location::Postgres(url) => format!("the database {} cannot be reached", without_password(url)),
    }
}

fn mailer(config: &Config) -> anyhow::Result<Mailer> {
    match &config.smtp_url {
        Some(url) => Mailer::smtp(url, config.mail_from.clone(), PATIENCE)
            .map_err(anyhow::Error::msg)
            .context("SMTP_URL"),
        None => Ok(Mailer::folder(config.data.join("mails"), config.mail_from.clone())),
    }
}

/// The site without its sockets and jobs, and word of what is committed.
pub async fn site(config: &Config) -> anyhow::Result<(Arc<Site>, Committed)> {
    let (db, committed) = Db::open(&config.location).await.with_context(|| unreachable(config))?;
    db.migrate().await.context("the database cannot be brought up to this version")?;
    if let Some(folder) = config.secret_key_file.parent() {
        private_folder(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let site = Site {
        db,
        clock: Clock::System,
        key: SecretKey::load_or_create(&config.secret_key_file)?,
        public_url: config.public_url.clone(),
        limits: Limits::new(Clock::System),
        mailer: mailer(config)?,
        hub: Arc::default(),
        node: Node::new(Clock::System.now(), &config.data),
    };
    Ok((Arc::new(site), committed))
}
