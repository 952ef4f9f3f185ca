//! The last mails: who was sent what, and what has become of it.

use domain::Timestamp;
use domain::mail::{MailKind, MailProblem, MailState, MailView, TryByHand, mail_pages, try_by_hand};
use leptos::prelude::*;

use super::api::{MailLine, Transport};
use super::kept::KeptMailWindow;
use super::mails::{Mails, row_id};
use super::problem::MailProblemText;
use super::tools::{MailFilters, MailSearch, TryMany};
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName, LocalTime, Pager, TimeStyle};
use crate::{t, t_count, t_view};

#[component]
pub fn MailList(mails: Mails, #[prop(into)] transport: Signal<Transport>) -> impl IntoView {
    let shown = RwSignal::new(None::<String>);
    let view = mails.view;
    let is_empty = Memo::new(move |_| mails.page.with(|page| page.mails.is_empty()));
    let total = Memo::new(move |_| {
        let filter = view.with(|view| view.filter);
        mails.page.with(|page| page.counts.of(filter))
    });
    let on_page = move || mails.page.with(|page| page.mails.len());
    view! {
        <section class="stack" aria-labelledby=routes::MAILS>
            <div class="cluster mails-head">
                <h2 id=routes::MAILS tabindex="-1">{t!("Last mails")}</h2>
                <button type="button" class="button" on:click=move |_| mails.look()>
                    <Icon name=IconName::RefreshCw />
                    {t!("Look again")}
                </button>
            </div>
            <MailSearch mails=mails />
            <MailFilters mails=mails />
            <p role="status" class="mails-count">
                {move || view.with(|view| in_words(view, on_page(), total.get()))}
            </p>
            <ErrorNotice error=mails.problem />
            <TryMany mails=mails />
            <Show when=move || !is_empty.get() fallback=move || view! { <Nothing mails=mails total=total /> }>
                <ul class="table-list" aria-busy=move || mails.is_turning.get().then_some("true")>
                    <For each=move || mails.page.with(|page| page.mails.clone()) key=row_key let:mail>
                        <Row mail=mail transport=transport shown=shown mails=mails />
                    </For>
                </ul>
            </Show>
            <Pager
                page=Signal::derive(move || view.with(|view| view.page))
                last=Signal::derive(move || mail_pages(total.get()))
                address=Callback::new(move |page| routes::mail_list(&MailView { page, ..view.get() }))
            />
            <KeptMailWindow shown=shown />
        </section>
    }
}

/// `51–100 of 1,234 mails`, or how many there are when one page holds them all.
fn in_words(view: &MailView, on_page: usize, total: u32) -> String {
    let on_page = u32::try_from(on_page).unwrap_or(u32::MAX);
    if total == 0 || on_page == 0 || on_page == total {
        return t_count!(total, "1 mail", "{count} mails");
    }
    let first = view.offset() + 1;
    t!("{first}–{last} of {total} mails", first, last = first + on_page - 1, total)
}

/// In place of the list.
#[component]
fn Nothing(mails: Mails, total: Memo<u32>) -> impl IntoView {
    move || {
        let view = mails.view.get();
        if total.get() > 0 {
            let first = routes::mail_list(&MailView { page: 1, ..view });
            view! {
                <p class="soft">
                    {t!("This page is empty")} ". "
                    <a href=first data-noscroll="">{t!("Go to the first page")}</a>
                </p>
            }
            .into_any()
        } else if view.is_everything() {
            view! { <p class="soft">{t!("No mail has been queued yet.")}</p> }.into_any()
        } else {
            view! {
                <p class="soft">
                    {t!("No mail is like that.")} " "
                    <a href=routes::mail_list(&MailView::default()) data-noscroll="">{t!("Show all mails")}</a>
                </p>
            }
            .into_any()
        }
    }
}

/// What a row shows: one that shows something else is another one.
fn row_key(mail: &MailLine) -> (String, MailState, Option<i64>, Option<i64>, bool) {
    let millis = |at: Option<Timestamp>| at.map(Timestamp::as_millis);
    (mail.id.clone(), mail.state, millis(mail.settled_at), millis(mail.next_try), mail.problem.is_some())
}

#[component]
fn Row(
    mail: MailLine,
    transport: Signal<Transport>,
    shown: RwSignal<Option<String>>,
    mails: Mails,
) -> impl IntoView {
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
        (MailState::Sent, _) if problem == Some(MailProblem::Kept) => ("wait", t!("Kept as a file")),
        (MailState::Sent, _) => ("success", t!("Sent")),
        (MailState::Failed, _) => ("loss", t!("Failed")),
    };
    let at = settled_at.unwrap_or(queued_at);
    let again = try_by_hand(kind, state, next_try.is_some()).map(|how| match how {
        TryByHand::OnceMore => (t!("Try again"), t!("Try again: the mail to {to}", to = to.as_str())),
        TryByHand::AtOnce => (t!("Try now"), t!("Try now: the mail to {to}", to = to.as_str())),
    });
    let (id, name) = (StoredValue::new(id), StoredValue::new(to.clone()));
    let can_read = move || transport.get() == Transport::Files && state == MailState::Sent;
    view! {
        <li class="mail-row" id=row_id(&id.get_value()) tabindex="-1">
            <div class="mail-row-words">
                <p class="cluster">
                    <strong>{to}</strong>
                    <span class="badge" data-kind=badge>{word}</span>
                </p>
                <p class="soft">{what}</p>
                <p class="soft">
                    {moments(at, next_try)}
                </p>
                {problem.map(|problem| view! { <p class="mail-problem"><MailProblemText problem=problem /></p> })}
            </div>
            <div class="mail-row-acts">
                {move || {
                    can_read()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-label=t!("Read the mail to {to}", to = name.get_value())
                                    on:click=move |_| shown.set(Some(id.get_value()))
                                >
                                    {t!("Read [button]")}
                                </button>
                            }
                        })
                }}
                {again
                    .map(|(words, label)| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                aria-label=label
                                aria-disabled=move || mails.is_busy.get().then_some("true")
                                on:click=move |_| mails.retry(id.get_value())
                            >
                                {words}
                            </button>
                        }
                    })}
            </div>
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
