//! Invitations by mail: templates, the outbox, and the way to a mail server.

pub mod code_letter;
pub mod compose;
pub mod desk;
mod desk_queries;
pub mod mailer;
pub mod outbox;
pub mod preview;
mod qr;
pub mod queries;
pub mod retrying;
mod room_queries;
pub mod service;
pub mod template_queries;
pub mod tidying;
