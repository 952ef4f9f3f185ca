//! Which names are accepted.

use domain::NameProblem::{self, Control, Empty, TooLong};
use domain::PersonName;
use domain::name::{NamePart, parse_part};

#[test]
fn names_of_the_world_are_accepted() {
    for name in
        ["Ana", "O'Brien", "Müller-Lüdenscheidt", "李", "María José", "علی\u{200c}رضا", "-", "X Æ A-12"]
    {
        assert_eq!(parse_part(name).as_deref(), Ok(name));
    }
}

#[test]
fn space_is_tidied() {
    assert_eq!(parse_part("  Ana \u{3000}  Maria ").as_deref(), Ok("Ana Maria"));
}

#[test]
fn both_names_are_required() {
    assert_eq!(PersonName::parse("", "Lima"), Err((NamePart::First, Empty)));
    assert_eq!(PersonName::parse("Ana", "  "), Err((NamePart::Last, Empty)));
    assert_eq!(PersonName::parse("", ""), Err((NamePart::First, Empty)));
}

#[test]
fn a_name_that_cannot_be_seen_is_no_name() {
    for typed in ["\u{200b}", "\u{200d} \u{2060}", "\u{3164}", "\u{ad}", "\u{a0}"] {
        assert_eq!(parse_part(typed), Err(Empty), "{typed:?}");
    }
}

#[test]
fn a_name_has_at_most_100_characters_however_many_bytes() {
    assert!(parse_part(&"李".repeat(100)).is_ok());
    assert_eq!(parse_part(&"李".repeat(101)), Err(TooLong));
}

#[test]
fn space_around_a_name_does_not_make_it_too_long() {
    assert_eq!(parse_part(&format!(" {} ", "a".repeat(100))), Ok("a".repeat(100)));
}

#[test]
fn control_characters_are_refused_wherever_they_are() {
    for letter in "\0\t\n\r\u{1b}\u{7f}\u{85}\u{2028}\u{202e}\u{2069}\u{61c}\u{feff}".chars() {
        for typed in [format!("{letter}Ana"), format!("A{letter}na"), format!("Ana{letter}")] {
            assert_eq!(parse_part(&typed), Err(Control), "{typed:?}");
        }
    }
}

#[test]
fn the_first_name_is_complained_of_first() {
    assert_eq!(PersonName::parse("A\0", ""), Err((NamePart::First, Control)));
}

#[test]
fn a_name_is_shown_in_full_or_as_initials() {
    let name = PersonName::parse(" Ana ", "de  Lima").expect("it is a name");
    assert_eq!((name.first(), name.last()), ("Ana", "de Lima"));
    assert_eq!(name.to_string(), "Ana de Lima");
    assert_eq!(name.initials(), "Ad");
}

#[test]
fn off_the_wire_a_name_is_checked_like_a_typed_one() {
    let read = |json: &str| serde_json::from_str::<PersonName>(json);
    let name = read(r#"{"first":" Ana","last":"Lima"}"#).expect("it is a name");
    assert_eq!(Ok(&name), PersonName::parse("Ana", "Lima").as_ref());
    let written = serde_json::to_string(&name).expect("it can be written");
    assert_eq!(written, r#"{"first":"Ana","last":"Lima"}"#);
    assert!(read(r#"{"first":"Ana\r\nBcc: eve@example.org","last":"Lima"}"#).is_err());
    assert!(read(r#"{"first":"Ana","last":""}"#).is_err());
}

#[test]
fn each_problem_says_how_to_mend_it() {
    for (problem, words) in [(Empty, "Enter"), (TooLong, "100"), (Control, "invisible")] {
        assert!(NameProblem::to_string(&problem).contains(words), "{problem:?}");
    }
}
