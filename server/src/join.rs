//! The way from a link to the door.

pub mod calendar;
pub mod claim;
pub mod farewell;
pub mod service;
pub mod standing;
