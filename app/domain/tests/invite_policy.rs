//! Who may invite whom.

use domain::invite_limit::{COUNTED_FOR, GivenLately, LimitOf, check_limits};
use domain::invite_policy::{
    InviteDenied::{
        self, CollaborationOff, DomainBlocked, MediaPageOff, ModuleOff, NotHost, RoleTooLow, TypeNotOffered,
    },
    check_given, check_given_to, check_invited, given_types, may_invite, may_search_people,
    may_search_people_for_new_room,
};
use domain::settings::{GivenTypes, Grants, PersonAddresses, PlusRule};
use domain::{ApplicationRole, EmailAddress, HostKind, Role, Settings, Timestamp};
use proptest::prelude::*;

/// The conditions that do not hold, in the order in which they are told.
const CONDITIONS: [InviteDenied; 5] = [ModuleOff, MediaPageOff, NotHost, RoleTooLow, CollaborationOff];

fn invite_without(broken: &[InviteDenied]) -> Result<(), InviteDenied> {
    let settings = Settings {
        invite_to_media: !broken.contains(&ModuleOff),
        media_page: !broken.contains(&MediaPageOff),
        ..Settings::default()
    };
    let role =
        if broken.contains(&RoleTooLow) { ApplicationRole::Viewer } else { ApplicationRole::PrivateOnly };
    let host = (!broken.contains(&NotHost)).then_some(HostKind::CoPublisher);
    may_invite(&settings, role, host, !broken.contains(&CollaborationOff))
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("the test's address is one")
}

fn settings_with(blocked: &[&str], allowed: &[&str]) -> Settings {
    let owned = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    Settings { blocked_domains: owned(blocked), allowed_domains: owned(allowed), ..Settings::default() }
}

#[test]
fn with_all_five_conditions_one_may_invite() {
    assert_eq!(invite_without(&[]), Ok(()));
}

#[test]
fn each_condition_alone_is_enough_to_refuse() {
    for condition in CONDITIONS {
        assert_eq!(invite_without(&[condition]), Err(condition));
    }
}

#[test]
fn of_several_missing_conditions_the_first_in_order_is_told() {
    for bits in 1..1_usize << CONDITIONS.len() {
        let broken = CONDITIONS.iter().enumerate().filter(|(place, _)| bits >> place & 1 == 1);
        let broken = broken.map(|(_, condition)| *condition).collect::<Vec<_>>();
        assert_eq!(invite_without(&broken), Err(broken[0]), "{broken:?}");
    }
}

#[test]
fn all_four_kinds_of_host_may_invite() {
    for kind in HostKind::ALL {
        let invited = may_invite(&Settings::default(), ApplicationRole::PrivateOnly, Some(*kind), true);
        assert_eq!(invited, Ok(()), "{kind}");
    }
}

#[test]
fn administrators_who_are_no_hosts_may_not_invite() {
    let invited = may_invite(&Settings::default(), ApplicationRole::UnmoderatedAdmin, None, true);
    assert_eq!(invited, Err(NotHost));
}

#[test]
fn the_allowed_users_setting_is_the_lowest_role_that_may_invite() {
    for lowest in ApplicationRole::ALL {
        let settings = Settings { allowed_users: *lowest, ..Settings::default() };
        for role in ApplicationRole::ALL {
            let invited = may_invite(&settings, *role, Some(HostKind::Owner), true);
            assert_eq!(invited.is_ok(), role >= lowest, "{role} where {lowest} is the lowest");
        }
    }
}

#[test]
fn whoever_chooses_the_hosts_of_a_room_may_look_for_people_whatever_they_are_on_the_site() {
    let off = Settings { invite_to_media: false, ..Settings::default() };
    for kind in HostKind::ALL {
        for settings in [&Settings::default(), &off] {
            let search = may_search_people(settings, ApplicationRole::Viewer, Some(*kind), false);
            assert_eq!(search.is_ok(), kind.may_own(), "{kind}");
        }
    }
}

#[test]
fn who_does_not_choose_hosts_may_look_for_people_as_they_may_invite_them() {
    for host in [None, Some(HostKind::CoEditor), Some(HostKind::CoPublisher)] {
        for role in ApplicationRole::ALL {
            for collaboration in [true, false] {
                let (settings, host) = (Settings::default(), host);
                assert_eq!(
                    may_search_people(&settings, *role, host, collaboration),
                    may_invite(&settings, *role, host, collaboration),
                    "{host:?} {role}"
                );
            }
        }
    }
}

#[test]
fn who_may_make_rooms_may_look_for_their_hosts() {
    for role in ApplicationRole::ALL {
        let expected = if role.may_create_rooms() { Ok(()) } else { Err(RoleTooLow) };
        assert_eq!(may_search_people_for_new_room(*role), expected, "{role}");
    }
}

#[test]
fn three_types_can_be_given_and_hosts_cannot_be_invited() {
    let guest = address("ana@example.org");
    for role in [Role::Viewer, Role::Moderator, Role::Speaker] {
        assert_eq!(check_invited(&Settings::default(), &guest, role), Ok(()));
    }
    assert_eq!(check_invited(&Settings::default(), &guest, Role::Host), Err(TypeNotOffered));
}

#[test]
fn addresses_of_blocked_domains_cannot_be_invited() {
    let settings = settings_with(&["example.org"], &[]);
    for (guest, expected) in [
        ("ana@example.org", Err(DomainBlocked)),
        ("ANA@Example.ORG", Err(DomainBlocked)),
        ("ana@mail.example.org", Err(DomainBlocked)),
        ("ana@a.b.example.org", Err(DomainBlocked)),
        ("ana@badexample.org", Ok(())),
        ("ana@example.org.test", Ok(())),
        ("ana@example.net", Ok(())),
    ] {
        assert_eq!(check_invited(&settings, &address(guest), Role::Viewer), expected, "{guest}");
    }
}

#[test]
fn where_domains_are_allowed_all_others_are_not() {
    let settings = settings_with(&[], &["example.org", "example.net"]);
    for (guest, is_allowed) in [
        ("ana@example.org", true),
        ("ana@mail.example.net", true),
        ("ana@badexample.org", false),
        ("ana@example.com", false),
    ] {
        assert_eq!(settings.allows_domain_of(&address(guest)), is_allowed, "{guest}");
    }
}

#[test]
fn blocking_a_subdomain_outweighs_allowing_its_parent() {
    let settings = settings_with(&["guests.example.org"], &["example.org"]);
    assert!(settings.allows_domain_of(&address("ana@example.org")));
    assert!(!settings.allows_domain_of(&address("ana@guests.example.org")));
}

#[test]
fn international_domains_are_blocked_in_ascii() {
    let settings = settings_with(&["xn--bcher-kva.example"], &[]);
    let idna = |_: &str| Ok("xn--bcher-kva.example".to_owned());
    let guest = EmailAddress::parse_with("ana@bücher.example", idna).expect("it is an address");
    assert!(!settings.allows_domain_of(&guest));
}

#[test]
fn settings_not_written_down_have_defaults_under_which_a_new_site_works() {
    let settings = serde_json::from_str::<Settings>("{}").expect("all settings have defaults");
    // Nothing of a site that was there before the setting is erased before somebody says so.
    assert_eq!(settings, Settings { guests_kept_days: None, ..Settings::default() });
    assert_eq!((settings.link_devices, settings.advance_entry_minutes), (Some(1), 15));
}

#[test]
fn hosts_give_what_their_kind_may_give_and_moderators_what_is_offered_at_all() {
    let some = GivenTypes { viewer: true, moderator: false, speaker: false };
    let grants = HostKind::ALL.iter().fold(Grants::default(), |grants, kind| grants.with(*kind, some));
    let grants = grants.with(HostKind::Owner, GivenTypes { speaker: true, ..some });
    let settings = Settings { grants, ..Settings::default() };
    assert_eq!(given_types(&settings, Some(HostKind::Owner)), [Role::Viewer, Role::Speaker]);
    assert_eq!(given_types(&settings, Some(HostKind::CoEditor)), [Role::Viewer]);
    assert_eq!(given_types(&settings, None), [Role::Viewer, Role::Speaker]);
    assert_eq!(check_given(&settings, None, Role::Moderator), Err(InviteDenied::TypeNotOffered));
    for role in [Role::Guest, Role::Host] {
        assert!(check_given(&Settings::default(), Some(HostKind::Owner), role).is_err(), "{role}");
    }
    let none = Settings { grants: grants.with(HostKind::CoOwner, GivenTypes::NONE), ..settings };
    let denied = may_invite(&none, ApplicationRole::Admin, Some(HostKind::CoOwner), true);
    assert_eq!(denied, Err(InviteDenied::NothingToGive));
}

#[test]
fn a_tag_is_what_the_administrator_says() {
    let address = |text: &str| EmailAddress::parse(text).expect("the test's address is one");
    let with = |plus_addresses| Settings { plus_addresses, ..Settings::default() };
    let (plain, tagged) = (address("bo@example.org"), address("bo+a+b@example.org"));
    assert_eq!(tagged.without_tag(), plain);
    assert_eq!(address("+a@example.org").without_tag(), address("+a@example.org"), "nothing would be left");
    let same = [PlusRule::Allowed, PlusRule::SamePerson, PlusRule::Refused]
        .map(|rule| with(rule).are_same_person(&plain, &tagged));
    assert_eq!(same, [false, true, false]);
    let refused = with(PlusRule::Refused);
    assert_eq!(check_invited(&refused, &tagged, Role::Viewer), Err(InviteDenied::PlusAddress));
    assert_eq!(check_invited(&refused, &plain, Role::Viewer), Ok(()));
    assert!(!with(PlusRule::SamePerson).are_same_person(&plain, &address("bo+a@example.net")));
}

#[test]
fn a_limit_is_reached_until_the_oldest_that_counts_is_a_day_old() {
    let at = Timestamp::from_millis(1_795_370_400_000);
    let settings =
        Settings { invitations_per_host: Some(5), invitations_per_room: Some(9), ..Settings::default() };
    let given = |by_host, in_room| GivenLately { by_host, in_room };
    assert_eq!(check_limits(&settings, given(None, None), at), Ok(()));
    let denied = check_limits(&settings, given(Some(at), None), at).expect_err("five have been given");
    let again_at = at + COUNTED_FOR;
    assert_eq!(denied, InviteDenied::DailyLimit { of: LimitOf::Host, most: 5, again_at });
    assert!(denied.to_string().starts_with("You have invited 5 people in the last 24 hours"), "{denied}");
    assert_eq!(denied.again_at(), Some(again_at));
    assert_eq!(check_limits(&settings, given(Some(at), None), again_at), Ok(()));
    let later = at + core::time::Duration::from_secs(61);
    let both = check_limits(&settings, given(Some(at), Some(later)), later).expect_err("both are reached");
    let rounded_up = again_at + core::time::Duration::from_mins(2);
    assert_eq!(both.again_at(), Some(rounded_up), "the longer wait");
    let one = InviteDenied::DailyLimit { of: LimitOf::Room, most: 1, again_at };
    assert!(one.to_string().starts_with("This room has had 1 invitation in the last"), "{one}");
    assert_eq!(check_limits(&Settings::default(), given(Some(at), Some(at)), at), Ok(()));
}

#[test]
fn whoever_is_invited_with_a_type_stays_it_whoever_invites_them_again() {
    let only_viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
    let grants = Grants::default().with(HostKind::CoEditor, only_viewers);
    let settings = Settings { grants, ..Settings::default() };
    let again = |kept, role| check_given_to(&settings, Some(HostKind::CoEditor), kept, role);
    assert_eq!(again(Some(Role::Moderator), Role::Moderator), Ok(()), "nothing is given");
    assert_eq!(again(Some(Role::Moderator), Role::Viewer), Ok(()));
    assert_eq!(again(Some(Role::Moderator), Role::Speaker), Err(TypeNotOffered));
    assert_eq!(again(Some(Role::Viewer), Role::Moderator), Err(TypeNotOffered));
    assert_eq!(again(None, Role::Moderator), Err(TypeNotOffered));
}

fn is_found(settings: &Settings, by: &EmailAddress, stored: &EmailAddress) -> bool {
    let PersonAddresses { exact, plain, from, to, at_domain } = settings.addresses_of(by);
    let text = stored.as_str();
    *stored == exact
        || *stored == plain
        || (text >= from.as_str() && text < to.as_str() && text.ends_with(&at_domain))
}

proptest! {
    #[test]
    fn the_addresses_of_a_person_are_found_by_where_they_stand(
        one in "[ab]?[ab+.]{0,4}[ab]", other in "[ab]?[ab+.]{0,4}[ab]", at_other in any::<bool>(),
    ) {
        let domain = if at_other { "b.example" } else { "a.example" };
        let (one, other) = (
            EmailAddress::parse(&format!("{one}@a.example")),
            EmailAddress::parse(&format!("{other}@{domain}")),
        );
        prop_assume!(one.is_ok() && other.is_ok());
        let (Ok(one), Ok(other)) = (one, other) else { return Ok(()) };
        for rule in PlusRule::ALL {
            let settings = Settings { plus_addresses: *rule, ..Settings::default() };
            prop_assert_eq!(is_found(&settings, &one, &other), settings.are_same_person(&one, &other));
        }
    }
}
