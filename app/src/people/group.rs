//! One group: its name, its members, and its end.

use domain::GroupId;
use domain::people::directory::{DirectoryView, pages};
use domain::people::{PersonSuggestion, query_key};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::api::PersonEntry;
use super::group_api::{AddMember, DeleteGroup, GroupPage, RemoveMember, RenameGroup, find_group};
use super::leaving::tell_left;
use super::pager::EmptyPage;
use super::row::PersonRow;
use super::words::members;
use crate::account::PageProblem;
use crate::error::AppError;
use crate::invitation::api::suggest_people;
use crate::routes;
use crate::t;
use crate::ui::combobox::{Combobox, Found, Source};
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{
    Avatar, DoneActs, ErrorNotice, FormProblem, Icon, IconName, LeaveGuard, Pager, SkeletonLines, TextField,
    last_saved, use_toast,
};
use domain::language::Say;

const DELETE: &str = "delete-group";

#[derive(Clone, Copy)]
struct Acts {
    rename: ServerAction<RenameGroup>,
    add: ServerAction<AddMember>,
    remove: ServerAction<RemoveMember>,
    delete: ServerAction<DeleteGroup>,
    /// The name that was given last, as it was typed.
    renamed: RwSignal<String>,
    done: DoneActs,
}

impl Acts {
    fn new() -> Self {
        let rename = ServerAction::<RenameGroup>::new();
        let acts = Self {
            rename,
            add: ServerAction::new(),
            remove: ServerAction::new(),
            delete: ServerAction::new(),
            renamed: last_saved(String::new(), rename, |sent| sent.name),
            done: DoneActs::of_page(),
        };
        for (value, sentence) in [
            (acts.rename.value(), t!("The group has its new name.")),
            (acts.add.value(), t!("They are in the group.")),
        ] {
            acts.done.tell(value, sentence);
        }
        tell_left(acts.done, acts.remove);
        let toasts = use_toast();
        Effect::new(move || {
            // Leads to the groups: there is nothing to be read again.
            if let Some(Ok(())) = acts.delete.value().get() {
                toasts.say(t!("The group is deleted. Its members stay in the directory."));
            }
        });
        acts
    }

    /// What went wrong and is said beside no field.
    fn trouble(self) -> Signal<Option<AppError>> {
        let of_each = [
            FormProblem::of(self.add).trouble(),
            FormProblem::of(self.remove).trouble(),
            FormProblem::of(self.delete).trouble(),
            FormProblem::of(self.rename).trouble(),
        ];
        Signal::derive(move || of_each.iter().find_map(Get::get))
    }
}

#[component]
pub fn GroupRoute() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let group = Memo::new(move |_| params.with(|params| params.get("group")?.parse::<GroupId>().ok()));
    let view = Memo::new(move |_| query.with(|query| routes::read_directory_view(|name| query.get(name))));
    view! {
        <Title text=t!("Group") />
        <div class="page people">
            // What was done to one group is not told about another.
            <For each=move || [group.get()] key=|group| *group let:group>
                <Desk group=group view=view />
            </For>
        </div>
    }
}

#[component]
fn Desk(group: Option<GroupId>, view: Memo<DirectoryView>) -> impl IntoView {
    let acts = Acts::new();
    let found = Resource::new(
        move || (view.get(), acts.done.version()),
        move |(view, _)| async move { find_group(group.ok_or(AppError::NotFound)?, view).await },
    );
    view! {
        <Transition fallback=|| view! { <SkeletonLines lines=8 /> }>
            {move || Suspend::new(async move {
                match found.await {
                    Ok(page) => view! { <Group page=page view=view acts=acts /> }.into_any(),
                    Err(error) => view! { <PageProblem error=error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Group(page: GroupPage, view: Memo<DirectoryView>, acts: Acts) -> impl IntoView {
    let GroupPage { group, members: of_group, may_invite } = page;
    let id = group.id;
    let total = of_group.total;
    let list = if of_group.people.is_empty() && total > 0 {
        view! { <EmptyPage first=routes::group(id) /> }.into_any()
    } else if of_group.people.is_empty() {
        view! {
            <div class="invitations-empty">
                <Icon name=IconName::Users />
                <h2>{t!("Nobody is in this group yet")}</h2>
                <p>{t!("Add people by name, or import a file of people into it.")}</p>
            </div>
        }
        .into_any()
    } else {
        let row = move |person: PersonEntry| view! { <MemberRow group=id person=person acts=acts /> };
        view! { <ul class="people-list" role="list">{of_group.people.into_iter().map(row).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <p class="way-back">
            <a href=routes::groups()>
                <Icon name=IconName::ArrowLeft />
                {t!("Groups")}
            </a>
        </p>
        <header>
            <h1 dir="auto">{group.name.to_string()}</h1>
            <p class="soft">{members(group.members)}</p>
            <p class="soft people-small">{t!("ID:")} " " <code>{id.to_string()}</code></p>
        </header>
        {may_invite
            .then(|| {
                view! {
                    <div class="notice">
                        <Icon name=IconName::Info />
                        <p>
                            {t!("Members of this group may invite to the rooms they host, whatever their role is.")} " "
                            <a href=routes::settings()>{t!("Settings")}</a>
                        </p>
                    </div>
                }
            })}
        <ErrorNotice error=acts.trouble() />
        <AddMemberField group=id acts=acts />
        {list}
        <Pager
            page=Signal::derive(move || view.with(|view| view.page))
            last=Signal::stored(pages(total))
            address=Callback::new(move |page| routes::group_view(id, &DirectoryView { page, ..view.get() }))
        />
        <Rename group=id name=group.name.to_string() acts=acts />
        <Delete group=id name=group.name.to_string() may_invite=may_invite acts=acts />
    }
}

#[component]
fn MemberRow(group: GroupId, person: PersonEntry, acts: Acts) -> impl IntoView {
    let (id, label) = (person.id, t!("Take {name} out of the group", name = person.name.to_string()));
    view! {
        <PersonRow person=person>
            <ActionForm action=acts.remove>
                <input type="hidden" name="group" value=group.to_string() />
                <input type="hidden" name="person" value=id.to_string() />
                <button class="icon-button" type="submit" aria-label=label>
                    <Icon name=IconName::Close />
                </button>
            </ActionForm>
        </PersonRow>
    }
}

#[component]
fn AddMemberField(group: GroupId, acts: Acts) -> impl IntoView {
    let source = Source {
        is_worth_asking: |typed| query_key(typed).is_some(),
        find: Callback::new(find),
        draw: |person: &PersonSuggestion| {
            let name = person.name.to_string();
            view! {
                <span class="host-person">
                    <Avatar initials=person.name.initials() name=name.clone() />
                    <span class="host-name">{name} " " <span class="soft">{person.email.to_string()}</span></span>
                </span>
            }
            .into_any()
        },
        text: |_| String::new(),
        on_choose: Callback::new(move |person: PersonSuggestion| {
            acts.add.dispatch(AddMember { group, person: person.id });
        }),
    };
    view! {
        <Combobox
            id="field-member"
            name="member"
            label=t!("Add a member")
            list_label=t!("People")
            hint=t!("Begin with a name or an address.")
            value=RwSignal::new(String::new())
            error=Signal::stored(None::<String>)
            source=source
            required=false
        />
    }
}

fn find(query: String) -> Found<PersonSuggestion> {
    Box::pin(async move {
        match suggest_people(None, query).await {
            Ok(suggestions) => Ok(suggestions.people),
            Err(problem) => Err(t!("No suggestions at the moment. {problem}", problem = problem.say())),
        }
    })
}

#[component]
fn Rename(group: GroupId, name: String, acts: Acts) -> impl IntoView {
    let value = RwSignal::new(name.clone());
    let is_unsaved = Memo::new(move |_| {
        let typed = value.get();
        typed != name && typed != acts.renamed.get()
    });
    let problem = FormProblem::of(acts.rename);
    view! {
        <ActionForm action=acts.rename attr:class="people-line-form" attr:novalidate="">
            <input type="hidden" name="group" value=group.to_string() />
            <TextField label=t!("Name of the group") name="name" value=value error=problem.for_field("name") max_length=60 required=true />
            <button class="button" type="submit" disabled=acts.rename.pending()>{t!("Rename")}</button>
        </ActionForm>
        <LeaveGuard is_unsaved=is_unsaved />
    }
}

#[component]
fn Delete(group: GroupId, name: String, may_invite: bool, acts: Acts) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let question = if may_invite {
        t!(
            "Its members stay in the directory. Those whose role is below the lowest one cannot invite any more."
        )
    } else {
        t!("Its members stay in the directory.")
    };
    view! {
        <div>
            <button
                id=DELETE
                type="button"
                class="button"
                data-kind="danger"
                disabled=acts.delete.pending()
                on:click=move |_| is_asking.set(true)
            >
                <Icon name=IconName::Trash />
                {t!("Delete the group…")}
            </button>
        </div>
        <ConfirmDialog
            id="ask-delete-group"
            open=is_asking
            title=Signal::stored(t!("Delete the group {name}?", name))
            question=Signal::stored(question.to_owned())
            confirm_label=Signal::stored(t!("Delete the group").to_owned())
            return_focus=DELETE
            on_confirm=Callback::new(move |()| {
                acts.delete.dispatch(DeleteGroup { group });
            })
        />
    }
}
