//! Personal data: seen and exported for whoever asks, erased on request and after a while, without a trace in the
//! database or the files; and the figures of sessions stay.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::path::{Path, PathBuf};

use app::audit::api::AuditPage;
use app::error::AppError;
use app::guest_link::api::GuestLinkSummary;
use app::invitation::api::InvitationReady;
use app::invitation::many::api::BatchSummary;
use app::privacy::api::StoredAbout;
use app::report::api::ReportPage;
use axum::body::Body;
use domain::audit::{AuditAct, AuditField, AuditValue, AuditView, Change};
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::interaction::{Answer as InteractionAnswer, Choices, Content, InteractionCommand, Kind};
use domain::invitation::InvitationAct;
use domain::lock::LockCommand;
use domain::mailed_code::CodePolicy;
use domain::privacy::{DataKind, EraseDenied};
use domain::question::{QuestionCommand, Visibility};
use domain::settings::{PlusRule, SettingsEffect, SettingsForm};
use domain::{Admission, ApplicationRole, BatchId, GroupId, ImportId, Refusal, Role, Settings};
use futures::FutureExt;
use http::{Request, StatusCode, header};
use serde_json::{Value, json};
use server::db::{DbError, Location};
use server::invitation::many::job::carry_out;
use server::live::events::lock_room;
use server::privacy::{job, queries, texts};
use server::values;
use support::people::Told;
use support::{Device, HOUR, PUBLIC_URL, Person, Room, TestApp, on_both_engines, while_held};

const ADDRESS: &str = "Zorah.Quill@MÜNCHEN.example";
const KEPT: &str = "zorah.quill@xn--mnchen-3ya.example";
const DAY: i64 = 24 * HOUR;

impl Person {
    async fn stored(&self, address: &str) -> Told<StoredAbout> {
        self.device.call("/api/privacy/find", [("address", address)]).await
    }

    async fn erase(&self, address: &str) -> Told<StoredAbout> {
        self.device.call("/api/privacy/erase", [("address", address)]).await
    }

    async fn export(&self, address: &str) -> support::Answer {
        self.device.submit("/admin/privacy/export", [("address", address)]).await
    }
}

async fn administrator(app: &TestApp) -> Person {
    app.person_as("chief@example.org", ApplicationRole::Admin).await
}

/// Whether Zorah could be found by it, as a part of a word too.
fn names_zorah(text: &str) -> bool {
    let text = text.to_lowercase();
    ["zorah", "quill"].iter().any(|name| text.contains(name))
}

/// Where something of it stands: tables, raw files of the database, and files of the data folder.
async fn found_in(app: &TestApp, folders: &[&Path]) -> Vec<String> {
    let mut found: Vec<_> = app.rows().await.into_iter().filter(|row| names_zorah(row)).collect();
    let mut folders: Vec<_> = folders.iter().map(|folder| folder.to_path_buf()).collect();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(octets) = std::fs::read(&path) {
                let text = String::from_utf8_lossy(&octets);
                found.extend(names_zorah(&text).then(|| path.display().to_string()));
            }
        }
    }
    found
}

/// Where mails go that no mail server takes.
fn mail_folder(app: &TestApp) -> PathBuf {
    app.site.node.data_folder.join("mails")
}

/// What is in there, in the order of names.
fn kept_mails(app: &TestApp) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        std::fs::read_dir(mail_folder(app)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// Whom these mails are to: what stands in angle brackets on their outside.
fn receivers(mails: &[PathBuf]) -> Vec<String> {
    let to = |mail: &PathBuf| {
        let text = std::fs::read_to_string(mail).unwrap();
        let line = text.lines().find(|line| line.starts_with("To: ")).unwrap().to_owned();
        line.rsplit('<').next().unwrap().trim_end_matches('>').to_owned()
    };
    let mut receivers: Vec<_> = mails.iter().map(to).collect();
    receivers.sort();
    receivers
}

fn chat(text: &str) -> RoomCommand {
    let (channel, text) = (Channel::Chat, text.to_owned());
    RoomCommand::Chat(ChatCommand::Post { channel, text, reply_to: None })
}

async fn invite(room: &Room<'_>, email: &str, first: &str, last: &str) -> InvitationReady {
    invite_as(room, email, (first, last), true).await
}

async fn invite_as(
    room: &Room<'_>,
    email: &str,
    (first, last): (&str, &str),
    send_mail: bool,
) -> InvitationReady {
    let request = json!({ "request": {
        "room": room.id, "email": email, "first_name": first, "last_name": last, "role": "viewer",
        "if_invited": "update", "send_mail": send_mail,
    }});
    room.owner.device.call("/api/invitations/invite", request).await.unwrap()
}

async fn invite_list(app: &TestApp, room: &Room<'_>) {
    let batch = BatchId::from_bits(77);
    let order = json!({ "order": {
        "id": batch, "room": room.id, "send_mail": true, "language": null, "if_known": "update", "total": 3,
    }});
    let device = &room.owner.device;
    let _: () = device.call("/api/invite-many/begin", order).await.unwrap();
    let row = |email: &str, first: &str, last: &str| json!({ "email": email, "first": first, "last": last, "role": "viewer" });
    let rows = json!({ "batch": batch, "from": 0, "rows": [
        row(ADDRESS, "Zorah", "Quill"), row("Zorah Quill <zorah.quill@münchen.example>", "", ""),
        row("dan@guests.example", "Dan", "Dee"),
    ]});
    let _: () = device.call("/api/invite-many/add", rows).await.unwrap();
    let _: () = device.call("/api/invite-many/start", json!({ "batch": batch })).await.unwrap();
    while carry_out(&app.site).await.unwrap() > 0 {}
    let found: BatchSummary =
        device.call("/api/invite-many/find", json!({ "room": room.id, "batch": batch })).await.unwrap();
    assert!(found.counts.done() == 3, "{found:?}");
}

/// Zorah on her device, through the code, inside.
async fn comes_in(app: &TestApp, room: &Room<'_>, zorah: &InvitationReady) -> Device {
    let device = app.device();
    device.open_link(zorah).await;
    let _ = device.confirm(zorah, "someone@else.example").await;
    device.confirm(zorah, ADDRESS).await.unwrap();
    device.enter(room.id, Some(zorah)).await.unwrap();
    device
}

/// Writes her address down where the log keeps what something was called, and where she never is.
async fn write_it_down(app: &TestApp, chief: &Person, room: &Room<'_>) {
    for title in ["With zorah.quill@münchen.example", "ZORAH.QUILL@xn--mnchen-3ya.example speaks", "Optics"]
    {
        room.change("title", title).await.unwrap();
    }
    let bea = app.person("bea@example.org").await;
    let foreign = bea.room(0, HOUR).await;
    foreign.change("description", format!("Not with \"{ADDRESS}\"")).await.unwrap();
    foreign.change("speakers", KEPT).await.unwrap();
    foreign.try_make("For zorah.quill@münchen.example", "", "").await.unwrap();
    app.turn(0).await;
    bea.device.enter(foreign.id, None).await.unwrap();
    bea.device.command(foreign.id, None, &chat(&format!("Where is {ADDRESS}?"))).await.unwrap();
    let ask = QuestionCommand::Ask { text: format!("Who is {KEPT}?"), visibility: Visibility::Public };
    bea.device.command(foreign.id, None, &RoomCommand::Question(ask)).await.unwrap();
    foreign.act("/api/sessions/end").await.unwrap();
    // Without it, both are called alike.
    for name in ["With zorah.quill@münchen.example", "with ZORAH.QUILL@xn--mnchen-3ya.example"] {
        let _: GroupId = chief.device.call("/api/people/groups/make", [("name", name)]).await.unwrap();
    }
    begin_import(chief, 9, "zorah.quill@münchen.example.csv").await;
    let contact = "<p>Ask <a href=\"mailto:zorah.quill@münchen.example\">Zorah.Quill@münchen.example</a></p>";
    assert_eq!(app.execute("update mail_template set html = html || $1", values![contact]).await, 1);
}

on_both_engines!(erasing_a_guest_leaves_no_trace_of_the_address_or_the_name, async |engine| {
    let app = TestApp::generous(engine).await;
    support::mails::configure(&app).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 4 * HOUR).await;
    room.change("description", "With Zorah Quill, who writes from zorah.quill@münchen.example.")
        .await
        .unwrap();
    write_it_down(&app, &chief, &room).await;
    // She is invited under another name and a wrong address first, then by a list.
    let wrong = invite(&room, "zorah.quill@munchen.example", "Zorah", "Quil").await;
    let correct = [("invitation", wrong.id.to_string()), ("email", ADDRESS.to_owned())];
    let correct = correct.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _: InvitationReady = ann.device.call("/api/invitations/change-address", correct).await.unwrap();
    invite(&room, ADDRESS, "Zorah", "Quill").await;
    invite_list(&app, &room).await;
    support::mails::send_all(&app).await;
    let listed = room.invitations().await;
    let zorah = listed.into_iter().find(|listed| listed.ready.email.as_str() == KEPT).unwrap().ready;
    let bo = room.invite("bo@guests.example", Role::Moderator).await;
    // She waits before the start, knocks, comes in, talks, and is talked of.
    app.set(Settings { mailed_code: CodePolicy::Nobody, ..Settings::default() }).await;
    app.turn(HOUR).await;
    ann.device.enter(room.id, None).await.unwrap();
    let device = comes_in(&app, &room, &zorah).await;
    let friend = app.device();
    friend.join(&bo, room.id).await;
    for (who, invitation, text) in [
        (&device, Some(&zorah), "I am Zorah Quill, mail me: ZORAH.QUILL@münchen.example!"),
        (&friend, Some(&bo), "Thanks, zorah quill (zorah.quill@xn--mnchen-3ya.example)"),
        (&ann.device, None, "Hello all"),
    ] {
        who.command(room.id, invitation, &chat(text)).await.unwrap();
    }
    let ask = QuestionCommand::Ask { text: "Who knows Quill, Zorah?".into(), visibility: Visibility::Public };
    device.command(room.id, Some(&zorah), &RoomCommand::Question(ask)).await.unwrap();
    // Another device is refused, asks for a code and moves the link there; then a locked door.
    let phone = app.device();
    phone.open_link(&zorah).await;
    phone.confirm(&zorah, ADDRESS).await.unwrap_err();
    let id = zorah.id.to_string();
    let _: () = phone.call("/api/join/send-code", [("invitation", id.as_str())]).await.unwrap();
    support::mails::send_all(&app).await;
    device.leave(room.id, Some(&zorah)).await.unwrap();
    let lock = RoomCommand::Lock(LockCommand::SetLocked { is_locked: true });
    ann.device.command(room.id, None, &lock).await.unwrap();
    room.try_act(&[zorah.id], InvitationAct::ReleaseDevice).await.unwrap();
    let tablet = app.device();
    tablet.open_link(&zorah).await;
    tablet.confirm(&zorah, KEPT).await.unwrap();
    let fields = [("room", room.id.to_string()), ("invitation", id.clone())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _: () = tablet.call("/api/join/knock", fields).await.unwrap();

    // What there is, as it is seen and exported.
    let about = chief.stored(ADDRESS).await.unwrap();
    assert_eq!(about.address.as_str(), KEPT);
    for kind in [
        DataKind::Invitations,
        DataKind::Devices,
        DataKind::Codes,
        DataKind::Mails,
        DataKind::Knocks,
        DataKind::Places,
        DataKind::Messages,
        DataKind::Questions,
        DataKind::ListRows,
        DataKind::AuditEntries,
    ] {
        assert!(about.counts.iter().any(|(known, count)| *known == kind && *count > 0), "{kind:?}");
    }
    let export = chief.export(ADDRESS).await;
    assert_eq!((export.status, export.header("content-type")), (StatusCode::OK, "application/json"));
    let export = export.text();
    assert!(export.contains("I am Zorah Quill") && export.contains(KEPT));
    let token = zorah.link.rsplit('/').next().unwrap();
    assert!(!export.contains(token) && !export.contains("hash") && !export.contains("nonce"));

    let mut folders = vec![app.site.node.data_folder.as_path()];
    if let Location::Folder(folder) = &engine.location {
        folders.push(folder);
    }
    assert!(found_in(&app, &folders).await.len() > 20, "there is something to be erased");
    let figures = report(&room).await;
    room.act("/api/sessions/end").await.unwrap();

    chief.erase(ADDRESS).await.unwrap();
    let left = found_in(&app, &folders).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    assert_eq!(chief.stored(ADDRESS).await.unwrap().counts, []);

    // She is out, others are as they were, and the figures stay.
    let gone = phone.admission(&zorah).await;
    assert_eq!(gone, domain::Admission::Refused(Refusal::UnknownLink));
    let after = report(&room).await;
    assert_eq!(after.0, figures.0, "as many people as before");
    assert!(after.1.contains(&"Former guest".to_owned()) && after.1.contains(&"Bo Guest".to_owned()));
    let names: Vec<_> =
        room.invitations().await.into_iter().map(|listed| listed.ready.name.to_string()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
});

/// How many people came in the last run, and who.
async fn report(room: &Room<'_>) -> (usize, Vec<String>) {
    let fields = [("room", room.id.to_string())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    let page: ReportPage = room.owner.device.call("/api/reports/find", fields).await.unwrap();
    let attendees = page.run.unwrap().attendance.attendees;
    (attendees.len(), attendees.into_iter().map(|attendee| attendee.name.to_string()).collect())
}

/// Sends a file of people as far as the dry run, and the beginning of another one that ends in the middle of a row.
async fn import_people(chief: &Person) {
    let whole = "email,first,last\nzorah.quill@münchen.example,Zorah,Quill\n\
                 <zorah.quill@münchen.example>,Zorah,Quill\ndan@guests.example,Dan,Dee\n";
    import_file(chief, 1, whole, true).await;
    import_file(chief, 2, "email,first,last\nzorah.quill@münchen.example,Zorah,Qu", false).await;
}

async fn begin_import(chief: &Person, id: u128, file_name: &str) {
    let order = json!({ "order": {
        "id": ImportId::from_bits(id), "file_name": file_name, "if_known": "update", "group": null,
    }});
    let _: () = chief.device.call("/api/people/import/begin", order).await.unwrap();
}

async fn import_file(chief: &Person, id: u128, text: &str, is_last: bool) {
    begin_import(chief, id, "people.csv").await;
    let id = ImportId::from_bits(id);
    let part = json!({ "import": id, "part": { "place": 0, "text": text, "is_last": is_last } });
    let _: () = chief.device.call("/api/people/import/add", part).await.unwrap();
}

/// Fills a list that is not carried out yet.
async fn fill_list(room: &Room<'_>, emails: &[&str]) {
    let batch = BatchId::from_bits(79);
    let order = json!({ "order": {
        "id": batch, "room": room.id, "send_mail": false, "language": null, "if_known": "update",
        "total": emails.len(),
    }});
    let _: () = room.owner.device.call("/api/invite-many/begin", order).await.unwrap();
    let row = |email: &&str| json!({ "email": email, "first": "Ana", "last": "Ruiz", "role": "viewer" });
    let rows: Vec<_> = emails.iter().map(row).collect();
    let rows = json!({ "batch": batch, "from": 0, "rows": rows });
    let _: () = room.owner.device.call("/api/invite-many/add", rows).await.unwrap();
}

on_both_engines!(a_name_that_looks_like_json_breaks_no_list_when_it_is_erased, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let speakers = r#"["Jane Doe","Kim \"K\" Lee"]"#;
    app.execute("update room set speakers = $2 where id = $1", values![room.id, speakers]).await;
    for (email, first, last) in
        [("a@example.net", r#"["Jane"#, "Doe"), ("b@example.net", r#"Doe","Kim"#, r#""K""#)]
    {
        invite_as(&room, email, (first, last), false).await;
        chief.erase(email).await.unwrap();
        assert_eq!(room.page().await.unwrap().details.speakers, ["Jane Doe", r#"Kim "K" Lee"#]);
    }
    invite_as(&room, "c@example.net", ("Kim \"K\"", "Lee"), false).await;
    chief.erase("c@example.net").await.unwrap();
    assert_eq!(room.page().await.unwrap().details.speakers, ["Jane Doe", "Former guest"]);
});

on_both_engines!(a_form_that_was_filled_in_before_brings_nothing_back_that_is_erased, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite(ADDRESS, Role::Viewer).await;
    room.change("description", format!("Ask {ADDRESS}.")).await.unwrap();
    let mut form = room.form().await;
    chief.erase(ADDRESS).await.unwrap();
    form["form"]["title"] = "Optics, once more".into();
    assert_eq!(ann.save(form).await, Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile)));
    assert_eq!(room.form().await["form"]["description"], "Ask [address erased].");
});

on_both_engines!(
    whoever_takes_the_name_of_another_takes_it_from_no_text_when_they_are_erased,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let chief = administrator(&app).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(0, 4 * HOUR).await;
        app.turn(0).await;
        ann.device.enter(room.id, None).await.unwrap();
        invite_as(&room, "zorah@example.org", ("Zorah", "Quill"), false).await;
        let link = room.try_make("Everybody", "", "").await.unwrap();
        for (name, address) in [(("zorah", "QUILL"), ADDRESS), (("Ann", "Tester"), "other@example.net")] {
            let device = app.device();
            device.open_guest_link(&link).await;
            device.introduce_as(&link, name, address).await.unwrap();
            device.enter(room.id, None).await.unwrap();
        }
        let text = format!("Zorah Quill is with us, and so is Ann Tester, but not {KEPT}");
        ann.device.command(room.id, None, &chat(&text)).await.unwrap();
        let said = async || ann.device.inside(room.id, None).await.state.chat.messages[0].text.clone();
        chief.erase(ADDRESS).await.unwrap();
        chief.erase("other@example.net").await.unwrap();
        assert_eq!(said().await, "Zorah Quill is with us, and so is Ann Tester, but not [address erased]");
        // When nobody bears the name any more, it goes.
        chief.erase("zorah@example.org").await.unwrap();
        assert_eq!(said().await, "Former guest is with us, and so is Ann Tester, but not [address erased]");
    }
);

on_both_engines!(erasing_whoever_came_by_a_guest_link_leaves_no_trace_either, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 4 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    let host_does = async |command: &RoomCommand| ann.device.command(room.id, None, command).await.unwrap();
    let link = room.try_make("For zorah.quill@münchen.example", "", "").await.unwrap();
    // On one device she asks, answers, talks and is removed.
    let device = app.device();
    device.open_guest_link(&link).await;
    device.introduce_as(&link, ("Zorah", "Quill"), ADDRESS).await.unwrap();
    device.enter(room.id, None).await.unwrap();
    let me = device.inside(room.id, None).await.state.me.unwrap();
    let text = "I am Zorah Quill: ZORAH.QUILL@münchen.example".to_owned();
    let ask = QuestionCommand::Ask { text, visibility: Visibility::Private };
    device.command(room.id, None, &RoomCommand::Question(ask)).await.unwrap();
    let prompt = "Who is there?".to_owned();
    let content = Content { kind: Kind::Open, prompt, options: Vec::new(), is_multiple: false };
    let publish = InteractionCommand::Draft { content, right: Choices::NONE, is_published: true };
    host_does(&RoomCommand::Interaction(publish)).await;
    let interaction = device.inside(room.id, None).await.state.interactions.published[0].number;
    let answer = InteractionAnswer::Text("Quill, Zorah".to_owned());
    let answer = InteractionCommand::Answer { interaction, answer };
    device.command(room.id, None, &RoomCommand::Interaction(answer)).await.unwrap();
    room.change_role(me, Role::Viewer).await.unwrap();
    device.command(room.id, None, &chat("Zorah Quill speaking")).await.unwrap();
    host_does(&chat("Thanks, Zorah Quill.")).await;
    // On two others she is inside, and knocks.
    let (phone, tablet) = (app.device(), app.device());
    phone.open_guest_link(&link).await;
    phone.introduce_as(&link, ("Zorah", "Quill"), KEPT).await.unwrap();
    phone.enter(room.id, None).await.unwrap();
    tablet.open_guest_link(&link).await;
    tablet.introduce_as(&link, ("Zorah", "Quill"), KEPT).await.unwrap();
    host_does(&RoomCommand::Lock(LockCommand::SetLocked { is_locked: true })).await;
    tablet.knock_by_place(&room).await.unwrap();
    room.remove(me).await.unwrap();
    device.enter(room.id, None).await.unwrap_err();
    import_people(&chief).await;

    let about = chief.stored(ADDRESS).await.unwrap();
    assert!(about.is_inside);
    let count = |kind| about.counts.iter().find(|(known, _)| *known == kind).map(|(_, count)| *count);
    for (kind, expected) in [
        (DataKind::Invitations, None),
        (DataKind::GuestLinkPlaces, Some(3)),
        (DataKind::Knocks, Some(1)),
        (DataKind::Places, Some(2)),
        (DataKind::Messages, Some(1)),
        (DataKind::Questions, Some(1)),
        (DataKind::InteractionAnswers, Some(1)),
        (DataKind::ImportRows, Some(1)),
    ] {
        assert_eq!(count(kind), expected, "{kind:?}");
    }
    assert!(count(DataKind::AuditEntries) > Some(8), "{:?}", about.counts);
    let export = chief.export(ADDRESS).await.text();
    assert!(export.contains("I am Zorah Quill") && export.contains("Quill, Zorah"));
    let token = link.url.rsplit('/').next().unwrap();
    assert!(!export.contains(token) && !export.contains("hash") && !export.contains("nonce"));
    assert!(found_in(&app, &[]).await.len() > 20, "there is something to be erased");
    let figures = report(&room).await;

    let mut stream = phone.room_stream(room.id, None).await;
    chief.erase(ADDRESS).await.unwrap();
    assert_eq!(stream.refusal().await, Refusal::Removed, "nobody stays inside who is erased");
    let left = found_in(&app, &[]).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    assert_eq!(chief.stored(ADDRESS).await.unwrap().counts, []);
    assert_eq!(chief.stored("dan@guests.example").await.unwrap().counts, [(DataKind::ImportRows, 1)]);
    for device in [&device, &phone, &tablet] {
        assert_eq!(device.at_door(&link).await, Admission::Introduce, "they are somebody new");
    }

    // Nor on the disk, while the session runs and when the database has been written anew after it.
    let mut folders = vec![app.site.node.data_folder.as_path()];
    if let Location::Folder(folder) = &engine.location {
        folders.push(folder);
    }
    assert_eq!(job::overwrite_erased(&app.site).await.unwrap(), 0, "a session runs");
    let left = found_in(&app, &folders).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    room.act("/api/sessions/end").await.unwrap();
    assert_eq!(job::overwrite_erased(&app.site).await.unwrap(), 1);
    let left = found_in(&app, &folders).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    let after = report(&room).await;
    assert_eq!(after.0, figures.0, "as many people as before");
    assert!(after.1.contains(&"Former guest".to_owned()), "{after:?}");
    let file = ann.device.get(&format!("/rooms/{}/report/attendance.csv?run=1", room.id)).await.text();
    assert!(!file.contains("erased"), "{file}");
});

on_both_engines!(guests_go_by_themselves_after_the_days_that_are_set, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let (old, running) = (ann.room(HOUR, 2 * HOUR).await, ann.room(HOUR, 100 * HOUR).await);
    app.turn(HOUR).await;
    let guest = old.guest(&app, "zorah.quill@guests.example", Role::Viewer).await;
    guest.does(&chat("mail zorah.quill@guests.example")).await.unwrap();
    running.invite("dan@guests.example", Role::Viewer).await;
    app.turn(HOUR).await;
    let figures = report(&old).await;
    app.set(Settings { guests_kept_days: Some(2), ..Settings::default() }).await;
    app.turn(2 * DAY - 1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "not a moment too early");
    app.turn(1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 1);
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "once is enough");
    assert_eq!(chief.stored("zorah.quill@guests.example").await.unwrap().counts, []);
    assert!(
        !chief.stored("dan@guests.example").await.unwrap().counts.is_empty(),
        "a running session keeps its guests"
    );
    assert_eq!(report(&old).await.0, figures.0);
    let text = app.rows().await.join("\n");
    assert!(!text.to_lowercase().contains("zorah.quill@guests.example"));
    let view = AuditView { what: "privacy".parse().ok(), ..AuditView::default() };
    let page: AuditPage =
        chief.device.call("/api/audit/list", json!({ "view": view, "before": null })).await.unwrap();
    let acts: Vec<_> = page.entries.iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [AuditAct::GuestsErased]);
});

on_both_engines!(who_came_by_guest_links_goes_by_themselves_too, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let (old, running) = (ann.room(0, HOUR).await, ann.room(0, 100 * HOUR).await);
    app.turn(0).await;
    let (link, other) = (old.guest_link().await, running.guest_link().await);
    app.device().come(&old, &link, "zorah").await;
    let waiting = app.device();
    waiting.open_guest_link(&link).await;
    waiting.introduce_as(&link, ("Zorah", "Quill"), "zorah.quill@guests.example").await.unwrap();
    app.device().come(&running, &other, "dan").await;
    app.turn(HOUR).await;
    let figures = report(&old).await;
    app.set(Settings { guests_kept_days: Some(2), ..Settings::default() }).await;
    app.turn(2 * DAY - 1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "not a moment too early");
    assert_eq!(chief.stored("zorah@example.net").await.unwrap().counts[0], (DataKind::GuestLinkPlaces, 1));
    app.turn(1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 2, "also who has never been inside");
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "once is enough");
    let left = found_in(&app, &[]).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    let kept = chief.stored("dan@example.net").await.unwrap();
    assert_eq!(kept.counts[0], (DataKind::GuestLinkPlaces, 1), "a running session keeps its guests");
    assert_eq!(report(&old).await.0, figures.0);
});

/// Somebody of this name comes by a guest link, as far as the door says.
async fn introduces(app: &TestApp, link: &GuestLinkSummary, name: (&str, &str), address: &str) -> Device {
    let device = app.device();
    device.open_guest_link(link).await;
    device.introduce_as(link, name, address).await.unwrap();
    device
}

on_both_engines!(guests_of_an_earlier_run_go_although_the_room_is_planned_again, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    let link = room.guest_link().await;
    let zorah = introduces(&app, &link, ("Zorah", "Quill"), ADDRESS).await;
    zorah.enter(room.id, None).await.unwrap();
    ann.device.command(room.id, None, &chat(&format!("Write to {ADDRESS}"))).await.unwrap();
    app.device().come(&room, &link, "fay").await;
    let bo = room.guest(&app, "bo@guests.example", Role::Viewer).await;
    let removed = invite_as(&room, "zorah@quill.example", ("Zorah", "Quill"), false).await;
    let restored = room.invite("eve@guests.example", Role::Viewer).await;
    room.try_act(&[removed.id, restored.id], InvitationAct::Remove).await.unwrap();
    app.turn(HOUR).await;
    let figures = report(&room).await;
    app.set(Settings { guests_kept_days: Some(2), ..Settings::default() }).await;

    // The next week: one is invited again after all, one comes by the link again, and one is removed from this run.
    room.reschedule(7 * DAY, 7 * DAY + HOUR).await.unwrap();
    room.try_act(&[restored.id], InvitationAct::Restore).await.unwrap();
    let fay = introduces(&app, &link, ("fay", "Guest"), "fay@example.net").await;
    let late = room.invite("late@guests.example", Role::Viewer).await;
    room.try_act(&[late.id], InvitationAct::Remove).await.unwrap();
    app.turn(2 * DAY - 1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "not a moment too early");
    assert_eq!(chief.stored(ADDRESS).await.unwrap().counts[0], (DataKind::GuestLinkPlaces, 1));
    app.turn(1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 3, "two by the link, and a removed invitation");
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "once is enough");
    let left = found_in(&app, &[]).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    assert_eq!(report(&room).await.0, figures.0, "figures stay");

    // Whoever may come to this run is as they were, also who had come to the last one by another place.
    let kept = chief.stored("fay@example.net").await.unwrap();
    assert_eq!(kept.counts[0], (DataKind::GuestLinkPlaces, 1));
    assert_eq!(fay.at_door(&link).await, Admission::Wait(Role::Guest));
    for invited in ["bo@guests.example", "eve@guests.example", "late@guests.example"] {
        assert_eq!(chief.stored(invited).await.unwrap().counts[0], (DataKind::Invitations, 1), "{invited}");
    }
    app.turn(5 * DAY - HOUR).await;
    ann.device.enter(room.id, None).await.unwrap();
    bo.device.enter(room.id, Some(&bo.invitation)).await.unwrap();
    fay.enter(room.id, None).await.unwrap();
    let names: Vec<_> = ann.device.inside(room.id, None).await.state.participants;
    assert_eq!(names.len(), 3, "{names:?}");

    // The last run ends for all of them.
    app.turn(HOUR).await;
    app.turn(2 * DAY).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 4);
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0);
});

on_both_engines!(whose_link_was_to_expire_goes_before_the_session_unless_they_are_inside, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 6 * 24 * HOUR).await;
    app.turn(0).await;
    let (gone, stays) = (
        room.invite("zorah.quill@guests.example", Role::Viewer).await,
        room.guest(&app, "bo@guests.example", Role::Viewer).await,
    );
    let until = support::NOW + std::time::Duration::from_hours(1);
    room.try_act(&[gone.id, stays.invitation.id], InvitationAct::Extend { until }).await.unwrap();
    app.set(Settings { guests_kept_days: Some(1), ..Settings::default() }).await;
    app.turn(HOUR + DAY - 1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0, "not a moment too early");
    app.turn(1).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 1);
    assert_eq!(chief.stored("zorah.quill@guests.example").await.unwrap().counts, []);
    stays.does(&chat("Still here")).await.unwrap();
});

on_both_engines!(lists_of_an_earlier_run_lose_those_who_were_never_invited, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    let link = room.guest_link().await;
    app.device().come(&room, &link, "fay").await;
    let batch = BatchId::from_bits(78);
    let order = json!({ "order": {
        "id": batch, "room": room.id, "send_mail": false, "language": null, "if_known": "update", "total": 2,
    }});
    let device = &room.owner.device;
    let _: () = device.call("/api/invite-many/begin", order).await.unwrap();
    let rows = json!({ "batch": batch, "from": 0, "rows": [
        { "email": "zorah.quill@", "first": "Zorah", "last": "Quill", "role": "viewer" },
        { "email": "dan@guests.example", "first": "Dan", "last": "Dee", "role": "viewer" },
    ]});
    let _: () = device.call("/api/invite-many/add", rows).await.unwrap();
    let _: () = device.call("/api/invite-many/start", json!({ "batch": batch })).await.unwrap();
    while carry_out(&app.site).await.unwrap() > 0 {}
    app.turn(HOUR).await;
    app.set(Settings { guests_kept_days: Some(2), ..Settings::default() }).await;
    room.reschedule(7 * DAY, 7 * DAY + HOUR).await.unwrap();
    app.turn(2 * DAY).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 1);
    let left = found_in(&app, &[]).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
    let rows = app.rows().await;
    let is_dan = |row: &&String| row.starts_with("invite_row: ") && row.contains("dan@guests.example");
    assert_eq!(rows.iter().filter(is_dan).count(), 1, "who is invited stays in the list");
});

on_both_engines!(texts_are_cleaned_batch_by_batch_to_the_last, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    invite_as(&room, ADDRESS, ("Zorah", "Quill"), false).await;
    ann.device.command(room.id, None, &chat(&format!("Write to {ADDRESS}"))).await.unwrap();
    // As many more as fill a batch and begin another one.
    for number in 0..=texts::BATCH {
        app.execute(
            "insert into message (room_id, number, channel, participant_id, first_name, last_name, role, text, at)
             select room_id, number + 1000 + $2, channel, participant_id, first_name, last_name, role, text, at
             from message where room_id = $1 and number < 1000",
            values![room.id, number],
        )
        .await;
    }
    chief.erase(ADDRESS).await.unwrap();
    let rows = app.rows().await;
    let messages: Vec<_> = rows.iter().filter(|row| row.starts_with("message: ")).collect();
    assert_eq!(messages.len(), 2 + usize::try_from(texts::BATCH).unwrap());
    assert!(messages.iter().all(|row| row.contains("Write to [address erased]")), "{:?}", messages.last());
});

on_both_engines!(without_a_number_of_days_guests_stay, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("dan@guests.example", Role::Viewer).await;
    app.set(Settings { guests_kept_days: None, ..Settings::default() }).await;
    app.turn(4_000 * DAY).await;
    assert_eq!(job::erase_due(&app.site).await.unwrap(), 0);
});

on_both_engines!(a_shorter_time_is_asked_about_before_it_is_saved, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("dan@guests.example", Role::Viewer).await;
    app.turn(10 * DAY).await;
    let weigh = async |days: Option<u32>| {
        let form = SettingsForm::from(&Settings { guests_kept_days: days, ..Settings::default() });
        let told: Told<Vec<SettingsEffect>> =
            chief.device.call("/api/settings/weigh", json!({ "form": form })).await;
        told.unwrap()
    };
    assert_eq!(weigh(Some(30)).await, []);
    assert_eq!(weigh(Some(9)).await, [SettingsEffect::GuestsErased(1)]);
    assert_eq!(weigh(None).await, []);
});

on_both_engines!(a_shorter_time_is_asked_about_for_earlier_runs_too, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    let link = room.guest_link().await;
    app.device().come(&room, &link, "fay").await;
    app.turn(HOUR).await;
    room.reschedule(20 * DAY, 20 * DAY + HOUR).await.unwrap();
    app.turn(10 * DAY).await;
    let form = SettingsForm::from(&Settings { guests_kept_days: Some(9), ..Settings::default() });
    let told: Told<Vec<SettingsEffect>> =
        chief.device.call("/api/settings/weigh", json!({ "form": form })).await;
    assert_eq!(told.unwrap(), [SettingsEffect::GuestsErased(1)]);
});

on_both_engines!(the_page_is_about_somebody_of_the_site_by_their_identifier, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let zorah = app.person(KEPT).await;
    let page = chief.device.get(&app::routes::privacy_of(zorah.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    assert!(text.contains(KEPT) && text.contains("Account on this site"), "{text}");
    let person = chief.device.get(&app::routes::person(zorah.id)).await.text();
    assert!(person.contains(&format!("href=\"{}\"", app::routes::privacy_of(zorah.id))), "{person}");
    assert!(person.contains(&format!("/admin/audit?actor={}", zorah.id)));
    assert!(person.contains("action=\"/admin/privacy/export\""));
    let nobody = domain::PersonId::from_bits(7);
    assert_eq!(chief.device.get(&app::routes::privacy_of(nobody)).await.status, StatusCode::NOT_FOUND);
    let somebody = app.person("ann@example.org").await;
    let hidden = somebody.device.get(&app::routes::privacy_of(zorah.id)).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert!(!hidden.text().contains(KEPT));
    // Erased, they are nobody whom there is more to say about.
    chief.erase(ADDRESS).await.unwrap();
    let gone = chief.device.get(&app::routes::privacy_of(zorah.id)).await;
    assert_eq!(gone.status, StatusCode::OK);
    assert!(!gone.text().contains("Account on this site"));
});

on_both_engines!(an_address_is_looked_for_without_scripts_and_stands_in_no_url, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("dan@guests.example", Role::Viewer).await;
    let page = chief.device.get("/admin/privacy").await.text();
    assert!(page.contains("action=\"/api/privacy/find\"") && page.contains("method=\"post\""), "{page}");
    let look = async |typed: &str| {
        let request = Request::post("/api/privacy/find")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::REFERER, format!("{PUBLIC_URL}/admin/privacy?person=0"))
            .header("sec-fetch-site", "same-origin");
        let typed = typed.replace('@', "%40").replace(' ', "%20");
        let answer = chief.device.send(request, Body::from(format!("address={typed}"))).await;
        assert!(answer.status.is_redirection(), "{}", answer.status);
        let location = answer.location().strip_prefix(PUBLIC_URL).unwrap_or(answer.location()).to_owned();
        let shown = chief.device.get(&location).await.text();
        (location, shown)
    };
    let (location, shown) = look("DAN@guests.example").await;
    assert_eq!(location, "/admin/privacy?looked=yes");
    assert!(shown.contains("dan@guests.example") && shown.contains("Invitations"), "{shown}");
    let (_, shown) = look("nobody@example.org").await;
    assert!(shown.contains("Nothing is kept about nobody@example.org."), "{shown}");
    assert!(shown.contains("Take it out of all texts"), "{shown}");
    let (location, shown) = look("no address").await;
    assert!(location.starts_with("/admin/privacy?") && !location.contains("no%20address"), "{location}");
    assert!(shown.contains("exactly one @") && shown.contains("value=\"no address\""), "{shown}");
    // Whoever opens the page anew begins anew.
    assert!(!chief.device.get("/admin/privacy").await.text().contains("no address"));
});

on_both_engines!(an_account_is_erased_and_its_rooms_stay, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let zorah = app.person("zorah.quill@example.org").await;
    let room = zorah.room(HOUR, 3 * HOUR).await;
    let guest = room.invite("dan@guests.example", Role::Viewer).await;
    app.turn(HOUR).await;
    zorah.device.enter(room.id, None).await.unwrap();
    zorah.device.command(room.id, None, &chat("I host this")).await.unwrap();
    let about = chief.stored("zorah.quill@example.org").await.unwrap();
    assert!(about.has_account() && about.is_inside);
    chief.erase("zorah.quill@example.org").await.unwrap();
    let text = app.rows().await.join("\n").to_lowercase();
    assert!(!text.contains("zorah.quill"), "the name is the part before the @ in these tests");
    let me: Option<app::account::api::Me> = zorah.device.call("/api/account/me", ()).await.unwrap();
    assert_eq!(me, None);
    let device = app.device();
    device.join(&guest, room.id).await;
});

on_both_engines!(groups_and_rows_of_imports_are_shown_and_go_with_the_account, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let zorah = app.person(KEPT).await;
    let group: GroupId = chief.device.call("/api/people/groups/make", [("name", "Staff")]).await.unwrap();
    let member = [("group", group.to_string()), ("person", zorah.id.to_string())];
    let member = member.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _: () = chief.device.call("/api/people/groups/add-member", member).await.unwrap();
    import_people(&chief).await;
    let about = chief.stored(ADDRESS).await.unwrap();
    for kind in [DataKind::Groups, DataKind::ImportRows] {
        assert!(about.counts.contains(&(kind, 1)), "{kind:?}: {:?}", about.counts);
    }
    let export: Value = serde_json::from_str(&chief.export(ADDRESS).await.text()).unwrap();
    assert_eq!(export["data"]["groups"], json!([{ "name": "Staff" }]));
    assert_eq!(export["data"]["import_rows"][0]["email"], KEPT);
    chief.erase(ADDRESS).await.unwrap();
    assert_eq!(chief.stored(ADDRESS).await.unwrap().counts, []);
    let left = found_in(&app, &[]).await;
    assert!(left.is_empty(), "{} traces are left: {left:#?}", left.len());
});

on_both_engines!(erasing_ana_takes_nothing_from_joana, async |engine| {
    let app = TestApp::generous(engine).await;
    support::mails::configure(&app).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 4 * HOUR).await;
    let (ana, others) = ("ana@guests.example", ["ana@guests.example.au", "joana@guests.example"]);
    for email in [ana, others[0], others[1]] {
        invite(&room, email, "Ana", "Ruiz").await;
    }
    support::mails::send_all(&app).await;
    assert_eq!(receivers(&kept_mails(&app)), [ana, others[0], others[1]]);
    let named = ["Joana <joana@guests.example>", "Ana <ana@guests.example>"];
    fill_list(&room, &[ana, others[0], others[1], named[0], named[1]]).await;
    let [au, joana] = others;
    let rows = format!("email,first,last\n{au},Ana,Ruiz\n{joana},Joana,Ruiz\n{ana},Ana,Ruiz\n");
    import_file(&chief, 3, &rows, true).await;
    import_file(&chief, 4, "email,first,last\njoana@guests.example,Jo", false).await;
    import_file(&chief, 5, "email,first,last\nana@guests.example,An", false).await;
    let of_others = async || {
        let rows = app.rows().await;
        rows.into_iter().filter(|row| others.iter().any(|email| row.contains(email))).collect::<Vec<_>>()
    };
    let before = of_others().await;
    // Each is invited and stands in the list and in an import; Joana once more in the list, and in half a row.
    assert!(before.len() >= 2 * 3 + 2, "{before:#?}");

    chief.erase(ana).await.unwrap();
    assert_eq!(of_others().await, before);
    assert_eq!(receivers(&kept_mails(&app)), others);
    let rows = app.rows().await;
    let without_others = |row: &String| others.iter().fold(row.clone(), |row, email| row.replace(email, ""));
    let left: Vec<_> = rows.iter().filter(|row| without_others(row).contains(ana)).collect();
    assert!(left.is_empty(), "{left:#?}");
});

on_both_engines!(an_address_goes_from_wherever_it_was_written_and_a_longer_one_stays, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    invite_as(&ann.room(HOUR, 4 * HOUR).await, "ana@guests.example", ("Ana", "Ruiz"), false).await;
    // She has never been in this one.
    let foreign = bea.room(0, 4 * HOUR).await;
    let both = "ana@guests.example and joana@guests.example";
    foreign.change("description", both).await.unwrap();
    app.turn(0).await;
    bea.device.enter(foreign.id, None).await.unwrap();
    bea.device.command(foreign.id, None, &chat(both)).await.unwrap();
    for (id, address) in [(1, "ana@guests.example"), (2, "joana@guests.example")] {
        let _: GroupId = chief.device.call("/api/people/groups/make", [("name", address)]).await.unwrap();
        begin_import(&chief, id, &format!("{address}.csv")).await;
    }
    chief.erase("ana@guests.example").await.unwrap();
    let left = "[address erased] and joana@guests.example";
    assert_eq!(foreign.page().await.unwrap().details.description, left);
    assert_eq!(bea.device.inside(foreign.id, None).await.state.chat.messages[0].text, left);
    let rows = app.rows().await;
    for (table, name) in [
        ("person_group", "\"[address erased]\""),
        ("person_group", "joana@guests.example"),
        ("people_import", "[address erased].csv"),
        ("people_import", "joana@guests.example.csv"),
        ("audit_entry", "joana@guests.example"),
    ] {
        let is_it = |row: &&String| row.starts_with(&format!("{table}: ")) && row.contains(name);
        assert_eq!(rows.iter().filter(is_it).count(), 1, "{table}: {name}");
    }
    let still: Vec<_> =
        rows.iter().filter(|row| row.replace("joana@", "").contains("ana@guests.example")).collect();
    assert!(still.is_empty(), "{still:#?}");
    // It goes from there also when nobody has it.
    assert_eq!(chief.erase("joana@guests.example").await.unwrap().counts, []);
    assert!(!app.rows().await.iter().any(|row| row.contains("joana")));
});

on_both_engines!(what_a_room_was_called_goes_from_the_log_and_all_else_of_it_stays, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for title in ["With ana@guests.example", "With joana@guests.example"] {
        room.change("title", title).await.unwrap();
    }
    invite_as(&room, "ana@guests.example", ("Ana", "Ruiz"), false).await;
    let changes = async || {
        let view = AuditView { what: "room_changed".parse().ok(), ..AuditView::default() };
        let request = json!({ "view": view, "before": null });
        let page: AuditPage = chief.device.call("/api/audit/list", request).await.unwrap();
        page.entries
    };
    let before = changes().await;
    chief.erase("ana@guests.example").await.unwrap();
    let after = changes().await;
    let titled = |before: &str, after: &str| {
        let [before, after] = [before, after].map(|title| Some(AuditValue::text(title)));
        vec![Change::new(AuditField::Title, before, after)]
    };
    assert_eq!(after[0].changes, titled("", "With joana@guests.example"));
    assert_eq!(after[1].changes, titled("Optics", ""));
    assert_eq!(after[1].subject.as_ref().unwrap().label, "");
    assert_eq!(after[0].subject, before[0].subject);
    assert_eq!(
        after.iter().map(|entry| &entry.actor).collect::<Vec<_>>(),
        [&before[0].actor, &before[1].actor]
    );
    // Nothing but that can be done to it.
    let try_execute = async |sql: &'static str| {
        let done: Result<u64, DbError> =
            app.site.db.write(move |connection| connection.execute(sql, vec![]).boxed()).await;
        done
    };
    for sql in [
        "update audit_entry set changes = replace(changes, 'joana', 'bea')",
        "update audit_entry set changes = replace(changes, 'title', '')",
        "update audit_entry set changes = '[]'",
        "update audit_entry set changes = ''",
    ] {
        try_execute(sql).await.expect_err(sql);
    }
    assert_eq!(changes().await, after);
    let blank = "update audit_entry set changes = replace(changes, 'With joana@guests.example', '')";
    assert!(try_execute(blank).await.unwrap() > 0);
    assert_eq!(changes().await[0].changes, titled("", ""));
});

on_both_engines!(the_other_addresses_of_the_same_person_are_shown_and_stay, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let ana = app.person("ana@guests.example").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for email in ["ana+a@guests.example", "joana+a@guests.example", "ana+a@other.example"] {
        invite_as(&room, email, ("Ana", "Ruiz"), false).await;
    }
    let link = room.guest_link().await;
    introduces(&app, &link, ("Ana", "Ruiz"), "ana+b@guests.example").await;
    fill_list(&room, &["Ana+C@guests.example", "joana+c@guests.example"]).await;
    import_file(&chief, 1, "email,first,last\nana+d@guests.example,Ana,Ruiz\n", true).await;
    let others = async |address: &str| {
        let about = chief.stored(address).await.unwrap();
        about.others.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let tagged = ["a", "b", "c", "d"].map(|tag| format!("ana+{tag}@guests.example"));
    // They are four other people, until the site says that they are one.
    assert!(others("ana@guests.example").await.is_empty());
    app.set(Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() }).await;
    assert_eq!(others("ana@guests.example").await, tagged);
    assert_eq!(others("ana+x@guests.example").await.len(), 5);
    assert_eq!(others("joana@guests.example").await.len(), 2);
    let page = chief.device.get(&app::routes::privacy_of(ana.id)).await.text();
    assert!(page.contains("Look at ana+d@guests.example") && !page.contains("joana"), "{page}");
    let export: Value = serde_json::from_str(&chief.export("ana@guests.example").await.text()).unwrap();
    assert_eq!(export["other_addresses"], json!(tagged));

    let erased = chief.erase("ana@guests.example").await.unwrap();
    assert_eq!(erased.others.len(), 4);
    assert_eq!(chief.stored("ana@guests.example").await.unwrap().counts, []);
    assert_eq!(others("ana@guests.example").await, tagged);
    for (number, address) in tagged.iter().enumerate() {
        chief.erase(address).await.unwrap();
        assert_eq!(others("ana@guests.example").await, tagged[number + 1..]);
    }
});

on_both_engines!(a_mail_to_whoever_has_a_longer_name_stays, async |engine| {
    let app = TestApp::generous(engine).await;
    support::mails::configure(&app).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    // Called An Tester.
    app.person("an@example.org").await;
    let room = ann.room(HOUR, 4 * HOUR).await;
    invite(&room, "jan@guests.example", "Jan", "Testerman").await;
    invite(&room, "bo@guests.example", "Bo", "An Tester").await;
    support::mails::send_all(&app).await;
    assert_eq!(kept_mails(&app).len(), 2);
    chief.erase("an@example.org").await.unwrap();
    assert_eq!(receivers(&kept_mails(&app)), ["jan@guests.example"]);
});

on_both_engines!(what_is_no_file_any_more_holds_up_no_erasure, async |engine| {
    let app = TestApp::generous(engine).await;
    support::mails::configure(&app).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 4 * HOUR).await;
    invite(&room, ADDRESS, "Zorah", "Quill").await;
    invite(&room, "dan@guests.example", "Dan", "Dee").await;
    support::mails::send_all(&app).await;
    let folder = mail_folder(&app);
    let mut stay = kept_mails(&app);
    stay.retain(|mail| receivers(std::slice::from_ref(mail)) == ["dan@guests.example"]);
    assert_eq!(stay.len(), 1);
    // Somebody keeps a folder there; and a file has been listed, and deleted before it is read: its name leads nowhere.
    std::fs::create_dir(folder.join("old")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("0.eml")).unwrap();
    stay.extend([folder.join("old"), folder.join("0.eml")]);
    stay.sort();
    chief.erase(ADDRESS).await.unwrap();
    assert_eq!(kept_mails(&app), stay);
});

on_both_engines!(who_is_erased_while_the_disk_is_overwritten_is_overwritten_next_time, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 4 * HOUR).await;
    app.turn(0).await;
    for email in ["bo@guests.example", "dan@guests.example"] {
        room.invite(email, Role::Viewer).await;
    }
    let mark = async || queries::find_overwrite_due(&mut app.site.db.read().await.unwrap()).await.unwrap();
    let forget = async |mark: String| {
        let forgotten: Result<bool, DbError> = app
            .site
            .db
            .write(move |connection| {
                async move { queries::forget_overwrite_due(connection, &mark).await }.boxed()
            })
            .await;
        forgotten.unwrap()
    };
    assert_eq!(mark().await, None);
    chief.erase("bo@guests.example").await.unwrap();
    let seen = mark().await.unwrap();
    // All that this is about may be overwritten by now, but not the next one.
    chief.erase("dan@guests.example").await.unwrap();
    assert!(!forget(seen).await);
    assert!(mark().await.is_some());
    room.act("/api/sessions/end").await.unwrap();
    assert_eq!(job::overwrite_erased(&app.site).await.unwrap(), 1);
    assert_eq!(mark().await, None);
});

on_both_engines!(whoever_comes_in_while_their_account_is_erased_is_put_out, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let zorah = app.person("zorah.quill@example.org").await;
    let room = zorah.room(0, HOUR).await;
    app.turn(0).await;
    zorah.device.enter(room.id, None).await.unwrap();
    zorah.device.leave(room.id, None).await.unwrap();
    // They come back in at the very moment when they can sign in no more.
    if matches!(engine.location, Location::Postgres(_)) {
        let comes_back = "create function comes_back() returns trigger language plpgsql as $comes$
             begin
                 update participant set state = 'inside' where person_id = new.id;
                 return null;
             end $comes$";
        app.execute(comes_back, values![]).await;
        let trigger = "create trigger comes_back after update of active on person for each row
             when (old.active = 1 and new.active = 0) execute function comes_back()";
        app.execute(trigger, values![]).await;
    } else {
        let trigger = "create trigger comes_back after update of active on person
             when old.active = 1 and new.active = 0
             begin
                 update participant set state = 'inside' where person_id = new.id;
             end";
        app.execute(trigger, values![]).await;
    }
    chief.erase("zorah.quill@example.org").await.unwrap();
    let rows = app.rows().await;
    let places: Vec<_> = rows.iter().filter(|row| row.starts_with("participant: ")).collect();
    assert_eq!(places.len(), 1);
    assert!(places[0].contains("\"removed\""), "{}", places[0]);
});

on_both_engines!(whoever_was_proven_before_they_were_deactivated_does_not_come_in, async |engine| {
    let app = TestApp::generous(engine).await;
    let zorah = app.person("zorah.quill@example.org").await;
    let room = zorah.room(0, HOUR).await;
    app.turn(0).await;
    let (person, id) = (zorah.id, room.id);
    let came = while_held(
        &app,
        move |connection| async move { lock_room(connection, id).await.map(drop) }.boxed(),
        move |connection| async move { queries::deactivate(connection, person).await }.boxed(),
        zorah.device.enter(id, None),
    );
    assert_eq!(came.await.unwrap_err(), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
    assert!(!app.rows().await.iter().any(|row| row.starts_with("participant: ")));
});

/// Somebody of the site for each number, who has been inside a room and done one thing of each kind there.
async fn fill_room(app: &TestApp, room: &Room<'_>) {
    let people = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000)
         insert into person (id, email, first_name, last_name, first_last_key, last_first_key, application_role,
             active, created_at)
         select 'filled' || i, 'p' || i || '@example.org', 'F', 'L', 'f l', 'l f', 'viewer', 1, 0 from n";
    assert_eq!(app.execute(people, values![]).await, 2_000);
    for sql in [
        "insert into participant (id, room_id, person_id, first_name, last_name, role, state, entered_at, seen_at)
         select person.id, room.id, person.id, 'F', 'L', 'viewer', 'left', 0, 0
         from person, room where person.id like 'filled%' and room.id = $1",
        "insert into message (room_id, number, channel, participant_id, first_name, last_name, role, text, at)
         select room_id, 1000 + row_number() over (order by id), 'chat', id, 'F', 'L', 'viewer', 'Hello', 0
         from participant where room_id = $1",
        "insert into question (room_id, number, participant_id, first_name, last_name, role, text, visibility,
             state, at)
         select room_id, 1000 + row_number() over (order by id), id, 'F', 'L', 'viewer', 'Why?', 'private', 'open', 0
         from participant where room_id = $1",
        "insert into question_answer (room_id, number, question, participant_id, first_name, last_name, role, text,
             visibility, at)
         select room_id, number, number, participant_id, 'F', 'L', 'viewer', 'So.', 'private', 0
         from question where room_id = $1",
        "insert into interaction (room_id, number, kind, prompt, options, is_multiple, right_choices, phase,
             is_shared, turns, told_turns, participant_id, first_name, last_name, role)
         select room_id, number, 'open', 'Who?', '[]', 0, 0, 'draft', 0, 0, 0, participant_id, 'F', 'L', 'viewer'
         from question where room_id = $1",
    ] {
        assert_eq!(app.execute(sql, values![room.id]).await, 2_000, "{sql}");
    }
}

on_both_engines!(a_name_is_taken_from_beside_what_somebody_did_by_indices, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    fill_room(&app, &room).await;
    if matches!(engine.location, Location::Postgres(_)) {
        app.execute("analyze participant, message, question, question_answer, interaction", values![]).await;
    }
    let mut connection = app.site.db.read().await.unwrap();
    let tables = ["participant", "message", "question", "question_answer", "interaction"];
    for (table, each) in tables.into_iter().zip(queries::RENAMING) {
        let keys = ["participant_invitation_unique", "participant_link_guest_unique", "participant_person"];
        for (sql, key) in each.into_iter().zip(keys) {
            let plan = connection.explain(sql, values!["filled7", "Former", "person"]).await.unwrap();
            let lines = format!("{plan}\n");
            if connection.is_postgres() {
                assert!(!lines.contains(&format!("Seq Scan on {table}")), "{sql}: {plan}");
                assert!(!lines.contains("Seq Scan on participant"), "{sql}: {plan}");
                assert!(lines.contains(&format!("{key} ")), "{sql}: {plan}");
            } else {
                assert!(!lines.contains("SCAN "), "{sql}: {plan}");
            }
            let own = format!("{table}_participant");
            assert!(table == "participant" || lines.contains(&own), "{own}: {plan}");
        }
    }
});

on_both_engines!(nobody_erases_themselves_or_the_last_administrator, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let before = app.rows().await;
    let denied = (StatusCode::FORBIDDEN, AppError::EraseDenied(EraseDenied::Yourself));
    assert_eq!(chief.erase("chief@example.org").await.unwrap_err(), denied);
    assert_eq!(app.rows().await, before);
});

on_both_engines!(only_administrators_see_export_and_erase, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("dan@guests.example", Role::Viewer).await;
    let before = app.rows().await;
    let hidden = (StatusCode::NOT_FOUND, AppError::NotFound);
    assert_eq!(ann.stored("dan@guests.example").await.unwrap_err(), hidden);
    assert_eq!(ann.erase("dan@guests.example").await.unwrap_err(), hidden);
    assert_eq!(ann.export("dan@guests.example").await.status, StatusCode::NOT_FOUND);
    assert_eq!(ann.device.get("/admin/privacy").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.rows().await, before);
    let chief = administrator(&app).await;
    assert_eq!(chief.device.get("/admin/privacy").await.status, StatusCode::OK);
    let wrong = chief.stored("no address").await.unwrap_err();
    assert_eq!(wrong.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.1.for_field("address").is_some());
    let export: Value = serde_json::from_str(&chief.export("nobody@example.org").await.text()).unwrap();
    assert_eq!(export["address"], "nobody@example.org");
    assert!(export["data"]["invitations"].as_array().unwrap().is_empty());
});
