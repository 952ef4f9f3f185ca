//! The last mails: who was sent what, and what has become of it.

use domain::Timestamp;
use domain::mail::{MailKind, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{MailLine, Transport, retry_mail};
use super::kept::KeptMailWindow;
use crate::language::said;
use crate::ui::{Icon, IconName, LocalTime, TechnicalText, TimeStyle, use_toast};
use crate::{t, t_view};

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
                <h2 id="mails-title">{t!("Last mails")}</h2>
                <button type="button" class="button" on:click=move |_| on_changed.run(())>
                    <Icon name=IconName::RefreshCw />
                    {t!("Look again")}
                </button>
            </div>
            <p class="soft" hidden=move || !is_empty()>{t!("No mail has been queued yet.")}</p>
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
        MailKind::Invitation => t!("Invitation: {title}", title = room_title),
        MailKind::Update => t!("Change of the session: {title}", title = room_title),
        MailKind::Cancellation => t!("Cancellation: {title}", title = room_title),
        MailKind::Code => t!("Code for a guest: {title}", title = room_title),
    };
    let (badge, word) = match (state, next_try) {
        (MailState::Queued, None) => ("wait", t!("On its way")),
        (MailState::Queued, Some(_)) => ("wait", t!("To be tried again")),
        (MailState::Sent, _) => ("success", t!("Sent")),
        (MailState::Failed, _) => ("loss", t!("Failed")),
    };
    let at = settled_at.unwrap_or(queued_at);
    let can_read = transport == Transport::Files && state == MailState::Sent;
    let (id_to_read, id_to_retry) = (id.clone(), StoredValue::new(id));
    let retry = move |_| {
        spawn_local(async move {
            match retry_mail(id_to_retry.get_value()).await {
                Ok(()) => on_changed.run(()),
                Err(error) => toasts.say(said(&error)),
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
                <p class="soft">{what}</p>
                <p class="soft">
                    {moments(at, next_try)}
                </p>
                {problem.map(|problem| view! { <p class="mail-problem"><TechnicalText text=problem /></p> })}
            </div>
            {can_read
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=t!("Read the mail to {to}", to)
                            on:click=move |_| shown.set(Some(id_to_read.clone()))
                        >
                            {t!("Read [button]")}
                        </button>
                    }
                })}
            {(state == MailState::Failed && kind != MailKind::Code)
                .then(|| view! { <button type="button" class="button" on:click=retry>{t!("Try again")}</button> })}
        </li>
    }
}

/// When it was queued or settled, and when it is tried again.
fn moments(at: Timestamp, next_try: Option<Timestamp>) -> impl IntoView {
    let short = |at: Timestamp| view! { <LocalTime at=at style=TimeStyle::Short /> };
    match next_try {
        Some(next) => t_view!("{time}, next try {next}", time = short(at), next = short(next)).into_any(),
        None => short(at).into_any(),
    }
}
