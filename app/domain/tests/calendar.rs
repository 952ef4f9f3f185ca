//! Calendar entries, read back by a small parser of their own.

use domain::calendar::{CalendarEvent, CalendarPerson, Method, PRODUCT, utc};
use domain::plain_text::is_forbidden_in_line;
use domain::{EmailAddress, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn address(typed: &str) -> EmailAddress {
    EmailAddress::parse(typed).expect("the test's address is one")
}

fn person(name: &str, typed: &str) -> CalendarPerson {
    CalendarPerson { name: name.to_owned(), address: address(typed) }
}

fn event() -> CalendarEvent {
    CalendarEvent {
        method: Method::Request,
        uid: "01jd3k@greenroom.example.org".to_owned(),
        sequence: 2,
        stamp: Timestamp::from_millis(1_795_600_000_123),
        starts_at: Timestamp::from_millis(1_795_683_600_000),
        ends_at: Timestamp::from_millis(1_795_687_200_000),
        summary: "Bread, butter; and tea".to_owned(),
        description: "What to expect:\nloaves \\ rolls".to_owned(),
        location: String::new(),
        url: "https://greenroom.example.org/rooms/1?a=b;c,d".to_owned(),
        organizer: Some(person("Hölderlin \"Fritz\" (host)", "host@example.org")),
        attendee: Some(person("Ruiz; Ana: R&D, 🎉", "ana+50%@example.org")),
    }
}

/// One content line: name, parameters, value, as they were before they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Property {
    name: String,
    parameters: Vec<(String, String)>,
    value: String,
}

/// Takes the folds out, then the lines apart (RFC 5545, 3.1).
fn parse(file: &str) -> Vec<Property> {
    let whole = file.strip_suffix("\r\n").expect("the last line is ended").replace("\r\n ", "");
    whole.split("\r\n").map(parse_line).collect()
}

fn parse_line(line: &str) -> Property {
    let mut pieces = vec![String::new()];
    let mut is_quoted = false;
    let mut letters = line.chars();
    for letter in letters.by_ref() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ':' if !is_quoted => break,
            ';' if !is_quoted => pieces.push(String::new()),
            _ => pieces.last_mut().expect("there is one").push(letter),
        }
    }
    assert!(!is_quoted, "{line:?} ends within quotes");
    let mut pieces = pieces.into_iter();
    let name = pieces.next().expect("there is one");
    let is_text = ["UID", "SUMMARY", "DESCRIPTION", "LOCATION"].contains(&name.as_str());
    let value: String = letters.collect();
    Property {
        parameters: pieces.map(|piece| parse_parameter(&piece)).collect(),
        value: if is_text { unescaped(&value) } else { value },
        name,
    }
}

fn parse_parameter(piece: &str) -> (String, String) {
    let (name, value) = piece.split_once('=').expect("a parameter has a value");
    (name.to_owned(), value.replace("^^", "^"))
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            '\\' => match letters.next().expect("an escape has two characters") {
                'n' | 'N' => '\n',
                escaped @ ('\\' | ';' | ',') => escaped,
                other => panic!("\\{other} is no escape"),
            },
            ';' | ',' => panic!("{letter:?} stands bare in {value:?}"),
            plain => plain,
        });
    }
    text
}

fn from_percent(uri: &str) -> String {
    let mut octets = Vec::new();
    let mut rest = uri.bytes();
    while let Some(octet) = rest.next() {
        octets.push(if octet == b'%' {
            let digits = [rest.next().expect("two digits"), rest.next().expect("two digits")];
            u8::from_str_radix(core::str::from_utf8(&digits).expect("digits"), 16).expect("digits")
        } else {
            octet
        });
    }
    String::from_utf8(octets).expect("it was text")
}

fn property(name: &str, value: &str) -> Property {
    Property { name: name.to_owned(), parameters: Vec::new(), value: value.to_owned() }
}

/// A text without what cannot be written.
fn kept(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.chars().filter(|letter| matches!(letter, '\n' | '\t') || !is_forbidden_in_line(*letter)).collect()
}

fn kept_name(name: &str) -> String {
    name.chars().filter(|letter| !is_forbidden_in_line(*letter)).collect::<String>().replace('"', "'")
}

/// What the file should hold, and nothing more.
fn expected(event: &CalendarEvent) -> Vec<Property> {
    let status = if event.method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" };
    let mut all = vec![
        property("BEGIN", "VCALENDAR"),
        property("VERSION", "2.0"),
        property("PRODID", PRODUCT),
        property("CALSCALE", "GREGORIAN"),
        property("METHOD", event.method.word()),
        property("BEGIN", "VEVENT"),
        property("UID", &kept(&event.uid)),
        property("SEQUENCE", &event.sequence.to_string()),
        property("DTSTAMP", &utc(event.stamp)),
        property("DTSTART", &utc(event.starts_at)),
        property("DTEND", &utc(event.ends_at)),
        property("SUMMARY", &kept(&event.summary)),
    ];
    for (name, text) in [("DESCRIPTION", &event.description), ("LOCATION", &event.location)] {
        all.extend((!text.is_empty()).then(|| property(name, &kept(text))));
    }
    all.extend((!event.url.is_empty()).then(|| property("URL", &event.url)));
    all.extend([property("CLASS", "PRIVATE"), property("STATUS", status)]);
    all.extend(event.organizer.as_ref().map(|organizer| of_person("ORGANIZER", organizer, &[])));
    let attendee = event.attendee.as_ref().filter(|_| event.method != Method::Publish);
    let asked = [("ROLE", "REQ-PARTICIPANT"), ("PARTSTAT", "NEEDS-ACTION"), ("RSVP", "FALSE")];
    all.extend(attendee.map(|attendee| of_person("ATTENDEE", attendee, &asked)));
    all.extend([property("END", "VEVENT"), property("END", "VCALENDAR")]);
    all
}

fn of_person(name: &str, person: &CalendarPerson, more: &[(&str, &str)]) -> Property {
    let mut parameters = vec![("CN".to_owned(), kept_name(&person.name))];
    parameters.extend(more.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    Property { parameters, ..property(name, &format!("mailto:{}", person.address)) }
}

/// The file as the parser reads it, with addresses as they were.
fn read_back(event: &CalendarEvent) -> Vec<Property> {
    let mut all = parse(&event.to_ics());
    for property in &mut all {
        if property.value.starts_with("mailto:") || property.name == "URL" {
            property.value = from_percent(&property.value);
        }
    }
    all
}

#[test]
fn an_invitation_reads_like_this() {
    let file = "BEGIN:VCALENDAR\r\n\
        VERSION:2.0\r\n\
        PRODID:-//Greenroom//Invitations//EN\r\n\
        CALSCALE:GREGORIAN\r\n\
        METHOD:REQUEST\r\n\
        BEGIN:VEVENT\r\n\
        UID:01jd3k@greenroom.example.org\r\n\
        SEQUENCE:2\r\n\
        DTSTAMP:20261125T094640Z\r\n\
        DTSTART:20261126T090000Z\r\n\
        DTEND:20261126T100000Z\r\n\
        SUMMARY:Bread\\, butter\\; and tea\r\n\
        DESCRIPTION:What to expect:\\nloaves \\\\ rolls\r\n\
        URL:https://greenroom.example.org/rooms/1?a=b;c,d\r\n\
        CLASS:PRIVATE\r\n\
        STATUS:CONFIRMED\r\n\
        ORGANIZER;CN=\"Hölderlin 'Fritz' (host)\":mailto:host@example.org\r\n\
        ATTENDEE;CN=\"Ruiz; Ana: R&D, 🎉\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTI\r\n \
        ON;RSVP=FALSE:mailto:ana+50%25@example.org\r\n\
        END:VEVENT\r\n\
        END:VCALENDAR\r\n";
    assert_eq!(event().to_ics(), file);
    assert_eq!(read_back(&event()), expected(&event()));
}

#[test]
fn a_cancelled_event_says_so_twice() {
    let file = CalendarEvent { method: Method::Cancel, ..event() }.to_ics();
    assert!(file.contains("\r\nMETHOD:CANCEL\r\n") && file.contains("\r\nSTATUS:CANCELLED\r\n"));
}

#[test]
fn a_published_event_names_no_attendee() {
    let file = CalendarEvent { method: Method::Publish, ..event() }.to_ics();
    assert!(file.contains("\r\nMETHOD:PUBLISH\r\n") && file.contains("\r\nORGANIZER;"));
    assert!(!file.contains("ATTENDEE"));
}

#[test]
fn no_value_becomes_a_property() {
    let attack = "x\r\nATTENDEE:mailto:eve@example.org\rA:b\nC:d\u{2028}E:f\u{85}G:h\0\";CN=\"I\":mailto:j";
    let event = CalendarEvent {
        uid: attack.to_owned(),
        summary: attack.to_owned(),
        description: attack.to_owned(),
        location: attack.to_owned(),
        url: attack.to_owned(),
        organizer: Some(person(attack, "host@example.org")),
        attendee: Some(person(attack, "ana@example.org")),
        ..event()
    };
    assert_eq!(read_back(&event), expected(&event));
    assert_eq!(parse(&event.to_ics()).iter().filter(|property| property.name == "ATTENDEE").count(), 1);
}

#[test]
fn lines_are_folded_at_75_octets_between_characters() {
    // `SUMMARY:` has 8 octets: 67 are left, then 74 in each line that begins with a space.
    let summary = |text: &str| {
        let file = CalendarEvent { summary: text.to_owned(), ..event() }.to_ics();
        let from = file.find("SUMMARY").expect("it is there");
        file[from..file.find("\r\nDESCRIPTION").expect("it is there")].to_owned()
    };
    assert_eq!(summary(&"a".repeat(67)), format!("SUMMARY:{}", "a".repeat(67)));
    assert_eq!(summary(&"a".repeat(68)), format!("SUMMARY:{}\r\n a", "a".repeat(67)));
    assert_eq!(summary(&"a".repeat(142)), format!("SUMMARY:{}\r\n {}\r\n a", "a".repeat(67), "a".repeat(74)));
    assert_eq!(summary(&"🎉".repeat(17)), format!("SUMMARY:{}\r\n 🎉", "🎉".repeat(16)));
    assert_eq!(summary(&"é".repeat(34)), format!("SUMMARY:{}\r\n é", "é".repeat(33)));
}

#[test]
fn times_are_written_in_utc() {
    let table = [
        (0, "19700101T000000Z"),
        (-1, "19691231T235959Z"),
        (951_782_399_999, "20000228T235959Z"),
        (951_782_400_000, "20000229T000000Z"),
        (951_868_800_000, "20000301T000000Z"),
        (1_709_164_800_000, "20240229T000000Z"),
        (1_772_323_199_000, "20260228T235959Z"),
        (1_772_323_200_000, "20260301T000000Z"),
        (1_798_761_599_999, "20261231T235959Z"),
        (4_107_542_399_000, "21000228T235959Z"),
        (4_107_542_400_000, "21000301T000000Z"),
        (253_402_300_799_999, "99991231T235959Z"),
        (i64::MAX, "99991231T235959Z"),
        (i64::MIN, "00000101T000000Z"),
    ];
    for (millis, written) in table {
        assert_eq!(utc(Timestamp::from_millis(millis)), written, "{millis}");
    }
}

#[test]
fn each_day_from_1970_to_2100_follows_the_one_before() {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    for count in 0.. {
        let at = Timestamp::from_millis(count * 86_400_000 + 43_200_000);
        assert_eq!(utc(at), format!("{year:04}{month:02}{day:02}T120000Z"));
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            2 => 28 + i64::from(is_leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        day += 1;
        if day > days {
            (month, day) = (month + 1, 1);
        }
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
        if year > 2100 {
            break;
        }
    }
    assert_eq!((year, month, day), (2101, 1, 1));
}

/// Letters that mean something in a calendar file, or are long, or cannot be seen.
const TRICKY: &[char] = &[
    'a',
    ' ',
    '\r',
    '\n',
    '\t',
    '\0',
    '\u{7f}',
    '\u{85}',
    '\u{2028}',
    '\u{202e}',
    '\u{feff}',
    '\\',
    ';',
    ',',
    ':',
    '"',
    '\'',
    '^',
    'n',
    'N',
    '=',
    '%',
    'é',
    '李',
    '🎉',
    '\u{301}',
    '\u{10ffff}',
];

fn text() -> impl Strategy<Value = String> {
    let letter = prop_oneof![4 => select(TRICKY), 1 => any::<char>()];
    vec(letter, 0..120).prop_map(String::from_iter)
}

fn any_person() -> impl Strategy<Value = CalendarPerson> {
    (text(), "[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,60}@[a-z]{1,30}\\.org")
        .prop_map(|(name, typed)| person(&name, &typed))
}

fn any_event() -> impl Strategy<Value = CalendarEvent> {
    let texts = (text(), text(), text(), text());
    let numbers = (any::<u32>(), any::<i64>(), any::<i64>(), any::<i64>());
    let url = prop_oneof![Just(String::new()), text().prop_map(|end| end.replace('%', "") + "/")];
    let people = (any_person(), proptest::option::of(any_person()));
    (select(Method::ALL), texts, numbers, url, people).prop_map(|(method, texts, numbers, url, people)| {
        CalendarEvent {
            method,
            uid: texts.0,
            sequence: numbers.0,
            stamp: Timestamp::from_millis(numbers.1),
            starts_at: Timestamp::from_millis(numbers.2),
            ends_at: Timestamp::from_millis(numbers.3),
            summary: texts.1,
            description: texts.2,
            location: texts.3,
            url,
            organizer: Some(people.0),
            attendee: people.1,
        }
    })
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back_and_nothing_else(event in any_event()) {
        prop_assert_eq!(read_back(&event), expected(&event));
    }

    #[test]
    fn no_line_is_too_long_or_holds_a_control_character(event in any_event()) {
        let file = event.to_ics();
        for line in file.strip_suffix("\r\n").expect("the last line is ended").split("\r\n") {
            prop_assert!(line.len() <= 75, "{:?}", line);
            prop_assert!(!line.chars().any(|letter| letter != '\t' && is_forbidden_in_line(letter)), "{:?}", line);
        }
    }

    #[test]
    fn times_sort_as_they_are_written(one in 0..4_133_980_800_000_i64, other in 0..4_133_980_800_000_i64) {
        let [one, other] = [one, other].map(|millis| Timestamp::from_millis(millis - millis % 1_000));
        prop_assert_eq!(utc(one).cmp(&utc(other)), one.cmp(&other));
    }
}
