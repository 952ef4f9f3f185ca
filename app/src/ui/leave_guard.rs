//! The question before a page is left on which something is typed that is not saved.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::dialog::ConfirmDialog;
use crate::browser::leaving::guard_leaving;
use crate::t;

/// Asks before a link within the site is followed while `is_unsaved`; the browser asks by itself before it closes or
/// reloads the page.
#[component]
pub fn LeaveGuard(
    #[prop(into)] is_unsaved: Signal<bool>,
    /// The window's id. Where a page has several forms, each has a guard of its own, and one of them asks.
    #[prop(default = "leave-page")]
    id: &'static str,
    /// What is typed goes with the query of the address, too.
    #[prop(optional)]
    by_query: bool,
) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let address = StoredValue::new(String::new());
    guard_leaving(is_unsaved, by_query, move |to| {
        address.set_value(to);
        is_asking.set(true);
    });
    let navigate = use_navigate();
    view! {
        <ConfirmDialog
            id=id
            open=is_asking
            title=t!("Leave without saving?")
            question=t!("What you typed on this page will be lost.")
            confirm_label=t!("Leave")
            cancel_label=t!("Keep editing")
            on_confirm=Callback::new(move |()| navigate(&address.get_value(), NavigateOptions::default()))
        />
    }
}
