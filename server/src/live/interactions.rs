//! Interactions: polls, quizzes and what else is asked of everybody inside.

pub mod answer_queries;
pub mod queries;
pub mod service;
pub mod snapshot;
pub mod tallies;
