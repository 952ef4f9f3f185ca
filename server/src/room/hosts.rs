//! Who hosts a room, as the room's form says it.

use app::error::AppError;
use domain::audit::{AuditAct, AuditField, AuditValue, AuditWord};
use domain::live::RoomEvent;
use domain::room as rules;
use domain::say;
use domain::{HostKind, PersonId, RoomId, Timestamp};

use super::queries;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::Outcome;
use crate::live::{events, participants};
use crate::people::queries as people;

/// The hosts of a room before and after a form, the owner among both.
pub struct HostChange {
    before: Vec<(PersonId, HostKind)>,
    after: Vec<(PersonId, HostKind)>,
}

impl HostChange {
    /// What a form that chose these hosts changes.
    pub async fn find(
        connection: &mut Connection,
        room: RoomId,
        chosen: &[(PersonId, HostKind)],
    ) -> Result<Self, DbError> {
        let before = queries::list_hosts(connection, room).await?;
        let before: Vec<_> = before.into_iter().map(|(person, kind)| (person.id, kind)).collect();
        let owner = before.iter().find(|(_, kind)| *kind == HostKind::Owner).copied();
        let mut after = rules::collaborators(owner.map(|(person, _)| person), chosen);
        after.extend(owner);
        Ok(Self { before, after })
    }

    /// Those whose part differs.
    pub fn people(&self) -> Vec<PersonId> {
        rules::changed_hosts(&self.before, &self.after)
    }

    /// Stores the new hosts; those whose part differs learn it at once.
    pub async fn store(
        self,
        connection: &mut Connection,
        (room, title): (RoomId, &str),
        by: &By,
        now: Timestamp,
    ) -> Outcome<()> {
        queries::delete_hosts_but_owner(connection, room).await?;
        let collaborators: Vec<_> =
            self.after.iter().filter(|(_, kind)| *kind != HostKind::Owner).copied().collect();
        insert(connection, room, &collaborators).await?;
        for person in self.people() {
            if !self.after.iter().any(|(host, _)| *host == person) {
                participants::guests::demote_host(connection, room, person, now).await?;
            }
            events::append(connection, room, &RoomEvent::StandingChanged { person }, now).await?;
            let note = self.note_of(connection, person, (room, title)).await?;
            audit::note(connection, by, note, now).await?;
        }
        Ok(())
    }

    async fn note_of(
        &self,
        connection: &mut Connection,
        person: PersonId,
        (room, title): (RoomId, &str),
    ) -> Result<Note, DbError> {
        let part = |hosts: &[(PersonId, HostKind)]| {
            let kind = hosts.iter().find(|(host, _)| *host == person).map(|(_, kind)| *kind);
            kind.map_or_else(|| AuditWord::NoHost.into(), AuditValue::from)
        };
        let note = match people::find_person(connection, person).await? {
            Some(known) => Note::of(AuditAct::HostChanged).about_person(&known).in_room(room),
            None => Note::of(AuditAct::HostChanged).about_room(room, title),
        };
        Ok(note.changed(AuditField::Part, part(&self.before), part(&self.after)))
    }
}

/// Stores hosts of a room.
///
/// # Errors
/// The field, when one of them is not in the directory any more.
pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    hosts: &[(PersonId, HostKind)],
) -> Outcome<()> {
    for &(person, kind) in hosts {
        if !queries::is_active_person(connection, person).await? {
            return Err(AppError::field(
                "hosts",
                say!("One of these people is not in the directory any more."),
            )
            .into());
        }
        queries::insert_host(connection, room, person, kind).await?;
    }
    Ok(())
}
