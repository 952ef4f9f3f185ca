//! Inviting a list of people: pasted or from a file, looked over row by row, sent, and followed to its end.

pub mod api;
mod batch;
mod board;
mod compose;
mod page;
mod paste;
mod recent;
mod results;
mod row;
mod rows;
mod sending;
mod sheet;
mod standings;
mod words;

pub use page::InviteManyRoute;
