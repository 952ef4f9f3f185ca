//! Raised hands, and who is on stage.

pub mod queries;
pub mod service;
