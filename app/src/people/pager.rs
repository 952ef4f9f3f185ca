//! Which page of the directory is shown.

use domain::people::directory::{DirectoryView, PAGE};
use leptos::prelude::*;

use super::words::people;
use crate::t;
use crate::ui::{Icon, IconName};

/// In place of a list: this page is behind the last one.
#[component]
pub fn EmptyPage(
    /// Where the first page is.
    first: String,
) -> impl IntoView {
    view! {
        <div class="invitations-empty">
            <Icon name=IconName::Users />
            <h2>{t!("This page is empty")}</h2>
            <p><a href=first>{t!("Go to the first page")}</a></p>
        </div>
    }
}

/// `51–100 of 10,000 people`, or how many there are when one page holds them all.
pub fn shown(view: &DirectoryView, on_page: usize, total: u32) -> String {
    let on_page = u32::try_from(on_page).unwrap_or(PAGE);
    match total {
        0 => t!("Nobody is like that.").to_owned(),
        total if on_page == total || on_page == 0 => people(total),
        total => {
            let first = view.offset() + 1;
            t!("{first}–{last} of {total} people", first, last = first + on_page - 1, total)
        }
    }
}
