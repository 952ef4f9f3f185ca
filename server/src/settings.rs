//! The administrator's settings, stored by name.

mod queries;
pub mod service;
pub mod weigh;

use domain::live::RoomEvent;
use domain::{PersonId, Settings, Timestamp};

use crate::db::{Connection, DbError, lock_setting};
use crate::live::events;
use crate::people::group_queries;
use crate::values;

const NAME: &str = "modules";

/// The row that counts how often every open page has been told that something has changed.
const CHANGES: &str = "changes";

/// The settings as they are now. What has never been set has its default.
pub async fn load(connection: &mut Connection) -> Result<Settings, DbError> {
    let row = connection.fetch_optional("select value from setting where name = $1", values![NAME]).await?;
    row.map_or_else(|| Ok(Settings::default()), |row| row.json("value"))
}

/// The settings as they count for one person: with these it is asked whether they may invite.
pub async fn load_for(connection: &mut Connection, person: PersonId) -> Result<Settings, DbError> {
    let settings = load(connection).await?;
    if settings.allowed_people.is_empty() && settings.allowed_groups.is_empty() {
        return Ok(settings);
    }
    let groups = group_queries::list_of(connection, person).await?;
    Ok(settings.for_person(person, &groups))
}

/// Holds the settings until the transaction ends, so that decisions about them come one after another on PostgreSQL too.
pub async fn lock(connection: &mut Connection) -> Result<(), DbError> {
    let default = serde_json::to_string(&Settings::default())
        .map_err(|_| DbError::Unreadable { column: "setting.value".to_owned() })?;
    lock_setting(connection, NAME, &default).await
}

/// Replaces the settings; every open page of a room learns of it.
pub async fn save(connection: &mut Connection, settings: &Settings, now: Timestamp) -> Result<(), DbError> {
    let value = serde_json::to_string(settings)
        .map_err(|_| DbError::Unreadable { column: "setting.value".to_owned() })?;
    connection
        .execute(
            "insert into setting (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
            values![NAME, value],
        )
        .await?;
    tell_everywhere(connection, now).await
}

/// Tells every open page that something has changed for the whole site.
pub async fn tell_everywhere(connection: &mut Connection, now: Timestamp) -> Result<(), DbError> {
    connection
        .execute(
            "insert into setting (name, value) values ($1, '1')
             on conflict (name) do update set value = cast(cast(setting.value as bigint) + 1 as text)",
            values![CHANGES],
        )
        .await?;
    events::append_everywhere(connection, &RoomEvent::SettingsChanged, now).await
}

/// How often pages have been told so: another number means that they have been since.
pub async fn count_changes(connection: &mut Connection) -> Result<i64, DbError> {
    let row =
        connection.fetch_optional("select value from setting where name = $1", values![CHANGES]).await?;
    row.map_or(Ok(0), |row| row.parse("value"))
}
