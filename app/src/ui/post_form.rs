//! A form that a server function answers, with scripts and without.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// Without scripts the browser posts the fields to `action`; with them `send` does it. It is for a guest's pages:
/// the framework's own form reads the fields out of the browser's form again, for which a lot of code is loaded.
#[component]
pub fn PostForm(
    /// The URL of the server function.
    action: &'static str,
    #[prop(into)] send: Callback<()>,
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <form action=action method="post" on:submit=submit>
            {children()}
        </form>
    }
}
