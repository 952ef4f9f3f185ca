//! Who may invite, and whether the three-dot menu shows it.

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::language::{Say, Sentence, says_english};
use crate::role::{ApplicationRole, HostKind, Role};
use crate::say;
use crate::settings::Settings;

/// Why somebody may not invite to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteDenied {
    ModuleOff,
    MediaPageOff,
    NotHost,
    RoleTooLow,
    CollaborationOff,
    TypeNotOffered,
    DomainBlocked,
}

impl Say for InviteDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::ModuleOff => say!("Inviting to rooms is switched off on this site."),
            Self::MediaPageOff => say!("Room pages are switched off on this site."),
            Self::NotHost => {
                say!("Only the room's owner, co-owners, co-editors and co-publishers may invite.")
            }
            Self::RoleTooLow => {
                say!("Your role on this site does not let you invite. Ask your administrator.")
            }
            Self::CollaborationOff => {
                say!("Chat & Collaboration is off for this room. Switch it on to invite people.")
            }
            Self::TypeNotOffered => say!("This invitation type cannot be given."),
            Self::DomainBlocked => say!(
                "Addresses of this domain cannot be invited. Use another address or ask your administrator."
            ),
        }
    }
}

says_english!(InviteDenied);

/// The five conditions of the *Invite users* entry (user guide, promise 1). The browser asks to draw the menu,
/// the server asks to let the invitation through.
///
/// # Errors
/// The first condition that does not hold.
///
/// ```
/// # use domain::{ApplicationRole, HostKind, Settings, invite_policy::{InviteDenied, may_invite}};
/// let owner = Some(HostKind::Owner);
/// assert_eq!(may_invite(&Settings::default(), ApplicationRole::PrivateOnly, owner, true), Ok(()));
/// assert_eq!(
///     may_invite(&Settings::default(), ApplicationRole::PrivateOnly, None, true),
///     Err(InviteDenied::NotHost),
/// );
/// ```
pub fn may_invite(
    settings: &Settings,
    application_role: ApplicationRole,
    host: Option<HostKind>,
    collaboration: bool,
) -> Result<(), InviteDenied> {
    if !settings.invite_to_media {
        Err(InviteDenied::ModuleOff)
    } else if !settings.media_page {
        Err(InviteDenied::MediaPageOff)
    } else if host.is_none() {
        Err(InviteDenied::NotHost)
    } else if application_role < settings.allowed_users {
        Err(InviteDenied::RoleTooLow)
    } else if !collaboration {
        Err(InviteDenied::CollaborationOff)
    } else {
        Ok(())
    }
}

/// Whether somebody may look for people by name on behalf of a room: whoever may invite to it, and whoever chooses
/// its hosts.
///
/// # Errors
/// As [`may_invite`].
pub fn may_search_people(
    settings: &Settings,
    application_role: ApplicationRole,
    host: Option<HostKind>,
    collaboration: bool,
) -> Result<(), InviteDenied> {
    if host.is_some_and(HostKind::may_own) {
        Ok(())
    } else {
        may_invite(settings, application_role, host, collaboration)
    }
}

/// The same for the hosts of a room that is not made yet.
///
/// # Errors
/// When the person may have no rooms.
pub fn may_search_people_for_new_room(application_role: ApplicationRole) -> Result<(), InviteDenied> {
    if application_role.may_create_rooms() { Ok(()) } else { Err(InviteDenied::RoleTooLow) }
}

/// Whether this address may be invited with this type. All four kinds of host may give all three types.
///
/// # Errors
/// When the role is not an invitation type, or the address's domain is not allowed.
pub fn check_invited(settings: &Settings, address: &EmailAddress, role: Role) -> Result<(), InviteDenied> {
    if !Role::INVITATION_TYPES.contains(&role) {
        Err(InviteDenied::TypeNotOffered)
    } else if !settings.allows_domain_of(address) {
        Err(InviteDenied::DomainBlocked)
    } else {
        Ok(())
    }
}
