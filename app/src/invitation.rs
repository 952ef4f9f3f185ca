//! Inviting people to a room.

pub mod api;

use domain::RoomId;
use leptos::prelude::*;

/// The *Invite users* window of a room's page.
#[component]
pub fn InviteWindow(room: RoomId, open: RwSignal<bool>) -> impl IntoView {
    _ = (room, open);
}

/// The invitations of a room, for its hosts.
#[component]
pub fn InvitationsPage() -> impl IntoView {}
