//! Search and filters of the mails: a plain form and links, so that they work before the page is alive. All of them
//! change the URL and nothing else.

use domain::mail::{MailFilter, MailView, MailsToTry};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::mails::Mails;
use crate::browser::format_number::format_number;
use crate::routes;
use crate::ui::{Icon, IconName, TextField};
use crate::{t, t_count};

#[component]
pub fn MailSearch(mails: Mails) -> impl IntoView {
    let view = mails.view;
    let typed = RwSignal::new(view.with_untracked(|view| view.query.clone()));
    // A link, or a way back in the browser's history, leads the field, too.
    Effect::watch(
        move || view.with(|view| view.query.clone()),
        move |query, _, _| typed.set(query.clone()),
        false,
    );
    let navigate = use_navigate();
    let search = move || {
        let query = typed.get_untracked().trim().to_owned();
        let options = NavigateOptions { scroll: false, ..NavigateOptions::default() };
        navigate(&routes::mail_view(&MailView { query, page: 1, ..view.get_untracked() }), options);
    };
    view! {
        <form
            class="mails-tools"
            role="search"
            method="get"
            action=routes::mail_list(&MailView::default())
            on:submit=move |event| {
                event.prevent_default();
                search();
            }
        >
            <TextField label=t!("Address of the guest") name="q" value=typed kind="search" />
            <input type="hidden" name="show" value=move || view.with(|view| view.filter.word()) />
            <button type="submit" class="button">{t!("Search")}</button>
        </form>
    }
}

#[component]
pub fn MailFilters(mails: Mails) -> impl IntoView {
    view! {
        <nav class="filter-links" aria-label=t!("Show")>
            <ul role="list">
                {MailFilter::ALL.iter().map(|one| view! { <FilterLink one=*one mails=mails /> }).collect_view()}
            </ul>
        </nav>
    }
}

#[component]
fn FilterLink(one: MailFilter, mails: Mails) -> impl IntoView {
    let view = mails.view;
    let href = move || routes::mail_list(&MailView { filter: one, page: 1, ..view.get() });
    let count = move || mails.page.with(|page| page.counts.of(one));
    let is_current = move || view.with(|view| view.filter == one);
    view! {
        <li>
            <a
                class="filter-link"
                data-filter=one.word()
                href=href
                data-noscroll=""
                aria-current=move || is_current().then_some("true")
                data-some=move || (count() != 0).then_some("")
            >
                {label(one)}
                " "
                <span class="filter-link-count">{move || format_number(count())}</span>
            </a>
        </li>
    }
}

fn label(filter: MailFilter) -> &'static str {
    match filter {
        MailFilter::All => t!("All [mails]"),
        MailFilter::Failed => t!("Failed [mails]"),
        MailFilter::Waiting => t!("Waiting [mails]"),
        MailFilter::Sent => t!("Sent [mails]"),
    }
}

/// Trying many at once: those that were given up, and those that wait for their next try.
#[component]
pub fn TryMany(mails: Mails) -> impl IntoView {
    let is_shown = move |filter: MailFilter| {
        mails.view.with(|view| view.filter == MailFilter::All || view.filter == filter)
    };
    let missed =
        Memo::new(
            move |_| {
                if is_shown(MailFilter::Failed) { mails.page.with(|page| page.counts.missed) } else { 0 }
            },
        );
    let delayed = Memo::new(move |_| {
        if is_shown(MailFilter::Waiting) { mails.page.with(|page| page.counts.delayed) } else { 0 }
    });
    let button = move |which: MailsToTry, words: String| {
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=move || mails.is_busy.get().then_some("true")
                on:click=move |_| mails.retry_all(which)
            >
                <Icon name=IconName::Send />
                {words}
            </button>
        }
    };
    view! {
        <div class="cluster" hidden=move || missed.get() == 0 && delayed.get() == 0>
            {move || {
                (missed.get() > 0)
                    .then(|| {
                        let words = t_count!(
                            missed.get(), "Try the failed mail again", "Try all {count} failed mails again"
                        );
                        button(MailsToTry::Failed, words)
                    })
            }}
            {move || {
                (delayed.get() > 0)
                    .then(|| {
                        let words = t_count!(
                            delayed.get(), "Try the waiting mail now", "Try all {count} waiting mails now"
                        );
                        button(MailsToTry::Delayed, words)
                    })
            }}
        </div>
    }
}
