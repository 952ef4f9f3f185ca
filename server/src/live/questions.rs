//! Questions, their answers and the votes for them.

mod answers;
pub mod queries;
pub mod service;
mod votes;
