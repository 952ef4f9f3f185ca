//! Everything between a socket and a service.

pub mod rate_limit;
