//! What people do inside a room.

pub mod queries;
pub mod service;
