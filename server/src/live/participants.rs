//! Who is or was inside a room.

pub mod queries;
pub mod service;
