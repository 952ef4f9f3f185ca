//! One person in a list of them.

use domain::people::directory::DirectoryOrder;
use domain::privacy::is_erased;
use leptos::prelude::*;

use super::api::PersonEntry;
use super::words::{called, place_badge};
use crate::routes;
use crate::ui::{Avatar, LocalTime, TimeStyle};
use crate::{t, t_view};

#[component]
pub fn PersonRow(
    person: PersonEntry,
    /// The order of the list: a row tells what it stands there for.
    #[prop(optional, into)]
    order: Signal<DirectoryOrder>,
    /// What stands at the end of the row.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let name = called(&person);
    let (kind, role) = place_badge(person.place);
    let is_active = person.place.is_active;
    let (seen_at, added_at) = (person.seen_at, person.added_at);
    view! {
        <li class="people-row" data-inactive=(!is_active).then_some("")>
            <Avatar initials=person.name.initials() name=name.clone() />
            <div class="people-row-words">
                <a class="people-row-name" href=routes::person(person.id) dir="auto">{name}</a>
                {(!is_erased(&person.email)).then(|| view! { <p class="person-line-email">{person.email.to_string()}</p> })}
            </div>
            <div class="people-row-badges">
                <span class="badge" data-kind=kind>{role}</span>
                {(!is_active).then(|| view! { <span class="badge" data-kind="loss">{t!("Deactivated")}</span> })}
                {(is_active && !person.has_password)
                    .then(|| view! { <span class="badge" data-kind="info">{t!("No password yet")}</span> })}
            </div>
            <p class="people-row-seen soft">
                {move || match (order.get(), seen_at) {
                    (DirectoryOrder::Added, _) => {
                        t_view!("Added {time}", time = view! { <LocalTime at=added_at style=TimeStyle::Short /> })
                    }
                    (DirectoryOrder::Name | DirectoryOrder::LastSeen, Some(at)) => {
                        t_view!("Last seen {time}", time = view! { <LocalTime at=at style=TimeStyle::Short /> })
                    }
                    (DirectoryOrder::Name | DirectoryOrder::LastSeen, None) => Vec::new(),
                }}
            </p>
            {children.map(|children| children())}
        </li>
    }
}
