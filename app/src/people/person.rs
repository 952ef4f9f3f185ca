//! One person: what is known of them, their password, their groups, and whether they may sign in.

use domain::PersonId;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

use super::api::{
    ChangePerson, DeactivatePerson, MakePasswordLink, PasswordLink, PersonPage, ReactivatePerson, find_person,
};
use super::fields::{PersonDraft, PersonFieldset};
use super::group_api::{AddMember, RemoveMember};
use super::password_link::PasswordLinkReady;
use super::words::place_badge;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::routes;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{Avatar, ErrorNotice, Icon, IconName, LocalTime, SkeletonLines, TimeStyle, use_toast};
use crate::{t, t_view};

const DEACTIVATE: &str = "deactivate-person";

/// What can be done about them; each is told by a toast, and the page is read again.
#[derive(Clone, Copy)]
struct Acts {
    change: ServerAction<ChangePerson>,
    deactivate: ServerAction<DeactivatePerson>,
    reactivate: ServerAction<ReactivatePerson>,
    link: ServerAction<MakePasswordLink>,
    join: ServerAction<AddMember>,
    leave: ServerAction<RemoveMember>,
}

impl Acts {
    fn new() -> Self {
        let acts = Self {
            change: ServerAction::new(),
            deactivate: ServerAction::new(),
            reactivate: ServerAction::new(),
            link: ServerAction::new(),
            join: ServerAction::new(),
            leave: ServerAction::new(),
        };
        tell(acts.change.value(), t!("The changes are saved."));
        tell(acts.deactivate.value(), t!("They are deactivated, and signed out everywhere."));
        tell(acts.reactivate.value(), t!("They can sign in again."));
        tell(acts.join.value(), t!("They are in the group."));
        tell(acts.leave.value(), t!("They are not in the group any more."));
        acts
    }

    /// Changes with each act that has been done.
    fn version(self) -> [usize; 6] {
        [
            self.change.version().get(),
            self.deactivate.version().get(),
            self.reactivate.version().get(),
            self.link.version().get(),
            self.join.version().get(),
            self.leave.version().get(),
        ]
    }
}

fn tell(
    value: impl Get<Value = Option<Result<(), AppError>>> + Send + Sync + 'static,
    sentence: &'static str,
) {
    let toasts = use_toast();
    Effect::new(move |_| {
        if matches!(value.get(), Some(Ok(()))) {
            toasts.say(sentence);
        }
    });
}

fn problem_of<T>(
    value: impl Get<Value = Option<Result<T, AppError>>> + Send + Sync + 'static,
) -> Signal<Option<AppError>> {
    Signal::derive(move || value.get().and_then(Result::err))
}

#[component]
pub fn PersonRoute() -> impl IntoView {
    let params = use_params_map();
    let person = Memo::new(move |_| params.with(|params| params.get("person")?.parse::<PersonId>().ok()));
    let acts = Acts::new();
    let found = Resource::new(
        move || (person.get(), acts.version()),
        async |(person, _)| find_person(person.ok_or(AppError::NotFound)?).await,
    );
    view! {
        <Title text=t!("Person") />
        <div class="page page-narrow people">
            <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
                {move || Suspend::new(async move {
                    match found.await {
                        Ok(page) => view! { <Person page=page acts=acts /> }.into_any(),
                        Err(error) => view! { <PageProblem error=error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn Person(page: PersonPage, acts: Acts) -> impl IntoView {
    let entry = page.entry.clone();
    let name = entry.name.to_string();
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
        <Details page=page.clone() acts=acts />
        <Password page=page.clone() acts=acts />
        <Groups page=page.clone() acts=acts />
        <Access page=page acts=acts />
    }
}

#[component]
fn Details(page: PersonPage, acts: Acts) -> impl IntoView {
    let draft = PersonDraft::of(&page.entry);
    let problem = problem_of(acts.change.value());
    let is_pending = acts.change.pending();
    view! {
        <section class="people-section" aria-labelledby="person-details">
            <h2 id="person-details">{t!("Details")}</h2>
            <ActionForm action=acts.change attr:class="people-form card" attr:novalidate="">
                <ErrorNotice error=problem />
                <input type="hidden" name="person" value=page.entry.id.to_string() />
                <input type="hidden" name="version" value=page.version.to_string() />
                <PersonFieldset draft=draft problem=problem />
                <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                    {move || if is_pending.get() { t!("Saving…") } else { t!("Save changes") }}
                </button>
            </ActionForm>
        </section>
    }
}

#[component]
fn Password(page: PersonPage, acts: Acts) -> impl IntoView {
    let problem = problem_of(acts.link.value());
    let person = page.entry.id;
    let made =
        Signal::derive(move || -> Option<PasswordLink> { acts.link.value().get().and_then(Result::ok) });
    let sentence = if page.entry.has_password {
        t!("They have a password. A link lets them choose another one; all their sign-ins end when they do.")
    } else {
        t!("They have no password yet, so they cannot sign in. A link lets them choose one.")
    };
    let label = if page.password_link_until.is_some() { t!("Make a new link") } else { t!("Make a link") };
    (page.entry.place.is_active)
        .then(|| {
            view! {
                <section class="people-section" aria-labelledby="person-password">
                    <h2 id="person-password">{t!("Password")}</h2>
                    <div class="people-form card">
                        <p>{sentence}</p>
                        <ErrorNotice error=problem />
                        {move || match made.get() {
                            Some(link) => view! { <PasswordLinkReady link=link /> }.into_any(),
                            None => {
                                page.password_link_until
                                    .map(|until| {
                                        view! {
                                            <p class="soft">
                                                {t_view!(
                                                    "A link is out; it works until {time}. A new one takes its place.",
                                                    time = view! { <LocalTime at=until style=TimeStyle::Short /> },
                                                )}
                                            </p>
                                        }
                                    })
                                    .into_any()
                            }
                        }}
                        <ActionForm action=acts.link>
                            <input type="hidden" name="person" value=person.to_string() />
                            <button class="button" type="submit" disabled=acts.link.pending()>
                                <Icon name=IconName::Key />
                                {label}
                            </button>
                        </ActionForm>
                    </div>
                </section>
            }
        })
}

#[component]
fn Groups(page: PersonPage, acts: Acts) -> impl IntoView {
    let person = page.entry.id;
    let problem = Signal::derive({
        let (join, leave) = (problem_of(acts.join.value()), problem_of(acts.leave.value()));
        move || join.get().or_else(|| leave.get())
    });
    let (mine, others): (Vec<_>, Vec<_>) =
        page.groups.into_iter().partition(|group| page.member_of.contains(&group.id));
    let has_none = mine.is_empty();
    let rows = mine.into_iter().map(|group| {
        let label = t!("Take them out of {group}", group = group.name.to_string());
        view! {
            <li class="people-group-row">
                <span class="group-mark"><Icon name=IconName::Users /></span>
                <a href=routes::group(group.id)>{group.name.to_string()}</a>
                <ActionForm action=acts.leave>
                    <input type="hidden" name="group" value=group.id.to_string() />
                    <input type="hidden" name="person" value=person.to_string() />
                    <button class="icon-button" type="submit" aria-label=label>
                        <Icon name=IconName::Close />
                    </button>
                </ActionForm>
            </li>
        }
    });
    view! {
        <section class="people-section" aria-labelledby="person-groups">
            <h2 id="person-groups">{t!("Groups")}</h2>
            <ErrorNotice error=problem />
            <div class="people-form card">
                {if has_none {
                    view! { <p class="soft">{t!("They are in no group.")}</p> }.into_any()
                } else {
                    view! { <ul class="people-groups-of" role="list">{rows.collect_view()}</ul> }.into_any()
                }}
                {if others.is_empty() {
                    view! { <p class="field-hint"><a href=routes::groups()>{t!("Groups of this site")}</a></p> }.into_any()
                } else {
                    let options = others
                        .into_iter()
                        .map(|group| view! { <option value=group.id.to_string()>{group.name.to_string()}</option> });
                    view! {
                        <ActionForm action=acts.join attr:class="people-join">
                            <input type="hidden" name="person" value=person.to_string() />
                            <div class="field">
                                <label for="person-join">{t!("Put them into a group")}</label>
                                <select id="person-join" name="group">{options.collect_view()}</select>
                            </div>
                            <button class="button" type="submit" disabled=acts.join.pending()>{t!("Add")}</button>
                        </ActionForm>
                    }
                        .into_any()
                }}
            </div>
        </section>
    }
}

#[component]
fn Access(page: PersonPage, acts: Acts) -> impl IntoView {
    let person = page.entry.id;
    let name = page.entry.name.to_string();
    let is_asking = RwSignal::new(false);
    let problem = Signal::derive({
        let (off, on) = (problem_of(acts.deactivate.value()), problem_of(acts.reactivate.value()));
        move || off.get().or_else(|| on.get())
    });
    let content = if page.is_me {
        view! { <p class="soft">{t!("This is you. Only another administrator can deactivate you.")}</p> }
            .into_any()
    } else if page.entry.place.is_active {
        let question = t!(
            "{name} is signed out everywhere within a second, leaves the rooms they are in, and cannot sign in any more. What they have made stays. Links with which hosts have invited them go on working, as for any guest.",
            name = name.clone()
        );
        view! {
            <p>{t!("Deactivating signs them out everywhere and keeps them out. What they have made stays, and you can reactivate them.")}</p>
            <button
                id=DEACTIVATE
                type="button"
                class="button"
                data-kind="danger"
                disabled=acts.deactivate.pending()
                on:click=move |_| is_asking.set(true)
            >
                <Icon name=IconName::Ban />
                {t!("Deactivate…")}
            </button>
            <ConfirmDialog
                id="ask-deactivate"
                open=is_asking
                title=Signal::stored(t!("Deactivate {name}?", name = name.clone()))
                question=Signal::stored(question)
                confirm_label=Signal::stored(t!("Deactivate").to_owned())
                return_focus=DEACTIVATE
                on_confirm=Callback::new(move |()| {
                    acts.deactivate.dispatch(DeactivatePerson { person });
                })
            />
        }
        .into_any()
    } else {
        view! {
            <p>{t!("They are deactivated: they cannot sign in. Reactivated, they sign in with the password they had.")}</p>
            <ActionForm action=acts.reactivate>
                <input type="hidden" name="person" value=person.to_string() />
                <button class="button" data-kind="primary" type="submit" disabled=acts.reactivate.pending()>
                    <Icon name=IconName::Undo />
                    {t!("Reactivate")}
                </button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="people-section" aria-labelledby="person-access">
            <h2 id="person-access">{t!("Access")}</h2>
            <ErrorNotice error=problem />
            <div class="people-form card">{content}</div>
        </section>
    }
}
