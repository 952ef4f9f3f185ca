//! What keeps an open page as new as the server: its event stream, and the server's clock. Every noun that has a
//! page which stays open uses these; they know none of them.

pub mod api;
mod keeper;
mod reconnect;
mod server_clock;
mod shut;
mod status;
mod stream;
mod wire;

pub use server_clock::{ServerClock, use_server_clock};
pub use shut::use_shut_stream;
pub use status::StreamStatusLine;
pub use stream::{Stream, StreamStatus, use_stream};
pub use wire::Arrived;
