//! Live rooms: the event log, its streams, and who is inside.

pub mod hub;
