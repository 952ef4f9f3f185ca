//! The administrator's settings: who may change them, and that a change counts at once, at every door.

mod support;

use app::error::AppError;
use app::invitation::api::InvitationReady;
use app::settings::api::SettingsDesk;
use domain::invitation::InvitationAct;
use domain::invite_limit::LimitOf;
use domain::invite_policy::InviteDenied;
use domain::live::{RoomEvent, StreamMessage};
use domain::mailed_code::CodePolicy;
use domain::settings::{GivenTypes, Grants, PlusRule, SettingsEffect, SettingsForm};
use domain::{Admission, ApplicationRole, HostKind, Refusal, Role, Settings};
use http::StatusCode;
use serde_json::json;
use support::people::Told;
use support::{HOUR, MINUTE, Person, TestApp, on_both_engines};

impl Person {
    async fn settings(&self) -> Told<SettingsDesk> {
        self.device.call("/api/settings/find", ()).await
    }

    async fn weigh(&self, settings: &Settings) -> Told<Vec<SettingsEffect>> {
        let form = SettingsForm::from(settings);
        self.device.call("/api/settings/weigh", json!({ "form": form })).await
    }

    async fn save_settings(&self, before: &Settings, after: &Settings) -> Told<Settings> {
        let form = SettingsForm::from(after);
        self.device.call("/api/settings/save", json!({ "before": before, "form": form })).await
    }
}

async fn administrator(app: &TestApp) -> Person {
    app.person_as("root@example.org", ApplicationRole::Admin).await
}

fn blocking(domain: &str) -> Settings {
    Settings { blocked_domains: vec![domain.to_owned()], ..Settings::default() }
}

on_both_engines!(an_administrator_reads_and_replaces_the_settings, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    assert_eq!(admin.settings().await.unwrap().settings, Settings::default());
    let after =
        Settings { link_devices: None, mailed_code: CodePolicy::Everyone, ..blocking("evil.example") };
    assert_eq!(admin.save_settings(&Settings::default(), &after).await, Ok(after.clone()));
    assert_eq!(admin.settings().await.unwrap().settings, after);
});

on_both_engines!(for_everybody_else_there_are_no_settings, async |engine| {
    let app = TestApp::real(engine).await;
    let before = app.rows().await;
    let stranger = app.device();
    let signed_out: Told<SettingsDesk> = stranger.call("/api/settings/find", ()).await;
    assert_eq!(signed_out.unwrap_err(), (StatusCode::UNAUTHORIZED, AppError::SignInNeeded));
    assert_eq!(app.rows().await, before);
    for role in [ApplicationRole::Viewer, ApplicationRole::PrivateOnly] {
        let somebody = app.person_as(&format!("{}@example.org", role.word()), role).await;
        let with_them = app.rows().await;
        let hidden = (StatusCode::NOT_FOUND, AppError::NotFound);
        assert_eq!(somebody.settings().await.unwrap_err(), hidden);
        assert_eq!(somebody.weigh(&blocking("a.example")).await.unwrap_err(), hidden);
        let saved = somebody.save_settings(&Settings::default(), &blocking("a.example")).await;
        assert_eq!(saved.unwrap_err(), hidden);
        assert_eq!(app.rows().await, with_them);
    }
});

on_both_engines!(of_two_administrators_who_save_at_once_the_second_is_told, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let seen = admin.settings().await.unwrap().settings;
    admin.save_settings(&seen, &blocking("first.example")).await.unwrap();
    let second = admin.save_settings(&seen, &blocking("second.example")).await;
    assert_eq!(second.unwrap_err(), (StatusCode::CONFLICT, AppError::ChangedMeanwhile));
    assert_eq!(admin.settings().await.unwrap().settings, blocking("first.example"));
});

on_both_engines!(whoever_saves_the_settings_as_they_are_bothers_nobody, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    ann.room(HOUR, 2 * HOUR).await;
    let kept = blocking("evil.example");
    admin.save_settings(&Settings::default(), &kept).await.unwrap();
    let before = app.rows().await;
    assert_eq!(admin.save_settings(&kept, &kept).await, Ok(kept.clone()));
    assert_eq!(app.rows().await, before, "no entry of the log, and no page of a room hears of it");
    let stale = admin.save_settings(&Settings::default(), &kept).await;
    assert_eq!(stale.unwrap_err(), (StatusCode::CONFLICT, AppError::ChangedMeanwhile));
});

on_both_engines!(every_wrong_field_is_named, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = administrator(&app).await;
    let form = SettingsForm {
        link_duration_minutes: "long".to_owned(),
        blocked_domains: "münchen.de\nno domain".to_owned(),
        ..SettingsForm::from(&Settings::default())
    };
    let answer: Told<Settings> =
        admin.device.call("/api/settings/save", json!({ "before": Settings::default(), "form": form })).await;
    let (status, error) = answer.unwrap_err();
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(error.for_field("link_duration_minutes").is_some());
    assert!(error.for_field("blocked_domains").unwrap().starts_with("no is no domain."), "{error:?}");
    assert_eq!(admin.settings().await.unwrap().settings, Settings::default());
});

on_both_engines!(what_a_change_would_do_is_said_and_nothing_is_done, async |engine| {
    let app = TestApp::real(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("bo@evil.example", Role::Viewer).await;
    room.invite("cy@mail.evil.example", Role::Speaker).await;
    let removed = room.invite("dee@evil.example", Role::Viewer).await;
    ann.device
        .call::<()>("/api/invitations/remove", [("invitation", removed.id.to_string().as_str())])
        .await
        .unwrap();
    let before = app.rows().await;
    assert_eq!(admin.weigh(&blocking("evil.example")).await, Ok(vec![SettingsEffect::LinksShut(2)]));
    let codes = Settings { mailed_code: CodePolicy::ModeratorsAndSpeakers, ..Settings::default() };
    assert!(admin.weigh(&codes).await.unwrap().contains(&SettingsEffect::CodesAsked(1)));
    assert_eq!(app.rows().await, before);
});

on_both_engines!(whoever_would_be_put_out_is_counted_whichever_link_they_came_by, async |engine| {
    let app = TestApp::generous(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(0, 5 * HOUR).await;
    app.turn(0).await;
    let link = room.guest_link().await;
    room.invite("ana@example.org", Role::Viewer).await;
    let bo = room.guest(&app, "bo+x@evil.example", Role::Viewer).await;
    let soon = InvitationAct::Extend { until: app.clock.now() + std::time::Duration::from_mins(1) };
    assert_eq!(room.try_act(&[bo.invitation.id], soon).await.unwrap()[0].outcome, Ok(true));
    app.turn(2 * MINUTE).await;
    let (inside, outside, before_the_door) = (app.device(), app.device(), app.device());
    for (device, email) in
        [(&inside, "cy@evil.example"), (&outside, "di@evil.example"), (&before_the_door, "eve@evil.example")]
    {
        device.open_guest_link(&link).await;
        device.introduce(&link, "Guest", email).await.unwrap();
    }
    inside.enter(room.id, None).await.unwrap();
    outside.enter(room.id, None).await.unwrap();
    outside.leave(room.id, None).await.unwrap();
    let shut = admin.weigh(&blocking("evil.example")).await.unwrap();
    assert_eq!(shut, [SettingsEffect::PlacesShut(2), SettingsEffect::PutOut(2)], "no link is out");
    let no_tags = Settings { plus_addresses: PlusRule::Refused, ..Settings::default() };
    assert_eq!(admin.weigh(&no_tags).await, Ok(vec![SettingsEffect::PutOut(1)]));

    let mut bo_hears = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    let mut cy_hears = inside.room_stream(room.id, None).await;
    admin.save_settings(&Settings::default(), &blocking("evil.example")).await.unwrap();
    assert_eq!(bo_hears.refusal().await, Refusal::DomainBlocked);
    assert_eq!(cy_hears.refusal().await, Refusal::DomainBlocked);
});

on_both_engines!(a_limit_below_what_has_been_given_is_told_as_what_it_is, async |engine| {
    let app = TestApp::generous(engine).await;
    let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
    let room = ann.room(HOUR, 2 * HOUR).await;
    room.invite("a@example.org", Role::Viewer).await;
    room.invite("b@example.org", Role::Viewer).await;
    let limited = |most| Settings {
        invitations_per_host: Some(most),
        invitations_per_room: Some(most),
        ..Settings::default()
    };
    let [counts, host, room_full] =
        [SettingsEffect::LimitCounts, SettingsEffect::HostsAtLimit(1), SettingsEffect::RoomsAtLimit(1)];
    assert_eq!(admin.weigh(&limited(2)).await, Ok(vec![counts, host, room_full]));
    assert_eq!(admin.weigh(&limited(3)).await, Ok(vec![counts]));
    app.turn(25 * HOUR).await;
    assert_eq!(admin.weigh(&limited(2)).await, Ok(vec![counts]), "they count no more");
});

on_both_engines!(
    a_blocked_domain_ends_the_streams_of_those_inside_and_those_who_wait_at_once,
    async |engine| {
        let app = TestApp::real(engine).await;
        let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
        let room = ann.room(HOUR, 2 * HOUR).await;
        let inside = room.invite("bo@evil.example", Role::Viewer).await;
        let waiting = room.invite("cy@evil.example", Role::Viewer).await;
        let other = room.invite("dee@example.org", Role::Viewer).await;
        app.turn(HOUR).await;
        let (bo, cy, dee) = (app.device(), app.device(), app.device());
        bo.join(&inside, room.id).await;
        dee.join(&other, room.id).await;
        cy.open_link(&waiting).await;
        let mut inside_hears = bo.room_stream(room.id, Some(&inside)).await;
        let mut waiting_hears = cy.lobby(&waiting).await;
        let mut other_hears = dee.room_stream(room.id, Some(&other)).await;
        admin.save_settings(&Settings::default(), &blocking("evil.example")).await.unwrap();
        assert_eq!(inside_hears.refusal().await, Refusal::DomainBlocked);
        assert_eq!(waiting_hears.refusal().await, Refusal::DomainBlocked);
        assert_eq!(other_hears.event().await, RoomEvent::SettingsChanged);
        ann.device.call::<()>("/api/rooms/delete", [("room", room.id.to_string().as_str())]).await.unwrap();
        assert_eq!(other_hears.refusal().await, Refusal::RoomDeleted, "their stream has gone on");
    }
);

on_both_engines!(each_setting_counts_at_each_of_its_doors_from_its_change_on, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let denied = |denied| Err((StatusCode::FORBIDDEN, AppError::InviteDenied(denied)));
    let invite =
        async |email: &str| room.try_invite(email, Role::Viewer, "ask").await.map(|ready| ready.email);

    for (settings, why) in [
        (Settings { invite_to_media: false, ..Settings::default() }, InviteDenied::ModuleOff),
        (Settings { media_page: false, ..Settings::default() }, InviteDenied::MediaPageOff),
        (Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() }, InviteDenied::RoleTooLow),
    ] {
        let known = app.settings_now().await;
        let there = room.try_invite("known@example.org", Role::Viewer, "update").await.unwrap();
        app.set(settings).await;
        assert_eq!(invite("new@example.org").await, denied(why));
        let again: Told<InvitationReady> = ann
            .device
            .call("/api/invitations/new-link", [("invitation", there.id.to_string().as_str())])
            .await;
        assert_eq!(again.map(|ready| ready.email), denied(why));
        // Links that are out go on working.
        let guest = app.device();
        guest.open_link(&there).await;
        assert!(matches!(guest.admission(&there).await, Admission::ConfirmAddress { .. }), "{why:?}");
        app.set(known).await;
    }

    let bos = room.invite("bo@example.net", Role::Viewer).await;
    let (first, second) = (app.device(), app.device());
    first.open_link(&bos).await;
    second.open_link(&bos).await;
    first.confirm(&bos, "bo@example.net").await.unwrap();
    let other_device = Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false });
    assert_eq!(second.admission(&bos).await, other_device);
    app.set(Settings { link_devices: Some(2), ..Settings::default() }).await;
    second.confirm(&bos, "bo@example.net").await.unwrap();
    app.set(Settings::default()).await;
    assert_eq!(second.admission(&bos).await, Admission::Wait(Role::Viewer), "devices that have it keep it");

    app.set(Settings { allowed_domains: vec!["example.org".to_owned()], ..Settings::default() }).await;
    assert_eq!(first.admission(&bos).await, Admission::Refused(Refusal::DomainBlocked));
    assert_eq!(invite("new@example.net").await.unwrap_err().0, StatusCode::UNPROCESSABLE_ENTITY);
    app.set(Settings::default()).await;
    assert_eq!(first.admission(&bos).await, Admission::Wait(Role::Viewer));

    app.set(Settings { link_duration_minutes: 7 * 24 * 60, ..Settings::default() }).await;
    let long = room.invite("long@example.org", Role::Viewer).await;
    assert!(long.expires_at > bos.expires_at);
    app.set(Settings { advance_entry_minutes: 5, ..Settings::default() }).await;
    app.turn(HOUR - 10 * MINUTE).await;
    assert!(room.act("/api/sessions/open").await.is_err());
    app.set(Settings { advance_entry_minutes: 10, ..Settings::default() }).await;
    room.act("/api/sessions/open").await.unwrap();
});

on_both_engines!(a_host_gives_the_types_that_their_kind_may_give_at_every_door, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, pia) = (app.person("ann@example.org").await, app.person("pia@example.org").await);
    let room = ann.room_with("invited", &[(pia.id, HostKind::CoPublisher)]).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let types = GivenTypes { moderator: false, ..GivenTypes::default() };
    let grants = Grants::default().with(HostKind::CoPublisher, types);
    app.set(Settings { grants, ..Settings::default() }).await;
    let theirs = room.by(&pia);
    let change = InvitationAct::ChangeType { role: Role::Moderator };
    let beside_role = |told: Told<InvitationReady>| told.unwrap_err().1.for_field("role").unwrap();
    let words = InviteDenied::TypeNotOffered.to_string();
    assert_eq!(beside_role(theirs.try_invite("cy@example.org", Role::Moderator, "ask").await), words);
    assert_eq!(beside_role(theirs.try_invite("bo@example.org", Role::Moderator, "update").await), words);
    let denied = Err(AppError::InviteDenied(InviteDenied::TypeNotOffered));
    assert_eq!(theirs.try_act(&[invitation.id], change).await.unwrap()[0].outcome, denied);
    theirs.try_invite("cy@example.org", Role::Speaker, "ask").await.unwrap();
    assert_eq!(room.try_act(&[invitation.id], change).await.unwrap()[0].outcome, Ok(true), "owners may");
    // What is given already stays, and its link can still be copied, sent and renewed.
    assert_eq!(theirs.try_act(&[invitation.id], InvitationAct::NewLink).await.unwrap()[0].outcome, Ok(true));
    // With another address it is somebody else's, who would be given the type.
    let id = invitation.id.to_string();
    let path = [("invitation", id.as_str()), ("email", "somebody@example.org")];
    let handed_on: Told<InvitationReady> = pia.device.call("/api/invitations/change-address", path).await;
    let denied = (StatusCode::FORBIDDEN, AppError::InviteDenied(InviteDenied::TypeNotOffered));
    assert_eq!(handed_on.unwrap_err(), denied);
    let corrected: Told<InvitationReady> = ann.device.call("/api/invitations/change-address", path).await;
    assert_eq!(corrected.unwrap().email.as_str(), "somebody@example.org", "owners may");
    let none = Grants::default().with(HostKind::CoPublisher, GivenTypes::NONE);
    app.set(Settings { grants: none, ..Settings::default() }).await;
    let nothing = Err((StatusCode::FORBIDDEN, AppError::InviteDenied(InviteDenied::NothingToGive)));
    assert_eq!(theirs.try_invite("di@example.org", Role::Viewer, "ask").await, nothing);
});

on_both_engines!(a_type_that_nobody_may_give_is_not_given_inside_either, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    let (mo, bo) = (
        room.guest(&app, "mo@example.org", Role::Moderator).await,
        room.guest(&app, "bo@example.org", Role::Viewer).await,
    );
    let types = GivenTypes { speaker: false, ..GivenTypes::default() };
    let grants = Grants { owner: types, co_owner: types, co_editor: types, co_publisher: types };
    app.set(Settings { grants, ..Settings::default() }).await;
    let denied = Err((StatusCode::FORBIDDEN, AppError::InviteDenied(InviteDenied::TypeNotOffered)));
    assert_eq!(mo.change_role(bo.id, Role::Speaker).await, denied);
    assert_eq!(room.change_role(bo.id, Role::Speaker).await, denied);
    mo.change_role(bo.id, Role::Moderator).await.unwrap();
});

on_both_engines!(an_address_with_a_tag_is_what_the_administrator_says, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo+rivers@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    assert_eq!(
        bo.confirm(&invitation, "bo@example.org").await.unwrap_err().0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    room.try_invite("bo@example.org", Role::Viewer, "ask").await.unwrap();

    app.set(Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() }).await;
    let known = room.try_invite("BO+again@example.org", Role::Viewer, "ask").await.unwrap_err();
    assert!(matches!(known.1, AppError::AlreadyInvited(_)), "{known:?}");
    room.try_invite("bob@example.org", Role::Viewer, "ask").await.unwrap();
    bo.confirm(&invitation, "bo@example.org").await.unwrap();
    let signed_in = app.person("bo@example.org").await;
    let cy = room.invite("cy+x@example.org", Role::Speaker).await;
    let cys = app.person("cy@example.org").await;
    assert_eq!(cys.device.admission(&cy).await, Admission::Wait(Role::Speaker), "the sign-in shows it, too");
    assert_ne!(signed_in.device.admission(&cy).await, Admission::Wait(Role::Speaker));

    app.set(Settings { plus_addresses: PlusRule::Refused, ..Settings::default() }).await;
    assert_eq!(bo.admission(&invitation).await, Admission::Refused(Refusal::PlusAddress));
    let refused = room.try_invite("di+x@example.org", Role::Viewer, "ask").await.unwrap_err();
    assert_eq!(refused.1.for_field("email"), Some(InviteDenied::PlusAddress.to_string()));
    let path = [("invitation", cy.id.to_string()), ("email", "cy+y@example.org".to_owned())];
    let path = path.each_ref().map(|(name, value)| (*name, value.as_str()));
    let change: Told<InvitationReady> = ann.device.call("/api/invitations/change-address", path).await;
    assert!(change.unwrap_err().1.for_field("email").is_some());
});

on_both_engines!(
    whoever_is_invited_with_a_type_is_invited_so_again_by_whoever_may_not_give_it,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let (ann, pia) = (app.person("ann@example.org").await, app.person("pia@example.org").await);
        let room = ann.room_with("invited", &[(pia.id, HostKind::CoPublisher)]).await;
        let mo = room.invite("mo@example.org", Role::Moderator).await;
        let viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
        app.set(Settings {
            grants: Grants::default().with(HostKind::CoPublisher, viewers),
            ..Settings::default()
        })
        .await;
        let theirs = room.by(&pia);
        let again = theirs.try_invite("mo@example.org", Role::Moderator, "update").await.unwrap();
        assert_eq!(again.id, mo.id);
        let words = Some(InviteDenied::TypeNotOffered.to_string());
        let another = theirs.try_invite("mo@example.org", Role::Speaker, "update").await.unwrap_err();
        assert_eq!(another.1.for_field("role"), words);
        // Whoever is removed is not invited any more: to bring them back is to give the type.
        ann.to_invitation::<()>("/api/invitations/remove", &mo).await.unwrap();
        let removed = theirs.try_invite("mo@example.org", Role::Moderator, "update").await.unwrap_err();
        assert_eq!(removed.1.for_field("role"), words);
    }
);

on_both_engines!(
    where_a_tag_makes_nobody_somebody_else_their_rooms_roles_and_pages_follow_all_addresses,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let (admin, ann) = (administrator(&app).await, app.person("ann@example.org").await);
        let (bo, cy) = (app.person("bo@example.org").await, app.person("cy@example.org").await);
        let room = ann.room(HOUR, 2 * HOUR).await;
        room.invite("bo+x@example.org", Role::Speaker).await;
        room.invite("bo+x@example.net", Role::Moderator).await;
        room.invite("bob@example.org", Role::Moderator).await;
        let invited_as = async |person: &Person| {
            let found = person.rooms().await.visible;
            found.iter().find(|card| card.id == room.id).map(|card| card.invited_as)
        };
        assert_eq!(invited_as(&bo).await, None);
        let joined = Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() };
        app.set(joined).await;
        assert_eq!(invited_as(&bo).await, Some(Some(Role::Speaker)));
        room.try_invite("bo@example.org", Role::Viewer, "ask").await.unwrap_err();

        // Whoever is inside by themselves gets the role they are invited with.
        let open = ann.room_with("site", &[]).await;
        app.turn(HOUR).await;
        cy.device.enter(open.id, None).await.unwrap();
        let mut cy_hears = cy.device.room_stream(open.id, None).await;
        let invitation = open.invite("cy+x@example.org", Role::Moderator).await;
        let me = cy.device.inside(open.id, None).await.state;
        let role = me.participants.iter().find(|known| Some(known.id) == me.me).unwrap().role;
        assert_eq!(role, Role::Moderator);
        drop(cy_hears);

        // Whoever waits with it hears at once that their account is no more.
        let later = ann.room(3 * HOUR, 4 * HOUR).await;
        let waiting = later.invite("cy+y@example.org", Role::Viewer).await;
        cy_hears = cy.device.lobby(&waiting).await;
        admin
            .device
            .call::<()>("/api/people/deactivate", [("person", cy.id.to_string().as_str())])
            .await
            .unwrap();
        assert!(matches!(cy_hears.next().await, Some(StreamMessage::Resync | StreamMessage::Refused { .. })));
        assert_eq!(invitation.email.as_str(), "cy+x@example.org");
    }
);

on_both_engines!(limits_of_a_day_count_a_host_and_a_room_and_say_when_it_goes_on, async |engine| {
    let app = TestApp::generous(engine).await;
    let (ann, pia) = (app.person("ann@example.org").await, app.person("pia@example.org").await);
    let room = ann.room_with("invited", &[(pia.id, HostKind::CoEditor)]).await;
    let other = ann.room(HOUR, 2 * HOUR).await;
    let first_at = app.clock.now();
    room.invite("a@example.org", Role::Viewer).await;
    app.turn(HOUR).await;
    room.invite("b@example.org", Role::Viewer).await;
    app.set(Settings { invitations_per_host: Some(2), invitations_per_room: Some(3), ..Settings::default() })
        .await;
    let day = std::time::Duration::from_hours(24);
    let reached = |of, most, since| {
        let denied = InviteDenied::DailyLimit { of, most, again_at: since + day };
        Err((StatusCode::FORBIDDEN, AppError::InviteDenied(denied)))
    };
    let of_host = reached(LimitOf::Host, 2, first_at);
    assert_eq!(room.try_invite("c@example.org", Role::Viewer, "ask").await, of_host);
    assert_eq!(
        other.try_invite("c@example.org", Role::Viewer, "ask").await,
        of_host,
        "in all rooms together"
    );
    room.try_invite("a@example.org", Role::Speaker, "update").await.unwrap();
    room.by(&pia).try_invite("c@example.org", Role::Viewer, "ask").await.unwrap();
    let of_room = reached(LimitOf::Room, 3, first_at);
    assert_eq!(room.by(&pia).try_invite("d@example.org", Role::Viewer, "ask").await, of_room);
    app.turn(23 * HOUR).await;
    app.set(Settings { invitations_per_host: Some(2), ..Settings::default() }).await;
    other.try_invite("d@example.org", Role::Viewer, "ask").await.unwrap();
    assert!(other.try_invite("e@example.org", Role::Viewer, "ask").await.is_err());
});
