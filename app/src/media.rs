//! Rooms: the lists, the media page, and the form.

pub mod api;

use leptos::prelude::*;

#[component]
pub fn RoomListRoute() -> impl IntoView {}
#[component]
pub fn RoomRoute() -> impl IntoView {}
#[component]
pub fn NewRoomRoute() -> impl IntoView {}
#[component]
pub fn EditRoomRoute() -> impl IntoView {}
