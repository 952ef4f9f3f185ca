//! Who may change whom, which people a view shows, what groups are called, and what a row of a file means.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use domain::invite_many::IfKnown;
use domain::invite_policy::{InviteDenied, may_invite};
use domain::people::change::{PersonDenied, PlaceChange, SitePlace, may_change};
use domain::people::directory::{DirectoryView, PAGE, pages};
use domain::people::group::{GroupName, GroupProblem};
use domain::people::import::{
    Counts, ImportDenied, ImportState, ImportedPerson, Known, RowProblem, RowState, WrittenRow,
    carried_out_for, may_apply, may_fill, role_of, weigh,
};
use domain::settings::{AtStake, SettingsEffect, SettingsForm, effects};
use domain::{ApplicationRole, EmailProblem, GroupId, HostKind, NameProblem, PersonId, PersonName, Settings};
use proptest::prelude::*;

fn place(role: ApplicationRole, is_active: bool) -> SitePlace {
    SitePlace { role, is_active }
}

const ADMIN: SitePlace = SitePlace { role: ApplicationRole::Admin, is_active: true };

#[test]
fn one_cannot_shut_oneself_out() {
    for (after, denied) in [
        (place(ApplicationRole::Viewer, true), Some(PersonDenied::OwnDemotion)),
        (place(ApplicationRole::PrivateOnly, true), Some(PersonDenied::OwnDemotion)),
        (place(ApplicationRole::Admin, false), Some(PersonDenied::OwnDeactivation)),
        (place(ApplicationRole::UnmoderatedAdmin, true), None),
    ] {
        let change = PlaceChange { before: ADMIN, after, by: ADMIN, is_own: true };
        assert_eq!(may_change(change).err(), denied, "{after:?}");
        assert_eq!(may_change(PlaceChange { is_own: false, ..change }), Ok(()));
    }
}

#[test]
fn who_does_not_run_the_site_at_this_moment_changes_nobody() {
    for by in [place(ApplicationRole::PrivateOnly, true), place(ApplicationRole::UnmoderatedAdmin, false)] {
        let change = PlaceChange { before: ADMIN, after: ADMIN, by, is_own: false };
        assert_eq!(may_change(change), Err(PersonDenied::NotAdministrator));
    }
}

fn any_place() -> impl Strategy<Value = SitePlace> {
    (proptest::sample::select(ApplicationRole::ALL), any::<bool>())
        .prop_map(|(role, is_active)| SitePlace { role, is_active })
}

proptest! {
    #[test]
    fn somebody_always_runs_the_site(
        mut people in proptest::collection::vec(any_place(), 1..5),
        changes in proptest::collection::vec((0..5_usize, 0..5_usize, any_place()), 0..40),
    ) {
        people[0] = ADMIN;
        for (by, whom, after) in changes {
            let (by, whom) = (by % people.len(), whom % people.len());
            let change = PlaceChange { before: people[whom], after, by: people[by], is_own: by == whom };
            if may_change(change).is_ok() {
                people[whom] = after;
            }
            prop_assert!(people.iter().any(|person| person.administers()));
        }
    }

    #[test]
    fn a_page_of_a_view_begins_where_the_one_before_ends(page in 1..30_000_u32) {
        let view = |page| DirectoryView { page, ..DirectoryView::default() };
        prop_assert_eq!(view(page).offset() + PAGE, view(page + 1).offset());
        prop_assert_eq!(pages(view(page).offset() + 1), page);
    }

    #[test]
    fn whoever_is_named_may_invite_whatever_their_role_and_nobody_else_gains_by_it(
        lowest in proptest::sample::select(ApplicationRole::ALL),
        role in proptest::sample::select(ApplicationRole::ALL),
        people in proptest::collection::vec(0..4_u128, 0..3),
        groups in proptest::collection::vec(0..4_u128, 0..3),
        mine in proptest::collection::vec(0..4_u128, 0..3),
    ) {
        let me = PersonId::from_bits(1);
        let ids = |bits: &[u128]| bits.iter().copied().map(GroupId::from_bits).collect::<Vec<_>>();
        let settings = Settings {
            allowed_users: lowest,
            allowed_people: people.iter().copied().map(PersonId::from_bits).collect(),
            allowed_groups: ids(&groups),
            ..Settings::default()
        };
        let is_named = people.contains(&1) || mine.iter().any(|group| groups.contains(group));
        let for_me = settings.clone().for_person(me, &ids(&mine));
        let expected = if role >= lowest || is_named { Ok(()) } else { Err(InviteDenied::RoleTooLow) };
        prop_assert_eq!(may_invite(&for_me, role, Some(HostKind::CoPublisher), true), expected);
        prop_assert_eq!(may_invite(&for_me, role, None, true), Err(InviteDenied::NotHost));
        prop_assert_eq!(Settings { allowed_users: lowest, ..for_me }, settings, "nothing else differs");
    }

    #[test]
    fn reading_a_row_never_panics_and_what_it_takes_is_canonical(
        email in ".{0,20}", first in ".{0,20}", last in ".{0,20}", role in ".{0,12}",
    ) {
        let row = WrittenRow { email, first, last, role };
        if let Ok(person) = row.read(|_| Err(EmailProblem::Domain)) {
            prop_assert_eq!(person.email.as_str().parse(), Ok(person.email.clone()));
        }
    }
}

#[test]
fn pages_do_not_know_who_is_named() {
    let settings = Settings {
        allowed_people: vec![PersonId::from_bits(1)],
        allowed_groups: vec![GroupId::from_bits(2)],
        ..Settings::default()
    };
    assert_eq!(settings.for_pages(), Settings::default());
}

#[test]
fn a_form_keeps_each_of_the_named_once_and_not_too_many() {
    let person = PersonId::from_bits;
    let form = SettingsForm {
        allowed_people: vec![person(1), person(2), person(1)],
        ..SettingsForm::from(&Settings::default())
    };
    let read = form.read(|_| Err(EmailProblem::Domain)).unwrap();
    assert_eq!(read.allowed_people, [person(1), person(2)]);
    let many = SettingsForm { allowed_people: (0..201).map(person).collect(), ..form };
    let problems = many.read(|_| Err(EmailProblem::Domain)).unwrap_err();
    assert_eq!(problems.iter().map(|(field, _)| field.word()).collect::<Vec<_>>(), ["allowed_people"]);
}

#[test]
fn naming_fewer_is_told_before_it_is_saved() {
    let before = Settings {
        allowed_people: vec![PersonId::from_bits(1), PersonId::from_bits(2)],
        allowed_groups: vec![GroupId::from_bits(3)],
        ..Settings::default()
    };
    let after = Settings { allowed_people: vec![PersonId::from_bits(2)], ..Settings::default() };
    let told = effects(&before, &after, &AtStake::default());
    assert_eq!(told, [SettingsEffect::FewerNamed(2)]);
    assert!(told[0].locks_out());
    assert_eq!(effects(&after, &before, &AtStake::default()), []);
}

#[test]
fn names_of_groups_are_tidied_and_told_apart_as_people_tell_them_apart() {
    let name = GroupName::parse("  The   Staff ").unwrap();
    assert_eq!((name.as_str(), name.key()), ("The Staff", "the staff".to_owned()));
    assert_eq!(GroupName::parse("MÜLLER").unwrap().key(), GroupName::parse("muller").unwrap().key());
    for (typed, problem) in [
        ("", GroupProblem::Empty),
        ("  \u{200b} ", GroupProblem::Empty),
        (",", GroupProblem::Empty),
        ("a\nb", GroupProblem::Control),
    ] {
        assert_eq!(GroupName::parse(typed), Err(problem), "{typed:?}");
    }
    assert_eq!(GroupName::parse(&"é".repeat(60)).unwrap().as_str().chars().count(), 60);
    assert_eq!(GroupName::parse(&"é".repeat(61)), Err(GroupProblem::TooLong));
}

fn written(email: &str, first: &str, last: &str, role: &str) -> WrittenRow {
    WrittenRow { email: email.into(), first: first.into(), last: last.into(), role: role.into() }
}

#[test]
fn a_row_says_the_first_thing_that_is_wrong_with_it() {
    for (row, problem) in [
        (written("nobody", "", "", ""), RowProblem::Email(EmailProblem::NotOneAt)),
        (written("a@b.org", " ", "B", ""), RowProblem::FirstName(NameProblem::Empty)),
        (written("a@b.org", "A", "", ""), RowProblem::LastName(NameProblem::Empty)),
        (written("a@b.org", "A", "B", "king"), RowProblem::Role),
    ] {
        assert_eq!(row.read(|_| Err(EmailProblem::Domain)), Err(problem), "{row:?}");
    }
}

#[test]
fn roles_are_read_by_word_and_by_name() {
    for (typed, role) in [
        ("viewer", Some(ApplicationRole::Viewer)),
        (" Private only ", Some(ApplicationRole::PrivateOnly)),
        ("private-only", Some(ApplicationRole::PrivateOnly)),
        ("ADMINISTRATOR", Some(ApplicationRole::Admin)),
        ("unmoderated_admin", Some(ApplicationRole::UnmoderatedAdmin)),
        ("owner", None),
        ("", None),
    ] {
        assert_eq!(role_of(typed), role, "{typed:?}");
    }
}

fn row(name: &str, role: Option<ApplicationRole>) -> ImportedPerson {
    let (first, last) = name.split_once(' ').unwrap();
    ImportedPerson {
        email: "ann@example.org".parse().unwrap(),
        name: PersonName::parse(first, last).unwrap(),
        role,
    }
}

fn known(name: &str, role: ApplicationRole, is_self: bool) -> Known {
    let (first, last) = name.split_once(' ').unwrap();
    Known { name: PersonName::parse(first, last).unwrap(), place: place(role, true), is_self }
}

#[test]
fn a_group_is_found_by_words_of_its_name() {
    let group = GroupName::parse("Staff of Zürich").unwrap();
    for query in ["", "  ", "staff", "ZURICH st", "aff, zür"] {
        assert!(group.is_found_by(query), "{query:?}");
    }
    for query in ["stuff", "staff geneva"] {
        assert!(!group.is_found_by(query), "{query:?}");
    }
}

#[test]
fn what_a_row_means_depends_on_whom_the_directory_has() {
    use ApplicationRole::{Admin, Viewer};
    let ann = known("Ann Archer", Viewer, false);
    for (row, there, if_known, expected) in [
        (row("Ann Archer", None), None, IfKnown::Keep, Ok(RowState::ToAdd)),
        (row("Ann Archer", None), Some(&ann), IfKnown::Update, Ok(RowState::ToKeep)),
        (row("Ann Archer", Some(Viewer)), Some(&ann), IfKnown::Update, Ok(RowState::ToKeep)),
        (row("Ann Other", None), Some(&ann), IfKnown::Update, Ok(RowState::ToChange)),
        (row("Ann Archer", Some(Admin)), Some(&ann), IfKnown::Update, Ok(RowState::ToChange)),
        (row("Ann Other", Some(Admin)), Some(&ann), IfKnown::Keep, Ok(RowState::ToKeep)),
        (
            row("Ann Archer", Some(Viewer)),
            Some(&known("Ann Archer", Admin, true)),
            IfKnown::Update,
            Err(RowProblem::Denied(PersonDenied::OwnDemotion)),
        ),
    ] {
        assert_eq!(weigh(&row, there, if_known, ADMIN), expected, "{row:?} {there:?}");
    }
    let nobody = place(Viewer, false);
    let denied = Err(RowProblem::Denied(PersonDenied::NotAdministrator));
    assert_eq!(weigh(&row("Ann Archer", None), None, IfKnown::Update, nobody), denied);
}

#[test]
fn counts_part_what_is_left_from_what_is_done() {
    let mut counts = Counts::default();
    for (number, state) in (1..).zip(RowState::ALL) {
        counts.set(*state, number);
        assert_eq!(counts.of(*state), number);
        assert_eq!(state.done().done(), state.done(), "what is done stays so");
    }
    assert_eq!((counts.total(), counts.left(), counts.done()), (28, 6, 18));
}

#[test]
fn parts_of_a_file_are_read_once_each_in_their_order_until_it_has_been_looked_at() {
    use ImportState::{Applying, Cancelled, Checked, Done, Filling};
    assert_eq!(Filling.takes_part(2, 2), Ok(true));
    assert_eq!(Filling.takes_part(1, 2), Ok(false), "it has arrived already");
    assert_eq!(Filling.takes_part(3, 2), Err(ImportDenied::Incomplete), "one before it is missing");
    for state in [Checked, Applying, Done, Cancelled] {
        assert_eq!(state.takes_part(1, 2), Ok(false), "sent once more after its answer was lost");
        assert_eq!(state.takes_part(2, 2), Err(ImportDenied::Started));
    }
    let (me, other) = (PersonId::from_bits(1), PersonId::from_bits(2));
    assert!(may_fill(Some(me), me) && !may_fill(Some(other), me) && !may_fill(None, me));
}

#[test]
fn a_file_is_carried_out_for_whoever_starts_it() {
    let (sender, starter) = (PersonId::from_bits(1), PersonId::from_bits(2));
    assert_eq!(carried_out_for(Some(starter), Some(sender)), Some(starter));
    assert_eq!(carried_out_for(None, Some(sender)), Some(sender), "when it is looked at");
    assert_eq!(carried_out_for(Some(starter), None), Some(starter));
    assert!(may_apply(ADMIN) && may_apply(place(ApplicationRole::UnmoderatedAdmin, true)));
    assert!(!may_apply(place(ApplicationRole::PrivateOnly, true)));
    assert!(!may_apply(SitePlace { is_active: false, ..ADMIN }));
}

#[test]
fn a_file_starts_and_stops_once() {
    use ImportState::{Applying, Cancelled, Checked, Done, Filling};
    assert_eq!(Filling.starts(), Err(ImportDenied::Incomplete));
    assert_eq!(Checked.starts(), Ok(true));
    assert_eq!([Applying.starts(), Done.starts()], [Ok(false); 2]);
    assert_eq!(Cancelled.starts(), Err(ImportDenied::Ended));
    assert_eq!([Filling, Checked, Applying].map(ImportState::stops), [Ok(true); 3]);
    assert_eq!(Cancelled.stops(), Ok(false));
    assert_eq!(Done.stops(), Err(ImportDenied::Ended));
}
