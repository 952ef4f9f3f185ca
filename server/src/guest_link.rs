//! Guest links: what hosts do with them, and who comes by them.

pub mod queries;
pub mod service;
pub mod visit;
