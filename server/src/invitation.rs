//! Invitations and their links.

pub mod queries;
pub mod service;
