//! All groups, and making one.

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::GroupSummary;
use super::group_api::{MakeGroup, list_groups};
use super::nav::{PeopleNav, Place};
use super::words::members;
use crate::account::PageProblem;
use crate::routes;
use crate::ui::{ErrorNotice, FormProblem, Icon, IconName, LeaveGuard, SkeletonLines, TextField, last_saved};
use crate::{t, t_count};

/// So many groups are found by looking.
const LISTED_WITHOUT_SEARCH: usize = 10;

#[component]
pub fn GroupsRoute() -> impl IntoView {
    let groups = Resource::new(|| (), |()| list_groups());
    view! {
        <Title text=t!("Groups") />
        <div class="page people">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match groups.await {
                        Ok(groups) => view! { <Groups groups=groups /> }.into_any(),
                        Err(error) => view! { <PageProblem error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Groups(groups: Vec<GroupSummary>) -> impl IntoView {
    let list = if groups.is_empty() {
        view! {
            <div class="invitations-empty">
                <Icon name=IconName::Users />
                <h2>{t!("There are no groups yet")}</h2>
                <p>{t!("A group names many people at once: those who may invite, for example.")}</p>
            </div>
        }
        .into_any()
    } else {
        view! { <GroupList groups=groups /> }.into_any()
    };
    view! {
        <header class="people-head">
            <h1>{t!("Groups")}</h1>
        </header>
        <PeopleNav here=Place::Groups />
        <MakeGroupForm />
        {list}
    }
}

/// The groups, and among many of them a field to find one.
#[component]
fn GroupList(groups: Vec<GroupSummary>) -> impl IntoView {
    let has_search = groups.len() > LISTED_WITHOUT_SEARCH;
    let asked = use_query_map().with_untracked(|query| query.get("q"));
    let typed = RwSignal::new(asked.filter(|_| has_search).unwrap_or_default());
    let groups = StoredValue::new(groups);
    let found = Memo::new(move |_| {
        let is_found = |group: &&GroupSummary| typed.with(|typed| group.name.is_found_by(typed));
        groups.with_value(|groups| groups.iter().filter(is_found).cloned().collect::<Vec<_>>())
    });
    view! {
        {has_search.then(|| view! { <GroupSearch typed=typed found=found /> })}
        <Show when=move || found.with(|found| !found.is_empty()) fallback=|| view! { <NoMatch /> }>
            <ul class="people-list" role="list">
                <For each=move || found.get() key=|group| group.id let:group>
                    <GroupRow group=group />
                </For>
            </ul>
        </Show>
    }
}

/// A plain form, so that it works before the page is alive; then each letter is followed at once.
#[component]
fn GroupSearch(typed: RwSignal<String>, found: Memo<Vec<GroupSummary>>) -> impl IntoView {
    let count = move || {
        let count = found.with(Vec::len);
        t_count!(count, "1 group", "{count} groups")
    };
    view! {
        <form class="people-tools" role="search" method="get" action=routes::groups() on:submit=|event| event.prevent_default()>
            <div class="field people-search">
                <label for="group-search">{t!("Search")}</label>
                <input
                    id="group-search"
                    type="search"
                    name="q"
                    autocomplete="off"
                    value=typed.get_untracked()
                    prop:value=typed
                    on:input=move |event| typed.set(event_target_value(&event))
                />
            </div>
        </form>
        <p role="status" class="people-count">{count}</p>
    }
}

#[component]
fn GroupRow(group: GroupSummary) -> impl IntoView {
    view! {
        <li class="people-row">
            <span class="group-mark"><Icon name=IconName::Users /></span>
            <div class="people-row-words">
                <a class="people-row-name" href=routes::group(group.id) dir="auto">{group.name.to_string()}</a>
                <p class="person-line-email">{members(group.members)}</p>
            </div>
        </li>
    }
}

#[component]
fn NoMatch() -> impl IntoView {
    view! {
        <div class="invitations-empty">
            <Icon name=IconName::Users />
            <h2>{t!("No group is called like that")}</h2>
        </div>
    }
}

#[component]
fn MakeGroupForm() -> impl IntoView {
    let action = ServerAction::<MakeGroup>::new();
    let name = RwSignal::new(String::new());
    let saved = last_saved(String::new(), action, |sent| sent.name);
    let is_unsaved = Memo::new(move |_| name.get() != saved.get());
    let problem = FormProblem::of(action);
    view! {
        <ActionForm action=action attr:class="people-line-form" attr:novalidate="">
            <TextField label=t!("New group") name="name" value=name error=problem.for_field("name") max_length=60 required=true />
            <button class="button" type="submit" disabled=action.pending()>
                <Icon name=IconName::Plus />
                {t!("Make the group")}
            </button>
            <ErrorNotice error=problem.trouble() />
        </ActionForm>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}
