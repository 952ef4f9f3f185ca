//! A page on which the door is shut, though maybe not for good.
//!
//! It keeps a stream of its own rather than asking now and then: a change of policy acts at once, and a thousand who are
//! shut out cost no question. The server tells nothing by it but that the door says something else, and that only to
//! those whom a change can let in (`domain::live::may_be_lifted`).

use domain::Refusal;
use domain::live::may_be_lifted;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::reconnect::pause;
use super::stream::{StreamStatus, keep_open};
use super::wire::Arrived;
use crate::browser::timers::{chance, sleep};
use crate::routes;

/// One page's questions to the door.
#[derive(Clone, Copy)]
struct Asking {
    /// Since the door last stayed shut for a while: should stream and door ever disagree, questions become rare.
    times: StoredValue<u32>,
    is_under_way: StoredValue<bool>,
    /// The stream is to be opened again.
    again: RwSignal<()>,
}

/// While `refusal` is one that may be lifted, listens at `stream` and calls `ask`, which asks the door, when it says
/// something else.
pub fn use_shut_stream(
    refusal: impl Fn() -> Option<Refusal> + Send + Sync + 'static,
    stream: &str,
    ask: impl AsyncFn() + Clone + 'static,
) {
    let waits = Memo::new(move |_| refusal().filter(|refusal| may_be_lifted(*refusal)));
    let asking = Asking {
        times: StoredValue::new(0),
        is_under_way: StoredValue::new(false),
        again: RwSignal::new(()),
    };
    let address = routes::shut_stream(stream);
    Effect::new(move || {
        asking.again.track();
        if waits.get().is_none() {
            return asking.times.set_value(0);
        }
        let (address, ask) = (address.clone(), ask.clone());
        let hear = move |arrived| match arrived {
            Arrived::Resync | Arrived::Refused(_) => asking.ask(ask.clone()),
            Arrived::Beat { .. } => drop(asking.times.try_set_value(0)),
            Arrived::Event { .. } => {}
        };
        keep_open(move |_| address.clone(), 0, hear, RwSignal::new(StreamStatus::Connecting));
    });
}

impl Asking {
    fn ask(self, door: impl AsyncFn() + 'static) {
        if self.is_under_way.try_get_value() != Some(false) {
            return;
        }
        self.is_under_way.set_value(true);
        spawn_local(async move {
            let times = self.times.try_get_value().unwrap_or_default();
            // All who are shut out learn of it at the same moment.
            sleep(pause(times, chance())).await;
            door().await;
            // The page may be gone by now.
            if self.is_under_way.try_set_value(false).is_none() {
                self.times.set_value(times.saturating_add(1));
                self.again.set(());
            }
        });
    }
}
