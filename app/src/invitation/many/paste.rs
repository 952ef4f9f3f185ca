//! The field into which lists are pasted, and the file beside it.

use domain::invite_many::BatchDenied;
use domain::language::Sentence;
use domain::say;
use domain::text_file::decode;
use domain::{Role, RoomId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{KnownRow, read_list};
use super::compose::ROWS_TITLE;
use super::sheet::Sheet;
use crate::browser::file::{FileProblem, take_chosen};
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::ui::{ErrorNotice, FieldErrorText, Segment, Segments, TextArea, Toasts, use_toast};
use crate::{t, t_count};

/// The name of the field, by which the server tells what is wrong with it.
const ADDRESSES: &str = "addresses";
const FILE: &str = "file";

/// Octets of a file that is read: more than ten thousand people need.
const LARGEST_FILE: u32 = 1_900_000;

/// One list after the other is read, and what is wrong with the last.
#[derive(Clone, Copy)]
struct Reading {
    room: RoomId,
    sheet: Sheet,
    is_adding: RwSignal<bool>,
    text: RwSignal<String>,
    role: RwSignal<Role>,
    problem: RwSignal<Option<AppError>>,
    is_busy: RwSignal<bool>,
    toasts: Toasts,
}

impl Reading {
    /// Reads a list that comes from this field.
    fn read(self, field: &'static str, list: String) {
        // A file may have been read after the page was left.
        let (Some(false), Some(role)) = (self.is_busy.try_get_untracked(), self.role.try_get_untracked())
        else {
            return;
        };
        self.is_busy.set(true);
        self.problem.set(None);
        spawn_local(async move {
            let read = read_list(self.room, list, role).await;
            // The page may be gone by now.
            if self.is_busy.try_set(false).is_none() {
                self.show(field, read);
            }
        });
    }

    /// Reads the file that has just been chosen.
    fn read_file(self, event: &leptos::ev::Event) {
        let Some(reading) = take_chosen(event, LARGEST_FILE) else { return };
        spawn_local(async move {
            match reading.await {
                Ok(octets) => self.read(FILE, decode(&octets)),
                Err(problem) => self.tell(AppError::field(FILE, sentence(problem))),
            }
        });
    }

    fn show(self, field: &'static str, read: Result<Vec<KnownRow>, AppError>) {
        match read {
            Ok(rows) if self.sheet.has_room_for(rows.len()) => {
                let sentence = t_count!(
                    rows.len(),
                    "1 person read from the list.",
                    "{count} people read from the list."
                );
                self.sheet.append(rows);
                self.toasts.announce(&sentence);
                self.text.try_set(String::new());
                self.is_adding.try_set(false);
                request_animation_frame(|| focus_id(ROWS_TITLE));
            }
            Ok(_) => self.tell(AppError::field(field, BatchDenied::TooMany)),
            Err(AppError::Fields(fields)) => {
                // Whatever is wrong with what was read belongs beside where it came from.
                if let Some(wrong) = fields.into_iter().next() {
                    self.tell(AppError::field(field, wrong.message));
                }
                focus_id(&format!("field-{field}"));
            }
            Err(other) => self.tell(other),
        }
    }

    fn tell(self, problem: AppError) {
        self.problem.try_set(Some(problem));
    }

    fn field_problem(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.problem.with(|problem| problem.as_ref()?.for_field(field)))
    }
}

#[component]
pub fn Paste(
    room: RoomId,
    sheet: Sheet,
    /// What is typed and not read yet.
    text: RwSignal<String>,
    is_adding: RwSignal<bool>,
) -> impl IntoView {
    let reading = Reading {
        room,
        sheet,
        is_adding,
        text,
        role: RwSignal::new(untrack(|| sheet.offered()).first().copied().unwrap_or(Role::Viewer)),
        problem: RwSignal::new(None),
        is_busy: RwSignal::new(false),
        toasts: use_toast(),
    };
    // What cannot be given any more is not kept chosen.
    Effect::new(move || {
        let offered = sheet.offered();
        if let Some(first) = offered.first().filter(|_| !offered.contains(&reading.role.get_untracked())) {
            reading.role.set(*first);
        }
    });
    let trouble = Signal::derive(move || {
        reading.problem.get().filter(|problem| !matches!(problem, AppError::Fields(_)))
    });
    let label = move || if reading.is_busy.get() { t!("Reading…") } else { t!("Look them over") };
    let can_go_back = Memo::new(move |_| sheet.rows.with(|rows| !rows.is_empty()));
    view! {
        <form
            class="many-paste card"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                reading.read(ADDRESSES, reading.text.get_untracked());
            }
        >
            <TextArea
                label=t!("Addresses")
                name=ADDRESSES
                value=reading.text
                error=reading.field_problem(ADDRESSES)
                hint=t!(
                    "Paste any mixture, as in: Ana Ruiz <ana@example.org>, bo@example.org. Commas, semicolons and lines \
                     all separate people. A copied table works when its first line names the columns."
                )
                rows=7
            />
            <FileField reading=reading />
            <div class="field">
                <p class="field-label">{t!("Invitation type")}</p>
                <p class="field-hint">{t!("For everybody whose row names none. You can change it row by row.")}</p>
                {move || {
                    let segments = sheet
                        .offered()
                        .into_iter()
                        .map(|role| Segment { value: role, label: role_label(role), icon: None })
                        .collect();
                    view! { <Segments label=t!("Invitation type") name="many-role" segments=segments chosen=reading.role /> }
                }}
            </div>
            <ErrorNotice error=trouble />
            <div class="cluster">
                <button
                    type="submit"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || reading.is_busy.get().then_some("true")
                >
                    {label}
                </button>
                <Show when=move || can_go_back.get()>
                    <button
                        type="button"
                        class="button"
                        data-kind="quiet"
                        disabled=move || reading.is_busy.get()
                        on:click=move |_| is_adding.set(false)
                    >
                        {t!("Back to the rows")}
                    </button>
                </Show>
            </div>
        </form>
    }
}

#[component]
fn FileField(reading: Reading) -> impl IntoView {
    let problem = reading.field_problem(FILE);
    view! {
        <div class="field">
            <label for="field-file">{t!("Or a file")}</label>
            <p class="field-hint" id="field-file-hint">
                {t!(
                    "CSV or text, up to 10,000 people. Its first line names the columns: email, first name, last name, type. \
                     Only the email is needed."
                )}
            </p>
            <input
                id="field-file"
                class="many-file"
                type="file"
                accept=".csv,.tsv,.txt,text/csv,text/plain"
                aria-describedby="field-file-hint field-file-error"
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                on:change=move |event| reading.read_file(&event)
            />
            <FieldErrorText id="field-file-error" error=problem />
        </div>
    }
}

fn sentence(problem: FileProblem) -> Sentence {
    match problem {
        FileProblem::TooLarge => {
            say!("This file is too large: a list of 10,000 people needs less than 2 MB.")
        }
        FileProblem::Unreadable => say!("This file could not be read. Choose it again."),
    }
}

pub fn role_label(role: Role) -> &'static str {
    match role {
        Role::Guest => t!("Guest"),
        Role::Viewer => t!("Viewer"),
        Role::Moderator => t!("Moderator"),
        Role::Speaker => t!("Speaker"),
        Role::Host => t!("Host"),
    }
}
