//! SQL of sign-ins.

use app::account::api::{Me, SignInSummary};
use domain::{ApplicationRole, EmailAddress, PersonId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

/// A sign-in and who it is.
pub struct SignIn {
    pub me: Me,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
}

/// What a sign-in is checked against.
pub struct Credentials {
    pub me: Me,
    pub password_hash: Option<String>,
}

/// A sign-in to be kept.
pub struct NewSignIn {
    pub id: String,
    pub secret_hash: String,
    pub person: PersonId,
    pub user_agent: String,
    pub signed_in_at: Timestamp,
    pub expires_at: Timestamp,
}

pub async fn find_sign_in(connection: &mut Connection, secret_hash: &str) -> Result<Option<SignIn>, DbError> {
    let row = connection
        .fetch_optional(
            "select person.id as person_id, person.email, person.first_name, person.last_name,
                person.application_role, sign_in.last_seen_at, sign_in.expires_at
             from sign_in join person on person.id = sign_in.person_id
             where sign_in.secret_hash = $1 and person.active = 1",
            values![secret_hash],
        )
        .await?;
    row.as_ref().map(read_sign_in).transpose()
}

fn read_sign_in(row: &Row) -> Result<SignIn, DbError> {
    Ok(SignIn {
        me: read_me(row)?,
        last_seen_at: row.time("last_seen_at")?,
        expires_at: row.time("expires_at")?,
    })
}

fn read_me(row: &Row) -> Result<Me, DbError> {
    Ok(Me {
        id: row.parse("person_id")?,
        email: row.parse("email")?,
        name: name(row)?,
        application_role: row.parse("application_role")?,
    })
}

pub async fn find_credentials(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<Option<Credentials>, DbError> {
    let row = connection
        .fetch_optional(
            "select id as person_id, email, first_name, last_name, application_role, password_hash from person
             where email = $1 and active = 1",
            values![email],
        )
        .await?;
    row.map(|row| Ok(Credentials { me: read_me(&row)?, password_hash: row.optional_text("password_hash")? }))
        .transpose()
}

pub async fn has_person_with_password(
    connection: &mut Connection,
    application_role: ApplicationRole,
) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional(
            "select id from person
             where application_role = $1 and active = 1 and password_hash is not null limit 1",
            values![application_role.word()],
        )
        .await?;
    Ok(row.is_some())
}

/// Holds the row of somebody for the transaction; false when they may not sign in any more with this password.
pub async fn hold_credentials(
    connection: &mut Connection,
    person: PersonId,
    password_hash: &str,
) -> Result<bool, DbError> {
    let held = connection
        .execute(
            "update person set active = active where id = $1 and active = 1 and password_hash = $2",
            values![person, password_hash],
        )
        .await?;
    Ok(held == 1)
}

pub async fn insert_sign_in(connection: &mut Connection, sign_in: &NewSignIn) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into sign_in
                (id, secret_hash, person_id, user_agent, signed_in_at, last_seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            values![
                &sign_in.id,
                &sign_in.secret_hash,
                sign_in.person,
                &sign_in.user_agent,
                sign_in.signed_in_at,
                sign_in.signed_in_at,
                sign_in.expires_at
            ],
        )
        .await
}

/// Notes a use, unless one has been noted since `noted_before`.
pub async fn update_last_seen(
    connection: &mut Connection,
    secret_hash: &str,
    now: Timestamp,
    noted_before: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update sign_in set last_seen_at = $2 where secret_hash = $1 and last_seen_at <= $3",
            values![secret_hash, now, noted_before],
        )
        .await?;
    Ok(())
}

pub async fn list_sign_ins(
    connection: &mut Connection,
    person: PersonId,
    this_one: &str,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<Vec<SignInSummary>, DbError> {
    let rows = connection
        .fetch_all(
            "select id, secret_hash, user_agent, signed_in_at, last_seen_at from sign_in
             where person_id = $1 and expires_at > $2 and last_seen_at > $3
             order by last_seen_at desc, id",
            values![person, now, idle_since],
        )
        .await?;
    let read = |row: &Row| {
        Ok(SignInSummary {
            id: row.text("id")?,
            user_agent: row.text("user_agent")?,
            signed_in_at: row.time("signed_in_at")?,
            last_seen_at: row.time("last_seen_at")?,
            is_this_one: row.text("secret_hash")? == this_one,
        })
    };
    rows.iter().map(read).collect()
}

pub async fn delete_by_secret(connection: &mut Connection, secret_hash: &str) -> Result<(), DbError> {
    connection.execute("delete from sign_in where secret_hash = $1", values![secret_hash]).await?;
    Ok(())
}

pub async fn delete_by_id(connection: &mut Connection, person: PersonId, id: &str) -> Result<(), DbError> {
    connection.execute("delete from sign_in where id = $1 and person_id = $2", values![id, person]).await?;
    Ok(())
}

pub async fn delete_others(
    connection: &mut Connection,
    person: PersonId,
    this_one: &str,
) -> Result<(), DbError> {
    connection
        .execute("delete from sign_in where person_id = $1 and secret_hash <> $2", values![person, this_one])
        .await?;
    Ok(())
}

/// Forgets the sign-ins of a person that have ended by themselves.
pub async fn delete_ended(
    connection: &mut Connection,
    person: PersonId,
    now: Timestamp,
    idle_since: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "delete from sign_in where person_id = $1 and (expires_at <= $2 or last_seen_at <= $3)",
            values![person, now, idle_since],
        )
        .await?;
    Ok(())
}

/// Gives a person another password.
pub async fn update_password(
    connection: &mut Connection,
    person: PersonId,
    password_hash: &str,
) -> Result<(), DbError> {
    connection
        .execute_one("update person set password_hash = $2 where id = $1", values![person, password_hash])
        .await
}

pub async fn delete_all(connection: &mut Connection, person: PersonId) -> Result<(), DbError> {
    connection.execute("delete from sign_in where person_id = $1", values![person]).await?;
    Ok(())
}
