//! SQL of mail templates.

use domain::mail::Template;
use domain::{PersonId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// A version of a template.
#[derive(Clone, Debug)]
pub struct StoredTemplate {
    pub language: String,
    pub version: u32,
    pub template: Template,
    pub saved_at: Timestamp,
}

fn read_template(row: &Row) -> Result<StoredTemplate, DbError> {
    Ok(StoredTemplate {
        language: row.text("language")?,
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

/// The version that counts, in this language or else in English.
pub async fn find(connection: &mut Connection, language: &str) -> Result<Option<StoredTemplate>, DbError> {
    let row = connection
        .fetch_optional(
            "select * from mail_template where language in ($1, 'en')
             order by case when language = $1 then 0 else 1 end, version desc limit 1",
            values![language],
        )
        .await?;
    row.as_ref().map(read_template).transpose()
}

/// All versions of a language, latest first.
pub async fn list(connection: &mut Connection, language: &str) -> Result<Vec<StoredTemplate>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from mail_template where language = $1 order by version desc limit 100",
            values![language],
        )
        .await?;
    rows.iter().map(read_template).collect()
}

/// Whether any template is configured: without one nobody may send a link by mail.
pub async fn has_any(connection: &mut Connection) -> Result<bool, DbError> {
    Ok(connection.fetch_optional("select language from mail_template limit 1", values![]).await?.is_some())
}

/// Adds a version.
pub async fn insert(
    connection: &mut Connection,
    language: &str,
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
                language,
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

/// Takes all versions away: mails cannot be sent any more.
pub async fn delete_all(connection: &mut Connection, language: &str) -> Result<(), DbError> {
    connection.execute("delete from mail_template where language = $1", values![language]).await?;
    Ok(())
}
