//! The hosts' list of invitations: what it tells, to whom, in which parts, and as a file.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use domain::invitation::{Filter, InvitationState, ListView, MOST_LISTED, Order, Standing};
use domain::live::RoomEvent;
use domain::room::RoomDenied;
use domain::{HostKind, InvitationId, Role, RoomId};
use http::StatusCode;
use server::values;
use support::people::Told;
use support::{Answer, Device, HOUR, MINUTE, NOW, Person, Room, TestApp, on_both_engines};

async fn open_room<'a>(app: &TestApp, ann: &'a Person) -> Room<'a> {
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    room
}

fn view(query: &str, filter: Filter, order: Order) -> ListView {
    ListView { query: query.to_owned(), filter, order }
}

async fn addresses(room: &Room<'_>, view: &ListView) -> Vec<String> {
    let page = room.try_page(view, 0).await.unwrap();
    page.rows.into_iter().map(|row| row.ready.email.to_string()).collect()
}

async fn matching(room: &Room<'_>, view: &ListView) -> Told<Vec<InvitationId>> {
    let room_id = room.id.to_string();
    let fields = [("room", room_id.as_str()), ("view[filter]", view.filter.word())];
    room.owner.device.call("/api/invitations/list-matching", fields).await
}

async fn file(device: &Device, room: RoomId, query: &str) -> Answer {
    device.get(&format!("/rooms/{room}/invitations.csv{query}")).await
}

/// The rows of the file, by heading.
async fn rows(room: &Room<'_>, query: &str) -> Vec<std::collections::HashMap<String, String>> {
    let answer = file(&room.owner.device, room.id, query).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let text = text.strip_prefix('\u{feff}').expect("Excel looks for the mark");
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

async fn ask_for_link(app: &TestApp, invitation: &InvitationReady) {
    let sql = "update invitation set link_requested_at = $2 where id = $1";
    app.execute(sql, values![invitation.id, app.clock.now()]).await;
}

on_both_engines!(the_list_is_found_filtered_and_ordered_by_what_the_page_asks, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    app.turn(MINUTE).await;
    let cy = room.guest(&app, "cy@example.org", Role::Speaker).await;
    app.turn(MINUTE).await;
    let di = room.invite("di@example.org", Role::Moderator).await;
    ann.to_invitation::<()>("/api/invitations/remove", &di).await.unwrap();
    ask_for_link(&app, &bo).await;
    let latest = ListView::default();
    assert_eq!(addresses(&room, &latest).await, ["cy@example.org", "bo@example.org", "di@example.org"]);
    let by_type = view("", Filter::All, Order::Type);
    assert_eq!(addresses(&room, &by_type).await, ["cy@example.org", "bo@example.org", "di@example.org"]);
    let seen = view("", Filter::All, Order::LastSeen);
    assert_eq!(addresses(&room, &seen).await[0], "cy@example.org");
    let found = view("  CY@ ", Filter::All, Order::Latest);
    assert_eq!(addresses(&room, &found).await, ["cy@example.org"]);
    for (filter, expected) in [
        (Filter::NeedsYou, "bo@example.org"),
        (Filter::NotOpened, "bo@example.org"),
        (Filter::InUse, "cy@example.org"),
        (Filter::Removed, "di@example.org"),
    ] {
        assert_eq!(addresses(&room, &view("", filter, Order::Latest)).await, [expected], "{filter:?}");
    }
    let page = room.try_page(&view("", Filter::Expired, Order::Latest), 0).await.unwrap();
    assert_eq!((page.rows.len(), page.total), (0, 3));
    let counts: Vec<_> = Filter::ALL.iter().map(|filter| page.counts.of(*filter)).collect();
    assert_eq!(counts, [3, 1, 1, 1, 0, 0, 1]);
    assert_eq!(matching(&room, &view("", Filter::InUse, Order::Latest)).await, Ok(vec![cy.invitation.id]));
});

on_both_engines!(the_list_shows_the_latest_first, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(5 * HOUR, 6 * HOUR).await;
    let other = ann.room(5 * HOUR, 6 * HOUR).await;
    other.invite("zoe@example.org", Role::Viewer).await;
    for address in ["bo@example.org", "cy@example.org", "di@example.org"] {
        room.invite(address, Role::Viewer).await;
        app.turn(MINUTE).await;
    }
    let addresses: Vec<_> =
        room.invitations().await.into_iter().map(|listed| listed.ready.email.to_string()).collect();
    assert_eq!(addresses, ["di@example.org", "cy@example.org", "bo@example.org"]);
});

on_both_engines!(a_row_tells_who_is_inside_and_who_was_seen_last, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let row = room.listed(&bo).await;
    assert_eq!((row.is_inside, row.last_seen_at, row.devices.len()), (false, None, 0));
    assert_eq!(row.standing(NOW), Standing::NotOpened);
    let phone = app.device();
    phone.join(&bo, room.id).await;
    let row = room.listed(&bo).await;
    assert_eq!((row.is_inside, row.last_seen_at, row.devices.len()), (true, Some(NOW), 1));
    assert_eq!(row.standing(NOW), Standing::InUse);
    phone.leave(room.id, Some(&bo)).await.unwrap();
    let row = room.listed(&bo).await;
    assert_eq!((row.is_inside, row.last_seen_at), (false, Some(NOW)));
});

on_both_engines!(the_list_comes_in_parts_that_hold_everybody_once, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for number in 0..MOST_LISTED + 5 {
        room.invite(&format!("guest-{number}@example.org"), Role::Viewer).await;
        app.turn(1).await;
    }
    let view = view("", Filter::All, Order::Name);
    let first = room.try_page(&view, 0).await.unwrap();
    assert_eq!((first.rows.len(), first.total), (MOST_LISTED, 105));
    let second = room.try_page(&view, 100).await.unwrap();
    assert_eq!(second.rows.len(), 5);
    let mut ids: Vec<_> = first.rows.iter().chain(&second.rows).map(|row| row.ready.id).collect();
    assert_eq!(ids, matching(&room, &ListView::default()).await.unwrap(), "all have one name");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 105);
    assert!(room.try_page(&view, 500).await.unwrap().rows.is_empty());
});

on_both_engines!(a_host_who_may_not_invite_sees_the_list_without_its_links, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    assert_eq!(rows(&room, "").await[0]["Link"], bo.link);
    room.change("collaboration", false).await.unwrap();
    assert_eq!(room.listed(&bo).await.ready.link, "");
    assert_eq!(rows(&room, "").await[0]["Link"], "");
});

on_both_engines!(only_hosts_have_the_list_and_its_file, async |engine| {
    let app = TestApp::real(engine).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let kinds = [HostKind::CoOwner, HostKind::CoEditor, HostKind::CoPublisher];
    let mut hosts = Vec::new();
    for kind in kinds {
        hosts.push(app.person(&format!("{}@example.org", kind.word().replace('_', "-"))).await);
    }
    let chosen: Vec<_> = hosts.iter().map(|host| host.id).zip(kinds).collect();
    let room = ann.room_with("site", &chosen).await;
    room.invite("bo@example.org", Role::Viewer).await;
    for host in &hosts {
        assert_eq!(room.by(host).invitations().await.len(), 1);
        assert_eq!(matching(&room.by(host), &ListView::default()).await.unwrap().len(), 1);
        assert_eq!(file(&host.device, room.id, "").await.status, StatusCode::OK);
    }
    let denied = Err((StatusCode::FORBIDDEN, AppError::RoomDenied(RoomDenied::NotHost)));
    assert_eq!(matching(&room.by(&bea), &ListView::default()).await, denied);
    assert_eq!(room.by(&bea).try_list().await.unwrap_err(), denied.clone().unwrap_err());
    assert_eq!(file(&bea.device, room.id, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(file(&app.device(), room.id, "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(file(&ann.device, RoomId::from_bits(7), "").await.status, StatusCode::FORBIDDEN);
});

on_both_engines!(looking_at_the_list_changes_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("bo@example.org", Role::Viewer).await;
    room.invitations().await;
    let before = app.rows().await;
    room.invitations().await;
    matching(&room, &ListView::default()).await.unwrap();
    file(&ann.device, room.id, "?filter=in-use").await;
    ann.device.get(&format!("/rooms/{}/invitations?q=bo&filter=needs-you&sort=name", room.id)).await;
    assert_eq!(app.rows().await, before);
});

on_both_engines!(the_file_holds_what_the_page_shows_and_no_formula, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = open_room(&app, &ann).await;
    let evil = room.invite("evil@example.org", Role::Speaker).await;
    let sql = "update invitation set first_name = '=1+1', last_name = '@sum' where id = $1";
    app.execute(sql, values![evil.id]).await;
    let cy = room.guest(&app, "cy@example.org", Role::Viewer).await;
    let gone = room.invite("gone@example.org", Role::Viewer).await;
    ann.to_invitation::<()>("/api/invitations/remove", &gone).await.unwrap();
    let all = rows(&room, "?sort=type").await;
    assert_eq!(all.len(), 3);
    let first = &all[0];
    assert_eq!((first["First name"].as_str(), first["Last name"].as_str()), ("'=1+1", "'@sum"));
    assert_eq!((first["Type"].as_str(), first["Standing"].as_str()), ("Speaker", "Not opened yet"));
    assert_eq!((first["Link"].as_str(), first["Device"].as_str()), (evil.link.as_str(), ""));
    assert_eq!((all[2]["Standing"].as_str(), all[2]["Link"].as_str()), ("Removed", ""));
    let in_use = rows(&room, "?filter=in-use&q=CY").await;
    assert_eq!(in_use.len(), 1);
    assert_eq!(in_use[0]["Address"], cy.invitation.email.as_str());
    assert_eq!((in_use[0]["Inside now"].as_str(), in_use[0]["Standing"].as_str()), ("yes", "In use"));
    assert!(in_use[0]["Last seen"].starts_with("2027-"), "{in_use:?}");
    let answer = file(&ann.device, room.id, "").await;
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.header("content-disposition").contains("optics-invitations.csv"));
    assert_eq!(rows(&room, "?filter=nonsense&sort=nonsense").await.len(), 3, "an unknown word is as none");
});

on_both_engines!(other_hosts_are_told_of_a_new_invitation, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let before = app.events(room.id).await.len();
    let bo = room.invite("bo@example.org", Role::Viewer).await;
    let told = app.events(room.id).await.split_off(before);
    assert_eq!(told, [RoomEvent::InvitationNoted { invitation: bo.id }]);
    room.try_invite("bo@example.org", Role::Viewer, "ask").await.unwrap_err();
    assert_eq!(app.events(room.id).await.len(), before + 1, "asking is no news");
});

on_both_engines!(hosts_learn_on_the_rooms_page_how_many_ask_for_a_link, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let guest = app.person("guest@example.org").await;
    let room = ann.room_with("site", &[]).await;
    assert_eq!(room.page().await.unwrap().link_requests, 0);
    let invitations = [
        room.invite("guest@example.org", Role::Viewer).await,
        room.invite("bo@example.org", Role::Viewer).await,
    ];
    for invitation in &invitations {
        ask_for_link(&app, invitation).await;
    }
    assert_eq!(room.page().await.unwrap().link_requests, 2);
    assert_eq!(room.by(&guest).page().await.unwrap().link_requests, 0, "that is the hosts' business");
});

/// As many as *invite many* may bring; the time that an answer takes is printed for those who want to know.
#[tokio::test]
async fn ten_thousand_invitations_are_answered_in_parts() {
    support::on_sqlite(async |engine: &support::Engine| {
        let app = TestApp::real(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(HOUR, 2 * HOUR).await;
        let sql =
            "insert into invitation (id, room_id, email, first_name, last_name, role, state, generation,
                       nonce, invited_at, expires_at, wrong_tries)
                   with recursive numbers (number) as
                       (select 1 union all select number + 1 from numbers where number < 10000)
                   select substr('00000000000000000000000000', 1, 26 - length(number + 1000000))
                           || (number + 1000000), $1, 'guest' || number || '@example.org', 'Élodie',
                       'Müller' || number, 'viewer', 'open', 1, 'nonce', number, $2, 0
                   from numbers";
        app.execute(sql, values![room.id, NOW.as_millis() + HOUR]).await;
        let begun = std::time::Instant::now();
        let page = room.try_page(&view("muller99", Filter::NotOpened, Order::Name), 0).await.unwrap();
        println!("10,000 invitations: searched, counted and ordered in {:?}", begun.elapsed());
        assert_eq!((page.rows.len(), page.total), (MOST_LISTED, 10_000));
        assert_eq!(page.counts.of(Filter::All), 111, "99, 990 to 999 and 9900 to 9999");
        assert_eq!(page.rows[0].state, InvitationState::Open);
    })
    .await;
}
