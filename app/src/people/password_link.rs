//! A link by which somebody chooses a password, to be handed on.

use leptos::prelude::*;

use super::api::PasswordLink;
use crate::ui::copy_field::CopyField;
use crate::ui::{LocalTime, TimeStyle};

/// The link with the button that copies it, and until when it works.
#[component]
pub fn PasswordLinkReady(link: PasswordLink) -> impl IntoView {
    view! {
        <CopyField
            id="password-link"
            label="Link to choose a password"
            value=link.url
            button="Copy link"
            done="Link copied"
            next="Paste it into a message to them."
        />
        <p class="field-hint">
            "It is shown this once, works once, and until " <LocalTime at=link.works_until style=TimeStyle::Full />
            ". You never learn their password."
        </p>
    }
}
