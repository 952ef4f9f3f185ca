//! Rooms: their details, hosts and sessions.

mod hosts;
pub mod queries;
pub mod schedule;
pub mod service;
pub mod session;
