//! What a change of the settings does to hosts and to links that are already out.

use serde::{Deserialize, Serialize};

use super::{PlusRule, Settings};
use crate::email::EmailAddress;
use crate::language::{Say, Sentence, says_english};
use crate::mailed_code::CodePolicy;
use crate::role::{ApplicationRole, HostKind, Role};
use crate::{say, say_count};

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
pub enum SettingsEffect {
    /// Nobody can invite any more.
    InvitingEnds,
    /// People below this role cannot invite any more.
    FewerMayInvite(ApplicationRole),
    /// So many people and groups are not named any more.
    FewerNamed(u32),
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
    /// Nobody can be invited with this type any more.
    TypeEnds(Role),
    /// Some kinds of host may give fewer types.
    FewerTypes,
    /// Invitations of the last 24 hours count, so some may have to wait.
    LimitCounts,
    /// An address with a tag stands for the same person as without it.
    TagsJoin,
    /// Guest links let nobody new in any more.
    GuestLinksEnd,
    /// Guest links that are switched on let people in again.
    GuestLinksReturn,
    /// The guests of so many sessions are erased, which cannot be taken back.
    GuestsErased(u32),
}

impl SettingsEffect {
    /// Whether it locks somebody out, so that the administrator is asked first.
    pub const fn locks_out(self) -> bool {
        match self {
            Self::InvitingEnds
            | Self::FewerMayInvite(_)
            | Self::FewerNamed(_)
            | Self::LinksShut(_)
            | Self::CodesCannotBeSent
            | Self::GuestLinksEnd => true,
            Self::LinksOpened(_)
            | Self::CodesAsked(_)
            | Self::DevicesStay(_)
            | Self::EndsStay
            | Self::TypeEnds(_)
            | Self::FewerTypes
            | Self::LimitCounts
            | Self::TagsJoin
            | Self::GuestLinksReturn
            | Self::GuestsErased(_) => false,
        }
    }
}

impl SettingsEffect {
    /// Whether it erases something, so that the administrator is asked first and told that there is no way back.
    pub const fn erases(self) -> bool {
        matches!(self, Self::GuestsErased(_))
    }
}

impl Say for SettingsEffect {
    fn say(&self) -> Sentence {
        match self {
            Self::InvitingEnds => say!(
                "Nobody can invite any more. Links that are out go on working, and hosts can still remove them."
            ),
            Self::FewerMayInvite(role) => say!(
                "Hosts whose role on the site is below {role} cannot invite any more. Links they have given go on working.",
                role = role.say()
            ),
            Self::FewerNamed(count) => say_count!(
                *count,
                "1 person or group is not named any more: who is below the role cannot invite. Links they have given go on working.",
                "{count} people or groups are not named any more: who is below the role cannot invite. Links they have given go on working."
            ),
            Self::LinksShut(count) => say_count!(
                *count,
                "1 link that is out lets nobody in any more, because of its address.",
                "{count} links that are out let nobody in any more, because of their addresses."
            ),
            Self::LinksOpened(count) => say_count!(
                *count,
                "1 link that let nobody in works again.",
                "{count} links that let nobody in work again."
            ),
            Self::CodesAsked(count) => say_count!(
                *count,
                "The guest of 1 link that is out is asked for a code the next time they come in. Whoever is inside stays.",
                "The guests of {count} links that are out are asked for a code the next time they come in. Whoever is inside stays."
            ),
            Self::CodesCannotBeSent => say!(
                "No mail leaves this site, so nobody gets a code: guests who are asked for one cannot come in. Name a mail server on the page of mails first."
            ),
            Self::DevicesStay(count) => say_count!(
                *count,
                "1 link is used on more devices than that. They go on; only new ones are refused.",
                "{count} links are used on more devices than that. They go on; only new ones are refused."
            ),
            Self::TypeEnds(role) => say!(
                "Nobody can be invited as {role} any more. Whoever is invited so stays it.",
                role = role.say()
            ),
            Self::FewerTypes => {
                say!("Some hosts may give fewer invitation types. Links they have given keep theirs.")
            }
            Self::LimitCounts => say!(
                "Invitations of the last 24 hours count. Hosts and rooms that have reached the limit wait until it is possible again."
            ),
            Self::TagsJoin => say!(
                "Guests may name their address with a tag or without it. Where both are invited to one room, both invitations stay."
            ),
            Self::GuestLinksEnd => say!(
                "Guest links let nobody new in any more. Whoever has come by one stays until the session is over."
            ),
            Self::GuestLinksReturn => {
                say!("Guest links that their hosts have switched on let people in again.")
            }
            Self::GuestsErased(count) => say_count!(
                *count,
                "The personal data of the guests of 1 session that ended longer ago is erased within the hour. That cannot be taken back.",
                "The personal data of the guests of {count} sessions that ended longer ago is erased within the hour. That cannot be taken back."
            ),
            Self::EndsStay => say!(
                "Links that are out keep the end they have, and never end sooner. New invitations follow the new rule."
            ),
        }
    }
}

says_english!(SettingsEffect);

/// What changing `before` into `after` does. `mails_leave` says whether the site has a mail server.
pub fn effects(
    before: &Settings,
    after: &Settings,
    links: &[LinkOut],
    mails_leave: bool,
) -> Vec<SettingsEffect> {
    let may_invite = |settings: &Settings| {
        settings.invite_to_media
            && settings.media_page
            && Role::INVITATION_TYPES.into_iter().any(|role| settings.grants.offers(role))
    };
    let ends = |role: &Role| before.grants.offers(*role) && !after.grants.offers(*role);
    let ended = Role::INVITATION_TYPES.into_iter().filter(ends).collect::<Vec<_>>();
    let has_less = |kind: &HostKind| {
        let (had, has) = (before.grants.of(*kind), after.grants.of(*kind));
        had.list().into_iter().any(|role| !has.has(role) && !ended.contains(&role))
    };
    let is_lower = |before: Option<u32>, after: Option<u32>| {
        after.is_some_and(|after| before.is_none_or(|before| after < before))
    };
    let limits_more = is_lower(before.invitations_per_host, after.invitations_per_host)
        || is_lower(before.invitations_per_room, after.invitations_per_room);
    let joins = before.plus_addresses != PlusRule::SamePerson && after.plus_addresses == PlusRule::SamePerson;
    let types = ended.iter().filter(|_| may_invite(after)).map(|role| Some(SettingsEffect::TypeEnds(*role)));
    let asks = |settings: &Settings, link: &LinkOut| settings.mailed_code.asks(link.role);
    let is_over = |settings: &Settings, link: &LinkOut| {
        settings.link_devices.is_some_and(|allowed| link.devices > allowed)
    };
    let turned = |was: &dyn Fn(&Settings, &LinkOut) -> bool| {
        count(links.iter().filter(|link| !was(before, link) && was(after, link)))
    };
    let is_shut = |settings: &Settings, link: &LinkOut| !settings.accepts(&link.email);
    let opened = count(links.iter().filter(|link| is_shut(before, link) && !is_shut(after, link)));
    let (shut, asked, over) = (turned(&is_shut), turned(&asks), turned(&is_over));
    let unnamed = count_gone(&before.allowed_people, &after.allowed_people)
        + count_gone(&before.allowed_groups, &after.allowed_groups);
    let asks_more = after.mailed_code != before.mailed_code && after.mailed_code != CodePolicy::Nobody;
    [
        (may_invite(before) && !may_invite(after)).then_some(SettingsEffect::InvitingEnds),
        (may_invite(after) && after.allowed_users > before.allowed_users)
            .then_some(SettingsEffect::FewerMayInvite(after.allowed_users)),
        (may_invite(after) && unnamed > 0).then_some(SettingsEffect::FewerNamed(unnamed)),
        (shut > 0).then_some(SettingsEffect::LinksShut(shut)),
        (opened > 0).then_some(SettingsEffect::LinksOpened(opened)),
        (asks_more && !mails_leave).then_some(SettingsEffect::CodesCannotBeSent),
        (asked > 0).then_some(SettingsEffect::CodesAsked(asked)),
        (over > 0).then_some(SettingsEffect::DevicesStay(over)),
        (may_invite(after) && HostKind::ALL.iter().any(has_less)).then_some(SettingsEffect::FewerTypes),
        limits_more.then_some(SettingsEffect::LimitCounts),
        joins.then_some(SettingsEffect::TagsJoin),
        (before.guest_links && !after.guest_links).then_some(SettingsEffect::GuestLinksEnd),
        (after.guest_links && !before.guest_links).then_some(SettingsEffect::GuestLinksReturn),
        (after.link_duration_minutes != before.link_duration_minutes && !links.is_empty())
            .then_some(SettingsEffect::EndsStay),
    ]
    .into_iter()
    .chain(types)
    .flatten()
    .collect()
}

fn count_gone<T: PartialEq>(before: &[T], after: &[T]) -> u32 {
    u32::try_from(before.iter().filter(|one| !after.contains(one)).count()).unwrap_or(u32::MAX)
}

fn count<'a>(links: impl Iterator<Item = &'a LinkOut>) -> u32 {
    u32::try_from(links.count()).unwrap_or(u32::MAX)
}
