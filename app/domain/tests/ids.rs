//! How identifiers are written.

use domain::{InvitationId, ParticipantId, PersonId, RoomId};

#[test]
fn an_identifier_is_26_characters_of_base_32() {
    assert_eq!(RoomId::from_bits(0).to_string(), "00000000000000000000000000");
    assert_eq!(RoomId::from_bits(31).to_string(), "0000000000000000000000000z");
    assert_eq!(RoomId::from_bits(32).to_string(), "00000000000000000000000010");
    assert_eq!(RoomId::from_bits(u128::MAX).to_string(), "7zzzzzzzzzzzzzzzzzzzzzzzzz");
}

#[test]
fn what_is_written_is_read_again() {
    for bits in [0, 1, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef, u128::MAX - 1, u128::MAX] {
        assert_eq!(PersonId::from_bits(bits).to_string().parse(), Ok(PersonId::from_bits(bits)));
    }
}

#[test]
fn other_texts_are_no_identifiers() {
    for text in [
        "",
        "0000000000000000000000000",
        "000000000000000000000000000",
        "80000000000000000000000000",
        "zzzzzzzzzzzzzzzzzzzzzzzzzz",
        "0000000000000000000000000i",
        "0000000000000000000000000l",
        "0000000000000000000000000o",
        "0000000000000000000000000u",
        "0000000000000000000000000Z",
        "0000000000000000000000000 ",
        "0000000000000000000000000-",
        "000000000000000000000000é",
    ] {
        assert!(text.parse::<InvitationId>().is_err(), "{text:?}");
    }
}

#[test]
fn written_identifiers_sort_by_age() {
    let older = RoomId::from_bits((1_700_000_000_000 << 80) | u128::from(u64::MAX));
    let newer = RoomId::from_bits(1_700_000_000_001 << 80);
    assert!(older < newer);
    assert!(older.to_string() < newer.to_string());
}

#[test]
fn on_the_wire_an_identifier_is_a_text() {
    let id = ParticipantId::from_bits(33);
    let json = serde_json::to_string(&id).expect("it can be written");
    assert_eq!(json, "\"00000000000000000000000011\"");
    assert_eq!(serde_json::from_str::<ParticipantId>(&json).expect("it can be read"), id);
    assert!(serde_json::from_str::<ParticipantId>("33").is_err());
    assert!(serde_json::from_str::<ParticipantId>("\"33\"").is_err());
}

#[test]
fn in_logs_an_identifier_says_what_it_names() {
    assert_eq!(format!("{:?}", RoomId::from_bits(1)), "RoomId(00000000000000000000000001)");
}
