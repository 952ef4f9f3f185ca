//! Live rooms: the event log, its streams, who is inside, and what they do there.

pub mod chat;
pub mod commands;
pub mod events;
pub mod hub;
pub mod interactions;
pub mod lobby;
pub mod lock;
pub mod open_streams;
pub mod participants;
pub mod questions;
pub mod reactions;
pub mod stage;
pub mod stream;
