//! Rooms: made, changed, seen, deleted, restored and listed.

mod support;

use std::collections::BTreeSet;

use app::error::AppError;
use app::media::api::RoomPage;
use domain::invite_policy::InviteDenied;
use domain::live::RoomEvent;
use domain::people::Suggestions;
use domain::room::RoomDenied;
use domain::{ApplicationRole, HostKind, Refusal, Role, RoomId};
use http::StatusCode;
use serde_json::{Value, json};
use support::people::Told;
use support::{HOUR, Person, Room, TestApp, local, on_both_engines};

const DAY: i64 = 24 * HOUR;

/// One host of each kind besides the owner.
struct Hosts {
    owner: Person,
    co_owner: Person,
    co_editor: Person,
    co_publisher: Person,
}

impl Hosts {
    async fn of(app: &TestApp) -> Self {
        Self {
            owner: app.person("owner@example.org").await,
            co_owner: app.person("co-owner@example.org").await,
            co_editor: app.person("co-editor@example.org").await,
            co_publisher: app.person("co-publisher@example.org").await,
        }
    }

    async fn room(&self, audience: &str) -> Room<'_> {
        let hosts = [
            (self.co_owner.id, HostKind::CoOwner),
            (self.co_editor.id, HostKind::CoEditor),
            (self.co_publisher.id, HostKind::CoPublisher),
        ];
        self.owner.room_with(audience, &hosts).await
    }
}

fn denied<T>(reason: RoomDenied) -> Told<T> {
    Err((StatusCode::FORBIDDEN, AppError::RoomDenied(reason)))
}

fn hidden() -> Told<RoomPage> {
    Err((StatusCode::NOT_FOUND, AppError::NotFound))
}

fn kinds(page: &RoomPage) -> Vec<(String, HostKind)> {
    page.hosts.iter().map(|host| (host.person.email.to_string(), host.kind)).collect()
}

on_both_engines!(a_room_is_made_as_typed, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let mut form = ann.room_form(HOUR, 2 * HOUR);
    form["form"]["title"] = json!("  Optics  of   rooms ");
    form["form"]["description"] = json!("Light.\r\nMore light.\n");
    form["form"]["speakers"] = json!("Ana Ruiz\n\n  Grace   Hopper \n");
    form["form"]["time_zone"] = json!("Europe/Berlin");
    form["form"]["hosts"] = json!([(bea.id, HostKind::CoEditor), (ann.id, HostKind::CoPublisher)]);
    let room = Room { id: ann.save(form).await.unwrap(), owner: &ann };
    let page = room.page().await.unwrap();
    assert_eq!(page.details.title, "Optics of rooms");
    assert_eq!(page.details.description, "Light.\nMore light.");
    assert_eq!(page.details.speakers, ["Ana Ruiz", "Grace Hopper"]);
    assert_eq!((page.starts_local, page.ends_local), (local(HOUR), local(2 * HOUR)));
    // An hour on the clocks of Berlin in winter is an hour earlier in UTC.
    assert_eq!(page.session.starts_at, support::NOW);
    assert_eq!(page.host, Some(HostKind::Owner), "who makes a room owns it, whatever the form says");
    let bea_page = room.by(&bea).page().await.unwrap();
    assert_eq!(bea_page.host, Some(HostKind::CoEditor));
    let mut hosts = kinds(&bea_page);
    hosts.sort();
    assert_eq!(
        hosts,
        [("ann@example.org".to_owned(), HostKind::Owner), ("bea@example.org".to_owned(), HostKind::CoEditor)]
    );
});

on_both_engines!(each_wrong_field_names_itself_and_nothing_is_made, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let before = app.rows().await;
    let nobody = domain::PersonId::from_bits(7);
    let long_list = "Ana Ruiz\n".repeat(26);
    let wrong: [(&str, Value, &str); 19] = [
        ("title", json!(""), "title"),
        ("title", json!(" \u{200b} "), "title"),
        ("title", json!("Opt\u{7}ics"), "title"),
        ("title", json!("Optics\r\nBcc: all@example.org"), "title"),
        ("title", json!("\u{202e}scitpO"), "title"),
        ("title", json!("x".repeat(151)), "title"),
        ("description", json!("Light\u{0}"), "description"),
        ("description", json!("x".repeat(5_001)), "description"),
        ("speakers", json!("Ana\u{1b}[31m"), "speakers"),
        ("speakers", json!("x".repeat(151)), "speakers"),
        ("speakers", json!(long_list), "speakers"),
        ("starts", json!("tomorrow"), "starts"),
        ("starts", json!(""), "starts"),
        ("starts", json!(local(-HOUR)), "starts"),
        ("ends", json!(local(HOUR)), "ends"),
        ("ends", json!(local(0)), "ends"),
        ("ends", json!(local(HOUR + 7 * DAY + 60_000)), "ends"),
        ("time_zone", json!("Moon/Tycho"), "time_zone"),
        ("hosts", json!([(nobody, HostKind::CoOwner)]), "hosts"),
    ];
    for (field, value, named) in wrong {
        let mut form = ann.room_form(HOUR, 2 * HOUR);
        form["form"][field] = value.clone();
        let (status, error) = ann.save(form).await.expect_err(&format!("{field} = {value}"));
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{field} = {value}: {error}");
        let AppError::Fields(fields) = error else { panic!("{field} = {value}: {error}") };
        assert_eq!(fields.len(), 1, "{field} = {value}: {fields:?}");
        assert_eq!(fields[0].field, named, "{field} = {value}");
        assert!(fields[0].message.in_english().ends_with('.'), "{fields:?}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(all_wrong_fields_are_named_at_once, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let mut form = ann.room_form(HOUR, 2 * HOUR);
    for (field, value) in
        [("title", ""), ("description", "\u{0}"), ("speakers", "\u{0}"), ("starts", "x"), ("ends", "y")]
    {
        form["form"][field] = json!(value);
    }
    let (_, error) = ann.save(form).await.unwrap_err();
    let AppError::Fields(fields) = error else { panic!("{error}") };
    let named: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(named, ["title", "description", "speakers", "starts", "ends"]);
});

on_both_engines!(hosts_change_a_room_as_their_kind_allows, async |engine| {
    let app = TestApp::real(engine).await;
    let hosts = Hosts::of(&app).await;
    let stranger = app.person("stranger@example.org").await;
    let room = hosts.room("site").await;
    for (person, title) in [
        (&hosts.owner, "By the owner"),
        (&hosts.co_owner, "By a co-owner"),
        (&hosts.co_editor, "By an editor"),
    ] {
        room.by(person).change("title", title).await.unwrap();
        assert_eq!(room.page().await.unwrap().details.title, title);
    }
    for person in [&hosts.co_publisher, &stranger] {
        let before = app.rows().await;
        let mut form = room.form().await;
        form["form"]["title"] = json!("By nobody");
        assert_eq!(person.save(form).await, denied(RoomDenied::NotEditor));
        assert_eq!(app.rows().await, before);
    }
    let (status, error) = app
        .device()
        .call::<RoomId>("/api/rooms/save", room.form().await)
        .await
        .expect_err("somebody who is not signed in has changed a room");
    assert_eq!((status, error), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
});

on_both_engines!(only_owners_choose_hosts_and_nobody_takes_the_owners_place, async |engine| {
    let app = TestApp::real(engine).await;
    let hosts = Hosts::of(&app).await;
    let room = hosts.room("invited").await;
    let before = kinds(&room.page().await.unwrap());
    room.by(&hosts.co_editor).change("hosts", json!([])).await.unwrap();
    assert_eq!(kinds(&room.page().await.unwrap()), before, "a co-editor has changed the hosts");
    let taken = json!([(hosts.co_owner.id, HostKind::Owner), (hosts.owner.id, HostKind::CoPublisher)]);
    room.by(&hosts.co_owner).change("hosts", taken).await.unwrap();
    assert_eq!(kinds(&room.page().await.unwrap()), [("owner@example.org".to_owned(), HostKind::Owner)]);
    assert_eq!(room.by(&hosts.co_owner).page().await, hidden(), "they have put themselves out");
});

on_both_engines!(a_co_owner_finds_hosts_whatever_they_are_on_the_site, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let dee = app.person_as("dee@example.org", ApplicationRole::Viewer).await;
    let search = async |room: &Room<'_>| -> Told<Suggestions> {
        let (room_id, device) = (room.id.to_string(), &dee.device);
        device.call("/api/people/suggest", [("room", room_id.as_str()), ("query", "ann")]).await
    };
    let room = ann.room_with("invited", &[(dee.id, HostKind::CoOwner)]).await;
    room.change("collaboration", false).await.unwrap();
    let found = search(&room).await.unwrap();
    assert_eq!(found.people.iter().map(|person| person.id).collect::<Vec<_>>(), [ann.id]);
    let other = ann.room_with("invited", &[(dee.id, HostKind::CoEditor)]).await;
    let too_low = AppError::InviteDenied(InviteDenied::RoleTooLow);
    assert_eq!(search(&other).await, Err((StatusCode::FORBIDDEN, too_low)));
});

on_both_engines!(a_room_changes_its_words_while_its_session_runs_and_after, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    app.turn(HOUR + HOUR / 2).await;
    room.change("title", "Running").await.unwrap();
    app.turn(HOUR).await;
    room.change("title", "Over").await.unwrap();
    let page = room.page().await.unwrap();
    assert_eq!(page.details.title, "Over");
    assert!(page.session.ended_at.is_some(), "a new title has brought the session back");
});

on_both_engines!(a_form_sent_twice_is_one_change, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for _ in 0..2 {
        room.change("title", "Acoustics").await.unwrap();
    }
    let events = app.events(room.id).await;
    assert!(
        matches!(events.as_slice(), [RoomEvent::DetailsChanged { details }] if details.title == "Acoustics"),
        "{events:?}"
    );
});

on_both_engines!(what_another_host_has_saved_meanwhile_is_not_overwritten, async |engine| {
    let app = TestApp::real(engine).await;
    let hosts = Hosts::of(&app).await;
    let room = hosts.room("site").await;
    let meanwhile = Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile));
    for (field, value) in [
        ("description", json!("By the co-owner.")),
        ("ends", json!(local(3 * HOUR))),
        ("hosts", json!([(hosts.co_owner.id, HostKind::CoOwner), (hosts.co_editor.id, HostKind::CoEditor)])),
    ] {
        let mut stale = room.form().await;
        stale["form"]["title"] = json!(format!("Typed while the {field} changed"));
        room.by(&hosts.co_owner).change(field, value).await.unwrap();
        let before = app.rows().await;
        assert_eq!(hosts.owner.save(stale.clone()).await, meanwhile, "{field}");
        assert_eq!(hosts.co_editor.save(stale).await, meanwhile, "{field}");
        assert_eq!(app.rows().await, before);
    }
    let mut stale = room.form().await;
    stale["form"]["title"] = json!("Typed while the session moved");
    room.by(&hosts.co_owner).reschedule(2 * HOUR, 4 * HOUR).await.unwrap();
    assert_eq!(hosts.owner.save(stale).await, meanwhile);
    let mut unknown = room.form().await;
    unknown["form"]["title"] = json!("Typed into a form without a version");
    unknown["form"]["version"] = json!(null);
    assert_eq!(hosts.owner.save(unknown).await, meanwhile);
});

on_both_engines!(a_form_is_not_stale_for_what_it_does_not_show, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let room = ann.room_with("site", &[]).await;
    let mut form = room.form().await;
    room.invite("bo@example.org", Role::Viewer).await;
    app.turn(HOUR).await;
    bea.device.enter(room.id, None).await.unwrap();
    form["form"]["title"] = json!("Still mine");
    ann.save(form.clone()).await.unwrap();
    assert_eq!(ann.save(form).await, Ok(room.id), "an answer that was lost is no conflict");
    assert_eq!(room.page().await.unwrap().details.title, "Still mine");
});

on_both_engines!(strangers_cannot_tell_a_room_from_none, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, guest, stranger) = (
        app.person("ann@example.org").await,
        app.person("guest@example.org").await,
        app.person("stranger@example.org").await,
    );
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("guest@example.org", Role::Viewer).await;
    let none = Room { id: RoomId::from_bits(7), owner: &stranger };
    assert_eq!(room.by(&stranger).page().await, hidden());
    assert_eq!(none.page().await, hidden());
    let (status, error) = app
        .device()
        .call::<RoomPage>("/api/rooms/find", [("room", room.id.to_string().as_str())])
        .await
        .unwrap_err();
    assert_eq!((status, error), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
    let page = room.by(&guest).page().await.unwrap();
    assert_eq!((page.host, page.hosts.len()), (None, 0), "a guest sees the hosts' addresses");
    ann.to_invitation::<()>("/api/invitations/remove", &invitation).await.unwrap();
    assert_eq!(room.by(&guest).page().await, hidden(), "whose invitation is gone still sees the room");
    assert_eq!(stranger.device.get(&format!("/rooms/{}", room.id)).await.status, StatusCode::NOT_FOUND);
});

on_both_engines!(everybody_of_the_site_sees_a_room_for_the_site, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, viewer) =
        (app.person("ann@example.org").await, app.person_as("v@example.org", ApplicationRole::Viewer).await);
    app.set(domain::Settings { blocked_domains: vec!["evil.example".to_owned()], ..Default::default() })
        .await;
    let room = ann.room_with("site", &[]).await;
    let page = room.by(&viewer).page().await.unwrap();
    assert_eq!((page.host, page.hosts.len()), (None, 0));
    assert_eq!(page.settings.blocked_domains, Vec::<String>::new(), "the lists are the administrator's");
    room.change("audience", "invited").await.unwrap();
    assert_eq!(room.by(&viewer).page().await, hidden());
});

on_both_engines!(owners_delete_and_restore_a_room_and_others_do_not, async |engine| {
    let app = TestApp::real(engine).await;
    let hosts = Hosts::of(&app).await;
    let stranger = app.person("stranger@example.org").await;
    let room = hosts.room("site").await;
    for person in [&hosts.co_editor, &hosts.co_publisher, &stranger] {
        for path in ["/api/rooms/delete", "/api/rooms/restore"] {
            assert_eq!(room.by(person).act(path).await, denied(RoomDenied::NotOwner), "{path}");
        }
    }
    for (deletes, restores) in [(&hosts.owner, &hosts.co_owner), (&hosts.co_owner, &hosts.owner)] {
        room.by(deletes).act("/api/rooms/delete").await.unwrap();
        for person in [&hosts.owner, &hosts.co_owner] {
            let page = room.by(person).page().await.unwrap();
            assert_eq!(page.deleted_at, Some(support::NOW));
            assert!(person.rooms().await.mine.is_empty(), "a deleted room is in the list");
        }
        for person in [&hosts.co_editor, &hosts.co_publisher, &stranger] {
            assert_eq!(room.by(person).page().await, hidden());
            assert!(person.rooms().await.visible.is_empty());
        }
        room.by(restores).act("/api/rooms/restore").await.unwrap();
        assert_eq!(room.page().await.unwrap().deleted_at, None);
        assert_eq!(stranger.rooms().await.visible.len(), 1);
    }
});

on_both_engines!(a_deleted_room_takes_no_changes, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 2 * HOUR).await;
    app.turn(0).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    room.act("/api/rooms/delete").await.unwrap();
    let before = app.rows().await;
    let gone = || (StatusCode::GONE, AppError::Refused(Refusal::RoomDeleted));
    assert_eq!(room.change("title", "Ghost").await, Err(gone()));
    assert_eq!(room.act("/api/sessions/end").await, Err(gone()));
    assert_eq!(room.reschedule(HOUR, 3 * HOUR).await, Err(gone()));
    assert_eq!(room.try_invite("cy@example.org", Role::Viewer, "ask").await, Err(gone()));
    assert_eq!(ann.to_invitation::<()>("/api/invitations/remove", &invitation).await, Err(gone()));
    assert_eq!(room.act("/api/rooms/delete").await, Ok(()), "deleting twice is deleting");
    assert_eq!(app.rows().await, before);
});

on_both_engines!(the_lists_hold_what_one_has_and_what_one_may_see, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let viewer = app.person_as("v@example.org", ApplicationRole::Viewer).await;
    let own = ann.room(3 * HOUR, 4 * HOUR).await;
    let hidden = bea.room(HOUR, 2 * HOUR).await;
    let invited = bea.room(5 * HOUR, 6 * HOUR).await;
    invited.invite("ann@example.org", Role::Speaker).await;
    let open = bea.room_with("site", &[]).await;
    let co_hosted = bea.room_with("site", &[(ann.id, HostKind::CoPublisher)]).await;
    let list = ann.rooms().await;
    let mine: Vec<_> = list.mine.iter().map(|card| (card.id, card.host)).collect();
    assert_eq!(mine, [(co_hosted.id, Some(HostKind::CoPublisher)), (own.id, Some(HostKind::Owner))]);
    let visible: Vec<_> = list.visible.iter().map(|card| (card.id, card.invited_as)).collect();
    assert_eq!(visible, [(open.id, None), (invited.id, Some(Role::Speaker))], "soonest first");
    assert!(list.may_create);
    let list = viewer.rooms().await;
    assert!(list.mine.is_empty() && !list.may_create);
    let visible: BTreeSet<_> = list.visible.iter().map(|card| card.id).collect();
    assert_eq!(visible, BTreeSet::from([open.id, co_hosted.id]));
    assert!(!visible.contains(&hidden.id));
    let refused = viewer.save(viewer.room_form(HOUR, 2 * HOUR)).await;
    assert_eq!(refused, Err((StatusCode::NOT_FOUND, AppError::NotFound)), "viewers have no rooms");
});

on_both_engines!(ended_rooms_come_last_and_those_of_others_go_after_a_week, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let over = ann.room_with("site", &[]).await;
    let later = ann.room(4 * DAY, 5 * DAY).await;
    later.change("audience", "site").await.unwrap();
    app.turn(DAY).await;
    for list in [ann.rooms().await.mine, bea.rooms().await.visible] {
        let ids: Vec<_> = list.iter().map(|card| card.id).collect();
        assert_eq!(ids, [later.id, over.id]);
    }
    app.turn(7 * DAY).await;
    let ids: Vec<_> = bea.rooms().await.visible.iter().map(|card| card.id).collect();
    assert_eq!(ids, [later.id]);
    assert_eq!(ann.rooms().await.mine.len(), 2, "one's own rooms stay");
});
