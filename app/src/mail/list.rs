//! The last mails: who was sent what, and what has become of it.

use domain::mail::{MailKind, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{MailLine, Transport, retry_mail};
use super::kept::KeptMailWindow;
use crate::ui::{Icon, IconName, LocalTime, TimeStyle, use_toast};

#[component]
pub fn MailList(
    #[prop(into)] mails: Signal<Vec<MailLine>>,
    transport: Transport,
    on_changed: Callback<()>,
) -> impl IntoView {
    let shown = RwSignal::new(None::<String>);
    let is_empty = move || mails.with(Vec::is_empty);
    let rows = move || {
        mails.get().into_iter().map(|mail| view! { <Row mail transport shown on_changed /> }).collect_view()
    };
    view! {
        <section class="stack" aria-labelledby="mails-title">
            <div class="cluster mails-head">
                <h2 id="mails-title">"Last mails"</h2>
                <button type="button" class="button" on:click=move |_| on_changed.run(())>
                    <Icon name=IconName::RefreshCw />
                    "Look again"
                </button>
            </div>
            <p class="soft" hidden=move || !is_empty()>"No mail has been queued yet."</p>
            <ul class="table-list" hidden=is_empty>{rows}</ul>
            <KeptMailWindow shown=shown />
        </section>
    }
}

#[component]
fn Row(
    mail: MailLine,
    transport: Transport,
    shown: RwSignal<Option<String>>,
    on_changed: Callback<()>,
) -> impl IntoView {
    let toasts = use_toast();
    let MailLine { id, to, room_title, kind, state, queued_at, settled_at, next_try, problem } = mail;
    let what = match kind {
        MailKind::Invitation => "Invitation",
        MailKind::Update => "Change of the session",
        MailKind::Cancellation => "Cancellation",
        MailKind::Code => "Code for a guest",
    };
    let (badge, word) = match (state, next_try) {
        (MailState::Queued, None) => ("wait", "On its way"),
        (MailState::Queued, Some(_)) => ("wait", "To be tried again"),
        (MailState::Sent, _) => ("success", "Sent"),
        (MailState::Failed, _) => ("loss", "Failed"),
    };
    let at = settled_at.unwrap_or(queued_at);
    let can_read = transport == Transport::Files && state == MailState::Sent;
    let (id_to_read, id_to_retry) = (id.clone(), StoredValue::new(id));
    let retry = move |_| {
        spawn_local(async move {
            match retry_mail(id_to_retry.get_value()).await {
                Ok(()) => on_changed.run(()),
                Err(error) => toasts.say(error.to_string()),
            }
        });
    };
    view! {
        <li class="mail-row">
            <div class="mail-row-words">
                <p class="cluster">
                    <strong>{to.clone()}</strong>
                    <span class="badge" data-kind=badge>{word}</span>
                </p>
                <p class="soft">{format!("{what}: {room_title}")}</p>
                <p class="soft">
                    <LocalTime at=at style=TimeStyle::Short />
                    {next_try.map(|at| view! { ", next try " <LocalTime at=at style=TimeStyle::Short /> })}
                </p>
                {problem.map(|problem| view! { <p class="mail-problem">{problem}</p> })}
            </div>
            {can_read
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=format!("Read the mail to {to}")
                            on:click=move |_| shown.set(Some(id_to_read.clone()))
                        >
                            "Read"
                        </button>
                    }
                })}
            {(state == MailState::Failed && kind != MailKind::Code)
                .then(|| view! { <button type="button" class="button" on:click=retry>"Try again"</button> })}
        </li>
    }
}
