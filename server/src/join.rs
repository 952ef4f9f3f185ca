//! The way from a link to the door.

pub mod claim;
pub mod farewell;
pub mod service;
pub mod standing;
