//! Finding people as their names are typed.

use app::backend::Caller;
use app::error::AppError;
use domain::audit::{AuditAct, AuditField};
use domain::invite_policy::{may_search_people, may_search_people_for_new_room};
use domain::people::{self, MAX_SUGGESTIONS, PersonSuggestion, Suggestions};
use domain::plain_text::is_forbidden_in_line;
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName, RoomId};
use futures::FutureExt;

use crate::account::service::require_signed_in;
use crate::audit::{self, By, Note};
use crate::clock::Clock;
use crate::db::{Connection, Db, DbError};
use crate::failure::Outcome;
use crate::site::Site;
use crate::{secrets, settings};

use super::idn;
use super::queries::{self, BY_EMAIL, BY_FIRST_LAST, BY_LAST_FIRST, NewPerson};

/// People whose address or name begins with `query`, the address first: for the invite window and the hosts of
/// `room`, or for the hosts of a new room. Whoever may do nothing with people finds nobody.
pub async fn suggest_people(
    site: &Site,
    caller: &Caller,
    room: Option<RoomId>,
    query: &str,
) -> Outcome<Suggestions> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    match room {
        Some(room) => {
            let found = queries::find_room_of_host(&mut connection, room, me.id).await?;
            let found = found.ok_or(AppError::NotFound)?;
            let settings = settings::load_for(&mut connection, me.id).await?;
            may_search_people(&settings, me.application_role, found.host, found.collaboration)?;
        }
        None => may_search_people_for_new_room(me.application_role)?,
    }
    let people = match people::query_key(query) {
        // No name holds such letters, and PostgreSQL does not even compare with some of them.
        Some(key) if !key.contains(is_forbidden_in_line) => find(&mut connection, query, &key).await?,
        _ => Vec::new(),
    };
    site.limits.suggest(&me.id.to_string(), u32::try_from(people.len()).unwrap_or(u32::MAX))?;
    Ok(Suggestions { query: query.to_owned(), people })
}

/// Active people whose address or name begins so.
pub(crate) async fn find(
    connection: &mut Connection,
    query: &str,
    key: &str,
) -> Result<Vec<PersonSuggestion>, DbError> {
    // A whole address is looked for as it is kept: `ana@münchen.de` by the ASCII form of its domain.
    let email = idn::parse_address(query).map_or_else(|_| key.to_owned(), String::from);
    let mut people: Vec<PersonSuggestion> = Vec::new();
    for (statement, prefix) in [(BY_EMAIL, email.as_str()), (BY_FIRST_LAST, key), (BY_LAST_FIRST, key)] {
        if people.len() >= MAX_SUGGESTIONS {
            break;
        }
        let range = people::prefix_range(prefix);
        let found = queries::list_in_range(connection, statement, &range, most()).await?;
        people.extend(found.into_iter().filter(|person| !people.contains(person)).collect::<Vec<_>>());
    }
    people.truncate(MAX_SUGGESTIONS);
    Ok(people)
}

fn most() -> u32 {
    u32::try_from(MAX_SUGGESTIONS).unwrap_or(u32::MAX)
}

/// Puts a person into the directory, from the command line; `None` when the address is there already.
pub async fn add_person(db: &Db, clock: &Clock, person: PersonToAdd) -> Result<Option<PersonId>, DbError> {
    let now = clock.now();
    let id = PersonId::from_bits(secrets::id_bits(now));
    let PersonToAdd { email, name, application_role, password_hash } = person;
    let person = NewPerson { id, email, name, application_role, password_hash, created_at: now };
    let added = db
        .write(move |connection| {
            async move {
                queries::insert_person(connection, &person).await?;
                let added = PersonSuggestion { id, email: person.email.clone(), name: person.name.clone() };
                let note = Note::of(AuditAct::PersonAdded).about_person(&added);
                let note = note.with(AuditField::Role, person.application_role);
                audit::note(connection, &By::command_line(), note, now).await
            }
            .boxed()
        })
        .await;
    match added {
        Ok(()) => Ok(Some(id)),
        Err(DbError::Constraint("person_email_unique")) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The person with this address, active or not.
pub async fn find_by_email(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<Option<PersonSuggestion>, DbError> {
    queries::find_by_email(connection, email).await
}

/// Puts several people into the directory, all or none; for people who are not there yet.
pub async fn add_all(db: &Db, people: Vec<NewPerson>) -> Result<(), DbError> {
    db.write(move |connection| {
        async move {
            for person in &people {
                queries::insert_person(connection, person).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// Whether the directory holds anybody.
pub async fn has_anybody(db: &Db) -> Result<bool, DbError> {
    queries::has_anybody(&mut db.read().await?).await
}

/// What is known of a person before they are in the directory.
#[derive(Clone, Debug)]
pub struct PersonToAdd {
    pub email: EmailAddress,
    pub name: PersonName,
    pub application_role: ApplicationRole,
    pub password_hash: Option<String>,
}
