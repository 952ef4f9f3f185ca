//! All groups, and making one.

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::GroupSummary;
use super::group_api::{MakeGroup, list_groups};
use super::nav::{PeopleNav, Place};
use super::words::members;
use crate::account::PageProblem;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, Icon, IconName, SkeletonLines, TextField};

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
    let row = |group: GroupSummary| {
        view! {
            <li class="people-row">
                <span class="group-mark"><Icon name=IconName::Users /></span>
                <div class="people-row-words">
                    <a class="people-row-name" href=routes::group(group.id) dir="auto">{group.name.to_string()}</a>
                    <p class="person-line-email">{members(group.members)}</p>
                </div>
            </li>
        }
    };
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
        view! { <ul class="people-list" role="list">{groups.into_iter().map(row).collect_view()}</ul> }
            .into_any()
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

#[component]
fn MakeGroupForm() -> impl IntoView {
    let action = ServerAction::<MakeGroup>::new();
    let name = RwSignal::new(String::new());
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
    }
}
