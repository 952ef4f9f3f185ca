//! One person: what is known of them, their password, their groups, and whether they may sign in.

mod access;
mod acts;
mod data;
mod details;
mod groups;
mod password;

use domain::PersonId;
use domain::privacy::is_erased;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::{PersonPage, find_person};
use super::words::{called, place_badge};
use crate::account::PageProblem;
use crate::error::AppError;
use crate::routes;
use crate::ui::{Avatar, Icon, IconName, LocalTime, SkeletonLines, TimeStyle};
use crate::{t, t_view};
use access::Access;
use acts::Acts;
use data::Data;
use details::{Details, KeptDraft};
use groups::Groups;
use password::Password;

#[component]
pub fn PersonRoute() -> impl IntoView {
    let params = use_params_map();
    let person = Memo::new(move |_| params.with(|params| params.get("person")?.parse::<PersonId>().ok()));
    view! {
        <Title text=t!("Person") />
        <div class="page page-narrow people">
            // With inputs of its own for each: what stands in those of one person is not taken for typed about another.
            <For each=move || [person.get()] key=|person| *person let:person>
                <Desk person=person />
            </For>
        </div>
    }
}

/// What is about one person: what was done here is not told about another.
#[component]
fn Desk(person: Option<PersonId>) -> impl IntoView {
    let acts = Acts::new();
    let draft = KeptDraft::new(acts.change);
    let found = Resource::new(
        move || acts.version(),
        move |_| async move { find_person(person.ok_or(AppError::NotFound)?).await },
    );
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(page) => view! { <Person page=page acts=acts draft=draft /> }.into_any(),
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Person(page: PersonPage, acts: Acts, draft: KeptDraft) -> impl IntoView {
    let entry = page.entry.clone();
    let name = called(&entry);
    let (kind, role) = place_badge(entry.place);
    view! {
        <p class="way-back">
            <a href=routes::people()>
                <Icon name=IconName::ArrowLeft />
                {t!("People")}
            </a>
        </p>
        <header class="people-person">
            <Avatar initials=entry.name.initials() name=name.clone() />
            <div>
                <h1>{name}</h1>
                <p class="cluster">
                    <span class="badge" data-kind=kind>{role}</span>
                    {(!entry.place.is_active).then(|| view! { <span class="badge" data-kind="loss">{t!("Deactivated")}</span> })}
                    {page.is_me.then(|| view! { <span class="badge" data-kind="info">{t!("You")}</span> })}
                </p>
                <p class="soft people-small">
                    {t_view!("Added {time}", time = view! { <LocalTime at=page.added_at style=TimeStyle::Short /> })}
                    {entry
                        .seen_at
                        .map(|at| {
                            view! {
                                " · "
                                {t_view!("Last seen {time}", time = view! { <LocalTime at=at style=TimeStyle::Short /> })}
                            }
                        })}
                </p>
                <p class="soft people-small">{t!("ID:")} " " <code>{entry.id.to_string()}</code></p>
            </div>
        </header>
        {if is_erased(&page.entry.email) {
            view! { <p>{t!("What this site kept about them has been erased. Nobody can sign in as them any more.")}</p> }
                .into_any()
        } else {
            view! { <Sections page=page acts=acts draft=draft /> }.into_any()
        }}
    }
}

/// What can be done about somebody.
#[component]
fn Sections(page: PersonPage, acts: Acts, draft: KeptDraft) -> impl IntoView {
    view! {
        <Details page=page.clone() acts=acts draft=draft />
        <Password page=page.clone() acts=acts />
        <Groups page=page.clone() acts=acts />
        <Access page=page.clone() acts=acts />
        <Data page=page />
    }
}
