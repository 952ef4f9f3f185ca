//! People who sign in.

mod hashing;
mod lifetime;
pub mod password;
mod queries;
pub mod service;
