//! What stands in the audit log, and what never does.

use std::collections::HashSet;

use domain::audit::{
    ActorKind, AuditAct, AuditActor, AuditArea, AuditEntry, AuditField, AuditSubject, AuditValue, AuditView,
    AuditWord, Change, Chosen, Day, SubjectKind, scrubbed, word_in_words,
};
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::language::{English, Say, Value};
use domain::lock::LockCommand;
use domain::mailed_code::CodePolicy;
use domain::room::Audience;
use domain::settings::{GivenTypes, PlusRule};
use domain::{ApplicationRole, HostKind, Role, RoomId, Timestamp};
use proptest::prelude::*;

#[test]
fn every_act_has_a_word_and_a_sentence_of_its_own() {
    let words: HashSet<_> = AuditAct::ALL.iter().map(|act| act.word()).collect();
    let sentences: HashSet<_> = AuditAct::ALL.iter().map(ToString::to_string).collect();
    assert_eq!((words.len(), sentences.len()), (AuditAct::ALL.len(), AuditAct::ALL.len()));
    for act in AuditAct::ALL.iter().copied() {
        assert_eq!(act.word().parse(), Ok(act));
        assert!(act.word().bytes().all(|letter| letter.is_ascii_lowercase() || letter == b'_'));
    }
}

#[test]
fn no_word_names_both_an_area_and_an_act() {
    for area in AuditArea::ALL {
        assert!(area.word().parse::<AuditAct>().is_err());
        assert_eq!(area.word().parse(), Ok(Chosen::Area(*area)));
        assert!(AuditAct::of_area(*area).all(|act| act.area() == *area));
    }
    let by_area: usize = AuditArea::ALL.iter().map(|area| AuditAct::of_area(*area).count()).sum();
    assert_eq!(by_area, AuditAct::ALL.len());
}

#[test]
fn moderation_is_written_down_and_taking_part_is_not() {
    let lock = |is_locked| RoomCommand::Lock(LockCommand::SetLocked { is_locked });
    assert_eq!(AuditAct::of_command(&lock(true)), Some(AuditAct::RoomLocked));
    assert_eq!(AuditAct::of_command(&lock(false)), Some(AuditAct::RoomUnlocked));
    let delete = RoomCommand::Chat(ChatCommand::Delete { channel: Channel::Chat, message: 1 });
    assert_eq!(AuditAct::of_command(&delete), Some(AuditAct::MessageDeleted));
    let post = ChatCommand::Post { channel: Channel::Chat, text: "hello".into(), reply_to: None };
    assert_eq!(AuditAct::of_command(&RoomCommand::Chat(post)), None);
    let write = RoomCommand::Lock(LockCommand::WriteMessage { text: "wait".into() });
    assert_eq!(AuditAct::of_command(&write), None);
}

#[test]
fn days_are_read_as_forms_write_them() {
    let day: Day = "2026-11-26".parse().unwrap();
    assert_eq!(day.start(), Timestamp::from_millis(1_795_651_200_000));
    assert_eq!(day.end(), Timestamp::from_millis(1_795_737_600_000));
    assert_eq!(day.to_string(), "2026-11-26");
    assert_eq!("1970-01-01".parse::<Day>().unwrap().start(), Timestamp::from_millis(0));
    assert_eq!("2024-02-29".parse::<Day>().unwrap().start(), Timestamp::from_millis(1_709_164_800_000));
    for wrong in
        ["", "2026-11-31", "2026-13-01", "2025-02-29", "26-11-26", "2026-11-2x", "1969-12-31", "2026-00-10"]
    {
        assert!(wrong.parse::<Day>().is_err(), "{wrong}");
    }
}

#[test]
fn every_field_has_a_word_and_a_name_of_its_own() {
    let words: HashSet<_> = AuditField::ALL.iter().map(|field| field.word()).collect();
    let names: HashSet<_> = AuditField::ALL.iter().map(|field| field.say().in_english()).collect();
    assert_eq!(words.len(), AuditField::ALL.len());
    assert_eq!(names.len(), AuditField::ALL.len());
    for field in AuditField::ALL {
        let change = Change::new(*field, None, None);
        assert_eq!(change.field(), Some(*field));
        assert_eq!(english(&change.label()), field.say().in_english());
    }
    assert_eq!(Change::new(AuditField::LinkDuration, None, None).plain_label(), "Link duration minutes");
}

#[test]
fn what_an_older_program_wrote_stays_as_it_is() {
    let old = r#"{"field":"colour_of_door","before":null,"after":{"kind":"word","value":"dark_green"}}"#;
    let change: Change = serde_json::from_str(old).unwrap();
    assert_eq!(change.field(), None);
    assert_eq!(english(&change.label()), "colour_of_door");
    assert_eq!(change.plain_label(), "Colour of door");
    assert_eq!(english(&word_in_words("dark_green")), "dark_green");
    assert_eq!(serde_json::to_string(&change).unwrap(), old);
}

#[test]
fn every_value_that_is_a_word_has_a_name() {
    let words = [
        AuditValue::from(Role::Speaker),
        HostKind::CoOwner.into(),
        ApplicationRole::PrivateOnly.into(),
        Audience::Site.into(),
        CodePolicy::ModeratorsAndSpeakers.into(),
        PlusRule::SamePerson.into(),
        AuditWord::NoHost.into(),
    ];
    let names = words.map(|value| match value {
        AuditValue::Word(word) => english(&word_in_words(&word)),
        other => panic!("{other:?}"),
    });
    let expected = [
        "Speaker",
        "Co-owner",
        "Private only",
        "Everyone who is signed in",
        "Moderators and speakers",
        "The same person as without the tag",
        "Not a host",
    ];
    assert_eq!(names, expected);
    let types = GivenTypes { moderator: false, ..GivenTypes::default() };
    assert_eq!(AuditValue::from(types), AuditValue::Words(vec!["viewer".to_owned(), "speaker".to_owned()]));
}

fn english(value: &Value) -> String {
    value.spoken(&English)
}

#[test]
fn a_view_without_choices_shows_everything() {
    assert!(!AuditView::default().is_narrow());
    assert!(AuditView { who: Some(ActorKind::Guest), ..AuditView::default() }.is_narrow());
    let until = AuditView { to: "2026-11-26".parse().ok(), ..AuditView::default() };
    assert!(until.has_days() && !AuditView::default().has_days());
}

#[test]
fn values_are_told_in_plain_words() {
    assert_eq!(AuditValue::from(Role::Speaker).plain(), "speaker");
    assert_eq!(AuditValue::from(true).plain(), "yes");
    assert_eq!(AuditValue::from(12_u32).plain(), "12");
    assert_eq!(AuditValue::text("Optics\nfor all").plain(), "Optics for all");
}

/// Tokens, nonces and cookies as the server makes them.
fn secret() -> impl Strategy<Value = String> {
    prop_oneof!["[A-Za-z0-9_-]{43}", "[A-Za-z0-9_-]{64}", "[0-9a-f]{32}", "[0-9a-f]{64}"]
}

proptest! {
    /// Whatever text leads into an entry, and wherever the secret stands in it.
    #[test]
    fn no_entry_holds_a_token(
        act in proptest::sample::select(AuditAct::ALL),
        before in "[^A-Za-z0-9_-]{0,8}( [a-z]{0,6} )?",
        after in "[^A-Za-z0-9_-]{0,8}",
        secret in secret(),
    ) {
        let text = format!("{before}/i/{secret}{after}");
        let entry = AuditEntry {
            number: 1,
            at: Timestamp::from_millis(0),
            act,
            actor: AuditActor {
                kind: ActorKind::Person,
                id: None,
                label: scrubbed(&text),
                address: scrubbed(&text),
                device: scrubbed(&text),
            },
            subject: Some(AuditSubject { kind: SubjectKind::Room, id: "x".into(), label: scrubbed(&text) }),
            room: Some((RoomId::from_bits(1), scrubbed(&text))),
            changes: vec![Change::new(AuditField::Title, Some(AuditValue::text(&text)), Some(AuditValue::text(&text)))],
        };
        let written = serde_json::to_string(&entry).unwrap();
        prop_assert!(!written.contains(&secret), "{written}");
        prop_assert_eq!(serde_json::from_str::<AuditEntry>(&written).unwrap(), entry);
    }

    #[test]
    fn plain_words_stay_as_they_are(words in proptest::collection::vec("[a-zA-Zäöü]{1,20}", 1..8)) {
        let text = words.join(" ");
        prop_assert_eq!(scrubbed(&text), text);
    }

    #[test]
    fn a_text_is_one_short_line(text in any::<String>()) {
        let kept = scrubbed(&text);
        prop_assert!(kept.chars().count() <= 200);
        prop_assert!(!kept.chars().any(char::is_control));
    }

    #[test]
    fn days_are_written_as_they_are_read(days in 0_i64..2_000_000) {
        // Every day of its month comes back, and the next day begins where it ends.
        let month = days % 12 + 1;
        let text = format!("{:04}-{month:02}-{:02}", 1970 + days % 8000, days % 28 + 1);
        let day: Day = text.parse().unwrap();
        prop_assert_eq!(day.to_string(), text);
        prop_assert_eq!(day.end().since(day.start()).as_secs(), 86_400);
    }
}
