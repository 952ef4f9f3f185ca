//! When personal data goes, and what of it is left in texts.

use std::time::Duration;

use domain::privacy::{
    ADDRESS_ERASED, DataKind, EraseDenied, GuestStay, Traces, are_guests_due, erased_address, former_guest,
    former_person, is_erased, is_guest_due, may_erase_account, names_that_go,
};
use domain::session::{Phase, Session};
use domain::settings::{SettingsField, SettingsForm, SettingsProblem};
use domain::{EmailAddress, EmailProblem, InvitationId, PersonName, Settings, Timestamp};
use proptest::prelude::*;

const DAY: Duration = Duration::from_hours(24);
const STARTS: Timestamp = Timestamp::from_millis(1_800_000_000_000);

fn ends() -> Timestamp {
    STARTS + Duration::from_hours(1)
}

fn session(ended_at: Option<Timestamp>) -> Session {
    Session { starts_at: STARTS, ends_at: ends(), opened_at: Some(STARTS), ended_at, host_away_since: None }
}

fn keeping(days: Option<u32>) -> Settings {
    Settings { guests_kept_days: days, ..Settings::default() }
}

#[test]
fn nobody_erases_their_own_account_or_the_only_administrators() {
    assert_eq!(may_erase_account(true, true, true), Err(EraseDenied::Yourself));
    assert_eq!(may_erase_account(false, true, false), Err(EraseDenied::LastAdministrator));
    assert_eq!(may_erase_account(false, true, true), Ok(()));
    // A site that nobody runs loses nothing by it.
    assert_eq!(may_erase_account(false, false, false), Ok(()));
}

#[test]
fn a_name_that_somebody_else_bears_stays_in_texts() {
    let name = |first: &str, last: &str| PersonName::parse(first, last).unwrap();
    let (theirs, former) = (name("ana", "RUIZ"), name("Ana", "Ruíz"));
    let both = [theirs.clone(), former.clone()];
    assert_eq!(names_that_go(&both, &[]), [&theirs, &former]);
    assert_eq!(names_that_go(&both, &[name("Ana", "Ruiz"), name("Bo", "Lee")]), [&former]);
}

#[test]
fn guests_go_so_many_days_after_the_end_and_not_a_moment_earlier() {
    let ended = session(Some(ends()));
    let settings = keeping(Some(90));
    let due = ends() + 90 * DAY;
    assert!(!are_guests_due(&settings, &ended, due.before(Duration::from_millis(1))));
    assert!(are_guests_due(&settings, &ended, due));
    let early = Session { ended_at: Some(STARTS), ..ended };
    assert!(are_guests_due(&settings, &early, STARTS + 90 * DAY));
}

#[test]
fn a_session_that_runs_or_is_planned_keeps_its_guests_however_long() {
    let much_later = ends() + 4_000 * DAY;
    let planned = Session {
        starts_at: much_later + DAY,
        ends_at: much_later + 2 * DAY,
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    };
    assert!(!are_guests_due(&keeping(Some(1)), &planned, much_later));
    assert!(!are_guests_due(&keeping(Some(1)), &session(None), STARTS));
}

#[test]
fn without_a_number_of_days_nobody_goes_by_themselves() {
    assert!(!are_guests_due(&keeping(None), &session(Some(ends())), ends() + 9_000 * DAY));
}

fn planned_again(now: Timestamp) -> Session {
    let (starts_at, ends_at) = (now + DAY, now + DAY + Duration::from_hours(1));
    Session { starts_at, ends_at, opened_at: None, ended_at: None, host_away_since: None }
}

#[test]
fn who_belonged_to_an_earlier_run_goes_after_its_end_although_the_room_is_planned_again() {
    let (settings, stay) = (keeping(Some(90)), GuestStay { over_at: Some(ends()), ..GuestStay::default() });
    let due = ends() + 90 * DAY;
    let before = due.before(Duration::from_millis(1));
    assert!(!is_guest_due(&settings, &planned_again(before), stay, before));
    assert!(is_guest_due(&settings, &planned_again(due), stay, due));
    assert!(!is_guest_due(&keeping(None), &planned_again(due), stay, due));
    // Nor do they wait for the end of what they did not come to.
    let over = Session { ended_at: Some(due), ..session(None) };
    assert!(is_guest_due(&settings, &over, stay, due) && !are_guests_due(&settings, &over, due));
}

#[test]
fn whose_link_has_expired_goes_unless_they_are_inside() {
    let settings = keeping(Some(7));
    let (expired, due) = (ends(), ends() + 7 * DAY);
    let stay = GuestStay { expires_at: Some(expired), ..GuestStay::default() };
    let before = due.before(Duration::from_millis(1));
    assert!(!is_guest_due(&settings, &planned_again(before), stay, before));
    assert!(is_guest_due(&settings, &planned_again(due), stay, due));
    let inside = GuestStay { is_inside: true, ..stay };
    assert!(!is_guest_due(&settings, &planned_again(due), inside, due));
    let works = GuestStay { expires_at: Some(due + DAY), ..stay };
    assert!(!is_guest_due(&settings, &planned_again(due), works, due));
    assert!(!is_guest_due(&settings, &planned_again(due), GuestStay::default(), due), "a place that is held");
}

#[test]
fn the_number_of_days_is_typed_into_the_form() {
    let read = |typed: &str| {
        let form =
            SettingsForm { guests_kept_days: typed.to_owned(), ..SettingsForm::from(&Settings::default()) };
        form.read(|_| Err(EmailProblem::Domain)).map(|settings| settings.guests_kept_days)
    };
    assert_eq!(SettingsForm::from(&Settings::default()).guests_kept_days, "90");
    assert_eq!(read(" 30 "), Ok(Some(30)));
    assert_eq!(read(""), Ok(None));
    for wrong in ["0", "3651", "-1", "x"] {
        let problem = SettingsProblem::NotANumber(1, 3_650);
        assert_eq!(read(wrong), Err(vec![(SettingsField::GuestsKept, problem)]), "{wrong}");
    }
}

#[test]
fn what_stands_where_an_address_was_is_an_address_that_is_known_as_such() {
    let address: EmailAddress = erased_address(InvitationId::from_bits(7)).parse().unwrap();
    assert!(is_erased(&address));
    assert!(!is_erased(&"ana@example.org".parse().unwrap()));
    assert_eq!(
        (former_guest().to_string(), former_person().to_string()),
        ("Former guest".into(), "Former person".into())
    );
}

#[test]
fn every_kind_and_every_refusal_has_words() {
    for kind in DataKind::ALL {
        assert_eq!(kind.word().parse(), Ok(*kind));
        assert!(!kind.to_string().is_empty());
    }
    assert!(EraseDenied::Yourself.to_string().contains("your own"));
    assert!(EraseDenied::LastAdministrator.to_string().contains("only administrator"));
}

fn ana() -> Traces {
    let name = PersonName::parse("Ana", "Ruiz").expect("a name");
    Traces::default()
        .and_addresses(["ana@xn--mnchen-3ya.de", "ana@münchen.de"])
        .and_names([&name], &former_guest())
}

#[test]
fn addresses_and_names_go_whatever_their_case() {
    for (text, left) in [
        ("write to ana@münchen.de.", "write to [address erased]."),
        ("ANA@MÜNCHEN.DE, please", "[address erased], please"),
        ("<Ana@XN--MNCHEN-3YA.DE>", "<[address erased]>"),
        ("'ana@münchen.de'", "'[address erased]'"),
        ("Thanks, ana ruiz!", "Thanks, Former guest!"),
        ("RUIZ, ANA", "Former guest"),
        ("Ruiz Ana: Ana Ruiz", "Former guest: Former guest"),
        ("*ana@münchen.de*, _ana@münchen.de_", "*[address erased]*, _[address erased]_"),
        ("?mail=ana@münchen.de&to=bo@x.org", "?mail=[address erased]&to=bo@x.org"),
        ("bo@x.org/ana@münchen.de", "bo@x.org/[address erased]"),
        ("Write to...ana@münchen.de - or not", "Write to...[address erased] - or not"),
        ("ana@münchen.de-", "[address erased]-"),
    ] {
        assert_eq!(ana().without(text).as_deref(), Some(left), "{text}");
        assert!(ana().are_in(text), "{text}");
    }
}

#[test]
fn others_stay() {
    for text in [
        "",
        "joana@münchen.de",
        "ana@münchen.de.example",
        "b.ana@münchen.de",
        "b.ana@münchen.de.",
        "o'ana@münchen.de",
        "b+ana@münchen.de",
        "_ana@münchen.de",
        "ana@münchen.de-nord.example",
        "Ana Ruizova",
        "Juana Ruiz",
        "Ana and Mr Ruiz",
        "ana@munchen.de",
    ] {
        assert_eq!(ana().without(text), None, "{text}");
        assert!(!ana().are_in(text), "{text}");
    }
}

#[test]
fn a_name_is_not_found_within_a_longer_one() {
    let an_li = Traces::default().and_names([&PersonName::parse("An", "Li").unwrap()], &former_guest());
    assert!(!an_li.are_in("Ivan Lindt") && !an_li.are_in("An Lindt, Susan Li"));
    assert!(an_li.are_in("Ivan Lindt and (an li)"));
}

#[test]
fn letters_that_grow_in_lower_case_are_counted_right() {
    let traces = Traces::default().and_addresses(["a@b.org"]);
    assert_eq!(traces.without("İİ a@b.org İ").as_deref(), Some("İİ [address erased] İ"));
}

proptest! {
    #[test]
    fn no_text_holds_the_address_afterwards(
        before in "[a-z İß.,!]{0,12} ", after in " [a-z İß.,!]{0,12}", upper in any::<bool>(), twice in any::<bool>(),
    ) {
        let address = if upper { "ANA@MÜNCHEN.DE" } else { "ana@münchen.de" };
        let text = if twice { format!("{before}{address}{after} {address}") } else { format!("{before}{address}{after}") };
        let left = ana().without(&text).unwrap();
        prop_assert!(!left.to_lowercase().contains("ana@münchen.de"), "{left}");
        prop_assert!(left.contains(ADDRESS_ERASED));
        prop_assert!(left.starts_with(&before) && left.contains(&after));
    }

    #[test]
    fn any_text_can_be_searched(text in any::<String>()) {
        if let Some(left) = ana().without(&text) {
            prop_assert_eq!(ana().without(&left), None);
        }
    }

    #[test]
    fn what_is_found_is_what_goes(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "ana@münchen.de", "ANA@XN--MNCHEN-3YA.DE", "Ana Ruiz", "Ruiz, Ana", "jo", "b", ".", "-", "_", "'", " ", "İ",
        ]),
        0..8,
    )) {
        let text = parts.concat();
        prop_assert!(ana().are_in(&text) == ana().without(&text).is_some(), "{text}");
    }

    #[test]
    fn nobody_is_due_before_the_days_are_over(days in 1_u32..3_650, later in 0_u64..400_000_000_000) {
        let now = STARTS + Duration::from_millis(later);
        let ended = session(Some(ends()));
        let is_due = are_guests_due(&keeping(Some(days)), &ended, now);
        prop_assert_eq!(is_due, now >= ends() + days * DAY);
    }

    #[test]
    fn nobody_is_due_who_may_still_come_in_or_is_inside(
        starts in 0_u64..1_000, lasts in 1_u64..100, ended in proptest::option::of(0_u64..1_000),
        over in proptest::option::of(0_u64..1_000), expires in proptest::option::of(0_u64..1_000),
        is_inside in any::<bool>(), days in 1_u32..3_000, later in 0_u64..4_000,
    ) {
        let at = |hours: u64| STARTS + Duration::from_hours(hours);
        let session = Session {
            starts_at: at(starts), ends_at: at(starts + lasts), opened_at: None,
            ended_at: ended.map(at), host_away_since: None,
        };
        let (stay, now) = (GuestStay { over_at: over.map(at), expires_at: expires.map(at), is_inside }, at(later));
        let settings = keeping(Some(days));
        let is_due = is_guest_due(&settings, &session, stay, now);
        let is_out = stay.over_at.is_some() || stay.expires_at.is_some_and(|expires_at| expires_at <= now);
        let is_over = session.phase(now) == Phase::Ended;
        prop_assert!(!is_due || is_over || (is_out && !is_inside));
        prop_assert!(!are_guests_due(&settings, &session, now) || is_due, "all are due with their session");
        // Whoever is due stays so while nobody plans anything.
        prop_assert!(!is_due || is_guest_due(&settings, &session, stay, now + DAY));
    }
}
