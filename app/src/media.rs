//! Rooms: the lists, the media page, and the form.

mod actions;
pub mod api;
mod card;
mod deleted;
mod form;
mod hosts;
mod link_requests;
mod list;
mod lobby_note;
mod menu;
mod page;
mod phase_badge;
mod reschedule;
mod room;
mod screen;
mod when;

pub use form::{EditRoomRoute, NewRoomRoute};
pub use list::RoomListRoute;
pub use lobby_note::LobbyNote;
pub use page::RoomRoute;
