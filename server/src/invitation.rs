//! Invitations and their links.

pub mod act_on_many;
pub mod acts;
pub mod answers;
pub mod download;
pub mod inviting;
pub mod limits;
pub mod list;
mod list_queries;
pub mod many;
pub mod queries;
pub mod refused_tries;
mod refused_try_queries;
pub mod service;
