//! The process: everything that waits, fails, tells the time or rolls dice.

pub mod account;
pub mod assets;
pub mod backend;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod failure;
pub mod guest_link;
pub mod health;
pub mod http;
pub mod identity;
pub mod invitation;
pub mod jobs;
pub mod join;
pub mod live;
pub mod mail;
pub mod people;
pub mod report;
pub mod room;
pub mod router;
pub mod secrets;
pub mod settings;
pub mod setup;
pub mod site;
