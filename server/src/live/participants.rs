//! Who is or was inside a room.

pub mod crowd;
mod crowd_queries;
pub mod guests;
mod hosts;
pub mod presence;
pub mod queries;
pub mod service;
