//! What is left of a session when it is over: who came and how long they stayed, and what goes into files.
//!
//! Attendance is a fold of the room's log, which is the truth ([`AttendanceFold`]). A session that ends sees everybody
//! out without a word in the log, and a room may be opened again and again: each opening is a [`Run`] of its own.

mod absence;
mod attendance;
mod cell;
mod figures;
mod file_name;
mod fold;
mod presence;

pub use absence::{Invited, absent};
pub use attendance::{Attendance, Attendee, Run, Span, Visit};
pub use cell::safe_cell;
pub use figures::Figures;
pub use file_name::file_name;
pub use fold::AttendanceFold;
pub use presence::{MOST_SLOTS, Slot};

/// Messages, people or questions that a page shows at first, and that one look further brings.
pub const PAGE: usize = 200;
