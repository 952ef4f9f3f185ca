//! What a session was like, for the hosts of its room: who came, what was written, what was answered.

pub mod api;
