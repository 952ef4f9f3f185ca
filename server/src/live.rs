//! Live rooms: the event log, its streams, who is inside, and what they do there.

pub mod chat;
pub mod commands;
pub mod events;
pub mod hub;
pub mod lock;
pub mod open_streams;
pub mod participants;
pub mod stage;
pub mod questions;
pub mod stream;
