//! SQL of the administrator's directory.

use app::people::api::PersonEntry;
use domain::people::change::SitePlace;
use domain::people::directory::{DirectoryOrder, DirectoryView};
use domain::people::{prefix_range, search_key};
use domain::plain_text::is_forbidden_in_line;
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName, Timestamp};

use super::idn;
use super::queries::{name, name_keys};
use super::statements::{Listed, Shape, statement};
use crate::db::{Connection, DbError, Row, Value};
use crate::values;

/// Somebody as the directory has them.
pub struct StoredPerson {
    pub entry: PersonEntry,
    pub version: i64,
    pub added_at: Timestamp,
    /// By which files of the directory are ordered.
    pub key: String,
}

/// What is asked, in the words of the statements.
pub struct Search {
    shape: Shape,
    order: DirectoryOrder,
    values: Vec<Value>,
}

impl Search {
    /// The search of this view; `None` when nobody can be like that.
    pub fn of(view: &DirectoryView) -> Option<Self> {
        let key = search_key(&view.query);
        if view.query.contains(is_forbidden_in_line) {
            return None;
        }
        let has_query = !key.is_empty();
        let shape = Shape {
            answer: Listed::Count,
            has_query,
            has_role: view.role.is_some(),
            who: view.who,
            has_group: view.group.is_some(),
        };
        let mut values: Vec<Value> = view.group.map(Value::from).into_iter().collect();
        values.extend(view.role.map(|role| Value::from(role.word())));
        if has_query {
            // A whole address is looked for as it is kept: `ana@münchen.de` by the ASCII form of its domain.
            let email = idn::parse_address(&view.query).map_or_else(|_| key.clone(), String::from);
            let ((email_from, email_to), (key_from, key_to)) = (prefix_range(&email), prefix_range(&key));
            values.extend(values![email_from, email_to, key_from, key_to, key]);
        }
        Some(Self { shape, order: view.order, values })
    }

    fn ask(&self, answer: Listed, more: Vec<Value>) -> (&'static str, Vec<Value>) {
        (statement(Shape { answer, ..self.shape }), self.values.iter().cloned().chain(more).collect())
    }

    /// The statement of one page with its values, for tests of how it is carried out.
    pub fn page(&self, limit: u32, offset: u32) -> (&'static str, Vec<Value>) {
        self.ask(Listed::Page(self.order), values![limit, offset])
    }
}

pub async fn count(connection: &mut Connection, search: &Search) -> Result<u32, DbError> {
    let (sql, values) = search.ask(Listed::Count, vec![]);
    let row = connection.fetch_optional(sql, values).await?;
    row.map_or(Ok(0), |row| row.small("found"))
}

pub async fn list(
    connection: &mut Connection,
    search: &Search,
    limit: u32,
    offset: u32,
) -> Result<Vec<PersonEntry>, DbError> {
    let (sql, values) = search.page(limit, offset);
    let rows = connection.fetch_all(sql, values).await?;
    rows.iter().map(|row| read(row).map(|stored| stored.entry)).collect()
}

/// The next people behind `after`, a key and an identifier.
pub async fn list_after(
    connection: &mut Connection,
    search: &Search,
    (key, id): &(String, String),
    limit: u32,
) -> Result<Vec<StoredPerson>, DbError> {
    let (sql, values) = search.ask(Listed::After, values![key, id, limit]);
    let rows = connection.fetch_all(sql, values).await?;
    rows.iter().map(read).collect()
}

pub async fn find(connection: &mut Connection, person: PersonId) -> Result<Option<StoredPerson>, DbError> {
    let row = connection
        .fetch_optional(
            "select id, email, first_name, last_name, last_first_key, application_role, active, version, created_at,
                cast(case when password_hash is null then 0 else 1 end as bigint) as has_password,
                (select max(last_seen_at) from sign_in where person_id = person.id) as seen_at
             from person where id = $1",
            values![person],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<StoredPerson, DbError> {
    Ok(StoredPerson {
        entry: PersonEntry {
            id: row.parse("id")?,
            email: row.parse("email")?,
            name: name(row)?,
            place: place(row)?,
            has_password: row.flag("has_password")?,
            seen_at: row.optional_time("seen_at")?,
            added_at: row.time("created_at")?,
        },
        version: row.int("version")?,
        added_at: row.time("created_at")?,
        key: row.text("last_first_key")?,
    })
}

/// What somebody is, from the columns `application_role` and `active`.
pub fn place(row: &Row) -> Result<SitePlace, DbError> {
    Ok(SitePlace { role: row.parse("application_role")?, is_active: row.flag("active")? })
}

pub async fn find_place(connection: &mut Connection, person: PersonId) -> Result<Option<SitePlace>, DbError> {
    let row = connection
        .fetch_optional("select application_role, active from person where id = $1", values![person])
        .await?;
    row.as_ref().map(place).transpose()
}

/// Changes somebody, unless somebody else was faster.
pub async fn update(
    connection: &mut Connection,
    (person, version): (PersonId, i64),
    email: &EmailAddress,
    name: &PersonName,
    role: ApplicationRole,
) -> Result<(), DbError> {
    let (first_last, last_first) = name_keys(name);
    connection
        .execute_one(
            "update person set email = $3, first_name = $4, last_name = $5, first_last_key = $6,
                last_first_key = $7, application_role = $8, version = version + 1
             where id = $1 and version = $2",
            values![person, version, email, name.first(), name.last(), first_last, last_first, role.word()],
        )
        .await
}

/// Lets somebody sign in, or not. Answers whether that has changed anything.
pub async fn update_active(
    connection: &mut Connection,
    person: PersonId,
    is_active: bool,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update person set active = $2, version = version + 1 where id = $1 and active <> $2",
            values![person, is_active],
        )
        .await?;
    Ok(changed == 1)
}
