//! The audit log: written in the transaction of the act itself, by [`note`], and read by administrators.
//!
//! ```ignore
//! let by = By::person(&me, caller);
//! audit::note(connection, &by, Note::of(AuditAct::RoomDeleted).about_room(room, &title), now).await?;
//! ```

pub mod by;
pub mod download;
pub mod note;
pub mod queries;
pub mod service;

pub use by::By;
pub use note::{Note, note, note_alone};
