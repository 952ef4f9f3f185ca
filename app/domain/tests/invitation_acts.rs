//! What hosts may do about an invitation, and how a request for a new link is answered.

use core::time::Duration;

use domain::invitation::{
    ActDenied, Invitation, InvitationAct, InvitationState, RequestAct, RequestAnswer, Taken, TryCause,
    answer_request, check_address,
};
use domain::invite_policy::InviteDenied;
use domain::link_policy::{EndDenied, Extension, GRACE_AFTER_END, LONGEST_AHEAD, Tries, check_end};
use domain::session::Phase;
use domain::settings::{GivenTypes, Grants, PlusRule};
use domain::{EmailAddress, HostKind, InvitationId, PersonName, Refusal, Role, RoomId, Settings, Timestamp};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const DAY: Duration = Duration::from_hours(24);

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("the test's address is one")
}

fn open() -> Invitation {
    Invitation {
        id: InvitationId::from_bits(1),
        room: RoomId::from_bits(2),
        email: address("ana@example.org"),
        name: PersonName::parse("Ana", "Lima").expect("the test's name is one"),
        role: Role::Viewer,
        state: InvitationState::Open,
        generation: 1,
        expires_at: NOW + DAY,
        tries: Tries::default(),
        link_requested_at: None,
        declined_at: None,
    }
}

fn removed() -> Invitation {
    Invitation { state: InvitationState::Removed, ..open() }
}

fn acts() -> [InvitationAct; 8] {
    [
        InvitationAct::NewLink,
        InvitationAct::SendLink,
        InvitationAct::Extend { until: NOW + DAY + DAY },
        InvitationAct::ChangeType { role: Role::Speaker },
        InvitationAct::ReleaseDevice,
        InvitationAct::Remove,
        InvitationAct::Restore,
        InvitationAct::DismissTries { cause: TryCause::Expired },
    ]
}

fn check(act: InvitationAct, invitation: &Invitation) -> Result<Taken, ActDenied> {
    act.check(invitation, &Settings::default(), Phase::Planned, NOW)
}

fn blocking() -> Settings {
    Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() }
}

const OWNER: Option<HostKind> = Some(HostKind::Owner);
const CO_PUBLISHER: Option<HostKind> = Some(HostKind::CoPublisher);

/// Under which co-publishers may give one type only.
fn co_publishers_give_viewers() -> Settings {
    let viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
    Settings { grants: Grants::default().with(HostKind::CoPublisher, viewers), ..Settings::default() }
}

#[test]
fn all_but_restoring_changes_an_open_invitation() {
    for act in acts() {
        let expected = if act == InvitationAct::Restore { Taken::Nothing } else { Taken::Change };
        assert_eq!(check(act, &open()), Ok(expected), "{act:?}");
    }
}

#[test]
fn a_removed_invitation_is_restored_before_anything_brings_its_link_to_life() {
    let gone = Err(ActDenied::Refused(Refusal::InvitationRemoved));
    for act in acts() {
        let expected = match act {
            InvitationAct::Restore | InvitationAct::ReleaseDevice | InvitationAct::DismissTries { .. } => {
                Ok(Taken::Change)
            }
            InvitationAct::Remove => Ok(Taken::Nothing),
            _ => gone,
        };
        assert_eq!(check(act, &removed()), expected, "{act:?}");
    }
}

#[test]
fn whatever_lets_a_link_do_more_takes_the_right_to_invite() {
    let free: Vec<_> = acts().into_iter().filter(|act| !act.needs_right_to_invite()).collect();
    assert_eq!(
        free,
        [
            InvitationAct::ReleaseDevice,
            InvitationAct::Remove,
            InvitationAct::DismissTries { cause: TryCause::Expired }
        ]
    );
}

#[test]
fn what_cannot_be_taken_back_is_asked_about() {
    let asked: Vec<_> = acts().into_iter().filter(|act| act.is_final()).collect();
    assert_eq!(asked, [InvitationAct::NewLink, InvitationAct::SendLink, InvitationAct::ReleaseDevice]);
}

#[test]
fn nothing_is_sent_after_the_end_or_to_a_blocked_domain() {
    let send = InvitationAct::SendLink;
    assert_eq!(
        send.check(&open(), &Settings::default(), Phase::Ended, NOW),
        Err(ActDenied::Refused(Refusal::SessionEnded))
    );
    assert_eq!(
        send.check(&open(), &blocking(), Phase::Planned, NOW),
        Err(ActDenied::Invite(InviteDenied::DomainBlocked))
    );
}

#[test]
fn no_link_is_brought_to_life_for_an_address_that_is_not_let_in() {
    let no_tags = Settings { plus_addresses: PlusRule::Refused, ..Settings::default() };
    let tagged = |invitation: Invitation| Invitation { email: address("ana+x@example.org"), ..invitation };
    for act in acts() {
        let invitation = if act == InvitationAct::Restore { removed() } else { open() };
        let by_domain = act.check(&invitation, &blocking(), Phase::Planned, NOW);
        let by_tag = act.check(&tagged(invitation), &no_tags, Phase::Planned, NOW);
        if act.needs_right_to_invite() {
            assert_eq!(by_domain, Err(ActDenied::Invite(InviteDenied::DomainBlocked)), "{act:?}");
            assert_eq!(by_tag, Err(ActDenied::Invite(InviteDenied::PlusAddress)), "{act:?}");
        } else {
            assert_eq!((by_domain, by_tag), (Ok(Taken::Change), Ok(Taken::Change)), "{act:?}");
        }
    }
}

#[test]
fn what_is_not_removed_is_not_restored_whatever_its_address() {
    let restored = InvitationAct::Restore.check(&open(), &blocking(), Phase::Planned, NOW);
    assert_eq!(restored, Ok(Taken::Nothing));
}

#[test]
fn a_guest_gets_one_of_the_three_types() {
    let to = |role| check(InvitationAct::ChangeType { role }, &open());
    assert_eq!(to(Role::Viewer), Ok(Taken::Nothing));
    assert_eq!(to(Role::Moderator), Ok(Taken::Change));
    assert_eq!(to(Role::Host), Err(ActDenied::Invite(InviteDenied::TypeNotOffered)));
}

#[test]
fn a_link_ends_later_than_now_and_within_a_year() {
    let moment = Duration::from_millis(1);
    assert_eq!(check_end(NOW, NOW), Err(EndDenied::Past));
    assert_eq!(check_end(NOW + moment, NOW), Ok(()), "sooner than before is allowed");
    assert_eq!(check_end(NOW + LONGEST_AHEAD, NOW), Ok(()));
    assert_eq!(check_end(NOW + LONGEST_AHEAD + moment, NOW), Err(EndDenied::TooFar));
    let extend = |until| check(InvitationAct::Extend { until }, &open());
    assert_eq!(extend(NOW), Err(ActDenied::End(EndDenied::Past)));
    assert_eq!(extend(NOW + DAY), Ok(Taken::Nothing), "it ends then already");
}

#[test]
fn a_day_or_a_week_is_added_to_what_is_left() {
    let session_end = NOW + DAY;
    let until = |extension: Extension, expires_at| extension.until(expires_at, session_end, NOW);
    assert_eq!(until(Extension::Day, Some(NOW + DAY)), Some(NOW + DAY + DAY));
    assert_eq!(until(Extension::Week, Some(NOW + DAY)), Some(NOW + DAY * 8));
    assert_eq!(until(Extension::Day, Some(NOW.before(DAY))), Some(NOW + DAY), "an expired link starts anew");
    assert_eq!(until(Extension::Day, None), Some(NOW + DAY));
    assert_eq!(until(Extension::SessionEnd, None), Some(session_end + GRACE_AFTER_END));
    assert_eq!(Extension::SessionEnd.until(None, NOW.before(DAY), NOW), None, "that has passed");
    assert_eq!(until(Extension::Week, Some(NOW + LONGEST_AHEAD)), None, "that is too far");
}

#[test]
fn another_address_must_be_one_that_can_be_invited() {
    let settings = Settings::default();
    assert_eq!(check_address(&open(), &address("ana@example.org"), &settings, OWNER), Ok(Taken::Nothing));
    assert_eq!(check_address(&open(), &address("bo@example.org"), &settings, OWNER), Ok(Taken::Change));
    assert_eq!(
        check_address(&open(), &address("bo@example.org"), &blocking(), OWNER),
        Err(ActDenied::Invite(InviteDenied::DomainBlocked))
    );
    assert_eq!(
        check_address(&removed(), &address("bo@example.org"), &settings, OWNER),
        Err(ActDenied::Refused(Refusal::InvitationRemoved))
    );
}

#[test]
fn a_type_is_handed_to_somebody_else_by_those_who_may_give_it() {
    let settings = co_publishers_give_viewers();
    let speaker = Invitation { role: Role::Speaker, ..open() };
    let not_theirs = Err(ActDenied::Invite(InviteDenied::TypeNotOffered));
    let to = |invitation: &Invitation, email, settings: &Settings, host| {
        check_address(invitation, &address(email), settings, host)
    };
    assert_eq!(to(&speaker, "bo@example.org", &settings, CO_PUBLISHER), not_theirs);
    assert_eq!(to(&speaker, "bo@example.org", &settings, OWNER), Ok(Taken::Change));
    assert_eq!(to(&open(), "bo@example.org", &settings, CO_PUBLISHER), Ok(Taken::Change));
    assert_eq!(to(&speaker, "ana@example.org", &settings, CO_PUBLISHER), Ok(Taken::Nothing));
    // Where a tag makes nobody somebody else, nothing is given by it.
    let joined = Settings { plus_addresses: PlusRule::SamePerson, ..settings.clone() };
    assert_eq!(to(&speaker, "ana+x@example.org", &joined, CO_PUBLISHER), Ok(Taken::Change));
    assert_eq!(to(&speaker, "ana+x@example.org", &settings, CO_PUBLISHER), not_theirs);
}

#[test]
fn whoever_may_not_give_a_type_takes_it_away_and_does_not_bring_it_back() {
    let settings = co_publishers_give_viewers();
    let speaker = |invitation: Invitation| Invitation { role: Role::Speaker, ..invitation };
    let not_theirs = Err(ActDenied::Invite(InviteDenied::TypeNotOffered));
    let may =
        |act: InvitationAct, invitation: &Invitation, host| act.may_be_done_by(invitation, &settings, host);
    assert_eq!(may(InvitationAct::Remove, &speaker(open()), CO_PUBLISHER), Ok(()));
    assert_eq!(may(InvitationAct::Restore, &speaker(removed()), CO_PUBLISHER), not_theirs);
    assert_eq!(may(InvitationAct::Restore, &speaker(removed()), OWNER), Ok(()));
    assert_eq!(may(InvitationAct::Restore, &removed(), CO_PUBLISHER), Ok(()), "viewers are theirs to give");
    assert_eq!(may(InvitationAct::Restore, &speaker(open()), CO_PUBLISHER), Ok(()), "nothing is given");

    let grant = |invitation: Invitation, host| {
        let asked = asking(speaker(invitation));
        answer_request(&asked, RequestAnswer::Grant, (&settings, host), Phase::Planned, true)
    };
    assert_eq!(grant(removed(), CO_PUBLISHER), Err(ActDenied::Invite(InviteDenied::TypeNotOffered)));
    let back = RequestAct::NewLink { restores: true, by_mail: true };
    assert_eq!(grant(removed(), OWNER), Ok(back));
    let there = RequestAct::NewLink { restores: false, by_mail: true };
    assert_eq!(grant(open(), CO_PUBLISHER), Ok(there), "who has the type keeps it");
}

fn asking(invitation: Invitation) -> Invitation {
    Invitation { link_requested_at: Some(NOW), ..invitation }
}

#[test]
fn a_request_is_granted_by_a_new_link_that_goes_by_mail_where_that_can_be() {
    let grant = |invitation: &Invitation, can_mail| {
        let by = (&Settings::default(), OWNER);
        answer_request(invitation, RequestAnswer::Grant, by, Phase::Planned, can_mail)
    };
    for by_mail in [true, false] {
        let answer = grant(&asking(open()), by_mail);
        assert_eq!(answer, Ok(RequestAct::NewLink { restores: false, by_mail }));
        let answer = grant(&asking(removed()), by_mail);
        assert_eq!(answer, Ok(RequestAct::NewLink { restores: true, by_mail }));
    }
}

#[test]
fn a_request_is_answered_once() {
    for answer in [RequestAnswer::Grant, RequestAnswer::Dismiss] {
        let by = (&Settings::default(), OWNER);
        let answered = answer_request(&open(), answer, by, Phase::Planned, true);
        assert_eq!(answered, Ok(RequestAct::Nothing));
    }
}

#[test]
fn no_link_is_made_that_would_not_let_the_guest_in_but_a_request_can_always_be_dismissed() {
    let answer = |answer, settings: &Settings, phase| {
        answer_request(&asking(open()), answer, (settings, OWNER), phase, true)
    };
    let settings = Settings::default();
    assert_eq!(
        answer(RequestAnswer::Grant, &settings, Phase::Ended),
        Err(ActDenied::Refused(Refusal::SessionEnded))
    );
    assert_eq!(
        answer(RequestAnswer::Grant, &blocking(), Phase::Open),
        Err(ActDenied::Invite(InviteDenied::DomainBlocked))
    );
    assert_eq!(answer(RequestAnswer::Dismiss, &blocking(), Phase::Ended), Ok(RequestAct::Forget));
}
