//! The page of the audit log. What is looked for stands in the URL, so that a reload and a shared link show the same.

use domain::audit::AuditView;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{AuditPage, list_audit};
use super::entry::EntryLine;
use super::filters::Filters;
use super::log::{LIST, Log};
use crate::account::PageProblem;
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName, SkeletonLines};
use crate::{t, t_count};

#[component]
pub fn AuditRoute() -> impl IntoView {
    let query = use_query_map();
    let view = Memo::new(move |_| query.with(|query| routes::read_audit_view(|name| query.get(name))));
    let before = query.with_untracked(|query| query.get("before")?.parse().ok());
    // Another view is the log's own business.
    let found = Resource::new(|| (), move |()| list_audit(view.get_untracked(), before));
    view! {
        <Title text=t!("Audit log") />
        <div class="page audit">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(first) => view! { <Desk first=first view=view is_old=before.is_some() /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(first: AuditPage, view: Memo<AuditView>, is_old: bool) -> impl IntoView {
    let log = Log::new(first, view, is_old);
    log.follow();
    let is_empty = Memo::new(move |_| log.entries.with(Vec::is_empty));
    view! {
        <header>
            <h1>{t!("Audit log")}</h1>
            <p class="soft">
                {t!("Who did what, from where, before and after. Nothing here can be changed or deleted; only names and addresses go when somebody's personal data is erased. Links, codes and messages never stand here.")}
            </p>
        </header>
        <Filters log=log />
        <ErrorNotice error=log.problem />
        <Show when=move || log.is_stale.get()>
            <div class="notice" data-kind="loss" role="status">
                <Icon name=IconName::Alert />
                <p>{t!("The site does not answer at the moment. What is shown is what was last heard. [audit]")}</p>
            </div>
        </Show>
        <Fresh log=log />
        <Show when=move || !is_empty.get() fallback=move || view! { <Empty view=view /> }>
            <ul class="audit-list" role="list" id=LIST aria-busy=move || log.is_loading.get().then_some("true")>
                <For each=move || log.entries.get() key=|entry| entry.number let:entry>
                    <li>
                        <EntryLine entry=entry />
                    </li>
                </For>
            </ul>
        </Show>
        <Older log=log />
    }
}

/// What has come while somebody reads.
#[component]
fn Fresh(log: Log) -> impl IntoView {
    let count = Memo::new(move |_| log.fresh.with(Vec::len));
    let label = move || t_count!(count.get(), "Show 1 new entry", "Show {count} new entries");
    view! {
        <div class="audit-fresh" role="status">
            <Show when=move || count.get() != 0>
                <button type="button" class="button" data-kind="primary" on:click=move |_| log.show_fresh()>
                    {label}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn Empty(view: Memo<AuditView>) -> impl IntoView {
    view! {
        <div class="audit-empty">
            <Icon name=IconName::Eye />
            <Show
                when=move || view.with(AuditView::is_narrow)
                fallback=|| view! { <h2>{t!("Nothing has been written down yet")}</h2> }
            >
                <h2>{t!("Nothing in the log is like that")}</h2>
                <p>
                    <a href=routes::audit(&AuditView::default(), None)>{t!("Show everything")}</a>
                </p>
            </Show>
        </div>
    }
}

/// A link, so that older entries are there without JavaScript, too.
#[component]
fn Older(log: Log) -> impl IntoView {
    let href = move || {
        let last = log.entries.with(|entries| entries.last().map(|entry| entry.number));
        log.view.with(|view| routes::audit(view, last))
    };
    view! {
        <Show when=move || log.has_older.get()>
            <a
                class="button audit-older"
                href=href
                on:click=move |event| {
                    event.prevent_default();
                    if !log.is_loading.get_untracked() {
                        log.show_older();
                    }
                }
            >
                {move || if log.is_loading.get() { t!("Loading… [audit]") } else { t!("Show older") }}
            </a>
        </Show>
    }
}
