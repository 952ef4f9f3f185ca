//! What the list follows: the URL, the room's stream and the clock.

use domain::RoomId;
use domain::countdown::ClockOffset;
use domain::live::{RoomEvent, Sequence};
use leptos::prelude::*;

use super::board::Board;
use crate::browser::{clock, timers};
use crate::guest_link::GuestLinkBoard;
use crate::live::{Arrived, Stream, use_stream};
use crate::routes;

/// How often links are looked at for having expired.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(30);

/// Another view in the URL is fetched at once.
pub fn follow_view(board: Board) {
    Effect::watch(move || board.view.get(), move |_, _, _| board.turn(), false);
}

/// Fetches the list anew when something has happened to one of its invitations.
pub fn follow_room(room: RoomId, sequence: Sequence, board: Board, guest_links: GuestLinkBoard) {
    let stream = StoredValue::new(None::<Stream>);
    let opened = use_stream(
        move |after| routes::watch_stream(room, after),
        sequence,
        move |arrived| match arrived {
            Arrived::Event {
                event: RoomEvent::GuestLinkChanged { .. } | RoomEvent::GuestLinkUsed { .. },
                ..
            } => {
                guest_links.reload();
            }
            Arrived::Event { event, .. } if is_about_invitations(&event) => {
                if event == RoomEvent::SettingsChanged {
                    guest_links.reload();
                    board.follow_settings();
                }
                board.reload_soon();
            }
            Arrived::Resync => {
                // From now on: the list that is fetched holds all that was missed.
                if let Some(stream) = stream.get_value() {
                    stream.restart(Sequence::MAX);
                }
                board.reload_soon();
                guest_links.reload();
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
        | RoomEvent::InvitationNoted { .. }
        | RoomEvent::SettingsChanged
        | RoomEvent::MailsChanged
        // Who is inside, and was seen last.
        | RoomEvent::Left { .. }
        | RoomEvent::Removed { .. } => true,
        RoomEvent::BatchProgressed { progress, .. } => progress.is_worth_a_look(),
        RoomEvent::Entered { participant } => participant.is_guest,
        _ => false,
    }
}

/// Lets links expire on screen, guest links with them, while the page is open, by the server's clock.
pub fn keep_time(board: Board) {
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
