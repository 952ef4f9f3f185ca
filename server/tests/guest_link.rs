//! Guest links: one link for many, who say who they are; through the door and out of it again.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::guest_link::api::{GuestLinkList, GuestLinkSummary};
use domain::chat::{Channel, ChatCommand};
use domain::command::{CommandDenied, RoomCommand};
use domain::guest_link::{GuestLinkAct, GuestLinkDenied};
use domain::invite_policy::InviteDenied;
use domain::live::RoomEvent;
use domain::lock::{Knocker, LockCommand, LockEvent};
use domain::mailed_code::CodePolicy;
use domain::question::{QuestionCommand, Visibility};
use domain::settings::PlusRule;
use domain::{Admission, GuestLinkId, Permission, Refusal, Role, Settings};
use http::{Request, StatusCode};
use server::live::participants::presence::{ABSENT_AFTER, follow_presence};
use support::people::Told;
use support::stream::Stream;
use support::{Device, HOUR, Person, Room, TestApp, on_both_engines};

const DAY: i64 = 24 * HOUR;

impl Room<'_> {
    async fn guest_links(&self) -> GuestLinkList {
        let fields = [("room", self.id.to_string())];
        let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
        self.owner.device.call("/api/guest-links/list", fields).await.unwrap()
    }

    async fn entries(&self) -> Vec<u32> {
        self.guest_links().await.links.iter().map(|one| one.link.entries).collect()
    }

    async fn host_does(&self, command: LockCommand) {
        self.owner.device.command(self.id, None, &RoomCommand::Lock(command)).await.unwrap();
    }
}

impl Device {
    async fn entry_stream(&self, summary: &GuestLinkSummary) -> Stream {
        let page = self.entry(summary.link.id).await;
        let after = page.room.map_or(0, |room| room.sequence);
        self.stream(&format!("/live/guest-links/{}?after={after}", summary.link.id)).await
    }
}

fn refused<T>(refusal: Refusal) -> Told<T> {
    let status = StatusCode::from_u16(app::error::refusal_status(refusal)).unwrap();
    Err((status, AppError::Refused(refusal)))
}

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    room
}

on_both_engines!(whoever_opens_the_link_says_who_they_are_and_waits_for_the_start, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let link = room.guest_link().await;
    let bo = app.device();
    bo.open_guest_link(&link).await;
    let page = bo.entry(link.link.id).await;
    assert_eq!((page.admission, page.comes_by_link), (Admission::Introduce, true));
    assert_eq!(page.room.unwrap().title, "Optics");
    for _ in 0..3 {
        bo.get(&format!("/enter/{}", link.link.id)).await;
    }
    assert_eq!(room.entries().await, [0], "looking is never counted");
    bo.introduce(&link, "Bo", "bo@example.net").await.unwrap();
    bo.introduce(&link, "Bo", "bo@example.net").await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Wait(Role::Guest));
    assert_eq!(room.entries().await, [1], "a device is counted once");
    app.turn(HOUR).await;
    assert_eq!(bo.at_door(&link).await, Admission::Enter(Role::Guest));
    bo.enter(room.id, None).await.unwrap();
    let inside = bo.inside(room.id, None).await;
    let me = inside.state.participants.iter().find(|known| Some(known.id) == inside.state.me).unwrap();
    assert_eq!((me.name.first(), me.role, me.is_guest), ("Bo", Role::Guest, true));
});

on_both_engines!(a_token_that_is_not_genuine_opens_nothing, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let link = room.guest_link().await;
    let without = app.device();
    assert_eq!(without.at_door(&link).await, Admission::Refused(Refusal::UnknownLink));
    assert_eq!(without.introduce(&link, "Bo", "bo@example.net").await, refused(Refusal::UnknownLink));
    let invitation = room.invite("cy@example.org", Role::Speaker).await;
    let token = invitation.link.rsplit('/').next().unwrap();
    assert_eq!(without.get(&format!("/g/{token}")).await.status, StatusCode::SEE_OTHER);
    let forged = app.device();
    forged.set_cookie(&format!("__Host-greenroom-guest-link-{}", link.link.id), token);
    assert_eq!(forged.at_door(&link).await, Admission::Refused(Refusal::UnknownLink));
    let nobody = GuestLinkId::from_bits(7);
    assert_eq!(forged.entry(nobody).await.admission, Admission::Refused(Refusal::UnknownLink));
    let cut = app.device().get("/g/cut-short").await;
    assert_eq!(cut.header("location"), "/join/unknown");
});

on_both_engines!(a_guest_may_do_little_and_is_told_so, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let bo = app.device();
    bo.come(&room, &link, "bo").await;
    let post = RoomCommand::Chat(ChatCommand::Post {
        channel: Channel::Chat,
        text: "Hello".to_owned(),
        reply_to: None,
    });
    let ask =
        |visibility| RoomCommand::Question(QuestionCommand::Ask { text: "Why?".to_owned(), visibility });
    let denied =
        |missing| Err((StatusCode::FORBIDDEN, AppError::CommandDenied(CommandDenied::NotAllowed(missing))));
    assert_eq!(bo.command(room.id, None, &post).await, denied(Permission::Chat));
    assert_eq!(bo.command(room.id, None, &ask(Visibility::Public)).await, denied(Permission::Questions));
    bo.command(room.id, None, &ask(Visibility::Private)).await.unwrap();
    ann.device.command(room.id, None, &post).await.unwrap();
    let inside = bo.inside(room.id, None).await;
    assert_eq!(inside.state.chat.messages.len(), 1, "guests read the chat");
    assert!(inside.state.backchannel.is_none() && inside.host.is_none());
    assert_eq!(inside.state.questions.list.len(), 1, "their own");
    // A moderator's word makes them a viewer, which holds after a reload.
    let me = inside.state.me.unwrap();
    room.change_role(me, Role::Viewer).await.unwrap();
    bo.command(room.id, None, &post).await.unwrap();
    bo.leave(room.id, None).await.unwrap();
    bo.enter(room.id, None).await.unwrap();
    bo.command(room.id, None, &post).await.unwrap();
});

on_both_engines!(a_typed_address_gives_nobody_elses_rights, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let speaker = room.guest(&app, "eve@example.org", Role::Speaker).await;
    let mut ids = vec![speaker.id];
    for email in ["eve@example.org", "ann@example.org", "eve@example.org"] {
        let device = app.device();
        device.open_guest_link(&link).await;
        device.introduce(&link, "Mallory", email).await.unwrap();
        device.enter(room.id, None).await.unwrap();
        let inside = device.inside(room.id, None).await;
        let me = inside.state.find(inside.state.me.unwrap()).unwrap();
        assert_eq!((me.role, me.name.first()), (Role::Guest, "Mallory"), "{email}");
        assert!(inside.host.is_none(), "{email}");
        ids.push(me.id);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4, "each is somebody of their own");
    assert_eq!(speaker.inside().await.state.find(speaker.id).unwrap().role, Role::Speaker);
});

on_both_engines!(whoever_may_come_in_by_themselves_does_so, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    ann.device.open_guest_link(&link).await;
    let page = ann.device.entry(link.link.id).await;
    assert_eq!((page.admission, page.comes_by_link), (Admission::Enter(Role::Host), false));
    ann.device.introduce(&link, "Ann", "ann@example.net").await.unwrap();
    assert_eq!(room.entries().await, [0]);
    let bo = room.guest(&app, "bo@example.org", Role::Moderator).await;
    bo.device.open_guest_link(&link).await;
    let page = bo.device.entry(link.link.id).await;
    assert_eq!((page.admission, page.comes_by_link), (Admission::Enter(Role::Moderator), false));
});

on_both_engines!(a_device_keeps_its_place_until_the_session_is_over, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let bo = app.device();
    let me = bo.come(&room, &link, "bo").await;
    bo.leave(room.id, None).await.unwrap();
    room.to_link(&link, GuestLinkAct::SwitchOff).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Enter(Role::Guest), "off is for newcomers");
    bo.enter(room.id, None).await.unwrap();
    assert_eq!(bo.inside(room.id, None).await.state.me, Some(me), "the same participant");
    room.act("/api/sessions/end").await.unwrap();
    let ended = bo.entry(link.link.id).await;
    assert_eq!(ended.admission, Admission::Refused(Refusal::SessionEnded));
    assert!(ended.farewell.is_some(), "they were there");
    room.reschedule(DAY, DAY + HOUR).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Refused(Refusal::GuestLinkOff), "the place is over");
    room.to_link(&link, GuestLinkAct::SwitchOn).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Introduce);
});

on_both_engines!(whoever_was_promoted_comes_back_as_a_guest_where_their_role_takes_a_code, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let bo = app.device();
    let me = bo.come(&room, &link, "bo").await;
    room.change_role(me, Role::Moderator).await.unwrap();
    let role = async || {
        let state = bo.inside(room.id, None).await.state;
        state.participants.iter().find(|known| known.id == me).unwrap().role
    };
    bo.leave(room.id, None).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Enter(Role::Moderator), "nobody is asked for a code");
    bo.enter(room.id, None).await.unwrap();

    app.set(Settings { mailed_code: CodePolicy::ModeratorsAndSpeakers, ..Settings::default() }).await;
    assert_eq!(role().await, Role::Moderator, "whoever is inside stays what they are");
    bo.enter(room.id, None).await.unwrap();
    assert_eq!(role().await, Role::Moderator, "loading the page again is no leaving");
    bo.leave(room.id, None).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Enter(Role::Guest));
    bo.enter(room.id, None).await.unwrap();
    assert_eq!(role().await, Role::Guest);
    room.change_role(me, Role::Viewer).await.unwrap();
    bo.leave(room.id, None).await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Enter(Role::Viewer), "viewers need no code");
});

on_both_engines!(each_end_of_a_link_keeps_newcomers_out_and_nobody_else, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let once = room.try_make("Once", "1", "").await.unwrap();
    let short = room.try_make("Short", "", "1").await.unwrap();
    let gone = room.guest_link().await;
    let known = app.device();
    known.come(&room, &once, "bo").await;
    let newcomer = app.device();
    for link in [&once, &short, &gone] {
        newcomer.open_guest_link(link).await;
    }
    room.to_link(&gone, GuestLinkAct::Delete).await.unwrap();
    assert_eq!(
        room.to_link(&gone, GuestLinkAct::SwitchOn).await,
        Err((StatusCode::NOT_FOUND, AppError::NotFound))
    );
    assert_eq!(newcomer.introduce(&once, "Cy", "cy@example.net").await, refused(Refusal::GuestLinkFull));
    assert_eq!(newcomer.introduce(&gone, "Cy", "cy@example.net").await, refused(Refusal::GuestLinkDeleted));
    assert_eq!(newcomer.at_door(&short).await, Admission::Introduce);
    room.reschedule(0, 2 * DAY).await.unwrap();
    app.turn(DAY).await;
    assert_eq!(newcomer.introduce(&short, "Cy", "cy@example.net").await, refused(Refusal::GuestLinkEnded));
    app.set(Settings { guest_links: false, ..Settings::default() }).await;
    assert_eq!(newcomer.at_door(&short).await, Admission::Refused(Refusal::GuestLinkOff));
    assert!(known.at_door(&once).await.lets_in(), "whoever holds a place keeps it");
});

on_both_engines!(the_last_place_is_given_to_one_of_two, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.try_make("One", "1", "").await.unwrap();
    let devices = [app.device(), app.device()];
    for device in &devices {
        device.open_guest_link(&link).await;
    }
    let (first, second) = futures::join!(
        devices[0].introduce(&link, "Bo", "bo@example.net"),
        devices[1].introduce(&link, "Cy", "cy@example.net"),
    );
    assert_eq!([&first, &second].into_iter().filter(|told| told.is_ok()).count(), 1);
    assert!([first, second].contains(&refused(Refusal::GuestLinkFull)));
    assert_eq!(room.entries().await, [1]);
});

on_both_engines!(whoever_is_removed_stays_out, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let bo = app.device();
    let me = bo.come(&room, &link, "bo").await;
    let mut stream = bo.room_stream(room.id, None).await;
    room.remove(me).await.unwrap();
    assert_eq!(stream.refusal().await, Refusal::Removed);
    assert_eq!(bo.enter(room.id, None).await, refused(Refusal::Removed));
    assert_eq!(bo.introduce(&link, "Bo", "other@example.net").await, refused(Refusal::Removed));
    let elsewhere = app.device();
    elsewhere.open_guest_link(&link).await;
    assert_eq!(elsewhere.introduce(&link, "Bo", "bo@example.net").await, refused(Refusal::Removed));
    app.set(Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() }).await;
    assert_eq!(elsewhere.introduce(&link, "Bo", "bo+again@example.net").await, refused(Refusal::Removed));
    elsewhere.introduce(&link, "Cy", "cy@example.net").await.unwrap();
    // The next session does not let them back in either.
    room.act("/api/sessions/end").await.unwrap();
    room.reschedule(DAY, DAY + HOUR).await.unwrap();
    assert_eq!(bo.introduce(&link, "Bo", "new@example.net").await, refused(Refusal::Removed));
});

on_both_engines!(domains_are_checked_when_they_come_and_each_time_they_come_back, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let bo = app.device();
    bo.come(&room, &link, "bo").await;
    let mut stream = bo.room_stream(room.id, None).await;
    app.set(Settings { blocked_domains: vec!["example.net".to_owned()], ..Settings::default() }).await;
    assert_eq!(stream.refusal().await, Refusal::DomainBlocked);
    assert_eq!(bo.enter(room.id, None).await, refused(Refusal::DomainBlocked));
    let cy = app.device();
    cy.open_guest_link(&link).await;
    let (status, error) = cy.introduce(&link, "Cy", "cy@sub.example.net").await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error.for_field("email").unwrap().starts_with("Addresses of this domain"));
    cy.introduce(&link, "Cy", "cy@example.org").await.unwrap();
});

on_both_engines!(a_locked_room_is_knocked_at, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    room.host_does(LockCommand::SetLocked { is_locked: true }).await;
    let bo = app.device();
    bo.open_guest_link(&link).await;
    bo.introduce(&link, "Bo", "bo@example.net").await.unwrap();
    assert_eq!(bo.at_door(&link).await, Admission::Knock(Role::Guest));
    let mut stream = bo.entry_stream(&link).await;
    bo.knock_by_place(&room).await.unwrap();
    let waiting = ann.device.inside(room.id, None).await.state.lock.waiting;
    assert_eq!(
        waiting.iter().map(|one| (one.name.first(), one.is_guest)).collect::<Vec<_>>(),
        [("Bo", true)]
    );
    room.host_does(LockCommand::Admit { number: waiting[0].number }).await;
    let RoomEvent::Lock(LockEvent::Answered { knocker: Knocker::LinkGuest(_) }) = stream.event().await else {
        panic!("the one who waits is not told");
    };
    bo.enter(room.id, None).await.unwrap();
    bo.leave(room.id, None).await.unwrap();
    bo.enter(room.id, None).await.unwrap();
});

on_both_engines!(switching_a_link_reaches_open_pages_and_leaves_people_inside, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    let (inside, before) = (app.device(), app.device());
    inside.come(&room, &link, "bo").await;
    before.open_guest_link(&link).await;
    let mut door = before.entry_stream(&link).await;
    let mut host = ann.device.room_stream(room.id, None).await;
    room.to_link(&link, GuestLinkAct::SwitchOff).await.unwrap();
    let changed = RoomEvent::GuestLinkChanged { link: link.link.id };
    assert_eq!(door.event().await, changed);
    assert_eq!(host.event().await, changed);
    assert_eq!(before.at_door(&link).await, Admission::Refused(Refusal::GuestLinkOff));
    assert_eq!(before.entry(link.link.id).await.room, None, "a link that is off tells nothing of the room");
    // A dropped connection costs nobody their place.
    app.clock.advance(ABSENT_AFTER * 2);
    follow_presence(&app.site).await.unwrap();
    let back = inside.live_room(room.id, None).await.unwrap();
    assert_eq!(back.admission, Admission::Enter(Role::Guest));
    inside.enter(room.id, None).await.unwrap();
    assert!(inside.inside(room.id, None).await.state.me.is_some());
});

on_both_engines!(a_room_has_three_links_and_each_has_its_maker, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, bo) = (app.person("ann@example.org").await, app.person("bo@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    for name in ["One", "Two", "Three"] {
        room.try_make(name, "", "").await.unwrap();
        app.clock.advance(std::time::Duration::from_secs(1));
    }
    let too_many = Err((StatusCode::CONFLICT, AppError::GuestLink(GuestLinkDenied::TooMany)));
    assert_eq!(room.try_make("Four", "", "").await, too_many);
    let links = room.guest_links().await.links;
    room.to_link(&links[0], GuestLinkAct::Delete).await.unwrap();
    room.try_make("Four", "", "").await.unwrap();
    let names: Vec<_> = room.guest_links().await.links.into_iter().map(|one| one.link.name).collect();
    assert_eq!(names, ["Two", "Three", "Four"]);
    let theirs = room.by(&bo);
    let not_host = GuestLinkDenied::Invite(InviteDenied::NotHost);
    assert_eq!(
        theirs.try_make("Mine", "", "").await,
        Err((StatusCode::FORBIDDEN, AppError::GuestLink(not_host)))
    );
    assert_eq!(
        theirs.to_link(&links[1], GuestLinkAct::SwitchOff).await.unwrap_err().0,
        StatusCode::FORBIDDEN
    );
    let wrong = room.try_make("", "0", "x").await.unwrap_err();
    assert_eq!(wrong.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(["name", "entries", "days"].iter().all(|field| wrong.1.for_field(field).is_some()));
    app.set(Settings { guest_links: false, ..Settings::default() }).await;
    let off = room.guest_links().await;
    assert_eq!((off.denied, off.is_site_on), (Some(GuestLinkDenied::SiteOff), false));
    // Whoever may not invite either is told both.
    app.set(Settings { guest_links: false, invite_to_media: false, ..Settings::default() }).await;
    let off = room.guest_links().await;
    let module_off = GuestLinkDenied::Invite(InviteDenied::ModuleOff);
    assert_eq!((off.denied, off.is_site_on), (Some(module_off), false));
    room.to_link(&links[1], GuestLinkAct::SwitchOff).await.unwrap();
    assert_eq!(room.to_link(&links[1], GuestLinkAct::SwitchOn).await.unwrap_err().0, StatusCode::FORBIDDEN);
});

on_both_engines!(the_form_works_without_scripts_and_keeps_what_was_typed, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let link = room.guest_link().await;
    let bo = app.device();
    bo.open_guest_link(&link).await;
    let here = format!("/enter/{}", link.link.id);
    let page = bo.get(&here).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("action=\"/api/guest-links/introduce\""), "{}", page.text());
    let id = link.link.id.to_string();
    let typed = [("link", id.as_str()), ("first_name", "Bo"), ("last_name", "Guest"), ("email", "bo@")];
    let answer = bo.submit("/api/guest-links/introduce", typed).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let again = bo.get(&here).await;
    assert!(
        again.text().contains("value=\"bo@\"") && again.text().contains("value=\"Bo\""),
        "{}",
        again.text()
    );
    let typed =
        [("link", id.as_str()), ("first_name", "Bo"), ("last_name", "Guest"), ("email", "bo@example.net")];
    let answer = bo.submit("/api/guest-links/introduce", typed).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, here.as_str()));
    assert!(bo.get(&here).await.text().contains("You are expected as"));
});

on_both_engines!(a_closed_door_has_its_status_and_its_words, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let link = room.guest_link().await;
    let bo = app.device();
    bo.open_guest_link(&link).await;
    let here = format!("/enter/{}", link.link.id);
    room.to_link(&link, GuestLinkAct::SwitchOff).await.unwrap();
    let off = bo.get(&here).await;
    assert_eq!(off.status, StatusCode::FORBIDDEN);
    assert!(off.text().contains("This guest link is switched off.") && !off.text().contains("Optics"));
    room.act("/api/rooms/delete").await.unwrap();
    let gone = bo.get(&here).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.text().contains("The room has been deleted."));
    let head = bo.send(Request::head(&here), axum::body::Body::empty()).await;
    assert_eq!(head.status, StatusCode::GONE);
});

on_both_engines!(the_report_counts_guests, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let link = room.guest_link().await;
    app.device().come(&room, &link, "bo").await;
    let page: app::report::api::ReportPage =
        ann.device.call("/api/reports/find", [("room", room.id.to_string().as_str())]).await.unwrap();
    let attendees = page.run.unwrap().attendance.attendees;
    let guest = attendees.iter().find(|one| one.name.first() == "bo").unwrap();
    assert_eq!((guest.is_guest, guest.roles.as_slice()), (true, &[Role::Guest][..]));
    let file = ann.device.get(&format!("/rooms/{}/report/attendance.csv?run=1", room.id)).await;
    assert!(file.text().contains("bo@example.net"), "{}", file.text());
});
