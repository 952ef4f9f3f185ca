//! What commands work on.

use anyhow::Context;

use crate::config::Config;
use crate::config::show::without_password;
use crate::db::{Db, Location};

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
