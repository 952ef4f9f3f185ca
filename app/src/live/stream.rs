//! A page's event stream: one for each page, opened again whenever it is lost. `docs/live-protocol.md` says
//! what comes and when to come back.

use domain::live::Sequence;
use leptos::prelude::*;

use super::keeper::Keeper;
use super::wire::Arrived;
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
/// `address` makes the URL for *after this sequence*; `on_message` is told each message once. On
/// [`Arrived::Resync`] it loads the page's state and calls [`Stream::restart`].
pub fn use_stream(
    address: impl Fn(Sequence) -> String + Clone + 'static,
    after: Sequence,
    on_message: impl Fn(Arrived) + Clone + 'static,
) -> Stream {
    let stream = Stream { status: RwSignal::new(StreamStatus::Connecting), after: RwSignal::new(after) };
    Effect::new(move || keep_open(address.clone(), stream.after.get(), on_message.clone(), stream.status));
    stream
}

/// Opens a stream and keeps it until the owner is cleaned up. To be called from an effect.
pub(super) fn keep_open(
    address: impl Fn(Sequence) -> String + 'static,
    after: Sequence,
    on_message: impl Fn(Arrived) + 'static,
    status: RwSignal<StreamStatus>,
) {
    let keeper = Keeper::new(address, after, on_message, status);
    untrack(|| keeper.open());
    on_page_life({
        let keeper = keeper.clone();
        move |life| keeper.live(life)
    });
    let keeper = StoredValue::new_local(keeper);
    on_cleanup(move || keeper.with_value(Keeper::stop));
}
