//! Keeps one stream open: notices silence, waits, opens again.

use core::cell::{Cell, RefCell};
use core::time::Duration;
use std::rc::Rc;

use domain::live::Sequence;
use leptos::prelude::*;

use super::StreamStatus;
use super::reconnect::{SILENCE, pause};
use super::wire::{Arrived, Unread, read};
use crate::browser::event_source::{Arrival, Connection};
use crate::browser::page_life::PageLife;
use crate::browser::timers::{Timer, after, chance};

/// When a page that was asked to load its state again has not done so, it is asked once more.
const RESYNC_WITHIN: Duration = Duration::from_secs(10);

/// What keeps a stream open. Cloning shares it.
#[derive(Clone)]
pub struct Keeper(Rc<Inner>);

struct Inner {
    address: Box<dyn Fn(Sequence) -> String>,
    /// Says whether the message could be read.
    on_message: Box<dyn Fn(Arrived<Unread>) -> bool>,
    status: RwSignal<StreamStatus>,
    /// The last event that came.
    after: Cell<Sequence>,
    /// Openings in a row from which nothing came.
    failures: Cell<u32>,
    is_over: Cell<bool>,
    connection: RefCell<Option<Connection>>,
    /// What happens if nothing else does: the end of silence, or of a pause.
    timer: RefCell<Option<Timer>>,
}

impl Keeper {
    pub fn new(
        address: impl Fn(Sequence) -> String + 'static,
        after: Sequence,
        on_message: impl Fn(Arrived<Unread>) -> bool + 'static,
        status: RwSignal<StreamStatus>,
    ) -> Self {
        Self(Rc::new(Inner {
            address: Box::new(address),
            on_message: Box::new(on_message),
            status,
            after: Cell::new(after),
            failures: Cell::new(0),
            is_over: Cell::new(false),
            connection: RefCell::new(None),
            timer: RefCell::new(None),
        }))
    }

    /// Opens the stream after the last event that came.
    pub fn open(&self) {
        if self.0.is_over.get() {
            return;
        }
        let keeper = self.clone();
        let address = (self.0.address)(self.0.after.get());
        let connection = Connection::open(&address, move |arrival| keeper.arrive(arrival));
        self.0.connection.replace(connection);
        self.wait(SILENCE, Self::lose);
    }

    /// Ends the stream for good.
    pub fn stop(&self) {
        self.0.is_over.set(true);
        self.close();
    }

    /// A page that goes away closes its stream, and opens it when it is back.
    pub fn live(&self, life: PageLife) {
        let is_open = self.0.connection.borrow().is_some();
        match life {
            PageLife::Hidden => self.close(),
            PageLife::Shown | PageLife::Visible | PageLife::Online if !is_open && !self.is_resyncing() => {
                self.open();
            }
            PageLife::Shown | PageLife::Visible | PageLife::Online => {}
        }
    }

    fn arrive(&self, arrival: Arrival) {
        match arrival {
            Arrival::Opened => {}
            Arrival::Lost => return self.lose(),
            Arrival::Message { id, data } => {
                self.0.failures.set(0);
                if let Some(arrived) = read(&id, data, self.0.after.get()) {
                    self.pass_on(arrived);
                }
            }
        }
        if self.0.connection.borrow().is_some() {
            self.show(StreamStatus::Live);
            self.wait(SILENCE, Self::lose);
        }
    }

    fn pass_on(&self, arrived: Arrived<Unread>) {
        match &arrived {
            Arrived::Event { sequence, .. } => self.0.after.set(*sequence),
            Arrived::Resync => self.await_state(),
            Arrived::Refused(_) => {
                self.stop();
                self.show(StreamStatus::Closed);
            }
            Arrived::Beat { .. } => {}
        }
        if !(self.0.on_message)(arrived) {
            self.pass_on(Arrived::Resync);
        }
    }

    /// Waits for the page to start over with a new state.
    fn await_state(&self) {
        self.close();
        self.show(StreamStatus::Reconnecting);
        self.wait(RESYNC_WITHIN, |keeper| keeper.pass_on(Arrived::Resync));
    }

    fn is_resyncing(&self) -> bool {
        self.0.connection.borrow().is_none() && self.0.failures.get() == 0 && self.0.timer.borrow().is_some()
    }

    fn lose(&self) {
        self.close();
        self.show(StreamStatus::Reconnecting);
        let failures = self.0.failures.get();
        self.0.failures.set(failures + 1);
        self.wait(pause(failures, chance()), Self::open);
    }

    fn close(&self) {
        self.0.timer.replace(None);
        self.0.connection.replace(None);
    }

    fn wait(&self, delay: Duration, then: impl FnOnce(&Self) + 'static) {
        let keeper = self.clone();
        self.0.timer.replace(Some(after(delay, move || then(&keeper))));
    }

    fn show(&self, status: StreamStatus) {
        if self.0.status.try_get_untracked().is_some_and(|shown| shown != status) {
            self.0.status.set(status);
        }
    }
}
