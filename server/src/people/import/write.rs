//! Rows into the directory, two hundred a statement.

use std::sync::LazyLock;

use domain::people::import::ImportedPerson;
use domain::{ApplicationRole, PersonId, Timestamp};

use crate::account::service::has_administrator_in;
use crate::db::{Connection, Value};
use crate::people::queries::{NewPerson, name_keys};
use crate::{secrets, values};

use super::{ImportProblem, Imported};

const AT_ONCE: usize = 200;

/// One statement for a full batch, one for each row that is left over.
struct Upsert {
    batch: String,
    single: String,
}

static KEEPING_ROLES: LazyLock<Upsert> = LazyLock::new(|| Upsert::new("", ""));
static SETTING_ROLES: LazyLock<Upsert> = LazyLock::new(|| {
    Upsert::new(
        ", application_role = excluded.application_role",
        " or person.application_role <> excluded.application_role",
    )
});

/// SQLite's memory for pages, in KiB: the keys come in no order, and pages should not be read twice.
const LARGE_CACHE: &str = "pragma cache_size = -262144";
const USUAL_CACHE: &str = "pragma cache_size = -2000";

pub struct Batches<'c> {
    connection: &'c mut Connection,
    now: Timestamp,
    had_administrator: bool,
    first_id: u128,
    pushed: u128,
    with_role: Vec<NewPerson>,
    without_role: Vec<NewPerson>,
    imported: Imported,
}

impl<'c> Batches<'c> {
    pub async fn begin(connection: &'c mut Connection, now: Timestamp) -> Result<Self, ImportProblem> {
        if !connection.is_postgres() {
            connection.execute(LARGE_CACHE, vec![]).await?;
        }
        Ok(Self {
            had_administrator: has_administrator_in(connection).await?,
            connection,
            now,
            first_id: secrets::id_bits(now),
            pushed: 0,
            with_role: Vec::with_capacity(AT_ONCE),
            without_role: Vec::with_capacity(AT_ONCE),
            imported: Imported::default(),
        })
    }

    pub async fn push(&mut self, row: ImportedPerson) -> Result<(), ImportProblem> {
        // One after the other: identifiers are no secrets, and their index grows at one end only.
        let id = PersonId::from_bits(self.first_id.wrapping_add(self.pushed));
        self.pushed += 1;
        let person = NewPerson {
            id,
            email: row.email,
            name: row.name,
            application_role: row.role.unwrap_or(ApplicationRole::Viewer),
            password_hash: None,
            created_at: self.now,
        };
        let (waiting, upsert) = match row.role {
            Some(_) => (&mut self.with_role, &*SETTING_ROLES),
            None => (&mut self.without_role, &*KEEPING_ROLES),
        };
        waiting.push(person);
        if waiting.len() == AT_ONCE {
            let full = std::mem::replace(waiting, Vec::with_capacity(AT_ONCE));
            self.write(&upsert.batch, &full).await?;
        }
        Ok(())
    }

    /// Writes what is left, and sees that the site can still be administered.
    pub async fn finish(mut self) -> Result<Imported, ImportProblem> {
        let left = [
            (std::mem::take(&mut self.with_role), &*SETTING_ROLES),
            (std::mem::take(&mut self.without_role), &*KEEPING_ROLES),
        ];
        for (people, upsert) in left {
            for person in people {
                self.write(&upsert.single, &[person]).await?;
            }
        }
        if self.had_administrator && !has_administrator_in(self.connection).await? {
            return Err(ImportProblem::NobodyAdministers);
        }
        if !self.connection.is_postgres() {
            self.connection.execute(USUAL_CACHE, vec![]).await?;
        }
        Ok(self.imported)
    }

    async fn write(&mut self, upsert: &'static str, people: &[NewPerson]) -> Result<(), ImportProblem> {
        let values = people.iter().flat_map(row_values).collect();
        let changed = self.connection.fetch_all(upsert, values).await?;
        let mut added = 0;
        for row in &changed {
            let id: PersonId = row.parse("id")?;
            // Whoever was there already keeps their identifier.
            added += u64::from(id.bits().wrapping_sub(self.first_id) < self.pushed);
        }
        self.imported.added += added;
        self.imported.updated += changed.len() as u64 - added;
        self.imported.unchanged += people.len() as u64 - changed.len() as u64;
        Ok(())
    }
}

fn row_values(person: &NewPerson) -> Vec<Value> {
    let (first_last, last_first) = name_keys(&person.name);
    values![
        person.id,
        &person.email,
        person.name.first(),
        person.name.last(),
        first_last,
        last_first,
        person.application_role.word(),
        person.created_at
    ]
}

impl Upsert {
    fn new(set_role: &str, role_differs: &str) -> Self {
        let statement = |rows: usize| {
            let row = |row: usize| {
                let places: Vec<String> = (1..=8).map(|place| format!("${}", row * 8 + place)).collect();
                format!("({}, 1)", places.join(", "))
            };
            let rows: Vec<String> = (0..rows).map(row).collect();
            format!(
                "insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                    application_role, created_at, active)
                 values {}
                 on conflict (email) do update set
                    first_name = excluded.first_name, last_name = excluded.last_name,
                    first_last_key = excluded.first_last_key, last_first_key = excluded.last_first_key,
                    version = person.version + 1{set_role}
                 where person.first_name <> excluded.first_name or person.last_name <> excluded.last_name
                    or person.first_last_key <> excluded.first_last_key
                    or person.last_first_key <> excluded.last_first_key{role_differs}
                 returning id",
                rows.join(", ")
            )
        };
        Self { batch: statement(AT_ONCE), single: statement(1) }
    }
}
