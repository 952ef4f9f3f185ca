//! How the site is, for a tired administrator.

pub mod api;
mod page;

pub use page::HealthRoute;
