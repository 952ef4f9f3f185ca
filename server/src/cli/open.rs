//! What commands work on.

use std::sync::Arc;

use anyhow::Context;
use domain::identity::PublicAddress;
use lettre::Address;
use lettre::message::Mailbox;

use crate::clock::Clock;
use crate::config::Config;
use crate::config::show::without_password;
use crate::db::{Committed, Db, Location, private_folder};
use crate::http::rate_limit::Limits;
use crate::identity::{self, Given, Identity, stored};
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

/// What the configuration says of the site.
fn given(config: &Config) -> anyhow::Result<Given> {
    // Whom mails are from is said by the identity.
    let anybody = Mailbox::new(None, Address::new("no-reply", "localhost").context("no-reply@localhost")?);
    let mailer = config.smtp_url.as_ref().map(|url| Mailer::smtp(url, anybody, PATIENCE));
    Ok(Given {
        address: config.has_public_url.then(|| config.public_url.clone()),
        usual_address: config.public_url.clone(),
        mailer: mailer.transpose().map_err(anyhow::Error::msg).context("SMTP_URL")?,
        mail_from: config.mail_from.clone(),
        mails: config.data.join("mails"),
    })
}

/// Where the site is reached: as configured, else as an administrator has said.
pub async fn public_address(config: &Config, db: &Db) -> anyhow::Result<PublicAddress> {
    let stored = stored::load(&mut db.read().await?).await?;
    let said = stored.address.filter(|_| !config.has_public_url);
    Ok(said.unwrap_or_else(|| config.public_url.clone()))
}

/// Whether the site has a mail server: as configured, else as an administrator has said.
pub async fn has_mail_server(config: &Config, db: &Db) -> anyhow::Result<bool> {
    Ok(config.smtp_url.is_some() || stored::load(&mut db.read().await?).await?.mail.is_some())
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
        identity: Identity::new(given(config)?),
        limits: Limits::new(Clock::System),
        hub: Arc::default(),
        node: Node::new(Clock::System.now(), &config.data),
    };
    identity::service::follow(&site).await?;
    Ok((Arc::new(site), committed))
}
