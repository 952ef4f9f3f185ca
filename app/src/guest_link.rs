//! Guest links: what hosts do with them, and the page of whoever comes by one.

pub mod api;
mod board;
mod entry;
mod introduce;
mod list;
mod make;
mod page;
mod row;
mod words;

pub use board::GuestLinkBoard;
pub use list::GuestLinks;
pub use page::EntryRoute;
