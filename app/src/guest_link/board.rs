//! The guest links of a room while its hosts' page is open.

use domain::guest_link::{GuestLinkAct, GuestLinkDenied, check_one_more};
use domain::{GuestLinkId, RoomId, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{GuestLinkList, GuestLinkSummary, act_on_guest_link, list_guest_links};
use super::words;
use crate::error::AppError;
use crate::ui::{Toasts, use_toast};

/// What the section knows, in reach of all its parts.
#[derive(Clone, Copy)]
pub struct GuestLinkBoard {
    pub room: RoomId,
    pub links: RwSignal<Vec<GuestLinkSummary>>,
    /// Why this host cannot bring links to life, if they cannot.
    pub denied: RwSignal<Option<GuestLinkDenied>>,
    /// Whether the administrator has not switched guest links off.
    pub is_site_on: RwSignal<bool>,
    /// The server's clock, as far as this page knows it.
    pub now: RwSignal<Timestamp>,
    pub problem: RwSignal<Option<AppError>>,
    /// What is or was asked last.
    pub asked: RwSignal<Option<(GuestLinkAct, GuestLinkSummary)>>,
    pub is_asking: RwSignal<bool>,
    pub is_making: RwSignal<bool>,
    /// The link that the window shows, once it is made.
    pub made: RwSignal<Option<GuestLinkSummary>>,
    toasts: Toasts,
}

impl GuestLinkBoard {
    /// `now` is the page's clock: it makes links end on screen.
    pub fn new(room: RoomId, list: GuestLinkList, now: RwSignal<Timestamp>) -> Self {
        Self {
            room,
            links: RwSignal::new(list.links),
            denied: RwSignal::new(list.denied),
            is_site_on: RwSignal::new(list.is_site_on),
            now,
            problem: RwSignal::new(None),
            asked: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            is_making: RwSignal::new(false),
            made: RwSignal::new(None),
            toasts: use_toast(),
        }
    }

    /// Why this host cannot make one more, if they cannot.
    pub fn why_not_more(self) -> Option<GuestLinkDenied> {
        let links = self.links.with(Vec::len);
        self.denied.get().or_else(|| check_one_more(links).err())
    }

    /// The link as it is now; `None` when it is deleted.
    pub fn find(self, id: GuestLinkId) -> Option<GuestLinkSummary> {
        self.links.with(|links| links.iter().find(|one| one.link.id == id).cloned())
    }

    /// Fetches the links anew.
    pub fn reload(self) {
        spawn_local(async move {
            match list_guest_links(self.room).await {
                Ok(list) => {
                    self.links.try_set(list.links);
                    self.denied.try_set(list.denied);
                    self.is_site_on.try_set(list.is_site_on);
                    self.now.try_set(list.server_now);
                    self.problem.try_set(None);
                }
                Err(error) => _ = self.problem.try_set(Some(error)),
            }
        });
    }

    /// Shows a link, for browsers that do not let it be copied at once.
    pub fn show(self, id: GuestLinkId) {
        self.made.set(self.find(id));
        self.is_making.set(true);
    }

    pub fn ask(self, act: GuestLinkAct, about: GuestLinkSummary) {
        self.asked.set(Some((act, about)));
        self.is_asking.set(true);
    }

    /// Does what has been asked about.
    pub fn act(self) {
        let Some((act, about)) = self.asked.get_untracked() else { return };
        spawn_local(async move {
            match act_on_guest_link(about.link.id, act).await {
                Ok(()) => self.toasts.say(words::done(act)),
                Err(error) => _ = self.problem.try_set(Some(error)),
            }
            if !self.links.is_disposed() {
                self.reload();
            }
        });
    }
}
