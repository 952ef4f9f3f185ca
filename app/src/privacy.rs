//! What is kept about somebody, for administrators: seen, downloaded, erased.

pub mod api;
mod page;

pub use page::PrivacyRoute;
