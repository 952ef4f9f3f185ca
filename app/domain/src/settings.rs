//! What the administrator has decided for the whole site.

mod effect;
mod form;
mod grant;
mod plus;
mod weigh;

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::ids::{GroupId, PersonId};
use crate::mailed_code::CodePolicy;
use crate::role::ApplicationRole;

pub use effect::SettingsEffect;
pub use form::{SettingsField, SettingsForm, SettingsProblem};
pub use grant::{GivenTypes, Grants};
pub use plus::{PersonAddresses, PlusRule};
pub use weigh::{AtStake, LinkOut, effects};

/// The options of the modules, with defaults under which a new site works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The invite-to-media module is on.
    pub invite_to_media: bool,
    /// The theming module's feature `mediapage` is Yes.
    pub media_page: bool,
    /// The lowest application role that may invite (`AllowedUsers` in the module).
    pub allowed_users: ApplicationRole,
    /// People who may invite though their role is below that.
    pub allowed_people: Vec<PersonId>,
    /// Groups whose members may, too.
    pub allowed_groups: Vec<GroupId>,
    /// The shortest life of a link, in minutes (`LinkDuration` in the module).
    pub link_duration_minutes: u32,
    /// How many devices one link may be used on; `None` is unlimited (`LinkReusability` in the module).
    pub link_devices: Option<u16>,
    /// Which guests are also asked for a code that is mailed to the invited address.
    pub mailed_code: CodePolicy,
    /// Which invitation types each kind of host may give.
    pub grants: Grants,
    /// How many people a host may invite in 24 hours, in all rooms together; `None` is any number.
    pub invitations_per_host: Option<u32>,
    /// The same for a room, by all its hosts.
    pub invitations_per_room: Option<u32>,
    /// What is done about addresses with a tag.
    pub plus_addresses: PlusRule,
    /// Domains, with their subdomains, whose addresses may not be invited or let in.
    pub blocked_domains: Vec<String>,
    /// When not empty, the only domains, with their subdomains, that may be.
    pub allowed_domains: Vec<String>,
    /// Rooms may have links that many use ([`crate::guest_link`]).
    pub guest_links: bool,
    /// How long before the start hosts may open a session, in minutes.
    pub advance_entry_minutes: u32,
    /// How many days after a session's end its guests' personal data is erased; `None` is never by itself. Settings that
    /// were stored before there was a choice mean that: erasing begins when somebody has decided it.
    #[serde(default)]
    pub guests_kept_days: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            invite_to_media: true,
            media_page: true,
            allowed_users: ApplicationRole::PrivateOnly,
            allowed_people: Vec::new(),
            allowed_groups: Vec::new(),
            link_duration_minutes: 24 * 60,
            link_devices: Some(1),
            mailed_code: CodePolicy::Nobody,
            grants: Grants::default(),
            invitations_per_host: None,
            invitations_per_room: None,
            plus_addresses: PlusRule::Allowed,
            blocked_domains: Vec::new(),
            allowed_domains: Vec::new(),
            guest_links: true,
            advance_entry_minutes: 15,
            guests_kept_days: Some(90),
        }
    }
}

impl Settings {
    pub fn link_duration(&self) -> Duration {
        Duration::from_mins(u64::from(self.link_duration_minutes))
    }

    /// How long guests' personal data stays after the end of their session.
    pub fn guests_kept(&self) -> Option<Duration> {
        self.guests_kept_days.map(crate::privacy::days)
    }

    /// What pages may know: all but the lists of domains and of those who may invite, which are the administrator's own.
    #[must_use]
    pub fn for_pages(self) -> Self {
        Self {
            blocked_domains: Vec::new(),
            allowed_domains: Vec::new(),
            allowed_people: Vec::new(),
            allowed_groups: Vec::new(),
            ..self
        }
    }

    /// The settings as they count for one person, who is in these groups: whoever is named, alone or with a group, may
    /// invite whatever their role is. All that asks [`crate::invite_policy::may_invite`] asks it with these.
    ///
    /// ```
    /// # use domain::{ApplicationRole, GroupId, PersonId, Settings};
    /// let staff = GroupId::from_bits(1);
    /// let only_staff =
    ///     Settings { allowed_users: ApplicationRole::Admin, allowed_groups: vec![staff], ..Settings::default() };
    /// let ann = PersonId::from_bits(2);
    /// assert_eq!(only_staff.clone().for_person(ann, &[staff]).allowed_users, ApplicationRole::Viewer);
    /// assert_eq!(only_staff.for_person(ann, &[]).allowed_users, ApplicationRole::Admin);
    /// ```
    #[must_use]
    pub fn for_person(self, person: PersonId, groups: &[GroupId]) -> Self {
        let is_named = self.allowed_people.contains(&person)
            || groups.iter().any(|group| self.allowed_groups.contains(group));
        if is_named { Self { allowed_users: ApplicationRole::Viewer, ..self } } else { self }
    }

    /// Whether this address has a tag, and those that have one may not be invited and let in, now.
    pub fn refuses_tag_of(&self, address: &EmailAddress) -> bool {
        self.plus_addresses == PlusRule::Refused && address.has_tag()
    }

    /// Whether this address may be invited and let in, now.
    pub fn accepts(&self, address: &EmailAddress) -> bool {
        self.allows_domain_of(address) && !self.refuses_tag_of(address)
    }

    /// The address that stands for all addresses of the same person.
    #[must_use]
    pub fn person_of(&self, address: &EmailAddress) -> EmailAddress {
        if self.plus_addresses == PlusRule::SamePerson { address.without_tag() } else { address.clone() }
    }

    /// Whether both are addresses of the same person.
    pub fn are_same_person(&self, one: &EmailAddress, other: &EmailAddress) -> bool {
        self.person_of(one) == self.person_of(other)
    }

    /// Whether addresses of this domain may be invited and let in, now.
    pub fn allows_domain_of(&self, address: &EmailAddress) -> bool {
        let domain = address.domain();
        let is_listed = |list: &[String]| list.iter().any(|entry| is_same_or_below(domain, entry));
        let is_open = self.allowed_domains.iter().all(|entry| plain_domain(entry).is_empty());
        !is_listed(&self.blocked_domains) && (is_open || is_listed(&self.allowed_domains))
    }
}

/// `mail.example.org` is below `example.org`; `badexample.org` is not. An empty entry matches nothing.
fn is_same_or_below(domain: &str, entry: &str) -> bool {
    let entry = plain_domain(entry);
    !entry.is_empty()
        && domain.strip_suffix(&entry).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// An entry as people write it (`Example.org`, `.example.org`, `@example.org`) as the domain it means.
fn plain_domain(entry: &str) -> String {
    entry.trim().trim_start_matches(['.', '@']).to_ascii_lowercase()
}
