//! Files of people that administrators send by the page: looked at part by part as they arrive, then carried out group
//! by group. Both are durable: whoever comes back finds how far it is.

pub mod download;
pub mod job;
mod queries;
mod reading;
mod row_queries;
pub mod service;
