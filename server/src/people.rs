//! The directory of people.

pub mod idn;
pub mod import;
pub mod queries;
pub mod service;
