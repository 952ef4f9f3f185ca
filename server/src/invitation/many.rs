//! Lists of people who are invited together.
//!
//! A list comes in chunks and is carried out in groups of rows, each in one transaction that holds the room. Whatever dies
//! in the middle leaves whole groups behind, and any node goes on with the next.

pub mod download;
pub mod group;
pub mod job;
pub mod list;
pub mod queries;
pub mod results;
pub mod service;
pub mod text;
