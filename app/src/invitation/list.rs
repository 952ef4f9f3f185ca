//! The invitations of a room, as its hosts see them: search, order, and one row for each.

mod actions;
mod arrange;
mod board;
mod questions;
mod row;

use domain::RoomId;
use domain::invite_policy::may_invite;
use domain::live::{RoomEvent, Sequence};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clock, timers};
use crate::invitation::api::InvitationSummary;
use crate::invitation::window::{InviteRoom, InviteWindow};
use crate::live::{Arrived, Stream, use_stream};
use crate::media::api::RoomPage;
use crate::routes;
use crate::ui::{Icon, IconName};
use arrange::{Order, arrange};
use board::Board;
use domain::countdown::ClockOffset;
use questions::{AskHost, ShowLink};
use row::InvitationRow;

/// Events that come within this time are followed together.
const GATHER: std::time::Duration = std::time::Duration::from_millis(300);

/// How often links are looked at for having expired.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(30);

const INVITE_BUTTON: &str = "invite-users-button";

/// The list with all it needs, once both are there.
#[component]
pub fn InvitationList(page: RoomPage, invitations: Vec<InvitationSummary>) -> impl IntoView {
    let board = Board::new(&page, invitations);
    let is_inviting = RwSignal::new(false);
    let may_invite =
        may_invite(&page.settings, page.application_role, page.host, page.details.collaboration).is_ok();
    let invite_room = InviteRoom::from(&page);
    keep_time(board);
    follow_room(page.id, page.sequence, board);

    view! {
        <div class="invitations-head">
            <h1>"Invitations"</h1>
            <Show when=move || may_invite>
                <div class="cluster">
                    <a class="button" data-kind="quiet" href=routes::invite_many(page.id, None)>"Invite many"</a>
                    <button
                        id=INVITE_BUTTON
                        type="button"
                        class="button"
                        data-kind="primary"
                        on:click=move |_| is_inviting.set(true)
                    >
                        <Icon name=IconName::UserPlus />
                        "Invite users"
                    </button>
                </div>
            </Show>
        </div>
        <Show when=move || board.invitations.with(|all| !all.is_empty()) fallback=|| view! { <Empty /> }>
            <Rows board=board />
        </Show>
        <InviteWindow
            room=invite_room
            open=is_inviting
            return_focus=INVITE_BUTTON
            on_invited=Callback::new(move |()| board.reload())
        />
        <AskHost board=board />
        <ShowLink board=board room_title=page.details.title link_devices=page.settings.link_devices />
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="invitations-empty">
            <Icon name=IconName::Mail />
            <h2>"Nobody is invited yet"</h2>
            <p>"Everybody you invite gets a link of their own. You will see here who has opened it."</p>
        </div>
    }
}

#[component]
fn Rows(board: Board) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let order = RwSignal::new(Order::default());
    let shown = Memo::new(move |_| {
        let arranged = arrange(board.invitations.get(), &query.get(), order.get());
        arranged.iter().map(|one| one.ready.id).collect::<Vec<_>>()
    });
    let count = move || match (shown.with(Vec::len), board.invitations.with(Vec::len)) {
        (1, 1) => "1 invitation".to_owned(),
        (shown, all) if shown == all => format!("{all} invitations"),
        (shown, all) => format!("{shown} of {all} invitations"),
    };
    view! {
        <div class="invitations-tools" role="search">
            <div class="field">
                <label for="invitation-search">"Search"</label>
                <input
                    id="invitation-search"
                    type="search"
                    autocomplete="off"
                    prop:value=query
                    on:input=move |event| query.set(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label for="invitation-order">"Sort by"</label>
                <select
                    id="invitation-order"
                    on:change=move |event| order.set(Order::read(&event_target_value(&event)))
                >
                    {Order::ALL
                        .map(|one| {
                            view! {
                                <option value=one.word() selected=one == Order::default()>
                                    {one.label()}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </div>
        </div>
        <p role="status" class="invitations-count">{count}</p>
        <ul class="invitation-list" role="list">
            <For each=move || shown.get() key=|id| *id let:id>
                <InvitationRow id=id board=board />
            </For>
        </ul>
    }
}

/// Fetches the list anew when something has happened to one of its invitations. Events that come together are
/// followed once.
fn follow_room(room: RoomId, sequence: Sequence, board: Board) {
    let is_due = StoredValue::new(false);
    let follow = move || {
        if !is_due.get_value() {
            is_due.set_value(true);
            spawn_local(async move {
                timers::sleep(GATHER).await;
                // The page may be gone by now.
                if is_due.try_set_value(false).is_none() {
                    board.reload();
                }
            });
        }
    };
    let stream = StoredValue::new(None::<Stream>);
    let opened = use_stream(
        move |after| routes::watch_stream(room, after),
        sequence,
        move |arrived| match arrived {
            Arrived::Event { event, .. } if is_about_invitations(&event) => follow(),
            Arrived::Resync => {
                // From now on: the list that is fetched holds all that was missed.
                if let Some(stream) = stream.get_value() {
                    stream.restart(Sequence::MAX);
                }
                follow();
            }
            Arrived::Event { .. } | Arrived::Refused(_) | Arrived::Beat { .. } => {}
        },
    );
    stream.set_value(Some(opened));
}

fn is_about_invitations(event: &RoomEvent) -> bool {
    match event {
        RoomEvent::InvitationRemoved { .. }
        | RoomEvent::InvitationChanged { .. }
        | RoomEvent::DeviceReleased { .. }
        | RoomEvent::MailChanged { .. }
        | RoomEvent::MailsQueued => true,
        RoomEvent::BatchProgressed { progress, .. } => progress.is_worth_a_look(),
        RoomEvent::Entered { participant } => participant.is_guest,
        _ => false,
    }
}

/// Lets links expire on screen while the page is open, by the server's clock.
fn keep_time(board: Board) {
    Effect::new(move |_| {
        let loaded_at = clock::now();
        let offset = ClockOffset::measured(loaded_at, board.now.get_untracked(), loaded_at);
        let ticker = timers::every(LOOK_EVERY, move || {
            board.now.try_set(offset.server_time(clock::now()));
        });
        // Made in here, because the server must never own what belongs to one thread; goes with the page.
        StoredValue::new_local(ticker);
    });
}
