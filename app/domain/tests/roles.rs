//! What each role may do, and who is what kind of host.

use core::fmt::Debug;
use core::str::FromStr;

use domain::Permission::{
    AnswerInteractions, AnswerQuestions, AskPrivately, Backchannel, Chat, HostSession, InitiateInteractions,
    ManagePeople, ModerateChat, Questions, React, ReadChat,
};
use domain::invitation::InvitationState;
use domain::room::Audience;
use domain::{ApplicationRole, HostKind, Role};

#[test]
fn each_role_may_do_what_the_guide_says_and_nothing_else() {
    let columns = [
        Chat,
        Questions,
        AnswerInteractions,
        InitiateInteractions,
        Backchannel,
        ModerateChat,
        AnswerQuestions,
        ManagePeople,
        HostSession,
    ];
    let table = [
        (Role::Guest, [false, false, true, false, false, false, false, false, false]),
        (Role::Viewer, [true, true, true, false, false, false, false, false, false]),
        (Role::Moderator, [true, true, true, true, true, true, true, true, false]),
        (Role::Speaker, [true, true, true, false, true, false, true, false, false]),
        (Role::Host, [true; 9]),
    ];
    assert_eq!(table.map(|(role, _)| role), Role::ALL);
    for (role, row) in table {
        assert_eq!(columns.map(|permission| role.can(permission)), row, "{role}: {columns:?}");
        let named = role.permissions().iter().filter(|permission| columns.contains(permission));
        assert_eq!(named.count(), row.iter().filter(|may| **may).count(), "{role}: no doubles");
        let for_all = [ReadChat, React, AskPrivately];
        assert_eq!(for_all.map(|permission| role.can(permission)), [true; 3], "{role}: {for_all:?}");
    }
}

#[test]
fn guests_have_less_than_any_invitation_type() {
    for permission in Role::Guest.permissions() {
        assert!(Role::INVITATION_TYPES.into_iter().all(|role| role.can(*permission)), "{permission}");
    }
    assert!(Role::INVITATION_TYPES.into_iter().all(|role| role > Role::Guest));
}

#[test]
fn the_window_offers_the_three_types_in_the_order_of_the_guide() {
    assert_eq!(Role::INVITATION_TYPES.map(|role| role.to_string()), ["Viewer", "Moderator", "Speaker"]);
}

#[test]
fn hosts_are_above_all_three() {
    assert!(Role::INVITATION_TYPES.into_iter().all(|role| role < Role::Host));
    let mut all = Role::ALL.iter().flat_map(|role| role.permissions());
    assert!(all.all(|permission| Role::Host.can(*permission)));
}

#[test]
fn kinds_of_host_differ_in_what_they_may_change() {
    let table = [
        (HostKind::CoPublisher, false, false),
        (HostKind::CoEditor, true, false),
        (HostKind::CoOwner, true, true),
        (HostKind::Owner, true, true),
    ];
    assert_eq!(table.map(|(kind, ..)| kind), HostKind::ALL);
    for (kind, may_edit, may_own) in table {
        assert_eq!((kind.may_edit(), kind.may_own()), (may_edit, may_own), "{kind}");
    }
}

#[test]
fn application_roles_include_the_ones_before() {
    let table = [
        (ApplicationRole::Viewer, false, false),
        (ApplicationRole::PrivateOnly, true, false),
        (ApplicationRole::Admin, true, true),
        (ApplicationRole::UnmoderatedAdmin, true, true),
    ];
    assert_eq!(table.map(|(role, ..)| role), ApplicationRole::ALL);
    assert!(table.is_sorted_by_key(|(role, ..)| *role));
    for (role, creates_rooms, administers) in table {
        assert_eq!(
            (role.may_create_rooms(), role.is_administrator()),
            (creates_rooms, administers),
            "{role}"
        );
    }
}

fn words_are_the_same_everywhere<T>(all: &[T], word: fn(T) -> &'static str)
where
    T: Copy + Debug + PartialEq + FromStr<Err: Debug> + serde::Serialize,
{
    for value in all {
        let json = serde_json::to_string(value).expect("it can be written");
        assert_eq!(json, format!("{:?}", word(*value)));
        assert_eq!(word(*value).parse::<T>().expect("its own word is known"), *value);
    }
    assert!("Viewer ".parse::<T>().is_err() && "".parse::<T>().is_err());
}

#[test]
fn words_in_databases_and_on_the_wire_are_the_same() {
    words_are_the_same_everywhere(Role::ALL, Role::word);
    words_are_the_same_everywhere(HostKind::ALL, HostKind::word);
    words_are_the_same_everywhere(ApplicationRole::ALL, ApplicationRole::word);
    words_are_the_same_everywhere(InvitationState::ALL, InvitationState::word);
    words_are_the_same_everywhere(Audience::ALL, Audience::word);
}
