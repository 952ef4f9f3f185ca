//! Who came and for how long, as the log tells it; and what goes into files.

use core::time::Duration;

use domain::live::{Participant, RoomEvent};
use domain::report::{
    Attendance, AttendanceFold, Attendee, Invited, MOST_SLOTS, Run, Span, absent, file_name, safe_cell,
};
use domain::session::Session;
use domain::{EmailAddress, ParticipantId, PersonName, Role, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

const ANA: ParticipantId = ParticipantId::from_bits(1);
const BO: ParticipantId = ParticipantId::from_bits(2);
const HOST: ParticipantId = ParticipantId::from_bits(3);

const fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(minutes * 60_000)
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_mins(minutes)
}

fn planned(starts: i64, ends: i64) -> Session {
    Session::plan(at(starts), at(ends), at(starts)).expect("a plain schedule")
}

fn open(starts: i64, ends: i64) -> Session {
    Session { opened_at: Some(at(starts)), ..planned(starts, ends) }
}

fn over(starts: i64, ended: i64) -> Session {
    Session { ended_at: Some(at(ended)), ..open(starts, ended) }
}

fn participant(id: ParticipantId, role: Role) -> Participant {
    let who = json!({
        "id": id, "name": { "first": "Some", "last": "Body" }, "role": role, "is_guest": role != Role::Host,
        "entered_at": 0,
    });
    serde_json::from_value(who).expect("a participant of the log")
}

fn entered(id: ParticipantId) -> RoomEvent {
    RoomEvent::Entered { participant: participant(id, Role::Viewer) }
}

const fn left(participant: ParticipantId) -> RoomEvent {
    RoomEvent::Left { participant, is_in_crowd: false }
}

const fn changed(session: Session) -> RoomEvent {
    RoomEvent::SessionChanged { session }
}

/// The runs of a log, as they are told at `now`; the last session of the log is the room's.
fn runs(log: &[(i64, RoomEvent)], now: i64) -> Vec<Attendance> {
    let mut fold = AttendanceFold::default();
    let mut session = planned(0, 60);
    for (minute, event) in log {
        fold.note(at(*minute), event);
        if let RoomEvent::SessionChanged { session: last } = event {
            session = *last;
        }
    }
    fold.finish(session, at(now))
}

fn only(mut runs: Vec<Attendance>) -> Attendance {
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs.remove(0)
}

/// The visits in minutes.
fn visits(attendee: &Attendee) -> Vec<(i64, Option<i64>)> {
    let minute = |at: Timestamp| at.as_millis() / 60_000;
    attendee.visits.iter().map(|visit| (minute(visit.from), visit.to.map(minute))).collect()
}

#[test]
fn the_end_of_a_session_sees_out_who_never_left() {
    let log = [
        (0, changed(open(0, 60))),
        (1, entered(ANA)),
        (5, entered(BO)),
        (9, left(BO)),
        (20, entered(BO)),
        (50, changed(over(0, 50))),
    ];
    let attendance = only(runs(&log, 99));
    assert_eq!(attendance.run, Run { number: 1, opened_at: at(0), ended_at: Some(at(50)) });
    let [ana, bo] = attendance.attendees.as_slice() else { panic!("two came: {attendance:?}") };
    assert_eq!(visits(ana), [(1, Some(50))]);
    assert_eq!(visits(bo), [(5, Some(9)), (20, Some(50))]);
    assert_eq!((ana.present_for(at(99)), bo.present_for(at(99))), (minutes(49), minutes(34)));
    assert_eq!((bo.first_entered(), bo.last_left(), bo.is_inside()), (Some(at(5)), Some(at(50)), false));
}

#[test]
fn who_prepares_the_room_is_present_from_its_opening() {
    let host = RoomEvent::Entered { participant: participant(HOST, Role::Host) };
    let log = [(-9, host), (-5, entered(BO)), (-1, left(BO)), (0, changed(open(0, 60)))];
    let attendance = only(runs(&log, 10));
    let [host] = attendance.attendees.as_slice() else { panic!("the host alone: {attendance:?}") };
    assert_eq!((visits(host), host.is_inside(), host.is_guest), (vec![(0, None)], true, false));
    assert_eq!(host.present_for(at(10)), minutes(10));
}

#[test]
fn who_comes_before_the_log_tells_of_the_opening_is_present_from_then_on() {
    // The door goes by the clock, which is written down a moment later.
    let log = [(1, entered(ANA)), (2, changed(open(0, 60)))];
    assert_eq!(visits(&only(runs(&log, 9)).attendees[0]), [(1, None)]);
}

#[test]
fn each_opening_is_a_run_of_its_own() {
    let log = [
        (0, changed(open(0, 60))),
        (1, entered(ANA)),
        (30, changed(over(0, 30))),
        (40, changed(planned(100, 160))),
        (100, changed(open(100, 160))),
        (105, entered(BO)),
    ];
    let runs = runs(&log, 110);
    assert_eq!(runs.iter().map(|one| one.run.number).collect::<Vec<_>>(), [1, 2]);
    let people = |run: &Attendance| run.attendees.iter().map(|one| one.participant).collect::<Vec<_>>();
    assert_eq!((people(&runs[0]), people(&runs[1])), (vec![ANA], vec![BO]));
    assert!(runs[1].run.is_open());
}

#[test]
fn a_longer_session_stays_the_same_run() {
    let log = [(0, changed(open(0, 60))), (1, entered(ANA)), (50, changed(open(0, 90)))];
    assert_eq!(visits(&only(runs(&log, 80)).attendees[0]), [(1, None)]);
}

#[test]
fn moved_into_the_future_a_session_ends_and_its_hosts_stay_for_the_next() {
    let host = RoomEvent::Entered { participant: participant(HOST, Role::Host) };
    let log = [
        (0, changed(open(0, 60))),
        (1, host),
        (2, entered(ANA)),
        (20, changed(planned(100, 160))),
        (20, left(ANA)),
        (100, changed(open(100, 160))),
    ];
    let runs = runs(&log, 130);
    assert_eq!(runs[0].attendees.iter().map(visits).collect::<Vec<_>>(), [[(1, Some(20))], [(2, Some(20))]]);
    assert_eq!(runs[1].attendees.iter().map(visits).collect::<Vec<_>>(), [[(100, None)]]);
}

#[test]
fn what_the_clock_has_done_counts_before_it_is_written_down() {
    let log = [(0, changed(open(0, 60))), (1, entered(ANA))];
    let attendance = only(runs(&log, 75));
    assert_eq!(attendance.run.ended_at, Some(at(60)));
    assert_eq!(visits(&attendance.attendees[0]), [(1, Some(60))]);
    let not_yet = AttendanceFold::default().finish(planned(0, 60), at(-1));
    assert_eq!(not_yet, []);
    assert!(only(AttendanceFold::default().finish(planned(0, 60), at(1))).run.is_open());
}

#[test]
fn roles_are_kept_in_the_order_they_were_given() {
    let role = |role| RoomEvent::RoleChanged { participant: ANA, role };
    let log = [
        (0, changed(open(0, 60))),
        (1, entered(ANA)),
        (5, role(Role::Speaker)),
        (9, role(Role::Viewer)),
        (10, RoomEvent::Removed { participant: ANA, is_in_crowd: false }),
        (11, role(Role::Moderator)),
    ];
    let attendance = only(runs(&log, 20));
    assert_eq!(attendance.attendees[0].roles, [Role::Viewer, Role::Speaker]);
    assert_eq!(visits(&attendance.attendees[0]), [(1, Some(10))]);
}

#[test]
fn the_figures_tell_how_many_came_and_when_most_were_there() {
    let log = [
        (0, changed(open(0, 60))),
        (10, entered(ANA)),
        (20, left(ANA)),
        (20, entered(BO)),
        (30, entered(ANA)),
        (60, changed(over(0, 60))),
    ];
    let attendance = only(runs(&log, 99));
    let figures = attendance.figures(at(99));
    assert_eq!((figures.came, figures.most, figures.most_at), (2, 2, Some(at(30))));
    assert_eq!(figures.average, minutes(40));
    let nobody = only(runs(&[(0, changed(open(0, 60)))], 9)).figures(at(9));
    assert_eq!((nobody.came, nobody.most, nobody.most_at, nobody.average), (0, 0, None, minutes(0)));
}

#[test]
fn presence_is_told_in_slots_that_people_count_in() {
    let log = [
        (0, changed(open(0, 60))),
        (1, entered(ANA)),
        (3, left(ANA)),
        (8, entered(ANA)),
        (9, entered(BO)),
        (10, left(BO)),
        (20, changed(over(0, 20))),
    ];
    let slots = only(runs(&log, 99)).presence(at(99));
    assert_eq!(slots.len(), 20);
    let most: Vec<u32> = slots.iter().map(|slot| slot.most).collect();
    assert_eq!(most[..12], [0, 1, 1, 0, 0, 0, 0, 0, 1, 2, 1, 1]);
    let week = only(runs(&[(0, changed(open(0, 7 * 24 * 60)))], 7 * 24 * 60)).presence(at(7 * 24 * 60));
    assert_eq!((week.len(), week[1].from), (28, at(360)));
}

#[test]
fn words_belong_to_the_run_they_were_written_for() {
    let run = |number, opened: i64, ended: Option<i64>| Run {
        number,
        opened_at: at(opened),
        ended_at: ended.map(at),
    };
    let runs = [run(1, 0, Some(60)), run(2, 100, Some(160)), run(3, 200, None)];
    let has = |number| [-5, 60, 61, 160, 161, 999].map(|minute| Span::of(number, &runs).has(at(minute)));
    assert_eq!(has(1), [true, true, false, false, false, false]);
    assert_eq!(has(2), [false, false, true, true, false, false]);
    assert_eq!(has(3), [false, false, false, false, true, true]);
}

#[test]
fn who_was_invited_in_time_and_never_came_is_missed() {
    let log = [(0, changed(open(0, 60))), (1, entered(ANA)), (50, changed(over(0, 50)))];
    let attendance = only(runs(&log, 60));
    let invited = |name: &str, invited: i64, is_removed, participants: &[ParticipantId]| Invited {
        name: PersonName::parse(name, "Guest").expect("a name"),
        email: EmailAddress::parse(&format!("{name}@example.org")).expect("an address"),
        role: Role::Viewer,
        invited_at: at(invited),
        is_removed,
        participants: participants.to_vec(),
    };
    let all = vec![
        invited("came", -9, false, &[ANA]),
        invited("came-another-day", -9, false, &[BO]),
        invited("stayed-away", -9, false, &[]),
        invited("removed", -9, true, &[]),
        invited("invited-later", 55, false, &[]),
    ];
    let missed = absent(all, &attendance);
    let names: Vec<&str> = missed.iter().map(|one| one.name.first()).collect();
    assert_eq!(names, ["came-another-day", "stayed-away"]);
}

#[test]
fn no_cell_is_taken_for_a_formula() {
    for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "=HYPERLINK(\"http://x\")"]
    {
        assert_eq!(safe_cell(formula), format!("'{formula}"));
    }
    for plain in ["", "a=1", "Ana Ruiz", "1", "'=1", "(+1)", "…"] {
        assert_eq!(safe_cell(plain), plain);
    }
}

#[test]
fn files_are_named_by_the_room_and_their_part() {
    for (title, name) in [
        ("Rivers after rain", "rivers-after-rain-chat.csv"),
        ("  ../../etc/passwd\0", "etc-passwd-chat.csv"),
        ("\"Quotes\"; filename=x.exe\r\n", "quotes-filename-x-exe-chat.csv"),
        ("Füße & Ströme", "füße-ströme-chat.csv"),
        ("水の音", "水の音-chat.csv"),
        ("🎉🎉", "session-chat.csv"),
    ] {
        assert_eq!(file_name(title, "chat"), name);
    }
    assert_eq!(file_name(&"a".repeat(500), "chat").len(), 69);
}

/// Few people and few minutes, so that events meet; any order, as clocks and losses may leave it.
fn event() -> impl Strategy<Value = RoomEvent> {
    let who = || (1..4_u128).prop_map(ParticipantId::from_bits);
    let moment = || prop_oneof![-50..200_i64, Just(2_000_000_000), Just(-2_000_000_000)].prop_map(at);
    let maybe = || proptest::option::of(moment());
    let session =
        (maybe(), maybe(), -50..200_i64, 1..90_i64).prop_map(|(opened_at, ended_at, starts, length)| {
            changed(Session { opened_at, ended_at, ..planned(starts, starts + length) })
        });
    prop_oneof![
        4 => (who(), select(Role::ALL))
            .prop_map(|(id, role)| RoomEvent::Entered { participant: participant(id, role) }),
        2 => who().prop_map(left),
        1 => who().prop_map(|participant| RoomEvent::Removed { participant, is_in_crowd: false }),
        1 => (who(), select(Role::ALL)).prop_map(|(participant, role)| RoomEvent::RoleChanged { participant, role }),
        3 => session,
        1 => Just(RoomEvent::RoomDeleted),
    ]
}

fn log() -> impl Strategy<Value = Vec<(i64, RoomEvent)>> {
    vec((-50..200_i64, event()), 0..40)
}

proptest! {
    #[test]
    fn nobody_is_present_longer_than_the_run_or_twice_at_once(log in log(), now in -50..300_i64) {
        for attendance in runs(&log, now) {
            let until = attendance.run.until(at(now));
            for attendee in &attendance.attendees {
                prop_assert!(!attendee.visits.is_empty() && !attendee.roles.is_empty());
                let mut free_from = attendance.run.opened_at;
                for visit in &attendee.visits {
                    prop_assert!(visit.from >= free_from);
                    free_from = visit.to.unwrap_or(Timestamp::from_millis(i64::MAX));
                    prop_assert!(free_from >= visit.from);
                }
                if attendance.run.ended_at.is_some() {
                    prop_assert!(!attendee.is_inside() && free_from <= until);
                    prop_assert!(attendee.present_for(at(now)) <= attendance.run.lasted_for(at(now)));
                }
            }
        }
    }

    #[test]
    fn runs_follow_one_another_and_only_the_last_is_open(log in log(), now in -50..300_i64) {
        let runs = runs(&log, now);
        for (number, one) in (1..).zip(&runs) {
            prop_assert_eq!(one.run.number, number);
        }
        for pair in runs.windows(2) {
            prop_assert!(pair[0].run.ended_at.is_some_and(|ended| ended <= pair[1].run.opened_at));
        }
    }

    #[test]
    fn figures_and_slots_agree(log in log(), now in -50..300_i64) {
        for attendance in runs(&log, now) {
            let (figures, slots) = (attendance.figures(at(now)), attendance.presence(at(now)));
            prop_assert!(figures.most as usize <= figures.came);
            prop_assert!(!slots.is_empty() && slots.len() <= MOST_SLOTS as usize);
            prop_assert!(slots.iter().all(|slot| slot.most <= figures.most));
            if attendance.run.ended_at.is_some() {
                prop_assert_eq!(slots.iter().map(|slot| slot.most).max(), Some(figures.most));
            }
        }
    }

    #[test]
    fn a_safe_cell_begins_no_formula_and_keeps_every_letter(text in "[=+@\t\r\n＝'a1-]{0,4}|\\PC*") {
        let cell = safe_cell(&text);
        prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
        prop_assert!(cell == text || cell.strip_prefix('\'') == Some(text.as_str()));
        prop_assert_eq!(safe_cell(&cell), cell.clone());
    }

    #[test]
    fn a_file_name_means_nothing_to_anybody(title in "\\PC*|[./\\\\\"; =%\r\n-]{0,9}") {
        let name = file_name(&title, "chat");
        prop_assert!(name.ends_with("-chat.csv"));
        let plain = |letter: char| letter.is_alphanumeric() || letter == '-';
        prop_assert!(name.trim_end_matches(".csv").chars().all(plain), "{name}");
        prop_assert!(!name.starts_with(['-', '.']));
    }
}
