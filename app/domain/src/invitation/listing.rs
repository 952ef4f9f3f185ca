//! The hosts' list: how each invitation stands, which of them are shown, and in which order.

use core::cmp::Reverse;
use serde::{Deserialize, Serialize};

use super::{Invitation, InvitationState, TryCause};
use crate::language::{Say, Sentence, says_english};
use crate::people::{MAX_QUERY, search_key};
use crate::say;
use crate::time::Timestamp;
use crate::words::words;

/// Invitations that are answered at once.
pub const MOST_LISTED: usize = 100;

/// How an invitation stands. Asking for a link, and tries that were refused, come on top of it
/// ([`Listed::needs_host`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    NotOpened,
    InUse,
    Expired,
    Declined,
    Removed,
}

/// What a standing follows from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StandingFacts {
    pub state: InvitationState,
    pub expires_at: Timestamp,
    pub has_declined: bool,
    /// A device has claimed the link.
    pub is_in_use: bool,
}

impl Standing {
    /// The strongest word first: a removed invitation is nothing else any more, and who will not come needs no link.
    pub fn of(facts: StandingFacts, now: Timestamp) -> Self {
        if facts.state == InvitationState::Removed {
            Self::Removed
        } else if facts.has_declined {
            Self::Declined
        } else if now >= facts.expires_at {
            Self::Expired
        } else if facts.is_in_use {
            Self::InUse
        } else {
            Self::NotOpened
        }
    }
}

impl Say for Standing {
    fn say(&self) -> Sentence {
        match self {
            Self::NotOpened => say!("Not opened yet"),
            Self::InUse => say!("In use"),
            Self::Expired => say!("Expired"),
            Self::Declined => say!("Will not come"),
            Self::Removed => say!("Removed"),
        }
    }
}

says_english!(Standing);

/// Which invitations are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Filter {
    #[default]
    All,
    /// A host can help: the guest asks for a link, a try was refused, a mail could not be sent.
    NeedsYou,
    NotOpened,
    InUse,
    Expired,
    Declined,
    Removed,
}

words!(Filter {
    All => "all", NeedsYou => "needs-you", NotOpened => "not-opened", InUse => "in-use", Expired => "expired",
    Declined => "declined", Removed => "removed",
});

impl Filter {
    fn keeps(self, listed: &Listed<'_>, now: Timestamp) -> bool {
        let standing = listed.standing(now);
        match self {
            Self::All => true,
            Self::NeedsYou => listed.needs_host(),
            Self::NotOpened => standing == Standing::NotOpened,
            Self::InUse => standing == Standing::InUse,
            Self::Expired => standing == Standing::Expired,
            Self::Declined => standing == Standing::Declined,
            Self::Removed => standing == Standing::Removed,
        }
    }
}

/// The orders to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Invited last comes first.
    #[default]
    Latest,
    Name,
    Type,
    Expiry,
    /// Seen last comes first, who was never seen comes last.
    LastSeen,
}

words!(Order {
    Latest => "latest", Name => "name", Type => "type", Expiry => "expiry", LastSeen => "last-seen",
});

/// What a host has chosen to see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    /// As typed.
    #[serde(default)]
    pub query: String,
    #[serde(default)]
    pub filter: Filter,
    #[serde(default)]
    pub order: Order,
}

/// An invitation and all that the list goes by.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    pub invitation: &'a Invitation,
    pub invited_at: Timestamp,
    pub is_in_use: bool,
    pub last_seen_at: Option<Timestamp>,
    /// Why tries were refused.
    pub causes: &'a [TryCause],
    /// The last mail has been given up.
    pub mail_failed: bool,
}

impl Listed<'_> {
    pub fn standing(&self, now: Timestamp) -> Standing {
        let Invitation { state, expires_at, declined_at, .. } = *self.invitation;
        let facts = StandingFacts {
            state,
            expires_at,
            has_declined: declined_at.is_some(),
            is_in_use: self.is_in_use,
        };
        Standing::of(facts, now)
    }

    /// Whether a host can help. With a removed invitation only those need help who have come since.
    pub fn needs_host(&self) -> bool {
        let was_refused = match self.invitation.state {
            InvitationState::Open => self.mail_failed || !self.causes.is_empty(),
            InvitationState::Removed => self.causes.contains(&TryCause::Removed),
        };
        was_refused || self.invitation.link_requested_at.is_some()
    }

    /// Whether name, address and type hold every word of the folded query.
    fn is_found_by(&self, words: &str) -> bool {
        let Invitation { name, email, role, .. } = self.invitation;
        words.is_empty() || {
            let text = search_key(&format!("{name} {email} {role}"));
            words.split(' ').all(|word| text.contains(word))
        }
    }

    fn name_key(&self) -> String {
        let name = &self.invitation.name;
        search_key(&format!("{} {}", name.last(), name.first()))
    }
}

/// How many invitations each filter keeps, of those that are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterCounts([u32; 7]);

impl FilterCounts {
    pub const fn of(&self, filter: Filter) -> u32 {
        self.0[filter as usize]
    }
}

/// Which of the given invitations are shown, by their places, and how many there are for each filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arranged {
    pub places: Vec<usize>,
    pub counts: FilterCounts,
}

/// Finds, filters and orders. Among equals the latest comes first; removed ones always come last.
pub fn arrange(all: &[Listed<'_>], view: &ListView, now: Timestamp) -> Arranged {
    let words = search_key(&view.query.chars().take(MAX_QUERY).collect::<String>());
    let mut counts = FilterCounts::default();
    let mut places = Vec::new();
    for (place, listed) in all.iter().enumerate().filter(|(_, listed)| listed.is_found_by(&words)) {
        for filter in Filter::ALL.iter().filter(|filter| filter.keeps(listed, now)) {
            counts.0[*filter as usize] += 1;
        }
        if view.filter.keeps(listed, now) {
            places.push(place);
        }
    }
    sort(&mut places, all, view.order);
    Arranged { places, counts }
}

fn sort(places: &mut [usize], all: &[Listed<'_>], order: Order) {
    let at = |place: &usize| &all[*place];
    places.sort_by_key(|place| Reverse((at(place).invited_at, at(place).invitation.id)));
    match order {
        Order::Latest => {}
        Order::Name => places.sort_by_cached_key(|place| at(place).name_key()),
        Order::Type => {
            places.sort_by_cached_key(|place| (Reverse(at(place).invitation.role), at(place).name_key()));
        }
        Order::Expiry => places.sort_by_key(|place| at(place).invitation.expires_at),
        Order::LastSeen => places.sort_by_key(|place| Reverse(at(place).last_seen_at)),
    }
    places.sort_by_key(|place| at(place).invitation.state == InvitationState::Removed);
}
