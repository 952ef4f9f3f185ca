//! The server's clock, ticking in the browser. The server and the first draw in the browser show the moment
//! the server named; what ticks after that is this device's clock, put right.

use core::time::Duration;

use domain::Timestamp;
use domain::countdown::ClockOffset;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::read_server_clock;
use crate::browser::clock::monotonic;
use crate::browser::page_life::{PageLife, on_page_life};
use crate::browser::timers::every;

/// Short enough that a second never seems to be left out.
const TICK: Duration = Duration::from_millis(250);

/// A clock further off than this is put right by what the stream says.
const TOLERANCE: Duration = Duration::from_millis(1_500);

/// The server's time, as far as this device knows it.
#[derive(Clone, Copy)]
pub struct ServerClock {
    now: RwSignal<Timestamp>,
    offset: StoredValue<ClockOffset>,
}

impl ServerClock {
    /// The server's time; follows the ticking.
    pub fn now(self) -> Timestamp {
        self.now.get()
    }

    /// The stream has named the server's time. Its way here took a little, so small differences are no news.
    pub fn hear(self, server_now: Timestamp) {
        let device_now = monotonic();
        let shown = self.offset.get_value().server_time(device_now);
        if shown.since(server_now).max(server_now.since(shown)) > TOLERANCE {
            self.set(ClockOffset::measured(device_now, server_now, device_now));
        }
    }

    fn set(self, offset: ClockOffset) {
        self.offset.set_value(offset);
        self.tick();
    }

    fn tick(self) {
        if let Some(offset) = self.offset.try_get_value() {
            self.now.try_set(offset.server_time(monotonic()));
        }
    }

    /// Asks the server; an answer that does not come leaves the clock as it is.
    fn synchronize(self) {
        spawn_local(async move {
            let asked_at = monotonic();
            if let (Ok(server_now), false) = (read_server_clock().await, self.now.is_disposed()) {
                self.set(ClockOffset::measured(asked_at, server_now, monotonic()));
            }
        });
    }
}

/// A clock that shows `server_now` on the server and starts to tick in the browser.
pub fn use_server_clock(server_now: Timestamp) -> ServerClock {
    let clock =
        ServerClock { now: RwSignal::new(server_now), offset: StoredValue::new(ClockOffset::default()) };
    Effect::new(move || {
        let device_now = monotonic();
        clock.offset.set_value(ClockOffset::measured(device_now, server_now, device_now));
        clock.synchronize();
        on_page_life(move |life| {
            if life == PageLife::Visible {
                clock.synchronize();
            }
        });
        every(TICK, move || clock.tick()).keep();
    });
    clock
}
