//! The guest links of a room, on its hosts' page of invitations.

use domain::guest_link::GuestLinkDenied;
use leptos::prelude::*;

use super::board::GuestLinkBoard;
use super::make::MakeWindow;
use super::row::GuestLinkRow;
use super::words;
use crate::language::said;
use crate::t;
use crate::ui::{ConfirmDialog, ErrorNotice, Icon, IconName};

const MAKE_BUTTON: &str = "make-guest-link-button";
/// Has the focus when the last link that may be made is made, and the button is gone.
const GUEST_LINKS: &str = "guest-links";

/// Up to three rows, and the button that makes one more.
#[component]
pub fn GuestLinks(board: GuestLinkBoard) -> impl IntoView {
    let ids =
        Memo::new(move |_| board.links.with(|links| links.iter().map(|one| one.link.id).collect::<Vec<_>>()));
    let why_not = Memo::new(move |_| board.why_not_more());
    let may_make = move || why_not.with(Option::is_none);
    let is_site_off = move || !board.is_site_on.get();
    // That the site has none is told at length below.
    let reason = move || why_not.get().filter(|why| *why != GuestLinkDenied::SiteOff);
    view! {
        <section class="guest-links" aria-labelledby=GUEST_LINKS>
            <header class="guest-links-head">
                <div>
                    <h2 id=GUEST_LINKS tabindex="-1">{t!("Guest links")}</h2>
                    <p class="soft">
                        {t!(
                            "One link for many: whoever opens it types a name and an address, and comes in as a guest with limited rights. Nobody checks the address."
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
            {move || reason().map(|why| view! { <p class="guest-links-reason">{said(&why)}</p> })}
            <ErrorNotice error=board.problem />
            <Show when=move || ids.with(|ids| !ids.is_empty()) fallback=|| view! { <NoLinks /> }>
                <ul class="guest-link-list" role="list">
                    <For each=move || ids.get() key=|id| *id let:id>
                        <GuestLinkRow id=id board=board />
                    </For>
                </ul>
            </Show>
        </section>
        <MakeWindow board=board return_focus=MAKE_BUTTON or_else=GUEST_LINKS />
        <Ask board=board />
    }
}

#[component]
fn NoLinks() -> impl IntoView {
    view! { <p class="soft">{t!("There is no guest link to this room yet.")}</p> }
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
