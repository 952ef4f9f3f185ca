//! *Send link via email*: there exactly when links can be mailed.

use leptos::prelude::*;

use super::window::InviteRoom;
use crate::browser::kept_choice;
use crate::routes;

/// The name under which a browser keeps whether links are mailed, and its values.
const KEPT: &str = "send-link-via-email";
const YES: &str = "yes";
const NO: &str = "no";

#[component]
pub fn MailField(room: StoredValue<InviteRoom>, send_mail: RwSignal<bool>) -> impl IntoView {
    let (can_mail, is_administrator) = room.with_value(|room| (room.can_mail, room.is_administrator));
    if can_mail {
        view! { <Choice send_mail=send_mail /> }.into_any()
    } else if is_administrator {
        view! {
            <p class="field-hint">
                "Links cannot be sent by mail yet: there is no mail template. "
                <a href=routes::mail_desk()>"Set one up"</a>
            </p>
        }
        .into_any()
    } else {
        ().into_any()
    }
}

#[component]
fn Choice(send_mail: RwSignal<bool>) -> impl IntoView {
    Effect::new(move || send_mail.set(kept_choice::find(KEPT).as_deref() == Some(YES)));
    let choose = move |event| {
        let is_chosen = event_target_checked(&event);
        send_mail.set(is_chosen);
        kept_choice::keep(KEPT, if is_chosen { YES } else { NO });
    };
    view! {
        <div class="choice">
            <input
                type="checkbox"
                id="field-send_mail"
                name="send_mail"
                prop:checked=send_mail
                on:change=choose
            />
            <label for="field-send_mail">"Send link via email"</label>
        </div>
    }
}
