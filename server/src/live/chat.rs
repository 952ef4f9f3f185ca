//! Messages of the chat and the backchannel.

pub mod queries;
pub mod service;
