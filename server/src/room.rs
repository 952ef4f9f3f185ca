//! Rooms: their details, hosts and sessions.

pub mod queries;
pub mod schedule;
pub mod service;
pub mod session;
