//! Who waits to be let in.

use domain::command::RoomCommand;
use domain::lock::{LockCommand, Waiting};
use leptos::prelude::*;

use crate::browser::lost_focus::regain;
use crate::room::store::LiveRoomStore;
use crate::ui::{Avatar, Icon, IconName, LocalTime, TimeStyle, use_toast};
use crate::{t, t_view};

/// Takes the focus when the one who had it has been answered.
const HEADING: &str = "door";

#[component]
pub fn WaitingPeople(store: LiveRoomStore) -> impl IntoView {
    let waiting = Memo::new(move |_| store.waiting());
    let has_answered = StoredValue::new(false);
    let answer = Callback::new(move |command: LockCommand| {
        has_answered.set_value(true);
        store.outbox().send(RoomCommand::Lock(command));
    });
    Effect::new(move || {
        waiting.track();
        if has_answered.get_value() {
            has_answered.set_value(false);
            regain(HEADING.to_owned());
        }
    });
    view! {
        <div class="people-group" hidden=move || waiting.with(Vec::is_empty)>
            <div class="door-waiting">
                <h3 class="people-heading">
                    {t!("Waiting to be let in")} " " <span class="panel-count">{move || waiting.with(Vec::len)}</span>
                </h3>
                <button class="button" type="button" on:click=move |_| answer.run(LockCommand::AdmitAll)>
                    {t!("Admit all")}
                </button>
            </div>
            <ul class="people-list" aria-label=t!("Waiting to be let in")>
                <For each=move || waiting.get() key=|waiting| waiting.number let:waiting>
                    <WaitingPerson waiting=waiting answer=answer />
                </For>
            </ul>
        </div>
    }
}

#[component]
fn WaitingPerson(waiting: Waiting, answer: Callback<LockCommand>) -> impl IntoView {
    let toasts = use_toast();
    let Waiting { number, name, is_guest, since } = waiting;
    let full_name = name.to_string();
    let admit = t!("Admit {name}", name = full_name.as_str());
    let decline = t!("Decline {name}", name = full_name.as_str());
    let declined = StoredValue::new(t!("{name} was not let in.", name = full_name));
    let decline_with_undo = move |_| {
        answer.run(LockCommand::Decline { number });
        // Whoever was declined by mistake is let in when they try again.
        toasts.say_with_undo(declined.get_value(), t!("Admit"), move || {
            answer.run(LockCommand::Admit { number });
        });
    };
    view! {
        <li class="person">
            <Avatar initials=name.initials() name=name.to_string() />
            <div class="person-words">
                <span class="person-name" dir="auto">{name.to_string()}</span>
                <span class="person-marks">
                    {is_guest.then(|| view! { <span class="badge">{t!("Guest")}</span> })}
                    <span class="waiting-since">
                        {t_view!("since {time}", time = view! { <LocalTime at=since style=TimeStyle::Time /> })}
                    </span>
                </span>
            </div>
            <div class="waiting-answers">
                <button
                    class="button"
                    data-kind="primary"
                    type="button"
                    aria-label=admit
                    on:click=move |_| answer.run(LockCommand::Admit { number })
                >
                    {t!("Admit")}
                </button>
                <button
                    class="icon-button"
                    type="button"
                    aria-label=decline
                    on:click=decline_with_undo
                >
                    <Icon name=IconName::Close />
                </button>
            </div>
        </li>
    }
}
