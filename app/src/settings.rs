//! What the administrator decides for the whole site.

pub mod api;
mod choices;
mod draft;
mod grants;
mod inviters;
mod page;
mod save;

pub use page::SettingsRoute;
