//! The administrator's mail desk.

pub mod api;
