//! The settings as an administrator types them, and what is wrong with that.

use serde::{Deserialize, Serialize};

use super::{Grants, PlusRule, Settings};
use crate::email::{EmailAddress, EmailProblem};
use crate::ids::{GroupId, PersonId};
use crate::language::{Say, Sentence, says_english};
use crate::mailed_code::CodePolicy;
use crate::privacy::{LEAST_DAYS, MOST_DAYS};
use crate::role::ApplicationRole;
use crate::say;
use crate::words::words;

/// The settings as they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsForm {
    pub invite_to_media: bool,
    pub media_page: bool,
    pub allowed_users: ApplicationRole,
    #[serde(default)]
    pub allowed_people: Vec<PersonId>,
    #[serde(default)]
    pub allowed_groups: Vec<GroupId>,
    pub link_duration_minutes: String,
    /// Empty is unlimited.
    pub link_devices: String,
    pub mailed_code: CodePolicy,
    pub grants: Grants,
    /// Empty is any number.
    pub invitations_per_host: String,
    /// Empty is any number.
    pub invitations_per_room: String,
    pub plus_addresses: PlusRule,
    /// Parted by white space, commas or semicolons.
    pub blocked_domains: String,
    pub allowed_domains: String,
    pub guest_links: bool,
    pub advance_entry_minutes: String,
    /// Empty is never.
    pub guests_kept_days: String,
}

/// A field that people type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingsField {
    InvitationsPerHost,
    InvitationsPerRoom,
    AllowedPeople,
    LinkDuration,
    LinkDevices,
    BlockedDomains,
    AllowedDomains,
    AdvanceEntry,
    GuestsKept,
}

words!(SettingsField {
    InvitationsPerHost => "invitations_per_host",
    InvitationsPerRoom => "invitations_per_room",
    AllowedPeople => "allowed_people",
    LinkDuration => "link_duration_minutes",
    LinkDevices => "link_devices",
    BlockedDomains => "blocked_domains",
    AllowedDomains => "allowed_domains",
    AdvanceEntry => "advance_entry_minutes",
    GuestsKept => "guests_kept_days",
});

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsProblem {
    /// It must be a whole number from the first to the second.
    NotANumber(u32, u32),
    /// The entry, and what is wrong with it.
    Domain(String, EmailProblem),
    TooManyDomains,
    TooManyNamed,
}

impl Say for SettingsProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::NotANumber(least, most) => {
                say!("Enter a whole number from {least} to {most}.", least = *least, most = *most)
            }
            Self::Domain(entry, EmailProblem::LookAlikeDomain) => {
                say!("{entry}: this domain mixes letters that look alike.", entry = entry.as_str())
            }
            Self::Domain(entry, _) => say!(
                "{entry} is no domain. Write domains as in example.org, one on each line.",
                entry = entry.as_str()
            ),
            Self::TooManyDomains => say!("At most {most} domains can be listed.", most = MOST_DOMAINS),
            Self::TooManyNamed => {
                say!(
                    "At most {most} people and groups can be named. Put people into a group.",
                    most = MOST_NAMED
                )
            }
        }
    }
}

says_english!(SettingsProblem);

/// A year, in minutes.
const MOST_MINUTES: u32 = 365 * 24 * 60;
/// A day, in minutes.
const MOST_ADVANCE: u32 = 24 * 60;
const MOST_DEVICES: u32 = 1_000;
const MOST_INVITATIONS: u32 = 1_000_000;
const MOST_DOMAINS: usize = 1_000;
/// People and groups that are named one by one.
const MOST_NAMED: usize = 200;

impl From<&Settings> for SettingsForm {
    fn from(settings: &Settings) -> Self {
        Self {
            invite_to_media: settings.invite_to_media,
            media_page: settings.media_page,
            allowed_users: settings.allowed_users,
            allowed_people: settings.allowed_people.clone(),
            allowed_groups: settings.allowed_groups.clone(),
            link_duration_minutes: settings.link_duration_minutes.to_string(),
            link_devices: settings.link_devices.map(|devices| devices.to_string()).unwrap_or_default(),
            mailed_code: settings.mailed_code,
            grants: settings.grants,
            invitations_per_host: typed(settings.invitations_per_host),
            invitations_per_room: typed(settings.invitations_per_room),
            plus_addresses: settings.plus_addresses,
            blocked_domains: settings.blocked_domains.join("\n"),
            allowed_domains: settings.allowed_domains.join("\n"),
            guest_links: settings.guest_links,
            advance_entry_minutes: settings.advance_entry_minutes.to_string(),
            guests_kept_days: settings.guests_kept_days.map(|days| days.to_string()).unwrap_or_default(),
        }
    }
}

/// What a field shows: what is typed in it, else what has been saved meanwhile.
fn newer<Value: PartialEq>(typed: Value, before: &Value, after: Value) -> Value {
    if typed == *before { after } else { typed }
}

impl SettingsForm {
    /// What is typed in the form of `before`, in the form of what somebody else has saved meanwhile.
    ///
    /// ```
    /// # use domain::Settings;
    /// # use domain::settings::SettingsForm;
    /// let before = SettingsForm::from(&Settings::default());
    /// let typed = SettingsForm { link_devices: "3".to_owned(), ..before.clone() };
    /// let after = SettingsForm { guest_links: !before.guest_links, ..before.clone() };
    /// let both = SettingsForm { guest_links: after.guest_links, ..typed.clone() };
    /// assert_eq!(typed.rebased(&before, after), both);
    /// ```
    #[must_use]
    pub fn rebased(self, before: &Self, after: Self) -> Self {
        Self {
            invite_to_media: newer(self.invite_to_media, &before.invite_to_media, after.invite_to_media),
            media_page: newer(self.media_page, &before.media_page, after.media_page),
            allowed_users: newer(self.allowed_users, &before.allowed_users, after.allowed_users),
            allowed_people: newer(self.allowed_people, &before.allowed_people, after.allowed_people),
            allowed_groups: newer(self.allowed_groups, &before.allowed_groups, after.allowed_groups),
            link_duration_minutes: newer(
                self.link_duration_minutes,
                &before.link_duration_minutes,
                after.link_duration_minutes,
            ),
            link_devices: newer(self.link_devices, &before.link_devices, after.link_devices),
            mailed_code: newer(self.mailed_code, &before.mailed_code, after.mailed_code),
            grants: newer(self.grants, &before.grants, after.grants),
            invitations_per_host: newer(
                self.invitations_per_host,
                &before.invitations_per_host,
                after.invitations_per_host,
            ),
            invitations_per_room: newer(
                self.invitations_per_room,
                &before.invitations_per_room,
                after.invitations_per_room,
            ),
            plus_addresses: newer(self.plus_addresses, &before.plus_addresses, after.plus_addresses),
            blocked_domains: newer(self.blocked_domains, &before.blocked_domains, after.blocked_domains),
            allowed_domains: newer(self.allowed_domains, &before.allowed_domains, after.allowed_domains),
            guest_links: newer(self.guest_links, &before.guest_links, after.guest_links),
            advance_entry_minutes: newer(
                self.advance_entry_minutes,
                &before.advance_entry_minutes,
                after.advance_entry_minutes,
            ),
            guests_kept_days: newer(self.guests_kept_days, &before.guests_kept_days, after.guests_kept_days),
        }
    }

    /// The settings that are typed. Domains that are not ASCII go through `to_ascii`, as in [`EmailAddress::parse_with`].
    ///
    /// # Errors
    /// Each field that cannot be read, in the order of the form, with the first thing that is wrong with it.
    pub fn read(
        &self,
        to_ascii: impl Fn(&str) -> Result<String, EmailProblem>,
    ) -> Result<Settings, Vec<(SettingsField, SettingsProblem)>> {
        let mut problems = Vec::new();
        let mut keep = |field, result: Result<u32, SettingsProblem>| {
            result.unwrap_or_else(|problem| {
                problems.push((field, problem));
                0
            })
        };
        let link_duration_minutes =
            keep(SettingsField::LinkDuration, number(&self.link_duration_minutes, 1, MOST_MINUTES));
        let link_devices = match self.link_devices.trim() {
            "" => None,
            typed => Some(keep(SettingsField::LinkDevices, number(typed, 1, MOST_DEVICES))),
        };
        let mut limit = |field, typed: &str| match typed.trim() {
            "" => None,
            typed => Some(keep(field, number(typed, 1, MOST_INVITATIONS))),
        };
        let invitations_per_host = limit(SettingsField::InvitationsPerHost, &self.invitations_per_host);
        let invitations_per_room = limit(SettingsField::InvitationsPerRoom, &self.invitations_per_room);
        let advance_entry_minutes =
            keep(SettingsField::AdvanceEntry, number(&self.advance_entry_minutes, 0, MOST_ADVANCE));
        let guests_kept_days = match self.guests_kept_days.trim() {
            "" => None,
            typed => Some(keep(SettingsField::GuestsKept, number(typed, LEAST_DAYS, MOST_DAYS))),
        };
        let mut list = |field, typed: &str| {
            domains(typed, &to_ascii).unwrap_or_else(|problem| {
                problems.push((field, problem));
                Vec::new()
            })
        };
        let blocked_domains = list(SettingsField::BlockedDomains, &self.blocked_domains);
        let allowed_domains = list(SettingsField::AllowedDomains, &self.allowed_domains);
        let (allowed_people, allowed_groups) = (once(&self.allowed_people), once(&self.allowed_groups));
        if allowed_people.len() + allowed_groups.len() > MOST_NAMED {
            problems.push((SettingsField::AllowedPeople, SettingsProblem::TooManyNamed));
        }
        problems.sort_by_key(|(field, _)| SettingsField::ALL.iter().position(|one| one == field));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Settings {
            invite_to_media: self.invite_to_media,
            media_page: self.media_page,
            allowed_users: self.allowed_users,
            allowed_people,
            allowed_groups,
            link_duration_minutes,
            link_devices: link_devices.and_then(|devices| u16::try_from(devices).ok()),
            mailed_code: self.mailed_code,
            grants: self.grants,
            invitations_per_host,
            invitations_per_room,
            plus_addresses: self.plus_addresses,
            blocked_domains,
            allowed_domains,
            guest_links: self.guest_links,
            advance_entry_minutes,
            guests_kept_days,
        })
    }
}

fn typed(limit: Option<u32>) -> String {
    limit.map(|most| most.to_string()).unwrap_or_default()
}

/// Each of them once, in the order chosen.
fn once<T: Copy + PartialEq>(chosen: &[T]) -> Vec<T> {
    chosen.iter().enumerate().filter(|(at, one)| !chosen[..*at].contains(one)).map(|(_, one)| *one).collect()
}

fn number(typed: &str, least: u32, most: u32) -> Result<u32, SettingsProblem> {
    let read = typed.trim().parse().ok().filter(|number| (least..=most).contains(number));
    read.ok_or(SettingsProblem::NotANumber(least, most))
}

/// Each domain once, in the order typed, in the form in which addresses are kept.
fn domains(
    typed: &str,
    to_ascii: &impl Fn(&str) -> Result<String, EmailProblem>,
) -> Result<Vec<String>, SettingsProblem> {
    let mut found = Vec::new();
    for entry in typed.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';')) {
        let plain = entry.trim_start_matches("*.").trim_start_matches(['.', '@']);
        if plain.is_empty() {
            continue;
        }
        // Checked as part of an address: what no address can have would match nobody.
        let address = EmailAddress::parse_with(&format!("anybody@{plain}"), to_ascii)
            .map_err(|problem| SettingsProblem::Domain(entry.to_owned(), problem))?;
        let domain = address.domain().to_owned();
        if !found.contains(&domain) {
            found.push(domain);
        }
    }
    if found.len() > MOST_DOMAINS { Err(SettingsProblem::TooManyDomains) } else { Ok(found) }
}
