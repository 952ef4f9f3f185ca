//! The rows on screen before they are sent, and what is wrong with them.

use std::collections::HashMap;

use domain::Role;
use domain::invite_many::{GivenRow, MAX_ROWS, RowProblem, repeats};
use domain::invite_policy::InviteDenied;
use leptos::prelude::*;

use super::api::{KnownRow, Standing};
use crate::t;

/// Rows that are drawn at once: ten thousand would keep the page busy.
pub const PAGE: usize = 100;

/// A row as it stands on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// Names the row as long as it is there; rising from row to row.
    pub key: u32,
    pub given: GivenRow,
    pub is_name_guessed: bool,
    standing: Standing,
    /// The address that `standing` is about.
    known_email: String,
}

impl SheetRow {
    /// What the room knows of the address, as long as it is the one that was read.
    pub fn standing(&self) -> &Standing {
        if self.given.email == self.known_email { &self.standing } else { &Standing::New }
    }
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    #[default]
    All,
    /// Those that something is wrong with.
    Wrong,
    /// Those whose name was made out of their address.
    Guessed,
    /// Those who are invited already.
    Known,
}

impl View {
    pub const ALL: [Self; 4] = [Self::All, Self::Wrong, Self::Guessed, Self::Known];

    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Wrong => "wrong",
            Self::Guessed => "guessed",
            Self::Known => "known",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::All => t!("All rows"),
            Self::Wrong => t!("Need another look"),
            Self::Guessed => t!("Guessed names"),
            Self::Known => t!("Invited already"),
        }
    }

    /// Reads a word; an unknown one is the usual view.
    pub fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|view| view.word() == word).unwrap_or_default()
    }
}

/// How many rows of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    pub wrong: usize,
    pub guessed: usize,
    pub known: usize,
}

impl Tally {
    pub const fn of(self, view: View) -> usize {
        match view {
            View::All => self.all,
            View::Wrong => self.wrong,
            View::Guessed => self.guessed,
            View::Known => self.known,
        }
    }
}

type Problems = HashMap<u32, Vec<RowProblem>>;

/// The rows, what is wrong with them, and which are shown.
#[derive(Clone, Copy)]
pub struct Sheet {
    pub rows: RwSignal<Vec<SheetRow>>,
    pub problems: Memo<Problems>,
    pub view: RwSignal<View>,
    /// The rows of the view, as of its choice: a row that is mended stays where it is.
    shown: RwSignal<Vec<u32>>,
    pub page: RwSignal<usize>,
    next_key: StoredValue<u32>,
    /// The types that may be given here; they change with the site's policy.
    offered: Signal<Vec<Role>>,
}

impl Sheet {
    pub fn new(known: Vec<KnownRow>, offered: Signal<Vec<Role>>) -> Self {
        let rows = RwSignal::new(Vec::new());
        let sheet = Self {
            rows,
            problems: Memo::new(move |_| {
                rows.with(|rows| offered.with(|offered| find_problems(rows, offered)))
            }),
            view: RwSignal::new(View::default()),
            shown: RwSignal::new(Vec::new()),
            page: RwSignal::new(0),
            next_key: StoredValue::new(0),
            offered,
        };
        if !known.is_empty() {
            sheet.append(known);
        }
        sheet
    }

    /// The rows as they would be sent; whoever reads them in a reactive place follows them.
    pub fn given(self) -> Vec<GivenRow> {
        self.rows.with(|rows| rows.iter().map(|row| row.given.clone()).collect())
    }

    /// Puts more rows below. What needs another look is shown first.
    pub fn append(self, known: Vec<KnownRow>) {
        let first = self.next_key.get_value();
        let more: Vec<SheetRow> = (first..)
            .zip(known)
            .map(|(key, KnownRow { row, standing })| SheetRow {
                key,
                known_email: row.given.email.clone(),
                given: row.given,
                is_name_guessed: row.is_name_guessed,
                standing,
            })
            .collect();
        self.next_key.set_value(more.last().map_or(first, |last| last.key + 1));
        self.rows.update(|rows| rows.extend(more));
        let has_wrong = untrack(|| self.tally()).wrong > 0;
        self.look_at(if has_wrong { View::Wrong } else { View::All });
    }

    /// The types that may be given, in the order in which they are offered.
    pub fn offered(self) -> Vec<Role> {
        self.offered.get()
    }

    /// Whether so many more would be too many.
    pub fn has_room_for(self, more: usize) -> bool {
        self.rows.with_untracked(Vec::len) + more <= MAX_ROWS
    }

    pub fn look_at(self, view: View) {
        self.view.set(view);
        self.page.set(0);
        let shown = untrack(|| {
            self.problems.with(|problems| {
                let is_shown = |row: &&SheetRow| is_in(view, row, problems);
                self.rows.with(|rows| rows.iter().filter(is_shown).map(|row| row.key).collect())
            })
        });
        self.shown.set(shown);
    }

    pub fn tally(self) -> Tally {
        let problems = self.problems.read();
        self.rows.with(|rows| {
            let count = |view| rows.iter().filter(|row| is_in(view, row, &problems)).count();
            Tally {
                all: rows.len(),
                wrong: count(View::Wrong),
                guessed: count(View::Guessed),
                known: count(View::Known),
            }
        })
    }

    /// The rows of this page of the view.
    pub fn on_page(self) -> Vec<u32> {
        let from = self.page.get() * PAGE;
        self.shown.with(|shown| shown.iter().skip(from).take(PAGE).copied().collect())
    }

    pub fn shown_count(self) -> usize {
        self.shown.with(Vec::len)
    }

    /// The row on screen after this one, or before it when it is the last.
    pub fn neighbour(self, key: u32) -> Option<u32> {
        self.shown.with_untracked(|shown| {
            let place = shown.iter().position(|shown| *shown == key)?;
            shown.get(place + 1).or_else(|| shown.get(place.checked_sub(1)?)).copied()
        })
    }

    /// A row as it is now; `None` when it has been removed.
    pub fn find(self, key: u32) -> Option<SheetRow> {
        self.rows.with(|rows| place_of(rows, key).map(|place| rows[place].clone()))
    }

    pub fn problems_of(self, key: u32) -> Vec<RowProblem> {
        self.problems.with(|problems| problems.get(&key).cloned().unwrap_or_default())
    }

    /// The addresses as they stand, each with the key of its row.
    pub fn addresses(self) -> Vec<(u32, String)> {
        self.rows.with_untracked(|rows| rows.iter().map(|row| (row.key, row.given.email.clone())).collect())
    }

    /// Takes what the room knows by now of these addresses. The page may be gone by now.
    pub fn learn(self, asked: Vec<(u32, String)>, standings: Vec<Standing>) {
        self.rows.try_update(|rows| {
            for ((key, email), standing) in asked.into_iter().zip(standings) {
                if let Some(place) = place_of(rows, key) {
                    let row = &mut rows[place];
                    row.known_email = email;
                    row.standing = standing;
                }
            }
        });
    }

    pub fn edit(self, key: u32, change: impl FnOnce(&mut SheetRow)) {
        self.rows.update(|rows| {
            if let Some(place) = place_of(rows, key) {
                change(&mut rows[place]);
            }
        });
    }

    pub fn set_all_roles(self, role: Role) {
        self.rows.update(|rows| {
            for row in rows {
                row.given.role = Some(role);
            }
        });
    }

    pub fn remove(self, key: u32) {
        self.retain(|row| row.key != key);
    }

    /// Removes whatever something is wrong with; answers all rows as they were.
    pub fn remove_wrong(self) -> Vec<SheetRow> {
        let before = self.rows.get_untracked();
        let wrong = self.problems.get_untracked();
        self.retain(|row| !wrong.contains_key(&row.key));
        self.look_at(View::All);
        before
    }

    /// Removes all rows; answers them.
    pub fn clear(self) -> Vec<SheetRow> {
        let before = self.rows.get_untracked();
        self.retain(|_| false);
        before
    }

    /// Takes a removal back, and leaves what has been typed since. The page may be gone by now.
    pub fn put_back(self, before: Vec<SheetRow>) {
        let is_there = self.rows.try_update(|rows| {
            for row in before {
                if rows.len() < MAX_ROWS && place_of(rows, row.key).is_none() {
                    rows.push(row);
                    rows.sort_by_key(|row| row.key);
                }
            }
        });
        if is_there.is_some() {
            self.look_at(View::All);
        }
    }

    fn retain(self, is_kept: impl Fn(&SheetRow) -> bool) {
        self.rows.update(|rows| rows.retain(&is_kept));
        let left: std::collections::HashSet<u32> =
            self.rows.with_untracked(|rows| rows.iter().map(|row| row.key).collect());
        self.shown.update(|shown| shown.retain(|key| left.contains(key)));
        let last = self.shown.with_untracked(Vec::len).saturating_sub(1) / PAGE;
        self.page.update(|page| *page = (*page).min(last));
    }
}

/// Rows are in the order of their keys.
fn place_of(rows: &[SheetRow], key: u32) -> Option<usize> {
    rows.binary_search_by_key(&key, |row| row.key).ok()
}

fn is_in(view: View, row: &SheetRow, problems: &Problems) -> bool {
    match view {
        View::All => true,
        View::Wrong => problems.contains_key(&row.key),
        View::Guessed => row.is_name_guessed,
        View::Known => matches!(row.standing(), Standing::Invited { .. }),
    }
}

/// What can be seen to be wrong, by row. Domains in other alphabets need tables that only the server carries; any of them
/// passes here.
fn find_problems(rows: &[SheetRow], offered: &[Role]) -> Problems {
    let repeated = repeats(rows.iter().map(|row| row.given.email.as_str()));
    let mut all = HashMap::new();
    for (row, first) in rows.iter().zip(repeated) {
        let mut problems = row.given.read(|_| Ok("example.org".to_owned())).err().unwrap_or_default();
        if let Standing::Blocked(denied) = row.standing() {
            problems.push(RowProblem::Denied(*denied));
        }
        if row.given.role.is_some_and(|role| !offered.contains(&role)) {
            problems.push(RowProblem::Denied(InviteDenied::TypeNotOffered));
        }
        // Who has no good address is told of that first.
        if let Some(first) = first.filter(|_| problems.iter().all(|problem| !problem.is_about_address())) {
            problems.push(RowProblem::Repeats(rows[first].key + 1));
        }
        if !problems.is_empty() {
            all.insert(row.key, problems);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::invite_many::ReadRow;

    fn known(email: &str, first: &str, standing: Standing) -> KnownRow {
        let given = GivenRow {
            email: email.to_owned(),
            first: first.to_owned(),
            last: "Ruiz".to_owned(),
            role: Some(Role::Viewer),
        };
        KnownRow { row: ReadRow { given, is_name_guessed: first == "Guess" }, standing }
    }

    fn sheet() -> Sheet {
        let rows = vec![
            known("ana@example.org", "Ana", Standing::New),
            known("bo", "Bo", Standing::New),
            known("cy@evil.example", "Guess", Standing::Blocked(InviteDenied::DomainBlocked)),
            known("ANA@example.org", "Ana", Standing::New),
        ];
        Sheet::new(rows, Signal::stored(Role::INVITATION_TYPES.to_vec()))
    }

    fn in_owner(test: impl FnOnce()) {
        let owner = Owner::new();
        owner.with(test);
    }

    #[test]
    fn what_needs_another_look_is_shown_first_and_stays_while_it_is_mended() {
        in_owner(|| {
            let sheet = sheet();
            assert_eq!(sheet.view.get_untracked(), View::Wrong);
            assert_eq!(sheet.on_page(), [1, 2, 3]);
            sheet.edit(1, |row| row.given.email = "bo@example.org".to_owned());
            assert_eq!(sheet.problems_of(1), []);
            assert_eq!(sheet.on_page(), [1, 2, 3], "it does not jump away");
            assert_eq!(sheet.tally(), Tally { all: 4, wrong: 2, guessed: 1, known: 0 });
        });
    }

    #[test]
    fn a_repeated_address_names_the_row_that_has_it() {
        in_owner(|| {
            let sheet = sheet();
            assert_eq!(sheet.problems_of(3), [RowProblem::Repeats(1)]);
            sheet.remove(0);
            assert_eq!(sheet.problems_of(3), []);
        });
    }

    #[test]
    fn a_blocked_address_is_judged_anew_when_it_is_another_one() {
        in_owner(|| {
            let sheet = sheet();
            assert_eq!(sheet.problems_of(2), [RowProblem::Denied(InviteDenied::DomainBlocked)]);
            sheet.edit(2, |row| row.given.email = "cy@example.org".to_owned());
            assert_eq!(sheet.problems_of(2), []);
        });
    }

    #[test]
    fn what_the_room_knows_by_now_counts_for_the_addresses_that_it_was_asked_about() {
        in_owner(|| {
            let sheet = sheet();
            let asked = sheet.addresses();
            sheet.edit(1, |row| row.given.email = "bo@example.org".to_owned());
            sheet.remove(3);
            let tagged = Standing::Blocked(InviteDenied::PlusAddress);
            sheet.learn(asked, vec![tagged.clone(), tagged.clone(), Standing::New, tagged]);
            assert_eq!(sheet.problems_of(0), [RowProblem::Denied(InviteDenied::PlusAddress)]);
            assert_eq!(sheet.problems_of(1), [], "another address has been typed meanwhile");
            assert_eq!(sheet.problems_of(2), [], "its domain is blocked no more");
            assert_eq!(sheet.tally().all, 3, "what has been removed stays so");
        });
    }

    #[test]
    fn a_type_that_may_not_be_given_needs_another_look() {
        in_owner(|| {
            let rows = vec![known("ana@example.org", "Ana", Standing::New)];
            let sheet = Sheet::new(rows, Signal::stored(vec![Role::Moderator, Role::Speaker]));
            assert_eq!(sheet.problems_of(0), [RowProblem::Denied(InviteDenied::TypeNotOffered)]);
            sheet.set_all_roles(Role::Speaker);
            assert_eq!(sheet.problems_of(0), []);
        });
    }

    #[test]
    fn a_type_that_may_not_be_given_any_more_needs_another_look_and_what_was_typed_stays() {
        in_owner(|| {
            let rows = vec![known("ana@example.org", "Ana", Standing::New)];
            let offered = RwSignal::new(Role::INVITATION_TYPES.to_vec());
            let sheet = Sheet::new(rows, offered.into());
            sheet.edit(0, |row| row.given.first = "Anna".to_owned());
            assert_eq!(sheet.problems_of(0), []);
            offered.set(vec![Role::Speaker]);
            assert_eq!(sheet.problems_of(0), [RowProblem::Denied(InviteDenied::TypeNotOffered)]);
            assert_eq!(sheet.find(0).map(|row| row.given.first), Some("Anna".to_owned()));
        });
    }

    #[test]
    fn what_is_wrong_can_be_removed_at_once() {
        in_owner(|| {
            let sheet = sheet();
            let before = sheet.remove_wrong();
            assert_eq!(sheet.on_page(), [0]);
            assert_eq!(sheet.tally(), Tally { all: 1, ..Tally::default() });
            sheet.put_back(before);
            assert_eq!((sheet.on_page().len(), sheet.tally().wrong), (4, 3));
        });
    }

    #[test]
    fn only_a_page_of_many_rows_is_drawn() {
        in_owner(|| {
            let row = |number: usize| known(&format!("g{number}@example.org"), "Gil", Standing::New);
            let sheet = Sheet::new((0..250).map(row).collect(), Signal::stored(vec![Role::Viewer]));
            assert_eq!((sheet.on_page().len(), sheet.shown_count()), (PAGE, 250));
            sheet.page.set(2);
            assert_eq!(sheet.on_page().len(), 50);
            for key in 200..250 {
                sheet.remove(key);
            }
            assert_eq!(sheet.page.get_untracked(), 1, "an empty page is left");
        });
    }
}
