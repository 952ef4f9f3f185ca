//! One person in a list of them.

use leptos::prelude::*;

use super::api::PersonEntry;
use super::words::place_badge;
use crate::routes;
use crate::ui::{Avatar, LocalTime, TimeStyle};
use crate::{t, t_view};

#[component]
pub fn PersonRow(
    person: PersonEntry,
    /// What stands at the end of the row.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = person.name.to_string();
    let (kind, role) = place_badge(person.place);
    let is_active = person.place.is_active;
    view! {
        <li class="people-row" data-inactive=(!is_active).then_some("")>
            <Avatar initials=person.name.initials() name=name.clone() />
            <div class="people-row-words">
                <a class="people-row-name" href=routes::person(person.id) dir="auto">{name}</a>
                <p class="person-line-email">{person.email.to_string()}</p>
            </div>
            <div class="people-row-badges">
                <span class="badge" data-kind=kind>{role}</span>
                {(!is_active).then(|| view! { <span class="badge" data-kind="loss">{t!("Deactivated")}</span> })}
                {(is_active && !person.has_password)
                    .then(|| view! { <span class="badge" data-kind="info">{t!("No password yet")}</span> })}
            </div>
            <p class="people-row-seen soft">
                {person
                    .seen_at
                    .map(|at| t_view!("Last seen {time}", time = view! { <LocalTime at=at style=TimeStyle::Short /> }))}
            </p>
            {children.map(|children| children())}
        </li>
    }
}
