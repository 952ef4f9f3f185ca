//! Who hosts the room beside its owner: an input on top, the chosen people in a list below.

use domain::language::Say;
use domain::people::{PersonSuggestion, query_key};
use domain::{HostKind, PersonId, RoomId};
use leptos::prelude::*;

use crate::browser::focus::focus_id;
use crate::invitation::api::suggest_people;
use crate::language::said;
use crate::media::api::Host;
use crate::t;
use crate::ui::combobox::{Combobox, Found, Source};
use crate::ui::{Avatar, Icon, IconName, use_toast};

const FIELD: &str = "field-hosts";

/// The kinds that can be given, and what each may do.
const KINDS: [HostKind; 3] = [HostKind::CoOwner, HostKind::CoEditor, HostKind::CoPublisher];

#[component]
pub fn HostsField(
    room: Option<RoomId>,
    hosts: RwSignal<Vec<Host>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    let toasts = use_toast();
    let add = move |person: PersonSuggestion| {
        toasts.announce(&t!("{name} is a co-editor now.", name = person.name.to_string()));
        hosts.update(|hosts| {
            if !hosts.iter().any(|host| host.person.id == person.id) {
                hosts.push(Host { person, kind: HostKind::CoEditor });
            }
        });
    };
    let source = Source {
        is_worth_asking: |typed| query_key(typed).is_some(),
        find: Callback::new(move |query| find(room, query)),
        draw: |person: &PersonSuggestion| view! { <Person person=person.clone() /> }.into_any(),
        text: |_| String::new(),
        on_choose: Callback::new(add),
    };
    view! {
        <Combobox
            id=FIELD
            name="hosts"
            label=t!("Add a host")
            list_label=t!("People")
            hint=t!("Begin with a name or an address. Hosts need an account on this site.")
            value=RwSignal::new(String::new())
            error=error
            source=source
            inputmode="email"
            required=false
        />
        <ul class="host-list" aria-label=t!("Hosts beside you") hidden=move || hosts.with(Vec::is_empty)>
            <For each=move || hosts.get() key=|host| host.person.id let:host>
                <HostRow hosts host />
            </For>
        </ul>
        <p class="field-hint">
            {t!("Co-owners may do everything you may. Co-editors change the room and its time. Co-publishers invite and host the session.")}
        </p>
    }
}

#[component]
fn HostRow(hosts: RwSignal<Vec<Host>>, host: Host) -> impl IntoView {
    let id = host.person.id;
    let name = host.person.name.to_string();
    let options = KINDS.map(|kind| {
        view! {
            <option value=kind.word() selected=kind == host.kind>
                {said(&kind)}
            </option>
        }
    });
    let change = move |event| {
        if let Ok(kind) = event_target_value(&event).parse() {
            set_kind(hosts, id, kind);
        }
    };
    let remove = move |_| {
        hosts.update(|hosts| hosts.retain(|host| host.person.id != id));
        focus_id(FIELD);
    };
    view! {
        <li>
            <Person person=host.person />
            <select class="host-kind" aria-label=t!("What {name} may do", name = name.as_str()) autocomplete="off" on:change=change>
                {options.into_iter().collect_view()}
            </select>
            <button class="icon-button" type="button" aria-label=t!("Remove {name}", name) on:click=remove>
                <Icon name=IconName::Close />
            </button>
        </li>
    }
}

#[component]
fn Person(person: PersonSuggestion) -> impl IntoView {
    let name = person.name.to_string();
    view! {
        <span class="host-person">
            <Avatar initials=person.name.initials() name=name.clone() />
            <span class="host-name" dir="auto">
                {name} " " <span class="soft">{person.email.to_string()}</span>
            </span>
        </span>
    }
}

fn set_kind(hosts: RwSignal<Vec<Host>>, person: PersonId, kind: HostKind) {
    hosts.update(|hosts| {
        if let Some(host) = hosts.iter_mut().find(|host| host.person.id == person) {
            host.kind = kind;
        }
    });
}

fn find(room: Option<RoomId>, query: String) -> Found<PersonSuggestion> {
    Box::pin(async move {
        match suggest_people(room, query).await {
            Ok(suggestions) => Ok(suggestions.people),
            Err(problem) => Err(t!("No suggestions at the moment. {problem}", problem = problem.say())),
        }
    })
}
