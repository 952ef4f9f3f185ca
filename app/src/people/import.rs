//! Importing people from a file: a dry run first, then the import with its progress, and a report by line.

pub mod api;
mod board;
mod compose;
mod page;
mod recent;
mod results;
mod sending;
mod view;
mod words;

pub use page::ImportPeopleRoute;
