//! "Problem joining?", at the same place on every page a guest may meet.

use leptos::prelude::*;

use crate::t;

#[component]
pub fn ProblemJoining() -> impl IntoView {
    view! {
        <details class="guest-help">
            <summary>{t!("Problem joining?")}</summary>
            <ul>
                <li>{t!("Enter the address your invitation was sent to, not another one of yours.")}</li>
                <li>{t!("Open the link on the device you used it on first, or bring it over with a code that is mailed to you.")}</li>
                <li>{t!("Open the link from the newest invitation; older links stop working.")}</li>
                <li>{t!("If none of this helps, answer the person who invited you. A host can make you a new link at once.")}</li>
            </ul>
        </details>
    }
}
