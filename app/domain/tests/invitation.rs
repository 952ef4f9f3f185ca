//! The record behind a link.

use core::time::Duration;

use domain::invitation::{Invitation, InvitationState, InvitedAgain};
use domain::link_policy::Tries;
use domain::{EmailAddress, InvitationId, PersonName, Role, RoomId, Timestamp};

const END: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn invitation(state: InvitationState) -> Invitation {
    Invitation {
        id: InvitationId::from_bits(1),
        room: RoomId::from_bits(2),
        email: EmailAddress::parse("ana@example.org").expect("the test's address is one"),
        name: PersonName::parse("Ana", "Lima").expect("the test's name is one"),
        role: Role::Speaker,
        state,
        generation: 1,
        expires_at: END,
        tries: Tries::default(),
        link_requested_at: None,
        declined_at: None,
    }
}

#[test]
fn an_invitation_that_is_alive_changes_only_on_the_hosts_word() {
    let last_moment = END.before(Duration::from_millis(1));
    assert_eq!(invitation(InvitationState::Open).invited_again(last_moment), InvitedAgain::Changed);
    assert_eq!(invitation(InvitationState::Open).invited_again(END), InvitedAgain::Renewed);
}

#[test]
fn a_guest_keeps_their_type_until_they_are_removed() {
    assert_eq!(invitation(InvitationState::Open).kept_type(), Some(Role::Speaker));
    assert_eq!(invitation(InvitationState::Removed).kept_type(), None);
}

#[test]
fn a_removed_invitation_comes_back_under_a_new_link_whether_it_has_expired_or_not() {
    for now in [END.before(Duration::from_hours(1)), END, END + Duration::from_hours(1)] {
        let again = invitation(InvitationState::Removed).invited_again(now);
        assert_eq!(again, InvitedAgain::ComesBack);
    }
}
