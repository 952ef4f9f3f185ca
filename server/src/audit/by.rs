//! Who does something, and from where.

use app::account::api::Me;
use app::backend::Caller;
use domain::audit::{ActorKind, AuditActor, scrubbed};
use domain::invitation::Invitation;
use domain::people::PersonSuggestion;

use crate::db::{Connection, DbError};
use crate::guest_link::queries::StoredLinkGuest;
use crate::join::standing::{Proofs, Standing};
use crate::people::queries as people;

/// Who does something, and from where.
#[derive(Clone, Debug)]
pub struct By(pub(super) AuditActor);

impl By {
    /// Somebody who is signed in.
    pub fn person(me: &Me, caller: &Caller) -> Self {
        Self::known(ActorKind::Person, me.id, format!("{} <{}>", me.name, me.email)).from(caller)
    }

    /// A person whose browser is not there any more: what they have begun goes on by itself.
    pub async fn absent_person(
        connection: &mut Connection,
        person: domain::PersonId,
    ) -> Result<Self, DbError> {
        let known = people::find_person(connection, person).await?;
        let label = known.map(|known| label(&known)).unwrap_or_default();
        Ok(Self::known(ActorKind::Person, person, label))
    }

    /// Whoever uses this invitation's link.
    pub fn guest(invitation: &Invitation, caller: &Caller) -> Self {
        let label = format!("{} <{}>", invitation.name, invitation.email);
        Self::known(ActorKind::Guest, invitation.id, label).from(caller)
    }

    /// Whoever has come by a guest link, as they have said who they are.
    pub fn link_guest(guest: &StoredLinkGuest, caller: &Caller) -> Self {
        Self::known(ActorKind::Guest, guest.id, typed_label(guest)).from(caller)
    }

    /// As somebody stands to a room: its guest, whoever they are signed in as, or somebody of the site.
    pub fn standing(standing: &Standing, proofs: &Proofs) -> Self {
        if let Some(guest) = &standing.link_guest {
            return Self::link_guest(guest, &proofs.caller);
        }
        match (&standing.invitation, &standing.me) {
            (Some(stored), _) => Self::guest(&stored.invitation, &proofs.caller),
            (None, Some(me)) => Self::person(me, &proofs.caller),
            (None, None) => Self::visitor(&proofs.caller),
        }
    }

    /// Somebody of whom nothing is known.
    pub fn visitor(caller: &Caller) -> Self {
        Self::nobody(ActorKind::Visitor).from(caller)
    }

    /// Whoever runs the program on the server.
    pub fn command_line() -> Self {
        Self::nobody(ActorKind::CommandLine)
    }

    /// The site, by its clock and its jobs.
    pub fn site() -> Self {
        Self::nobody(ActorKind::Site)
    }

    fn nobody(kind: ActorKind) -> Self {
        Self(AuditActor {
            kind,
            id: None,
            label: String::new(),
            address: String::new(),
            device: String::new(),
        })
    }

    fn known(kind: ActorKind, id: impl ToString, label: String) -> Self {
        Self(AuditActor { id: Some(id.to_string()), label, ..Self::nobody(kind).0 })
    }

    fn from(self, caller: &Caller) -> Self {
        // In one language for all who will read the log.
        let device = app::ui::device_in_english(&caller.user_agent);
        Self(AuditActor { address: scrubbed(&caller.address), device, ..self.0 })
    }
}

/// How whoever has come by a guest link is called in the log.
pub fn typed_label(guest: &StoredLinkGuest) -> String {
    format!("{} <{}>", guest.name, guest.email)
}

/// How a person is called in the log.
pub fn label(person: &PersonSuggestion) -> String {
    format!("{} <{}>", person.name, person.email)
}
