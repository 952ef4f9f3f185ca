//! The one door into a room.

use core::time::Duration;

use domain::admission::{Link, Mailbox, MemberVisit, OwnInvitation, Visit, admit_member, comes_as_guest};
use domain::invitation::{DeviceStanding, Invitation, InvitationState};
use domain::link_policy::Tries;
use domain::lock::LockStanding;
use domain::room::Audience;
use domain::session::Session;
use domain::{
    Admission, EmailAddress, HostKind, InvitationId, PersonName, Refusal, Role, RoomId, Settings, Timestamp,
    admit,
};

/// Minutes from an arbitrary zero.
const fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(1_800_000_000_000 + minutes * 60_000)
}

const BEFORE: Timestamp = at(30);
const DURING: Timestamp = at(90);
const AFTER: Timestamp = at(130);
const SESSION: Session =
    Session { starts_at: at(60), ends_at: at(120), opened_at: None, ended_at: None, host_away_since: None };
const LOCKED_UNTIL: Timestamp = at(10_000);

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("the test's address is one")
}

/// Ana has been invited as a speaker and opens her link on a new device, signed in nowhere.
struct Scene {
    settings: Settings,
    invitation: Invitation,
    session: Session,
    room_deleted: bool,
    link: Link,
    device: DeviceStanding,
    mailbox: Mailbox,
    signed_in_as: Option<EmailAddress>,
    is_inside: bool,
    lock: LockStanding,
}

impl Scene {
    fn new() -> Self {
        let invitation = Invitation {
            id: InvitationId::from_bits(1),
            room: RoomId::from_bits(2),
            email: address("ana@example.org"),
            name: PersonName::parse("Ana", "Lima").expect("the test's name is one"),
            role: Role::Speaker,
            state: InvitationState::Open,
            generation: 0,
            expires_at: at(180),
            tries: Tries::default(),
            link_requested_at: None,
            declined_at: None,
        };
        Self {
            settings: Settings::default(),
            invitation,
            session: SESSION,
            room_deleted: false,
            link: Link::Current,
            device: DeviceStanding::Free,
            mailbox: Mailbox::Unknown,
            signed_in_as: None,
            is_inside: false,
            lock: LockStanding::Unlocked,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn signed_in_as(self, text: &str) -> Self {
        self.with(|scene| scene.signed_in_as = Some(address(text)))
    }

    fn on(self, device: DeviceStanding) -> Self {
        self.with(|scene| scene.device = device)
    }

    fn at_the_door(&self, now: Timestamp) -> Admission {
        let visit = Visit {
            settings: &self.settings,
            invitation: &self.invitation,
            session: &self.session,
            room_deleted: self.room_deleted,
            link: self.link,
            device: self.device,
            mailbox: self.mailbox,
            signed_in_as: self.signed_in_as.as_ref(),
            is_inside: self.is_inside,
            lock: self.lock,
        };
        admit(visit, now)
    }
}

/// A refusal, and what brings it about.
type Trouble = (Refusal, fn(&mut Scene));

/// All troubles with a link, in the order in which they are told.
const TROUBLES: [Trouble; 8] = [
    (Refusal::RoomDeleted, |scene| scene.room_deleted = true),
    (Refusal::InvitationRemoved, |scene| scene.invitation.state = InvitationState::Removed),
    (Refusal::LinkReplaced, |scene| scene.link = Link::Replaced),
    (Refusal::DomainBlocked, |scene| scene.settings.blocked_domains = vec!["example.org".to_owned()]),
    (Refusal::SessionEnded, |scene| scene.session.ended_at = Some(at(20))),
    (Refusal::LinkExpired, |scene| scene.invitation.expires_at = at(0)),
    (Refusal::UsedOnOtherDevice { may_move_here: false }, |scene| {
        scene.device = DeviceStanding::TakenByOthers;
    }),
    (Refusal::Locked { until: LOCKED_UNTIL }, |scene| {
        scene.invitation.tries.locked_until = Some(LOCKED_UNTIL);
    }),
];

#[test]
fn each_trouble_alone_has_its_own_refusal() {
    for (refusal, trouble) in TROUBLES {
        for now in [BEFORE, DURING] {
            assert_eq!(Scene::new().with(trouble).at_the_door(now), Admission::Refused(refusal));
        }
    }
}

#[test]
fn of_two_troubles_the_first_in_order_is_told() {
    for (place, (first, first_trouble)) in TROUBLES.into_iter().enumerate() {
        for (second, second_trouble) in TROUBLES.into_iter().skip(place + 1) {
            let scene = Scene::new().with(first_trouble).with(second_trouble);
            assert_eq!(scene.at_the_door(DURING), Admission::Refused(first), "{first:?} and {second:?}");
        }
    }
}

#[test]
fn of_any_troubles_the_first_in_order_is_told() {
    for bits in 1..1_usize << TROUBLES.len() {
        let mut scene = Scene::new();
        for (_, trouble) in TROUBLES.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1) {
            trouble.1(&mut scene);
        }
        let (first, _) = TROUBLES[bits.trailing_zeros() as usize];
        assert_eq!(scene.at_the_door(DURING), Admission::Refused(first), "{bits:b}");
    }
}

#[test]
fn a_sign_in_with_the_invited_address_heals_only_the_lock_and_an_old_link() {
    for (refusal, trouble) in TROUBLES {
        let expected = match refusal {
            Refusal::Locked { .. } | Refusal::LinkReplaced => Admission::Enter(Role::Speaker),
            Refusal::UsedOnOtherDevice { .. } => {
                Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: true })
            }
            other => Admission::Refused(other),
        };
        let scene = Scene::new().signed_in_as("ana@example.org").with(trouble);
        assert_eq!(scene.at_the_door(DURING), expected);
    }
}

#[test]
fn an_unknown_link_tells_of_no_other_trouble() {
    let unknown = |scene: &mut Scene| scene.link = Link::Unknown;
    for (_, trouble) in TROUBLES {
        let scene = Scene::new().with(trouble).with(unknown);
        assert_eq!(scene.at_the_door(DURING), Admission::Refused(Refusal::UnknownLink));
    }
}

#[test]
fn who_is_proven_otherwise_needs_no_link() {
    for link in [Link::Current, Link::Replaced, Link::Unknown] {
        let scene = || Scene::new().with(|scene| scene.link = link);
        let proven = [scene().on(DeviceStanding::Claimed), scene().signed_in_as("ana@example.org")];
        for scene in proven {
            assert_eq!(scene.at_the_door(DURING), Admission::Enter(Role::Speaker), "{link:?}");
        }
        let other = scene().signed_in_as("bo@example.org").at_the_door(DURING);
        assert_eq!(matches!(other, Admission::ConfirmAddress { .. }), link == Link::Current, "{link:?}");
    }
}

#[test]
fn a_dead_link_does_not_show_the_room() {
    let dead =
        [Refusal::UnknownLink, Refusal::RoomDeleted, Refusal::InvitationRemoved, Refusal::LinkReplaced];
    for (refusal, _) in TROUBLES {
        assert_eq!(Admission::Refused(refusal).may_preview(), !dead.contains(&refusal), "{refusal:?}");
    }
    assert!(!Admission::Refused(Refusal::UnknownLink).may_preview());
    for admission in [
        Admission::ConfirmAddress { signed_in_as_other: false },
        Admission::Wait(Role::Viewer),
        Admission::Enter(Role::Viewer),
    ] {
        assert!(admission.may_preview(), "{admission:?}");
    }
}

#[test]
fn a_visitor_must_confirm_the_invited_address() {
    let expected = Admission::ConfirmAddress { signed_in_as_other: false };
    assert_eq!(Scene::new().at_the_door(BEFORE), expected);
    assert_eq!(Scene::new().at_the_door(DURING), expected);
}

#[test]
fn a_visitor_signed_in_with_another_address_is_told_so() {
    let scene = Scene::new().signed_in_as("bo@example.org");
    assert_eq!(scene.at_the_door(DURING), Admission::ConfirmAddress { signed_in_as_other: true });
}

#[test]
fn a_guest_signed_in_with_the_invited_address_goes_straight_in() {
    let scene = Scene::new().signed_in_as("ANA@Example.org");
    assert_eq!(scene.at_the_door(BEFORE), Admission::Wait(Role::Speaker));
    assert_eq!(scene.at_the_door(DURING), Admission::Enter(Role::Speaker));
}

#[test]
fn the_device_that_claimed_the_link_re_enters_freely() {
    let scene = Scene::new().on(DeviceStanding::Claimed);
    assert_eq!(scene.at_the_door(BEFORE), Admission::Wait(Role::Speaker));
    assert_eq!(scene.at_the_door(DURING), Admission::Enter(Role::Speaker));
    let other_account = scene.signed_in_as("bo@example.org");
    assert_eq!(other_account.at_the_door(DURING), Admission::Enter(Role::Speaker));
}

#[test]
fn wrong_tries_of_others_do_not_lock_out_the_device_that_claimed_the_link() {
    let scene = Scene::new()
        .on(DeviceStanding::Claimed)
        .with(|scene| scene.invitation.tries.locked_until = Some(LOCKED_UNTIL));
    assert_eq!(scene.at_the_door(DURING), Admission::Enter(Role::Speaker));
}

#[test]
fn a_second_device_is_refused() {
    let scene = Scene::new().on(DeviceStanding::TakenByOthers);
    let refused = |may_move_here| Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here });
    assert_eq!(scene.at_the_door(DURING), refused(false));
    assert_eq!(scene.signed_in_as("bo@example.org").at_the_door(DURING), refused(false));
}

#[test]
fn the_guest_signed_in_on_a_second_device_may_bring_the_link_over() {
    let scene = Scene::new().on(DeviceStanding::TakenByOthers).signed_in_as("ana@example.org");
    let refusal = Refusal::UsedOnOtherDevice { may_move_here: true };
    assert_eq!(scene.at_the_door(DURING), Admission::Refused(refusal));
}

#[test]
fn an_expired_link_lets_nobody_new_in() {
    let expired = |scene: &mut Scene| scene.invitation.expires_at = DURING;
    for device in [DeviceStanding::Free, DeviceStanding::Claimed, DeviceStanding::TakenByOthers] {
        let scene = Scene::new().on(device).with(expired);
        assert_eq!(scene.at_the_door(DURING), Admission::Refused(Refusal::LinkExpired), "{device:?}");
    }
    let in_time = Scene::new().on(DeviceStanding::Claimed).with(expired);
    let last_moment = DURING.before(Duration::from_millis(1));
    assert_eq!(in_time.at_the_door(last_moment), Admission::Enter(Role::Speaker));
}

#[test]
fn expiry_does_not_put_out_people_inside() {
    let scene = Scene::new().on(DeviceStanding::Claimed).with(|scene| {
        scene.invitation.expires_at = at(0);
        scene.is_inside = true;
    });
    assert_eq!(scene.at_the_door(DURING), Admission::Enter(Role::Speaker));
}

#[test]
fn every_other_trouble_puts_out_people_inside() {
    for (refusal, trouble) in TROUBLES {
        // Nor do they need the link any more.
        if matches!(refusal, Refusal::LinkExpired | Refusal::Locked { .. } | Refusal::LinkReplaced) {
            continue;
        }
        let scene =
            Scene::new().on(DeviceStanding::Claimed).with(|scene| scene.is_inside = true).with(trouble);
        assert_eq!(scene.at_the_door(DURING), Admission::Refused(refusal));
    }
}

#[test]
fn five_wrong_tries_lock_the_link_for_15_minutes() {
    let mut scene = Scene::new();
    for _ in 0..5 {
        assert_eq!(scene.at_the_door(DURING), Admission::ConfirmAddress { signed_in_as_other: false });
        scene.invitation.tries = scene.invitation.tries.after_wrong(DURING);
    }
    let until = DURING + Duration::from_mins(15);
    assert_eq!(scene.at_the_door(DURING), Admission::Refused(Refusal::Locked { until }));
    let almost = until.before(Duration::from_millis(1));
    assert_eq!(scene.at_the_door(almost), Admission::Refused(Refusal::Locked { until }));
    assert_eq!(scene.at_the_door(until), Admission::ConfirmAddress { signed_in_as_other: false });
}

#[test]
fn a_domain_that_is_not_among_the_allowed_is_refused_at_the_door() {
    let scene = Scene::new()
        .on(DeviceStanding::Claimed)
        .with(|scene| scene.settings.allowed_domains = vec!["example.net".to_owned()]);
    assert_eq!(scene.at_the_door(DURING), Admission::Refused(Refusal::DomainBlocked));
}

#[test]
fn the_clock_and_the_host_open_the_door_and_close_it() {
    let scene = Scene::new().on(DeviceStanding::Claimed);
    assert_eq!(scene.at_the_door(at(60)), Admission::Enter(Role::Speaker));
    assert_eq!(scene.at_the_door(at(120)), Admission::Refused(Refusal::SessionEnded));
    assert_eq!(scene.at_the_door(AFTER), Admission::Refused(Refusal::SessionEnded));
    let opened_early = scene.with(|scene| scene.session.opened_at = Some(at(50)));
    assert_eq!(opened_early.at_the_door(at(50)), Admission::Enter(Role::Speaker));
}

#[test]
fn the_role_is_the_one_of_the_invitation() {
    for role in Role::INVITATION_TYPES {
        let scene = Scene::new().on(DeviceStanding::Claimed).with(|scene| scene.invitation.role = role);
        assert_eq!(scene.at_the_door(BEFORE), Admission::Wait(role));
        assert_eq!(scene.at_the_door(DURING), Admission::Enter(role));
    }
}

/// Bo is signed in, invited nowhere, and comes to a room that is open to the site.
const MEMBER: MemberVisit<'static> = MemberVisit {
    host: None,
    audience: Audience::Site,
    session: &SESSION,
    room_deleted: false,
    was_removed: false,
    role_inside: None,
    is_inside: false,
    lock: LockStanding::Unlocked,
};

#[test]
fn an_invitation_that_is_not_named_counts_for_its_guest_and_shuts_out_nobody_else() {
    let refused = Admission::Refused(Refusal::UsedOnOtherDevice { may_move_here: false });
    let confirm = Admission::ConfirmAddress { signed_in_as_other: true };
    for admission in [refused, confirm, Admission::Wait(Role::Viewer), Admission::Enter(Role::Viewer)] {
        for audience in Audience::ALL {
            let theirs = OwnInvitation { is_theirs: true, admission };
            let others = OwnInvitation { is_theirs: false, admission };
            assert!(comes_as_guest(None, theirs, *audience), "{admission:?}");
            let is_guest = *audience == Audience::Invited || admission.lets_in();
            assert_eq!(comes_as_guest(None, others, *audience), is_guest, "{admission:?}");
            for host in HostKind::ALL {
                assert!(!comes_as_guest(Some(*host), theirs, *audience), "{host}");
            }
        }
    }
}

#[test]
fn members_come_into_a_room_for_the_site_as_viewers() {
    assert_eq!(admit_member(MEMBER, BEFORE), Admission::Wait(Role::Viewer));
    assert_eq!(admit_member(MEMBER, DURING), Admission::Enter(Role::Viewer));
    assert_eq!(admit_member(MEMBER, AFTER), Admission::Refused(Refusal::SessionEnded));
}

#[test]
fn members_keep_the_role_they_were_given_inside() {
    for role in Role::INVITATION_TYPES {
        let visit = MemberVisit { role_inside: Some(role), ..MEMBER };
        assert_eq!(admit_member(visit, BEFORE), Admission::Wait(role));
        assert_eq!(admit_member(visit, DURING), Admission::Enter(role));
    }
}

#[test]
fn who_is_no_host_any_more_does_not_come_back_as_one() {
    let visit = MemberVisit { role_inside: Some(Role::Host), ..MEMBER };
    assert_eq!(admit_member(visit, DURING), Admission::Enter(Role::Viewer));
}

#[test]
fn a_room_for_invited_people_is_closed_to_members_without_a_link() {
    let visit = MemberVisit { audience: Audience::Invited, role_inside: Some(Role::Speaker), ..MEMBER };
    for now in [BEFORE, DURING, AFTER] {
        assert_eq!(admit_member(visit, now), Admission::Refused(Refusal::NotInvited));
    }
}

#[test]
fn hosts_of_all_kinds_come_in_even_before_the_session_opens() {
    for host in HostKind::ALL {
        for audience in Audience::ALL {
            let visit = MemberVisit { host: Some(*host), audience: *audience, ..MEMBER };
            assert_eq!(admit_member(visit, BEFORE), Admission::Enter(Role::Host), "{host}");
            assert_eq!(admit_member(visit, DURING), Admission::Enter(Role::Host), "{host}");
            assert_eq!(admit_member(visit, AFTER), Admission::Refused(Refusal::SessionEnded), "{host}");
        }
    }
}

#[test]
fn a_host_is_a_host_whatever_they_were_before() {
    let visit = MemberVisit {
        host: Some(HostKind::CoPublisher),
        was_removed: true,
        role_inside: Some(Role::Viewer),
        ..MEMBER
    };
    assert_eq!(admit_member(visit, DURING), Admission::Enter(Role::Host));
}

#[test]
fn of_any_troubles_without_a_link_the_first_in_order_is_told() {
    let ended = Session { ended_at: Some(at(80)), ..SESSION };
    let order = [Refusal::RoomDeleted, Refusal::Removed, Refusal::NotInvited, Refusal::SessionEnded];
    for bits in 1..1_usize << order.len() {
        let has = |place: usize| bits >> place & 1 == 1;
        let visit = MemberVisit {
            room_deleted: has(0),
            was_removed: has(1),
            audience: if has(2) { Audience::Invited } else { Audience::Site },
            session: if has(3) { &ended } else { &SESSION },
            ..MEMBER
        };
        let first = order[bits.trailing_zeros() as usize];
        assert_eq!(admit_member(visit, DURING), Admission::Refused(first), "{bits:b}");
    }
}

#[test]
fn a_deleted_room_is_closed_to_its_owner_too() {
    let visit = MemberVisit { host: Some(HostKind::Owner), room_deleted: true, ..MEMBER };
    assert_eq!(admit_member(visit, DURING), Admission::Refused(Refusal::RoomDeleted));
}

/// What each standing to a locked room means to a viewer whom all else lets in.
const AT_THE_LOCK: [(LockStanding, Admission); 4] = [
    (LockStanding::Unlocked, Admission::Enter(Role::Viewer)),
    (LockStanding::Locked, Admission::Knock(Role::Viewer)),
    (LockStanding::LetIn, Admission::Enter(Role::Viewer)),
    (LockStanding::Declined, Admission::Refused(Refusal::Declined)),
];

#[test]
fn new_viewers_wait_at_a_locked_door_and_all_others_pass() {
    for (lock, expected) in AT_THE_LOCK {
        for role in Role::INVITATION_TYPES {
            let scene = Scene::new().on(DeviceStanding::Claimed).with(|scene| {
                scene.invitation.role = role;
                scene.lock = lock;
            });
            let member = MemberVisit { role_inside: Some(role), lock, ..MEMBER };
            let expected = if role == Role::Viewer { expected } else { Admission::Enter(role) };
            assert_eq!(scene.at_the_door(DURING), expected, "{role}: {lock:?}");
            assert_eq!(admit_member(member, DURING), expected, "{role}: {lock:?}");
            assert_eq!(scene.at_the_door(BEFORE), Admission::Wait(role), "the start comes first");
            let inside = scene.with(|scene| scene.is_inside = true);
            assert_eq!(inside.at_the_door(DURING), Admission::Enter(role), "inside: {lock:?}");
            let inside = MemberVisit { is_inside: true, ..member };
            assert_eq!(admit_member(inside, DURING), Admission::Enter(role), "inside: {lock:?}");
        }
        let host = MemberVisit { host: Some(HostKind::CoPublisher), lock, ..MEMBER };
        assert_eq!(admit_member(host, DURING), Admission::Enter(Role::Host));
    }
}

#[test]
fn the_lock_is_told_of_last() {
    for lock in [LockStanding::Locked, LockStanding::Declined] {
        let viewer = |scene: &mut Scene| {
            scene.invitation.role = Role::Viewer;
            scene.lock = lock;
        };
        for (refusal, trouble) in TROUBLES {
            let told = Scene::new().with(viewer).with(trouble).at_the_door(DURING);
            assert_eq!(told, Admission::Refused(refusal), "{lock:?}");
        }
        let told = Scene::new().with(viewer).at_the_door(DURING);
        assert_eq!(told, Admission::ConfirmAddress { signed_in_as_other: false }, "{lock:?}");
        let ended = Session { ended_at: Some(at(80)), ..SESSION };
        let visit = MemberVisit { lock, session: &ended, ..MEMBER };
        assert_eq!(admit_member(visit, DURING), Admission::Refused(Refusal::SessionEnded));
    }
}

#[test]
fn who_knocks_is_proven() {
    assert!(Admission::Knock(Role::Viewer).lets_in() && Admission::Knock(Role::Viewer).may_preview());
    assert!(!Admission::Refused(Refusal::Declined).lets_in());
}

#[test]
fn what_the_door_says_crosses_the_wire() {
    let refused = TROUBLES.map(|(refusal, _)| Admission::Refused(refusal));
    let let_on = [
        Admission::ConfirmAddress { signed_in_as_other: true },
        Admission::Wait(Role::Viewer),
        Admission::Knock(Role::Viewer),
        Admission::Refused(Refusal::Declined),
        Admission::Enter(Role::Host),
    ];
    for admission in refused.into_iter().chain(let_on) {
        let json = serde_json::to_string(&admission).expect("it can be written");
        assert_eq!(serde_json::from_str::<Admission>(&json).expect("it can be read"), admission, "{json}");
    }
}
