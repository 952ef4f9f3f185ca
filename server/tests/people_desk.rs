//! The administrator's people: the directory, passwords by link, groups, who may invite by name, and files of people.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use app::account::api::NewPasswordPage;
use app::audit::api::AuditPage;
use app::error::AppError;
use app::people::api::{DirectoryPage, PasswordLink, PersonAdded, PersonPage};
use app::people::group_api::GroupPage;
use app::people::import::api::{ImportRows, ImportSummary};
use app::settings::api::{InviterFound, SettingsDesk};
use domain::audit::{AuditAct, AuditView, Chosen};
use domain::invite_policy::InviteDenied;
use domain::live::{RoomEvent, StreamMessage};
use domain::people::change::PersonDenied;
use domain::people::directory::{DirectoryOrder, DirectoryView, Who};
use domain::people::import::{Counts, ImportDenied, ImportState, RowProblem, RowState};
use domain::privacy::erased_address;
use domain::settings::SettingsForm;
use domain::{Admission, ApplicationRole, GroupId, ImportId, PersonId, Refusal, Role, Settings};
use futures::FutureExt;
use http::StatusCode;
use serde_json::{Value, json};
use server::http::rate_limit::LimitNumbers;
use server::live::events;
use server::people;
use server::people::desk_queries::Search;
use server::people::importing::job;
use server::values;
use support::people::Told;
use support::{HOUR, PUBLIC_URL, Person, TestApp, on_both_engines, while_held};

const PASSWORD: &str = "correct horse battery";

fn forbidden<T>(denied: PersonDenied) -> Told<T> {
    Err((StatusCode::FORBIDDEN, AppError::PersonDenied(denied)))
}

fn hidden<T>() -> Told<T> {
    Err((StatusCode::NOT_FOUND, AppError::NotFound))
}

async fn administrator(app: &TestApp) -> Person {
    app.person_as("root@example.org", ApplicationRole::Admin).await
}

fn searching(query: &str) -> DirectoryView {
    DirectoryView { query: query.to_owned(), ..DirectoryView::default() }
}

impl Person {
    async fn people(&self, view: &DirectoryView) -> Told<DirectoryPage> {
        self.device.call("/api/people/list", json!({ "view": view })).await
    }

    /// The addresses that a view shows, and how many there are on all pages.
    async fn addresses(&self, view: &DirectoryView) -> (Vec<String>, u32) {
        let page = self.people(view).await.unwrap();
        (page.people.iter().map(|person| person.email.to_string()).collect(), page.total)
    }

    async fn looks_at(&self, person: PersonId) -> Told<PersonPage> {
        self.device.call("/api/people/find", json!({ "person": person })).await
    }

    async fn adds(&self, email: &str, first: &str, last: &str, role: &str) -> Told<PersonAdded> {
        let fields = [("email", email), ("first_name", first), ("last_name", last), ("role", role)];
        self.device.call("/api/people/add", fields).await
    }

    /// Gives somebody another role, from their page as it is.
    async fn makes(&self, person: PersonId, role: ApplicationRole) -> Told<()> {
        let page = self.looks_at(person).await?;
        self.changes(&page, page.entry.email.as_str(), role).await
    }

    async fn changes(&self, page: &PersonPage, email: &str, role: ApplicationRole) -> Told<()> {
        let (id, version) = (page.entry.id.to_string(), page.version.to_string());
        let name = &page.entry.name;
        let fields = [
            ("person", id.as_str()),
            ("version", &version),
            ("email", email),
            ("first_name", name.first()),
            ("last_name", name.last()),
            ("role", role.word()),
        ];
        // Forms carry a role by its name on the wire.
        self.device.call("/api/people/change", fields).await
    }

    async fn acts_on(&self, act: &str, person: PersonId) -> Told<()> {
        self.device.call(&format!("/api/people/{act}"), [("person", person.to_string().as_str())]).await
    }

    async fn makes_link(&self, person: PersonId) -> Told<PasswordLink> {
        self.device.call("/api/people/password-link", [("person", person.to_string().as_str())]).await
    }

    async fn makes_group(&self, name: &str) -> Told<GroupId> {
        self.device.call("/api/people/groups/make", [("name", name)]).await
    }

    async fn on_group(&self, act: &str, group: GroupId, more: &[(&str, &str)]) -> Told<()> {
        let mut fields = json!({ "group": group });
        for (name, value) in more {
            fields[*name] = Value::from(*value);
        }
        self.device.call(&format!("/api/people/groups/{act}"), support::Arguments::fields(&fields)).await
    }

    async fn puts(&self, person: PersonId, group: GroupId) -> Told<()> {
        self.on_group("add-member", group, &[("person", &person.to_string())]).await
    }

    async fn takes(&self, person: PersonId, group: GroupId) -> Told<()> {
        self.on_group("remove-member", group, &[("person", &person.to_string())]).await
    }

    async fn group(&self, group: GroupId) -> Told<GroupPage> {
        let view = DirectoryView::default();
        self.device.call("/api/people/groups/find", json!({ "group": group, "view": view })).await
    }

    async fn saves(&self, after: &Settings, before: &Settings) {
        let form = SettingsForm::from(after);
        let saved: Told<Settings> =
            self.device.call("/api/settings/save", json!({ "before": before, "form": form })).await;
        assert_eq!(saved.as_ref(), Ok(after));
    }

    async fn sends(&self, order: Value, parts: &[&str]) -> Told<()> {
        let id = order["id"].clone();
        self.device.call::<()>("/api/people/import/begin", json!({ "order": order })).await?;
        for (place, text) in parts.iter().enumerate() {
            let part = json!({ "place": place, "text": text, "is_last": place + 1 == parts.len() });
            self.device.call::<()>("/api/people/import/add", json!({ "import": id, "part": part })).await?;
        }
        Ok(())
    }

    async fn on_import<T: serde::de::DeserializeOwned>(&self, act: &str, import: ImportId) -> Told<T> {
        self.device.call(&format!("/api/people/import/{act}"), json!({ "import": import })).await
    }

    async fn rows(
        &self,
        import: ImportId,
        state: Option<RowState>,
    ) -> Vec<(u32, String, Option<RowProblem>)> {
        let arguments = json!({ "import": import, "state": state, "after": null });
        let rows: ImportRows = self.device.call("/api/people/import/rows", arguments).await.unwrap();
        rows.rows.into_iter().map(|row| (row.line, row.written.email, row.problem)).collect()
    }
}

fn order(id: u128, if_known: &str, group: Option<GroupId>) -> Value {
    json!({ "id": ImportId::from_bits(id), "file_name": "people.csv", "if_known": if_known, "group": group })
}

/// Who has done something, by the audit log: the last time first.
async fn actors_of(admin: &Person, act: AuditAct) -> Vec<Option<String>> {
    let view = AuditView { what: Some(Chosen::Act(act)), ..AuditView::default() };
    let page: AuditPage =
        admin.device.call("/api/audit/list", json!({ "view": view, "before": null })).await.unwrap();
    page.entries.into_iter().map(|entry| entry.actor.id).collect()
}

/// Runs the job until there is nothing to do.
async fn carry_out(app: &TestApp) {
    while job::carry_out(&app.site).await.unwrap() > 0 {}
}

on_both_engines!(for_all_but_administrators_there_is_no_people_desk, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let group = admin.makes_group("Staff").await.unwrap();
    let before = app.rows().await;
    let import = ImportId::from_bits(1);
    let stranger = app.device();
    let signed_out: Told<DirectoryPage> =
        stranger.call("/api/people/list", json!({ "view": DirectoryView::default() })).await;
    assert_eq!(signed_out.unwrap_err(), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
    assert_eq!(ann.people(&DirectoryView::default()).await, hidden());
    assert_eq!(ann.looks_at(admin.id).await, hidden());
    assert_eq!(ann.adds("new@example.org", "New", "One", "admin").await, hidden());
    assert_eq!(ann.acts_on("deactivate", admin.id).await, hidden());
    assert_eq!(ann.acts_on("reactivate", admin.id).await, hidden());
    assert_eq!(ann.makes_link(admin.id).await, hidden());
    assert_eq!(ann.makes_group("Mine").await, hidden());
    assert_eq!(ann.group(group).await, hidden());
    assert_eq!(ann.on_group("rename", group, &[("name", "Mine")]).await, hidden());
    assert_eq!(ann.on_group("delete", group, &[]).await, hidden());
    assert_eq!(ann.puts(ann.id, group).await, hidden());
    assert_eq!(ann.takes(ann.id, group).await, hidden());
    assert_eq!(ann.sends(order(1, "update", None), &["email"]).await, hidden());
    for act in ["apply", "cancel"] {
        assert_eq!(ann.on_import::<()>(act, import).await, hidden(), "{act}");
    }
    assert_eq!(ann.on_import::<ImportSummary>("find", import).await, hidden());
    let suggested: Told<Vec<InviterFound>> =
        ann.device.call("/api/settings/suggest-inviters", json!({ "query": "root" })).await;
    assert_eq!(suggested, hidden());
    for file in ["/admin/people.csv".to_owned(), format!("/admin/import/{import}.csv")] {
        assert_eq!(ann.device.get(&file).await.status, StatusCode::NOT_FOUND, "{file}");
    }
    for page in ["/admin/people", "/admin/people/new", "/admin/groups", "/admin/import"] {
        assert_eq!(ann.device.get(page).await.status, StatusCode::NOT_FOUND, "{page}");
        assert_eq!(admin.device.get(page).await.status, StatusCode::OK, "{page}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(the_directory_is_searched_filtered_and_turned_page_by_page, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = administrator(&app).await;
    for number in 0..60 {
        admin
            .adds(&format!("guest{number:02}@example.org"), &format!("G{number:02}"), "Zimmer", "viewer")
            .await
            .unwrap();
    }
    let uwe = admin.adds("Uwe@MÜNCHEN.de", "Uwe", "Ågren", "private_only").await.unwrap();
    assert_eq!(uwe.email.as_str(), "uwe@xn--mnchen-3ya.de");
    let all = DirectoryView::default();
    let (first, total) = admin.addresses(&all).await;
    assert_eq!((first.len(), total), (50, 62));
    assert_eq!(first[..2], ["uwe@xn--mnchen-3ya.de", "root@example.org"], "by last name");
    let (second, _) = admin.addresses(&DirectoryView { page: 2, ..all.clone() }).await;
    assert_eq!(second.len(), 12);
    assert!(second.iter().all(|address| !first.contains(address)));
    assert_eq!(admin.addresses(&DirectoryView { page: 3, ..all.clone() }).await, (vec![], 62));
    let uwes_id = uwe.id.to_string();
    for query in ["agren", "  Uwe  ågr", "uwe@münchen.de", "UWE@", &uwes_id, &uwes_id.to_uppercase()] {
        assert_eq!(admin.addresses(&searching(query)).await, (vec![uwe.email.to_string()], 1), "{query}");
    }
    for query in ["gren", "nobody", "a\u{0}b", "%", "_____"] {
        assert_eq!(admin.addresses(&searching(query)).await.1, 0, "{query}");
    }
    let filtered = |role, who| DirectoryView { role, who, ..DirectoryView::default() };
    assert_eq!(admin.addresses(&filtered(Some(ApplicationRole::Viewer), Who::Everybody)).await.1, 60);
    assert_eq!(
        admin.addresses(&filtered(Some(ApplicationRole::UnmoderatedAdmin), Who::Everybody)).await.1,
        0
    );
    admin.acts_on("deactivate", uwe.id).await.unwrap();
    assert_eq!(admin.addresses(&filtered(None, Who::Deactivated)).await.0, [uwe.email.as_str()]);
    assert_eq!(admin.addresses(&filtered(None, Who::Active)).await.1, 61);
    assert_eq!(admin.addresses(&filtered(None, Who::WithoutPassword)).await.1, 61);
    let group = admin.makes_group("Staff").await.unwrap();
    admin.puts(uwe.id, group).await.unwrap();
    let of_group = DirectoryView { group: Some(group), ..all };
    assert_eq!(admin.addresses(&of_group).await, (vec![uwe.email.to_string()], 1));
    assert_eq!(admin.addresses(&DirectoryView { query: "guest".to_owned(), ..of_group }).await.1, 0);

    // The same without JavaScript, by the URL alone.
    let page = admin.device.get("/admin/people?q=agren&who=deactivated").await.text();
    assert!(page.contains("uwe@xn--mnchen-3ya.de") && !page.contains("guest01@example.org"), "{page}");
    let page = admin.device.get("/admin/people?page=2&role=viewer").await.text();
    assert!(page.contains("51–60 of 60 people"), "{page}");
});

on_both_engines!(the_directory_is_sorted_by_name_by_who_was_seen_and_by_who_was_added_last, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = administrator(&app).await;
    let second = Duration::from_secs(1);
    let zoe = app.person("zoe@example.org").await;
    for (email, last) in [("ben@example.org", "Berg"), ("ada@example.org", "Adler")] {
        app.clock.advance(second);
        admin.adds(email, "P", last, "viewer").await.unwrap();
    }
    app.clock.advance(Duration::from_hours(1));
    let _: Option<app::account::api::Me> = zoe.device.call("/api/account/me", ()).await.unwrap();
    let sorted = async |order| {
        let view = DirectoryView { order, ..DirectoryView::default() };
        let page = admin.people(&view).await.unwrap();
        page.people
            .into_iter()
            .map(|one| (one.email.to_string(), one.seen_at, one.added_at))
            .collect::<Vec<_>>()
    };
    let by_name = sorted(DirectoryOrder::Name).await;
    let by_seen = sorted(DirectoryOrder::LastSeen).await;
    let by_added = sorted(DirectoryOrder::Added).await;
    assert_eq!(by_name[0].0, "ada@example.org");
    assert!(by_seen.is_sorted_by_key(|(_, seen_at, _)| std::cmp::Reverse(*seen_at)), "{by_seen:?}");
    assert!(by_seen[0].1.is_some() && by_seen[3].1.is_none(), "{by_seen:?}");
    // Who was never seen stands by name.
    let never: Vec<_> = by_seen.iter().filter(|one| one.1.is_none()).map(|one| one.0.as_str()).collect();
    assert_eq!(never, ["ada@example.org", "ben@example.org"]);
    assert_eq!([&by_added[0].0, &by_added[1].0], ["ada@example.org", "ben@example.org"]);
    assert!(by_added.is_sorted_by_key(|(_, _, added_at)| std::cmp::Reverse(*added_at)), "{by_added:?}");
    let addresses = |shown: &[(String, _, _)]| shown.iter().map(|one| one.0.clone()).collect::<BTreeSet<_>>();
    for shown in [&by_seen, &by_added] {
        assert_eq!(addresses(shown), addresses(&by_name));
    }
    // The order stands in the address, for pages without JavaScript too.
    let page = admin.device.get("/admin/people?sort=added").await.text();
    let place = |email| page.find(&format!(">{email}<")).unwrap();
    assert!(place("ada@example.org") < place("root@example.org"), "{page}");
    assert!(page.contains(r#"<option value="added" selected"#), "{page}");
});

on_both_engines!(a_search_among_many_is_answered_by_indices, async |engine| {
    let app = TestApp::real(engine).await;
    fill_directory(&app, 20_000).await;
    app.execute("analyze person", values![]).await;
    let mut connection = app.site.db.read().await.unwrap();
    for view in [
        DirectoryView::default(),
        searching("first42"),
        DirectoryView { role: Some(ApplicationRole::Admin), ..DirectoryView::default() },
        DirectoryView { who: Who::Deactivated, ..DirectoryView::default() },
        DirectoryView { order: DirectoryOrder::Added, ..DirectoryView::default() },
    ] {
        let (sql, values) = Search::of(&view).unwrap().page(50, 0);
        let plan = connection.explain(sql, values).await.unwrap();
        let scans = if connection.is_postgres() { "Seq Scan on person" } else { "SCAN person\n" };
        assert!(!format!("{plan}\n").contains(scans), "{view:?}: {plan}");
    }
});

async fn fill_directory(app: &TestApp, count: i64) {
    let filled = app
        .execute(
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < $1)
             insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                application_role, active, created_at)
             select '00000000000000000000' || (100000 + i), 'p' || i || '@example.org', 'First' || i, 'Last' || i,
                'first' || i || ' last' || i, 'last' || i || ' first' || i, 'viewer', 1, 0
             from n",
            values![count],
        )
        .await;
    assert_eq!(filled, u64::try_from(count).unwrap());
}

on_both_engines!(whoever_is_added_chooses_a_password_by_a_link_that_works_once, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let bo = admin.adds("bo@example.org", " Bo ", "Berg", "private_only").await.unwrap();
    assert_eq!(bo.name.to_string(), "Bo Berg");
    let page = admin.looks_at(bo.id).await.unwrap();
    assert_eq!((page.entry.has_password, page.password_link_until), (false, Some(bo.link.works_until)));
    let path = bo.link.url.strip_prefix(PUBLIC_URL).unwrap();
    assert!(!app.rows().await.iter().any(|row| row.contains(path.trim_start_matches("/password/"))));

    let phone = app.device();
    let none: Told<NewPasswordPage> = phone.call("/api/account/find-new-password", ()).await;
    assert_eq!(none, Err((StatusCode::GONE, AppError::PasswordLinkUsed)));
    let opened = phone.get(path).await;
    assert_eq!((opened.status, opened.location()), (StatusCode::SEE_OTHER, "/new-password"));
    assert_eq!(opened.header("x-robots-tag"), "noindex");
    let whose: NewPasswordPage = phone.call("/api/account/find-new-password", ()).await.unwrap();
    assert_eq!(whose.email.as_str(), "bo@example.org");
    let choose = async |device: &support::Device, password: &str| -> Told<()> {
        device.call("/api/account/choose-password", [("password", password)]).await
    };
    let (status, short) = choose(&phone, "short").await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.for_field("password").is_some());

    // Opened elsewhere too: whoever is first has it.
    let tablet = app.device();
    tablet.get(path).await;
    choose(&phone, PASSWORD).await.unwrap();
    assert_eq!(
        choose(&tablet, "another horse battery").await,
        Err((StatusCode::GONE, AppError::PasswordLinkUsed))
    );
    let signed_in: Option<app::account::api::Me> = phone.call("/api/account/me", ()).await.unwrap();
    assert_eq!(signed_in.map(|me| me.id), Some(bo.id));
    let page = admin.looks_at(bo.id).await.unwrap();
    assert_eq!((page.entry.has_password, page.password_link_until), (true, None));

    // A new link takes the place of an older one, and ends after a week.
    let (old, new) = (admin.makes_link(bo.id).await.unwrap(), admin.makes_link(bo.id).await.unwrap());
    let laptop = app.device();
    laptop.get(old.url.strip_prefix(PUBLIC_URL).unwrap()).await;
    assert!(choose(&laptop, PASSWORD).await.is_err());
    laptop.get(new.url.strip_prefix(PUBLIC_URL).unwrap()).await;
    app.clock.advance(Duration::from_hours(7 * 24));
    assert_eq!(choose(&laptop, PASSWORD).await, Err((StatusCode::GONE, AppError::PasswordLinkUsed)));
});

on_both_engines!(who_has_stopped_running_the_site_keeps_no_way_in_by_links_they_made, async |engine| {
    let app = TestApp::limited(engine, LimitNumbers::generous()).await;
    let admin = administrator(&app).await;
    let mole = app.person_as("mole@example.org", ApplicationRole::Admin).await;
    let link = mole.makes_link(admin.id).await.unwrap();
    assert!(mole.looks_at(admin.id).await.unwrap().password_link_until.is_some());
    admin.acts_on("deactivate", mole.id).await.unwrap();
    assert_eq!(admin.looks_at(admin.id).await.unwrap().password_link_until, None);
    let phone = app.device();
    phone.get(link.url.strip_prefix(PUBLIC_URL).unwrap()).await;
    let chosen: Told<()> = phone.call("/api/account/choose-password", [("password", PASSWORD)]).await;
    assert_eq!(chosen, Err((StatusCode::GONE, AppError::PasswordLinkUsed)));
});

on_both_engines!(people_change_their_own_password_when_they_know_it, async |engine| {
    let app = TestApp::limited(engine, LimitNumbers::generous()).await;
    let admin = administrator(&app).await;
    let bo = admin.adds("bo@example.org", "Bo", "Berg", "viewer").await.unwrap();
    let (phone, laptop) = (app.device(), app.device());
    phone.get(bo.link.url.strip_prefix(PUBLIC_URL).unwrap()).await;
    phone.call::<()>("/api/account/choose-password", [("password", PASSWORD)]).await.unwrap();
    let sign_in = async |password: &str| -> Told<()> {
        let fields = [("email", "bo@example.org"), ("password", password), ("next", "")];
        laptop.call("/api/account/sign-in", fields).await
    };
    sign_in(PASSWORD).await.unwrap();
    let change = async |current: &str, new: &str| -> Told<()> {
        let fields = [("current_password", current), ("password", new)];
        phone.call("/api/account/change-password", fields).await
    };
    let (_, wrong) = change("not this horse battery", "another horse battery").await.unwrap_err();
    assert!(wrong.for_field("current_password").is_some(), "{wrong:?}");
    let (_, short) = change(PASSWORD, "short").await.unwrap_err();
    assert!(short.for_field("password").is_some(), "{short:?}");
    change(PASSWORD, "another horse battery").await.unwrap();
    let me = async |device: &support::Device| -> Option<app::account::api::Me> {
        device.call("/api/account/me", ()).await.unwrap()
    };
    assert!(me(&phone).await.is_some() && me(&laptop).await.is_none(), "all others are signed out");
    assert!(sign_in(PASSWORD).await.is_err());
    sign_in("another horse battery").await.unwrap();
});

on_both_engines!(every_wrong_field_of_a_person_is_named_and_nobody_is_there_twice, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let before = app.rows().await;
    let (status, error) = admin.adds("nobody", "", "B\u{202e}", "viewer").await.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["email", "first_name", "last_name"] {
        assert!(error.for_field(field).is_some(), "{field}: {error:?}");
    }
    let (_, error) = admin.adds("ROOT@example.org", "Ann", "Other", "viewer").await.unwrap_err();
    assert!(error.for_field("email").is_some(), "{error:?}");
    assert_eq!(app.rows().await, before);
    let bo = admin.adds("bo@example.org", "Bo", "Berg", "viewer").await.unwrap();
    let seen = admin.looks_at(bo.id).await.unwrap();
    let (_, error) = admin.changes(&seen, "root@example.org", ApplicationRole::Viewer).await.unwrap_err();
    assert!(error.for_field("email").is_some(), "{error:?}");
    admin.changes(&seen, "bo.berg@example.org", ApplicationRole::Viewer).await.unwrap();
    let late = admin.changes(&seen, "late@example.org", ApplicationRole::Viewer).await;
    assert_eq!(late, Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile)));
    assert_eq!(admin.addresses(&searching("bo.berg@")).await.1, 1, "found by what they are called now");
});

on_both_engines!(
    an_administrator_cannot_shut_themself_out_and_two_cannot_shut_out_each_other,
    async |engine| {
        let app = TestApp::real(engine).await;
        let admin = administrator(&app).await;
        let other = app.person_as("other@example.org", ApplicationRole::UnmoderatedAdmin).await;
        assert_eq!(admin.acts_on("deactivate", admin.id).await, forbidden(PersonDenied::OwnDeactivation));
        assert_eq!(
            admin.makes(admin.id, ApplicationRole::Viewer).await,
            forbidden(PersonDenied::OwnDemotion)
        );
        admin.makes(admin.id, ApplicationRole::UnmoderatedAdmin).await.unwrap();
        // Both at once: one of them is no administrator any more when their turn comes.
        let (one, two) = tokio::join!(
            admin.makes(other.id, ApplicationRole::Viewer),
            other.makes(admin.id, ApplicationRole::Viewer)
        );
        assert_eq!([&one, &two].iter().filter(|answer| answer.is_ok()).count(), 1, "{one:?} {two:?}");
        let mut administrators = 0;
        for person in [&admin, &other] {
            administrators += usize::from(person.people(&DirectoryView::default()).await.is_ok());
        }
        assert_eq!(administrators, 1);
    }
);

on_both_engines!(
    deactivating_ends_sign_ins_and_streams_and_reactivating_brings_nothing_of_it_back,
    async |engine| {
        let app = TestApp::real(engine).await;
        let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
        let bo = app.person("bo@example.org").await;
        let room = ann.room_with("site", &[(bo.id, domain::HostKind::CoEditor)]).await;
        let invitation = room.invite("bo@example.org", Role::Speaker).await;
        let mut host_hears = bo.device.room_stream(room.id, None).await;
        let mut guest_hears = bo.device.lobby(&invitation).await;
        let mut ann_hears = ann.device.room_stream(room.id, None).await;
        let link = admin.makes_link(bo.id).await.unwrap();
        admin.acts_on("deactivate", bo.id).await.unwrap();
        assert_eq!(host_hears.refusal().await, Refusal::NotInvited);
        assert!(matches!(
            guest_hears.next().await,
            Some(StreamMessage::Resync | StreamMessage::Refused { .. })
        ));
        let me: Option<app::account::api::Me> = bo.device.call("/api/account/me", ()).await.unwrap();
        assert_eq!(me, None);
        assert_eq!(admin.acts_on("deactivate", bo.id).await, Ok(()), "once more changes nothing");
        // Neither a link that was out nor a new one leads around it.
        let phone = app.device();
        phone.get(link.url.strip_prefix(PUBLIC_URL).unwrap()).await;
        assert!(phone.call::<NewPasswordPage>("/api/account/find-new-password", ()).await.is_err());
        assert_eq!(admin.makes_link(bo.id).await, Err((StatusCode::CONFLICT, AppError::Deactivated)));
        // Whoever was invited at their address is a guest like any other.
        phone.open_link(&invitation).await;
        assert!(matches!(phone.admission(&invitation).await, Admission::ConfirmAddress { .. }));
        // Others have gone on.
        room.change("title", "Still here").await.unwrap();
        ann_hears.until_title("Still here").await;

        admin.acts_on("reactivate", bo.id).await.unwrap();
        let me: Option<app::account::api::Me> = bo.device.call("/api/account/me", ()).await.unwrap();
        assert_eq!(me, None, "the old sign-in has ended for good");
        assert!(admin.looks_at(bo.id).await.unwrap().entry.place.is_active);
    }
);

on_both_engines!(others_see_a_deactivated_person_leave_at_once, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let (bo, cy) = (app.person("bo@example.org").await, app.person("cy@example.org").await);
    let room = ann.room_with("site", &[(cy.id, domain::HostKind::CoEditor)]).await;
    app.turn(HOUR).await;
    for person in [&ann, &bo, &cy] {
        person.device.enter(room.id, None).await.unwrap();
    }
    let me = async |person: &Person| person.device.inside(room.id, None).await.state.me.unwrap();
    let (bo_inside, cy_inside) = (me(&bo).await, me(&cy).await);
    let mut ann_hears = ann.device.room_stream(room.id, None).await;
    for (person, participant) in [(&bo, bo_inside), (&cy, cy_inside)] {
        let mut hears = person.device.room_stream(room.id, None).await;
        admin.acts_on("deactivate", person.id).await.unwrap();
        assert_eq!(hears.refusal().await, Refusal::NotInvited);
        let seen = ann.device.inside(room.id, None).await.state.participants;
        assert!(seen.iter().all(|known| known.id != participant), "they are not inside any more");
        assert!(person.device.enter(room.id, None).await.is_err());
    }
    room.change("title", "Still here").await.unwrap();
    let heard = ann_hears.until_title("Still here").await;
    let left: Vec<_> = heard
        .iter()
        .filter_map(|event| match event {
            RoomEvent::Left { participant, .. } => Some(*participant),
            _ => None,
        })
        .collect();
    assert_eq!(left, [bo_inside, cy_inside]);

    // Nobody has removed them: whoever can sign in again comes back in.
    admin.acts_on("reactivate", bo.id).await.unwrap();
    let link = admin.makes_link(bo.id).await.unwrap();
    let phone = app.device();
    phone.get(link.url.strip_prefix(PUBLIC_URL).unwrap()).await;
    phone.call::<()>("/api/account/choose-password", [("password", PASSWORD)]).await.unwrap();
    phone.enter(room.id, None).await.unwrap();
});

on_both_engines!(groups_are_made_renamed_and_deleted, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let staff = admin.makes_group("  The   Staff ").await.unwrap();
    let of_name = |answer: Told<GroupId>| answer.unwrap_err().1.for_field("name");
    assert!(of_name(admin.makes_group("the staff").await).is_some());
    assert!(of_name(admin.makes_group(" , ").await).is_some());
    assert!(of_name(admin.makes_group(&"x".repeat(61)).await).is_some());
    admin.puts(ann.id, staff).await.unwrap();
    admin.puts(ann.id, staff).await.unwrap();
    let page = admin.group(staff).await.unwrap();
    assert_eq!((page.group.name.as_str(), page.group.members, page.members.total), ("The Staff", 1, 1));
    assert_eq!(admin.looks_at(ann.id).await.unwrap().member_of, [staff]);
    let other = admin.makes_group("Others").await.unwrap();
    let taken = admin.on_group("rename", other, &[("name", "THE STAFF")]).await;
    assert!(taken.unwrap_err().1.for_field("name").is_some());
    admin.on_group("rename", staff, &[("name", "Crew")]).await.unwrap();
    admin.takes(ann.id, staff).await.unwrap();
    admin.takes(ann.id, staff).await.unwrap();
    assert_eq!(admin.group(staff).await.unwrap().members.total, 0);
    admin.puts(ann.id, staff).await.unwrap();
    admin.on_group("delete", staff, &[]).await.unwrap();
    assert_eq!(admin.group(staff).await, hidden());
    assert_eq!(admin.on_group("delete", staff, &[]).await, hidden());
    assert_eq!(admin.puts(ann.id, staff).await, hidden());
    assert_eq!(admin.looks_at(ann.id).await.unwrap().member_of, [], "and she is still there");
});

on_both_engines!(whoever_is_saved_as_they_are_and_a_group_of_the_same_name_change_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let staff = admin.makes_group("Staff").await.unwrap();
    let seen = admin.looks_at(ann.id).await.unwrap();
    let before = app.rows().await;
    admin.changes(&seen, &ann.email, seen.entry.place.role).await.unwrap();
    admin.on_group("rename", staff, &[("name", " Staff ")]).await.unwrap();
    assert_eq!(app.rows().await, before, "no entry of the log either");
    admin.makes(ann.id, ApplicationRole::Viewer).await.unwrap();
    let late = admin.changes(&seen, &ann.email, ApplicationRole::Viewer).await;
    assert_eq!(late, Err((StatusCode::CONFLICT, AppError::ChangedMeanwhile)), "somebody else was faster");
    admin.on_group("rename", staff, &[("name", "STAFF")]).await.unwrap();
    assert_eq!(admin.group(staff).await.unwrap().group.name.as_str(), "STAFF");
});

on_both_engines!(deleting_a_group_waits_for_whoever_is_put_into_it, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let (person, room) = (ann.id, ann.room(HOUR, 2 * HOUR).await.id);
    let group = admin.makes_group("Inviters").await.unwrap();
    app.set(Settings { allowed_groups: vec![group], ..Settings::default() }).await;
    // As somebody is put into a group that the settings name: the group, and then the rooms they host.
    let deleted = while_held(
        &app,
        move |connection| {
            async move {
                people::lock(connection).await?;
                let sql = "insert into person_group_member (group_id, person_id) values ($1, $2)";
                connection.execute_one(sql, values![group, person]).await
            }
            .boxed()
        },
        move |connection| async move { events::lock_room(connection, room).await.map(drop) }.boxed(),
        admin.on_group("delete", group, &[]),
    );
    assert_eq!(deleted.await, Ok(()));
    assert_eq!(admin.group(group).await, hidden());
    assert_eq!(app.settings_now().await, Settings::default());
});

/// Every door that asks who may invite, as one list of what each says.
async fn doors(room: &support::Room<'_>, batch: u128) -> Vec<Result<(), InviteDenied>> {
    let host = room.owner;
    let told = |answer: Result<(), (StatusCode, AppError)>| match answer {
        Ok(()) => Ok(()),
        Err((_, AppError::InviteDenied(denied))) => Err(denied),
        Err(other) => panic!("{other:?}"),
    };
    let page = room.page().await.unwrap();
    let menu = domain::invite_policy::may_invite(&page.settings, page.application_role, page.host, true);
    let one = room.try_invite("door@example.org", Role::Viewer, "update").await.map(drop);
    let batch_order = json!({ "order": {
        "id": domain::BatchId::from_bits(batch), "room": room.id, "send_mail": false, "if_known": "keep", "total": 1,
    }});
    let many: Told<()> = host.device.call("/api/invite-many/begin", batch_order).await;
    let read = json!({ "room": room.id, "text": "x@example.org", "role": "viewer" });
    let list: Told<Vec<Value>> = host.device.call("/api/invite-many/read", read).await;
    let known = room.invitations().await;
    let act = match known.iter().find(|one| one.ready.email.as_str() == "known@example.org") {
        Some(one) => host
            .device
            .call::<Value>("/api/invitations/new-link", [("invitation", one.ready.id.to_string().as_str())])
            .await
            .map(drop),
        None => Ok(()),
    };
    vec![menu, told(one), told(many), told(list.map(drop)), told(act)]
}

on_both_engines!(who_is_named_may_invite_at_every_door_from_the_moment_on, async |engine| {
    let app = TestApp::generous(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("known@example.org", Role::Viewer).await;
    let group = admin.makes_group("Inviters").await.unwrap();
    let mut batch = 0;
    let mut expect = async |allowed: bool, why: &str| {
        batch += 1;
        let expected = if allowed { Ok(()) } else { Err(InviteDenied::RoleTooLow) };
        assert_eq!(doors(&room, batch).await, vec![expected; 5], "{why}");
    };
    let only_admins = Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() };
    let named = Settings { allowed_people: vec![ann.id], ..only_admins.clone() };
    let grouped = Settings { allowed_groups: vec![group], ..only_admins.clone() };
    expect(true, "by her role").await;
    admin.saves(&only_admins, &Settings::default()).await;
    expect(false, "her role is too low").await;
    admin.saves(&named, &only_admins).await;
    expect(true, "named").await;
    admin.saves(&grouped, &named).await;
    expect(false, "her group is named, and she is not in it").await;

    // Her open page follows each change of the group at once.
    let mut hears = ann.device.room_stream(room.id, None).await;
    admin.puts(ann.id, group).await.unwrap();
    assert_eq!(hears.next().await, Some(StreamMessage::Resync));
    expect(true, "in the group").await;
    let mut hears = ann.device.room_stream(room.id, None).await;
    admin.takes(ann.id, group).await.unwrap();
    assert_eq!(hears.next().await, Some(StreamMessage::Resync));
    expect(false, "out of it again").await;
    admin.puts(ann.id, group).await.unwrap();
    let mut hears = ann.device.room_stream(room.id, None).await;
    admin.on_group("delete", group, &[]).await.unwrap();
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    expect(false, "the group is gone").await;
    assert_eq!(app.settings_now().await, only_admins);

    // And each change of her role.
    let mut hears = ann.device.room_stream(room.id, None).await;
    admin.makes(ann.id, ApplicationRole::Admin).await.unwrap();
    assert_eq!(hears.next().await, Some(StreamMessage::Resync));
    expect(true, "an administrator").await;
});

on_both_engines!(a_list_on_its_way_stops_inviting_when_its_sender_is_no_longer_named, async |engine| {
    let app = TestApp::generous(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    let group = admin.makes_group("Inviters").await.unwrap();
    admin.puts(ann.id, group).await.unwrap();
    let settings = Settings {
        allowed_users: ApplicationRole::Admin,
        allowed_groups: vec![group],
        ..Settings::default()
    };
    app.set(settings).await;
    let batch = domain::BatchId::from_bits(9);
    let order = json!({ "order": {
        "id": batch, "room": room.id, "send_mail": false, "if_known": "keep", "total": 30,
    }});
    ann.device.call::<()>("/api/invite-many/begin", order).await.unwrap();
    let rows: Vec<_> = (0..30)
        .map(|row| json!({ "email": format!("g{row}@example.org"), "first": "G", "last": "H", "role": "viewer" }))
        .collect();
    let rows = json!({ "batch": batch, "from": 0, "rows": rows });
    ann.device.call::<()>("/api/invite-many/add", rows).await.unwrap();
    ann.device.call::<()>("/api/invite-many/start", json!({ "batch": batch })).await.unwrap();
    assert_eq!(server::invitation::many::job::carry_out(&app.site).await.unwrap(), 25);
    admin.takes(ann.id, group).await.unwrap();
    assert_eq!(server::invitation::many::job::carry_out(&app.site).await.unwrap(), 5);
    assert_eq!(room.invitations().await.len(), 25);
});

on_both_engines!(inviters_are_found_by_name_address_and_id, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let group = admin.makes_group("Annual meeting").await.unwrap();
    let found = async |query: &str| -> Vec<String> {
        let found: Vec<InviterFound> =
            admin.device.call("/api/settings/suggest-inviters", json!({ "query": query })).await.unwrap();
        found.iter().map(InviterFound::name).collect()
    };
    assert_eq!(found("ann").await, ["Annual meeting", "ann Tester"]);
    assert_eq!(found("meet").await, ["Annual meeting"]);
    assert_eq!(found(&ann.id.to_string()).await, ["ann Tester"]);
    assert_eq!(found(&group.to_string()).await, ["Annual meeting"]);
    assert_eq!(found("an").await, Vec::<String>::new());
});

on_both_engines!(a_former_person_is_not_shown_as_one_who_may_invite, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    app.set(Settings { allowed_people: vec![ann.id], ..Settings::default() }).await;
    let shown = async || -> (usize, usize) {
        let desk: SettingsDesk = admin.device.call("/api/settings/find", ()).await.unwrap();
        let query = json!({ "query": ann.id });
        let found: Vec<InviterFound> =
            admin.device.call("/api/settings/suggest-inviters", query).await.unwrap();
        (desk.named.len(), found.len())
    };
    assert_eq!(shown().await, (1, 1));
    let erased = "update person set email = $2, active = 0 where id = $1";
    app.execute(erased, values![ann.id, erased_address(ann.id)]).await;
    assert_eq!(shown().await, (0, 0));
});

on_both_engines!(a_file_is_looked_at_first_and_then_imported, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let group = admin.makes_group("From the file").await.unwrap();
    let import = ImportId::from_bits(1);
    let text = "E-Mail;First name;Last name;Role\n\
        new@example.org;New;One;\n\
        ann@example.org;ann;Tester;private_only\n\
        broken;B;C;\n\
        NEW@example.org;Twice;Over;\n\
        root@example.org;root;Tester;viewer\n\
        \n\
        second@example.org;=Second;\"Two\nLines\";admin\n\
        third@example.org;Third;Three;unmoderated admin\n\
        fourth@example.org;Fourth;Four;king\n";
    let (one, two) = text.split_at(100);
    let before = app.rows().await.into_iter().filter(|row| row.starts_with("person:")).collect::<Vec<_>>();
    admin.sends(order(1, "update", Some(group)), &[one, two]).await.unwrap();
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    let counts = Counts { to_add: 2, to_keep: 1, refused: 5, ..Counts::default() };
    assert_eq!((summary.state, summary.counts), (ImportState::Checked, counts));
    let refused: Vec<_> = admin
        .rows(import, Some(RowState::Refused))
        .await
        .into_iter()
        .map(|(line, _, why)| (line, why))
        .collect();
    assert_eq!(refused[1], (5, Some(RowProblem::Repeated { first: 2 })));
    assert_eq!(refused[2], (6, Some(RowProblem::Denied(PersonDenied::OwnDemotion))));
    assert_eq!(refused[4], (11, Some(RowProblem::Role)));
    assert_eq!(refused.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [4, 5, 6, 8, 11]);
    let now = app.rows().await.into_iter().filter(|row| row.starts_with("person:")).collect::<Vec<_>>();
    assert_eq!(now, before, "a dry run changes nobody");

    // The directory changes before the file is applied: each row is weighed again.
    admin.adds("third@example.org", "Third", "Three", "viewer").await.unwrap();
    admin.on_import::<()>("apply", import).await.unwrap();
    admin.on_import::<()>("apply", import).await.unwrap();
    carry_out(&app).await;
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    let counts = Counts { added: 1, changed: 1, unchanged: 1, refused: 5, ..Counts::default() };
    assert_eq!((summary.state, summary.counts), (ImportState::Done, counts));
    assert_eq!(admin.addresses(&searching("new@example.org")).await.1, 1);
    let third = admin.people(&searching("third@example.org")).await.unwrap().people.remove(0);
    assert_eq!(third.place.role, ApplicationRole::UnmoderatedAdmin);
    let members = admin.group(group).await.unwrap().members;
    let members: Vec<_> = members.people.iter().map(|person| person.email.to_string()).collect();
    assert_eq!(members.len(), 3, "{members:?}");
    assert!(members.contains(&ann.email));

    let report = admin.device.get(&app::routes::import_report(import)).await.text();
    assert!(report.contains("\r\n2,\"new@example.org\",\"New\",\"One\",\"\",\"added\",\"\"\r\n"), "{report}");
    assert!(report.contains("5,\"NEW@example.org\"") || report.contains("5,\"new@example.org\""), "{report}");
    assert!(report.contains("The address is on line 2 already."), "{report}");
    assert_eq!(
        admin.on_import::<()>("cancel", import).await,
        Err((StatusCode::CONFLICT, AppError::Import(ImportDenied::Ended)))
    );
    app.clock.advance(Duration::from_hours(31 * 24));
    job::forget_old(&app.site).await.unwrap();
    assert_eq!(count(&app, "select count(*) as found from people_import_row").await, 0);
    assert_eq!(count(&app, "select count(*) as found from people_import").await, 0);
});

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    let mut connection = app.site.db.read().await.unwrap();
    connection.fetch_optional(sql, vec![]).await.unwrap().unwrap().int("found").unwrap()
}

on_both_engines!(parts_of_a_file_count_once_and_in_their_order, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let import = ImportId::from_bits(2);
    let call = async |place: u32, text: &str, is_last: bool| -> Told<()> {
        let part = json!({ "place": place, "text": text, "is_last": is_last });
        admin.device.call("/api/people/import/add", json!({ "import": import, "part": part })).await
    };
    assert_eq!(call(0, "email", false).await, hidden());
    admin
        .device
        .call::<()>("/api/people/import/begin", json!({ "order": order(2, "keep", None) }))
        .await
        .unwrap();
    let conflict = |denied| Err((StatusCode::CONFLICT, AppError::Import(denied)));
    assert_eq!(call(1, "x", false).await, conflict(ImportDenied::Incomplete));
    call(0, "email,first,last\nbo@example.org,Bo,", false).await.unwrap();
    call(0, "email,first,last\nbo@example.org,Bo,", false).await.unwrap();
    assert_eq!(admin.on_import::<()>("apply", import).await, conflict(ImportDenied::Incomplete));
    call(1, "Berg\nroot@example.org,Another,Name\n", true).await.unwrap();
    call(1, "Berg\nroot@example.org,Another,Name\n", true).await.unwrap();
    assert_eq!(call(2, "cy@example.org,Cy,Dee", true).await, conflict(ImportDenied::Started));
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    assert_eq!(
        summary.counts,
        Counts { to_add: 1, to_keep: 1, ..Counts::default() },
        "the known stay as they are"
    );
    admin.on_import::<()>("cancel", import).await.unwrap();
    assert_eq!(admin.on_import::<()>("apply", import).await, conflict(ImportDenied::Ended));
    carry_out(&app).await;
    let report = admin.device.get(&app::routes::import_report(import)).await.text();
    assert!(report.contains(r#""bo@example.org","Bo","Berg","","not added","#), "{report}");
    assert!(!report.contains("would be added"), "{report}");
    assert_eq!(admin.addresses(&searching("bo@example.org")).await.1, 0);
    for (id, text) in [(3, "a,b,c\n1,2,3\n"), (4, "email,first,last\n\n"), (5, "")] {
        let refused = admin.sends(order(id, "keep", None), &[text]).await.unwrap_err();
        assert!(refused.1.for_field("file").is_some(), "{text:?}: {refused:?}");
    }
    let too_large = call(0, &"x".repeat(300_000), false).await;
    assert_eq!(too_large, Err((StatusCode::PAYLOAD_TOO_LARGE, AppError::TooLarge)));
});

on_both_engines!(an_import_ends_where_its_sender_stops_being_an_administrator, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = administrator(&app).await;
    let other = app.person_as("other@example.org", ApplicationRole::Admin).await;
    let mut text = "email,first,last\n".to_owned();
    for number in 0..300 {
        writeln!(text, "p{number}@example.org,P,Q").unwrap();
    }
    let import = ImportId::from_bits(3);
    other.sends(order(3, "update", None), &[&text]).await.unwrap();
    other.on_import::<()>("apply", import).await.unwrap();
    assert_eq!(job::carry_out(&app.site).await.unwrap(), 250);
    admin.makes(other.id, ApplicationRole::Viewer).await.unwrap();
    carry_out(&app).await;
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    let counts = Counts { added: 250, refused: 50, ..Counts::default() };
    assert_eq!((summary.state, summary.counts), (ImportState::Done, counts));
});

on_both_engines!(an_import_is_carried_out_for_whoever_starts_it_and_written_down_as_theirs, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = administrator(&app).await;
    let sender = app.person_as("sender@example.org", ApplicationRole::Admin).await;
    let import = ImportId::from_bits(4);
    let text = "email,first,last,role\nnew@example.org,New,One,admin\nroot@example.org,root,Tester,viewer\n";
    sender.sends(order(4, "update", None), &[text]).await.unwrap();
    let summary: ImportSummary = sender.on_import("find", import).await.unwrap();
    assert_eq!(summary.counts, Counts { to_add: 1, to_change: 1, ..Counts::default() });
    admin.acts_on("deactivate", sender.id).await.unwrap();
    admin.on_import::<()>("apply", import).await.unwrap();
    carry_out(&app).await;
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    let counts = Counts { added: 1, refused: 1, ..Counts::default() };
    assert_eq!(
        (summary.state, summary.counts),
        (ImportState::Done, counts),
        "its sender runs nothing any more"
    );
    let refused = admin.rows(import, Some(RowState::Refused)).await;
    let own = Some(RowProblem::Denied(PersonDenied::OwnDemotion));
    assert_eq!(
        refused,
        [(3, admin.email.clone(), own)],
        "nobody demotes themself by a file of somebody else"
    );
    for act in [AuditAct::ImportStarted, AuditAct::PersonAdded, AuditAct::PeopleImported] {
        assert_eq!(actors_of(&admin, act).await, [Some(admin.id.to_string())], "{act:?}");
    }
});

on_both_engines!(a_file_started_before_it_was_noted_by_whom_is_carried_out_for_its_sender, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let sender = app.person_as("sender@example.org", ApplicationRole::Admin).await;
    let import = ImportId::from_bits(4);
    sender.sends(order(4, "update", None), &["email,first,last\nnew@example.org,New,One\n"]).await.unwrap();
    admin.on_import::<()>("apply", import).await.unwrap();
    app.execute("update people_import set applied_by = null", values![]).await;
    carry_out(&app).await;
    assert_eq!(actors_of(&admin, AuditAct::PeopleImported).await, [Some(sender.id.to_string())]);
});

on_both_engines!(a_file_that_is_started_while_it_is_to_be_forgotten_is_carried_out_whole, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let import = ImportId::from_bits(6);
    admin.sends(order(6, "keep", None), &["email,first,last\nnew@example.org,New,One\n"]).await.unwrap();
    app.clock.advance(Duration::from_hours(25));
    // The job has found it by now.
    admin.on_import::<()>("apply", import).await.unwrap();
    assert_eq!(job::forget_some(&app.site, import, app.clock.now()).await.unwrap(), 0);
    carry_out(&app).await;
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    assert_eq!(summary.counts, Counts { added: 1, ..Counts::default() });
    assert_eq!(job::forget_old(&app.site).await.unwrap(), 0, "what has become of it can be read for a month");
});

on_both_engines!(a_file_that_is_half_forgotten_cannot_be_started_and_goes_whole, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let mut text = "email,first,last\n".to_owned();
    for number in 0..2_100 {
        writeln!(text, "p{number}@example.org,P,Q").unwrap();
    }
    let import = ImportId::from_bits(6);
    admin.sends(order(6, "keep", None), &[&text]).await.unwrap();
    app.clock.advance(Duration::from_hours(25));
    assert_eq!(job::forget_some(&app.site, import, app.clock.now()).await.unwrap(), 2_000);
    let ended = Err((StatusCode::CONFLICT, AppError::Import(ImportDenied::Ended)));
    assert_eq!(admin.on_import::<()>("apply", import).await, ended);
    carry_out(&app).await;
    assert_eq!(admin.people(&DirectoryView::default()).await.unwrap().total, 1, "nobody was added");
    assert_eq!(job::forget_old(&app.site).await.unwrap(), 100);
    assert_eq!(count(&app, "select count(*) as found from people_import").await, 0);
});

/// Some letters that make each name another one.
fn big_file(rows: usize) -> String {
    let mut text = "email,first name,last name,role\n".to_owned();
    for row in 0..rows {
        match row % 100 {
            // One in a hundred is bad, each in another way.
            99 => match row / 100 % 4 {
                0 => writeln!(text, "nobody,First{row},Last{row},"),
                1 => writeln!(text, "p{row}@example.org,,Last{row},"),
                2 => writeln!(text, "p{row}@example.org,First{row},Last{row},king"),
                _ => writeln!(text, "p0@example.org,First{row},Last{row},"),
            },
            _ => writeln!(text, "p{row}@example.org,First{row},Last{row},"),
        }
        .unwrap();
    }
    text
}

async fn import_many(app: &TestApp, rows: usize) {
    let admin = administrator(app).await;
    let text = big_file(rows);
    let parts: Vec<&str> = text
        .as_bytes()
        .chunks(domain::people::import::CHUNK)
        .map(|part| std::str::from_utf8(part).unwrap())
        .collect();
    let import = ImportId::from_bits(7);
    let started = std::time::Instant::now();
    admin.sends(order(7, "update", None), &parts).await.unwrap();
    let (bad, good) = (u32::try_from(rows / 100).unwrap(), u32::try_from(rows - rows / 100).unwrap());
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    assert_eq!(summary.counts, Counts { to_add: good, refused: bad, ..Counts::default() });
    println!("{rows} rows looked at in {:?}", started.elapsed());
    let started = std::time::Instant::now();
    admin.on_import::<()>("apply", import).await.unwrap();
    carry_out(app).await;
    println!("{rows} rows applied in {:?}", started.elapsed());
    let summary: ImportSummary = admin.on_import("find", import).await.unwrap();
    assert_eq!(summary.counts, Counts { added: good, refused: bad, ..Counts::default() });
    assert_eq!(summary.state, ImportState::Done);
    assert_eq!(admin.addresses(&DirectoryView::default()).await.1, good + 1);
    let report = admin.device.get(&app::routes::import_report(import)).await.text();
    assert_eq!(report.lines().count(), rows + 1);
    assert_eq!(report.matches(",\"refused\",").count() + report.matches(",refused,").count(), bad as usize);
    let everybody = admin.device.get("/admin/people.csv").await.text();
    assert_eq!(everybody.lines().count(), good as usize + 2);
    let searched = std::time::Instant::now();
    assert_eq!(admin.addresses(&searching("first4242 last4242")).await.1, 1);
    let half = u32::try_from(rows / 100).unwrap();
    admin.people(&DirectoryView { page: half, ..DirectoryView::default() }).await.unwrap();
    println!("two pages of {rows} in {:?}", searched.elapsed());
}

#[tokio::test]
async fn a_hundred_thousand_rows_with_one_in_a_hundred_bad_are_imported_on_sqlite() {
    support::on_sqlite(async |engine| import_many(&TestApp::generous(engine).await, 100_000).await).await;
}

#[tokio::test]
async fn ten_thousand_rows_with_one_in_a_hundred_bad_are_imported_on_postgres() {
    support::on_postgres(async |engine| import_many(&TestApp::generous(engine).await, 10_000).await).await;
}

on_both_engines!(the_directory_is_saved_as_a_file_that_no_spreadsheet_runs, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    admin.adds("evil@example.org", "=cmd()", "+1", "viewer").await.unwrap();
    let file = admin.device.get("/admin/people.csv?q=evil").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let text = file.text();
    assert!(text.starts_with("\u{feff}\"Email\",\"First name\",\"Last name\",\"Role\""), "{text}");
    assert!(text.contains("\"evil@example.org\",\"'=cmd()\",\"'+1\",\"viewer\",\"yes\",\"no\""), "{text}");
    assert!(!text.contains("root@example.org"), "only whom the view shows");
});

on_both_engines!(one_of_many_groups_is_found_by_its_name, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = administrator(&app).await;
    for number in 0..10 {
        admin.makes_group(&format!("Team {number}")).await.unwrap();
    }
    let open = async |path: &str| admin.device.get(path).await.text();
    // Drawn, and not only sent along for the browser to search in.
    let draws = |page: &str, name: &str| page.contains(&format!(">{name}<"));
    // So few are looked through, whatever the address asks for.
    let page = open("/admin/groups?q=nobody").await;
    assert!(draws(&page, "Team 7") && !page.contains("group-search"), "{page}");
    admin.makes_group("Émigrés").await.unwrap();
    let page = open("/admin/groups").await;
    assert!(draws(&page, "Team 7") && draws(&page, "Émigrés") && page.contains("group-search"), "{page}");
    let page = open("/admin/groups?q=emig").await;
    assert!(!draws(&page, "Team 7") && draws(&page, "Émigrés") && draws(&page, "1 group"), "{page}");
    assert!(open("/admin/groups?q=nobody").await.contains("No group is called like that"));
});
