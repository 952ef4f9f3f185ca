//! The tables, from one text for both engines.

use std::borrow::Cow;

use sqlx::migrate::{Migration, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

pub fn sqlite() -> Migrator {
    with(str::to_owned)
}

/// The only word on which the engines differ: how to compare byte by byte.
pub fn postgres() -> Migrator {
    with(|sql| sql.replace("collate binary", "collate \"C\""))
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
