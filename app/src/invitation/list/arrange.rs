//! Which invitations the hosts' list shows, and in which order.

use domain::Timestamp;
use domain::people::search_key;

use crate::invitation::api::InvitationSummary;

/// What an invitation is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    Open,
    Expired,
    Removed,
}

impl Standing {
    pub fn of(invitation: &InvitationSummary, now: Timestamp) -> Self {
        if invitation.removed {
            Self::Removed
        } else if now >= invitation.ready.expires_at {
            Self::Expired
        } else {
            Self::Open
        }
    }

    /// The kind of its badge.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Open => "success",
            Self::Expired => "wait",
            Self::Removed => "info",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Expired => "Expired",
            Self::Removed => "Removed",
        }
    }
}

/// The orders to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    #[default]
    Latest,
    Name,
    Type,
    Expiry,
}

impl Order {
    pub const ALL: [Self; 4] = [Self::Latest, Self::Name, Self::Type, Self::Expiry];

    pub fn word(self) -> &'static str {
        match self {
            Self::Latest => "latest",
            Self::Name => "name",
            Self::Type => "type",
            Self::Expiry => "expiry",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Latest => "Latest first",
            Self::Name => "Name",
            Self::Type => "Invitation type",
            Self::Expiry => "Expires first",
        }
    }

    /// Reads a word; an unknown one is the usual order.
    pub fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default()
    }
}

/// Those whose name, address or type holds every word of `query`, in `order`; removed ones always last.
pub fn arrange(mut invitations: Vec<InvitationSummary>, query: &str, order: Order) -> Vec<InvitationSummary> {
    let words = search_key(query);
    invitations.retain(|invitation| {
        let text = found_by(invitation);
        words.split(' ').all(|word| text.contains(word))
    });
    let name = |invitation: &InvitationSummary| {
        let name = &invitation.ready.name;
        search_key(&format!("{} {}", name.last(), name.first()))
    };
    // Latest first stays the order among equals.
    invitations.sort_by_key(|invitation| core::cmp::Reverse(invitation.invited_at));
    match order {
        Order::Latest => {}
        Order::Name => invitations.sort_by_cached_key(name),
        Order::Type => invitations.sort_by_cached_key(|one| (core::cmp::Reverse(one.ready.role), name(one))),
        Order::Expiry => invitations.sort_by_key(|invitation| invitation.ready.expires_at),
    }
    invitations.sort_by_key(|invitation| invitation.removed);
    invitations
}

fn found_by(InvitationSummary { ready, .. }: &InvitationSummary) -> String {
    search_key(&format!("{} {} {}", ready.name, ready.email, ready.role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invitation::api::InvitationReady;
    use domain::{EmailAddress, InvitationId, PersonName, Role};

    fn invited(first: &str, last: &str, role: Role, at: i64) -> InvitationSummary {
        let email = format!("{}@example.org", search_key(first));
        InvitationSummary {
            mail: None,
            ready: InvitationReady {
                id: InvitationId::from_bits(1),
                email: EmailAddress::parse(&email).expect("a good address"),
                name: PersonName::parse(first, last).expect("a good name"),
                role,
                language: domain::Language::English,
                link: String::new(),
                expires_at: Timestamp::from_millis(1000 - at),
            },
            removed: false,
            invited_at: Timestamp::from_millis(at),
            devices: Vec::new(),
        }
    }

    fn some() -> Vec<InvitationSummary> {
        vec![
            invited("Ana", "Ruiz", Role::Viewer, 1),
            invited("Élodie", "Adam", Role::Speaker, 2),
            invited("Bo", "Müller", Role::Moderator, 3),
        ]
    }

    fn names(query: &str, order: Order) -> Vec<String> {
        arrange(some(), query, order).iter().map(|one| one.ready.name.first().to_owned()).collect()
    }

    #[test]
    fn each_order_is_what_it_says() {
        assert_eq!(names("", Order::Latest), ["Bo", "Élodie", "Ana"]);
        assert_eq!(names("", Order::Name), ["Élodie", "Bo", "Ana"]);
        assert_eq!(names("", Order::Type), ["Élodie", "Bo", "Ana"]);
        assert_eq!(names("", Order::Expiry), ["Bo", "Élodie", "Ana"]);
    }

    #[test]
    fn people_are_found_by_name_address_and_type_without_their_accents() {
        assert_eq!(names("elodie", Order::Latest), ["Élodie"]);
        assert_eq!(names("muller bo", Order::Latest), ["Bo"]);
        assert_eq!(names("ana@example", Order::Latest), ["Ana"]);
        assert_eq!(names("Moderator", Order::Latest), ["Bo"]);
        assert_eq!(names("nobody", Order::Latest), [""; 0]);
    }

    #[test]
    fn removed_ones_come_last() {
        let mut invitations = some();
        invitations[2].removed = true;
        let last = arrange(invitations, "", Order::Latest).pop().expect("three are there");
        assert_eq!(last.ready.name.first(), "Bo");
    }

    #[test]
    fn a_link_expires_at_its_moment_and_removal_goes_before() {
        let mut one = invited("Ana", "Ruiz", Role::Viewer, 0);
        assert_eq!(Standing::of(&one, Timestamp::from_millis(999)), Standing::Open);
        assert_eq!(Standing::of(&one, Timestamp::from_millis(1000)), Standing::Expired);
        one.removed = true;
        assert_eq!(Standing::of(&one, Timestamp::from_millis(1000)), Standing::Removed);
    }
}
