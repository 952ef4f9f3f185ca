//! What administrators do about what is kept of somebody.

use app::backend::Caller;
use app::error::AppError;
use app::privacy::api::StoredAbout;
use domain::privacy::is_erased;
use domain::{EmailAddress, PersonId};

use super::{erase, job, queries, sections};
use crate::account::service::require_administrator;
use crate::audit::{By, Note};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::people::{idn, queries as people};
use crate::site::Site;

/// How much is kept about an address. Reads only.
pub async fn find(site: &Site, caller: &Caller, typed: &str) -> Outcome<StoredAbout> {
    require_administrator(site, caller).await?;
    let address = read(typed)?;
    Ok(about(&mut site.db.read().await?, address).await?)
}

/// How much is kept about somebody of the site; nothing when they have been erased. Reads only.
pub async fn find_of(site: &Site, caller: &Caller, person: PersonId) -> Outcome<Option<StoredAbout>> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let found = people::find_person(&mut connection, person).await?;
    let address = found.ok_or(AppError::NotFound)?.email;
    if is_erased(&address) {
        return Ok(None);
    }
    Ok(Some(about(&mut connection, address).await?))
}

/// Erases it; answers what there was.
pub async fn erase(site: &Site, caller: &Caller, typed: &str) -> Outcome<StoredAbout> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let address = read(typed)?;
    let stored = about(&mut site.db.read().await?, address.clone()).await?;
    erase::address(site, By::person(&me, caller), me.id, &address).await?;
    job::overwrite_erased(site).await?;
    Ok(stored)
}

async fn about(connection: &mut Connection, address: EmailAddress) -> Result<StoredAbout, DbError> {
    Ok(StoredAbout {
        counts: sections::count(connection, &address).await?,
        is_inside: queries::is_inside(connection, &address).await?,
        others: queries::list_same_person(connection, &address).await?.into_iter().collect(),
        address,
    })
}

/// A typed address.
///
/// # Errors
/// The field `address`.
pub fn read(typed: &str) -> Result<EmailAddress, AppError> {
    idn::parse_address(typed).map_err(|problem| AppError::field("address", problem))
}

/// A note about whomever an address belongs to, by identifier, so that erasing them later blanks it.
pub async fn subject(
    connection: &mut Connection,
    note: Note,
    address: &EmailAddress,
) -> Result<Note, DbError> {
    if let Some(person) = people::find_by_email(connection, address).await? {
        return Ok(note.about_person(&person));
    }
    let guests = queries::list_guests(connection, address).await?;
    Ok(match guests.first() {
        Some(guest) => {
            let (kind, id) = guest.whose.subject();
            note.about(kind, id, &guest.name.to_string())
        }
        None => note,
    })
}
