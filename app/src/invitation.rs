//! Inviting people to a room: the window that makes a link, and the list of what has become of the invitations.

mod already_invited;
pub mod api;
mod attempt;
mod draft;
mod email_field;
mod fields;
mod form;
mod invite_room;
mod link_ready;
#[expect(
    clippy::large_types_passed_by_value,
    reason = "the board is made of handles, and components take what they need by value"
)]
mod list;
mod mail_field;
mod mail_words;
pub mod many;
mod page;
mod person_line;
mod type_field;
mod window;

pub use invite_room::InviteRoom;
pub use many::InviteManyRoute;
pub use page::InvitationsPage;
pub use window::InviteWindow;
