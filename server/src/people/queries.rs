//! SQL of the directory.

use domain::people::{PersonSuggestion, search_key};
use domain::{ApplicationRole, EmailAddress, HostKind, PersonId, PersonName, RoomId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// Three ways to find people by the beginning of a text, each one range of an index.
pub const BY_EMAIL: &str = "select id, email, first_name, last_name from person
    where email >= $1 and email < $2 and active = 1 order by email limit $3";
pub const BY_FIRST_LAST: &str = "select id, email, first_name, last_name from person
    where first_last_key >= $1 and first_last_key < $2 and active = 1 order by first_last_key limit $3";
pub const BY_LAST_FIRST: &str = "select id, email, first_name, last_name from person
    where last_first_key >= $1 and last_first_key < $2 and active = 1 order by last_first_key limit $3";

/// A person to be put into the directory.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub id: PersonId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub application_role: ApplicationRole,
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
}

/// What decides over inviting to one room.
pub struct RoomOfHost {
    pub collaboration: bool,
    pub host: Option<HostKind>,
}

/// The name in the columns `first_name` and `last_name`.
pub fn name(row: &Row) -> Result<PersonName, DbError> {
    PersonName::parse(&row.text("first_name")?, &row.text("last_name")?)
        .map_err(|_| DbError::Unreadable { column: "first_name, last_name".to_owned() })
}

/// Somebody of the directory, active or not.
pub async fn find_person(
    connection: &mut Connection,
    id: PersonId,
) -> Result<Option<PersonSuggestion>, DbError> {
    let row = connection
        .fetch_optional("select id, email, first_name, last_name from person where id = $1", values![id])
        .await?;
    row.as_ref().map(person).transpose()
}

/// The role on this site of somebody who is active.
pub async fn find_active_role(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<ApplicationRole>, DbError> {
    let row = connection
        .fetch_optional("select application_role from person where id = $1 and active = 1", values![person])
        .await?;
    row.map(|row| row.parse("application_role")).transpose()
}

/// The person in the columns `id`, `email`, `first_name` and `last_name`.
pub fn person(row: &Row) -> Result<PersonSuggestion, DbError> {
    Ok(PersonSuggestion { id: row.parse("id")?, email: row.parse("email")?, name: name(row)? })
}

/// The keys under which a name is found: *first last* and *last first*.
pub fn name_keys(name: &PersonName) -> (String, String) {
    let (first, last) = (name.first(), name.last());
    (search_key(&format!("{first} {last}")), search_key(&format!("{last} {first}")))
}

/// Active people whose key is in `range`, by one of the three statements above.
pub async fn list_in_range(
    connection: &mut Connection,
    statement: &'static str,
    (from, to): &(String, String),
    limit: u32,
) -> Result<Vec<PersonSuggestion>, DbError> {
    let rows = connection.fetch_all(statement, values![from, to, limit]).await?;
    rows.iter().map(person).collect()
}

pub async fn find_by_email(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<Option<PersonSuggestion>, DbError> {
    let row = connection
        .fetch_optional(
            "select id, email, first_name, last_name from person where email = $1",
            values![email],
        )
        .await?;
    row.as_ref().map(person).transpose()
}

pub async fn has_anybody(connection: &mut Connection) -> Result<bool, DbError> {
    Ok(connection.fetch_optional("select id from person limit 1", values![]).await?.is_some())
}

pub async fn find_room_of_host(
    connection: &mut Connection,
    room: RoomId,
    person: PersonId,
) -> Result<Option<RoomOfHost>, DbError> {
    let row = connection
        .fetch_optional(
            "select room.collaboration, room_host.kind
             from room left join room_host on room_host.room_id = room.id and room_host.person_id = $2
             where room.id = $1 and room.deleted_at is null",
            values![room, person],
        )
        .await?;
    row.map(|row| {
        Ok(RoomOfHost { collaboration: row.flag("collaboration")?, host: row.optional_parse("kind")? })
    })
    .transpose()
}

/// Makes somebody of the directory who they say they are, with a password and a role of their own.
pub async fn update_administrator(connection: &mut Connection, person: &NewPerson) -> Result<(), DbError> {
    let (first_last, last_first) = name_keys(&person.name);
    connection
        .execute_one(
            "update person set first_name = $2, last_name = $3, first_last_key = $4, last_first_key = $5,
                application_role = $6, password_hash = $7, active = 1, version = version + 1
             where id = $1",
            values![
                person.id,
                person.name.first(),
                person.name.last(),
                first_last,
                last_first,
                person.application_role.word(),
                person.password_hash.clone()
            ],
        )
        .await
}

pub async fn insert_person(connection: &mut Connection, person: &NewPerson) -> Result<(), DbError> {
    let (first_last, last_first) = name_keys(&person.name);
    connection
        .execute_one(
            "insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                application_role, password_hash, active, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)",
            values![
                person.id,
                &person.email,
                person.name.first(),
                person.name.last(),
                first_last,
                last_first,
                person.application_role.word(),
                person.password_hash.clone(),
                person.created_at
            ],
        )
        .await
}
