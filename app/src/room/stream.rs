//! A page's event stream: one for each page, opened again whenever it is lost. `docs/live-protocol.md` says
//! what comes and when to come back.

mod keeper;
mod reconnect;
mod status;
mod wire;

use domain::live::Sequence;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use keeper::Keeper;
pub use status::StreamStatusLine;
pub use wire::Arrived;
use wire::Unread;

use crate::browser::page_life::on_page_life;

/// How a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamStatus {
    Connecting,
    Live,
    /// It was lost, or its page's state is being loaded again.
    Reconnecting,
    /// It has been refused and does not come back by itself.
    Closed,
}

/// The stream of a page.
#[derive(Clone, Copy)]
pub struct Stream {
    status: RwSignal<StreamStatus>,
    after: RwSignal<Sequence>,
}

impl Stream {
    pub fn status(self) -> ReadSignal<StreamStatus> {
        self.status.read_only()
    }

    /// Starts over after `sequence`: to be called when the state has been loaded again.
    pub fn restart(self, sequence: Sequence) {
        self.after.set(sequence);
    }
}

/// Opens the stream at `address` once the page lives in a browser, and keeps it until the page is left.
///
/// `address` makes the URL for *after this sequence*; `on_message` is told each message once, with events of the type
/// it takes. On [`Arrived::Resync`], which also comes for an event that cannot be read, it loads the page's state
/// and calls [`Stream::restart`].
pub fn use_stream<E: DeserializeOwned>(
    address: impl Fn(Sequence) -> String + Clone + 'static,
    after: Sequence,
    on_message: impl Fn(Arrived<E>) + Clone + 'static,
) -> Stream {
    let stream = Stream { status: RwSignal::new(StreamStatus::Connecting), after: RwSignal::new(after) };
    let on_message = move |arrived: Arrived<Unread>| arrived.read_event().map(&on_message).is_some();
    Effect::new(move || {
        let keeper = Keeper::new(address.clone(), stream.after.get(), on_message.clone(), stream.status);
        untrack(|| keeper.open());
        on_page_life({
            let keeper = keeper.clone();
            move |life| keeper.live(life)
        });
        let keeper = StoredValue::new_local(keeper);
        on_cleanup(move || keeper.with_value(Keeper::stop));
    });
    stream
}
