//! Changing the settings: what is typed, what is wrong with it, and what a change does.

use domain::mailed_code::CodePolicy;
use domain::settings::{
    AtStake, GivenTypes, Grants, LinkOut, PlusRule, SettingsEffect, SettingsField, SettingsForm,
    SettingsProblem, effects,
};
use domain::{ApplicationRole, EmailAddress, EmailProblem, HostKind, Role, Settings};
use proptest::prelude::*;

fn ascii_only(_: &str) -> Result<String, EmailProblem> {
    Err(EmailProblem::LookAlikeDomain)
}

fn form(change: impl FnOnce(&mut SettingsForm)) -> SettingsForm {
    let mut form = SettingsForm::from(&Settings::default());
    change(&mut form);
    form
}

fn wrong(form: &SettingsForm) -> Vec<SettingsField> {
    let problems = form.read(ascii_only).err().unwrap_or_default();
    problems.into_iter().map(|(field, _)| field).collect()
}

#[test]
fn settings_that_are_shown_and_saved_untouched_stay_as_they_are() {
    let settings = Settings {
        link_devices: None,
        blocked_domains: vec!["example.com".to_owned(), "example.net".to_owned()],
        mailed_code: CodePolicy::Everyone,
        ..Settings::default()
    };
    for settings in [Settings::default(), settings] {
        assert_eq!(SettingsForm::from(&settings).read(ascii_only), Ok(settings));
    }
}

#[test]
fn everything_wrong_is_told_at_once_in_the_order_of_the_form() {
    let form = form(|form| {
        form.advance_entry_minutes = "-1".to_owned();
        form.allowed_domains = "example".to_owned();
        form.link_duration_minutes = "a day".to_owned();
        form.link_devices = "0".to_owned();
    });
    let expected = [
        SettingsField::LinkDuration,
        SettingsField::LinkDevices,
        SettingsField::AllowedDomains,
        SettingsField::AdvanceEntry,
    ];
    assert_eq!(wrong(&form), expected);
}

#[test]
fn domains_are_read_however_they_are_listed() {
    let form = form(|form| {
        form.blocked_domains = " @Example.com, *.example.net;\n.example.org example.com".to_owned();
    });
    let settings = form.read(ascii_only).expect("all of them are domains");
    assert_eq!(settings.blocked_domains, ["example.com", "example.net", "example.org"]);
}

#[test]
fn a_domain_that_is_none_is_named() {
    let form = form(|form| form.blocked_domains = "example.com\nnot a domain".to_owned());
    let problems = form.read(ascii_only).expect_err("`not` is no domain");
    assert!(matches!(&problems[0].1, SettingsProblem::Domain(entry, _) if entry == "not"));
    assert!(problems[0].1.to_string().starts_with("not is no domain."));
}

fn link(email: &str, role: Role, devices: u16) -> LinkOut {
    LinkOut { email: address(email), role, devices }
}

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("the test's address is one")
}

fn out() -> AtStake {
    AtStake {
        links: vec![
            link("ana@example.org", Role::Viewer, 0),
            link("bo@mail.example.org", Role::Speaker, 2),
            link("cy@example.net", Role::Moderator, 1),
        ],
        mails_leave: true,
        ..AtStake::default()
    }
}

fn change(after: &Settings) -> Vec<SettingsEffect> {
    effects(&Settings::default(), after, &out())
}

#[test]
fn a_change_of_nothing_does_nothing() {
    assert_eq!(change(&Settings::default()), []);
}

#[test]
fn a_blocked_domain_shuts_the_links_of_its_addresses_and_of_those_below_it() {
    let blocked = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
    assert_eq!(change(&blocked), [SettingsEffect::LinksShut(2)]);
    assert_eq!(effects(&blocked, &Settings::default(), &out()), [SettingsEffect::LinksOpened(2)]);
}

#[test]
fn a_list_of_allowed_domains_shuts_all_others() {
    let allowed = Settings { allowed_domains: vec!["example.net".to_owned()], ..Settings::default() };
    assert_eq!(change(&allowed), [SettingsEffect::LinksShut(2)]);
}

#[test]
fn codes_are_counted_by_role_and_warned_of_where_no_mail_leaves() {
    let some = Settings { mailed_code: CodePolicy::ModeratorsAndSpeakers, ..Settings::default() };
    assert_eq!(change(&some), [SettingsEffect::CodesAsked(2)]);
    let without_mail = effects(&Settings::default(), &some, &AtStake { mails_leave: false, ..out() });
    assert_eq!(without_mail, [SettingsEffect::CodesCannotBeSent, SettingsEffect::CodesAsked(2)]);
    assert!(without_mail[0].locks_out() && !without_mail[1].locks_out());
}

#[test]
fn switching_either_module_off_ends_inviting_and_locks_out() {
    for off in [
        Settings { invite_to_media: false, ..Settings::default() },
        Settings { media_page: false, ..Settings::default() },
    ] {
        assert_eq!(change(&off), [SettingsEffect::InvitingEnds]);
        assert!(SettingsEffect::InvitingEnds.locks_out());
        assert_eq!(effects(&off, &Settings::default(), &out()), []);
    }
}

#[test]
fn a_higher_role_for_inviting_locks_out_and_a_lower_one_does_not() {
    let only_admins = Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() };
    assert_eq!(change(&only_admins), [SettingsEffect::FewerMayInvite(ApplicationRole::Admin)]);
    assert_eq!(effects(&only_admins, &Settings::default(), &out()), []);
}

#[test]
fn devices_that_use_a_link_go_on_and_ends_stay() {
    let before = Settings { link_devices: Some(3), ..Settings::default() };
    let after = Settings { link_devices: Some(1), link_duration_minutes: 5, ..Settings::default() };
    assert_eq!(effects(&before, &after, &out()), [SettingsEffect::DevicesStay(1), SettingsEffect::EndsStay]);
}

proptest! {
    #[test]
    fn whatever_is_typed_is_read_or_named_and_never_both(
        minutes in ".{0,8}", devices in ".{0,4}", blocked in "[a-z@., \\n*]{0,40}", advance in "[0-9-]{0,6}",
    ) {
        let form = form(|form| {
            form.link_duration_minutes = minutes;
            form.link_devices = devices;
            form.blocked_domains = blocked;
            form.advance_entry_minutes = advance;
        });
        match form.read(ascii_only) {
            Ok(settings) => prop_assert_eq!(SettingsForm::from(&settings).read(ascii_only), Ok(settings)),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn a_change_and_its_way_back_shut_and_open_the_same_links(blocked in 0_usize..3) {
        let domain = out().links[blocked].email.domain().to_owned();
        let after = Settings { blocked_domains: vec![domain], ..Settings::default() };
        let there = change(&after);
        let back = effects(&after, &Settings::default(), &out());
        let shut = there.iter().find_map(|effect| match effect { SettingsEffect::LinksShut(count) => Some(*count), _ => None });
        let opened = back.iter().find_map(|effect| match effect { SettingsEffect::LinksOpened(count) => Some(*count), _ => None });
        prop_assert_eq!(shut, opened);
    }
}

#[test]
fn fewer_types_and_lower_limits_are_told_of_and_lock_nobody_out() {
    let types = GivenTypes { speaker: false, ..GivenTypes::default() };
    let all = Grants { owner: types, co_owner: types, co_editor: types, co_publisher: types };
    let ended = change(&Settings { grants: all, ..Settings::default() });
    assert_eq!(ended, [SettingsEffect::TypeEnds(Role::Speaker)]);
    let one = Grants { co_publisher: types, ..Grants::default() };
    assert_eq!(change(&Settings { grants: one, ..Settings::default() }), [SettingsEffect::FewerTypes]);
    let limited = change(&Settings { invitations_per_room: Some(10), ..Settings::default() });
    assert_eq!(limited, [SettingsEffect::LimitCounts]);
    assert!([ended, limited].concat().iter().all(|effect| !effect.locks_out()));
    let none = GivenTypes::NONE;
    let nothing = Grants { owner: none, co_owner: none, co_editor: none, co_publisher: none };
    assert_eq!(change(&Settings { grants: nothing, ..Settings::default() }), [SettingsEffect::InvitingEnds]);
}

#[test]
fn a_switch_off_of_guest_links_locks_out_and_back_on_does_not() {
    let off = Settings { guest_links: false, ..Settings::default() };
    assert_eq!(change(&off), [SettingsEffect::GuestLinksEnd]);
    assert!(SettingsEffect::GuestLinksEnd.locks_out());
    assert_eq!(effects(&off, &Settings::default(), &out()), [SettingsEffect::GuestLinksReturn]);
}

#[test]
fn addresses_with_a_tag_are_shut_or_joined() {
    let tagged = AtStake { links: vec![link("ana+x@example.org", Role::Viewer, 0)], ..out() };
    let with = |plus_addresses| Settings { plus_addresses, ..Settings::default() };
    let shut = effects(&Settings::default(), &with(PlusRule::Refused), &tagged);
    assert_eq!(shut, [SettingsEffect::LinksShut(1)]);
    let joined = effects(&Settings::default(), &with(PlusRule::SamePerson), &tagged);
    assert_eq!(joined, [SettingsEffect::TagsJoin]);
}

#[test]
fn tags_that_stand_for_somebody_else_again_are_told_of_where_links_are_out() {
    let joined = Settings { plus_addresses: PlusRule::SamePerson, ..Settings::default() };
    assert_eq!(effects(&joined, &Settings::default(), &out()), [SettingsEffect::TagsPart]);
    assert_eq!(effects(&joined, &Settings::default(), &AtStake::default()), []);
    let refused = Settings { plus_addresses: PlusRule::Refused, ..Settings::default() };
    assert_eq!(effects(&joined, &refused, &out()), [SettingsEffect::TagsPart]);
}

#[test]
fn a_kind_of_host_that_may_give_nothing_is_locked_out_and_not_merely_narrowed() {
    let silent = |grants: Grants, kind| grants.with(kind, GivenTypes::NONE);
    let one = Settings { grants: silent(Grants::default(), HostKind::CoPublisher), ..Settings::default() };
    let locked_out = SettingsEffect::KindMayNotInvite(HostKind::CoPublisher);
    assert_eq!(change(&one), [locked_out]);
    assert!(locked_out.locks_out());
    assert!(locked_out.to_string().starts_with("Co-publisher: "));
    let two = Settings { grants: silent(one.grants, HostKind::CoEditor), ..Settings::default() };
    assert_eq!(effects(&one, &two, &out()), [SettingsEffect::KindMayNotInvite(HostKind::CoEditor)]);
    assert_eq!(effects(&two, &one, &out()), [], "whoever may invite again is not locked out");
}

#[test]
fn a_kind_of_host_that_loses_its_last_type_with_the_site_is_locked_out_too() {
    let speakers = GivenTypes { speaker: true, ..GivenTypes::NONE };
    let viewers = GivenTypes { viewer: true, ..GivenTypes::NONE };
    let of = |co_editor| Settings {
        grants: Grants { owner: viewers, co_owner: viewers, co_editor, co_publisher: viewers },
        ..Settings::default()
    };
    assert_eq!(
        effects(&of(speakers), &of(GivenTypes::NONE), &out()),
        [SettingsEffect::KindMayNotInvite(HostKind::CoEditor), SettingsEffect::TypeEnds(Role::Speaker)]
    );
}

#[test]
fn whoever_is_inside_or_has_come_by_a_guest_link_is_counted_when_their_address_is_refused() {
    let stake = AtStake {
        places: vec![address("di@example.org"), address("eve@example.com")],
        inside: vec![
            address("bo@mail.example.org"),
            address("fay@example.org"),
            address("gus+x@example.net"),
        ],
        ..out()
    };
    let blocked = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
    let by_domain = effects(&Settings::default(), &blocked, &stake);
    assert_eq!(
        by_domain,
        [SettingsEffect::LinksShut(2), SettingsEffect::PlacesShut(1), SettingsEffect::PutOut(2)]
    );
    assert!(by_domain.iter().all(|effect| effect.locks_out()));
    let no_tags = Settings { plus_addresses: PlusRule::Refused, ..Settings::default() };
    assert_eq!(effects(&Settings::default(), &no_tags, &stake), [SettingsEffect::PutOut(1)]);
}

#[test]
fn sessions_whose_guests_are_erased_are_counted_last_and_asked_about() {
    let stake = AtStake { sessions_due: 2, ..AtStake::default() };
    let codes = Settings {
        mailed_code: CodePolicy::Everyone,
        guests_kept_days: Some(9),
        guest_links: false,
        ..Settings::default()
    };
    let told = effects(&Settings::default(), &codes, &stake);
    assert_eq!(told.last(), Some(&SettingsEffect::GuestsErased(2)));
    assert!(told.iter().any(|effect| effect.erases()));
    assert!(!effects(&Settings::default(), &codes, &AtStake::default()).iter().any(|effect| effect.erases()));
}

#[test]
fn a_limit_that_has_been_reached_already_locks_out_and_one_that_has_not_only_counts() {
    let stake = AtStake { given_by_hosts: vec![1, 5, 9], given_in_rooms: vec![3, 12], ..out() };
    let limits = |host, room| Settings {
        invitations_per_host: host,
        invitations_per_room: room,
        ..Settings::default()
    };
    let reached = effects(&limits(None, None), &limits(Some(5), Some(12)), &stake);
    assert_eq!(
        reached,
        [SettingsEffect::LimitCounts, SettingsEffect::HostsAtLimit(2), SettingsEffect::RoomsAtLimit(1)]
    );
    assert_eq!(reached.iter().map(|effect| effect.locks_out()).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(effects(&limits(None, None), &limits(Some(10), None), &stake), [SettingsEffect::LimitCounts]);
    let lower = effects(&limits(Some(5), None), &limits(Some(4), None), &stake);
    assert_eq!(lower, [SettingsEffect::LimitCounts], "those two have been at the limit before");
    assert_eq!(effects(&limits(Some(4), None), &limits(Some(9), None), &stake), []);
}

#[test]
fn codes_for_everyone_are_told_not_to_be_asked_of_those_who_come_by_a_guest_link() {
    let everyone = Settings { mailed_code: CodePolicy::Everyone, ..Settings::default() };
    assert_eq!(change(&everyone), [SettingsEffect::CodesAsked(3), SettingsEffect::GuestLinksAskNoCode]);
    let shut = Settings { guest_links: false, ..everyone.clone() };
    assert!(!change(&shut).contains(&SettingsEffect::GuestLinksAskNoCode));
    assert_eq!(
        effects(&shut, &everyone, &out()),
        [SettingsEffect::GuestLinksReturn, SettingsEffect::GuestLinksAskNoCode]
    );
    assert!(!SettingsEffect::GuestLinksAskNoCode.locks_out());
}

#[test]
fn what_erases_is_asked_about_as_such_and_locks_nobody_out() {
    let erased = SettingsEffect::GuestsErased(2);
    assert!(erased.erases() && !erased.locks_out());
    assert!(!SettingsEffect::InvitingEnds.erases() && !SettingsEffect::EndsStay.erases());
}
