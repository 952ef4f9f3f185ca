//! Weighing a change of the settings: what it does to whom, before it is made.

use super::{GivenTypes, PlusRule, Settings, SettingsEffect};
use crate::email::EmailAddress;
use crate::mailed_code::CodePolicy;
use crate::role::{HostKind, Role};

/// A link that is out: it has not been removed and has not expired.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkOut {
    pub email: EmailAddress,
    pub role: Role,
    /// How many devices use it.
    pub devices: u16,
}

/// Whom and what on the site a change may touch, as far as the sessions are not over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtStake {
    pub links: Vec<LinkOut>,
    /// Where those say they read mail who hold a place by a guest link and are not inside.
    pub places: Vec<EmailAddress>,
    /// The same of all guests who are inside, whichever link they came by and whether it has expired or not.
    pub inside: Vec<EmailAddress>,
    /// How many each host has invited as far back as the [limits](crate::invite_limit::COUNTED_FOR) count.
    pub given_by_hosts: Vec<u32>,
    /// The same of each room.
    pub given_in_rooms: Vec<u32>,
    /// The site has a mail server.
    pub mails_leave: bool,
    /// Sessions whose guests are to be erased by what is to be, and not by what is.
    pub sessions_due: u32,
}

/// What changing `before` into `after` does.
pub fn effects(before: &Settings, after: &Settings, stake: &AtStake) -> Vec<SettingsEffect> {
    let change = Change { before, after, stake };
    [
        change.to_inviting(),
        change.to_addresses(),
        change.to_links(),
        change.to_guest_links(),
        change.to_what_is_kept(),
    ]
    .concat()
}

struct Change<'a> {
    before: &'a Settings,
    after: &'a Settings,
    stake: &'a AtStake,
}

impl Change<'_> {
    /// Who may invite, whom and how many.
    fn to_inviting(&self) -> Vec<SettingsEffect> {
        let Self { before, after, stake } = self;
        if !lets_invite(after) {
            return lets_invite(before).then_some(SettingsEffect::InvitingEnds).into_iter().collect();
        }
        let unnamed = count_gone(&before.allowed_people, &after.allowed_people)
            + count_gone(&before.allowed_groups, &after.allowed_groups);
        let (of_host, of_room) = (
            (before.invitations_per_host, after.invitations_per_host),
            (before.invitations_per_room, after.invitations_per_room),
        );
        let effects = [
            (after.allowed_users > before.allowed_users)
                .then_some(SettingsEffect::FewerMayInvite(after.allowed_users)),
            (unnamed > 0).then_some(SettingsEffect::FewerNamed(unnamed)),
        ];
        let limits = [
            (is_lower(of_host) || is_lower(of_room)).then_some(SettingsEffect::LimitCounts),
            some(newly_reached(of_host, &stake.given_by_hosts)).map(SettingsEffect::HostsAtLimit),
            some(newly_reached(of_room, &stake.given_in_rooms)).map(SettingsEffect::RoomsAtLimit),
        ];
        effects.into_iter().flatten().chain(self.to_types()).chain(limits.into_iter().flatten()).collect()
    }

    /// Which types are given.
    fn to_types(&self) -> Vec<SettingsEffect> {
        let (before, after) = (self.before.grants, self.after.grants);
        let ends = |role: &Role| before.offers(*role) && !after.offers(*role);
        let ended: Vec<_> = Role::INVITATION_TYPES.into_iter().filter(ends).collect();
        let is_bare = |kind: HostKind| after.of(kind) == GivenTypes::NONE;
        let falls_silent = |kind: &HostKind| is_bare(*kind) && before.of(*kind) != GivenTypes::NONE;
        let has_less = |kind: &HostKind| {
            let had = before.of(*kind).list();
            !is_bare(*kind)
                && had.into_iter().any(|role| !after.of(*kind).has(role) && !ended.contains(&role))
        };
        let silent = HostKind::ALL.iter().copied().filter(falls_silent).map(SettingsEffect::KindMayNotInvite);
        let fewer = HostKind::ALL.iter().any(has_less).then_some(SettingsEffect::FewerTypes);
        silent.chain(ended.iter().copied().map(SettingsEffect::TypeEnds)).chain(fewer).collect()
    }

    /// Whose address is accepted, and whom it stands for.
    fn to_addresses(&self) -> Vec<SettingsEffect> {
        let Self { before, after, stake } = self;
        let closes = |email: &&EmailAddress| before.accepts(email) && !after.accepts(email);
        let opens = |email: &&EmailAddress| !before.accepts(email) && after.accepts(email);
        let of_links = || stake.links.iter().map(|link| &link.email);
        let joins = |settings: &Settings| settings.plus_addresses == PlusRule::SamePerson;
        [
            some(count(of_links().filter(closes))).map(SettingsEffect::LinksShut),
            some(count(stake.places.iter().filter(closes))).map(SettingsEffect::PlacesShut),
            some(count(stake.inside.iter().filter(closes))).map(SettingsEffect::PutOut),
            some(count(of_links().filter(opens))).map(SettingsEffect::LinksOpened),
            (joins(after) && !joins(before)).then_some(SettingsEffect::TagsJoin),
            (joins(before) && !joins(after) && !stake.links.is_empty()).then_some(SettingsEffect::TagsPart),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// How links that are out are used.
    fn to_links(&self) -> Vec<SettingsEffect> {
        let Self { before, after, stake } = self;
        let turned = |is_so: &dyn Fn(&Settings, &LinkOut) -> bool| {
            some(count(stake.links.iter().filter(|link| !is_so(before, link) && is_so(after, link))))
        };
        let asks = |settings: &Settings, link: &LinkOut| settings.mailed_code.asks(link.role);
        let is_over = |settings: &Settings, link: &LinkOut| {
            settings.link_devices.is_some_and(|allowed| link.devices > allowed)
        };
        let asks_more = after.mailed_code != before.mailed_code && after.mailed_code != CodePolicy::Nobody;
        let is_other_life = after.link_duration_minutes != before.link_duration_minutes;
        [
            (asks_more && !stake.mails_leave).then_some(SettingsEffect::CodesCannotBeSent),
            turned(&asks).map(SettingsEffect::CodesAsked),
            turned(&is_over).map(SettingsEffect::DevicesStay),
            (is_other_life && !stake.links.is_empty()).then_some(SettingsEffect::EndsStay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn to_guest_links(&self) -> Vec<SettingsEffect> {
        let Self { before, after, .. } = self;
        let is_way_around =
            |settings: &Settings| settings.guest_links && settings.mailed_code == CodePolicy::Everyone;
        [
            (before.guest_links && !after.guest_links).then_some(SettingsEffect::GuestLinksEnd),
            (after.guest_links && !before.guest_links).then_some(SettingsEffect::GuestLinksReturn),
            (is_way_around(after) && !is_way_around(before)).then_some(SettingsEffect::GuestLinksAskNoCode),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Whose personal data goes.
    fn to_what_is_kept(&self) -> Vec<SettingsEffect> {
        some(self.stake.sessions_due).map(SettingsEffect::GuestsErased).into_iter().collect()
    }
}

/// Whether there is anybody who may invite at all.
fn lets_invite(settings: &Settings) -> bool {
    let is_offered = |role| settings.grants.offers(role);
    settings.invite_to_media && settings.media_page && Role::INVITATION_TYPES.into_iter().any(is_offered)
}

fn is_lower((before, after): (Option<u32>, Option<u32>)) -> bool {
    after.is_some_and(|after| before.is_none_or(|before| after < before))
}

/// How many of those who have `given` so many reach the limit by its change.
fn newly_reached((before, after): (Option<u32>, Option<u32>), given: &[u32]) -> u32 {
    let reaches = |limit: Option<u32>, given: u32| limit.is_some_and(|most| given >= most);
    count(given.iter().filter(|given| !reaches(before, **given) && reaches(after, **given)))
}

fn count_gone<T: PartialEq>(before: &[T], after: &[T]) -> u32 {
    count(before.iter().filter(|one| !after.contains(one)))
}

fn count(of: impl Iterator) -> u32 {
    u32::try_from(of.count()).unwrap_or(u32::MAX)
}

fn some(count: u32) -> Option<u32> {
    (count > 0).then_some(count)
}
