//! One row, editable in its place. It is looked at anew when a field is left, not while somebody types.

use domain::invite_many::RowProblem;
use domain::invite_policy::InviteDenied;
use domain::language::Say;
use leptos::prelude::*;

use super::api::Standing;
use super::compose::ROWS_TITLE;
use super::paste::role_label;
use super::sheet::{Sheet, SheetRow};
use crate::browser::focus::focus_id;
use crate::browser::format_number::format_number;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName};

#[component]
pub fn RowEditor(key_of: u32, sheet: Sheet) -> impl IntoView {
    let row = Memo::new(move |_| sheet.find(key_of));
    let problems = Memo::new(move |_| sheet.problems_of(key_of));
    let problem_id = format!("row-{key_of}-problem");
    let number = key_of + 1;
    // The focus goes on to the next row, so that several can be removed one after the other.
    let remove = move |_| {
        let next = sheet.neighbour(key_of);
        sheet.remove(key_of);
        request_animation_frame(move || match next {
            Some(next) => focus_id(&remove_id(next)),
            None => focus_id(ROWS_TITLE),
        });
    };
    view! {
        <li class="many-row" data-wrong=move || (!problems.with(Vec::is_empty)).then_some("true")>
            <span class="many-row-number soft" aria-hidden="true">{format_number(number)}</span>
            <Cell row=row key_of=key_of sheet=sheet part=Part::First problems=problems />
            <Cell row=row key_of=key_of sheet=sheet part=Part::Last problems=problems />
            <Cell row=row key_of=key_of sheet=sheet part=Part::Email problems=problems />
            <TypeCell row=row key_of=key_of sheet=sheet problems=problems />
            <button
                id=remove_id(key_of)
                type="button"
                class="icon-button"
                aria-label=t!("Remove row {row}", row = number)
                on:click=remove
            >
                <Icon name=IconName::Trash />
            </button>
            <div class="many-row-notes" id=problem_id>
                {move || problems.get().into_iter().map(|problem| view! { <Problem problem=problem /> }).collect_view()}
                {move || row.get().map(|row| notes(&row))}
            </div>
        </li>
    }
}

fn remove_id(key: u32) -> String {
    format!("row-{key}-remove")
}

#[component]
fn Problem(problem: RowProblem) -> impl IntoView {
    view! {
        <p class="field-error">
            <Icon name=IconName::Alert />
            <span>{said(&problem)}</span>
        </p>
    }
}

/// What is worth knowing of a row that nothing is wrong with.
fn notes(row: &SheetRow) -> impl IntoView + use<> {
    let standing = match row.standing() {
        Standing::Invited { name, role } => {
            Some(t!("Invited already: {name}, {role}", name = name.to_string(), role = role.say()))
        }
        Standing::Removed => Some(t!("Was removed from this room; gets a new link").to_owned()),
        Standing::New | Standing::Blocked(_) => None,
    };
    let guessed = row.is_name_guessed.then(|| t!("Name guessed from the address").to_owned());
    [standing, guessed]
        .into_iter()
        .flatten()
        .map(|note| view! { <span class="badge" data-kind="info">{note}</span> })
        .collect_view()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    First,
    Last,
    Email,
}

impl Part {
    const fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Last => "last",
            Self::Email => "email",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::First => t!("First name"),
            Self::Last => t!("Last name"),
            Self::Email => t!("Email address"),
        }
    }

    fn of(self, row: &SheetRow) -> String {
        match self {
            Self::First => row.given.first.clone(),
            Self::Last => row.given.last.clone(),
            Self::Email => row.given.email.clone(),
        }
    }

    fn write(self, row: &mut SheetRow, typed: String) {
        match self {
            Self::First => row.given.first = typed,
            Self::Last => row.given.last = typed,
            Self::Email => row.given.email = typed,
        }
        // A name that somebody has touched is theirs.
        row.is_name_guessed &= self == Self::Email;
    }

    const fn is_wrong_by(self, problem: RowProblem) -> bool {
        match self {
            Self::First => matches!(problem, RowProblem::FirstName(_)),
            Self::Last => matches!(problem, RowProblem::LastName(_)),
            Self::Email => problem.is_about_address(),
        }
    }
}

/// Tells fields of the same name apart for those who do not see the row.
#[component]
fn OfRow(key_of: u32) -> impl IntoView {
    let row = key_of + 1;
    view! { <span class="visually-hidden">" " {t!("of row {row} [after the name of a field]", row)}</span> }
}

#[component]
fn Cell(
    row: Memo<Option<SheetRow>>,
    key_of: u32,
    sheet: Sheet,
    part: Part,
    problems: Memo<Vec<RowProblem>>,
) -> impl IntoView {
    let id = format!("row-{key_of}-{}", part.word());
    let value = move || row.with(|row| row.as_ref().map(|row| part.of(row)).unwrap_or_default());
    let is_wrong =
        move || problems.with(|problems| problems.iter().any(|problem| part.is_wrong_by(*problem)));
    view! {
        <div class="field many-cell" data-part=part.word()>
            <label for=id.clone()>
                {part.label()} <OfRow key_of=key_of />
            </label>
            <input
                id=id
                type="text"
                inputmode=(part == Part::Email).then_some("email")
                dir=if part == Part::Email { "ltr" } else { "auto" }
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=format!("row-{key_of}-problem")
                on:change=move |event| sheet.edit(key_of, |row| part.write(row, event_target_value(&event)))
            />
        </div>
    }
}

#[component]
fn TypeCell(
    row: Memo<Option<SheetRow>>,
    key_of: u32,
    sheet: Sheet,
    problems: Memo<Vec<RowProblem>>,
) -> impl IntoView {
    let id = format!("row-{key_of}-type");
    let role = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.given.role)));
    let is_wrong = move || {
        let is_about_type = |problem: &RowProblem| {
            matches!(problem, RowProblem::Type | RowProblem::Denied(InviteDenied::TypeNotOffered))
        };
        problems.with(|problems| problems.iter().any(is_about_type))
    };
    // What the list says, though it may not be given.
    let other = Memo::new(move |_| role.get().filter(|role| !sheet.offered().contains(role)));
    view! {
        <div class="field many-cell" data-part="type">
            <label for=id.clone()>
                {t!("Type")} <OfRow key_of=key_of />
            </label>
            <select
                id=id
                aria-invalid=move || is_wrong().then_some("true")
                aria-describedby=format!("row-{key_of}-problem")
                on:change=move |event| sheet.edit(key_of, |row| row.given.role = event_target_value(&event).parse().ok())
            >
                {move || {
                    role.get()
                        .is_none()
                        .then(|| view! { <option value="" selected=true>{t!("Choose…")}</option> })
                }}
                {move || {
                    other
                        .get()
                        .map(|other| {
                            view! { <option value=other.word() disabled=true selected=true>{role_label(other)}</option> }
                        })
                }}
                <For each=move || sheet.offered() key=|one| *one let:one>
                    <option value=one.word() prop:selected=move || role.get() == Some(one)>
                        {role_label(one)}
                    </option>
                </For>
            </select>
        </div>
    }
}
