//! The pages about people, side by side.

use leptos::prelude::*;

use crate::routes;
use crate::t;

/// Which of them is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Directory,
    Groups,
    Import,
}

/// Links to the pages. `here` is said to be the one that is shown.
#[component]
pub fn PeopleNav(here: Place) -> impl IntoView {
    let link = |place: Place, href: String, label: &'static str| {
        view! {
            <li>
                <a class="people-nav-link" href=href aria-current=(place == here).then_some("page")>{label}</a>
            </li>
        }
    };
    view! {
        <nav class="people-nav" aria-label=t!("People")>
            <ul role="list">
                {link(Place::Directory, routes::people(), t!("Directory"))}
                {link(Place::Groups, routes::groups(), t!("Groups"))}
                {link(Place::Import, routes::import_people(None), t!("Import"))}
            </ul>
        </nav>
    }
}
