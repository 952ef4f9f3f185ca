//! Everything between a socket and a service.

pub mod body_limit;
pub mod caller;
pub mod client_address;
pub mod cookies;
pub mod csrf;
pub mod health;
pub mod noted_file;
pub mod open_link;
pub mod open_password_link;
pub mod rate_limit;
pub mod request_log;
pub mod security_headers;
pub mod serve;
pub mod server_functions;
pub mod told;
