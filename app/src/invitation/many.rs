//! Inviting a list of people.

pub mod api;
