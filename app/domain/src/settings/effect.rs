//! What a change of the settings does to hosts, to guests and to links that are already out.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::role::{ApplicationRole, HostKind, Role};
use crate::{say, say_count};

/// What a change of the settings does, besides the obvious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingsEffect {
    /// Nobody can invite any more.
    InvitingEnds,
    /// People below this role cannot invite any more.
    FewerMayInvite(ApplicationRole),
    /// This kind of host may give no type any more, and so cannot invite.
    KindMayNotInvite(HostKind),
    /// So many people and groups are not named any more.
    FewerNamed(u32),
    /// So many links let nobody in any more, because of their address.
    LinksShut(u32),
    /// So many people who hold a place by a guest link cannot come back in, because of their address.
    PlacesShut(u32),
    /// So many guests who are inside are put out at once, because of their address.
    PutOut(u32),
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
    /// Some kinds of host may give fewer types, and still some.
    FewerTypes,
    /// Invitations of the last 24 hours count, so some may have to wait.
    LimitCounts,
    /// So many hosts have invited as many as that already.
    HostsAtLimit(u32),
    /// So many rooms have had as many invitations as that already.
    RoomsAtLimit(u32),
    /// An address with a tag stands for the same person as without it.
    TagsJoin,
    /// An address with a tag does not stand for that person any more.
    TagsPart,
    /// Guest links let nobody new in any more.
    GuestLinksEnd,
    /// Guest links that are switched on let people in again.
    GuestLinksReturn,
    /// Everybody is asked for a code but those who come by a guest link.
    GuestLinksAskNoCode,
    /// The guests of so many sessions are erased, which cannot be taken back.
    GuestsErased(u32),
}

impl SettingsEffect {
    /// Whether it locks somebody out, so that the administrator is asked first.
    pub const fn locks_out(self) -> bool {
        match self {
            Self::InvitingEnds
            | Self::FewerMayInvite(_)
            | Self::KindMayNotInvite(_)
            | Self::FewerNamed(_)
            | Self::LinksShut(_)
            | Self::PlacesShut(_)
            | Self::PutOut(_)
            | Self::HostsAtLimit(_)
            | Self::RoomsAtLimit(_)
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
            | Self::TagsPart
            | Self::GuestLinksReturn
            | Self::GuestLinksAskNoCode
            | Self::GuestsErased(_) => false,
        }
    }

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
            Self::KindMayNotInvite(kind) => say!(
                "{kind}: who hosts a room as this cannot invite any more, because there is no invitation type left to give. Links they have given go on working.",
                kind = kind.say()
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
            Self::PlacesShut(count) => say_count!(
                *count,
                "1 person who holds a place by a guest link cannot come back in, because of their address.",
                "{count} people who hold a place by a guest link cannot come back in, because of their addresses."
            ),
            Self::PutOut(count) => say_count!(
                *count,
                "1 person inside is put out at once, because of their address.",
                "{count} people inside are put out at once, because of their addresses."
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
            Self::HostsAtLimit(count) => say_count!(
                *count,
                "1 host has invited that many already, and cannot invite until it is possible again.",
                "{count} hosts have invited that many already, and cannot invite until it is possible again."
            ),
            Self::RoomsAtLimit(count) => say_count!(
                *count,
                "1 room has had that many invitations already: nobody can be invited to it until it is possible again.",
                "{count} rooms have had that many invitations already: nobody can be invited to them until it is possible again."
            ),
            Self::TagsJoin => say!(
                "Guests may name their address with a tag or without it. Where both are invited to one room, both invitations stay."
            ),
            Self::TagsPart => say!(
                "An address with a tag stands for somebody else than the one without it. Guests name exactly the address that is invited, or are signed in with it."
            ),
            Self::GuestLinksEnd => say!(
                "Guest links let nobody new in any more. Whoever has come by one stays until the session is over."
            ),
            Self::GuestLinksReturn => {
                say!("Guest links that their hosts have switched on let people in again.")
            }
            Self::GuestLinksAskNoCode => say!(
                "Whoever comes by a guest link is asked for no code: nobody checks the address they type. Guest links can be switched off."
            ),
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
