//! The guest links of a room, on its hosts' page of invitations.

use domain::guest_link::{GuestLinkDenied, MOST_PER_ROOM};
use leptos::prelude::*;

use super::board::GuestLinkBoard;
use super::make::MakeWindow;
use super::row::GuestLinkRow;
use super::words;
use crate::t;
use crate::ui::{ConfirmDialog, ErrorNotice, Icon, IconName};

const MAKE_BUTTON: &str = "make-guest-link-button";

/// Up to three rows, and the button that makes one more.
#[component]
pub fn GuestLinks(board: GuestLinkBoard) -> impl IntoView {
    let ids =
        Memo::new(move |_| board.links.with(|links| links.iter().map(|one| one.link.id).collect::<Vec<_>>()));
    let may_make = move || board.denied.with(Option::is_none) && ids.with(|ids| ids.len() < MOST_PER_ROOM);
    let is_site_off = move || board.denied.get() == Some(GuestLinkDenied::SiteOff);
    view! {
        <section class="guest-links" aria-labelledby="guest-links">
            <header class="guest-links-head">
                <div>
                    <h2 id="guest-links">{t!("Guest links")}</h2>
                    <p class="soft">
                        {t!(
                            "One link for many: whoever opens it types a name and an address, and comes in as a guest with limited rights. Nobody checks the address. A room has at most three."
                        )}
                    </p>
                </div>
                <Show when=may_make>
                    <button
                        id=MAKE_BUTTON
                        type="button"
                        class="button"
                        on:click=move |_| board.is_making.set(true)
                    >
                        <Icon name=IconName::Plus />
                        {t!("Make a guest link")}
                    </button>
                </Show>
            </header>
            <Show when=is_site_off>
                <div class="notice" data-kind="wait">
                    <Icon name=IconName::Ban />
                    <p>
                        {t!(
                            "The administrator has switched guest links off on this site. Nobody new gets in by them; whoever has come by one stays until the session is over."
                        )}
                    </p>
                </div>
            </Show>
            <ErrorNotice error=board.problem />
            <Show when=move || ids.with(|ids| !ids.is_empty())>
                <ul class="guest-link-list" role="list">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <GuestLinkRow id=id board=board />
                    </For>
                </ul>
            </Show>
        </section>
        <MakeWindow board=board return_focus=MAKE_BUTTON />
        <Ask board=board />
    }
}

#[component]
fn Ask(board: GuestLinkBoard) -> impl IntoView {
    let title = Signal::derive(move || {
        board.asked.with(|asked| {
            asked.as_ref().map_or_else(String::new, |(act, about)| words::title(*act, &about.link.name))
        })
    });
    let act = move || board.asked.with(|asked| asked.as_ref().map(|(act, _)| *act));
    let question = Signal::derive(move || act().map(words::question).unwrap_or_default().to_owned());
    let label = Signal::derive(move || act().map(words::label).unwrap_or_default().to_owned());
    view! {
        <ConfirmDialog
            id="ask-guest-link"
            open=board.is_asking
            title=title
            question=question
            confirm_label=label
            on_confirm=Callback::new(move |()| board.act())
        />
    }
}
