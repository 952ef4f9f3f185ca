//! Guest links: one link for many, who say who they are and are not asked to prove it.
//!
//! A link lets new people in while it is on, has not ended and has not been used as often as it may be. Whoever has said
//! who they are holds a place until the session is over, whatever becomes of the link.

mod door;
mod form;

use serde::{Deserialize, Serialize};

use crate::admission::Refusal;
use crate::ids::{GuestLinkId, RoomId};
use crate::invite_policy::{InviteDenied, may_invite};
use crate::language::{Say, Sentence, says_english};
use crate::role::{ApplicationRole, HostKind};
use crate::say;
use crate::settings::Settings;
use crate::time::Timestamp;

pub use door::{GuestVisit, LinkBearer, Place, admit_link_guest, check_not_removed, comes_by_guest_link};
pub use form::{GuestLinkField, GuestLinkForm, GuestLinkProblem, NewGuestLink};

/// Guest links of one room that are not deleted.
pub const MOST_PER_ROOM: usize = 3;

/// A link that many may use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLink {
    pub id: GuestLinkId,
    pub room: RoomId,
    /// What its hosts call it; guests do not see it.
    pub name: String,
    /// How many may come by it; `None` is any number.
    pub most_entries: Option<u32>,
    /// How many have. Whoever comes back is not counted again.
    pub entries: u32,
    /// When it stops letting new people in; `None` is never.
    pub ends_at: Option<Timestamp>,
    pub is_on: bool,
    pub is_deleted: bool,
    pub made_at: Timestamp,
}

/// How a link stands, the first thing that shuts it before all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestLinkStanding {
    Open,
    Off,
    Ended,
    Full,
    Deleted,
}

impl GuestLink {
    pub fn standing(&self, now: Timestamp) -> GuestLinkStanding {
        if self.is_deleted {
            GuestLinkStanding::Deleted
        } else if !self.is_on {
            GuestLinkStanding::Off
        } else if self.ends_at.is_some_and(|ends_at| now >= ends_at) {
            GuestLinkStanding::Ended
        } else if self.most_entries.is_some_and(|most| self.entries >= most) {
            GuestLinkStanding::Full
        } else {
            GuestLinkStanding::Open
        }
    }

    /// How it stands for its hosts: where the site has no guest links, one that is on is off all the same.
    pub fn standing_on_site(&self, is_site_on: bool, now: Timestamp) -> GuestLinkStanding {
        match self.standing(now) {
            GuestLinkStanding::Open if !is_site_on => GuestLinkStanding::Off,
            standing => standing,
        }
    }

    /// Whether nobody new gets in by it any more, on or off.
    pub fn is_spent(&self, now: Timestamp) -> bool {
        let standing = Self { is_on: true, ..self.clone() }.standing(now);
        standing != GuestLinkStanding::Open
    }

    /// Whether somebody who holds no place yet can get one by this link.
    ///
    /// # Errors
    /// Why they cannot.
    pub fn lets_new_in(&self, settings: &Settings, now: Timestamp) -> Result<(), Refusal> {
        match self.standing(now) {
            GuestLinkStanding::Deleted => Err(Refusal::GuestLinkDeleted),
            _ if !settings.guest_links => Err(Refusal::GuestLinkOff),
            GuestLinkStanding::Off => Err(Refusal::GuestLinkOff),
            GuestLinkStanding::Ended => Err(Refusal::GuestLinkEnded),
            GuestLinkStanding::Full => Err(Refusal::GuestLinkFull),
            GuestLinkStanding::Open => Ok(()),
        }
    }
}

/// What hosts do with a guest link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestLinkAct {
    SwitchOff,
    SwitchOn,
    /// For good; nobody new gets in, and whoever is inside stays.
    Delete,
}

/// Why a host may not do this with guest links.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuestLinkDenied {
    Invite(InviteDenied),
    SiteOff,
    TooMany,
    /// It has ended or is used up, and nobody would get in if it were on.
    Spent,
}

impl Say for GuestLinkDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Invite(why) => why.say(),
            Self::SiteOff => say!("Guest links are switched off on this site."),
            Self::Spent => say!("This link has ended or is used up. Make another one instead."),
            Self::TooMany => say!("A room has at most three guest links. Delete one to make another."),
        }
    }
}

says_english!(GuestLinkDenied);

/// Whether somebody may bring guest links to life: whoever may invite to the room, where the site has guest links.
///
/// # Errors
/// Why they may not.
pub fn may_offer(
    settings: &Settings,
    application_role: ApplicationRole,
    host: Option<HostKind>,
    collaboration: bool,
) -> Result<(), GuestLinkDenied> {
    may_invite(settings, application_role, host, collaboration).map_err(GuestLinkDenied::Invite)?;
    if settings.guest_links { Ok(()) } else { Err(GuestLinkDenied::SiteOff) }
}

/// Whether a host may do this with a guest link; `offered` is what [`may_offer`] says of them. What keeps people out is
/// open to every host.
///
/// # Errors
/// Why they may not.
pub fn may_act(
    act: GuestLinkAct,
    link: &GuestLink,
    offered: Result<(), GuestLinkDenied>,
    now: Timestamp,
) -> Result<(), GuestLinkDenied> {
    match act {
        GuestLinkAct::SwitchOff | GuestLinkAct::Delete => Ok(()),
        GuestLinkAct::SwitchOn if link.is_spent(now) => Err(GuestLinkDenied::Spent),
        GuestLinkAct::SwitchOn => offered,
    }
}

/// Whether a room that has so many guest links may have one more.
///
/// # Errors
/// [`GuestLinkDenied::TooMany`].
pub const fn check_one_more(links: usize) -> Result<(), GuestLinkDenied> {
    if links < MOST_PER_ROOM { Ok(()) } else { Err(GuestLinkDenied::TooMany) }
}
