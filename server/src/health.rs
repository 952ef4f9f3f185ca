//! How this node is, for administrators. Balancers ask `/healthz`.

use std::path::Path;
use std::time::Instant;

use app::backend::Caller;
use domain::health::{DatabaseHealth, DiskHealth, Health, LATELY, MailHealth};
use domain::mailed_code::CodePolicy;

use crate::account::service::require_administrator;
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::mail;
use crate::settings;
use crate::site::Site;
use crate::values;

pub async fn find(site: &Site, caller: &Caller) -> Outcome<Health> {
    require_administrator(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let database = database(&mut connection).await?;
    let settings = settings::load(&mut connection).await?;
    let counted = mail::queries::count_since(&mut connection, now.before(LATELY), now).await?;
    Ok(Health {
        now,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started_at: site.node.started_at,
        open_streams: site.hub.open_streams.count(),
        database,
        mail: MailHealth {
            leaves: site.mails_leave(),
            asks_for_codes: settings.mailed_code != CodePolicy::Nobody,
            queued: counted.queued,
            overdue_since: counted.overdue_since,
            sent: counted.sent,
            failed: counted.failed,
        },
        jobs: site.node.jobs.read(),
        disk: disk(&site.node.data_folder),
    })
}

async fn database(connection: &mut Connection) -> Result<DatabaseHealth, DbError> {
    let asked = Instant::now();
    connection.fetch_optional("select count(*) as settings from setting", values![]).await?;
    let answers_in = asked.elapsed();
    let (engine, size) = if connection.is_postgres() {
        ("PostgreSQL", "select pg_database_size(current_database()) as size")
    } else {
        ("SQLite", "select page_count * page_size as size from pragma_page_count(), pragma_page_size()")
    };
    let row = connection.fetch_optional(size, values![]).await?;
    let size = row.map_or(Ok(0), |row| row.int("size"))?;
    Ok(DatabaseHealth {
        engine: engine.to_owned(),
        answers_in,
        size: u64::try_from(size).unwrap_or_default(),
    })
}

#[cfg(unix)]
fn disk(folder: &Path) -> Option<DiskHealth> {
    let known = rustix::fs::statvfs(folder).ok()?;
    Some(DiskHealth {
        free: known.f_bavail.saturating_mul(known.f_frsize),
        total: known.f_blocks.saturating_mul(known.f_frsize),
    })
}

#[cfg(not(unix))]
fn disk(_: &Path) -> Option<DiskHealth> {
    None
}
