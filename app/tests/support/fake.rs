//! A server written by hand: it answers what it has been given and refuses the rest.

mod account;
mod guest_link;
mod identity;
mod invitation;
mod join;
mod live;
mod mail;
mod people;
mod records;
mod report;
mod room;
mod settings;
mod setup;

use std::sync::Mutex;

use app::account::api::Me;
use app::backend::{Answer, Backend};
use app::error::AppError;
use app::guest_link::api::GuestLinkList;
use app::identity::api::{SiteDesk, SiteFace};
use app::invitation::api::InvitationSummary;
use app::join::api::JoinPage;
use app::join::farewell::Farewell;
use app::media::api::{Host, RoomCard, RoomList, RoomPage};
use app::report::api::ReportPage;
use app::room::api::{Inside, LiveRoom};
use domain::live::RoomState;
use domain::people::PersonSuggestion;
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::{
    Admission, ApplicationRole, HostKind, ParticipantId, PersonId, PersonName, Role, RoomId, Settings,
    Timestamp,
};

/// 22 November 2026, 18:00 UTC.
pub const NOW: Timestamp = Timestamp::from_millis(1_795_370_400_000);
pub const MINUTE: i64 = 60_000;

pub const ROOM: RoomId = RoomId::from_bits(0x0192_3f00_0000_7a31_55e1_9c3b_20d4_11f7);

pub fn in_minutes(minutes: i64) -> Timestamp {
    Timestamp::from_millis(NOW.as_millis() + minutes * MINUTE)
}

pub fn person(id: u128, first: &str, last: &str) -> PersonSuggestion {
    PersonSuggestion {
        id: PersonId::from_bits(id),
        email: format!("{}@example.org", first.to_lowercase()).parse().expect("a plain address"),
        name: PersonName::parse(first, last).expect("a plain name"),
    }
}

pub fn session(starts: i64, ends: i64) -> Session {
    Session {
        starts_at: in_minutes(starts),
        ends_at: in_minutes(ends),
        opened_at: None,
        ended_at: None,
        host_away_since: None,
    }
}

pub fn page() -> RoomPage {
    RoomPage {
        version: 0,
        id: ROOM,
        details: RoomDetails {
            title: "Rivers after rain".into(),
            description: "How a city lives with its river, told by three people who measure it.\n\nBring questions: half of the hour is yours.".into(),
            speakers: vec!["Ana Ruiz, University of Porto".into(), "Tom Okafor".into()],
            time_zone: "Europe/Lisbon".into(),
            collaboration: true,
            audience: Audience::Invited,
        },
        session: session(90, 150),
        deleted_at: None,
        host: Some(HostKind::Owner),
        invitation: None,
        application_role: ApplicationRole::PrivateOnly,
        settings: Settings::default(),
        mail_languages: Vec::new(),
        mails_leave: true,
        lobby: domain::lobby::Lobby::default(),
        lock: domain::lock::LockStanding::Unlocked,
        hosts: vec![
            Host { person: person(1, "Ana", "Ruiz"), kind: HostKind::Owner },
            Host { person: person(2, "Tom", "Okafor"), kind: HostKind::CoEditor },
        ],
        has_report: false,
        link_requests: 0,
        changes: 0,
        server_now: NOW,
        sequence: 3,
        starts_local: "2026-11-22T19:30".into(),
        ends_local: "2026-11-22T20:30".into(),
    }
}

pub fn card(id: u128, title: &str, starts: i64, host: Option<HostKind>, role: Option<Role>) -> RoomCard {
    RoomCard {
        id: RoomId::from_bits(id),
        title: title.into(),
        speakers: vec!["Ana Ruiz".into()],
        session: session(starts, starts + 60),
        host,
        invited_as: role,
    }
}

/// The room from inside, as its owner sees it.
pub fn live_room(session: Session) -> LiveRoom {
    let page = page();
    let state = RoomState {
        me: Some(ParticipantId::from_bits(1)),
        ..RoomState::new(page.sequence, page.details, session)
    };
    LiveRoom {
        admission: Admission::Enter(Role::Host),
        inside: Some(Inside { state, host: page.host, settings: Some(page.settings) }),
        invitation: None,
        session,
        sequence: page.sequence,
        server_now: NOW,
        message: None,
    }
}

/// What the fake answers. Change it while it is yours.
pub struct Fake {
    pub me: Option<Me>,
    pub has_administrator: bool,
    pub face: SiteFace,
    pub site: Option<SiteDesk>,
    pub list: RoomList,
    pub page: Mutex<RoomPage>,
    pub join: Option<JoinPage>,
    pub live: Option<LiveRoom>,
    pub invitations: Vec<InvitationSummary>,
    pub guest_links: GuestLinkList,
    pub report: Option<ReportPage>,
    pub farewell: Option<Farewell>,
    pub now: fn() -> Timestamp,
}

impl Default for Fake {
    fn default() -> Self {
        let person = person(1, "Ana", "Ruiz");
        Self {
            me: Some(Me {
                id: person.id,
                email: person.email,
                name: person.name,
                application_role: ApplicationRole::PrivateOnly,
            }),
            has_administrator: true,
            face: SiteFace::default(),
            site: None,
            list: RoomList { mine: Vec::new(), visible: Vec::new(), may_create: true, server_now: NOW },
            page: Mutex::new(page()),
            join: None,
            live: None,
            invitations: Vec::new(),
            guest_links: GuestLinkList { links: Vec::new(), denied: None, is_site_on: true, server_now: NOW },
            report: None,
            farewell: None,
            now: || NOW,
        }
    }
}

impl Fake {
    fn signed_in(&self) -> Answer<()> {
        self.me.as_ref().map(|_| ()).ok_or(AppError::SignInNeeded)
    }

    fn change(&self, change: impl FnOnce(&mut RoomPage)) -> Answer<()> {
        self.signed_in()?;
        change(&mut self.page.lock().expect("no test panics while it holds this"));
        Ok(())
    }
}

impl Backend for Fake {
    fn now(&self) -> Timestamp {
        (self.now)()
    }
}
