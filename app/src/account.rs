//! Who I am to this site: signing in and out, and the frame of signed-in pages.

pub mod api;
mod header;
mod myself;
mod problem;

pub use header::SiteHeader;
pub use myself::{Myself, provide_myself, use_myself};
pub use problem::{NotFound, PageProblem};

use leptos::prelude::*;

#[component]
pub fn SignInRoute() -> impl IntoView {}
#[component]
pub fn AccountRoute() -> impl IntoView {}
