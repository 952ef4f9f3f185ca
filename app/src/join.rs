//! What a guest meets before the door.

pub mod api;

use leptos::prelude::*;

#[component]
pub fn JoinRoute() -> impl IntoView {}
