//! The tables, from one text for both engines.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use sqlx::migrate::{MigrateError, Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

pub fn sqlite() -> Migrator {
    with(str::to_owned)
}

/// The only word on which the engines differ: how to compare byte by byte.
pub fn postgres() -> Migrator {
    with(|sql| sql.replace("collate binary", "collate \"C\""))
}

/// Waits until no other process migrates the database in this folder: SQLite has no lock for that, and a server
/// may well start while the first person is being added. Free again when the file is dropped.
pub async fn alone_in(folder: &Path) -> Result<File, MigrateError> {
    let path = folder.join("migrating.lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok::<_, std::io::Error>(file)
    });
    let locked = locked.await.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    locked.map_err(|error| MigrateError::Execute(error.into()))
}

fn with(translate: impl Fn(&str) -> String) -> Migrator {
    let migrations = MIGRATIONS
        .iter()
        .map(|migration| {
            Migration::new(
                migration.version,
                migration.description.clone(),
                migration.migration_type,
                AssertSqlSafe(translate(migration.sql.as_str())).into_sql_str(),
                migration.no_tx,
            )
        })
        .collect();
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}
