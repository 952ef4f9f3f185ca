//! Changing what the administrator has decided ([`crate::settings`]): what is typed, what is wrong with it, and what a change
//! does to hosts and to links that are already out.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::email::{EmailAddress, EmailProblem};
use crate::mailed_code::CodePolicy;
use crate::role::{ApplicationRole, Role};
use crate::settings::Settings;
use crate::words::words;

/// The settings as they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyForm {
    pub invite_to_media: bool,
    pub media_page: bool,
    pub allowed_users: ApplicationRole,
    pub link_duration_minutes: String,
    /// Empty is unlimited.
    pub link_devices: String,
    pub mailed_code: CodePolicy,
    /// Parted by white space, commas or semicolons.
    pub blocked_domains: String,
    pub allowed_domains: String,
    pub advance_entry_minutes: String,
}

/// A field that people type into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolicyField {
    LinkDuration,
    LinkDevices,
    BlockedDomains,
    AllowedDomains,
    AdvanceEntry,
}

words!(PolicyField {
    LinkDuration => "link_duration_minutes",
    LinkDevices => "link_devices",
    BlockedDomains => "blocked_domains",
    AllowedDomains => "allowed_domains",
    AdvanceEntry => "advance_entry_minutes",
});

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyProblem {
    /// It must be a whole number from the first to the second.
    NotANumber(u32, u32),
    /// The entry, and what is wrong with it.
    Domain(String, EmailProblem),
    TooManyDomains,
}

impl fmt::Display for PolicyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(least, most) => write!(f, "Enter a whole number from {least} to {most}."),
            Self::Domain(entry, EmailProblem::LookAlikeDomain) => {
                write!(f, "{entry}: this domain mixes letters that look alike.")
            }
            Self::Domain(entry, _) => {
                write!(f, "{entry} is no domain. Write domains as in example.org, one on each line.")
            }
            Self::TooManyDomains => write!(f, "At most {MOST_DOMAINS} domains can be listed."),
        }
    }
}

/// A year, in minutes.
const MOST_MINUTES: u32 = 365 * 24 * 60;
/// A day, in minutes.
const MOST_ADVANCE: u32 = 24 * 60;
const MOST_DEVICES: u32 = 1_000;
const MOST_DOMAINS: usize = 1_000;

impl From<&Settings> for PolicyForm {
    fn from(settings: &Settings) -> Self {
        Self {
            invite_to_media: settings.invite_to_media,
            media_page: settings.media_page,
            allowed_users: settings.allowed_users,
            link_duration_minutes: settings.link_duration_minutes.to_string(),
            link_devices: settings.link_devices.map(|devices| devices.to_string()).unwrap_or_default(),
            mailed_code: settings.mailed_code,
            blocked_domains: settings.blocked_domains.join("\n"),
            allowed_domains: settings.allowed_domains.join("\n"),
            advance_entry_minutes: settings.advance_entry_minutes.to_string(),
        }
    }
}

impl PolicyForm {
    /// The settings that are typed. Domains that are not ASCII go through `to_ascii`, as in [`EmailAddress::parse_with`].
    ///
    /// # Errors
    /// Each field that cannot be read, in the order of the form, with the first thing that is wrong with it.
    pub fn read(
        &self,
        to_ascii: impl Fn(&str) -> Result<String, EmailProblem>,
    ) -> Result<Settings, Vec<(PolicyField, PolicyProblem)>> {
        let mut problems = Vec::new();
        let mut keep = |field, result: Result<u32, PolicyProblem>| {
            result.unwrap_or_else(|problem| {
                problems.push((field, problem));
                0
            })
        };
        let link_duration_minutes =
            keep(PolicyField::LinkDuration, number(&self.link_duration_minutes, 1, MOST_MINUTES));
        let link_devices = match self.link_devices.trim() {
            "" => None,
            typed => Some(keep(PolicyField::LinkDevices, number(typed, 1, MOST_DEVICES))),
        };
        let advance_entry_minutes =
            keep(PolicyField::AdvanceEntry, number(&self.advance_entry_minutes, 0, MOST_ADVANCE));
        let mut list = |field, typed: &str| {
            domains(typed, &to_ascii).unwrap_or_else(|problem| {
                problems.push((field, problem));
                Vec::new()
            })
        };
        let blocked_domains = list(PolicyField::BlockedDomains, &self.blocked_domains);
        let allowed_domains = list(PolicyField::AllowedDomains, &self.allowed_domains);
        problems.sort_by_key(|(field, _)| PolicyField::ALL.iter().position(|one| one == field));
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Settings {
            invite_to_media: self.invite_to_media,
            media_page: self.media_page,
            allowed_users: self.allowed_users,
            link_duration_minutes,
            link_devices: link_devices.and_then(|devices| u16::try_from(devices).ok()),
            mailed_code: self.mailed_code,
            blocked_domains,
            allowed_domains,
            advance_entry_minutes,
        })
    }
}

fn number(typed: &str, least: u32, most: u32) -> Result<u32, PolicyProblem> {
    let read = typed.trim().parse().ok().filter(|number| (least..=most).contains(number));
    read.ok_or(PolicyProblem::NotANumber(least, most))
}

/// Each domain once, in the order typed, in the form in which addresses are kept.
fn domains(
    typed: &str,
    to_ascii: &impl Fn(&str) -> Result<String, EmailProblem>,
) -> Result<Vec<String>, PolicyProblem> {
    let mut found = Vec::new();
    for entry in typed.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | ';')) {
        let plain = entry.trim_start_matches("*.").trim_start_matches(['.', '@']);
        if plain.is_empty() {
            continue;
        }
        // Checked as part of an address: what no address can have would match nobody.
        let address = EmailAddress::parse_with(&format!("anybody@{plain}"), to_ascii)
            .map_err(|problem| PolicyProblem::Domain(entry.to_owned(), problem))?;
        let domain = address.domain().to_owned();
        if !found.contains(&domain) {
            found.push(domain);
        }
    }
    if found.len() > MOST_DOMAINS { Err(PolicyProblem::TooManyDomains) } else { Ok(found) }
}

/// A link that is out: it has not been removed and has not expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOut {
    pub email: EmailAddress,
    pub role: Role,
    /// How many devices use it.
    pub devices: u16,
}

/// What a change of the settings does, besides the obvious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nobody can invite any more.
    InvitingEnds,
    /// People below this role cannot invite any more.
    FewerMayInvite(ApplicationRole),
    /// So many links let nobody in any more, because of their address.
    LinksShut(u32),
    /// So many links work again.
    LinksOpened(u32),
    /// The guests of so many links are asked for a code the next time they come in.
    CodesAsked(u32),
    /// Codes are asked for, and no mail leaves this site: guests cannot come in.
    CodesCannotBeSent,
    /// So many links are used on more devices than are allowed from now on; those go on.
    DevicesStay(u32),
    /// Links that are out keep the end they have.
    EndsStay,
}

impl Effect {
    /// Whether it locks somebody out, so that the administrator is asked first.
    pub const fn locks_out(self) -> bool {
        match self {
            Self::InvitingEnds | Self::FewerMayInvite(_) | Self::LinksShut(_) | Self::CodesCannotBeSent => {
                true
            }
            Self::LinksOpened(_) | Self::CodesAsked(_) | Self::DevicesStay(_) | Self::EndsStay => false,
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvitingEnds => f.write_str(
                "Nobody can invite any more. Links that are out go on working, and hosts can still remove them.",
            ),
            Self::FewerMayInvite(role) => write!(
                f,
                "Hosts whose role on the site is below {role} cannot invite any more. Links they have given go on working."
            ),
            Self::LinksShut(1) => {
                f.write_str("1 link that is out lets nobody in any more, because of its address.")
            }
            Self::LinksShut(count) => {
                write!(f, "{count} links that are out let nobody in any more, because of their addresses.")
            }
            Self::LinksOpened(1) => f.write_str("1 link that let nobody in works again."),
            Self::LinksOpened(count) => write!(f, "{count} links that let nobody in work again."),
            Self::CodesAsked(1) => f.write_str(
                "The guest of 1 link that is out is asked for a code the next time they come in. Whoever is inside stays.",
            ),
            Self::CodesAsked(count) => write!(
                f,
                "The guests of {count} links that are out are asked for a code the next time they come in. Whoever is \
                 inside stays."
            ),
            Self::CodesCannotBeSent => f.write_str(
                "No mail leaves this site, so nobody gets a code: guests who are asked for one cannot come in. Start the \
                 server with SMTP_URL first.",
            ),
            Self::DevicesStay(1) => {
                f.write_str("1 link is used on more devices than that. They go on; only new ones are refused.")
            }
            Self::DevicesStay(count) => write!(
                f,
                "{count} links are used on more devices than that. They go on; only new ones are refused."
            ),
            Self::EndsStay => f.write_str(
                "Links that are out keep the end they have. A new link, or sending one again, follows the new rule.",
            ),
        }
    }
}

/// What changing `before` into `after` does. `mails_leave` says whether the site has a mail server.
pub fn effects(before: &Settings, after: &Settings, links: &[LinkOut], mails_leave: bool) -> Vec<Effect> {
    let may_invite = |settings: &Settings| settings.invite_to_media && settings.media_page;
    let asks = |settings: &Settings, link: &LinkOut| settings.mailed_code.asks(link.role);
    let is_over = |settings: &Settings, link: &LinkOut| {
        settings.link_devices.is_some_and(|allowed| link.devices > allowed)
    };
    let turned = |was: &dyn Fn(&Settings, &LinkOut) -> bool| {
        count(links.iter().filter(|link| !was(before, link) && was(after, link)))
    };
    let is_shut = |settings: &Settings, link: &LinkOut| !settings.allows_domain_of(&link.email);
    let opened = count(links.iter().filter(|link| is_shut(before, link) && !is_shut(after, link)));
    let (shut, asked, over) = (turned(&is_shut), turned(&asks), turned(&is_over));
    let asks_more = after.mailed_code != before.mailed_code && after.mailed_code != CodePolicy::Nobody;
    [
        (may_invite(before) && !may_invite(after)).then_some(Effect::InvitingEnds),
        (may_invite(after) && after.allowed_users > before.allowed_users)
            .then_some(Effect::FewerMayInvite(after.allowed_users)),
        (shut > 0).then_some(Effect::LinksShut(shut)),
        (opened > 0).then_some(Effect::LinksOpened(opened)),
        (asks_more && !mails_leave).then_some(Effect::CodesCannotBeSent),
        (asked > 0).then_some(Effect::CodesAsked(asked)),
        (over > 0).then_some(Effect::DevicesStay(over)),
        (after.link_duration_minutes != before.link_duration_minutes && !links.is_empty())
            .then_some(Effect::EndsStay),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn count<'a>(links: impl Iterator<Item = &'a LinkOut>) -> u32 {
    u32::try_from(links.count()).unwrap_or(u32::MAX)
}
