//! The audit log: every act of a person is in it, with its origin and what it changed; nobody can change it; and no
//! token, code or message ever stands there.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::collections::HashMap;

use app::audit::api::AuditPage;
use app::error::AppError;
use app::invitation::api::InvitationReady;
use app::language::wall_clock::ZONE_COOKIE;
use app::routes;
use domain::audit::{
    ActorKind, AuditAct, AuditEntry, AuditField, AuditValue, AuditView, Change, Chosen, SubjectKind,
};
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::guest_link::GuestLinkAct;
use domain::invitation::InvitationAct;
use domain::lock::LockCommand;
use domain::mail::{Encryption, Template};
use domain::mailed_code::CodePolicy;
use domain::settings::SettingsForm;
use domain::{ApplicationRole, Language, PersonName, Role, Settings, Timestamp};
use futures::FutureExt;
use http::StatusCode;
use mail_parser::MessageParser;
use serde_json::json;
use server::audit::{By, Note, note, queries};
use server::db::{DbError, Value};
use server::people::service::{PersonToAdd, add_person};
use server::values;
use support::people::Told;
use support::smtp::SmtpServer;
use support::{Arguments, HOUR, NOW, Person, TestApp, on_both_engines};

const REFERENCE: &str = "a secret of the chat";

impl Person {
    async fn audit(&self, view: &AuditView, before: Option<i64>) -> Told<AuditPage> {
        self.device.call("/api/audit/list", json!({ "view": view, "before": before })).await
    }

    async fn entries(&self, view: &AuditView) -> Vec<AuditEntry> {
        self.audit(view, None).await.unwrap().entries
    }

    async fn acts(&self) -> Vec<AuditAct> {
        let mut acts: Vec<_> = self.all().await.into_iter().map(|entry| entry.act).collect();
        acts.reverse();
        acts
    }

    /// The whole log, newest first.
    async fn all(&self) -> Vec<AuditEntry> {
        let mut all: Vec<AuditEntry> = Vec::new();
        loop {
            let before = all.last().map(|entry| entry.number);
            let page = self.audit(&AuditView::default(), before).await.unwrap();
            all.extend(page.entries);
            if !page.has_older {
                return all;
            }
        }
    }
}

async fn administrator(app: &TestApp) -> Person {
    app.person_as("chief@example.org", ApplicationRole::Admin).await
}

fn only(what: AuditAct) -> AuditView {
    AuditView { what: Some(Chosen::Act(what)), ..AuditView::default() }
}

async fn try_execute(app: &TestApp, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
    app.site.db.write(move |connection| connection.execute(sql, values).boxed()).await
}

/// Writes an entry as if it were then.
async fn note_at(app: &TestApp, at: Timestamp) -> Result<(), DbError> {
    let (by, what) = (By::command_line(), Note::of(AuditAct::SettingsChanged));
    app.site.db.write(move |connection| async move { note(connection, &by, what, at).await }.boxed()).await
}

/// Sends what is due; the code of the last mail.
async fn last_code(app: &TestApp, smtp: &SmtpServer) -> String {
    support::mails::send_all(app).await;
    let mail = smtp.received().pop().unwrap();
    let parsed = MessageParser::default().parse(&mail.raw).unwrap();
    parsed.subject().unwrap().chars().take_while(char::is_ascii_digit).collect()
}

on_both_engines!(a_whole_story_is_in_the_log_and_none_of_its_secrets, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    support::mails::configure(&app).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;

    let after = Settings { mailed_code: CodePolicy::ModeratorsAndSpeakers, ..Settings::default() };
    let form = SettingsForm::from(&after);
    let saved = json!({ "before": Settings::default(), "form": form });
    let _: Settings = chief.device.call("/api/settings/save", saved).await.unwrap();

    let room = ann.room(HOUR, 3 * HOUR).await;
    room.change("title", "Optics at night").await.unwrap();
    let bo = support::mails::invite(&room, "bo@guests.example", true).await.unwrap();
    let cy = room.invite("cy@guests.example", Role::Viewer).await;
    support::mails::send_all(&app).await;
    app.turn(HOUR).await;

    let mut secrets: Vec<String> = Vec::new();
    let mut note = |invitation: &InvitationReady| {
        secrets.push(invitation.link.rsplit('/').next().unwrap().to_owned());
    };
    note(&bo);
    note(&cy);
    let device = app.device();
    device.open_link(&bo).await;
    device.confirm(&bo, "somebody@else.example").await.unwrap_err();
    device.confirm(&bo, "bo@guests.example").await.unwrap();
    let code = last_code(&app, &smtp).await;
    let wrong = if code.starts_with('1') { "2" } else { "1" }.to_owned() + &code[1..];
    let id = bo.id.to_string();
    let told: Told<()> =
        device.call("/api/join/confirm-code", [("invitation", id.as_str()), ("code", &wrong)]).await;
    told.unwrap_err();
    let told: Told<()> =
        device.call("/api/join/confirm-code", [("invitation", id.as_str()), ("code", &code)]).await;
    told.unwrap();
    device.enter(room.id, Some(&bo)).await.unwrap();
    ann.device.enter(room.id, None).await.unwrap();
    let post = ChatCommand::Post { channel: Channel::Chat, text: REFERENCE.to_owned(), reply_to: None };
    let number = device.command(room.id, Some(&bo), &RoomCommand::Chat(post)).await.unwrap();
    let lock = RoomCommand::Lock(LockCommand::SetLocked { is_locked: true });
    ann.device.command(room.id, None, &lock).await.unwrap();
    let delete = ChatCommand::Delete { channel: Channel::Chat, message: number };
    ann.device.command(room.id, None, &RoomCommand::Chat(delete)).await.unwrap();

    let other = app.device();
    other.open_link(&cy).await;
    other.confirm(&cy, "cy@guests.example").await.unwrap();
    let knocked: Told<()> = other
        .call("/api/join/knock", [("room", room.id.to_string().as_str()), ("invitation", &cy.id.to_string())])
        .await;
    knocked.unwrap();
    let third = app.device();
    third.open_link(&cy).await;
    third.confirm(&cy, "cy@guests.example").await.unwrap_err();
    let renewed: InvitationReady = ann.to_invitation("/api/invitations/new-link", &cy).await.unwrap();
    note(&renewed);
    let act = InvitationAct::ChangeType { role: Role::Moderator };
    room.try_act(&[bo.id], act).await.unwrap();
    room.try_act(&[cy.id], InvitationAct::Remove).await.unwrap();
    room.try_act(&[cy.id], InvitationAct::Restore).await.unwrap();
    room.act("/api/sessions/end").await.unwrap();
    room.act("/api/rooms/delete").await.unwrap();

    assert_eq!(
        chief.acts().await,
        [
            AuditAct::SettingsChanged,
            AuditAct::RoomMade,
            AuditAct::RoomChanged,
            AuditAct::Invited,
            AuditAct::Invited,
            AuditAct::SessionOpened,
            AuditAct::WrongAddress,
            AuditAct::CodeAsked,
            AuditAct::CodeWrong,
            AuditAct::LinkClaimed,
            AuditAct::Entered,
            AuditAct::Entered,
            AuditAct::RoomLocked,
            AuditAct::MessageDeleted,
            AuditAct::LinkClaimed,
            AuditAct::Knocked,
            AuditAct::LinkRefused,
            AuditAct::LinkRenewed,
            AuditAct::TypeChanged,
            AuditAct::InvitationRemoved,
            AuditAct::InvitationRestored,
            AuditAct::SessionEnded,
            AuditAct::RoomDeleted,
        ]
    );

    secrets.push(REFERENCE.to_owned());
    let devices = [&device, &other, &third, &chief.device, &ann.device];
    secrets.extend(devices.iter().flat_map(|device| device.cookies()).map(|(_, value)| value));
    let rows = app.rows().await;
    let log: Vec<_> = rows.iter().filter(|row| row.starts_with("audit_entry: ")).collect();
    assert!(log.len() >= 23);
    for secret in secrets.iter().filter(|secret| secret.len() > 1) {
        let found = log.iter().find(|row| row.contains(secret.as_str()));
        assert!(found.is_none(), "{secret} stands in {found:?}");
    }
    for code in [code, wrong] {
        let found = log.iter().find(|row| support::mails::holds_code(row, &code));
        assert!(found.is_none(), "{code} stands in {found:?}");
    }
});

on_both_engines!(an_entry_tells_who_did_what_from_where_and_what_it_changed, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let bo = room.invite("bo@guests.example", Role::Viewer).await;
    room.try_act(&[bo.id], InvitationAct::ChangeType { role: Role::Speaker }).await.unwrap();
    let correct = [("invitation", bo.id.to_string()), ("email", "bob@guests.example".to_owned())];
    let correct = correct.each_ref().map(|(name, value)| (*name, value.as_str()));
    let _: InvitationReady = ann.device.call("/api/invitations/change-address", correct).await.unwrap();

    let [changed] = chief.entries(&only(AuditAct::TypeChanged)).await.try_into().unwrap();
    assert_eq!((changed.at, changed.actor.kind), (NOW, ActorKind::Person));
    assert_eq!(changed.actor.id, Some(ann.id.to_string()));
    assert_eq!(changed.actor.label, "ann Tester <ann@example.org>");
    assert_eq!(changed.actor.address, "unknown", "as the limiter sees requests without a socket");
    let subject = changed.subject.unwrap();
    assert_eq!((subject.kind, subject.id), (SubjectKind::Invitation, bo.id.to_string()));
    assert_eq!(subject.label, "Bo Guest <bo@guests.example>");
    assert_eq!(changed.room, Some((room.id, "Optics".to_owned())));
    let [change] = changed.changes.try_into().unwrap();
    let role = |role: Role| Some(AuditValue::from(role));
    assert_eq!((change.before, change.after), (role(Role::Viewer), role(Role::Speaker)));

    let [corrected] = chief.entries(&only(AuditAct::AddressCorrected)).await.try_into().unwrap();
    let [change] = corrected.changes.try_into().unwrap();
    let text = |text: &str| Some(AuditValue::Text(text.to_owned()));
    assert_eq!((change.before, change.after), (text("bo@guests.example"), text("bob@guests.example")));
});

on_both_engines!(whoever_comes_by_a_guest_link_is_in_the_log_and_the_link_is_not, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    ann.device.enter(room.id, None).await.unwrap();
    let host_does = async |command: RoomCommand| {
        ann.device.command(room.id, None, &command).await.unwrap();
    };
    let link = room.try_make("Newsletter", "5", "7").await.unwrap();
    let (bo, cy) = (app.device(), app.device());
    let me = bo.come(&room, &link, "bo").await;
    bo.introduce(&link, "Bob", "bob@example.net").await.unwrap();
    room.change_role(me, Role::Viewer).await.unwrap();
    let (channel, is_muted) = (Channel::Chat, true);
    host_does(RoomCommand::Chat(ChatCommand::Mute { participant: me, is_muted })).await;
    let post = ChatCommand::Post { channel, text: REFERENCE.to_owned(), reply_to: None };
    bo.command(room.id, None, &RoomCommand::Chat(post)).await.unwrap_err();
    host_does(RoomCommand::Lock(LockCommand::SetLocked { is_locked: true })).await;
    cy.open_guest_link(&link).await;
    cy.introduce(&link, "Cy", "cy@example.net").await.unwrap();
    cy.knock_by_place(&room).await.unwrap();
    let number = ann.device.inside(room.id, None).await.state.lock.waiting[0].number;
    host_does(RoomCommand::Lock(LockCommand::Admit { number })).await;
    cy.enter(room.id, None).await.unwrap();
    room.remove(me).await.unwrap();
    bo.enter(room.id, None).await.unwrap_err();
    for act in
        [GuestLinkAct::SwitchOff, GuestLinkAct::SwitchOff, GuestLinkAct::SwitchOn, GuestLinkAct::Delete]
    {
        room.to_link(&link, act).await.unwrap();
    }

    assert_eq!(
        chief.acts().await,
        [
            AuditAct::RoomMade,
            AuditAct::SessionOpened,
            AuditAct::Entered,
            AuditAct::GuestLinkMade,
            AuditAct::CameByGuestLink,
            AuditAct::Entered,
            AuditAct::RoleChanged,
            AuditAct::Muted,
            AuditAct::RoomLocked,
            AuditAct::CameByGuestLink,
            AuditAct::Knocked,
            AuditAct::KnockAdmitted,
            AuditAct::Entered,
            AuditAct::ParticipantRemoved,
            AuditAct::LinkRefused,
            AuditAct::GuestLinkSwitchedOff,
            AuditAct::GuestLinkSwitchedOn,
            AuditAct::GuestLinkDeleted,
        ]
    );

    let [made] = chief.entries(&only(AuditAct::GuestLinkMade)).await.try_into().unwrap();
    let subject = made.subject.unwrap();
    assert_eq!((subject.kind, subject.id), (SubjectKind::GuestLink, link.link.id.to_string()));
    assert_eq!((subject.label.as_str(), made.room.unwrap().0), ("Newsletter", room.id));
    let told: Vec<_> = made.changes.iter().filter_map(Change::field).collect();
    assert_eq!(told, [AuditField::MostEntries, AuditField::Ends]);

    let came = chief.entries(&only(AuditAct::CameByGuestLink)).await;
    let bo_was = &came[1].actor;
    assert_eq!((bo_was.kind, bo_was.label.as_str()), (ActorKind::Guest, "bo Guest <bo@example.net>"));
    let by_bo = AuditView { actor: bo_was.id.clone(), ..AuditView::default() };
    let acts: Vec<_> = chief.entries(&by_bo).await.iter().map(|entry| entry.act).collect();
    assert_eq!(acts, [AuditAct::LinkRefused, AuditAct::Entered, AuditAct::CameByGuestLink]);
    let about_bo = AuditView { subject: bo_was.id.clone(), ..AuditView::default() };
    let about_bo = chief.entries(&about_bo).await;
    let acts: Vec<_> = about_bo.iter().map(|entry| entry.act).collect();
    assert_eq!(
        acts,
        [AuditAct::LinkRefused, AuditAct::ParticipantRemoved, AuditAct::Muted, AuditAct::RoleChanged]
    );
    for subject in about_bo.into_iter().filter_map(|entry| entry.subject) {
        assert_eq!(
            (subject.kind, subject.label.as_str()),
            (SubjectKind::LinkGuest, "bo Guest <bo@example.net>")
        );
    }

    let mut secrets = vec![link.url.rsplit('/').next().unwrap().to_owned(), REFERENCE.to_owned()];
    secrets.extend([&bo, &cy].iter().flat_map(|device| device.cookies()).map(|(_, value)| value));
    let rows = app.rows().await;
    for row in rows.iter().filter(|row| row.starts_with("audit_entry: ")) {
        let found = secrets.iter().find(|secret| row.contains(secret.as_str()));
        assert!(found.is_none(), "{found:?} stands in {row}");
    }
});

on_both_engines!(
    somebody_of_the_site_who_came_by_a_guest_link_acts_under_the_name_they_gave,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let chief = administrator(&app).await;
        let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
        let room = ann.room_with("invited", &[]).await;
        let link = room.guest_link().await;
        app.turn(HOUR).await;
        bea.device.come(&room, &link, "guest").await;
        let [entered] = chief.entries(&only(AuditAct::Entered)).await.try_into().unwrap();
        assert_eq!(entered.actor.label, "guest Guest <guest@example.net>");
        assert_ne!(entered.actor.id, Some(bea.id.to_string()));
    }
);

on_both_engines!(a_changed_setting_is_told_before_and_after, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let after = Settings {
        link_devices: None,
        blocked_domains: vec!["a.example".into(), "b.example".into()],
        ..Settings::default()
    };
    let form = SettingsForm::from(&after);
    let saved = json!({ "before": Settings::default(), "form": form });
    let _: Settings = chief.device.call("/api/settings/save", saved).await.unwrap();
    let [entry] = chief.entries(&only(AuditAct::SettingsChanged)).await.try_into().unwrap();
    let mut told: Vec<_> = entry
        .changes
        .iter()
        .map(|change| {
            let side = |value: &Option<AuditValue>| value.as_ref().map(AuditValue::plain).unwrap();
            (change.field().unwrap().word(), side(&change.before), side(&change.after))
        })
        .collect();
    told.sort();
    assert_eq!(
        told,
        [
            ("blocked_domains", String::new(), "a.example, b.example".to_owned()),
            ("link_devices", "1".to_owned(), "unlimited".to_owned()),
        ]
    );
});

on_both_engines!(what_is_refused_or_undone_leaves_no_entry, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let (ann, eve) = (app.person("ann@example.org").await, app.person("eve@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    let stale = room.form().await;
    room.change("title", "Newer").await.unwrap();
    let before = chief.acts().await;
    let mut stale_change = stale.clone();
    stale_change["form"]["title"] = json!("Older");
    ann.save(stale_change).await.unwrap_err();
    room.by(&eve).act("/api/rooms/delete").await.unwrap_err();
    room.by(&eve).try_invite("bo@example.org", Role::Viewer, "ask").await.unwrap_err();
    ann.save(room.form().await["form"].as_object().map(|form| json!({ "form": form })).unwrap())
        .await
        .unwrap();
    assert_eq!(chief.acts().await, before);
});

on_both_engines!(a_failed_sign_in_is_written_down_without_what_was_typed, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let person = PersonToAdd {
        email: "dora@example.org".parse().unwrap(),
        name: PersonName::parse("Dora", "Dunn").unwrap(),
        application_role: ApplicationRole::Viewer,
        password_hash: Some(server::account::password::hash("a fine long password").await.unwrap()),
    };
    let dora = add_person(&app.site.db, &app.clock, person).await.unwrap().unwrap();
    let device = app.device();
    for (email, password) in [
        ("dora@example.org", "hunter2hunter2"),
        ("hunter2hunter2", "dora@example.org"),
        ("dora@example.org", "a fine long password"),
    ] {
        let fields = [("email", email), ("password", password), ("next", "")];
        let _: Told<()> = device.call("/api/account/sign-in", fields).await;
    }
    let _: Told<()> = device.call("/api/account/sign-out", ()).await;
    assert_eq!(
        chief.acts().await,
        [
            AuditAct::PersonAdded,
            AuditAct::SignInFailed,
            AuditAct::SignInFailed,
            AuditAct::SignedIn,
            AuditAct::SignedOut,
        ]
    );
    let failed = chief.entries(&only(AuditAct::SignInFailed)).await;
    let subjects: Vec<_> =
        failed.iter().map(|entry| entry.subject.as_ref().map(|subject| subject.id.clone())).collect();
    assert_eq!(subjects, [None, Some(dora.to_string())]);
    assert!(failed.iter().all(|entry| entry.actor.kind == ActorKind::Visitor && entry.actor.id.is_none()));
    assert!(!app.rows().await.iter().any(|row| row.contains("hunter2")));
    let [added] = chief.entries(&only(AuditAct::PersonAdded)).await.try_into().unwrap();
    assert_eq!(added.actor.kind, ActorKind::CommandLine);
});

on_both_engines!(nobody_changes_or_deletes_an_entry, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    ann.room(HOUR, 2 * HOUR).await;
    let before = chief.all().await;
    for sql in [
        "delete from audit_entry",
        "update audit_entry set at = 1",
        "update audit_entry set act = 'signed_in'",
        "update audit_entry set actor = 'Somebody else'",
        "update audit_entry set actor_id = null",
        "update audit_entry set room_id = null",
        "update audit_entry set changes = '[]'",
        "update audit_entry set subject = subject || '!'",
        "update audit_entry set number = number + 1000",
    ] {
        try_execute(&app, sql, vec![]).await.expect_err(sql);
    }
    assert_eq!(chief.all().await, before);
    let blank = "update audit_entry set actor = '', actor_key = '', address = '', device = ''";
    assert!(try_execute(&app, blank, vec![]).await.unwrap() > 0, "erasing somebody is let through");
    let after = chief.all().await;
    assert!(after.iter().all(|entry| entry.actor.label.is_empty() && entry.actor.id.is_some()));
});

on_both_engines!(the_log_is_for_administrators, async |engine| {
    let app = TestApp::real(engine).await;
    let hidden = (StatusCode::NOT_FOUND, AppError::NotFound);
    for role in [ApplicationRole::Viewer, ApplicationRole::PrivateOnly] {
        let somebody = app.person_as(&format!("{}@example.org", role.word()), role).await;
        assert_eq!(somebody.audit(&AuditView::default(), None).await.unwrap_err(), hidden);
        assert_eq!(somebody.device.get("/admin/audit").await.status, StatusCode::NOT_FOUND);
        assert_eq!(somebody.device.get("/admin/audit.csv").await.status, StatusCode::NOT_FOUND);
    }
    let stranger = app.device();
    assert_eq!(stranger.get("/admin/audit.csv").await.status, StatusCode::UNAUTHORIZED);
    let chief = administrator(&app).await;
    let before = app.rows().await;
    for path in ["/admin/audit", "/admin/audit?what=nonsense&from=never&before=x"] {
        assert_eq!(chief.device.get(path).await.status, StatusCode::OK);
    }
    assert_eq!(app.rows().await, before, "reading changes nothing");
});

on_both_engines!(filters_find_what_they_say, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let (ann, bea) = (app.person("ann@example.org").await, app.person("bea@example.org").await);
    let (one, two) = (ann.room(HOUR, 2 * HOUR).await, bea.room(HOUR, 2 * HOUR).await);
    two.change("title", "Ästhetik 100%").await.unwrap();
    let guest = one.invite("bo@guests.example", Role::Viewer).await;
    two.invite("cy@guests.example", Role::Viewer).await;
    app.turn(24 * HOUR).await;
    one.act("/api/rooms/delete").await.unwrap();
    let acts = async |view: AuditView| {
        let entries = chief.entries(&view).await;
        entries.into_iter().map(|entry| entry.act).collect::<Vec<_>>()
    };
    let every = AuditView::default;

    assert_eq!(acts(AuditView { query: "bo@guests".into(), ..every() }).await, [AuditAct::Invited]);
    assert_eq!(
        acts(AuditView { query: "BO GUEST".into(), room: Some(one.id), ..every() }).await,
        [AuditAct::Invited]
    );
    let percent = AuditView { query: "100%".into(), what: "rooms".parse().ok(), ..every() };
    assert_eq!(acts(percent).await, [AuditAct::RoomChanged, AuditAct::RoomMade]);
    assert_eq!(
        acts(AuditView { actor: Some(bea.id.to_string()), ..every() }).await,
        [AuditAct::Invited, AuditAct::RoomChanged, AuditAct::RoomMade]
    );
    assert_eq!(acts(AuditView { subject: Some(guest.id.to_string()), ..every() }).await, [AuditAct::Invited]);
    assert_eq!(
        acts(AuditView { room: Some(one.id), who: Some(ActorKind::Person), ..every() }).await,
        [AuditAct::RoomDeleted, AuditAct::Invited, AuditAct::RoomMade]
    );
    assert_eq!(
        acts(AuditView { who: Some(ActorKind::Site), ..every() }).await,
        [AuditAct::SessionEnded, AuditAct::SessionEnded]
    );
    let today: domain::audit::Day = "2027-01-15".parse().unwrap();
    assert!(today.start() <= NOW && NOW < today.end());
    let tomorrow = "2027-01-16".parse().ok();
    assert_eq!(
        acts(AuditView { from: tomorrow, who: Some(ActorKind::Person), ..every() }).await,
        [AuditAct::RoomDeleted]
    );
    assert_eq!(acts(AuditView { to: Some(today), ..every() }).await.len(), 5);
});

on_both_engines!(days_are_those_of_the_zone_in_the_url, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    // The clocks go forward in Auckland that day, and back in Los Angeles.
    for (day, zone, starts, hours, whose) in [
        ("2026-09-27", "Pacific/Auckland", 1_790_424_000_000, 23, "in the time zone Pacific/Auckland"),
        ("2026-11-01", "America/Los_Angeles", 1_793_516_400_000, 25, "in the time zone America/Los Angeles"),
        ("2026-12-24", "", 1_798_070_400_000, 24, "in UTC"),
        ("2026-12-26", "Moon/Tycho", 1_798_243_200_000, 24, "in UTC"),
    ] {
        let ends = starts + hours * HOUR;
        for at in [starts - 1, starts, ends - 1, ends] {
            note_at(&app, Timestamp::from_millis(at)).await.unwrap();
        }
        let url = format!("/admin/audit?from={day}&to={day}&zone={zone}");
        let view = AuditView {
            from: day.parse().ok(),
            to: day.parse().ok(),
            zone: Some(zone.to_owned()).filter(|zone| !zone.is_empty()),
            ..AuditView::default()
        };
        let times: Vec<_> = chief.entries(&view).await.iter().map(|entry| entry.at.as_millis()).collect();
        assert_eq!(times, [ends - 1, starts], "{url}");
        let page = chief.device.get(&url).await.text();
        assert_eq!(page.matches("class=\"audit-entry\"").count(), 2, "{url}");
        assert!(page.contains(&format!("Days {whose}")), "{url}: {page}");
        let file = chief.device.get(&routes::audit_file(&view)).await.text();
        assert_eq!(file.lines().count(), 3, "{url}: {file}");
    }
});

on_both_engines!(days_that_are_chosen_anew_are_the_readers, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let page = chief.device.get("/admin/audit").await.text();
    assert!(page.contains("Days in UTC"), "nobody knows where the reader is: {page}");
    chief.device.set_cookie(ZONE_COOKIE, "Pacific/Auckland");
    let page = chief.device.get("/admin/audit").await.text();
    assert!(page.contains("Days in your time zone, Pacific/Auckland"), "{page}");
    assert!(page.contains("value=\"Pacific/Auckland\""), "the form sends it without a script: {page}");
    let page = chief.device.get("/admin/audit?from=2026-12-24").await.text();
    assert!(page.contains("Days in UTC"), "a link keeps what it means: {page}");
});

on_both_engines!(pages_follow_one_another_without_gap_or_repetition, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    for number in 0..119 {
        room.invite(&format!("guest{number}@guests.example"), Role::Viewer).await;
    }
    let all = chief.all().await;
    assert_eq!(all.len(), 120);
    assert!(all.is_sorted_by(|one, other| one.number > other.number));
    let page = chief.device.get("/admin/audit?what=invited").await.text();
    let last = all[49].number;
    assert!(page.contains(&format!("/admin/audit?what=invited&amp;before={last}")), "older ones have a link");
    let older =
        chief.device.get(&routes::audit(&only(AuditAct::Invited), Some(all[117].number))).await.text();
    assert_eq!(older.matches("class=\"audit-entry\"").count(), 1, "two are older, one of them no invitation");
});

on_both_engines!(the_file_holds_what_the_page_shows_and_no_formula, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.change("title", "=1+1").await.unwrap();
    room.invite("bo@guests.example", Role::Speaker).await;
    let answer = chief.device.get("/admin/audit.csv?what=rooms").await;
    assert_eq!(answer.header("content-disposition").split(';').next(), Some("attachment"));
    let text = answer.text();
    let mut reader = csv::Reader::from_reader(text.strip_prefix('\u{feff}').unwrap().as_bytes());
    let rows: Vec<HashMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    let acts: Vec<_> = rows.iter().map(|row| row["Act"].as_str()).collect();
    assert_eq!(acts, ["room_changed", "room_made"]);
    assert_eq!(rows[0]["Called"], "'=1+1");
    assert_eq!(rows[0]["Before"], "Title: Optics");
    assert_eq!(rows[0]["After"], "Title: =1+1");
    assert_eq!(rows[0]["Name"], "ann Tester <ann@example.org>");
    assert_eq!(rows[0]["Time"], "2027-01-15T08:00:00+00:00");
});

on_both_engines!(a_file_of_people_or_of_the_log_is_written_down_without_what_was_searched, async |engine| {
    let app = TestApp::generous(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    ann.room(HOUR, 2 * HOUR).await;
    for (path, act, view, is_searched, rows) in [
        ("/admin/people.csv", AuditAct::PeopleExported, None, false, 2),
        ("/admin/people.csv?role=viewer", AuditAct::PeopleExported, Some("role=viewer"), false, 0),
        ("/admin/people.csv?q=ann%40example.org", AuditAct::PeopleExported, None, true, 1),
        ("/admin/audit.csv?what=rooms&q=ann", AuditAct::LogExported, Some("what=rooms"), true, 1),
        (
            "/admin/audit.csv?what=rooms&to=2027-01-15&zone=Ann/Archer",
            AuditAct::LogExported,
            Some("what=rooms&to=2027-01-15"),
            false,
            1,
        ),
    ] {
        let file = chief.device.get(path).await.text();
        assert_eq!(file.lines().count(), rows + 1, "{path}: {file}");
        let newest = chief.all().await.remove(0);
        assert_eq!((newest.act, newest.actor.id), (act, Some(chief.id.to_string())), "{path}");
        let after = |field: AuditField| {
            newest
                .changes
                .iter()
                .find(|change| change.field() == Some(field))
                .and_then(|change| change.after.clone())
        };
        assert_eq!(after(AuditField::View), view.map(AuditValue::text), "{path}");
        assert_eq!(after(AuditField::Searched), is_searched.then_some(AuditValue::Flag(true)), "{path}");
        assert_eq!(after(AuditField::Rows), Some(AuditValue::Number(i64::try_from(rows).unwrap())), "{path}");
    }
    // The whole log, as it was before it was saved.
    let before = chief.all().await.len();
    let file = chief.device.get("/admin/audit.csv").await.text();
    assert_eq!(file.lines().count(), before + 1);
    assert_eq!(chief.all().await.len(), before + 1);
});

on_both_engines!(whoever_asks_for_the_head_of_a_file_has_none_and_nothing_is_written_down, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let before = app.rows().await;
    for path in ["/admin/people.csv", "/admin/audit.csv", "/admin/privacy/export"] {
        let answer = chief.device.head(path).await;
        assert_eq!((answer.status, answer.body.len()), (StatusCode::METHOD_NOT_ALLOWED, 0), "{path}");
        assert_eq!(app.rows().await, before, "{path}");
    }
    assert_eq!(chief.device.head("/admin/audit.csv").await.header("allow"), "GET");
});

on_both_engines!(the_page_reads_and_filters_without_a_script, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("bo@guests.example", Role::Viewer).await;
    let all = chief.device.get("/admin/audit").await.text();
    assert!(all.contains("Invited a guest") && all.contains("Bo Guest &lt;bo@guests.example&gt;"), "{all}");
    assert!(all.contains("method=\"get\"") && all.contains("name=\"what\""));
    let rooms = chief.device.get("/admin/audit?q=&what=rooms&who=&from=&to=").await.text();
    assert!(rooms.contains("Optics") && !rooms.contains("bo@guests.example"));
    let none = chief.device.get("/admin/audit?q=nobody").await.text();
    assert!(none.contains("Nothing in the log is like that"));
});

on_both_engines!(letters_that_no_database_keeps_find_nothing_and_break_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    chief.room(HOUR, 2 * HOUR).await;
    let text = || Some("\0".to_owned());
    for view in [
        AuditView { query: "\0".to_owned(), ..AuditView::default() },
        AuditView { actor: text(), ..AuditView::default() },
        AuditView { subject: text(), ..AuditView::default() },
    ] {
        assert_eq!(chief.audit(&view, None).await.unwrap().entries, [], "{view:?}");
        let page = chief.device.get(&routes::audit(&view, None)).await;
        assert_eq!(page.status, StatusCode::OK, "{view:?}");
        let file = chief.device.get(&routes::audit_file(&view)).await;
        assert_eq!((file.status, file.text().lines().count()), (StatusCode::OK, 1), "{view:?}");
    }
});

on_both_engines!(choices_go_by_an_index, async |engine| {
    let app = TestApp::real(engine).await;
    let mut connection = app.site.db.read().await.unwrap();
    if connection.is_postgres() {
        connection.execute("set enable_seqscan = off", values![]).await.unwrap();
    }
    for (view, index) in [
        (only(AuditAct::Invited), "audit_entry_act"),
        (AuditView { actor: Some("a".into()), ..AuditView::default() }, "audit_entry_actor"),
        (AuditView { subject: Some("a".into()), ..AuditView::default() }, "audit_entry_subject"),
        (AuditView { room: Some(domain::RoomId::from_bits(1)), ..AuditView::default() }, "audit_entry_room"),
    ] {
        let plan = queries::explain(&mut connection, &view).await.unwrap();
        assert!(plan.contains(index), "{index}: {plan}");
        assert!(!plan.to_lowercase().contains("temp b-tree"), "{plan}");
    }
});

fn fields(entry: &AuditEntry) -> Vec<(AuditField, Option<AuditValue>, Option<AuditValue>)> {
    let field = |change: &Change| (change.field().unwrap(), change.before.clone(), change.after.clone());
    entry.changes.iter().map(field).collect()
}

on_both_engines!(a_template_is_noted_by_its_subject_and_its_version, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let template = |subject: &str| Template { subject: subject.to_owned(), ..Template::default_english() };
    let save = async |before: Option<&str>, subject: &str| {
        let before = before.map(template);
        let body = json!({ "language": "en", "before": before, "template": template(subject) });
        chief.device.call::<()>("/api/mail/save-template", body).await.unwrap();
    };
    save(None, "Come to {TITLE}").await;
    save(Some("Come to {TITLE}"), "Come, {FIRSTNAME}").await;
    chief.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    let text = |text: &str| Some(AuditValue::text(text));
    let version = |number: i64| Some(AuditValue::from(number));
    let language = (AuditField::Language, None, Some(AuditValue::from(Language::English)));
    let saved = chief.entries(&only(AuditAct::TemplateSaved)).await;
    assert_eq!(
        fields(&saved[0]),
        [
            language.clone(),
            (AuditField::Version, version(1), version(2)),
            (AuditField::Subject, text("Come to {TITLE}"), text("Come, {FIRSTNAME}")),
        ]
    );
    assert_eq!(fields(&saved[1])[1], (AuditField::Version, None, version(1)));
    let removed = chief.entries(&only(AuditAct::TemplateRemoved)).await;
    assert_eq!(
        fields(&removed[0])[1..],
        [(AuditField::Version, version(2), None), (AuditField::Subject, text("Come, {FIRSTNAME}"), None),]
    );
});

on_both_engines!(a_mail_server_is_noted_in_all_but_its_password, async |engine| {
    let app = TestApp::real(engine).await;
    let chief = administrator(&app).await;
    let save = async |port: &str, user: &str, password: &str| {
        let form = json!({
            "host": "mail.example.org", "port": port, "encryption": "tls", "user": user, "password": password,
            "from": "desk@example.org",
        });
        let form = Arguments::fields(&form);
        chief.device.call::<serde_json::Value>("/api/site/save-mail-server", form).await.unwrap();
    };
    save("465", "desk", "hunter-2").await;
    save("2465", "desk", "").await;
    save("2465", "desk", "hunter-3").await;
    let noted = chief.entries(&only(AuditAct::MailServerChanged)).await;
    let number = |number: i64| Some(AuditValue::from(number));
    let text = |text: &str| Some(AuditValue::text(text));
    let replaced = (AuditField::MailPassword, None, Some(AuditValue::from(true)));
    assert_eq!(fields(&noted[0]), std::slice::from_ref(&replaced));
    assert_eq!(fields(&noted[1]), [(AuditField::MailPort, number(465), number(2465))]);
    assert_eq!(
        fields(&noted[2]),
        [
            (AuditField::MailServer, None, text("mail.example.org")),
            (AuditField::MailPort, None, number(465)),
            (AuditField::MailEncryption, None, Some(AuditValue::from(Encryption::Tls))),
            (AuditField::MailUser, None, text("desk")),
            (AuditField::MailFrom, None, text("desk@example.org")),
            replaced,
        ]
    );
    assert!(!format!("{noted:?}").contains("hunter"));
});
