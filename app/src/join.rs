//! What a guest meets before the door: details, countdown, lobby, refusals.

pub mod api;
mod code;
mod confirm;
mod countdown;
mod enter;
pub mod farewell;
mod goodbye;
mod help;
mod invited_room;
mod knock;
mod news;
mod page;
mod refusal_words;
mod refused;
mod reply;
mod step;
mod visit;
mod wait;

pub use countdown::Countdown;
pub use enter::{Arrival, Enter};
pub use goodbye::Goodbye;
pub use help::ProblemJoining;
pub use invited_room::{About, GuestLayout, RoomTitle, When};
pub use knock::{HostsMessage, Knocking};
pub use news::{NextStep, apply};
pub use page::JoinRoute;
pub use refused::Refused;
pub use wait::Expected;
