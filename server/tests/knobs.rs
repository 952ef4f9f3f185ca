//! The administrator's settings at each door that hosts go through for an invitation that is there: a table of both, and
//! what is restored.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use core::time::Duration;

use app::error::AppError;
use app::invitation::api::{InvitationReady, RequestAnswered};
use domain::invitation::{InvitationAct, RequestAnswer};
use domain::invite_limit::LimitOf;
use domain::invite_policy::InviteDenied;
use domain::settings::{GivenTypes, Grants, PlusRule};
use domain::{ApplicationRole, HostKind, InvitationId, Role, Settings};
use serde_json::json;
use server::values;
use support::mails::configure;
use support::people::Told;
use support::{HOUR, MINUTE, Room, TestApp, on_both_engines};

const DAY: Duration = Duration::from_hours(24);

/// What brings a link to life, lets it do more, or gives it to somebody else.
#[derive(Clone, Copy, Debug)]
enum Door {
    NewLink,
    SendLink,
    Extend,
    ChangeType,
    CorrectAddress(&'static str),
    GrantRequest,
    Restore,
}

/// All of them, in an order in which none is in the way of the next.
const DOORS: [Door; 7] = [
    Door::NewLink,
    Door::SendLink,
    Door::Extend,
    Door::ChangeType,
    Door::CorrectAddress("bob+x@example.org"),
    Door::GrantRequest,
    Door::Restore,
];

/// Invitations that can go through all doors.
struct Guests {
    open: InvitationReady,
    /// Its guest asks for a new link.
    asking: InvitationReady,
    removed: InvitationReady,
}

impl Guests {
    /// The addresses have a tag, so that it matters what becomes of tags.
    async fn invite(app: &TestApp, room: &Room<'_>, role: Role) -> Self {
        let open = room.invite("bo+x@example.org", role).await;
        let asking = room.invite("cy+x@example.org", role).await;
        let removed = room.invite("di+x@example.org", role).await;
        ask_for_link(app, &asking).await;
        remove(room, &[removed.id]).await;
        Self { open, asking, removed }
    }
}

async fn ask_for_link(app: &TestApp, invitation: &InvitationReady) {
    let sql = "update invitation set link_requested_at = $2 where id = $1";
    app.execute(sql, values![invitation.id, app.clock.now()]).await;
}

async fn remove(room: &Room<'_>, ids: &[InvitationId]) {
    let results = room.try_act(ids, InvitationAct::Remove).await.unwrap();
    assert!(results.iter().all(|result| result.outcome == Ok(true)), "{results:?}");
}

/// The results of restoring these, each by itself.
async fn restore(room: &Room<'_>, ids: &[InvitationId]) -> Vec<Result<bool, AppError>> {
    let results = room.try_act(ids, InvitationAct::Restore).await.unwrap();
    results.into_iter().map(|result| result.outcome).collect()
}

async fn correct(room: &Room<'_>, invitation: &InvitationReady, email: &str) -> Told<InvitationReady> {
    let id = invitation.id.to_string();
    let fields = [("invitation", id.as_str()), ("email", email)];
    room.owner.device.call("/api/invitations/change-address", fields).await
}

async fn grant(room: &Room<'_>, invitation: &InvitationReady) -> Told<RequestAnswered> {
    let request = json!({ "invitation": invitation.id, "answer": RequestAnswer::Grant });
    room.owner.device.call("/api/invitations/answer-request", request).await
}

impl Door {
    /// Why it stays shut, in the words that the host reads.
    async fn refusal(self, app: &TestApp, room: &Room<'_>, guests: &Guests) -> Option<String> {
        let until = app.clock.now() + 3 * DAY;
        let (invitation, act) = match self {
            Self::NewLink => (&guests.open, InvitationAct::NewLink),
            Self::SendLink => (&guests.open, InvitationAct::SendLink),
            Self::Extend => (&guests.open, InvitationAct::Extend { until }),
            Self::ChangeType => (&guests.open, InvitationAct::ChangeType { role: Role::Viewer }),
            Self::Restore => (&guests.removed, InvitationAct::Restore),
            Self::CorrectAddress(email) => return words(correct(room, &guests.open, email).await),
            Self::GrantRequest => return words(grant(room, &guests.asking).await),
        };
        match room.try_act(&[invitation.id], act).await {
            Ok(results) => results[0].outcome.as_ref().err().map(words_of),
            Err((_, error)) => Some(words_of(&error)),
        }
    }
}

fn words<T>(told: Told<T>) -> Option<String> {
    told.err().map(|(_, error)| words_of(&error))
}

fn words_of(error: &AppError) -> String {
    error.for_field("email").unwrap_or_else(|| error.to_string())
}

fn owners_give(types: GivenTypes) -> Settings {
    Settings { grants: Grants::default().with(HostKind::Owner, types), ..Settings::default() }
}

/// Settings under which no door opens, and why.
fn shut() -> [(Settings, InviteDenied); 7] {
    let known = Settings::default;
    [
        (Settings { invite_to_media: false, ..known() }, InviteDenied::ModuleOff),
        (Settings { media_page: false, ..known() }, InviteDenied::MediaPageOff),
        (Settings { allowed_users: ApplicationRole::Admin, ..known() }, InviteDenied::RoleTooLow),
        (owners_give(GivenTypes::NONE), InviteDenied::NothingToGive),
        (
            Settings { blocked_domains: vec!["example.org".to_owned()], ..known() },
            InviteDenied::DomainBlocked,
        ),
        (
            Settings { allowed_domains: vec!["example.net".to_owned()], ..known() },
            InviteDenied::DomainBlocked,
        ),
        (Settings { plus_addresses: PlusRule::Refused, ..known() }, InviteDenied::PlusAddress),
    ]
}

on_both_engines!(what_shuts_inviting_shuts_every_other_door_to_a_link_and_leaves_no_trace, async |engine| {
    let app = TestApp::generous(engine).await;
    configure(&app).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let guests = Guests::invite(&app, &room, Role::Speaker).await;
    for (settings, why) in shut() {
        app.set(settings).await;
        let before = app.rows().await;
        for door in DOORS {
            let refusal = door.refusal(&app, &room, &guests).await;
            assert_eq!(refusal, Some(why.to_string()), "{door:?} under {why:?}");
            assert_eq!(app.rows().await, before, "{door:?} under {why:?}");
        }
    }
    app.set(Settings::default()).await;
    for door in DOORS {
        assert_eq!(door.refusal(&app, &room, &guests).await, None, "{door:?} opens again");
    }
});

on_both_engines!(an_address_that_is_not_let_in_is_corrected_to_one_that_is, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let guest = room.invite("bo+x@example.org", Role::Viewer).await;
    let strict = Settings {
        allowed_domains: vec!["example.net".to_owned()],
        plus_addresses: PlusRule::Refused,
        ..Settings::default()
    };
    app.set(strict).await;
    let refused = words(correct(&room, &guest, "bo@example.org").await);
    assert_eq!(refused, Some(InviteDenied::DomainBlocked.to_string()));
    assert_eq!(correct(&room, &guest, "bo@example.net").await.unwrap().email.as_str(), "bo@example.net");
});

on_both_engines!(
    whoever_may_not_give_a_type_hands_it_to_nobody_and_brings_nobody_back_to_it,
    async |engine| {
        let app = TestApp::generous(engine).await;
        configure(&app).await;
        let (ann, pia) = (app.person("ann@example.org").await, app.person("pia@example.org").await);
        let room = ann.room_with("invited", &[(pia.id, HostKind::CoPublisher)]).await;
        let guests = Guests::invite(&app, &room, Role::Speaker).await;
        let viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
        let grants = Grants::default().with(HostKind::CoPublisher, viewers);
        app.set(Settings { grants, ..Settings::default() }).await;
        let theirs = room.by(&pia);
        let not_theirs = Some(InviteDenied::TypeNotOffered.to_string());
        for (door, expected) in [
            (Door::NewLink, None),
            (Door::SendLink, None),
            (Door::Extend, None),
            (Door::GrantRequest, None),
            (Door::CorrectAddress("bob@example.org"), not_theirs.clone()),
            (Door::Restore, not_theirs.clone()),
        ] {
            assert_eq!(door.refusal(&app, &theirs, &guests).await, expected, "{door:?}");
        }
        // A guest who is removed has no type any more, for whom a granted request would be a new one.
        ask_for_link(&app, &guests.removed).await;
        assert_eq!(words(grant(&theirs, &guests.removed).await), not_theirs);

        // Every host may take any type away, and that is theirs to think over: another host brings the guest back.
        let viewer = theirs.invite("vi@example.org", Role::Viewer).await;
        let ids = [guests.open.id, viewer.id];
        remove(&theirs, &ids).await;
        let denied = AppError::InviteDenied(InviteDenied::TypeNotOffered);
        assert_eq!(restore(&theirs, &ids).await, [Err(denied), Ok(true)]);
        assert_eq!(restore(&room, &ids).await, [Ok(true), Ok(false)]);
        assert_eq!(restore(&theirs, &ids).await, [Ok(false), Ok(false)], "nothing is given");
        assert_eq!(words(grant(&room, &guests.removed).await), None, "the owner may");
    }
);

on_both_engines!(whoever_is_brought_back_takes_a_place_of_the_day_unless_they_have_one, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(100 * HOUR, 101 * HOUR).await;
    let mut old = Vec::new();
    for email in ["ana@example.org", "bo@example.org", "cy@example.org"] {
        old.push(room.invite(email, Role::Viewer).await);
    }
    app.turn(25 * HOUR).await;
    let first_at = app.clock.now();
    let new = room.invite("di@example.org", Role::Viewer).await;
    app.turn(MINUTE).await;
    app.set(Settings { invitations_per_host: Some(2), ..Settings::default() }).await;
    let all = [old[0].id, old[1].id, old[2].id, new.id];
    remove(&room, &all).await;
    let limit = InviteDenied::DailyLimit { of: LimitOf::Host, most: 2, again_at: first_at + DAY };
    let full = Err(AppError::InviteDenied(limit));
    // The limit leaves the others alone, and what counts already is taken back whatever the limit.
    let restored = restore(&room, &all).await;
    assert_eq!(restored, [Ok(true), full.clone(), full, Ok(true)]);
    remove(&room, &[new.id]).await;
    assert_eq!(restore(&room, &[new.id]).await, [Ok(true)]);
    // So it is with those who ask for a link, and with those who are invited once more.
    ask_for_link(&app, &old[1]).await;
    assert_eq!(words(grant(&room, &old[1]).await), Some(limit.to_string()));
    let again = room.try_invite("bo@example.org", Role::Viewer, "update").await;
    assert_eq!(again.unwrap_err().1, AppError::InviteDenied(limit));
    app.set(Settings { invitations_per_host: Some(3), ..Settings::default() }).await;
    assert_eq!(words(grant(&room, &old[1]).await), None);
    assert!(matches!(restore(&room, &[old[2].id]).await[..], [Err(AppError::InviteDenied(_))]));
    app.turn(25 * HOUR).await;
    assert_eq!(restore(&room, &[old[2].id]).await, [Ok(true)], "the day is over");
});

on_both_engines!(
    a_window_that_is_open_already_makes_links_that_live_as_long_as_is_set_by_then,
    async |engine| {
        let app = TestApp::generous(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(HOUR, 2 * HOUR).await;
        room.page().await.unwrap();
        app.set(Settings { link_duration_minutes: 2 * 24 * 60, ..Settings::default() }).await;
        let bo = room.invite("bo@example.org", Role::Viewer).await;
        assert_eq!(bo.expires_at, app.clock.now() + 2 * DAY);
        // A link that is out lives no shorter when it is made anew under a shorter life, and longer under a longer one.
        for (minutes, days) in [(24 * 60, 2_u32), (3 * 24 * 60, 3)] {
            app.set(Settings { link_duration_minutes: minutes, ..Settings::default() }).await;
            let results = room.try_act(&[bo.id], InvitationAct::NewLink).await.unwrap();
            assert_eq!(results[0].outcome, Ok(true));
            assert_eq!(room.listed(&bo).await.ready.expires_at, app.clock.now() + days * DAY);
        }
    }
);
