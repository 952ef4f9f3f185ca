//! Search, filters and order of the directory: a plain form, so that they work before the page is alive. All of them change the
//! URL and nothing else.

use std::time::Duration;

use domain::ApplicationRole;
use domain::people::directory::{DirectoryOrder, DirectoryView, Who};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::GroupSummary;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName};

/// Typing is followed after a pause of this length.
const PAUSE: Duration = Duration::from_millis(250);

#[component]
pub fn PeopleTools(view: Memo<DirectoryView>, groups: Vec<GroupSummary>) -> impl IntoView {
    let initial = view.get_untracked();
    let go = go_to();
    let typing = Typing::new(view);
    let change = move |change: fn(DirectoryView, &str) -> DirectoryView| {
        let go = go.clone();
        move |event| {
            let view = change(view.get_untracked(), &event_target_value(&event));
            go(DirectoryView { page: 1, ..view });
        }
    };
    view! {
        <form
            class="people-tools"
            role="search"
            method="get"
            action=routes::people()
            on:submit=move |event| {
                event.prevent_default();
                typing.search();
            }
        >
            <SearchField typing=typing />
            <Choice
                name="role"
                label=t!("Role")
                chosen=Signal::derive(move || view.with(|view| view.role.map_or("", ApplicationRole::word).to_owned()))
                options=roles()
                on_change=Callback::new(change(|view, word| DirectoryView { role: word.parse().ok(), ..view }))
            />
            <Choice
                name="who"
                label=t!("Show")
                chosen=Signal::derive(move || view.with(|view| view.who.word().to_owned()))
                options=Who::ALL.iter().map(|who| (who.word().to_owned(), who_label(*who).to_owned())).collect()
                on_change=Callback::new(
                    change(|view, word| DirectoryView { who: word.parse().unwrap_or_default(), ..view }),
                )
            />
            {(!groups.is_empty() || initial.group.is_some())
                .then(|| {
                    view! {
                        <Choice
                            name="group"
                            label=t!("Group")
                            chosen=Signal::derive(move || {
                                view.with(|view| view.group.map(|group| group.to_string()).unwrap_or_default())
                            })
                            options=group_options(&groups)
                            on_change=Callback::new(
                                change(|view, id| DirectoryView { group: id.parse().ok(), ..view }),
                            )
                        />
                    }
                })}
            <Choice
                name="sort"
                label=t!("Sort by")
                chosen=Signal::derive(move || view.with(|view| view.order.word().to_owned()))
                options=DirectoryOrder::ALL
                    .iter()
                    .map(|order| (order.word().to_owned(), order_label(*order).to_owned()))
                    .collect()
                on_change=Callback::new(
                    change(|view, word| DirectoryView { order: word.parse().unwrap_or_default(), ..view }),
                )
            />
            <noscript inner_html=format!(r#"<button class="button" type="submit">{}</button>"#, t!("Search"))></noscript>
            <a
                class="button people-file"
                href=move || view.with(routes::people_file)
                rel="external"
                download=""
            >
                <Icon name=IconName::Download />
                {t!("Save as CSV")}
            </a>
        </form>
    }
}

/// What is being typed, and the search for it that follows.
#[derive(Clone, Copy)]
struct Typing {
    view: Memo<DirectoryView>,
    typed: RwSignal<String>,
    /// The last key that was pressed is the one that is followed.
    keys: StoredValue<u32>,
    go: Callback<DirectoryView>,
}

impl Typing {
    fn new(view: Memo<DirectoryView>) -> Self {
        let go = go_to();
        let typing = Self {
            view,
            typed: RwSignal::new(view.with_untracked(|view| view.query.clone())),
            keys: StoredValue::new(0),
            go: Callback::new(go),
        };
        // A way back in the browser's history leads the field, too; what is being typed meanwhile does not change.
        Effect::watch(
            move || view.with(|view| view.query.clone()),
            move |query, before, _| {
                let typed = typing.typed;
                if before.is_some_and(|before| typed.with_untracked(|typed| typed.trim() == before.trim())) {
                    typed.set(query.clone());
                }
            },
            false,
        );
        typing
    }

    fn search(self) {
        let Some(query) = self.typed.try_get_untracked() else { return };
        if let Some(view) = self.view.try_get_untracked().filter(|view| view.query != query) {
            self.go.run(DirectoryView { query, page: 1, ..view });
        }
    }

    fn search_soon(self) {
        let key = self.keys.get_value().wrapping_add(1);
        self.keys.set_value(key);
        let follow = move || {
            if self.keys.try_get_value() == Some(key) {
                self.search();
            }
        };
        set_timeout(follow, PAUSE);
    }
}

#[component]
fn SearchField(typing: Typing) -> impl IntoView {
    view! {
        <div class="field people-search">
            <label for="people-search">{t!("Search")}</label>
            <input
                id="people-search"
                type="search"
                name="q"
                autocomplete="off"
                placeholder=t!("Name, address or ID")
                value=typing.typed.get_untracked()
                prop:value=typing.typed
                on:input=move |event| {
                    typing.typed.set(event_target_value(&event));
                    typing.search_soon();
                }
            />
        </div>
    }
}

#[component]
fn Choice(
    name: &'static str,
    label: &'static str,
    chosen: Signal<String>,
    /// Words and what they are called.
    options: Vec<(String, String)>,
    on_change: Callback<leptos::ev::Event>,
) -> impl IntoView {
    let id = format!("people-{name}");
    let options = options.into_iter().map(|(word, label)| {
        let is_chosen = chosen.with_untracked(|chosen| *chosen == word);
        view! { <option value=word selected=is_chosen>{label}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name autocomplete="off" prop:value=chosen on:change=move |event| on_change.run(event)>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn roles() -> Vec<(String, String)> {
    let all = (String::new(), t!("All roles").to_owned());
    let roles = ApplicationRole::ALL.iter().map(|role| (role.word().to_owned(), said(role)));
    [all].into_iter().chain(roles).collect()
}

fn group_options(groups: &[GroupSummary]) -> Vec<(String, String)> {
    let all = (String::new(), t!("All groups").to_owned());
    [all]
        .into_iter()
        .chain(groups.iter().map(|group| (group.id.to_string(), group.name.to_string())))
        .collect()
}

fn who_label(who: Who) -> &'static str {
    match who {
        Who::Everybody => t!("Everybody"),
        Who::Active => t!("Active"),
        Who::WithoutPassword => t!("Without a password"),
        Who::Deactivated => t!("Deactivated"),
    }
}

fn order_label(order: DirectoryOrder) -> &'static str {
    match order {
        DirectoryOrder::Name => t!("Name"),
        DirectoryOrder::LastSeen => t!("Last seen"),
        DirectoryOrder::Added => t!("Added last"),
    }
}

/// Leads to another view; typing does not fill the browser's history.
fn go_to() -> impl Fn(DirectoryView) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |view: DirectoryView| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&routes::people_view(&view), options);
    }
}
