//! The pages of Greenroom and the typed server functions they share with the server. Compiled twice: for the
//! browser with the feature `hydrate`, for the server with `ssr`.

pub mod account;
mod app;
pub mod audit;
#[cfg(feature = "ssr")]
pub mod backend;
pub mod browser;
pub mod error;
pub mod guest_link;
pub mod health;
pub mod identity;
pub mod invitation;
pub mod join;
pub mod language;
pub mod live;
pub mod mail;
pub mod media;
pub mod people;
pub mod privacy;
pub mod report;
pub mod room;
pub mod routes;
pub mod settings;
pub mod setup;
#[cfg(feature = "ssr")]
mod shell;
pub mod ui;

pub use app::App;
#[cfg(feature = "ssr")]
pub use shell::{Assets, shell};
