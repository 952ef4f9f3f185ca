//! Search, order and filters. They are links and a plain form, so that they work before the page is alive; all of them
//! change the URL and nothing else.

use std::time::Duration;

use domain::invitation::{Filter, ListView, Order};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::board::Board;
use crate::browser::format_number::format_number;
use crate::routes;
use crate::ui::{Icon, IconName};
use crate::{t, t_count};

/// Typing is followed after a pause of this length.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn SearchBar(board: Board) -> impl IntoView {
    let view = board.view;
    let typed = RwSignal::new(view.with_untracked(|view| view.query.clone()));
    let go = go_to(board);
    let search = {
        let go = go.clone();
        move |query: String| {
            if let Some(view) = view.try_get_untracked().filter(|view| view.query != query) {
                go(ListView { query, ..view });
            }
        }
    };
    // The last key that was pressed is the one that is followed.
    let keys = StoredValue::new(0_u32);
    let search_soon = {
        let search = search.clone();
        move || {
            let search = search.clone();
            let key = keys.get_value().wrapping_add(1);
            keys.set_value(key);
            let follow = move || {
                if let (Some(last), Some(text)) = (keys.try_get_value(), typed.try_get_untracked())
                    && last == key
                {
                    search(text);
                }
            };
            set_timeout(follow, PAUSE);
        }
    };
    // A way back in the browser's history leads the field, too; what is being typed meanwhile does not change.
    Effect::watch(
        move || view.with(|view| view.query.clone()),
        move |query, before, _| {
            if before.is_some_and(|before| typed.with_untracked(|typed| typed.trim() == before.trim())) {
                typed.set(query.clone());
            }
        },
        false,
    );
    let initial = view.get_untracked();
    view! {
        <form
            class="invitations-tools"
            role="search"
            method="get"
            action=routes::invitations(board.room)
            on:submit=move |event| {
                event.prevent_default();
                search(typed.get_untracked());
            }
        >
            <div class="field">
                <label for="invitation-search">{t!("Search")}</label>
                <input
                    id="invitation-search"
                    type="search"
                    name="q"
                    autocomplete="off"
                    value=initial.query.clone()
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        search_soon();
                    }
                />
            </div>
            <div class="field">
                <label for="invitation-order">{t!("Sort by")}</label>
                <select
                    id="invitation-order"
                    name="sort"
                    prop:value=move || view.with(|view| view.order.word())
                    on:change=move |event| {
                        if let Ok(order) = event_target_value(&event).parse() {
                            go(ListView { order, ..view.get_untracked() });
                        }
                    }
                >
                    {Order::ALL
                        .iter()
                        .map(|one| {
                            view! {
                                <option value=one.word() selected=*one == initial.order>
                                    {order_label(*one)}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
            <input type="hidden" name="filter" value=move || view.with(|view| view.filter.word()) />
            <a
                class="button invitations-file"
                href=move || view.with(|view| routes::invitations_file(board.room, view))
                rel="external"
                download=""
            >
                <Icon name=IconName::Download />
                {t!("Save as CSV")}
            </a>
        </form>
    }
}

/// Leads to another view; typing does not fill the browser's history.
fn go_to(board: Board) -> impl Fn(ListView) + Clone + 'static {
    let navigate = use_navigate();
    move |view: ListView| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&routes::invitations_view(board.room, &view), options);
    }
}

#[component]
pub fn FilterBar(board: Board) -> impl IntoView {
    let count = move || match (board.matching(), board.total.get()) {
        (shown, all) if shown == all => t_count!(all, "1 invitation", "{count} invitations"),
        (shown, all) => t_count!(all, "{shown} of 1 invitations", "{shown} of {count} invitations", shown),
    };
    view! {
        <nav class="filter-links" aria-label=t!("Show")>
            <ul role="list">
                {Filter::ALL.iter().map(|one| view! { <FilterLink one=*one board=board /> }).collect_view()}
            </ul>
        </nav>
        <p role="status" class="invitations-count">{count}</p>
    }
}

#[component]
fn FilterLink(one: Filter, board: Board) -> impl IntoView {
    let href = move || {
        let view = ListView { filter: one, ..board.view.get() };
        routes::invitations_view(board.room, &view)
    };
    let number = move || format_number(board.count(one));
    let is_current = move || board.view.with(|view| view.filter == one);
    view! {
        <li>
            <a
                class="filter-link"
                data-filter=one.word()
                href=href
                data-noscroll=""
                aria-current=move || is_current().then_some("true")
                data-some=move || (board.count(one) != 0).then_some("")
            >
                {filter_label(one)}
                " "
                <span class="filter-link-count">{number}</span>
            </a>
        </li>
    }
}

fn filter_label(filter: Filter) -> &'static str {
    match filter {
        Filter::All => t!("All [invitations]"),
        Filter::NeedsYou => t!("Needs you"),
        Filter::NotOpened => t!("Not opened yet"),
        Filter::InUse => t!("In use"),
        Filter::Expired => t!("Expired"),
        Filter::Declined => t!("Declined"),
        Filter::Removed => t!("Removed"),
    }
}

fn order_label(order: Order) -> &'static str {
    match order {
        Order::Latest => t!("Latest first"),
        Order::Name => t!("Name"),
        Order::Type => t!("Invitation type"),
        Order::Expiry => t!("Expires first"),
        Order::LastSeen => t!("Last seen"),
    }
}
