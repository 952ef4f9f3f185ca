//! Changing the settings: what is typed, what is wrong with it, and what a change does.

use domain::mailed_code::CodePolicy;
use domain::settings::{
    GivenTypes, Grants, LinkOut, PlusRule, SettingsEffect, SettingsField, SettingsForm, SettingsProblem,
    effects,
};
use domain::{ApplicationRole, EmailAddress, EmailProblem, Role, Settings};
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
    LinkOut { email: EmailAddress::parse(email).expect("the test's address is one"), role, devices }
}

fn out() -> Vec<LinkOut> {
    vec![
        link("ana@example.org", Role::Viewer, 0),
        link("bo@mail.example.org", Role::Speaker, 2),
        link("cy@example.net", Role::Moderator, 1),
    ]
}

fn change(after: Settings) -> Vec<SettingsEffect> {
    effects(&Settings::default(), &after, &out(), true)
}

#[test]
fn a_change_of_nothing_does_nothing() {
    assert_eq!(change(Settings::default()), []);
}

#[test]
fn a_blocked_domain_shuts_the_links_of_its_addresses_and_of_those_below_it() {
    let blocked = Settings { blocked_domains: vec!["example.org".to_owned()], ..Settings::default() };
    assert_eq!(change(blocked.clone()), [SettingsEffect::LinksShut(2)]);
    assert_eq!(effects(&blocked, &Settings::default(), &out(), true), [SettingsEffect::LinksOpened(2)]);
}

#[test]
fn a_list_of_allowed_domains_shuts_all_others() {
    let allowed = Settings { allowed_domains: vec!["example.net".to_owned()], ..Settings::default() };
    assert_eq!(change(allowed), [SettingsEffect::LinksShut(2)]);
}

#[test]
fn codes_are_counted_by_role_and_warned_of_where_no_mail_leaves() {
    let some = Settings { mailed_code: CodePolicy::ModeratorsAndSpeakers, ..Settings::default() };
    assert_eq!(change(some.clone()), [SettingsEffect::CodesAsked(2)]);
    let without_mail = effects(&Settings::default(), &some, &out(), false);
    assert_eq!(without_mail, [SettingsEffect::CodesCannotBeSent, SettingsEffect::CodesAsked(2)]);
    assert!(without_mail[0].locks_out() && !without_mail[1].locks_out());
}

#[test]
fn switching_either_module_off_ends_inviting_and_locks_out() {
    for off in [
        Settings { invite_to_media: false, ..Settings::default() },
        Settings { media_page: false, ..Settings::default() },
    ] {
        assert_eq!(change(off.clone()), [SettingsEffect::InvitingEnds]);
        assert!(SettingsEffect::InvitingEnds.locks_out());
        assert_eq!(effects(&off, &Settings::default(), &out(), true), []);
    }
}

#[test]
fn a_higher_role_for_inviting_locks_out_and_a_lower_one_does_not() {
    let only_admins = Settings { allowed_users: ApplicationRole::Admin, ..Settings::default() };
    assert_eq!(change(only_admins.clone()), [SettingsEffect::FewerMayInvite(ApplicationRole::Admin)]);
    assert_eq!(effects(&only_admins, &Settings::default(), &out(), true), []);
}

#[test]
fn devices_that_use_a_link_go_on_and_ends_stay() {
    let before = Settings { link_devices: Some(3), ..Settings::default() };
    let after = Settings { link_devices: Some(1), link_duration_minutes: 5, ..Settings::default() };
    assert_eq!(
        effects(&before, &after, &out(), true),
        [SettingsEffect::DevicesStay(1), SettingsEffect::EndsStay]
    );
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
        let domain = out()[blocked].email.domain().to_owned();
        let after = Settings { blocked_domains: vec![domain], ..Settings::default() };
        let there = change(after.clone());
        let back = effects(&after, &Settings::default(), &out(), true);
        let shut = there.iter().find_map(|effect| match effect { SettingsEffect::LinksShut(count) => Some(*count), _ => None });
        let opened = back.iter().find_map(|effect| match effect { SettingsEffect::LinksOpened(count) => Some(*count), _ => None });
        prop_assert_eq!(shut, opened);
    }
}

#[test]
fn fewer_types_and_lower_limits_are_told_of_and_lock_nobody_out() {
    let types = GivenTypes { speaker: false, ..GivenTypes::default() };
    let all = Grants { owner: types, co_owner: types, co_editor: types, co_publisher: types };
    let ended = change(Settings { grants: all, ..Settings::default() });
    assert_eq!(ended, [SettingsEffect::TypeEnds(Role::Speaker)]);
    let one = Grants { co_publisher: types, ..Grants::default() };
    assert_eq!(change(Settings { grants: one, ..Settings::default() }), [SettingsEffect::FewerTypes]);
    let limited = change(Settings { invitations_per_room: Some(10), ..Settings::default() });
    assert_eq!(limited, [SettingsEffect::LimitCounts]);
    assert!([ended, limited].concat().iter().all(|effect| !effect.locks_out()));
    let none = GivenTypes::NONE;
    let nothing = Grants { owner: none, co_owner: none, co_editor: none, co_publisher: none };
    assert_eq!(change(Settings { grants: nothing, ..Settings::default() }), [SettingsEffect::InvitingEnds]);
}

#[test]
fn a_switch_off_of_guest_links_locks_out_and_back_on_does_not() {
    let off = Settings { guest_links: false, ..Settings::default() };
    assert_eq!(change(off.clone()), [SettingsEffect::GuestLinksEnd]);
    assert!(SettingsEffect::GuestLinksEnd.locks_out());
    assert_eq!(effects(&off, &Settings::default(), &out(), true), [SettingsEffect::GuestLinksReturn]);
}

#[test]
fn addresses_with_a_tag_are_shut_or_joined() {
    let tagged = [link("ana+x@example.org", Role::Viewer, 0)];
    let with = |plus_addresses| Settings { plus_addresses, ..Settings::default() };
    let shut = effects(&Settings::default(), &with(PlusRule::Refused), &tagged, true);
    assert_eq!(shut, [SettingsEffect::LinksShut(1)]);
    let joined = effects(&Settings::default(), &with(PlusRule::SamePerson), &tagged, true);
    assert_eq!(joined, [SettingsEffect::TagsJoin]);
}

#[test]
fn what_erases_is_asked_about_as_such_and_locks_nobody_out() {
    let erased = SettingsEffect::GuestsErased(2);
    assert!(erased.erases() && !erased.locks_out());
    assert!(!SettingsEffect::InvitingEnds.erases() && !SettingsEffect::EndsStay.erases());
}
