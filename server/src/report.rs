//! What a session was like, for the hosts of its room: as a page and as files.

pub mod download;
mod files;
pub mod queries;
pub mod service;
pub mod sheet;
