//! The audit log, for administrators.

pub mod api;
mod entry;
mod filters;
mod log;
mod page;
mod words;

pub use page::AuditRoute;
