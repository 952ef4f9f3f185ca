//! What a room says of itself, and who may change it.

use domain::HostKind::{self, CoEditor, CoOwner, CoPublisher, Owner};
use domain::room::DetailProblem::{
    Control, DescriptionTooLong, SpeakerTooLong, TitleMissing, TitleTooLong, TooManySpeakers,
};
use domain::room::RoomDenied::{NotEditor, NotHost, NotManager, NotOwner, RoleNotOffered, TargetIsHost};
use domain::room::{
    RoomAct, changed_hosts, may, may_change_role, may_remove, parse_description, parse_speakers, parse_title,
};
use domain::{PersonId, Role};

#[test]
fn a_title_is_one_tidy_line() {
    assert_eq!(parse_title("  Autumn   town hall ").as_deref(), Ok("Autumn town hall"));
    assert_eq!(parse_title("<b>R&D</b> 🎉").as_deref(), Ok("<b>R&D</b> 🎉"));
    assert_eq!(parse_title("two\nlines"), Err(Control));
    assert_eq!(parse_title("abc\u{202e}cba"), Err(Control));
}

#[test]
fn a_room_needs_a_title_that_can_be_seen() {
    for typed in ["", "   ", "\u{200b}", "\u{3164} \u{ad}"] {
        assert_eq!(parse_title(typed), Err(TitleMissing), "{typed:?}");
    }
}

#[test]
fn a_title_has_at_most_150_characters() {
    assert_eq!(parse_title(&format!(" {} ", "é".repeat(150))), Ok("é".repeat(150)));
    assert_eq!(parse_title(&"é".repeat(151)), Err(TitleTooLong));
}

#[test]
fn a_description_has_lines_and_may_be_empty() {
    assert_eq!(parse_description("").as_deref(), Ok(""));
    assert_eq!(parse_description("\n One\r\n\tTwo\rThree\n\n").as_deref(), Ok("One\n\tTwo\nThree"));
}

#[test]
fn a_description_has_no_control_characters() {
    for letter in "\0\u{b}\u{1b}\u{7f}\u{2028}\u{202e}\u{feff}".chars() {
        assert_eq!(parse_description(&format!("a{letter}b")), Err(Control), "{letter:?}");
    }
}

#[test]
fn a_description_has_at_most_5000_characters() {
    assert!(parse_description(&format!("{}\n", "é".repeat(5_000))).is_ok());
    assert_eq!(parse_description(&"é".repeat(5_001)), Err(DescriptionTooLong));
}

#[test]
fn speakers_stand_one_a_line() {
    let speakers = parse_speakers("Ana  Lima, CEO\r\n\r\n  \n Bo \u{200b}\n\u{200b}\n");
    assert_eq!(speakers, Ok(vec!["Ana Lima, CEO".to_owned(), "Bo \u{200b}".to_owned()]));
    assert_eq!(parse_speakers(""), Ok(Vec::new()));
}

#[test]
fn there_are_at_most_25_speakers_not_counting_empty_lines() {
    assert_eq!(parse_speakers(&"Ana\n\n".repeat(25)).map(|speakers| speakers.len()), Ok(25));
    assert_eq!(parse_speakers(&"Ana\n".repeat(26)), Err(TooManySpeakers));
}

#[test]
fn one_bad_speaker_line_is_refused() {
    assert_eq!(parse_speakers(&format!("Ana\n{}\nBo", "a".repeat(151))), Err(SpeakerTooLong));
    assert_eq!(parse_speakers("Ana\nB\0o"), Err(Control));
    assert_eq!(parse_speakers("Ana\rBo"), Err(Control));
}

#[test]
fn each_kind_of_host_may_do_what_it_is_there_for() {
    let table = [
        (None, Err(NotEditor), Err(NotOwner), Err(NotHost)),
        (Some(CoPublisher), Err(NotEditor), Err(NotOwner), Ok(())),
        (Some(CoEditor), Ok(()), Err(NotOwner), Ok(())),
        (Some(CoOwner), Ok(()), Ok(()), Ok(())),
        (Some(Owner), Ok(()), Ok(()), Ok(())),
    ];
    assert_eq!(table.len(), HostKind::ALL.len() + 1);
    for (host, edit, own, hosting) in table {
        assert_eq!(may(host, RoomAct::Edit), edit, "{host:?}");
        assert_eq!(may(host, RoomAct::Own), own, "{host:?}");
        assert_eq!(may(host, RoomAct::Host), hosting, "{host:?}");
    }
}

#[test]
fn who_comes_goes_or_hosts_otherwise_has_another_part() {
    let [ana, bo, cy, dee] = [1, 2, 3, 4].map(PersonId::from_bits);
    let before = [(ana, Owner), (bo, CoOwner), (cy, CoEditor)];
    assert_eq!(changed_hosts(&before, &[(cy, CoEditor), (ana, Owner), (bo, CoOwner)]), []);
    assert_eq!(changed_hosts(&before, &[(ana, Owner), (bo, CoPublisher), (dee, CoEditor)]), [bo, cy, dee]);
    assert_eq!(changed_hosts(&[], &before), [ana, bo, cy]);
}

#[test]
fn hosts_and_moderators_may_give_all_three_roles_and_take_them() {
    for by in [Role::Host, Role::Moderator] {
        for from in Role::INVITATION_TYPES {
            for to in Role::INVITATION_TYPES {
                assert_eq!(may_change_role(Some(by), from, to), Ok(()), "{by}: {from} to {to}");
            }
        }
    }
}

#[test]
fn nobody_is_made_a_host_inside_and_no_host_is_unmade() {
    for by in [Role::Host, Role::Moderator] {
        assert_eq!(may_change_role(Some(by), Role::Speaker, Role::Host), Err(RoleNotOffered));
        assert_eq!(may_change_role(Some(by), Role::Host, Role::Viewer), Err(TargetIsHost));
        assert_eq!(may_change_role(Some(by), Role::Host, Role::Host), Err(TargetIsHost));
    }
}

#[test]
fn who_does_not_manage_people_changes_nobody() {
    for by in [None, Some(Role::Viewer), Some(Role::Speaker)] {
        for target in Role::ALL {
            assert_eq!(may_change_role(by, *target, Role::Speaker), Err(NotManager), "{by:?}");
            assert_eq!(may_remove(by, *target), Err(NotManager), "{by:?}");
        }
    }
}

#[test]
fn hosts_and_moderators_remove_everyone_but_hosts() {
    for by in [Role::Host, Role::Moderator] {
        for target in Role::INVITATION_TYPES {
            assert_eq!(may_remove(Some(by), target), Ok(()));
        }
        assert_eq!(may_remove(Some(by), Role::Host), Err(TargetIsHost));
    }
}
