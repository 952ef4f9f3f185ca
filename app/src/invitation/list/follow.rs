//! What the list follows: the URL, the room's stream and the clock.

use domain::countdown::ClockOffset;
use domain::live::RoomEvent;
use leptos::prelude::*;

use super::board::Board;
use crate::browser::{clock, timers};
use crate::guest_link::GuestLinkBoard;
use crate::invitation::invite_room::{Heard, follow_invite_room};

/// How often links are looked at for having expired.
const LOOK_EVERY: std::time::Duration = std::time::Duration::from_secs(30);

/// Another view in the URL is fetched at once.
pub fn follow_view(board: Board) {
    Effect::watch(move || board.view.get(), move |_, _, _| board.turn(), false);
}

/// Fetches the list anew when something has happened to one of its invitations, or to what the host may do.
pub fn follow_room(board: Board, guest_links: GuestLinkBoard) {
    // Only those who may invite are given links to copy.
    let may_invite = Memo::new(move |_| board.may_invite());
    Effect::watch(move || may_invite.get(), move |_, _, _| board.reload_soon(), false);
    follow_invite_room(board.inviting, move |heard| match heard {
        Heard::Event(RoomEvent::GuestLinkChanged { .. } | RoomEvent::GuestLinkUsed { .. }) => {
            guest_links.reload();
        }
        Heard::Event(event) if is_about_invitations(&event) => {
            if event == RoomEvent::SettingsChanged {
                guest_links.reload();
            }
            board.reload_soon();
        }
        Heard::Event(_) => {}
        Heard::Anything => {
            board.reload_soon();
            guest_links.reload();
        }
    });
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
        timers::every(LOOK_EVERY, move || {
            board.now.try_set(offset.server_time(clock::now()));
        })
        .keep();
    });
}
