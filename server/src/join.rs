//! The way from a link to the door.

pub mod calendar;
pub mod claim;
pub mod code;
pub mod code_queries;
pub mod farewell;
pub mod reply;
pub mod service;
pub mod standing;
