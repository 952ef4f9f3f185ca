//! The people and groups who may invite though their role is below the lowest one: an input on top, the named below.

use domain::people::query_key;
use domain::{GroupId, PersonId, Settings};
use leptos::prelude::*;

use super::api::{InviterFound, InviterId, suggest_inviters};
use crate::browser::focus::focus_id;
use crate::t;
use crate::ui::combobox::{Combobox, Found, Source};
use crate::ui::{Avatar, Icon, IconName, use_toast};
use domain::language::Say;

const FIELD: &str = "field-allowed_people";

/// Who is named. Copies share it.
#[derive(Clone, Copy)]
pub struct Inviters(RwSignal<State>);

#[derive(Default)]
struct State {
    named: Vec<InviterFound>,
    /// Everybody who has been named on this page, to be shown again when a change is undone.
    known: Vec<InviterFound>,
    /// Whom the settings name, in their order: some may not be in the directory any more.
    stored: Vec<InviterId>,
}

impl Inviters {
    pub fn new(settings: &Settings, named: Vec<InviterFound>) -> Self {
        let inviters = Self(RwSignal::new(State { known: named, ..State::default() }));
        inviters.put(&settings.allowed_people, &settings.allowed_groups);
        inviters
    }

    /// Shows that these are named.
    pub fn put(self, people: &[PersonId], groups: &[GroupId]) {
        let people = people.iter().map(|person| InviterId::Person(*person));
        let groups = groups.iter().map(|group| InviterId::Group(*group));
        self.0.update(|state| {
            state.stored = people.chain(groups).collect();
            let is_named = |found: &&InviterFound| state.stored.contains(&found.id());
            state.named = state.known.iter().filter(is_named).cloned().collect();
        });
    }

    /// Whoever is named, as the form has them; whoever reads it in a reactive place follows it.
    pub fn read(self) -> (Vec<PersonId>, Vec<GroupId>) {
        let ids = self.0.with(State::ids);
        let person = |id: &InviterId| match id {
            InviterId::Person(person) => Some(*person),
            InviterId::Group(_) => None,
        };
        let group = |id: &InviterId| match id {
            InviterId::Group(group) => Some(*group),
            InviterId::Person(_) => None,
        };
        (ids.iter().filter_map(person).collect(), ids.iter().filter_map(group).collect())
    }

    /// Knows what these are called, should the settings name them.
    pub fn know(self, found: Vec<InviterFound>) {
        self.0.update(|state| {
            for one in found {
                if state.known.iter().all(|known| known.id() != one.id()) {
                    state.known.push(one);
                }
            }
        });
    }

    fn named(self) -> Vec<InviterFound> {
        self.0.with(|state| state.named.clone())
    }

    fn add(self, found: InviterFound) {
        self.0.update(|state| {
            for list in [&mut state.known, &mut state.named] {
                if list.iter().all(|one| one.id() != found.id()) {
                    list.push(found.clone());
                }
            }
        });
    }

    fn remove(self, id: InviterId) {
        self.0.update(|state| state.named.retain(|one| one.id() != id));
    }
}

impl State {
    /// Whoever is named: first those of the settings in their order, also whoever cannot be shown, then the new ones.
    fn ids(&self) -> Vec<InviterId> {
        let is_in = |list: &[InviterFound], id: InviterId| list.iter().any(|found| found.id() == id);
        let stays = |id: &InviterId| is_in(&self.named, *id) || !is_in(&self.known, *id);
        let mut ids: Vec<InviterId> = self.stored.iter().copied().filter(stays).collect();
        let new = self.named.iter().map(InviterFound::id).filter(|id| !self.stored.contains(id));
        ids.extend(new);
        ids
    }
}

#[component]
pub fn InvitersField(inviters: Inviters, error: Signal<Option<String>>) -> impl IntoView {
    let toasts = use_toast();
    let value = RwSignal::new(String::new());
    let source = Source {
        is_worth_asking: |typed| query_key(typed).is_some(),
        find: Callback::new(find),
        draw: |found: &InviterFound| view! { <Named found=found.clone() /> }.into_any(),
        text: |_| String::new(),
        on_choose: Callback::new(move |found: InviterFound| {
            toasts.announce(&t!("{name} may invite, once the settings are saved.", name = found.name()));
            inviters.add(found);
        }),
    };
    view! {
        <Combobox
            id=FIELD
            name="allowed_people"
            label=t!("Add a person or a group who may invite, too")
            list_label=t!("People and groups")
            hint=t!("Begin with a name or an address, or paste an ID. Whoever is named may invite whatever their role is.")
            value=value
            error=error
            source=source
            required=false
        />
        <ul class="host-list" aria-label=t!("Named people and groups") hidden=move || inviters.named().is_empty()>
            <For each=move || inviters.named() key=|found| found.id() let:found>
                <Row inviters=inviters found=found />
            </For>
        </ul>
    }
}

#[component]
fn Row(inviters: Inviters, found: InviterFound) -> impl IntoView {
    let (id, name) = (found.id(), found.name());
    let remove = move |_| {
        inviters.remove(id);
        focus_id(FIELD);
    };
    view! {
        <li>
            <Named found=found />
            <button class="icon-button" type="button" aria-label=t!("Do not name {name}", name) on:click=remove>
                <Icon name=IconName::Close />
            </button>
        </li>
    }
}

#[component]
fn Named(found: InviterFound) -> impl IntoView {
    let name = found.name();
    match found {
        InviterFound::Person(person) => view! {
            <span class="host-person">
                <Avatar initials=person.name.initials() name=name.clone() />
                <span class="host-name">{name} " " <span class="soft">{person.email.to_string()}</span></span>
            </span>
        }
        .into_any(),
        InviterFound::Group(group) => view! {
            <span class="host-person">
                <span class="group-mark"><Icon name=IconName::Users /></span>
                <span class="host-name">
                    {name} " " <span class="soft">{t!("Group, {members}", members = crate::people::members(group.members))}</span>
                </span>
            </span>
        }
        .into_any(),
    }
}

fn find(query: String) -> Found<InviterFound> {
    Box::pin(async move {
        suggest_inviters(query)
            .await
            .map_err(|problem| t!("No suggestions at the moment. {problem}", problem = problem.say()))
    })
}
