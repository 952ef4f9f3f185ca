//! What holds for all input, not only for the examples in the other files.

use core::time::Duration;

use domain::countdown::{ClockOffset, Countdown};
use domain::link_policy::{GRACE_AFTER_END, LOCKED_FOR, TRIES_BEFORE_LOCK, Tries, expires_at};
use domain::live::{Participant, Reader, RoomEvent, RoomState};
use domain::name::parse_part;
use domain::people::{prefix_range, query_key, search_key};
use domain::plain_text::is_forbidden_in_line;
use domain::room::{Audience, RoomDetails, parse_description, parse_speakers, parse_title};
use domain::session::{Phase, Session};
use domain::{
    EmailAddress, InvitationId, ParticipantId, PersonId, PersonName, Role, RoomId, Settings, Timestamp,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Letters on which text handling stumbles.
const TRICKY: &[char] = &[
    'a',
    'B',
    'İ',
    'ı',
    'ß',
    'ẞ',
    'æ',
    'Œ',
    'Þ',
    '\u{212b}',
    '\u{212a}',
    'ﬁ',
    'ǆ',
    'Σ',
    'ς',
    '\u{301}',
    '\u{307}',
    '\u{345}',
    ' ',
    '\u{a0}',
    '\u{3000}',
    '\t',
    '\n',
    '\r',
    '\0',
    '\u{200b}',
    '\u{200d}',
    '\u{202e}',
    '\u{feff}',
    '\u{fe0f}',
    '李',
    '🎉',
    '@',
    '.',
    '-',
    '\u{10ffff}',
];

fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![3 => select(TRICKY), 1 => any::<char>()];
    vec(letter, 0..12).prop_map(String::from_iter)
}

/// Often an address, and often not quite.
fn address_like() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ \t]?[a-zA-Z0-9.+'_-]{1,8}@[a-zA-Z0-9.-]{1,8}\\.[a-zA-Z0-9]{1,4}[ \n]?",
        "[a-zA-Z!#$%&*/=?^`{|}~]{1,66}@([a-zA-Z0-9]{1,64}\\.){1,4}[a-zA-Z]{2,5}",
        (text(), text(), text()).prop_map(|(local, middle, end)| format!("{local}@{middle}.{end}")),
        any::<String>(),
    ]
}

fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![-5_000..5_000_i64, 0..4_000_000_000_000_i64].prop_map(Timestamp::from_millis)
}

fn role() -> impl Strategy<Value = Role> {
    select(Role::ALL)
}

/// Few enough that events meet.
fn participant_id() -> impl Strategy<Value = ParticipantId> {
    (1..5_u128).prop_map(ParticipantId::from_bits)
}

fn participant() -> impl Strategy<Value = Participant> {
    (participant_id(), role(), moment(), any::<bool>()).prop_map(|(id, role, entered_at, is_in_crowd)| {
        Participant {
            id,
            name: PersonName::parse("Some", "Body").expect("the test's name is one"),
            role,
            is_guest: true,
            entered_at,
            is_on_stage: false,
            hand_raised_at: None,
            is_in_crowd,
        }
    })
}

fn session() -> impl Strategy<Value = Session> {
    let maybe = || proptest::option::of(moment());
    (moment(), moment(), maybe(), maybe(), maybe()).prop_map(
        |(starts_at, ends_at, opened_at, ended_at, host_away_since)| Session {
            starts_at,
            ends_at,
            opened_at,
            ended_at,
            host_away_since,
        },
    )
}

fn details() -> impl Strategy<Value = RoomDetails> {
    (0..9_u8, any::<bool>()).prop_map(|(number, collaboration)| RoomDetails {
        title: format!("Room {number}"),
        description: String::new(),
        speakers: Vec::new(),
        time_zone: "Europe/Berlin".to_owned(),
        collaboration,
        audience: Audience::Site,
    })
}

fn event() -> impl Strategy<Value = RoomEvent> {
    let invitation = || (1..4_u128).prop_map(InvitationId::from_bits);
    prop_oneof![
        1 => details().prop_map(|details| RoomEvent::DetailsChanged { details }),
        1 => session().prop_map(|session| RoomEvent::SessionChanged { session }),
        1 => select(vec![RoomEvent::RoomDeleted, RoomEvent::RoomRestored]),
        1 => invitation().prop_map(|invitation| RoomEvent::InvitationRemoved { invitation }),
        1 => (invitation(), role())
            .prop_map(|(invitation, role)| RoomEvent::InvitationChanged { invitation, role }),
        1 => invitation().prop_map(|invitation| RoomEvent::DeviceReleased { invitation }),
        1 => (1..4_u128).prop_map(|bits| RoomEvent::StandingChanged { person: PersonId::from_bits(bits) }),
        4 => participant().prop_map(|participant| RoomEvent::Entered { participant }),
        1 => participant().prop_map(|participant| RoomEvent::SteppedForward { participant }),
        2 => (participant_id(), any::<bool>())
            .prop_map(|(participant, is_in_crowd)| RoomEvent::Left { participant, is_in_crowd }),
        2 => (participant_id(), role())
            .prop_map(|(participant, role)| RoomEvent::RoleChanged { participant, role }),
        1 => (participant_id(), any::<bool>())
            .prop_map(|(participant, is_in_crowd)| RoomEvent::Removed { participant, is_in_crowd }),
    ]
}

/// A room's log and a place in it.
fn log_and_place() -> impl Strategy<Value = (Vec<RoomEvent>, usize)> {
    vec(event(), 1..10).prop_flat_map(|log| {
        let end = log.len();
        (Just(log), 0..=end)
    })
}

fn empty_state() -> impl Strategy<Value = RoomState> {
    (details(), session()).prop_map(|(details, session)| RoomState::new(0, details, session))
}

fn replay(state: &mut RoomState, log: &[RoomEvent], from: usize) {
    for (sequence, event) in (1..).zip(log).skip(from) {
        state.apply(sequence, event.clone());
    }
}

proptest! {
    #[test]
    fn an_accepted_address_reads_again_as_itself(typed in address_like()) {
        if let Ok(address) = EmailAddress::parse(&typed) {
            prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address.clone()));
            let json = serde_json::to_string(&address).expect("it can be written");
            prop_assert_eq!(serde_json::from_str::<EmailAddress>(&json).expect("it can be read"), address);
        }
    }

    #[test]
    fn an_accepted_address_is_plain_lower_case_and_short(typed in address_like()) {
        if let Ok(address) = EmailAddress::parse(&typed) {
            let text = address.as_str();
            prop_assert!(text.bytes().all(|letter| letter.is_ascii_graphic() && !letter.is_ascii_uppercase()));
            prop_assert!(text.len() <= 254);
            prop_assert_eq!(text.matches('@').count(), 1);
            prop_assert_eq!(text.split_once('@').map(|(_, domain)| domain), Some(address.domain()));
            prop_assert!(address.domain().contains('.'));
        }
    }

    #[test]
    fn addresses_that_differ_in_case_only_are_the_same(
        typed in "[a-zA-Z0-9]{1,8}@[a-zA-Z]{1,8}\\.[a-zA-Z]{2,4}",
    ) {
        let address = EmailAddress::parse(&typed);
        prop_assert!(address.is_ok());
        prop_assert_eq!(EmailAddress::parse(&typed.to_ascii_uppercase()), address);
    }

    #[test]
    fn whatever_the_tables_answer_an_accepted_address_reads_again(typed in address_like(), answer in text()) {
        if let Ok(address) = EmailAddress::parse_with(&typed, |_| Ok(answer)) {
            prop_assert_eq!(EmailAddress::parse(address.as_str()), Ok(address));
        }
    }

    #[test]
    fn an_accepted_line_reads_again_as_itself_and_can_be_seen(typed in text()) {
        if let Ok(name) = parse_part(&typed) {
            prop_assert!(!name.is_empty() && name.trim() == name && !name.chars().any(is_forbidden_in_line));
            prop_assert_eq!(parse_part(&name), Ok(name.clone()));
        }
        if let Ok(title) = parse_title(&typed) {
            prop_assert_eq!(parse_title(&title), Ok(title.clone()));
        }
    }

    #[test]
    fn an_accepted_text_reads_again_as_itself(typed in text()) {
        if let Ok(description) = parse_description(&typed) {
            prop_assert!(!description.contains('\r'));
            prop_assert_eq!(parse_description(&description), Ok(description.clone()));
        }
        if let Ok(speakers) = parse_speakers(&typed) {
            prop_assert_eq!(parse_speakers(&speakers.join("\n")), Ok(speakers));
        }
    }

    #[test]
    fn identifiers_are_read_as_they_were_written(bits: u128, other: u128) {
        let id = RoomId::from_bits(bits);
        let text = id.to_string();
        prop_assert_eq!(text.len(), 26);
        prop_assert_eq!(text.parse(), Ok(id));
        prop_assert_eq!(id.bits(), bits);
        let other = RoomId::from_bits(other);
        prop_assert_eq!(text.cmp(&other.to_string()), id.cmp(&other));
    }

    #[test]
    fn an_identifier_has_one_way_to_be_written(text in "[0-9a-zA-Z]{26}|[0-7][0-9a-hjkmnp-tv-z]{25}|\\PC*") {
        if let Ok(id) = text.parse::<PersonId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn a_search_key_is_its_own_key(typed in text()) {
        let key = search_key(&typed);
        prop_assert_eq!(search_key(&key), key.clone());
        prop_assert!(!key.starts_with(' ') && !key.ends_with(' ') && !key.contains("  "));
        prop_assert!(query_key(&typed).is_none_or(|query| query == key));
    }

    #[test]
    fn a_key_is_in_the_range_exactly_when_it_begins_with_the_prefix(
        prefix in prop_oneof!["[ab\u{10fffe}]{0,3}", text()],
        rest in text(),
        other in prop_oneof!["[ab\u{10fffe}]{0,5}", text()],
    ) {
        let (from, to) = prefix_range(&prefix);
        for key in [format!("{prefix}{rest}"), other] {
            let key = key.replace('\u{10ffff}', "");
            prop_assert_eq!(from <= key && key < to, key.starts_with(&prefix), "{:?} {:?}", prefix, key);
        }
    }

    #[test]
    fn the_parts_of_a_countdown_make_up_the_seconds_left(now in moment(), left in 0..400_000_000_000_i64) {
        let target = Timestamp::from_millis(now.as_millis() + left);
        let shown = Countdown::until(target, now);
        prop_assert!(shown.hours < 24 && shown.minutes < 60 && shown.seconds < 60);
        let seconds = ((shown.days * 24 + shown.hours) * 60 + shown.minutes) * 60 + shown.seconds;
        let whole = u64::try_from(left).expect("it is positive");
        prop_assert_eq!(seconds, whole / 1_000 + u64::from(whole % 1_000 > 0));
        prop_assert_eq!(shown.is_over(), left == 0);
    }

    #[test]
    fn a_countdown_takes_all_times(target: i64, now: i64) {
        let shown = Countdown::until(Timestamp::from_millis(target), Timestamp::from_millis(now));
        prop_assert_eq!(shown.is_over(), target <= now);
    }

    #[test]
    fn the_measured_clock_is_off_by_half_the_exchange_at_most(
        asked in moment(), there in 0..5_000_i64, back in 0..5_000_i64, ahead in -9_999_999..9_999_999_i64,
    ) {
        let later = |millis| Timestamp::from_millis(asked.as_millis() + millis);
        let offset = ClockOffset::measured(asked, later(there + ahead), later(there + back));
        let error = offset.server_time(later(there)).as_millis() - later(there + ahead).as_millis();
        prop_assert!(error.abs() <= i64::midpoint(there, back) + 1);
    }

    #[test]
    fn a_link_outlives_both_its_duration_and_the_session(minutes: u32, ends_at in moment(), now in moment()) {
        let settings = Settings { link_duration_minutes: minutes, ..Settings::default() };
        let expiry = expires_at(&settings, ends_at, now);
        let (by_duration, by_session) = (now + settings.link_duration(), ends_at + GRACE_AFTER_END);
        prop_assert!(expiry >= by_duration && expiry >= by_session);
        prop_assert!(expiry == by_duration || expiry == by_session);
    }

    #[test]
    fn a_lock_lies_between_each_five_tries(pauses in vec(0..400_u64, 1..60)) {
        let (mut now, mut tries, mut tried) = (Timestamp::from_millis(0), Tries::default(), Vec::new());
        for pause in pauses {
            now = now + Duration::from_secs(pause);
            if tries.locked_until(now).is_none() {
                tried.push(now);
            }
            tries = tries.after_wrong(now);
            prop_assert!(tries.left() >= 1 && tries.left() <= TRIES_BEFORE_LOCK);
        }
        for (place, last) in tried.iter().enumerate().skip(5) {
            let five_before = tried[place - place % 5 - 1];
            prop_assert!(last.since(five_before) >= LOCKED_FOR);
        }
    }

    #[test]
    fn a_session_never_goes_back_by_itself(session in session(), earlier in moment(), span in 0..9_000_000_u64) {
        let order = |phase| match phase {
            Phase::Planned => 0,
            Phase::Open => 1,
            Phase::Ended => 2,
        };
        let later = earlier + Duration::from_millis(span);
        prop_assert!(order(session.phase(earlier)) <= order(session.phase(later)));
    }

    #[test]
    fn opening_and_ending_lead_to_open_and_ended(session in session(), now in moment()) {
        if let Ok(opened) = session.open(&Settings::default(), now) {
            prop_assert_eq!((session.phase(now), opened.phase(now)), (Phase::Planned, Phase::Open));
        }
        if let Ok(ended) = session.end(now) {
            prop_assert_eq!((session.phase(now), ended.phase(now)), (Phase::Open, Phase::Ended));
            prop_assert!(ended.opened_at.is_some());
        }
    }

    #[test]
    fn a_rescheduled_session_is_never_over(
        session in session(), starts in moment(), minutes in 1..20_000_u64, now in moment(),
    ) {
        let ends = starts + Duration::from_mins(minutes);
        if let Ok(moved) = session.reschedule(starts, ends, now) {
            prop_assert_ne!(moved.phase(now), Phase::Ended);
            prop_assert_eq!((moved.starts_at, moved.ends_at), (starts, ends));
        }
    }

    #[test]
    fn a_stream_ends_only_with_what_its_reader_may_learn(
        event in event(), participant in participant_id(), role in role(),
    ) {
        let invitation = Some(InvitationId::from_bits(1));
        let reader = Reader { person: None, invitation, participant: Some(participant), role: Some(role), ..Reader::default() };
        prop_assert!(reader.refusal(&event).is_none() || reader.may_learn(&event));
    }

    #[test]
    fn events_cross_the_wire(event in event()) {
        let json = serde_json::to_string(&event).expect("it can be written");
        prop_assert_eq!(serde_json::from_str::<RoomEvent>(&json).expect("it can be read"), event);
    }
}

/// Whole logs take longer to make than single events.
fn fewer_cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases.div_ceil(4), ..usual }
}

proptest! {
    #![proptest_config(fewer_cases())]

    #[test]
    fn replaying_the_end_of_a_log_changes_nothing(state in empty_state(), (log, from) in log_and_place()) {
        let mut once = state;
        replay(&mut once, &log, 0);
        let mut twice = once.clone();
        replay(&mut twice, &log, from);
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn a_stream_resumed_too_early_leads_to_the_same_state(
        state in empty_state(), (log, place) in log_and_place(), back in 0..10_usize,
    ) {
        let mut whole = state.clone();
        replay(&mut whole, &log, 0);
        let mut broken = state;
        replay(&mut broken, &log[..place], 0);
        replay(&mut broken, &log, place.saturating_sub(back));
        prop_assert_eq!(broken, whole);
    }

    #[test]
    fn nobody_is_listed_twice(state in empty_state(), (log, _) in log_and_place()) {
        let mut state = state;
        replay(&mut state, &log, 0);
        let mut ids = state.participants.iter().map(|known| known.id).collect::<Vec<_>>();
        ids.sort();
        prop_assert!(ids.is_sorted_by(|one, next| one < next), "{:?}", ids);
        prop_assert_eq!(state.sequence, i64::try_from(log.len()).expect("the log is short"));
    }

    #[test]
    fn a_lobby_reader_learns_of_nobody_through_a_whole_log(
        log in vec(event(), 1..10), participant in proptest::option::of(participant_id()),
    ) {
        let mut reader = Reader { person: None, invitation: Some(InvitationId::from_bits(1)), participant, role: None, ..Reader::default() };
        for event in log {
            let json = serde_json::to_string(&event).expect("it can be written");
            prop_assert!(!(reader.may_learn(&event) && json.contains("\"participant\"")), "{}", json);
            reader = reader.after(&event);
        }
    }
}
