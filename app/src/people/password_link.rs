//! A link by which somebody chooses a password, to be handed on.

use leptos::prelude::*;

use super::api::PasswordLink;
use crate::ui::copy_field::CopyField;
use crate::ui::{LocalTime, TimeStyle};
use crate::{t, t_view};

/// The link with the button that copies it, and until when it works.
#[component]
pub fn PasswordLinkReady(link: PasswordLink) -> impl IntoView {
    view! {
        <CopyField
            id="password-link"
            label=t!("Link to choose a password")
            value=link.url
            button=t!("Copy link")
            done=t!("Link copied")
            next=t!("Paste it into a message to them.")
        />
        <p class="field-hint">
            {t_view!(
                "It is shown this once, and works once, until {time}. You never learn their password.",
                time = view! { <LocalTime at=link.works_until style=TimeStyle::Full /> },
            )}
        </p>
    }
}
