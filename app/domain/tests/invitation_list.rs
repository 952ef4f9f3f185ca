//! The hosts' list of invitations: how each stands, which are shown, in which order.

use domain::invitation::{
    Filter, Invitation, InvitationState, ListView, Listed, Order, Standing, TryCause, arrange,
};
use domain::link_policy::Tries;
use domain::people::search_key;
use domain::{EmailAddress, InvitationId, PersonName, Role, RoomId, Timestamp};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_millis(1_000);

const fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

/// Open, not opened yet, and with a day to live.
fn invitation(number: u64, first: &str, last: &str, role: Role) -> Invitation {
    Invitation {
        id: InvitationId::from_bits(number.into()),
        room: RoomId::from_bits(1),
        email: EmailAddress::parse(&format!("{}@example.org", search_key(first))).expect("an address"),
        name: PersonName::parse(first, last).expect("a name"),
        role,
        state: InvitationState::Open,
        generation: 1,
        expires_at: at(90_000),
        tries: Tries::default(),
        link_requested_at: None,
        declined_at: None,
    }
}

fn listed(invitation: &Invitation, invited_at: i64) -> Listed<'_> {
    Listed {
        invitation,
        invited_at: at(invited_at),
        is_in_use: false,
        last_seen_at: None,
        causes: &[],
        mail_failed: false,
    }
}

fn some() -> [Invitation; 3] {
    [
        Invitation { expires_at: at(70_000), ..invitation(1, "Ana", "Ruiz", Role::Viewer) },
        Invitation { expires_at: at(80_000), ..invitation(2, "Élodie", "Adam", Role::Speaker) },
        Invitation { expires_at: at(60_000), ..invitation(3, "Bo", "Müller", Role::Moderator) },
    ]
}

fn names(query: &str, order: Order) -> Vec<String> {
    let all = some();
    let mut rows: Vec<_> = all.iter().zip(1..).map(|(one, invited_at)| listed(one, invited_at)).collect();
    rows[0].last_seen_at = Some(at(5));
    rows[1].last_seen_at = Some(at(9));
    let view = ListView { query: query.to_owned(), filter: Filter::All, order };
    let places = arrange(&rows, &view, NOW).places;
    places.into_iter().map(|place| rows[place].invitation.name.first().to_owned()).collect()
}

#[test]
fn each_order_is_what_it_says() {
    assert_eq!(names("", Order::Latest), ["Bo", "Élodie", "Ana"]);
    assert_eq!(names("", Order::Name), ["Élodie", "Bo", "Ana"]);
    assert_eq!(names("", Order::Type), ["Élodie", "Bo", "Ana"]);
    assert_eq!(names("", Order::Expiry), ["Bo", "Ana", "Élodie"]);
    assert_eq!(names("", Order::LastSeen), ["Élodie", "Ana", "Bo"], "who was never seen comes last");
}

#[test]
fn people_are_found_by_name_address_and_type_without_their_accents() {
    assert_eq!(names("elodie", Order::Latest), ["Élodie"]);
    assert_eq!(names("muller bo", Order::Latest), ["Bo"]);
    assert_eq!(names("ana@example", Order::Latest), ["Ana"]);
    assert_eq!(names("Moderator", Order::Latest), ["Bo"]);
    assert_eq!(names("nobody", Order::Latest), [""; 0]);
    assert_eq!(names(" ", Order::Latest).len(), 3, "nothing typed finds everybody");
}

#[test]
fn removed_ones_come_last_in_every_order() {
    let mut all = some();
    all[2].state = InvitationState::Removed;
    all[1].state = InvitationState::Removed;
    let rows: Vec<_> = all.iter().map(|one| listed(one, 1)).collect();
    for order in Order::ALL {
        let view = ListView { order: *order, ..ListView::default() };
        assert_eq!(arrange(&rows, &view, NOW).places[0], 0, "{order:?}");
    }
}

#[test]
fn a_link_expires_at_its_moment() {
    let one = invitation(1, "Ana", "Ruiz", Role::Viewer);
    assert_eq!(listed(&one, 1).standing(at(89_999)), Standing::NotOpened);
    assert_eq!(listed(&one, 1).standing(at(90_000)), Standing::Expired);
}

#[test]
fn the_strongest_word_stands_for_an_invitation() {
    let open = invitation(1, "Ana", "Ruiz", Role::Viewer);
    let used = Listed { is_in_use: true, ..listed(&open, 1) };
    assert_eq!(used.standing(NOW), Standing::InUse);
    assert_eq!(used.standing(at(90_000)), Standing::Expired);
    let declined = Invitation { declined_at: Some(at(5)), ..open.clone() };
    assert_eq!(Listed { invitation: &declined, ..used }.standing(at(90_000)), Standing::Declined);
    let removed = Invitation { state: InvitationState::Removed, ..declined };
    assert_eq!(Listed { invitation: &removed, ..used }.standing(at(90_000)), Standing::Removed);
}

#[test]
fn requests_refused_tries_and_failed_mails_need_a_host() {
    let open = invitation(1, "Ana", "Ruiz", Role::Viewer);
    assert!(!listed(&open, 1).needs_host());
    assert!(Listed { mail_failed: true, ..listed(&open, 1) }.needs_host());
    assert!(Listed { causes: &[TryCause::WrongAddress], ..listed(&open, 1) }.needs_host());
    let asking = Invitation { link_requested_at: Some(at(5)), ..open };
    assert!(listed(&asking, 1).needs_host());
}

#[test]
fn a_removed_invitation_needs_a_host_only_when_its_guest_has_come_since() {
    let open = invitation(1, "Ana", "Ruiz", Role::Viewer);
    let removed = Invitation { state: InvitationState::Removed, ..open };
    let old = Listed { causes: &[TryCause::WrongAddress], mail_failed: true, ..listed(&removed, 1) };
    assert!(!old.needs_host());
    assert!(Listed { causes: &[TryCause::Removed], ..old }.needs_host());
    let asking = Invitation { link_requested_at: Some(at(5)), ..removed.clone() };
    assert!(listed(&asking, 1).needs_host());
}

#[test]
fn each_filter_keeps_what_it_is_named_after_and_counts_it() {
    let mut all = some().to_vec();
    all[0].declined_at = Some(at(5));
    all[1].state = InvitationState::Removed;
    all.push(invitation(4, "Cy", "Lim", Role::Viewer));
    all.push(Invitation { expires_at: at(10), ..invitation(5, "Di", "Lim", Role::Viewer) });
    all.push(Invitation { link_requested_at: Some(at(7)), ..invitation(6, "Ed", "Lim", Role::Viewer) });
    let mut rows: Vec<_> = all.iter().map(|one| listed(one, 1)).collect();
    rows[2].is_in_use = true;
    let kept = |filter, query: &str| {
        let view = ListView { filter, query: query.to_owned(), order: Order::Name };
        let arranged = arrange(&rows, &view, NOW);
        let count = usize::try_from(arranged.counts.of(filter)).expect("few");
        assert_eq!(arranged.places.len(), count, "{filter:?}");
        arranged.places.into_iter().map(|place| all[place].name.first().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kept(Filter::All, "").len(), 6);
    assert_eq!(kept(Filter::NeedsYou, ""), ["Ed"]);
    assert_eq!(kept(Filter::NotOpened, ""), ["Cy", "Ed"]);
    assert_eq!(kept(Filter::InUse, ""), ["Bo"]);
    assert_eq!(kept(Filter::Expired, ""), ["Di"]);
    assert_eq!(kept(Filter::Declined, ""), ["Ana"]);
    assert_eq!(kept(Filter::Removed, ""), ["Élodie"]);
    assert_eq!(kept(Filter::NotOpened, "ed lim"), ["Ed"], "counts are of those that are found");
}

#[test]
fn the_words_of_a_view_are_read_back() {
    for filter in Filter::ALL {
        assert_eq!(filter.word().parse(), Ok(*filter));
        assert_eq!(serde_json::to_string(filter).expect("JSON"), format!("{:?}", filter.word()));
    }
    for order in Order::ALL {
        assert_eq!(order.word().parse(), Ok(*order));
        assert_eq!(serde_json::to_string(order).expect("JSON"), format!("{:?}", order.word()));
    }
}

proptest! {
    #[test]
    fn every_invitation_has_one_standing_and_no_order_loses_any(
        facts in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>(), 0_i64..2_000, 0_i64..9), 0..20),
        order in prop::sample::select(Order::ALL),
    ) {
        let all: Vec<_> = facts.iter().zip(0..).map(|((removed, declined, _, expires_at, _), number)| Invitation {
            state: if *removed { InvitationState::Removed } else { InvitationState::Open },
            declined_at: declined.then_some(at(1)),
            expires_at: at(*expires_at),
            ..invitation(number, "Ana", "Ruiz", Role::Viewer)
        }).collect();
        let rows: Vec<_> = all.iter().zip(&facts)
            .map(|(one, facts)| Listed { is_in_use: facts.2, ..listed(one, facts.4) })
            .collect();
        let view = ListView { order, ..ListView::default() };
        let arranged = arrange(&rows, &view, NOW);
        let mut places = arranged.places.clone();
        places.sort_unstable();
        prop_assert_eq!(places, (0..rows.len()).collect::<Vec<_>>());
        let standings = [Filter::NotOpened, Filter::InUse, Filter::Expired, Filter::Declined, Filter::Removed];
        let sum: u32 = standings.iter().map(|filter| arranged.counts.of(*filter)).sum();
        prop_assert_eq!(sum, arranged.counts.of(Filter::All));
    }
}
