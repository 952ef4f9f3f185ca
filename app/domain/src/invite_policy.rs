//! Who may invite, and whether the three-dot menu shows it.

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::invite_limit::LimitOf;
use crate::language::{Say, Sentence, says_english};
use crate::role::{ApplicationRole, HostKind, Role};
use crate::settings::{GivenTypes, Settings};
use crate::time::Timestamp;
use crate::{say, say_count};

/// Why somebody may not invite to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteDenied {
    ModuleOff,
    MediaPageOff,
    NotHost,
    RoleTooLow,
    CollaborationOff,
    /// Their kind of host may give no type at all.
    NothingToGive,
    TypeNotOffered,
    DomainBlocked,
    PlusAddress,
    /// So many have been invited in the last 24 hours.
    DailyLimit {
        of: LimitOf,
        most: u32,
        again_at: Timestamp,
    },
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
            Self::NothingToGive => say!(
                "On this site your part in hosting this room does not let you give any invitation type. Ask your administrator."
            ),
            Self::TypeNotOffered => say!("This invitation type cannot be given."),
            Self::PlusAddress => say!(
                "Addresses with a plus and a tag cannot be invited on this site. Use the address without it."
            ),
            Self::DailyLimit { of: LimitOf::Host, most, .. } => say_count!(
                *most,
                "You have invited 1 person in the last 24 hours, which is the limit on this site. Try again later.",
                "You have invited {count} people in the last 24 hours, which is the limit on this site. Try again later."
            ),
            Self::DailyLimit { of: LimitOf::Room, most, .. } => say_count!(
                *most,
                "This room has had 1 invitation in the last 24 hours, which is the limit on this site. Try again later.",
                "This room has had {count} invitations in the last 24 hours, which is the limit on this site. Try again later."
            ),
            Self::DomainBlocked => say!(
                "Addresses of this domain cannot be invited. Use another address or ask your administrator."
            ),
        }
    }
}

says_english!(InviteDenied);

impl InviteDenied {
    /// From when on it is possible, where that is a matter of time. It stands beside the sentence, since each reader has
    /// a clock of their own. A full minute, so that whoever comes at the minute they read does not come too early.
    ///
    /// ```
    /// # use domain::{Timestamp, invite_limit::LimitOf, invite_policy::InviteDenied};
    /// let again_at = Timestamp::from_millis(60_001);
    /// let denied = InviteDenied::DailyLimit { of: LimitOf::Host, most: 5, again_at };
    /// assert_eq!(denied.again_at(), Some(Timestamp::from_millis(120_000)));
    /// assert_eq!(InviteDenied::NotHost.again_at(), None);
    /// ```
    pub fn again_at(self) -> Option<Timestamp> {
        let Self::DailyLimit { again_at, .. } = self else { return None };
        let minutes = (again_at.as_millis() + 59_999).div_euclid(60_000);
        Some(Timestamp::from_millis(minutes * 60_000))
    }
}

/// The five conditions of the *Invite users* entry (user guide, promise 1). The browser asks to draw the menu,
/// the server asks to let the invitation through. The settings are those [for this person](Settings::for_person).
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
    } else if host.is_some_and(|kind| settings.grants.of(kind) == GivenTypes::NONE) {
        Err(InviteDenied::NothingToGive)
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

/// Whether this address may be invited with this type, whoever gives it ([`check_given`]).
///
/// # Errors
/// When the role is not an invitation type, or the address is not accepted.
pub fn check_invited(settings: &Settings, address: &EmailAddress, role: Role) -> Result<(), InviteDenied> {
    if Role::INVITATION_TYPES.contains(&role) {
        check_accepted(settings, address)
    } else {
        Err(InviteDenied::TypeNotOffered)
    }
}

/// Whether this address may be invited, whatever the type.
///
/// # Errors
/// Why it is not accepted.
///
/// ```
/// # use domain::{EmailAddress, Settings, invite_policy::{InviteDenied, check_accepted}};
/// let closed = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
/// let ana = EmailAddress::parse("ana@example.org").unwrap();
/// assert_eq!(check_accepted(&closed, &ana), Err(InviteDenied::DomainBlocked));
/// ```
pub fn check_accepted(settings: &Settings, address: &EmailAddress) -> Result<(), InviteDenied> {
    if !settings.allows_domain_of(address) {
        Err(InviteDenied::DomainBlocked)
    } else if settings.refuses_tag_of(address) {
        Err(InviteDenied::PlusAddress)
    } else {
        Ok(())
    }
}

/// The types that somebody may give who acts as this kind of host. Moderators, who are none, may give inside what is
/// offered on the site at all.
pub fn given_types(settings: &Settings, host: Option<HostKind>) -> Vec<Role> {
    let may_give = |role: Role| {
        host.map_or_else(|| settings.grants.offers(role), |kind| settings.grants.of(kind).has(role))
    };
    Role::INVITATION_TYPES.into_iter().filter(|role| may_give(*role)).collect()
}

/// Whether somebody may give this type. Those who have it keep it, whatever becomes of the rule.
///
/// # Errors
/// [`InviteDenied::TypeNotOffered`].
pub fn check_given(settings: &Settings, host: Option<HostKind>, role: Role) -> Result<(), InviteDenied> {
    if given_types(settings, host).contains(&role) { Ok(()) } else { Err(InviteDenied::TypeNotOffered) }
}

/// Whether somebody may invite with this type a guest who has been invited with `kept` before, if at all: whoever is
/// invited with a type stays it, so nothing is given.
///
/// # Errors
/// As [`check_given`].
pub fn check_given_to(
    settings: &Settings,
    host: Option<HostKind>,
    kept: Option<Role>,
    role: Role,
) -> Result<(), InviteDenied> {
    if kept == Some(role) { Ok(()) } else { check_given(settings, host, role) }
}
