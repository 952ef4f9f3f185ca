//! People who sign in.

mod hashing;
mod lifetime;
pub mod password;
pub mod password_link;
mod queries;
pub mod service;
