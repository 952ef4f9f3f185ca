//! Everybody who is here: raised hands, who is on stage, and the others.

use domain::live::Participant;
use domain::people::search_key;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::remove_participant;
use super::groups::Group;
use super::person::Person;
use super::store::LiveRoomStore;
use crate::browser::focus::focus_id;
use crate::browser::format_number::format_number;
use crate::language::said;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{TextField, use_toast};
use crate::{t, t_count};

/// More people than this are searched rather than scanned.
const SCANNED: usize = 10;

/// So many of a group are drawn at once.
const SHOWN: usize = 100;

/// Takes the focus when the one who had it has been removed.
const HEADING: &str = "people";

/// Who is to be removed, once that has been said twice.
#[derive(Clone, Copy)]
pub struct Removal {
    who: RwSignal<Option<Participant>>,
    is_asking: RwSignal<bool>,
}

impl Removal {
    pub fn ask(self, person: Participant) {
        self.who.set(Some(person));
        self.is_asking.set(true);
    }
}

#[component]
pub fn Participants(store: LiveRoomStore) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let count = Memo::new(move |_| store.list(|_| true).len() + in_number(store.unseen().people));
    let is_crowd = Memo::new(move |_| count.get() > SCANNED);
    let query = Memo::new(move |_| if is_crowd.get() { search_key(&typed.get()) } else { String::new() });
    let found = Memo::new(move |_| store.list(|person| is_found(person, &query.get())).len());
    let removal = Removal { who: RwSignal::new(None), is_asking: RwSignal::new(false) };
    view! {
        <section class="people" aria-labelledby=HEADING>
            <h2 id=HEADING class="panel-heading" tabindex="-1">
                {t!("Participants")} " " <span class="panel-count">{move || format_number(count.get())}</span>
            </h2>
            <Show when=move || is_crowd.get()>
                <TextField label=t!("Find a participant") name="find-participant" value=typed kind="search" />
                <p class="visually-hidden" role="status">
                    {move || (!query.with(String::is_empty)).then(|| t_count!(found.get(), "1 found", "{count} found"))}
                </p>
            </Show>
            {Group::ALL
                .into_iter()
                .map(|group| view! { <PeopleGroup store=store group=group query=query removal=removal /> })
                .collect_view()}
            <p class="people-more" hidden=move || query.with(String::is_empty) || store.unseen().people == 0>
                {t!("Hosts and moderators find the others by name too.")}
            </p>
            <p class="people-none" hidden=move || found.get() != 0 || query.with(String::is_empty)>
                {t!("Nobody here has this name.")}
            </p>
            <RemoveDialog store=store removal=removal />
        </section>
    }
}

#[component]
fn PeopleGroup(store: LiveRoomStore, group: Group, query: Memo<String>, removal: Removal) -> impl IntoView {
    let people =
        Memo::new(move |_| query.with(|query| group.pick(store.list(|person| is_found(person, query)))));
    let shown = RwSignal::new(SHOWN);
    let first = move || people.with(|people| people.iter().take(shown.get()).cloned().collect::<Vec<_>>());
    let hidden = Memo::new(move |_| people.with(Vec::len).saturating_sub(shown.get()));
    // Of people whom nobody here knows by name, none is found.
    let unseen =
        Memo::new(
            move |_| {
                if query.with(String::is_empty) { in_number(group.of_crowd(store.unseen())) } else { 0 }
            },
        );
    let count = Memo::new(move |_| people.with(Vec::len) + unseen.get());
    // Whatever a row shows makes it another one.
    let key = |person: &Participant| (person.id, person.role, person.is_on_stage, person.hand_raised_at);
    view! {
        <div class="people-group" hidden=move || count.get() == 0>
            <h3 class="people-heading">
                {group.heading()} " " <span class="panel-count">{move || format_number(count.get())}</span>
            </h3>
            <ul class="people-list">
                <For each=first key=key let:person>
                    <Person store=store person=person removal=removal />
                </For>
            </ul>
            <Show when=move || hidden.get() != 0>
                <button
                    class="button people-show-more"
                    data-kind="quiet"
                    type="button"
                    on:click=move |_| shown.update(|shown| *shown += SHOWN)
                >
                    {move || t_count!(hidden.get().min(SHOWN), "Show 1 more", "Show {count} more")}
                </button>
            </Show>
            <p class="people-more" hidden=move || unseen.get() == 0>
                {move || {
                    if people.with(Vec::is_empty) {
                        t_count!(unseen.get(), "1 more", "{count} more")
                    } else {
                        t_count!(unseen.get(), "and 1 more", "and {count} more")
                    }
                }}
            </p>
        </div>
    }
}

/// Asks before somebody is removed.
#[component]
fn RemoveDialog(store: LiveRoomStore, removal: Removal) -> impl IntoView {
    let toasts = use_toast();
    let name = move || removal.who.with(|person| person.as_ref().map(|person| person.name.to_string()));
    let remove = move |()| {
        let Some(person) = removal.who.get_untracked() else { return };
        spawn_local(async move {
            match remove_participant(store.room, store.invitation, person.id).await {
                Ok(()) => {
                    toasts.say(t!("{name} has been removed.", name = person.name.to_string()));
                    focus_id(HEADING);
                }
                Err(error) => toasts.say(said(&error)),
            }
        });
    };
    view! {
        <ConfirmDialog
            id="remove-participant"
            open=removal.is_asking
            title=Signal::derive(move || t!("Remove {name}?", name = name().unwrap_or_default()))
            question=t!("They leave the room at once, and their link stays closed until you invite them again.")
            confirm_label=t!("Remove")
            on_confirm=Callback::new(remove)
        />
    }
}

fn in_number(people: u32) -> usize {
    usize::try_from(people).unwrap_or(usize::MAX)
}

/// Whether any part of the name begins with what was typed, marks and case aside.
fn is_found(person: &Participant, query: &str) -> bool {
    let name = search_key(&person.name.to_string());
    query.is_empty() || name.starts_with(query) || name.contains(&format!(" {query}"))
}

#[cfg(test)]
mod tests {
    use domain::{ParticipantId, PersonName, Role, Timestamp};

    use super::*;

    #[test]
    fn people_are_found_by_the_beginning_of_any_name() {
        let person = Participant {
            id: ParticipantId::from_bits(1),
            name: PersonName::parse("Élodie", "van Dijk").expect("a name"),
            role: Role::Viewer,
            is_guest: true,
            entered_at: Timestamp::from_millis(0),
            is_on_stage: false,
            hand_raised_at: None,
            is_in_crowd: false,
        };
        for typed in ["", "elo", "Van", "van d", "dijk"] {
            assert!(is_found(&person, &search_key(typed)), "{typed:?}");
        }
        for typed in ["lodie", "jk", "ana"] {
            assert!(!is_found(&person, &search_key(typed)), "{typed:?}");
        }
    }
}
