//! The hosts' list of invitations, drawn by the server from a hand-written backend.
#![cfg(feature = "ssr")]

mod support;

use std::sync::Mutex;

use app::guest_link::api::{GuestLinkList, GuestLinkSummary};
use app::invitation::api::{ClaimedDevice, InvitationReady, InvitationSummary};
use app::media::api::RoomPage;
use app::routes;
use domain::guest_link::{GuestLink, GuestLinkDenied};
use domain::invitation::{InvitationState, RefusedTry, TryCause};
use domain::invite_policy::InviteDenied;
use domain::settings::{GivenTypes, Grants};
use domain::{EmailAddress, GuestLinkId, HostKind, InvitationId, Language, PersonName, Role, Settings};
use support::fake::{Fake, NOW, ROOM, in_minutes, page};
use support::open;

fn ana() -> InvitationSummary {
    InvitationSummary {
        ready: InvitationReady {
            id: InvitationId::from_bits(9),
            email: EmailAddress::parse("ana@example.org").expect("an address"),
            name: PersonName::parse("Ana", "Ruiz").expect("a name"),
            role: Role::Speaker,
            language: Language::English,
            link: "https://greenroom.example/i/x".to_owned(),
            expires_at: in_minutes(60),
        },
        state: InvitationState::Open,
        invited_at: NOW,
        link_requested_at: None,
        declined_at: None,
        mail: None,
        devices: Vec::new(),
        last_seen_at: None,
        is_inside: false,
        refused_tries: Vec::new(),
    }
}

fn refused(cause: TryCause, count: u32) -> RefusedTry {
    let user_agent = "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1".to_owned();
    RefusedTry { cause, count, first_at: NOW, last_at: NOW, user_agent }
}

fn with(invitations: Vec<InvitationSummary>, page: RoomPage) -> Fake {
    Fake { invitations, page: Mutex::new(page), ..Fake::default() }
}

fn host() -> RoomPage {
    RoomPage { host: Some(HostKind::Owner), ..page() }
}

#[test]
fn a_row_says_how_its_invitation_stands() {
    let list = |one| open(with(vec![one], host()), &routes::invitations(ROOM));
    list(ana()).says("Not opened yet");
    list(InvitationSummary { declined_at: Some(NOW), ..ana() }).says("Will not come");
    list(InvitationSummary { state: InvitationState::Removed, ..ana() }).says("Restore");
    let device = ClaimedDevice { user_agent: "Firefox/140.0 (Windows)".to_owned(), claimed_at: NOW };
    let inside =
        InvitationSummary { devices: vec![device], is_inside: true, last_seen_at: Some(NOW), ..ana() };
    let page = list(inside);
    page.says("Inside now");
    page.says("In use on <bdi>Firefox on Windows</bdi> since ");
    page.is_silent_about("Last seen ");
}

#[test]
fn each_refused_try_has_its_words_and_its_fix() {
    let refused_tries = TryCause::ALL.iter().map(|cause| refused(*cause, 3)).collect();
    let page =
        open(with(vec![InvitationSummary { refused_tries, ..ana() }], host()), &routes::invitations(ROOM));
    page.says("3 tries, last ");
    page.says("Safari on iPhone");
    for fix in ["Correct the address…", "Release device", "Extend…", "New link", "Restore"] {
        page.says(fix);
    }
    page.says("Only an administrator can let this domain in.");
}

#[test]
fn who_was_removed_is_brought_back_by_those_who_may_give_the_type() {
    let viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
    let grants = Grants::default().with(HostKind::CoPublisher, viewers);
    let list = |host, one| {
        let settings = Settings { grants, ..Settings::default() };
        let page = RoomPage { host: Some(host), settings, ..page() };
        open(with(vec![one], page), &routes::invitations(ROOM))
    };
    let removed = |role| InvitationSummary {
        ready: InvitationReady { role, ..ana().ready },
        state: InvitationState::Removed,
        link_requested_at: Some(NOW),
        refused_tries: vec![refused(TryCause::Removed, 1)],
        ..ana()
    };
    let ways = ["the invitation of Ana Ruiz", "Make a new link", "Restore"];
    for (host, role) in [(HostKind::Owner, Role::Speaker), (HostKind::CoPublisher, Role::Viewer)] {
        let page = list(host, removed(role));
        for way in ways {
            page.says(way);
        }
    }
    let page = list(HostKind::CoPublisher, removed(Role::Speaker));
    for way in ways {
        page.is_silent_about(way);
    }
    page.says("Dismiss");
    let open = InvitationSummary { state: InvitationState::Open, ..removed(Role::Speaker) };
    list(HostKind::CoPublisher, open).says("Make a new link");
}

#[test]
fn a_request_is_answered_beside_it_and_by_mail_where_that_can_be() {
    let asking = InvitationSummary { link_requested_at: Some(NOW), ..ana() };
    let path = routes::invitations(ROOM);
    let page = open(
        with(vec![asking.clone()], RoomPage { mail_languages: vec![Language::English], ..host() }),
        &path,
    );
    page.says("Asks for a new link since ");
    page.says("Send a new link");
    let kept = RoomPage { mail_languages: vec![Language::English], mails_leave: false, ..host() };
    for page in [kept, RoomPage { mail_languages: Vec::new(), ..host() }] {
        open(with(vec![asking.clone()], page), &path).says("Make a new link");
    }
}

#[test]
fn a_rooms_page_leads_its_hosts_to_those_who_ask() {
    let path = routes::room(ROOM);
    let page = open(with(Vec::new(), RoomPage { link_requests: 2, ..host() }), &path);
    page.says("2 guests ask for a new link");
    page.says("invitations?filter=needs-you");
    open(with(Vec::new(), host()), &path).is_silent_about("ask for a new link");
}

#[test]
fn a_list_without_anybody_says_so() {
    open(with(Vec::new(), host()), &routes::invitations(ROOM)).says("Nobody is invited yet");
}

fn with_guest_links(names: &[&str], denied: Option<GuestLinkDenied>, is_site_on: bool) -> Fake {
    let link = |(at, name): (usize, &&str)| GuestLinkSummary {
        link: GuestLink {
            id: GuestLinkId::from_bits(at as u128 + 1),
            room: ROOM,
            name: (*name).to_owned(),
            most_entries: None,
            entries: 0,
            ends_at: None,
            is_on: true,
            is_deleted: false,
            made_at: NOW,
        },
        url: "https://greenroom.example/g/x".to_owned(),
    };
    let links = names.iter().enumerate().map(link).collect();
    let guest_links = GuestLinkList { links, denied, is_site_on, server_now: NOW };
    Fake { guest_links, ..with(Vec::new(), host()) }
}

#[test]
fn a_host_reads_why_no_guest_link_can_be_made() {
    let list = |names: &[&str], denied, is_on| {
        open(with_guest_links(names, denied, is_on), &routes::invitations(ROOM))
    };
    let make = "Make a guest link";
    let empty = list(&[], None, true);
    empty.says(make);
    empty.says("There is no guest link to this room yet.");
    let full = list(&["One", "Two", "Three"], None, true);
    full.is_silent_about(make);
    full.says("A room has at most three guest links. Delete one to make another.");
    full.says(">On<");
    let off = list(&["One"], Some(GuestLinkDenied::SiteOff), false);
    off.is_silent_about(make);
    off.says("The administrator has switched guest links off on this site.");
    off.is_silent_about("Guest links are switched off on this site.");
    off.is_silent_about(">On<");
    let low = list(&["One"], Some(GuestLinkDenied::Invite(InviteDenied::RoleTooLow)), true);
    low.is_silent_about(make);
    low.says("Your role on this site does not let you invite.");
}
