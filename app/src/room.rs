//! Inside the room.

pub mod api;

use leptos::prelude::*;

#[component]
pub fn LiveRoomRoute() -> impl IntoView {}
