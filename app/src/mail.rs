//! The administrator's mail desk: what invitations by mail say, how mails leave, and what has become of them.

pub mod api;
mod editor;
mod kept;
mod languages;
mod list;
mod mails;
mod page;
mod problem;
mod saving;
mod tokens;
mod tools;
mod versions;

pub use page::MailDeskRoute;
pub use problem::MailProblemText;
