//! People who sign in.
pub mod service;
