//! Adding a person: the form, then the link to hand on.

use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{AddPerson, PersonAdded};
use super::fields::{PersonDraft, PersonFieldset};
use super::password_link::PasswordLinkReady;
use crate::account::{PageProblem, use_myself};
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName, LeaveGuard, SkeletonLines, use_toast};

const ADDED_TITLE: &str = "person-added-title";

#[component]
pub fn NewPersonRoute() -> impl IntoView {
    let me = use_myself().me;
    view! {
        <Title text=t!("Add a person") />
        <div class="page page-narrow people">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match me.await {
                        Ok(Some(me)) if me.application_role.is_administrator() => {
                            view! { <NewPerson /> }.into_any()
                        }
                        Ok(Some(_)) => view! { <PageProblem error=AppError::NotFound /> }.into_any(),
                        Ok(None) => view! { <PageProblem error=AppError::SignInNeeded /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn NewPerson() -> impl IntoView {
    let action = ServerAction::<AddPerson>::new();
    let draft = PersonDraft::new();
    let added = RwSignal::new(None::<PersonAdded>);
    let toasts = use_toast();
    Effect::new(move |_| {
        if let Some(Ok(person)) = action.value().get() {
            toasts.announce(&t!("{name} is in the directory.", name = person.name.to_string()));
            draft.clear();
            added.set(Some(person));
            request_animation_frame(|| focus_id(ADDED_TITLE));
        }
    });
    view! {
        <p class="way-back">
            <a href=routes::people()>
                <Icon name=IconName::ArrowLeft />
                {t!("People")}
            </a>
        </p>
        {move || match added.get() {
            Some(person) => view! { <Added person=person added=added /> }.into_any(),
            None => view! { <AddForm action=action draft=draft /> }.into_any(),
        }}
    }
}

#[component]
fn AddForm(action: ServerAction<AddPerson>, draft: PersonDraft) -> impl IntoView {
    let problem = Signal::derive(move || action.value().get().and_then(Result::err));
    let is_pending = action.pending();
    // The role stays from one person to the next.
    let first = untrack(|| draft.read());
    let is_unsaved = Memo::new(move |_| draft.read() != first);
    view! {
        <header>
            <h1>{t!("Add a person")}</h1>
            <p class="soft">{t!("They get no password. You get a link for them, by which they choose one.")}</p>
        </header>
        <ActionForm action=action attr:class="people-form card" attr:novalidate="">
            <ErrorNotice error=problem />
            <PersonFieldset draft=draft problem=problem />
            <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                {move || if is_pending.get() { t!("Adding…") } else { t!("Add the person") }}
            </button>
        </ActionForm>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}

#[component]
fn Added(person: PersonAdded, added: RwSignal<Option<PersonAdded>>) -> impl IntoView {
    view! {
        <section class="people-form card" aria-labelledby=ADDED_TITLE>
            <h1 id=ADDED_TITLE tabindex="-1">{t!("{name} is in the directory", name = person.name.to_string())}</h1>
            <p class="soft">{t!("Give them this link. They choose a password there and sign in as {email}.", email = person.email.to_string())}</p>
            <PasswordLinkReady link=person.link />
            <div class="cluster">
                <button type="button" class="button" on:click=move |_| added.set(None)>
                    <Icon name=IconName::UserPlus />
                    {t!("Add another")}
                </button>
                <a class="button" href=routes::person(person.id)>{t!("Go to their page")}</a>
            </div>
        </section>
    }
}
