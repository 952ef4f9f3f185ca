//! Guest links: whom they let in, what a guest may do, and what hosts may type.

use core::time::Duration;

use domain::command::{Actor, CommandDenied, RoomCommand, may_command};
use domain::guest_link::{
    GuestLink, GuestLinkAct, GuestLinkDenied, GuestLinkField, GuestLinkForm, GuestLinkStanding, GuestVisit,
    LinkBearer, MOST_PER_ROOM, Place, admit_link_guest, check_not_removed, check_one_more,
    comes_by_guest_link, may_act, may_offer,
};
use domain::interaction::{Answer, InteractionCommand};
use domain::invite_policy::InviteDenied;
use domain::live::{Reader, RoomEvent};
use domain::lock::LockStanding;
use domain::mailed_code::CodePolicy;
use domain::question::{QuestionCommand, Visibility};
use domain::reaction::{Reaction, ReactionCommand};
use domain::session::Session;
use domain::settings::PlusRule;
use domain::{
    Admission, ApplicationRole, EmailAddress, GuestLinkId, HostKind, ParticipantId, Permission, Refusal,
    Role, RoomId, Settings, Timestamp,
};
use proptest::prelude::*;

const NOW: Timestamp = Timestamp::from_millis(1_000_000);

fn link() -> GuestLink {
    GuestLink {
        id: GuestLinkId::from_bits(1),
        room: RoomId::from_bits(2),
        name: "Newsletter".to_owned(),
        most_entries: None,
        entries: 0,
        ends_at: None,
        is_on: true,
        is_deleted: false,
        made_at: Timestamp::from_millis(0),
    }
}

fn session(opened: bool) -> Session {
    Session {
        starts_at: Timestamp::from_millis(500_000),
        ends_at: Timestamp::from_millis(2_000_000),
        opened_at: opened.then_some(Timestamp::from_millis(500_000)),
        ended_at: None,
        host_away_since: None,
    }
}

fn planned() -> Session {
    Session { starts_at: Timestamp::from_millis(1_500_000), ..session(false) }
}

fn ended() -> Session {
    Session { ended_at: Some(Timestamp::from_millis(900_000)), ..session(true) }
}

fn address() -> EmailAddress {
    EmailAddress::parse("bo@example.org").expect("the test's address is one")
}

fn visit<'a>(settings: &'a Settings, link: &'a GuestLink, session: &'a Session) -> GuestVisit<'a> {
    GuestVisit {
        settings,
        link: Some(link),
        place: None,
        session,
        room_deleted: false,
        is_inside: false,
        lock: LockStanding::Unlocked,
    }
}

const fn place(email: &EmailAddress) -> Place<'_> {
    Place { email, role: Role::Guest, was_removed: false }
}

#[test]
fn a_newcomer_says_who_they_are_before_and_after_the_opening() {
    let (settings, link) = (Settings::default(), link());
    for session in [planned(), session(true)] {
        assert_eq!(admit_link_guest(visit(&settings, &link, &session), NOW), Admission::Introduce);
    }
}

#[test]
fn whoever_holds_a_place_waits_enters_or_knocks_as_viewers_do() {
    let (settings, link, email) = (Settings::default(), link(), address());
    let (planned, open) = (planned(), session(true));
    let waiting = GuestVisit { place: Some(place(&email)), ..visit(&settings, &link, &planned) };
    assert_eq!(admit_link_guest(waiting, NOW), Admission::Wait(Role::Guest));
    let entering = GuestVisit { session: &open, ..waiting };
    assert_eq!(admit_link_guest(entering, NOW), Admission::Enter(Role::Guest));
    let locked = GuestVisit { lock: LockStanding::Locked, ..entering };
    assert_eq!(admit_link_guest(locked, NOW), Admission::Knock(Role::Guest));
    assert_eq!(
        admit_link_guest(GuestVisit { is_inside: true, ..locked }, NOW),
        Admission::Enter(Role::Guest)
    );
    let declined = GuestVisit { lock: LockStanding::Declined, ..entering };
    assert_eq!(admit_link_guest(declined, NOW), Admission::Refused(Refusal::Declined));
}

#[test]
fn whoever_was_promoted_comes_back_as_a_guest_where_their_role_takes_a_code() {
    let (link, email, open, planned) = (link(), address(), session(true), planned());
    let with = |mailed_code| Settings { mailed_code, ..Settings::default() };
    let made = |role| Some(Place { role, ..place(&email) });
    for policy in CodePolicy::ALL {
        let settings = with(*policy);
        for role in [Role::Guest, Role::Viewer, Role::Moderator, Role::Speaker] {
            let comes_back_as = if policy.asks(role) { Role::Guest } else { role };
            let back = GuestVisit { place: made(role), ..visit(&settings, &link, &open) };
            assert_eq!(admit_link_guest(back, NOW), Admission::Enter(comes_back_as), "{policy:?} {role:?}");
            let early = GuestVisit { session: &planned, ..back };
            assert_eq!(admit_link_guest(early, NOW), Admission::Wait(comes_back_as), "{policy:?} {role:?}");
            let stays = GuestVisit { is_inside: true, ..back };
            assert_eq!(admit_link_guest(stays, NOW), Admission::Enter(role), "whoever is inside stays so");
        }
    }
    let some = with(CodePolicy::ModeratorsAndSpeakers);
    let locked =
        GuestVisit { place: made(Role::Moderator), lock: LockStanding::Locked, ..visit(&some, &link, &open) };
    assert_eq!(admit_link_guest(locked, NOW), Admission::Knock(Role::Guest), "and knocks as one");
}

#[test]
fn each_end_of_a_link_has_its_own_refusal_and_counts_for_newcomers_alone() {
    let (email, open) = (address(), session(true));
    let on = Settings::default();
    let off = Settings { guest_links: false, ..Settings::default() };
    let ends = [
        (GuestLink { is_deleted: true, ..link() }, &on, Refusal::GuestLinkDeleted),
        (GuestLink { is_on: false, ..link() }, &on, Refusal::GuestLinkOff),
        (link(), &off, Refusal::GuestLinkOff),
        (GuestLink { ends_at: Some(NOW), ..link() }, &on, Refusal::GuestLinkEnded),
        (GuestLink { most_entries: Some(3), entries: 3, ..link() }, &on, Refusal::GuestLinkFull),
    ];
    for (link, settings, refusal) in &ends {
        let newcomer = visit(settings, link, &open);
        assert_eq!(admit_link_guest(newcomer, NOW), Admission::Refused(*refusal));
        let known = GuestVisit { place: Some(place(&email)), ..newcomer };
        assert_eq!(admit_link_guest(known, NOW), Admission::Enter(Role::Guest), "{refusal}");
    }
    let last = GuestLink {
        most_entries: Some(3),
        entries: 2,
        ends_at: Some(NOW + Duration::from_millis(1)),
        ..link()
    };
    assert_eq!(last.standing(NOW), GuestLinkStanding::Open);
}

#[test]
fn trouble_is_told_in_the_order_of_the_door() {
    let settings = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
    let (link, email, ended, open) = (link(), address(), ended(), session(true));
    let unknown = GuestVisit { link: None, room_deleted: true, ..visit(&settings, &link, &ended) };
    assert_eq!(admit_link_guest(unknown, NOW), Admission::Refused(Refusal::UnknownLink));
    let removed = Place { was_removed: true, ..place(&email) };
    let mut visit =
        GuestVisit { place: Some(removed), room_deleted: true, ..visit(&settings, &link, &ended) };
    let mut told = Vec::new();
    told.push(admit_link_guest(visit, NOW));
    visit.room_deleted = false;
    told.push(admit_link_guest(visit, NOW));
    visit.place = Some(place(&email));
    told.push(admit_link_guest(visit, NOW));
    visit.place = None;
    told.push(admit_link_guest(visit, NOW));
    visit.session = &open;
    told.push(admit_link_guest(visit, NOW));
    let refusals = [Refusal::RoomDeleted, Refusal::Removed, Refusal::DomainBlocked, Refusal::SessionEnded];
    assert_eq!(
        told,
        refusals.map(Admission::Refused).into_iter().chain([Admission::Introduce]).collect::<Vec<_>>()
    );
}

#[test]
fn whoever_was_removed_gets_no_other_place_by_their_device_or_their_address() {
    let bearer = |email: &str, device: &str| LinkBearer {
        email: EmailAddress::parse(email).expect("the test's address is one"),
        device: device.to_owned(),
    };
    let removed = [bearer("eve@example.org", "a phone"), bearer("bo+x@example.org", "a laptop")];
    let settings = Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() };
    let check = |email, device| check_not_removed(&settings, &bearer(email, device), &removed);
    assert_eq!(check("eve@example.org", "a tablet"), Err(Refusal::Removed), "her address");
    assert_eq!(check("another@example.org", "a phone"), Err(Refusal::Removed), "her device");
    assert_eq!(check("bo@example.org", "a tablet"), Err(Refusal::Removed), "his address without its tag");
    assert_eq!(check("ana@example.org", "a tablet"), Ok(()));
    assert_eq!(check_not_removed(&settings, &removed[0], &[]), Ok(()), "nobody was removed");
}

#[test]
fn who_may_come_in_by_themselves_or_was_shut_out_in_person_comes_by_no_guest_link() {
    let by_link = [
        None,
        Some(Admission::ConfirmAddress { signed_in_as_other: true }),
        Some(Admission::ConfirmCode),
        Some(Admission::Refused(Refusal::NotInvited)),
        Some(Admission::Refused(Refusal::LinkExpired)),
    ];
    let not = [
        Admission::Enter(Role::Host),
        Admission::Wait(Role::Speaker),
        Admission::Knock(Role::Viewer),
        Admission::Refused(Refusal::Removed),
        Admission::Refused(Refusal::InvitationRemoved),
        Admission::Refused(Refusal::Declined),
    ];
    assert!(by_link.into_iter().all(comes_by_guest_link));
    assert!(!not.into_iter().any(|admission| comes_by_guest_link(Some(admission))));
}

#[test]
fn a_guest_reads_reacts_answers_and_asks_privately_and_does_nothing_else() {
    let actor = Actor {
        participant: ParticipantId::from_bits(3),
        role: Role::Guest,
        is_muted: false,
        has_collaboration: true,
    };
    let ask =
        |visibility| RoomCommand::Question(QuestionCommand::Ask { text: "Why?".to_owned(), visibility });
    let answer = InteractionCommand::Answer { interaction: 4, answer: Answer::Text("Yes".to_owned()) };
    for allowed in [
        ask(Visibility::Private),
        RoomCommand::Question(QuestionCommand::Withdraw { question: 4 }),
        RoomCommand::Reaction(ReactionCommand::Send { reaction: Reaction::ALL[0] }),
        RoomCommand::Stage(domain::stage::StageCommand::RaiseHand),
        RoomCommand::Interaction(answer),
    ] {
        assert_eq!(may_command(actor, &allowed), Ok(()), "{allowed:?}");
    }
    let post = |channel| {
        RoomCommand::Chat(domain::chat::ChatCommand::Post { channel, text: "Hi".to_owned(), reply_to: None })
    };
    for (denied, missing) in [
        (ask(Visibility::Public), Permission::Questions),
        (RoomCommand::Question(QuestionCommand::Vote { question: 4, is_voted: true }), Permission::Questions),
        (post(domain::chat::Channel::Chat), Permission::Chat),
        (post(domain::chat::Channel::Backchannel), Permission::Backchannel),
    ] {
        assert_eq!(may_command(actor, &denied), Err(CommandDenied::NotAllowed(missing)), "{denied:?}");
    }
}

#[test]
fn hosts_and_whoever_is_before_the_door_hear_of_a_link_and_hosts_alone_of_its_use() {
    let mine = GuestLinkId::from_bits(1);
    let visitor = Reader { guest_link: Some(mine), ..Reader::default() };
    let host = Reader { role: Some(Role::Host), ..Reader::default() };
    let viewer = Reader { role: Some(Role::Viewer), ..Reader::default() };
    let changed = |link| RoomEvent::GuestLinkChanged { link };
    assert!(visitor.may_learn(&changed(mine)) && host.may_learn(&changed(mine)));
    assert!(!visitor.may_learn(&changed(GuestLinkId::from_bits(9))));
    assert!(!viewer.may_learn(&changed(mine)));
    let used = RoomEvent::GuestLinkUsed { link: mine };
    assert_eq!([visitor, host, viewer].map(|reader| reader.may_learn(&used)), [false, true, false]);
}

#[test]
fn whoever_may_invite_may_offer_guest_links_where_the_site_has_them() {
    let offer = |settings: &Settings, host| may_offer(settings, ApplicationRole::PrivateOnly, host, true);
    assert_eq!(offer(&Settings::default(), Some(HostKind::CoPublisher)), Ok(()));
    let not_host = Err(GuestLinkDenied::Invite(InviteDenied::NotHost));
    assert_eq!(offer(&Settings::default(), None), not_host);
    let off = Settings { guest_links: false, ..Settings::default() };
    assert_eq!(offer(&off, Some(HostKind::Owner)), Err(GuestLinkDenied::SiteOff));
    assert_eq!((0..5).map(|links| check_one_more(links).is_ok()).filter(|may| *may).count(), MOST_PER_ROOM);
}

#[test]
fn only_a_link_that_would_let_people_in_is_switched_on_and_any_is_switched_off() {
    let off = GuestLink { is_on: false, ..link() };
    let ended = GuestLink { ends_at: Some(NOW), ..off.clone() };
    let full = GuestLink { most_entries: Some(3), entries: 3, ..off.clone() };
    let denied = Err(GuestLinkDenied::SiteOff);
    assert_eq!(may_act(GuestLinkAct::SwitchOn, &off, Ok(()), NOW), Ok(()));
    assert_eq!(may_act(GuestLinkAct::SwitchOn, &off, denied, NOW), denied);
    for spent in [&ended, &full] {
        assert_eq!(may_act(GuestLinkAct::SwitchOn, spent, Ok(()), NOW), Err(GuestLinkDenied::Spent));
        for act in [GuestLinkAct::SwitchOff, GuestLinkAct::Delete] {
            assert_eq!(may_act(act, spent, denied, NOW), Ok(()));
        }
    }
}

#[test]
fn where_the_site_has_no_guest_links_none_is_shown_as_on() {
    let ended = GuestLink { ends_at: Some(NOW), ..link() };
    let full = GuestLink { most_entries: Some(3), entries: 3, ..link() };
    assert_eq!(link().standing_on_site(true, NOW), GuestLinkStanding::Open);
    assert_eq!(link().standing_on_site(false, NOW), GuestLinkStanding::Off);
    // What is so for good is told as it is.
    assert_eq!(ended.standing_on_site(false, NOW), GuestLinkStanding::Ended);
    assert_eq!(full.standing_on_site(false, NOW), GuestLinkStanding::Full);
}

#[test]
fn everything_wrong_with_a_link_is_told_at_once() {
    let form = |name: &str, entries: &str, days: &str| GuestLinkForm {
        name: name.to_owned(),
        entries: entries.to_owned(),
        days: days.to_owned(),
    };
    let made = form("  Open   day ", " 20 ", "2").read(NOW).expect("all is right");
    assert_eq!((made.name.as_str(), made.most_entries), ("Open day", Some(20)));
    assert_eq!(made.ends_at, Some(NOW + Duration::from_hours(48)));
    let endless = form("x", "", "").read(NOW).expect("numbers may be missing");
    assert_eq!((endless.most_entries, endless.ends_at), (None, None));
    let problems = form(" ", "0", "-1").read(NOW).expect_err("nothing is right");
    let fields = problems.iter().map(|(field, _)| *field).collect::<Vec<_>>();
    assert_eq!(fields, GuestLinkField::ALL);
    for (name, entries, days) in
        [("x\u{0}", "", ""), (&"x".repeat(61), "", ""), ("x", "1.5", ""), ("x", "", "366")]
    {
        assert_eq!(form(name, entries, days).read(NOW).map_err(|problems| problems.len()), Err(1));
    }
}

proptest! {
    #[test]
    fn nobody_new_gets_in_by_a_link_that_is_not_open(
        (is_on, is_deleted, site_on) in any::<(bool, bool, bool)>(),
        entries in 0_u32..5,
        most in proptest::option::of(1_u32..5),
        ends in proptest::option::of(999_998_i64..1_000_003),
    ) {
        let link = GuestLink {
            is_on,
            is_deleted,
            entries,
            most_entries: most,
            ends_at: ends.map(Timestamp::from_millis),
            ..link()
        };
        let settings = Settings { guest_links: site_on, ..Settings::default() };
        let is_open = is_on && !is_deleted && site_on
            && most.is_none_or(|most| entries < most)
            && ends.is_none_or(|ends| NOW.as_millis() < ends);
        let (open, email) = (session(true), address());
        let newcomer = visit(&settings, &link, &open);
        prop_assert_eq!(admit_link_guest(newcomer, NOW) == Admission::Introduce, is_open);
        // Whatever becomes of the link, a place is a place.
        let known = GuestVisit { place: Some(place(&email)), ..newcomer };
        prop_assert_eq!(admit_link_guest(known, NOW), Admission::Enter(Role::Guest));
        prop_assert_eq!(link.standing(NOW) == GuestLinkStanding::Open, is_open || (link.standing(NOW) == GuestLinkStanding::Open && !site_on));
    }
}
