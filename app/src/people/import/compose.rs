//! Choosing a file, and what is to be done with it.

use domain::GroupId;
use domain::invite_many::IfKnown;
use domain::people::import::MAX_OCTETS;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::ImportSummary;
use super::recent::Recent;
use super::sending::{ChosenFile, send};
use crate::browser::file::{FileProblem, chosen_name, take_chosen};
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::people::api::GroupSummary;
use crate::routes;
use crate::t;
use crate::ui::{Choice, ChoiceField, ErrorNotice, FieldErrorText};
use domain::language::Sentence;
use domain::say;

const FILE: &str = "file";

#[component]
pub fn Compose(groups: Vec<GroupSummary>, imports: Vec<ImportSummary>) -> impl IntoView {
    let file = RwSignal::new(None::<ChosenFile>);
    let if_known = RwSignal::new(IfKnown::Update);
    let group = RwSignal::new(None::<GroupId>);
    let problem = RwSignal::new(None::<AppError>);
    let sent = RwSignal::new(None::<usize>);
    let navigate = use_navigate();
    let press = move || {
        if sent.get_untracked().is_some() {
            return;
        }
        problem.set(None);
        let Some(file) = file.get_untracked() else {
            problem.set(Some(AppError::field(FILE, say!("Choose a file first."))));
            focus_id("field-file");
            return;
        };
        sent.set(Some(0));
        let navigate = navigate.clone();
        spawn_local(async move {
            match send(file, if_known.get_untracked(), group.get_untracked(), sent).await {
                // Whoever has gone elsewhere meanwhile stays there.
                Ok(_) if sent.try_get_untracked().is_none() => {}
                Ok(import) => {
                    navigate(&routes::import_people(Some(import)), NavigateOptions::default());
                }
                Err(error) => {
                    problem.try_set(Some(error));
                    sent.try_set(None);
                }
            }
        });
    };
    let trouble = Signal::derive(move || problem.get().filter(|problem| problem.for_field(FILE).is_none()));
    let label = move || match sent.get() {
        Some(hundredths) => t!("Looking it over… {hundredths} %", hundredths),
        None => t!("Look it over").to_owned(),
    };
    view! {
        <noscript>
            <p class="notice" data-kind="wait">{t!("Files are sent with JavaScript, which is off in this browser.")}</p>
        </noscript>
        <form
            class="people-form card"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                press();
            }
        >
            <p>{t!("First you see what would happen with each row. Nothing is changed before you say so.")}</p>
            <FileField file=file problem=problem />
            <IfKnownField if_known=if_known />
            {(!groups.is_empty()).then(|| view! { <GroupField group=group groups=groups /> })}
            <ErrorNotice error=trouble />
            <button
                type="submit"
                class="button"
                data-kind="primary"
                aria-disabled=move || sent.get().is_some().then_some("true")
            >
                {label}
            </button>
        </form>
        <Recent imports=imports />
    }
}

#[component]
fn FileField(file: RwSignal<Option<ChosenFile>>, problem: RwSignal<Option<AppError>>) -> impl IntoView {
    let of_field = Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(FILE)));
    let take = move |event: leptos::ev::Event| {
        let Some(name) = chosen_name(&event) else { return };
        let Some(reading) = take_chosen(&event, MAX_OCTETS) else { return };
        spawn_local(async move {
            match reading.await {
                Ok(octets) => {
                    problem.try_set(None);
                    file.try_set(Some(ChosenFile { name, octets }));
                }
                Err(why) => {
                    // The one that was chosen before is not meant any more.
                    file.try_set(None);
                    problem.try_set(Some(AppError::field(FILE, sentence(why))));
                }
            }
        });
    };
    let chosen = move || {
        file.with(|file| {
            file.as_ref().map(|file| {
                t!("{name}, {size} kB", name = file.name.clone(), size = file.octets.len().div_ceil(1_000))
            })
        })
    };
    view! {
        <div class="field">
            <label for="field-file">{t!("File")}</label>
            <p class="field-hint" id="field-file-hint">
                {t!("CSV, up to 200,000 rows. Its first line names the columns: email, first name, last name and, if you like, role (viewer, private_only, admin, unmoderated_admin).")}
            </p>
            <input
                id="field-file"
                class="many-file"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                aria-describedby="field-file-hint field-file-chosen field-file-error"
                aria-invalid=move || of_field.with(Option::is_some).then_some("true")
                on:change=take
            />
            <p id="field-file-chosen" role="status" class="people-chosen" hidden=move || file.with(Option::is_none)>
                {chosen}
            </p>
            <FieldErrorText id="field-file-error" error=of_field />
        </div>
    }
}

#[component]
fn IfKnownField(if_known: RwSignal<IfKnown>) -> impl IntoView {
    let choice = |choice: IfKnown, label, hint| Choice::new(choice, choice.word(), label, hint);
    let choices = vec![
        choice(
            IfKnown::Update,
            t!("Update them"),
            t!("They get the name and the role of the file. An empty role leaves theirs as it is."),
        ),
        choice(IfKnown::Keep, t!("Leave them as they are"), t!("Only new people are added.")),
    ];
    view! {
        <ChoiceField
            id="if-known"
            name="if_known"
            legend=t!("People who are in the directory already")
            choices=choices
            value=if_known
        />
    }
}

#[component]
fn GroupField(group: RwSignal<Option<GroupId>>, groups: Vec<GroupSummary>) -> impl IntoView {
    let options = groups
        .into_iter()
        .map(|group| view! { <option value=group.id.to_string()>{group.name.to_string()}</option> });
    view! {
        <div class="field">
            <label for="import-group">{t!("Put everybody of the file into a group")}</label>
            <select
                id="import-group"
                autocomplete="off"
                on:change=move |event| group.set(event_target_value(&event).parse().ok())
            >
                <option value="">{t!("No group")}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn sentence(problem: FileProblem) -> Sentence {
    match problem {
        FileProblem::TooLarge => {
            say!("This file has more than 32 MB. Part it, or import it on the server: greenroom user import")
        }
        FileProblem::Unreadable => say!("This file could not be read. Choose it again."),
    }
}
