//! Who is or was inside a room.

pub mod guests;
pub mod presence;
pub mod queries;
pub mod service;
