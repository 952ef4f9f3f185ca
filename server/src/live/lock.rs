//! A room's lock, and who waits at its door.

pub mod knock;
pub mod presence;
pub mod queries;
pub mod service;
