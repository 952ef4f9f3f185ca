//! The one way in which invitations are made and renewed, one by one or in lists.

use domain::audit::{AuditAct, AuditField};
use domain::invitation::{Guest, Invitation, InvitationState, InvitedAgain, Settlement};
use domain::invite_policy::{check_given_to, check_invited, may_invite};
use domain::link_policy::{self, Tries};
use domain::live::RoomEvent;
use domain::{ApplicationRole, HostKind, InvitationId, PersonId, RoomId, Settings, Timestamp};

use super::queries::{self, StoredInvitation};
use super::{limits, refused_tries};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::live::{events, participants};
use crate::mail;
use crate::room::queries::StoredRoom;
use crate::room::service::lock;
use crate::secrets;
use crate::settings;

/// Somebody who may invite to a room, which is held for the transaction.
pub struct Inviting {
    room: StoredRoom,
    by: PersonId,
    /// What they may give is theirs by this.
    host: Option<HostKind>,
    noted_as: By,
    /// Whoever is invited is sent the link: nobody needs another mail about what has changed.
    sends_mail: bool,
    settings: Settings,
    /// When a link that is made now ends.
    expires_at: Timestamp,
    now: Timestamp,
}

/// What has become of a guest.
#[derive(Clone, Debug)]
pub enum Invited {
    New(StoredInvitation),
    /// Was invited, and is so with another name or type, or once more.
    Changed(StoredInvitation),
    /// Is invited, and nothing has changed.
    There(StoredInvitation),
}

impl Invited {
    /// The invitation, when something of it has been written.
    pub const fn written(&self) -> Option<&StoredInvitation> {
        match self {
            Self::New(stored) | Self::Changed(stored) => Some(stored),
            Self::There(_) => None,
        }
    }
}

impl Inviting {
    /// Holds the room and looks at whether this person may invite to it.
    ///
    /// # Errors
    /// Why they may not, or that the room is not there any more.
    pub async fn hold(
        connection: &mut Connection,
        room: RoomId,
        (by, application_role, noted_as): (PersonId, ApplicationRole, By),
        sends_mail: bool,
        now: Timestamp,
    ) -> Outcome<Self> {
        let (room, host) = lock(connection, room, by).await?;
        let settings = settings::load_for(connection, by).await?;
        may_invite(&settings, application_role, host, room.details.collaboration)?;
        if room.deleted_at.is_some() {
            return Err(domain::Refusal::RoomDeleted.into());
        }
        let expires_at = link_policy::expires_at(&settings, room.session.ends_at, now);
        Ok(Self { room, by, host, noted_as, sends_mail, settings, expires_at, now })
    }

    /// The invitation that there is for this address, or for another one of the same person, if any.
    pub async fn find_known(
        &self,
        connection: &mut Connection,
        guest: &Guest,
    ) -> Result<Option<StoredInvitation>, DbError> {
        queries::find_by_person(connection, &self.settings, self.room.id, &guest.email).await
    }

    /// Invites a guest for whom there is `known`. `is_changed` says whether an invitation that works is changed.
    ///
    /// # Errors
    /// When the guest may not be invited.
    pub async fn invite(
        &self,
        connection: &mut Connection,
        guest: Guest,
        known: Option<StoredInvitation>,
        is_changed: bool,
    ) -> Outcome<Invited> {
        check_invited(&self.settings, &guest.email, guest.role)?;
        let has_been = known.as_ref().and_then(|known| known.invitation.kept_type());
        check_given_to(&self.settings, self.host, has_been, guest.role)?;
        match known {
            None => self.insert(connection, guest).await.map(Invited::New),
            Some(known) => self.invite_again(connection, known, guest, is_changed).await,
        }
    }

    async fn insert(&self, connection: &mut Connection, guest: Guest) -> Outcome<StoredInvitation> {
        self.count(connection).await?;
        let stored = StoredInvitation {
            invitation: Invitation {
                id: InvitationId::from_bits(secrets::id_bits(self.now)),
                room: self.room.id,
                email: guest.email,
                name: guest.name,
                role: guest.role,
                state: InvitationState::Open,
                generation: 1,
                expires_at: self.expires_at,
                tries: Tries::default(),
                link_requested_at: None,
                declined_at: None,
            },
            nonce: secrets::nonce(),
            invited_at: self.now,
            language: guest.language.unwrap_or_default(),
        };
        queries::insert(connection, &stored, self.by).await?;
        // Somebody of this site who is inside already is a guest from now on, with the guest's role.
        participants::guests::adopt(connection, &self.settings, &stored.invitation, self.now).await?;
        let note = Note::of(AuditAct::Invited).about_guest(&stored.invitation);
        let note =
            note.with(AuditField::Type, stored.invitation.role).with(AuditField::Expires, self.expires_at);
        audit::note(connection, &self.noted_as, note.with(AuditField::Mailed, self.sends_mail), self.now)
            .await?;
        Ok(stored)
    }

    /// Counts one more link that is given to somebody.
    async fn count(&self, connection: &mut Connection) -> Outcome<()> {
        limits::count(connection, &self.settings, (self.by, self.room.id), self.now).await
    }

    async fn invite_again(
        &self,
        connection: &mut Connection,
        known: StoredInvitation,
        guest: Guest,
        is_changed: bool,
    ) -> Outcome<Invited> {
        let Invitation { id, room, role, .. } = known.invitation;
        match known.invitation.invited_again(self.now) {
            InvitedAgain::Changed if !is_changed => return Ok(Invited::There(known)),
            InvitedAgain::Changed => {}
            InvitedAgain::Renewed => {
                queries::update_link_requested(connection, id, None).await?;
                refused_tries::settle(connection, id, Settlement::Extended).await?;
            }
            InvitedAgain::ComesBack => {
                self.count(connection).await?;
                refused_tries::settle(connection, id, Settlement::Restored).await?;
                refused_tries::settle(connection, id, Settlement::NewLink).await?;
                queries::update_state(connection, id, InvitationState::Removed, InvitationState::Open)
                    .await?;
                queries::update_generation(connection, &known.invitation, self.expires_at).await?;
                queries::delete_devices(connection, id).await?;
                mail::queries::delete_queued(connection, id).await?;
            }
        }
        let expires_at = self.expires_at.max(known.invitation.expires_at);
        queries::update_details(connection, id, &guest.name, guest.role, expires_at).await?;
        if let Some(language) = guest.language {
            queries::update_language(connection, id, language).await?;
        }
        queries::update_declined(connection, id, None).await?;
        participants::guests::follow_invitation(connection, room, id, guest.role, self.now).await?;
        let event = RoomEvent::InvitationChanged { invitation: id, role: guest.role };
        events::append(connection, room, &event, self.now).await?;
        if role != guest.role && !self.sends_mail {
            mail::service::queue_update(connection, &self.room, id, self.now).await?;
        }
        let known = &known.invitation;
        let note = Note::of(AuditAct::InvitedAgain).about_guest(known).renamed(&known.name, &guest.name);
        let note = note.changed(AuditField::Type, role, guest.role).changed(
            AuditField::Expires,
            known.expires_at,
            expires_at,
        );
        audit::note(connection, &self.noted_as, note.with(AuditField::Mailed, self.sends_mail), self.now)
            .await?;
        let stored = queries::find(connection, id).await?;
        stored.map(Invited::Changed).ok_or_else(|| Failure::from(app::error::AppError::NotFound))
    }
}
