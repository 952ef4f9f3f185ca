//! The invitations of a room, as its hosts see them: search, filters, order, one row for each, and what can be done
//! about one or many.

mod acting;
mod actions;
mod attention;
mod board;
mod change_type;
mod chosen;
mod correct_address;
mod extend;
mod fetching;
mod follow;
mod questions;
mod row;
mod selection_bar;
mod target;
mod tools;
mod words;

use domain::invitation::ListView;
use leptos::prelude::*;

use crate::guest_link::api::GuestLinkList;
use crate::guest_link::{GuestLinkBoard, GuestLinks};
use crate::invitation::api::InvitationPage;
use crate::invitation::window::InviteWindow;
use crate::media::api::RoomPage;
use crate::routes;
use crate::ui::{ErrorNotice, Icon, IconName};
use crate::{t, t_count};
use board::Board;
use change_type::ChangeTypeWindow;
use correct_address::CorrectAddressWindow;
use extend::ExtendWindow;
use follow::{follow_room, follow_view, keep_time};
use questions::{AskHost, ShowLink};
use row::InvitationRow;
use selection_bar::SelectionBar;
use tools::{FilterBar, SearchBar};

const INVITE_BUTTON: &str = "invite-users-button";

/// The list with all it needs, once both are there.
#[component]
pub fn InvitationList(
    page: RoomPage,
    first: InvitationPage,
    guest_links: GuestLinkList,
    view: Memo<ListView>,
) -> impl IntoView {
    let board = Board::new(&page, first, view);
    let guest_links = GuestLinkBoard::new(page.id, guest_links, board.now);
    let is_inviting = RwSignal::new(false);
    keep_time(board);
    follow_view(board);
    follow_room(board, guest_links);

    view! {
        <div class="invitations-head">
            <h1>{t!("Invitations")}</h1>
            <Show when=move || board.may_invite()>
                <div class="cluster">
                    <a class="button" data-kind="quiet" href=routes::invite_many(page.id, None)>{t!("Invite many")}</a>
                    <button
                        id=INVITE_BUTTON
                        type="button"
                        class="button"
                        data-kind="primary"
                        on:click=move |_| is_inviting.set(true)
                    >
                        <Icon name=IconName::UserPlus />
                        {t!("Invite users")}
                    </button>
                </div>
            </Show>
        </div>
        <GuestLinks board=guest_links />
        <Show when=move || board.total.get() != 0 fallback=|| view! { <Empty /> }>
            <Rows board=board />
        </Show>
        <InviteWindow
            room=board.inviting
            open=is_inviting
            return_focus=INVITE_BUTTON
            on_invited=Callback::new(move |()| board.reload())
        />
        <AskHost board=board />
        <ExtendWindow board=board />
        <ChangeTypeWindow board=board />
        <CorrectAddressWindow board=board />
        <ShowLink board=board room_title=page.details.title />
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="invitations-empty">
            <Icon name=IconName::Mail />
            <h2>{t!("Nobody is invited yet")}</h2>
            <p>{t!("Everybody you invite gets a link of their own. You will see here who has opened it.")}</p>
        </div>
    }
}

#[component]
fn Rows(board: Board) -> impl IntoView {
    let shown =
        Memo::new(move |_| board.rows.with(|rows| rows.iter().map(|one| one.ready.id).collect::<Vec<_>>()));
    view! {
        <SearchBar board=board />
        <FilterBar board=board />
        <ErrorNotice error=board.problem />
        <SelectionBar board=board />
        <Show when=move || shown.with(|shown| !shown.is_empty()) fallback=move || view! { <NoMatch board=board /> }>
            <ul class="invitation-list" role="list" aria-busy=move || board.is_turning().then_some("true")>
                <For each=move || shown.get() key=|id| *id let:id>
                    <InvitationRow id=id board=board />
                </For>
            </ul>
        </Show>
        <More board=board shown=Memo::new(move |_| shown.with(Vec::len)) />
    }
}

#[component]
fn NoMatch(board: Board) -> impl IntoView {
    let all = routes::invitations(board.room);
    view! {
        <div class="invitations-empty">
            <Icon name=IconName::Users />
            <h2>{t!("No invitation is like that")}</h2>
            <p><a href=all data-noscroll="">{t!("Show all invitations")}</a></p>
        </div>
    }
}

#[component]
fn More(board: Board, shown: Memo<usize>) -> impl IntoView {
    let left = Memo::new(move |_| {
        usize::try_from(board.matching()).unwrap_or(usize::MAX).saturating_sub(shown.get())
    });
    view! {
        <Show when=move || left.get() != 0>
            <button
                type="button"
                class="button invitations-more"
                aria-disabled=move || board.is_loading_more().then_some("true")
                on:click=move |_| board.show_more()
            >
                {move || {
                    if board.is_loading_more() {
                        t!("Loading…").to_owned()
                    } else {
                        t_count!(left.get(), "Show more (1 left)", "Show more ({count} left)")
                    }
                }}
            </button>
        </Show>
    }
}
