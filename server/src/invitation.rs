//! Invitations and their links.

pub mod inviting;
pub mod many;
pub mod queries;
pub mod service;
