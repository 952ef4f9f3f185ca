//! A person as name and address.

use domain::{EmailAddress, PersonName};
use leptos::prelude::*;

use crate::ui::Avatar;

#[component]
pub fn PersonLine(name: PersonName, email: EmailAddress) -> impl IntoView {
    view! {
        <span class="person-line">
            <Avatar initials=name.initials() name=name.to_string() />
            <span class="person-line-text">
                <span class="person-line-name" dir="auto">{name.to_string()}</span>
                " "
                <span class="person-line-email" dir="ltr">{email.to_string()}</span>
            </span>
        </span>
    }
}
