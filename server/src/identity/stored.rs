//! What administrators have said of the site, in one row.

use domain::identity::{PublicAddress, SiteName};
use domain::mail::MailServer;
use domain::setup::SetupStep;
use serde::{Deserialize, Serialize};

use crate::db::{Connection, DbError, lock_setting};
use crate::values;

const NAME: &str = "site";

/// What is said of the site. What has never been said has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stored {
    pub name: SiteName,
    /// The name of its picture among the logos.
    pub logo: Option<String>,
    pub address: Option<PublicAddress>,
    pub mail: Option<StoredMailServer>,
    /// The step at which the setup waits to be gone on with; `None` when it is over.
    pub unfinished: Option<SetupStep>,
    /// How often a first administrator was made by a setup code: each code works once.
    pub setups: u32,
}

/// A mail server and the password for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredMailServer {
    #[serde(flatten)]
    pub server: MailServer,
    /// Sealed with the site's key.
    pub password: Option<String>,
}

pub async fn load(connection: &mut Connection) -> Result<Stored, DbError> {
    let row = connection.fetch_optional("select value from setting where name = $1", values![NAME]).await?;
    row.map_or_else(|| Ok(Stored::default()), |row| row.json("value"))
}

/// Holds what is said of the site until the transaction ends: changes come one after another, on PostgreSQL too.
pub async fn lock(connection: &mut Connection) -> Result<Stored, DbError> {
    lock_setting(connection, NAME, &written(&Stored::default())?).await?;
    load(connection).await
}

pub async fn save(connection: &mut Connection, stored: &Stored) -> Result<(), DbError> {
    connection
        .execute_one("update setting set value = $2 where name = $1", values![NAME, written(stored)?])
        .await
}

fn written(stored: &Stored) -> Result<String, DbError> {
    serde_json::to_string(stored).map_err(|_| DbError::Unreadable { column: "setting.value".to_owned() })
}

/// Keeps a picture; the same one once.
pub async fn insert_logo(connection: &mut Connection, name: &str, content: &str) -> Result<(), DbError> {
    connection
        .execute(
            "insert into logo (name, content) values ($1, $2) on conflict (name) do nothing",
            values![name, content],
        )
        .await?;
    Ok(())
}

pub async fn find_logo(connection: &mut Connection, name: &str) -> Result<Option<String>, DbError> {
    let row = connection.fetch_optional("select content from logo where name = $1", values![name]).await?;
    row.map(|row| row.text("content")).transpose()
}

/// Forgets all pictures but the one that is shown.
pub async fn delete_other_logos(connection: &mut Connection, shown: Option<&str>) -> Result<(), DbError> {
    connection.execute("delete from logo where name <> $1", values![shown.unwrap_or_default()]).await?;
    Ok(())
}
