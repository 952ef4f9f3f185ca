//! The pages in their states, drawn by the server from a hand-written backend.
#![cfg(feature = "ssr")]

mod support;

use std::sync::Mutex;

use app::account::api::Me;
use app::identity::api::SiteFace;
use app::join::farewell::Farewell;
use app::media::api::{RoomList, RoomPage};
use app::report::api::{ReportPage, RunReport, Transcript};
use app::room::api::LiveRoom;
use app::routes;
use domain::identity::SiteName;
use domain::report::{Attendance, Run};
use domain::session::Session;
use domain::setup::SetupStep;
use domain::{Admission, ApplicationRole, HostKind, Refusal, Role};
use http::StatusCode;
use support::fake::{Fake, NOW, ROOM, card, in_minutes, live_room, page, session};
use support::open;

fn with_page(page: RoomPage) -> Fake {
    Fake { page: Mutex::new(page), ..Fake::default() }
}

fn with_live(session: Session) -> Fake {
    Fake { live: Some(live_room(session)), ..Fake::default() }
}

#[test]
fn who_must_sign_in_is_led_there_and_back() {
    let page = open(Fake { me: None, ..Fake::default() }, &routes::edit_room(ROOM));
    assert_eq!(page.status, StatusCode::FOUND);
    assert_eq!(page.location, Some(routes::sign_in(Some(&routes::edit_room(ROOM)))));
}

#[test]
fn the_sign_in_page_keeps_where_one_was_going() {
    let page = open(Fake { me: None, ..Fake::default() }, "/sign-in?next=/rooms/new");
    assert_eq!(page.status, StatusCode::OK);
    page.says(r#"<input type="hidden" name="next" value="/rooms/new">"#);
    page.is_silent_about("greenroom user add");
}

#[test]
fn a_refused_sign_in_is_told_without_javascript() {
    // What the form's post is redirected to: the error, as the server function has encoded it.
    let path = "/sign-in?next=/account&__path=/api/account/sign-in&__err=Ildyb25nQ3JlZGVudGlhbHMi";
    open(Fake { me: None, ..Fake::default() }, path).says("The address or the password is not right.");
}

#[test]
fn a_new_site_tells_how_to_make_its_first_administrator() {
    let new = || Fake { me: None, has_administrator: false, ..Fake::default() };
    open(new(), "/sign-in").says(r#"href="/setup""#);
    let page = open(new(), "/setup");
    page.says("Step 1 of 5");
    page.says("Setup code");
    page.says("greenroom user add you@example.org --first You --last Yourself --role admin");
}

#[test]
fn a_setup_that_is_over_leads_on() {
    let page = open(Fake { me: None, ..Fake::default() }, "/setup");
    assert_eq!(page.location.as_deref(), Some("/rooms"));
    let face = SiteFace { unfinished: Some(SetupStep::Mail), ..SiteFace::default() };
    let page = open(Fake { me: None, face: face.clone(), ..Fake::default() }, "/setup");
    assert_eq!(page.location.as_deref(), Some("/setup/mail"));
    let page = open(Fake { me: None, face, ..Fake::default() }, "/setup/mail");
    assert_eq!(page.location.as_deref(), Some("/sign-in?next=/setup/mail"));
}

#[test]
fn a_page_bears_the_name_and_the_logo_of_its_site() {
    let face = SiteFace {
        name: SiteName::parse("R&D <Days>").expect("a name"),
        logo: Some("/logo/0a.png".to_owned()),
        unfinished: None,
    };
    for (path, title) in [("/sign-in", "Sign in"), ("/new-password", "Choose a password")] {
        let page = open(Fake { me: None, face: face.clone(), ..Fake::default() }, path);
        page.says(&format!("<title>{title} · R&amp;D &lt;Days&gt;</title>"));
        page.says("<p>R&amp;D &lt;Days&gt;</p>");
        page.says(r#"<img src="/logo/0a.png" alt="" class="mark site-logo">"#);
        page.is_silent_about("Greenroom");
    }
}

#[test]
fn only_administrators_are_asked_to_finish_the_setup() {
    let fake = |role| {
        let unfinished = SiteFace { unfinished: Some(SetupStep::Address), ..SiteFace::default() };
        let start = Fake { face: unfinished, ..Fake::default() };
        let me = start.me.clone().map(|me| Me { application_role: role, ..me });
        Fake { me, ..start }
    };
    open(fake(ApplicationRole::Admin), "/rooms").says(r#"href="/setup/address""#);
    open(fake(ApplicationRole::PrivateOnly), "/rooms").is_silent_about("Finish setting up");
}

#[test]
fn an_unknown_page_is_not_found() {
    for path in ["/nowhere", "/rooms/not-a-room", "/rooms/00000000000000000000000001"] {
        let page = open(Fake::default(), path);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.says("There is no such page");
    }
}

#[test]
fn an_empty_list_teaches_what_a_room_is() {
    let page = open(Fake::default(), &routes::rooms());
    page.says("Make your first room");
    page.says(&format!(r#"href="{}""#, routes::new_room()));
}

#[test]
fn cards_tell_how_sessions_stand_and_what_i_am_there() {
    let list = RoomList {
        mine: vec![card(1, "Evening talk", 30, Some(HostKind::CoEditor), None)],
        visible: vec![card(2, "Open house", -5, None, Some(Role::Speaker)), card(3, "Past", -90, None, None)],
        may_create: false,
        server_now: NOW,
    };
    let page = open(Fake { list, ..Fake::default() }, &routes::rooms());
    for text in ["Evening talk", "Starts soon", "Co-editor", "Open now", "Speaker", "Ended"] {
        page.says(text);
    }
    page.is_silent_about("New room");
}

#[test]
fn an_owner_is_offered_everything_that_can_be_done() {
    let page = open(Fake::default(), &routes::room(ROOM));
    for text in [
        "More actions for Rivers after rain",
        "Invite users",
        "Invitations",
        "Reschedule",
        "Edit room",
        "Delete room",
    ] {
        page.says(text);
    }
    page.is_silent_about("Open session now");
    page.is_silent_about("End session</button>");
}

#[test]
fn without_collaboration_nobody_is_offered_to_invite() {
    let mut room = page();
    room.details.collaboration = false;
    open(with_page(room), &routes::room(ROOM)).is_silent_about("Invite users");
}

#[test]
fn who_is_no_host_sees_no_menu() {
    let room = RoomPage { host: None, hosts: Vec::new(), ..page() };
    open(with_page(room), &routes::room(ROOM)).is_silent_about("More actions for");
}

#[test]
fn hosts_may_open_shortly_before_the_start() {
    let room = RoomPage { session: session(10, 70), ..page() };
    open(with_page(room), &routes::room(ROOM)).says("Open session now");
}

#[test]
fn after_the_session_hosts_are_led_to_its_report() {
    let room = RoomPage { session: session(-90, -30), ..page() };
    let after = open(with_page(room), &routes::room(ROOM));
    after.says("See the report");
    after.says(&format!(r#"href="{}""#, routes::report(ROOM, None)));
    let before = open(Fake::default(), &routes::room(ROOM));
    before.is_silent_about(&routes::report(ROOM, None));
    let again = RoomPage { has_report: true, ..page() };
    open(with_page(again), &routes::room(ROOM)).says(&routes::report(ROOM, None));
    let member = RoomPage { session: session(-90, -30), host: None, ..page() };
    open(with_page(member), &routes::room(ROOM)).is_silent_about(&routes::report(ROOM, None));
}

#[test]
fn the_end_of_a_session_is_told_by_who_one_was() {
    let over = LiveRoom {
        admission: Admission::Refused(Refusal::SessionEnded),
        inside: None,
        ..live_room(session(-90, -30))
    };
    let farewell = |is_host| Farewell {
        title: "Rivers after rain".to_owned(),
        opened_at: in_minutes(-90),
        ended_at: in_minutes(-28),
        without_host: false,
        is_host,
    };
    let path = routes::live_room(ROOM, None);
    let with = |farewell| open(Fake { live: Some(over.clone()), farewell, ..Fake::default() }, &path);
    let guest = with(Some(farewell(false)));
    guest.says("The session has ended. Thank you for coming.");
    guest.says("It lasted 1\u{a0}hour 2\u{a0}minutes.");
    guest.is_silent_about("See the report");
    let host = with(Some(farewell(true)));
    host.says("See the report");
    host.is_silent_about("Thank you for coming");
    let late = with(None);
    late.says("You have come after its end.");
    late.is_silent_about("Thank you");
    assert_eq!((guest.status, late.status), (StatusCode::GONE, StatusCode::GONE));
}

#[test]
fn a_report_reads_without_javascript() {
    let run = Run { number: 1, opened_at: in_minutes(-90), ended_at: Some(in_minutes(-30)) };
    let attendance = Attendance { run, attendees: Vec::new() };
    let transcript = Transcript { messages: Vec::new(), all: 0, has_more: false };
    let told = RunReport {
        attendance,
        absent: Vec::new(),
        transcript,
        questions: Vec::new(),
        interactions: Vec::new(),
    };
    let title = "Rivers after rain".to_owned();
    let report = ReportPage { room: ROOM, title, runs: vec![run], run: Some(told), server_now: NOW };
    let page = open(Fake { report: Some(report), ..Fake::default() }, &routes::report(ROOM, Some(1)));
    assert_eq!(page.status, StatusCode::OK);
    for text in ["Nobody came.", "Nobody wrote in the chat.", "Nobody asked a question.", "· 1\u{a0}hour"] {
        page.says(text);
    }
    page.says(&routes::report_file(ROOM, "attendance", 1));
    page.is_silent_about("Sessions of this room");
    let wrong = open(Fake::default(), &format!("{}?run=first", routes::report(ROOM, None)));
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
}

#[test]
fn hosts_inside_read_when_they_may_open_until_they_may() {
    let early = open(with_live(session(30, 90)), &routes::live_room(ROOM, None));
    early.says("You can open it from");
    early.says("22 Nov 2026, 18:15 UTC");
    early.is_silent_about("Open the session");
    let in_time = open(with_live(session(15, 75)), &routes::live_room(ROOM, None));
    in_time.says("Open the session");
    in_time.is_silent_about("You can open it from");
}

#[test]
fn a_deleted_room_can_be_restored_by_its_owner_and_nothing_else() {
    let room = RoomPage { deleted_at: Some(NOW), ..page() };
    let page = open(with_page(room), &routes::room(ROOM));
    page.says("This room has been deleted.");
    page.says("Restore");
    page.is_silent_about("More actions for");
    page.is_silent_about("Enter room");
}

#[test]
fn the_form_for_a_room_holds_what_the_room_is() {
    let page = open(Fake::default(), &routes::edit_room(ROOM));
    page.says(r#"value="Rivers after rain""#);
    page.says(r#"value="2026-11-22T19:30""#);
    page.says("Tom Okafor");
    page.says(r#"<input type="hidden" name="version" value="0""#);
}

#[test]
fn who_may_not_edit_sees_why() {
    let room = RoomPage { host: Some(HostKind::CoPublisher), ..page() };
    let page = open(with_page(room), &routes::edit_room(ROOM));
    page.says("Only the room's owner, co-owners and co-editors may change it.");
}
