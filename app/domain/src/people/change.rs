//! What an administrator may change about the people of the site.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::role::ApplicationRole;
use crate::say;
use crate::time::Timestamp;

/// How long somebody has to choose a password after a link for it was made.
pub const PASSWORD_LINK_LASTS: Duration = Duration::from_hours(7 * 24);

/// Whether a link to choose a password still works. It works once, and only while its maker runs the site: somebody who
/// has lost that keeps no way in by the links they have made.
pub fn password_link_works(expires_at: Timestamp, maker: SitePlace, now: Timestamp) -> bool {
    now < expires_at && maker.administers()
}

/// What somebody is on the site, and whether they may sign in at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SitePlace {
    pub role: ApplicationRole,
    pub is_active: bool,
}

impl SitePlace {
    /// Whether they run the site, now.
    pub fn administers(self) -> bool {
        self.is_active && self.role.is_administrator()
    }
}

/// Somebody's place on the site is about to change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceChange {
    pub before: SitePlace,
    pub after: SitePlace,
    /// What whoever changes it is on the site, at this very moment.
    pub by: SitePlace,
    /// They change their own.
    pub is_own: bool,
}

/// Why somebody of the site cannot be changed like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonDenied {
    NotAdministrator,
    OwnDeactivation,
    OwnDemotion,
}

impl Say for PersonDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::NotAdministrator => say!("You do not run this site any more, so nothing was changed."),
            Self::OwnDeactivation => say!("You cannot deactivate yourself. Another administrator can."),
            Self::OwnDemotion => {
                say!("You cannot take your own role as administrator away. Another administrator can.")
            }
        }
    }
}

says_english!(PersonDenied);

/// Whether this change may be made. Whoever makes it goes on running the site, so that somebody always does.
///
/// # Errors
/// Why not.
///
/// ```
/// # use domain::ApplicationRole::{Admin, Viewer};
/// # use domain::people::change::{PersonDenied, PlaceChange, SitePlace, may_change};
/// let before = SitePlace { role: Admin, is_active: true };
/// let after = SitePlace { role: Viewer, is_active: true };
/// let change = PlaceChange { before, after, by: before, is_own: true };
/// assert_eq!(may_change(change), Err(PersonDenied::OwnDemotion));
/// assert_eq!(may_change(PlaceChange { is_own: false, ..change }), Ok(()));
/// ```
pub fn may_change(change: PlaceChange) -> Result<(), PersonDenied> {
    let PlaceChange { after, by, is_own, .. } = change;
    if !by.administers() {
        Err(PersonDenied::NotAdministrator)
    } else if is_own && !after.is_active {
        Err(PersonDenied::OwnDeactivation)
    } else if is_own && !after.role.is_administrator() {
        Err(PersonDenied::OwnDemotion)
    } else {
        Ok(())
    }
}
