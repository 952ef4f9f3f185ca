//! What the pages ask, handed on to the services.

mod account;
mod guest_link;
mod identity;
mod invitation;
mod join;
mod live;
mod mail;
mod people;
mod records;
mod report;
mod room;
mod settings;
mod setup;

use app::backend::Backend;
use domain::Timestamp;

use crate::site::Site;

impl Backend for Site {
    fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
