//! One connection of Server-Sent Events.
//!
//! The browser's own reconnecting is not used: it repeats the first address, hides statuses and gives up on
//! some of them. Who opens a connection decides when to open the next one.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource, MessageEvent};

/// What comes from a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    Opened,
    /// A message. Without an id of its own it has the one of the message before it.
    Message {
        id: String,
        data: String,
    },
    /// Nothing more will come.
    Lost,
}

/// An open connection. Closed when dropped.
pub struct Connection {
    source: EventSource,
    _opened: Closure<dyn Fn(Event)>,
    _message: Closure<dyn Fn(MessageEvent)>,
    _lost: Closure<dyn Fn(Event)>,
}

impl Connection {
    /// Opens `address` and tells `arrived` what comes. On the server: nothing, as there is nothing to open.
    pub fn open(address: &str, arrived: impl Fn(Arrival) + Clone + 'static) -> Option<Self> {
        if cfg!(feature = "ssr") {
            return None;
        }
        let source = EventSource::new(address).ok()?;
        let opened = Closure::<dyn Fn(Event)>::new({
            let arrived = arrived.clone();
            move |_| arrived(Arrival::Opened)
        });
        let message = Closure::<dyn Fn(MessageEvent)>::new({
            let arrived = arrived.clone();
            move |event: MessageEvent| {
                let id = event.last_event_id();
                let data = event.data().as_string().unwrap_or_default();
                arrived(Arrival::Message { id, data });
            }
        });
        let lost = Closure::<dyn Fn(Event)>::new({
            let source = source.clone();
            move |_| {
                source.close();
                arrived(Arrival::Lost);
            }
        });
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onmessage(Some(message.as_ref().unchecked_ref()));
        source.set_onerror(Some(lost.as_ref().unchecked_ref()));
        Some(Self { source, _opened: opened, _message: message, _lost: lost })
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onmessage(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}
