//! Writing an entry.

use domain::audit::{AuditAct, AuditField, AuditSubject, AuditValue, Change, SubjectKind, scrubbed};
use domain::guest_link::GuestLink;
use domain::invitation::Invitation;
use domain::people::PersonSuggestion;
use domain::{EmailAddress, PersonName, RoomId, Timestamp};
use futures::FutureExt;

use super::By;
use super::by::{label, typed_label};
use super::queries;
use crate::db::{Connection, DbError};
use crate::guest_link::queries::StoredLinkGuest;
use crate::site::Site;

/// What was done, before it is written down.
#[derive(Clone, Debug)]
pub struct Note {
    pub(super) act: AuditAct,
    pub(super) subject: Option<AuditSubject>,
    pub(super) room: Option<RoomId>,
    pub(super) changes: Vec<Change>,
    /// Changes that say who the subject is.
    pub(super) personal: Vec<Change>,
}

impl Note {
    pub const fn of(act: AuditAct) -> Self {
        Self { act, subject: None, room: None, changes: Vec::new(), personal: Vec::new() }
    }

    /// A file of what a list showed has left the site: `path` is where the list's view is found, without what was typed
    /// into its search.
    pub fn of_file(act: AuditAct, path: &str, is_searched: bool, rows: u32) -> Self {
        let mut note = Self::of(act);
        if let Some((_, view)) = path.split_once('?') {
            note = note.with(AuditField::View, AuditValue::text(view));
        }
        if is_searched {
            note = note.with(AuditField::Searched, true);
        }
        note.with(AuditField::Rows, rows)
    }

    /// About whatever has this identifier; `called` is what it is called, and must not say who somebody is unless the
    /// identifier is that of a person, an invitation or somebody who has come by a guest link.
    #[must_use]
    pub fn about(self, kind: SubjectKind, id: impl ToString, called: &str) -> Self {
        Self { subject: Some(AuditSubject { kind, id: id.to_string(), label: scrubbed(called) }), ..self }
    }

    /// About somebody of the directory.
    #[must_use]
    pub fn about_person(self, person: &PersonSuggestion) -> Self {
        let called = label(person);
        self.with_subject(SubjectKind::Person, person.id.to_string(), called)
    }

    /// About a guest, and in the room they are invited to.
    #[must_use]
    pub fn about_guest(self, invitation: &Invitation) -> Self {
        let called = format!("{} <{}>", invitation.name, invitation.email);
        self.with_subject(SubjectKind::Invitation, invitation.id.to_string(), called).in_room(invitation.room)
    }

    /// About somebody who has come by a guest link.
    #[must_use]
    pub fn about_link_guest(self, guest: &StoredLinkGuest) -> Self {
        self.with_subject(SubjectKind::LinkGuest, guest.id.to_string(), typed_label(guest))
            .in_room(guest.room)
    }

    /// About a guest link, and in its room.
    #[must_use]
    pub fn about_guest_link(self, link: &GuestLink) -> Self {
        self.about(SubjectKind::GuestLink, link.id, &link.name).in_room(link.room)
    }

    /// About a room.
    #[must_use]
    pub fn about_room(self, room: RoomId, title: &str) -> Self {
        self.about(SubjectKind::Room, room, title).in_room(room)
    }

    #[must_use]
    pub fn in_room(self, room: RoomId) -> Self {
        Self { room: Some(room), ..self }
    }

    /// A field before and after; one that is the same is left out.
    #[must_use]
    pub fn changed(
        mut self,
        field: AuditField,
        before: impl Into<AuditValue>,
        after: impl Into<AuditValue>,
    ) -> Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.changes.push(Change::new(field, Some(before), Some(after)));
        }
        self
    }

    /// A field that there was not before.
    #[must_use]
    pub fn with(mut self, field: AuditField, value: impl Into<AuditValue>) -> Self {
        self.changes.push(Change::new(field, None, Some(value.into())));
        self
    }

    /// All of these, from elsewhere.
    #[must_use]
    pub fn with_all(mut self, changes: Vec<Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    /// Another address of the subject. It goes when their personal data is erased.
    #[must_use]
    pub fn readdressed(mut self, before: &EmailAddress, after: &EmailAddress) -> Self {
        if before != after {
            self.personal.push(Change::new(AuditField::Address, Some(before.into()), Some(after.into())));
        }
        self
    }

    /// Another name of the subject. It goes when their personal data is erased.
    #[must_use]
    pub fn renamed(mut self, before: &PersonName, after: &PersonName) -> Self {
        if before != after {
            self.personal.push(Change::new(AuditField::Name, Some(before.into()), Some(after.into())));
        }
        self
    }

    fn with_subject(self, kind: SubjectKind, id: String, label: String) -> Self {
        Self { subject: Some(AuditSubject { kind, id, label }), ..self }
    }
}

/// Writes down what is done, in the transaction in which it is done.
pub async fn note(connection: &mut Connection, by: &By, note: Note, now: Timestamp) -> Result<(), DbError> {
    queries::insert(connection, &by.0, &note, now).await
}

/// As [`note`], for what writes nothing else, as a refused sign-in. It is never the reason why something fails.
pub async fn note_alone(site: &Site, by: By, what: Note) {
    let now = site.clock.now();
    let written: Result<(), DbError> =
        site.db.write(move |connection| async move { note(connection, &by, what, now).await }.boxed()).await;
    if let Err(error) = written {
        tracing::error!(%error, "an entry of the audit log was not written");
    }
}
