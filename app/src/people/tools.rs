//! Search and filters of the directory: a plain form, so that they work before the page is alive. All of them change the
//! URL and nothing else.

use std::time::Duration;

use domain::ApplicationRole;
use domain::people::directory::{DirectoryView, Who};
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
    let typed = RwSignal::new(initial.query.clone());
    let search = {
        let go = go.clone();
        move |query: String| {
            if let Some(view) = view.try_get_untracked().filter(|view| view.query != query) {
                go(DirectoryView { query, page: 1, ..view });
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
                search(typed.get_untracked());
            }
        >
            <div class="field people-search">
                <label for="people-search">{t!("Search")}</label>
                <input
                    id="people-search"
                    type="search"
                    name="q"
                    autocomplete="off"
                    placeholder=t!("Name, address or ID")
                    value=initial.query.clone()
                    prop:value=typed
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        search_soon();
                    }
                />
            </div>
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

/// Leads to another view; typing does not fill the browser's history.
fn go_to() -> impl Fn(DirectoryView) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    move |view: DirectoryView| {
        let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&routes::people_view(&view), options);
    }
}
