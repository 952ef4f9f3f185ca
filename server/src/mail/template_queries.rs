//! SQL of mail templates.

use domain::mail::{Template, language_for};
use domain::{Language, PersonId, Timestamp};

use crate::db::{Connection, DbError, Row, lock_setting};
use crate::values;

/// A version of a template.
#[derive(Clone, Debug)]
pub struct StoredTemplate {
    pub language: Language,
    pub version: u32,
    pub template: Template,
    pub saved_at: Timestamp,
}

/// Holds the templates until the transaction ends, so that their versions are numbered one after another on PostgreSQL
/// too.
pub async fn lock(connection: &mut Connection) -> Result<(), DbError> {
    lock_setting(connection, "mail_templates", "").await
}

fn read_template(row: &Row) -> Result<StoredTemplate, DbError> {
    Ok(StoredTemplate {
        language: row.parse("language")?,
        version: row.small("version")?,
        template: Template {
            subject: row.text("subject")?,
            html: row.text("html")?,
            text: row.text("plain")?,
            calendar: row.text("calendar")?,
        },
        saved_at: row.time("saved_at")?,
    })
}

/// The version that counts for guests of this language; it may be in another one.
pub async fn find(connection: &mut Connection, wanted: Language) -> Result<Option<StoredTemplate>, DbError> {
    match language_for(wanted, &list_languages(connection).await?) {
        Some(language) => find_last(connection, language).await,
        None => Ok(None),
    }
}

/// The last version in this language itself.
pub async fn find_last(
    connection: &mut Connection,
    language: Language,
) -> Result<Option<StoredTemplate>, DbError> {
    let row = connection
        .fetch_optional(
            "select * from mail_template where language = $1 order by version desc limit 1",
            values![language.word()],
        )
        .await?;
    row.as_ref().map(read_template).transpose()
}

/// The languages that have a template.
pub async fn list_languages(connection: &mut Connection) -> Result<Vec<Language>, DbError> {
    let rows = connection.fetch_all("select distinct language from mail_template", values![]).await?;
    let has: Vec<Language> = rows.iter().map(|row| row.parse("language")).collect::<Result<_, _>>()?;
    Ok(Language::ALL.iter().copied().filter(|language| has.contains(language)).collect())
}

/// All versions of a language, latest first.
pub async fn list(connection: &mut Connection, language: Language) -> Result<Vec<StoredTemplate>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from mail_template where language = $1 order by version desc limit 100",
            values![language.word()],
        )
        .await?;
    rows.iter().map(read_template).collect()
}

/// Whether any template is configured: without one nobody may send a link by mail.
pub async fn has_any(connection: &mut Connection) -> Result<bool, DbError> {
    Ok(connection.fetch_optional("select language from mail_template limit 1", values![]).await?.is_some())
}

/// Adds a version, for whoever holds the templates.
pub async fn insert(
    connection: &mut Connection,
    language: Language,
    template: &Template,
    by: Option<PersonId>,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into mail_template (language, version, subject, html, plain, calendar, saved_by, saved_at)
             values ($1, (select coalesce(max(version), 0) + 1 from mail_template where language = $1),
                 $2, $3, $4, $5, $6, $7)",
            values![
                language.word(),
                &template.subject,
                &template.html,
                &template.text,
                &template.calendar,
                by,
                now
            ],
        )
        .await
}

/// Takes all versions of a language away.
pub async fn delete_all(connection: &mut Connection, language: Language) -> Result<(), DbError> {
    connection.execute("delete from mail_template where language = $1", values![language.word()]).await?;
    Ok(())
}
