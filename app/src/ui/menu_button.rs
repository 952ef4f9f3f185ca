//! A button with a menu, by the APG menu button pattern.

use leptos::context::Provider;
use leptos::ev::KeyboardEvent;
use leptos::html::{Button, Div};
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::browser::focus::{Goal, focus_item, is_inside};
use crate::browser::scroll::into_sight;

const ITEMS: &str = "[role=menuitem]";

#[derive(Clone, Copy)]
struct Menu {
    is_open: RwSignal<bool>,
    button: NodeRef<Button>,
    list: NodeRef<Div>,
}

impl Menu {
    fn open(self, goal: Goal) {
        self.is_open.set(true);
        // The list must be shown before anything in it can have the focus.
        request_animation_frame(move || {
            if let Some(list) = self.list.get_untracked() {
                into_sight(&list);
                focus_item(&list, ITEMS, &goal);
            }
        });
    }

    fn close(self) {
        self.is_open.set(false);
    }

    fn close_and_return(self) {
        self.close();
        if let Some(button) = self.button.get_untracked() {
            _ = button.focus();
        }
    }

    fn on_button_key(self, event: &KeyboardEvent) {
        let goal = match event.key().as_str() {
            "ArrowDown" | "Enter" | " " => Goal::First,
            "ArrowUp" => Goal::Last,
            _ => return,
        };
        event.prevent_default();
        self.open(goal);
    }

    fn on_list_key(self, event: &KeyboardEvent) {
        let key = event.key();
        let goal = match key.as_str() {
            "ArrowDown" => Goal::Next,
            "ArrowUp" => Goal::Previous,
            "Home" => Goal::First,
            "End" => Goal::Last,
            "Tab" => return self.close(),
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                return self.close_and_return();
            }
            letter if letter.trim().chars().count() == 1 && !event.ctrl_key() && !event.meta_key() => {
                Goal::StartingWith(letter.to_owned())
            }
            _ => return,
        };
        event.prevent_default();
        if let Some(list) = self.list.get_untracked() {
            focus_item(&list, ITEMS, &goal);
        }
    }
}

/// A button that opens a menu. `id` names both on the page; `label` is the accessible name.
#[component]
pub fn MenuButton(
    #[prop(into)] id: String,
    #[prop(into)] label: Signal<String>,
    /// What the button shows; three dots when nothing is given.
    #[prop(optional)]
    face: Option<ViewFn>,
    /// The button, for who wants to return the focus to it.
    #[prop(optional)]
    button: NodeRef<Button>,
    children: Children,
) -> impl IntoView {
    let menu = Menu { is_open: RwSignal::new(false), button, list: NodeRef::new() };
    let root = NodeRef::<Div>::new();
    close_when_elsewhere(menu, root);
    let button_class = if face.is_some() { "button" } else { "icon-button" };
    let list_id = format!("{id}-menu");
    view! {
        <div class="menu" node_ref=root>
            <button
                id=id.clone()
                class=button_class
                data-kind="quiet"
                type="button"
                aria-label=move || label.get()
                aria-haspopup="menu"
                aria-expanded=move || menu.is_open.get().to_string()
                aria-controls=list_id.clone()
                node_ref=button
                on:click=move |_| if menu.is_open.get() { menu.close() } else { menu.open(Goal::First) }
                on:keydown=move |event| menu.on_button_key(&event)
            >
                {face.map_or_else(|| view! { <Icon name=IconName::More /> }.into_any(), |face| face.run())}
            </button>
            <div
                id=list_id
                class="menu-list"
                role="menu"
                aria-labelledby=id
                hidden=move || !menu.is_open.get()
                node_ref=menu.list
                on:keydown=move |event| menu.on_list_key(&event)
            >
                <Provider value=menu>{children()}</Provider>
            </div>
        </div>
    }
}

/// One thing to do. The menu closes and the focus returns to its button first, so that a dialog opened by
/// `on_select` gives it back there.
#[component]
pub fn MenuItem(
    #[prop(into)] on_select: Callback<()>,
    #[prop(optional)] icon: Option<IconName>,
    /// Something is lost by it.
    #[prop(optional)]
    danger: bool,
    children: Children,
) -> impl IntoView {
    let menu = expect_context::<Menu>();
    view! {
        <button
            type="button"
            role="menuitem"
            tabindex="-1"
            data-kind=danger.then_some("danger")
            on:click=move |_| {
                menu.close_and_return();
                on_select.run(());
            }
        >
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </button>
    }
}

/// One place to go.
#[component]
pub fn MenuLink(
    #[prop(into)] href: String,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    let menu = expect_context::<Menu>();
    view! {
        <a href=href role="menuitem" tabindex="-1" on:click=move |_| menu.close()>
            {icon.map(|name| view! { <Icon name /> })}
            {children()}
        </a>
    }
}

/// One thing to do by a plain form post, which leaves the page.
#[component]
pub fn MenuSubmit(
    #[prop(into)] action: String,
    #[prop(optional)] icon: Option<IconName>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=action role="none">
            <button type="submit" role="menuitem" tabindex="-1">
                {icon.map(|name| view! { <Icon name /> })}
                {children()}
            </button>
        </form>
    }
}

/// A press or the focus outside closes the menu.
fn close_when_elsewhere(menu: Menu, root: NodeRef<Div>) {
    let leave = move |target: Option<&_>| {
        if let Some(root) = root.get_untracked()
            && menu.is_open.get_untracked()
            && !is_inside(&root, target)
        {
            menu.close();
        }
    };
    Effect::new(move || {
        let press = window_event_listener(leptos::ev::pointerdown, move |event| {
            leave(event.target().as_ref());
        });
        let focus = window_event_listener(leptos::ev::focusin, move |event| {
            leave(event.target().as_ref());
        });
        on_cleanup(move || {
            press.remove();
            focus.remove();
        });
    });
}
