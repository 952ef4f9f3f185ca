//! People who sign in.

pub mod cookie;
mod lifetime;
pub mod password;
mod queries;
pub mod service;
