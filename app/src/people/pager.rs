//! The ways to the pages before and after this one. Links, so that they work before the page is alive.

use domain::people::directory::{DirectoryView, PAGE, pages};
use leptos::prelude::*;

use super::words::people;
use crate::t;
use crate::ui::{Icon, IconName};

/// `view` is what is shown, of `total` people; `address` is where another view is.
#[component]
pub fn Pager(
    #[prop(into)] view: Signal<DirectoryView>,
    #[prop(into)] total: Signal<u32>,
    address: Callback<DirectoryView, String>,
) -> impl IntoView {
    let last = Memo::new(move |_| pages(total.get()));
    let page = Memo::new(move |_| view.with(|view| view.page));
    let href = move |page: u32| address.run(DirectoryView { page, ..view.get() });
    view! {
        <nav class="people-pager" aria-label=t!("Pages") hidden=move || last.get() == 1 && page.get() == 1>
            {move || {
                (page.get() > 1)
                    .then(|| view! { <a class="button" rel="prev" href=href((page.get() - 1).min(last.get()))>{t!("Previous")}</a> })
            }}
            <span class="people-pager-place">
                {move || t!("Page {page} of {pages}", page = page.get(), pages = last.get())}
            </span>
            {move || {
                (page.get() < last.get())
                    .then(|| view! { <a class="button" rel="next" href=href(page.get() + 1)>{t!("Next")}</a> })
            }}
        </nav>
    }
}

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
