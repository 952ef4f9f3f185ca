//! Live rooms: the event log, its streams, and who is inside.

pub mod events;
pub mod hub;
pub mod open_streams;
pub mod participants;
pub mod stream;
