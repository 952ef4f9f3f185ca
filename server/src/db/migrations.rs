//! The tables, from one text for both engines.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

pub fn sqlite() -> Migrator {
    with(|sql| without(sql, "postgres"))
}

/// The only word on which the engines differ everywhere: how to compare byte by byte.
pub fn postgres() -> Migrator {
    with(|sql| without(sql, "sqlite").replace("collate binary", "collate \"C\""))
}

/// Leaves out what stands between `-- only ENGINE` and `-- end only`: triggers, which each engine writes in its own way.
fn without(sql: &str, engine: &str) -> String {
    let begins = format!("-- only {engine}");
    let mut kept = String::with_capacity(sql.len());
    let mut is_left_out = false;
    for line in sql.split_inclusive('\n') {
        match line.trim() {
            mark if mark == begins => is_left_out = true,
            "-- end only" => is_left_out = false,
            _ if is_left_out => {}
            _ => kept.push_str(line),
        }
    }
    kept
}

/// Waits until no other process makes or migrates the database in this folder: SQLite has no lock for that, and a
/// server may well start while the first person is being added. Free again when the file is dropped.
pub async fn alone_in(folder: &Path) -> std::io::Result<File> {
    let path = folder.join("migrating.lock");
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(path)?;
        file.lock()?;
        Ok(file)
    });
    locked.await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
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
