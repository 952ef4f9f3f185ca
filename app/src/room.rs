//! Inside the room: the stage, and the panel of everybody who is there.

pub mod api;
mod chat;
mod door;
mod ended;
mod entry;
mod groups;
mod hand;
mod host_away;
mod host_controls;
mod inside;
mod interactions;
mod lock;
mod member_wait;
mod my_role;
mod news;
mod outbox;
mod page;
mod panel;
mod participants;
mod person;
mod person_menu;
mod questions;
mod reactions;
mod role_badge;
mod role_words;
mod stage;
mod store;

pub use chat::LinkedText;
pub use interactions::{OptionResult, icon_of_kind, labels as option_labels};
pub use page::LiveRoomRoute;
pub use questions::{StateBadge, VisibilityBadge};
pub use role_badge::{RoleBadge, icon_of};
