//! What is kept about somebody: seen, exported and erased. Guests' personal data goes by itself after a while.
//!
//! [`erase`] does it in steps that can each be repeated: first what was written about them, last their own rows, by
//! which they are found.

pub mod download;
pub mod erase;
pub mod events;
pub mod files;
pub mod job;
pub mod mentions;
pub mod queries;
pub mod sections;
pub mod service;
pub mod texts;
