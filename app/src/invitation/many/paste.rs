//! The field into which lists are pasted, and the file beside it.

use domain::invite_many::BatchDenied;
use domain::text_file::decode;
use domain::{Role, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{KnownRow, read_list};
use super::compose::ROWS_TITLE;
use super::sheet::Sheet;
use super::words::people;
use crate::browser::file::{FileProblem, take_chosen};
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::ui::{ErrorNotice, FieldErrorText, Segment, Segments, TextArea, use_toast};

/// The name of the field, by which the server tells what is wrong with it.
const ADDRESSES: &str = "addresses";
const FILE: &str = "file";

/// Octets of a file that is read: more than ten thousand people need.
const LARGEST_FILE: u32 = 1_900_000;

#[component]
pub fn Paste(room: RoomId, sheet: Sheet, is_adding: RwSignal<bool>) -> impl IntoView {
    let toasts = use_toast();
    let text = RwSignal::new(String::new());
    let role = RwSignal::new(Role::Viewer);
    let problem = RwSignal::new(None::<AppError>);
    let is_reading = RwSignal::new(false);
    let show = move |field: &'static str, read: Result<Vec<KnownRow>, AppError>| match read {
        Ok(rows) if sheet.has_room_for(rows.len()) => {
            let sentence = format!("{} read from the list.", people(rows.len()));
            sheet.append(rows);
            toasts.announce(&sentence);
            text.try_set(String::new());
            is_adding.try_set(false);
            request_animation_frame(|| focus_id(ROWS_TITLE));
        }
        Ok(_) => drop(problem.try_set(Some(AppError::field(field, BatchDenied::TooMany)))),
        Err(AppError::Fields(fields)) => {
            // Whatever is wrong with what was read belongs beside where it came from.
            let message = fields.into_iter().next().map(|wrong| wrong.message).unwrap_or_default();
            problem.try_set(Some(AppError::field(field, message)));
            focus_id(&format!("field-{field}"));
        }
        Err(other) => drop(problem.try_set(Some(other))),
    };
    let read = move |field: &'static str, list: String| {
        // A file may have been read after the page was left.
        let (Some(false), Some(role)) = (is_reading.try_get_untracked(), role.try_get_untracked()) else {
            return;
        };
        is_reading.set(true);
        problem.set(None);
        spawn_local(async move {
            let read = read_list(room, list, role).await;
            // The page may be gone by now.
            if is_reading.try_set(false).is_none() {
                show(field, read);
            }
        });
    };
    let choose = move |event: leptos::ev::Event| {
        let Some(reading) = take_chosen(&event, LARGEST_FILE) else { return };
        spawn_local(async move {
            match reading.await {
                Ok(octets) => read(FILE, decode(&octets)),
                Err(file_problem) => {
                    drop(problem.try_set(Some(AppError::field(FILE, sentence(file_problem)))))
                }
            }
        });
    };
    let field_problem = move |field: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(field)))
    };
    let trouble =
        Signal::derive(move || problem.get().filter(|problem| !matches!(problem, AppError::Fields(_))));
    let file_problem = field_problem(FILE);
    let label = move || if is_reading.get() { "Reading…" } else { "Look them over" };
    let can_go_back = Memo::new(move |_| sheet.rows.with(|rows| !rows.is_empty()));
    view! {
        <form
            class="many-paste card"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                read(ADDRESSES, text.get_untracked());
            }
        >
            <TextArea
                label="Addresses"
                name=ADDRESSES
                value=text
                error=field_problem(ADDRESSES)
                hint="Paste any mixture, as in: Ana Ruiz <ana@example.org>, bo@example.org. Commas, semicolons and lines \
                      all part people. A copied table works when its first line names the columns."
                rows=7
            />
            <div class="field">
                <label for="field-file">"Or a file"</label>
                <p class="field-hint" id="field-file-hint">
                    "CSV or text, up to 10,000 people. Its first line names the columns: email, first name, last name, \
                     type. Only the email is needed."
                </p>
                <input
                    id="field-file"
                    class="many-file"
                    type="file"
                    accept=".csv,.tsv,.txt,text/csv,text/plain"
                    aria-describedby="field-file-hint field-file-error"
                    aria-invalid=move || file_problem.with(Option::is_some).then_some("true")
                    on:change=choose
                />
                <FieldErrorText id="field-file-error" error=file_problem />
            </div>
            <div class="field">
                <p class="field-label">"Invitation type"</p>
                <p class="field-hint">"For everybody whose row names none. You can change it row by row."</p>
                <Segments
                    label="Invitation type"
                    name="many-role"
                    segments=Role::INVITATION_TYPES
                        .into_iter()
                        .map(|role| Segment { value: role, label: role_label(role), icon: None })
                        .collect()
                    chosen=role
                />
            </div>
            <ErrorNotice error=trouble />
            <div class="cluster">
                <button
                    type="submit"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || is_reading.get().then_some("true")
                >
                    {label}
                </button>
                <Show when=move || can_go_back.get()>
                    <button type="button" class="button" data-kind="quiet" on:click=move |_| is_adding.set(false)>
                        "Back to the rows"
                    </button>
                </Show>
            </div>
        </form>
    }
}

const fn sentence(problem: FileProblem) -> &'static str {
    match problem {
        FileProblem::TooLarge => "This file is too large: a list of 10,000 people needs less than 2 MB.",
        FileProblem::Unreadable => "This file could not be read. Choose it again.",
    }
}

pub const fn role_label(role: Role) -> &'static str {
    match role {
        Role::Viewer => "Viewer",
        Role::Moderator => "Moderator",
        Role::Speaker => "Speaker",
        Role::Host => "Host",
    }
}
