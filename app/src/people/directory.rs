//! The directory, page by page. What is searched for, who is shown and which page stands in the URL, so that a reload and
//! a shared link show the same.

use domain::people::directory::{DirectoryView, pages};
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

use super::api::{DirectoryPage, PersonEntry, list_people};
use super::nav::{PeopleNav, Place};
use super::pager::{EmptyPage, shown};
use super::row::PersonRow;
use super::tools::PeopleTools;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, Pager, SkeletonLines};

#[component]
pub fn PeopleRoute() -> impl IntoView {
    let query = use_query_map();
    let view = Memo::new(move |_| query.with(|query| routes::read_directory_view(|name| query.get(name))));
    // Another view is the list's own business.
    let first = Resource::new(|| (), move |()| list_people(view.get_untracked()));
    view! {
        <Title text=t!("People") />
        <div class="page people">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match first.await {
                        Ok(page) => view! { <Desk page=page view=view /> }.into_any(),
                        Err(error) => view! { <PageProblem error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Desk(page: DirectoryPage, view: Memo<DirectoryView>) -> impl IntoView {
    let groups = page.groups.clone();
    let page = RwSignal::new(page);
    let problem = RwSignal::new(None::<AppError>);
    let is_turning = RwSignal::new(false);
    Effect::watch(
        move || view.get(),
        move |asked, _, _| {
            let asked = asked.clone();
            is_turning.set(true);
            spawn_local(async move {
                let answer = list_people(asked.clone()).await;
                // Another view may be shown by now, or another page.
                if view.try_with_untracked(|now| *now == asked) != Some(true) {
                    return;
                }
                is_turning.try_set(false);
                match answer {
                    Ok(answer) => {
                        problem.try_set(None);
                        page.try_set(answer);
                    }
                    // What is on screen stays.
                    Err(error) => drop(problem.try_set(Some(error))),
                }
            });
        },
        false,
    );
    let total = Memo::new(move |_| page.with(|page| page.total));
    let order = Memo::new(move |_| view.with(|view| view.order));
    view! {
        <header class="people-head">
            <h1>{t!("People")}</h1>
            <a class="button" data-kind="primary" href=routes::new_person()>
                <Icon name=IconName::UserPlus />
                {t!("Add a person")}
            </a>
        </header>
        <PeopleNav here=Place::Directory />
        <PeopleTools view=view groups=groups />
        <p role="status" class="people-count">
            {move || page.with(|page| shown(&view.get(), page.people.len(), page.total))}
        </p>
        <ErrorNotice error=problem />
        <Show when=move || page.with(|page| !page.people.is_empty()) fallback=move || view! { <NoMatch view=view total=total /> }>
            <ul class="people-list" role="list" aria-busy=move || is_turning.get().then_some("true")>
                <For each=move || page.with(|page| page.people.clone()) key=row_key let:person>
                    <PersonRow person=person order=order />
                </For>
            </ul>
        </Show>
        <Pager
            page=Signal::derive(move || view.with(|view| view.page))
            last=Signal::derive(move || pages(total.get()))
            address=Callback::new(move |page| routes::people_view(&DirectoryView { page, ..view.get() }))
        />
    }
}

#[component]
fn NoMatch(view: Memo<DirectoryView>, total: Memo<u32>) -> impl IntoView {
    move || {
        if total.get() > 0 {
            view! { <EmptyPage first=routes::people_view(&DirectoryView { page: 1, ..view.get() }) /> }
                .into_any()
        } else {
            view! {
                <div class="invitations-empty">
                    <Icon name=IconName::Users />
                    <h2>{t!("Nobody is like that")}</h2>
                    <p><a href=routes::people()>{t!("Show everybody")}</a></p>
                </div>
            }
            .into_any()
        }
    }
}

/// What a row shows: one that shows something else is another one.
pub(super) fn row_key(
    person: &PersonEntry,
) -> (PersonId, PersonName, EmailAddress, ApplicationRole, bool, bool) {
    let PersonEntry { id, email, name, place, has_password, .. } = person.clone();
    (id, name, email, place.role, place.is_active, has_password)
}
