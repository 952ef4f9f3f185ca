//! What the site is called, how it looks, where it is reached and how its mails leave: kept in the database, and known to
//! every node.

pub mod known;
pub mod logo;
pub mod service;
pub mod stored;

pub use known::{Given, Identity, Standing};
