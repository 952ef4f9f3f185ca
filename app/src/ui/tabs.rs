//! Tabs, by the APG pattern: one stop for the keyboard, arrows move and choose.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::browser::focus::{Goal, focus_item};
use crate::browser::format_number::format_number;
use crate::language::language;
use crate::t_count;

/// One tab.
#[derive(Clone)]
pub struct Tab {
    /// Names the tab; its panel's id is `panel-` and this.
    pub id: &'static str,
    pub label: &'static str,
    pub icon: IconName,
    /// How much is new behind it.
    pub news: Signal<usize>,
}

impl PartialEq for Tab {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The row of tabs. Focusing one chooses it.
#[component]
pub fn TabList(
    #[prop(into)] label: String,
    #[prop(into)] tabs: Signal<Vec<Tab>>,
    chosen: RwSignal<&'static str>,
) -> impl IntoView {
    let list = NodeRef::<Div>::new();
    let is_mirrored = language().is_right_to_left();
    let on_key = move |event: KeyboardEvent| {
        let goal = match event.key().as_str() {
            "ArrowRight" if !is_mirrored => Goal::Next,
            "ArrowLeft" if is_mirrored => Goal::Next,
            "ArrowRight" | "ArrowLeft" => Goal::Previous,
            "Home" => Goal::First,
            "End" => Goal::Last,
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = list.get_untracked() {
            focus_item(&list, "[role=tab]", &goal);
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=on_key>
            <For each=move || tabs.get() key=|tab| tab.id let:tab>
                <TabButton tab=tab chosen=chosen />
            </For>
        </div>
    }
}

#[component]
fn TabButton(tab: Tab, chosen: RwSignal<&'static str>) -> impl IntoView {
    let Tab { id, label, icon, news } = tab;
    let is_chosen = Memo::new(move |_| chosen.get() == id);
    let news = Memo::new(move |_| if is_chosen.get() { 0 } else { news.get() });
    view! {
        <button
            id=format!("tab-{id}")
            class="tab"
            type="button"
            role="tab"
            aria-selected=move || is_chosen.get().to_string()
            aria-controls=format!("panel-{id}")
            tabindex=move || if is_chosen.get() { "0" } else { "-1" }
            on:focus=move |_| chosen.set(id)
            on:click=move |_| chosen.set(id)
        >
            <Icon name=icon />
            <span class="tab-label">{label}</span>
            {move || (news.get() > 0).then(|| view! { <Count count=news.get() /> })}
        </button>
    }
}

#[component]
fn Count(count: usize) -> impl IntoView {
    let short = if count > 99 { "99+".to_owned() } else { format_number(count) };
    view! {
        <span class="tab-news" aria-hidden="true">
            {short}
        </span>
        <span class="visually-hidden">{t_count!(count, ", {count} new", ", {count} new")}</span>
    }
}

/// What is behind a tab. It stays in the page while another is chosen, with all that was typed into it.
#[component]
pub fn TabPanel(id: &'static str, chosen: RwSignal<&'static str>, children: Children) -> impl IntoView {
    view! {
        <div
            id=format!("panel-{id}")
            class="tab-panel"
            role="tabpanel"
            aria-labelledby=format!("tab-{id}")
            data-aside=move || (chosen.get() != id).to_string()
        >
            {children()}
        </div>
    }
}
