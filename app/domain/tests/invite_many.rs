//! Lists of people who are invited together.

use domain::addresses::guess_name;
use domain::email::EmailProblem;
use domain::invitation::{Invitation, InvitationState};
use domain::invite_many::{
    BatchState, Columns, Counts, GivenRow, IfKnown, MAX_ROWS, Progress, ReadRow, RowProblem, RowState,
    repeats,
};
use domain::link_policy::Tries;
use domain::live::{Reader, RoomEvent};
use domain::name::{MAX_LENGTH, NameProblem, parse_part};
use domain::text_file::decode;
use domain::{BatchId, EmailAddress, InvitationId, PersonName, Role, RoomId, Timestamp};
use proptest::prelude::*;

fn given(email: &str, first: &str, last: &str, role: Option<Role>) -> GivenRow {
    GivenRow { email: email.to_owned(), first: first.to_owned(), last: last.to_owned(), role }
}

fn no_idn(_: &str) -> Result<String, EmailProblem> {
    Err(EmailProblem::LookAlikeDomain)
}

fn guess(address: &str) -> (String, String) {
    guess_name(&address.parse().expect("an address"))
}

fn table(header: &str, line: &str) -> Option<ReadRow> {
    let columns = Columns::read(header.split(',')).expect("a header");
    columns.row(&line.split(',').collect::<Vec<_>>(), Role::Viewer, no_idn)
}

#[test]
fn a_name_is_guessed_from_an_address() {
    for (address, first, last) in [
        ("ana.ruiz@example.org", "Ana", "Ruiz"),
        ("ana_ruiz@example.org", "Ana", "Ruiz"),
        ("ana-ruiz@example.org", "Ana", "Ruiz"),
        ("anne-marie.dupont@example.org", "Anne-Marie", "Dupont"),
        ("ludwig.van.beethoven@example.org", "Ludwig", "van Beethoven"),
        ("ana.maria.ruiz@example.org", "Ana Maria", "Ruiz"),
        ("ana.ruiz+talks@example.org", "Ana", "Ruiz"),
        ("ana.ruiz2@example.org", "Ana", "Ruiz"),
        ("a.ruiz@example.org", "A", "Ruiz"),
        ("o'brien.pat@example.org", "O'brien", "Pat"),
    ] {
        assert_eq!(guess(address), (first.to_owned(), last.to_owned()), "{address}");
    }
}

#[test]
fn who_has_one_word_is_called_after_their_organisation() {
    for (address, last) in [
        ("press@acme.example", "Acme"),
        ("press@mail.acme.example", "Acme"),
        ("press@acme.co.uk", "Acme"),
        ("press@big-acme.example", "Big-Acme"),
        ("press@com.example", "Com"),
        ("ana@gmail.com", ""),
        ("ana@xn--mnchen-3ya.de", ""),
    ] {
        assert_eq!(guess(address).1, last, "{address}");
    }
}

#[test]
fn an_address_without_letters_suggests_nobody() {
    assert_eq!(guess("1234@example.org"), (String::new(), String::new()));
    assert_eq!(guess("_@example.org"), (String::new(), String::new()));
}

#[test]
fn columns_are_found_in_any_order_and_by_many_names() {
    for (header, line) in [
        ("email,first name,last name,role", "ana@example.org,Ana,Ruiz,speaker"),
        ("Surname,Given,Type,E-Mail", "Ruiz,Ana,Speakers,ana@example.org"),
        ("Role,Name,Email address", "SPEAKER,Ana Ruiz,ana@example.org"),
        ("family,Address,Dept,forename,TYPE", "Ruiz,Ana <ana@example.org>,Optics,Ana,Speaker"),
    ] {
        let row = table(header, line).expect("somebody");
        assert_eq!(row.given, given("ana@example.org", "Ana", "Ruiz", Some(Role::Speaker)), "{header}");
        assert!(!row.is_name_guessed, "{header}");
    }
}

#[test]
fn a_table_needs_only_addresses() {
    let row = table("e-mail", "ana.ruiz@example.org").expect("somebody");
    assert_eq!(row.given, given("ana.ruiz@example.org", "Ana", "Ruiz", Some(Role::Viewer)));
    assert!(row.is_name_guessed);
    let beside = table("email,first,last", "Bo Berg <bo@example.org>,,").expect("somebody");
    assert_eq!(beside.given, given("bo@example.org", "Bo", "Berg", Some(Role::Viewer)));
    assert!(!beside.is_name_guessed);
}

#[test]
fn half_a_name_is_not_replaced_by_a_guess() {
    let row = table("email,first,last", "ana.ruiz@example.org,Ana,").expect("somebody");
    assert_eq!((row.given.last.as_str(), row.is_name_guessed), ("", false));
}

#[test]
fn an_empty_line_is_nobody_and_a_short_one_is_somebody() {
    assert_eq!(table("email,first,last", " ,,"), None);
    let short = table("first,last,email", "Ana").expect("somebody");
    assert_eq!(short.given, given("", "Ana", "", Some(Role::Viewer)));
}

#[test]
fn a_type_that_there_is_not_is_asked_for() {
    for named in ["host", "presenter", "viewer speaker"] {
        let row = table("email,role", &format!("ana.ruiz@example.org,{named}")).expect("somebody");
        assert_eq!(row.given.read(no_idn), Err(vec![RowProblem::Type]), "{named}");
    }
}

#[test]
fn everything_wrong_with_a_row_is_told_at_once() {
    let wrong = given("ana", "", "\u{7}", None).read(no_idn);
    let expected = [
        RowProblem::Email(EmailProblem::NotOneAt),
        RowProblem::FirstName(NameProblem::Empty),
        RowProblem::LastName(NameProblem::Control),
        RowProblem::Type,
    ];
    assert_eq!(wrong, Err(expected.to_vec()));
}

#[test]
fn a_good_row_is_read_in_canonical_form() {
    let guest =
        given(" Ana@Example.org ", " Ana", "Ruiz ", Some(Role::Moderator)).read(no_idn).expect("a guest");
    assert_eq!(guest.email.as_str(), "ana@example.org");
    assert_eq!(guest.name.to_string(), "Ana Ruiz");
}

#[test]
fn an_address_that_comes_again_names_the_first() {
    let found = repeats(["ana@example.org", "", "bo@example.org", " ANA@example.org", "", "ana@EXAMPLE.org"]);
    assert_eq!(found, [None, None, None, Some(0), None, Some(0)]);
}

fn invitation(state: InvitationState) -> Invitation {
    Invitation {
        id: InvitationId::from_bits(1),
        room: RoomId::from_bits(2),
        email: "ana@example.org".parse().expect("an address"),
        name: name("Ana", "Ruiz"),
        role: Role::Viewer,
        state,
        generation: 1,
        expires_at: Timestamp::from_millis(1_000),
        tries: Tries::default(),
        link_requested_at: None,
        declined_at: None,
    }
}

fn name(first: &str, last: &str) -> PersonName {
    PersonName::parse(first, last).expect("a name")
}

#[test]
fn who_is_invited_changes_only_when_the_host_chose_so_and_something_differs() {
    let there = invitation(InvitationState::Open);
    let now = Timestamp::from_millis(0);
    let changes = |choice: IfKnown, last: &str, role| choice.changes(&there, &name("Ana", last), role, now);
    assert!(!changes(IfKnown::Keep, "Li", Role::Speaker));
    assert!(!changes(IfKnown::Update, "Ruiz", Role::Viewer));
    assert!(changes(IfKnown::Update, "Li", Role::Viewer));
    assert!(changes(IfKnown::Update, "Ruiz", Role::Speaker));
}

#[test]
fn an_invitation_that_does_not_work_comes_back_whatever_the_host_chose() {
    let name = name("Ana", "Ruiz");
    let removed = invitation(InvitationState::Removed);
    assert!(IfKnown::Keep.changes(&removed, &name, Role::Viewer, Timestamp::from_millis(0)));
    let expired = invitation(InvitationState::Open);
    assert!(IfKnown::Keep.changes(&expired, &name, Role::Viewer, Timestamp::from_millis(1_000)));
}

#[test]
fn pages_that_show_all_look_now_and_then_and_at_the_end() {
    let looks = |state, done| Progress { state, done, failed: 0, total: 10_000 }.is_worth_a_look();
    let on_the_way = (0..10_000).step_by(25).filter(|done| looks(BatchState::Running, *done)).count();
    assert_eq!(on_the_way, 20);
    assert!(looks(BatchState::Done, 7) && looks(BatchState::Cancelled, 7));
}

#[test]
fn every_result_is_counted_and_waiting_is_none() {
    let mut counts = Counts::default();
    for state in RowState::ALL {
        counts.add(*state);
    }
    assert_eq!(counts, Counts { invited: 1, updated: 1, unchanged: 1, failed: 1 });
    assert_eq!(counts.done(), 4);
}

#[test]
fn only_hosts_learn_how_far_a_list_is() {
    let event = RoomEvent::BatchProgressed {
        batch: BatchId::from_bits(1),
        progress: Progress { state: BatchState::Running, done: 1, failed: 0, total: 2 },
    };
    for role in Role::ALL {
        let reader = Reader {
            person: None,
            invitation: None,
            participant: None,
            role: Some(*role),
            ..Reader::default()
        };
        assert_eq!(reader.may_learn(&event), *role == Role::Host, "{role}");
    }
    assert!(
        !Reader { person: None, invitation: None, participant: None, role: None, ..Reader::default() }
            .may_learn(&event)
    );
}

#[test]
fn files_are_read_however_they_were_saved() {
    let text = "email;name\nana@example.org;Zoë Š€\n";
    let utf_16 = |mark: [u8; 2], octets: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(text.encode_utf16().flat_map(octets)).collect::<Vec<u8>>()
    };
    assert_eq!(decode(text.as_bytes()), text);
    assert_eq!(decode(format!("\u{feff}{text}").as_bytes()), text);
    assert_eq!(decode(&utf_16([0xff, 0xfe], u16::to_le_bytes)), text);
    assert_eq!(decode(&utf_16([0xfe, 0xff], u16::to_be_bytes)), text);
    assert_eq!(decode(b"email;name\nana@example.org;Zo\xeb \x8a\x80\n"), text);
}

#[test]
fn half_a_letter_at_the_end_of_a_file_breaks_nothing() {
    assert_eq!(decode(b"\xff\xfea\0b"), "ab");
    assert_eq!(decode(b"\xef\xbb\xbf\xc3"), "\u{fffd}");
}

proptest! {
    #[test]
    fn a_guess_is_a_good_name_or_leaves_a_part_empty(local in "[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", domain in "[a-z0-9-]{1,20}(\\.[a-z]{2,8}){1,3}") {
        if let Ok(address) = EmailAddress::parse(&format!("{local}@{domain}")) {
            let (first, last) = guess_name(&address);
            for part in [&first, &last] {
                prop_assert!(part.is_empty() || parse_part(part).as_ref() == Ok(part), "{part:?}");
                prop_assert!(part.chars().count() <= MAX_LENGTH);
            }
            prop_assert!(!first.is_empty() || last.is_empty());
        }
    }

    #[test]
    fn a_file_in_utf_8_says_what_it_holds(text: String) {
        prop_assert_eq!(decode(text.as_bytes()), text.strip_prefix(char::from_u32(0xfeff).expect("a letter")).unwrap_or(&text));
    }

    #[test]
    fn a_file_in_old_letters_loses_none(octets in prop::collection::vec(0x80_u8.., 1..40)) {
        let is_old = str::from_utf8(&octets).is_err() && !octets.starts_with(b"\xff\xfe") && !octets.starts_with(b"\xfe\xff") && !octets.starts_with(b"\xef\xbb\xbf");
        prop_assert!(!is_old || decode(&octets).chars().count() == octets.len());
    }

    #[test]
    fn any_table_is_read_without_harm(header in "[a-z ,-]{0,40}", line in ".{0,60}") {
        let names = format!("email,{header}");
        let columns = Columns::read(names.split(',')).expect("there is an address");
        let cells: Vec<&str> = line.split(',').collect();
        if let Some(row) = columns.row(&cells, Role::Viewer, no_idn) {
            // What was typed as an address stands in the row, or is understood.
            prop_assert!(row.given.email == cells[0].trim() || EmailAddress::parse(&row.given.email).is_ok());
        }
    }

    #[test]
    fn the_first_of_those_who_are_the_same_repeats_nobody(places in prop::collection::vec(0_u8..6, 0..40)) {
        let addresses: Vec<String> = places.iter().map(|place| format!("{place}@example.org")).collect();
        for (place, first) in repeats(addresses.iter().map(String::as_str)).into_iter().enumerate() {
            let expected = places.iter().position(|other| *other == places[place]).expect("it is there");
            prop_assert_eq!(first, Some(expected).filter(|first| *first != place));
        }
    }

    #[test]
    fn a_row_survives_the_wire(email in ".{0,30}", first in ".{0,30}", place in 0_u32..u32::try_from(MAX_ROWS).expect("it is small")) {
        let row = given(&email, &first, "x", Some(Role::Speaker));
        let back: GivenRow = serde_json::from_str(&serde_json::to_string(&row).expect("it is written")).expect("it is read");
        prop_assert_eq!(back, row);
        let problem = RowProblem::Repeats(place);
        let back: RowProblem = serde_json::from_str(&serde_json::to_string(&problem).expect("it is written")).expect("it is read");
        prop_assert_eq!(back, problem);
    }
}
