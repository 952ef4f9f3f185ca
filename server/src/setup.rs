//! A site that has just been started.

pub mod lead;
pub mod service;
