//! People who sign in.

mod lifetime;
pub mod password;
mod queries;
pub mod service;
