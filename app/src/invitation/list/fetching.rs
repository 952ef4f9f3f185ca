//! Fetching the list: one fetch at a time, and what is on screen stays until there is something newer.

use std::time::Duration;

use domain::InvitationId;
use domain::invitation::ListView;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::board::{Board, CHOOSE_SHOWN, PART, menu_id};
use crate::browser::held_focus::hold_or_move;
use crate::browser::timers;
use crate::error::AppError;
use crate::invitation::api::{InvitationPage, list_invitations};

/// Events that come within this time are followed together.
const GATHER: Duration = Duration::from_millis(300);

#[derive(Clone, Copy)]
pub struct Fetching {
    /// Rows that are wanted on screen.
    wanted: StoredValue<usize>,
    is_running: StoredValue<bool>,
    /// Something has happened since the running fetch began.
    is_due: StoredValue<bool>,
    is_gathering: StoredValue<bool>,
    /// Another view is on its way.
    is_turning: RwSignal<bool>,
    is_loading_more: RwSignal<bool>,
    /// Where the focus belongs when its row is drawn anew.
    acted_on: StoredValue<Option<InvitationId>>,
}

impl Fetching {
    pub fn new() -> Self {
        Self {
            wanted: StoredValue::new(PART),
            is_running: StoredValue::new(false),
            is_due: StoredValue::new(false),
            is_gathering: StoredValue::new(false),
            is_turning: RwSignal::new(false),
            is_loading_more: RwSignal::new(false),
            acted_on: StoredValue::new(None),
        }
    }
}

impl Board {
    pub fn is_turning(self) -> bool {
        self.fetching.is_turning.get()
    }

    pub fn is_loading_more(self) -> bool {
        self.fetching.is_loading_more.get()
    }

    /// Fetches the rows that are shown anew.
    pub fn reload(self) {
        let fetching = self.fetching;
        if fetching.is_running.try_get_value() != Some(false) {
            fetching.is_due.try_set_value(true);
            return;
        }
        fetching.is_running.set_value(true);
        spawn_local(async move {
            loop {
                fetching.is_due.try_set_value(false);
                self.fetch().await;
                if fetching.is_due.try_get_value() != Some(true) {
                    break;
                }
            }
            fetching.is_running.try_set_value(false);
            fetching.is_turning.try_set(false);
        });
    }

    /// As [`Board::reload`], for what others do: soon, and once for many events.
    pub fn reload_soon(self) {
        let is_gathering = self.fetching.is_gathering;
        if is_gathering.try_get_value() != Some(false) {
            return;
        }
        is_gathering.set_value(true);
        spawn_local(async move {
            timers::sleep(GATHER).await;
            // The page may be gone by now.
            if is_gathering.try_set_value(false).is_none() {
                self.reload();
            }
        });
    }

    /// As [`Board::reload`], after something was done to this invitation: should its button be drawn anew, the focus
    /// goes back to it.
    pub fn reload_after(self, acted_on: InvitationId) {
        self.fetching.acted_on.try_set_value(Some(acted_on));
        self.reload();
    }

    /// The view has changed: its first rows are fetched.
    pub fn turn(self) {
        self.fetching.wanted.set_value(PART);
        self.fetching.is_turning.set(true);
        self.reload();
    }

    /// Draws the next rows below the ones that are shown.
    pub fn show_more(self) {
        if self.fetching.is_loading_more.get_untracked() {
            return;
        }
        self.fetching.is_loading_more.set(true);
        spawn_local(async move {
            let (view, offset) = (self.view.get_untracked(), self.rows.with_untracked(Vec::len));
            let page = list_invitations(self.room, view.clone(), place(offset)).await;
            self.fetching.is_loading_more.try_set(false);
            match page {
                Ok(page) if self.shows(&view) => {
                    self.fetching.wanted.try_set_value(offset + PART);
                    self.rows.try_update(|rows| {
                        let mut page = page.rows;
                        // Rows may have moved down since.
                        page.retain(|new| rows.iter().all(|known| known.ready.id != new.ready.id));
                        rows.append(&mut page);
                    });
                }
                Ok(_) => {}
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }

    /// What is on screen stays when there is no new list.
    async fn fetch(self) {
        let (Some(view), Some(wanted)) =
            (self.view.try_get_untracked(), self.fetching.wanted.try_get_value())
        else {
            return;
        };
        match self.fetch_rows(&view, wanted).await {
            Ok(_) if !self.shows(&view) => {}
            Ok(page) => {
                self.problem.try_set(None);
                self.draw(page);
            }
            Err(problem) => drop(self.problem.try_set(Some(problem))),
        }
    }

    async fn fetch_rows(self, view: &ListView, wanted: usize) -> Result<InvitationPage, AppError> {
        let mut found = list_invitations(self.room, view.clone(), 0).await?;
        while found.rows.len() < wanted && found.rows.len() % PART == 0 && !found.rows.is_empty() {
            let next = list_invitations(self.room, view.clone(), place(found.rows.len())).await?;
            let before = found.rows.len();
            for row in next.rows {
                if found.rows.iter().all(|known| known.ready.id != row.ready.id) {
                    found.rows.push(row);
                }
            }
            if found.rows.len() == before {
                break;
            }
        }
        Ok(found)
    }

    /// Whether this is still the view to show; the page may be gone by now.
    fn shows(self, view: &ListView) -> bool {
        self.view.try_with_untracked(|now| now == view) == Some(true)
    }

    fn draw(self, page: InvitationPage) {
        let acted_on = self.fetching.acted_on.try_get_value().flatten();
        self.fetching.acted_on.try_set_value(None);
        let instead = acted_on.map(menu_id).into_iter().chain([CHOOSE_SHOWN.to_owned()]).collect();
        hold_or_move(instead, move || {
            self.counts.try_set(page.counts);
            self.total.try_set(page.total);
            self.rows.try_set(page.rows);
        });
    }
}

fn place(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
