//! What each change of policy does to the pages that are open: none of them has to be loaded again by hand.

mod support;

use app::guest_link::api::GuestLinkSummary;
use app::identity::api::SiteFace;
use app::invitation::api::InvitationReady;
use domain::guest_link::GuestLinkAct;
use domain::invite_policy::{InviteDenied, given_types, may_invite};
use domain::live::{RoomEvent, StreamMessage};
use domain::mail::Template;
use domain::mailed_code::CodePolicy;
use domain::settings::{GivenTypes, Grants, PlusRule};
use domain::{Admission, ApplicationRole, GroupId, InvitationId, Refusal, Role, RoomId, Settings};
use serde_json::json;
use support::stream::Stream;
use support::{Arguments, Device, HOUR, MINUTE, Person, Room, TestApp, on_both_engines};

const DAY: i64 = 24 * HOUR;
const EVERYTHING: [Role; 3] = Role::INVITATION_TYPES;

/// What an open page gets by a change.
#[derive(Clone, Copy, Debug)]
enum Gets {
    /// The news that there is a change; the door says this then.
    News(Admission),
    /// The end of its stream, and why.
    Refusal(Refusal),
    /// On a page that shows a shut door: the news that it says something else, which is this.
    OtherWords(Admission),
    /// On such a page: the door says what it has said.
    Nothing,
}

/// What a host's page offers: the types that may be given, or why none; and whether the session may be opened.
type Offered = (Result<Vec<Role>, InviteDenied>, bool);

struct Change {
    knob: &'static str,
    before: Settings,
    after: Settings,
    host: Offered,
    /// Who has claimed a link and waits.
    guest: Gets,
    /// Whoever has the same link on another device, and is refused.
    other_device: Gets,
    /// Whoever has opened a guest link.
    visitor: Gets,
}

const ELSEWHERE: Admission = Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false });
const WAITS: Gets = Gets::News(Admission::Wait(Role::Viewer));
const IS_ASKED: Gets = Gets::News(Admission::Introduce);

/// A change that concerns the hosts only.
fn for_hosts(knob: &'static str, before: Settings, after: Settings, host: Offered) -> Change {
    Change { knob, before, after, host, guest: WAITS, other_device: Gets::Nothing, visitor: IS_ASKED }
}

/// A change that concerns whoever has the link of the invitation.
fn for_guests(knob: &'static str, after: Settings, guest: Gets, other_device: Gets) -> Change {
    let before = Settings::default();
    let host = (Ok(EVERYTHING.to_vec()), false);
    Change { knob, before, after, host, guest, other_device, visitor: IS_ASKED }
}

fn shut_out(knob: &'static str, after: Settings, refusal: Refusal) -> Change {
    let other_device = Gets::OtherWords(Admission::Refused(refusal));
    for_guests(knob, after, Gets::Refusal(refusal), other_device)
}

fn changes(ann: &Person, group: GroupId) -> Vec<Change> {
    let usual = Settings::default;
    let denied = |denied| (Err(denied), false);
    let allowed = || (Ok(EVERYTHING.to_vec()), false);
    let only_admins = || Settings { allowed_users: ApplicationRole::Admin, ..usual() };
    let viewers = GivenTypes { moderator: false, speaker: false, ..GivenTypes::default() };
    vec![
        for_hosts(
            "invite_to_media",
            usual(),
            Settings { invite_to_media: false, ..usual() },
            denied(InviteDenied::ModuleOff),
        ),
        for_hosts(
            "invite_to_media again",
            Settings { invite_to_media: false, ..usual() },
            usual(),
            allowed(),
        ),
        for_hosts(
            "media_page",
            usual(),
            Settings { media_page: false, ..usual() },
            denied(InviteDenied::MediaPageOff),
        ),
        for_hosts("allowed_users", usual(), only_admins(), denied(InviteDenied::RoleTooLow)),
        for_hosts(
            "allowed_people",
            only_admins(),
            Settings { allowed_people: vec![ann.id], ..only_admins() },
            allowed(),
        ),
        for_hosts(
            "allowed_groups",
            only_admins(),
            Settings { allowed_groups: vec![group], ..only_admins() },
            allowed(),
        ),
        for_hosts(
            "grants",
            usual(),
            Settings { grants: Grants { owner: viewers, ..Grants::default() }, ..usual() },
            (Ok(vec![Role::Viewer]), false),
        ),
        for_hosts(
            "advance_entry",
            usual(),
            Settings { advance_entry_minutes: 30, ..usual() },
            (Ok(EVERYTHING.to_vec()), true),
        ),
        for_guests(
            "link_devices",
            Settings { link_devices: Some(2), ..usual() },
            WAITS,
            Gets::OtherWords(Admission::ConfirmAddress { signed_in_as_other: false }),
        ),
        for_guests(
            "mailed_code",
            Settings { mailed_code: CodePolicy::Everyone, ..usual() },
            Gets::News(Admission::ConfirmCode),
            Gets::Nothing,
        ),
        shut_out(
            "plus_addresses",
            Settings { plus_addresses: PlusRule::Refused, ..usual() },
            Refusal::PlusAddress,
        ),
        shut_out(
            "blocked_domains",
            Settings { blocked_domains: vec!["guests.example".to_owned()], ..usual() },
            Refusal::DomainBlocked,
        ),
        shut_out(
            "allowed_domains",
            Settings { allowed_domains: vec!["example.org".to_owned()], ..usual() },
            Refusal::DomainBlocked,
        ),
        Change {
            visitor: Gets::Refusal(Refusal::GuestLinkOff),
            ..for_hosts("guest_links", usual(), Settings { guest_links: false, ..usual() }, allowed())
        },
    ]
}

/// A page with its stream.
struct Open<'a> {
    device: &'a Device,
    way: Way<'a>,
    hears: Stream,
}

#[derive(Clone, Copy)]
enum Way<'a> {
    Link(&'a InvitationReady),
    GuestLink(&'a GuestLinkSummary),
}

impl Way<'_> {
    fn stream(self) -> String {
        match self {
            Self::Link(invitation) => lobby(invitation.id),
            Self::GuestLink(link) => format!("/live/guest-links/{}", link.link.id),
        }
    }
}

fn lobby(invitation: InvitationId) -> String {
    format!("/live/invitations/{invitation}")
}

/// The stream of a page that shows a shut door.
fn behind(stream: &str) -> String {
    format!("{stream}?shut=true")
}

impl<'a> Open<'a> {
    async fn at(device: &'a Device, way: Way<'a>) -> Self {
        Self { device, way, hears: device.stream(&way.stream()).await }
    }

    async fn behind(device: &'a Device, way: Way<'a>) -> Self {
        Self { device, way, hears: device.stream(&behind(&way.stream())).await }
    }

    async fn door(&self) -> Admission {
        match self.way {
            Way::Link(invitation) => self.device.admission(invitation).await,
            Way::GuestLink(link) => self.device.at_door(link).await,
        }
    }

    /// Whether the page has got this; answers the page behind the door, when it has been shut.
    async fn got(mut self, gets: Gets, knob: &str) -> Option<Self> {
        match gets {
            Gets::News(admission) => {
                assert_eq!(self.hears.event().await, RoomEvent::SettingsChanged, "{knob}");
                assert_eq!(self.door().await, admission, "{knob}");
                None
            }
            Gets::Refusal(refusal) => {
                assert_eq!(self.hears.refusal().await, refusal, "{knob}");
                assert_eq!(self.door().await, Admission::Refused(refusal), "{knob}");
                Some(Self::behind(self.device, self.way).await)
            }
            Gets::OtherWords(admission) => {
                self.hears.says_other_words(knob).await;
                assert_eq!(self.door().await, admission, "{knob}");
                None
            }
            Gets::Nothing => {
                assert_eq!(self.door().await, ELSEWHERE, "{knob}");
                None
            }
        }
    }
}

impl Stream {
    /// Whoever is shut out learns that the door says something else, and not a word more.
    async fn says_other_words(&mut self, knob: &str) {
        assert_eq!(self.next().await, Some(StreamMessage::Resync), "{knob}");
        assert_eq!(self.next().await, None, "{knob}");
        assert_eq!(self.heard, "retry: 2000\n\ndata: {\"message\":\"resync\"}\n\n", "{knob}");
    }
}

fn watch(room: RoomId) -> String {
    format!("/live/rooms/{room}?watching=true")
}

/// The stream of a page that has been drawn as this one.
async fn watch_on(room: &Room<'_>) -> String {
    let page = room.page().await.expect("the page of a room of theirs");
    format!("{}&after={}&changes={}", watch(room.id), page.sequence, page.changes)
}

async fn offered(room: &Room<'_>) -> Offered {
    let page = room.page().await.expect("the page of a room of theirs");
    let may = may_invite(&page.settings, page.application_role, page.host, page.details.collaboration);
    let opens = page.session.open(&page.settings, page.server_now).is_ok();
    (may.map(|()| given_types(&page.settings, page.host)), opens)
}

on_both_engines!(every_open_page_follows_each_change_of_policy_and_its_way_back, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = app.person_as("root@example.org", ApplicationRole::Admin).await;
    let ann = app.person("ann@example.org").await;
    let group: GroupId = admin.device.call("/api/people/groups/make", [("name", "Inviters")]).await.unwrap();
    let member = Arguments::fields(&json!({ "group": group, "person": ann.id }));
    admin.device.call::<()>("/api/people/groups/add-member", member).await.unwrap();
    let room = ann.room(HOUR, 2 * HOUR).await;
    app.turn(40 * MINUTE).await;
    let invitation = room.invite("bo+tag@guests.example", Role::Viewer).await;
    let link = room.guest_link().await;
    let (guest, other, visitor) = (app.device(), app.device(), app.device());
    guest.open_link(&invitation).await;
    guest.confirm(&invitation, "bo+tag@guests.example").await.unwrap();
    other.open_link(&invitation).await;
    visitor.open_guest_link(&link).await;

    for change in changes(&ann, group) {
        let knob = change.knob;
        app.set(change.before.clone()).await;
        let mut host_hears = ann.device.stream(&watch(room.id)).await;
        let mut live_hears = ann.device.room_stream(room.id, None).await;
        let waiting = Open::at(&guest, Way::Link(&invitation)).await;
        let refused = Open::behind(&other, Way::Link(&invitation)).await;
        let asked = Open::at(&visitor, Way::GuestLink(&link)).await;

        app.set(change.after).await;
        assert_eq!(host_hears.event().await, RoomEvent::SettingsChanged, "{knob}");
        assert_eq!(live_hears.event().await, RoomEvent::SettingsChanged, "{knob}");
        assert_eq!(offered(&room).await, change.host, "{knob}");
        let shut = [
            waiting.got(change.guest, knob).await,
            refused.got(change.other_device, knob).await,
            asked.got(change.visitor, knob).await,
        ];

        app.set(change.before).await;
        for mut page in shut.into_iter().flatten() {
            page.hears.says_other_words(knob).await;
            let is_refused = matches!(page.door().await, Admission::Refused(_));
            assert!(!is_refused, "{knob}: the way back");
        }
    }
});

on_both_engines!(a_shut_page_hears_of_what_a_host_does_too, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let link = room.guest_link().await;
    let (first, second, visitor) = (app.device(), app.device(), app.device());
    first.open_link(&invitation).await;
    first.confirm(&invitation, "bo@example.org").await.unwrap();
    second.open_link(&invitation).await;
    let mut hears = second.stream(&behind(&lobby(invitation.id))).await;
    ann.to_invitation::<()>("/api/invitations/release-device", &invitation).await.unwrap();
    hears.says_other_words("a released device").await;
    visitor.open_guest_link(&link).await;
    room.to_link(&link, GuestLinkAct::SwitchOff).await.unwrap();
    let mut hears = visitor.stream(&behind(&Way::GuestLink(&link).stream())).await;
    room.to_link(&link, GuestLinkAct::SwitchOn).await.unwrap();
    hears.says_other_words("a link that is on again").await;
});

on_both_engines!(a_shut_page_is_told_at_once_what_has_changed_before_it_listened, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    let bo = app.device();
    bo.open_link(&invitation).await;
    bo.stream(&behind(&lobby(invitation.id))).await.says_other_words("the door is open").await;
    // Those whom no change of policy lets in are told so, and wait for nothing.
    ann.to_invitation::<()>("/api/invitations/remove", &invitation).await.unwrap();
    let mut hears = bo.stream(&behind(&lobby(invitation.id))).await;
    assert_eq!(hears.refusal().await, Refusal::InvitationRemoved);
    let mut hears = app.device().stream(&behind(&lobby(invitation.id))).await;
    assert_eq!(hears.refusal().await, Refusal::UnknownLink);
});

on_both_engines!(whoever_is_shut_out_is_not_seen_inside, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, HOUR).await;
    app.turn(0).await;
    let bo = room.guest(&app, "bo@evil.example", Role::Viewer).await;
    let open = bo.device.room_stream(room.id, Some(&bo.invitation)).await;
    assert_eq!(app.site.hub.present(), [bo.id]);
    drop(open);
    app.set(Settings { blocked_domains: vec!["evil.example".to_owned()], ..Settings::default() }).await;
    let address = format!("/live/rooms/{}?invitation={}&shut=true", room.id, bo.invitation.id);
    let mut hears = bo.device.stream(&address).await;
    assert_eq!(app.site.hub.present(), []);
    app.set(Settings::default()).await;
    hears.says_other_words("a guest who was inside").await;
});

on_both_engines!(pages_of_a_session_that_is_over_follow_and_old_logs_do_not_grow, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let (old, late) = (ann.room(0, HOUR).await, ann.room(6 * DAY, 6 * DAY + HOUR).await);
    app.turn(0).await;
    old.act("/api/sessions/end").await.unwrap();
    app.turn(6 * DAY).await;
    late.act("/api/sessions/end").await.unwrap();
    app.turn(2 * DAY).await;
    let before = app.events(old.id).await;
    let drawn = watch_on(&old).await;
    let mut hears = ann.device.stream(&watch_on(&late).await).await;
    app.set(Settings { invite_to_media: false, ..Settings::default() }).await;
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    assert_eq!(app.events(old.id).await, before);
    // A page that comes back learns what has changed while it was away; an open one asks with every second beat.
    let mut hears = ann.device.stream(&drawn).await;
    assert_eq!(hears.next().await, Some(StreamMessage::Resync));
    assert_eq!(hears.next().await, None);
    let mut hears = ann.device.stream(&watch_on(&old).await).await;
    old.change("title", "Old").await.unwrap();
    assert!(matches!(hears.event().await, RoomEvent::DetailsChanged { .. }), "the new page goes on");
});

on_both_engines!(pages_learn_whether_links_can_be_sent_by_mail, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = app.person_as("root@example.org", ApplicationRole::Admin).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let mut hears = ann.device.stream(&watch(room.id)).await;
    let template = Template::default_english();
    let first = json!({ "language": "en", "template": template });
    admin.device.call::<()>("/api/mail/save-template", first).await.unwrap();
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    assert!(room.page().await.unwrap().can_mail());
    let told = app.events(room.id).await.len();
    let second = json!({ "language": "en", "before": template, "template": template });
    admin.device.call::<()>("/api/mail/save-template", second).await.unwrap();
    assert_eq!(app.events(room.id).await.len(), told, "another version changes nothing on the pages");
    admin.device.call::<()>("/api/mail/remove-template", [("language", "en")]).await.unwrap();
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    assert!(!room.page().await.unwrap().can_mail());

    let form = json!({
        "host": "mail.example.org", "port": "", "encryption": "tls", "user": "", "password": "", "from": "",
    });
    admin.device.call::<SiteFace>("/api/site/save-mail-server", Arguments::fields(&form)).await.unwrap();
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    let page = room.page().await.unwrap();
    assert!(page.can_mail() && page.mails_leave, "the templates are the defaults");
    admin.device.call::<SiteFace>("/api/site/remove-mail-server", ()).await.unwrap();
    assert_eq!(hears.event().await, RoomEvent::SettingsChanged);
    let page = room.page().await.unwrap();
    assert!(page.can_mail() && !page.mails_leave, "the templates stay, and what they make reaches nobody");
});

on_both_engines!(pages_of_guests_learn_whether_a_code_can_be_mailed, async |engine| {
    let app = TestApp::generous(engine).await;
    let admin = app.person_as("root@example.org", ApplicationRole::Admin).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let taken = room.invite("bo@example.org", Role::Viewer).await;
    let free = room.invite("cy@example.org", Role::Viewer).await;
    let (bo, other, cy) = (app.device(), app.device(), app.device());
    bo.open_link(&taken).await;
    bo.confirm(&taken, "bo@example.org").await.unwrap();
    other.open_link(&taken).await;
    app.set(Settings { mailed_code: CodePolicy::Everyone, ..Settings::default() }).await;
    cy.open_link(&free).await;
    cy.confirm(&free, "cy@example.org").await.unwrap();
    let form = json!({
        "host": "mail.example.org", "port": "", "encryption": "tls", "user": "", "password": "", "from": "",
    });
    for (path, arguments, mails_leave) in [
        ("/api/site/save-mail-server", Arguments::fields(&form), true),
        ("/api/site/remove-mail-server", ().into(), false),
    ] {
        let mut refused = Open::behind(&other, Way::Link(&taken)).await;
        let mut asked = Open::at(&cy, Way::Link(&free)).await;
        for (device, invitation) in [(&other, &taken), (&cy, &free)] {
            assert_eq!(device.visit(invitation).await.mails_leave, !mails_leave, "{path}");
        }
        admin.device.call::<SiteFace>(path, arguments).await.unwrap();
        assert_eq!(asked.hears.event().await, RoomEvent::SettingsChanged, "{path}");
        refused.hears.says_other_words(path).await;
        for (device, invitation, admission) in
            [(&other, &taken, ELSEWHERE), (&cy, &free, Admission::ConfirmCode)]
        {
            let page = device.visit(invitation).await;
            assert_eq!((page.admission, page.mails_leave), (admission, mails_leave), "{path}");
        }
    }
});
