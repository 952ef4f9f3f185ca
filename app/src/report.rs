//! What a session was like, for the hosts of its room: who came, what was written, what was answered.

pub mod api;
mod attendance;
mod chart;
mod chat;
mod figures;
mod interactions;
mod more;
mod page;
mod people;
mod questions;
mod runs;
mod section;

pub use page::ReportRoute;
