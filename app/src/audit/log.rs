//! What the page of the log knows: the entries on screen, and those that have come since.

use core::time::Duration;

use domain::audit::{AuditEntry, AuditView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{AuditPage, list_audit};
use crate::browser::polling::poll;
use crate::browser::reading;
use crate::error::AppError;

/// How often the page looks for new entries.
const LOOKS_EVERY: Duration = Duration::from_secs(4);
/// The id of the list.
pub const LIST: &str = "audit-list";

/// Copies share everything.
#[derive(Clone, Copy)]
pub struct Log {
    pub view: Memo<AuditView>,
    pub entries: RwSignal<Vec<AuditEntry>>,
    /// What has come while somebody reads: shown when they ask for it, so that nothing moves under their eyes.
    pub fresh: RwSignal<Vec<AuditEntry>>,
    pub has_older: RwSignal<bool>,
    /// The days of the view are those of UTC, whatever zone it names.
    pub has_unknown_zone: RwSignal<bool>,
    pub is_loading: RwSignal<bool>,
    pub problem: RwSignal<Option<AppError>>,
    /// The site has not answered lately.
    pub is_stale: RwSignal<bool>,
    /// The page begins at an older entry, and is not followed.
    is_old: StoredValue<bool>,
    /// More has come at once than a page holds: something is between that and what is known.
    has_gap: StoredValue<bool>,
}

impl Log {
    pub fn new(first: AuditPage, view: Memo<AuditView>, is_old: bool) -> Self {
        Self {
            view,
            entries: RwSignal::new(first.entries),
            fresh: RwSignal::new(Vec::new()),
            has_older: RwSignal::new(first.has_older),
            has_unknown_zone: RwSignal::new(first.has_unknown_zone),
            is_loading: RwSignal::new(false),
            problem: RwSignal::new(None),
            is_stale: RwSignal::new(false),
            is_old: StoredValue::new(is_old),
            has_gap: StoredValue::new(false),
        }
    }

    /// Another view in the URL is fetched at once; what happens meanwhile, soon.
    pub fn follow(self) {
        Effect::watch(move || self.view.get(), move |_, _, _| self.turn(), false);
        Effect::new(move |_| {
            poll(LOOKS_EVERY, async move || self.look().await);
        });
    }

    /// The entries below the last one on screen.
    pub fn show_older(self) {
        let last = self.entries.with_untracked(|entries| entries.last().map(|entry| entry.number));
        self.fetch(last, move |page| {
            self.entries.try_update(|entries| entries.extend(page.entries));
            self.has_older.try_set(page.has_older);
        });
    }

    /// Puts what has come since above the rest.
    pub fn show_fresh(self) {
        let fresh = self.fresh.get_untracked();
        self.show(fresh);
    }

    fn show(self, fresh: Vec<AuditEntry>) {
        if self.has_gap.get_value() {
            self.turn();
        } else {
            self.fresh.set(Vec::new());
            self.put_in(fresh);
        }
    }

    fn leaves_out(self, page: &AuditPage) -> bool {
        self.entries.with_untracked(|known| {
            page.has_older
                && !known.is_empty()
                && !page.entries.iter().any(|entry| holds(known, entry.number))
        })
    }

    fn turn(self) {
        self.is_old.set_value(false);
        self.has_gap.set_value(false);
        self.fresh.set(Vec::new());
        self.fetch(None, move |page| {
            self.entries.try_set(page.entries);
            self.has_older.try_set(page.has_older);
        });
    }

    fn fetch(self, before: Option<i64>, take: impl FnOnce(AuditPage) + 'static) {
        self.is_loading.set(true);
        spawn_local(async move {
            let Some(view) = self.view.try_get_untracked() else { return };
            let found = list_audit(view.clone(), before).await;
            if self.view.try_with_untracked(|now| *now == view) != Some(true) {
                // The newer view is on its way.
                return;
            }
            self.is_loading.try_set(false);
            match found {
                Ok(page) => {
                    self.problem.try_set(None);
                    self.has_unknown_zone.try_set(page.has_unknown_zone);
                    take(page);
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }

    /// Looks for what has come since.
    async fn look(self) {
        if self.is_old.try_get_value() != Some(false) || self.is_loading.try_get_untracked() != Some(false) {
            return;
        }
        let Some(view) = self.view.try_get_untracked() else { return };
        let found = list_audit(view.clone(), None).await;
        if self.view.try_with_untracked(|now| *now == view) != Some(true) {
            return;
        }
        self.is_stale.try_set(found.is_err());
        if let Ok(page) = found {
            self.hear(page);
        }
    }

    fn hear(self, page: AuditPage) {
        if self.leaves_out(&page) {
            self.has_gap.set_value(true);
        }
        let oldest = self.entries.with_untracked(|entries| entries.last().map_or(0, |entry| entry.number));
        // Numbers are given before what they stand for is committed, so a smaller one may come later.
        let mut fresh = page.entries;
        fresh.retain(|entry| {
            entry.number > oldest && !self.entries.with_untracked(|known| holds(known, entry.number))
        });
        if fresh.is_empty() {
            return;
        }
        if reading::is_reading(LIST) {
            self.fresh.set(fresh);
        } else {
            self.show(fresh);
        }
    }

    fn put_in(self, fresh: Vec<AuditEntry>) {
        self.entries.update(|entries| {
            for entry in fresh {
                if !holds(entries, entry.number) {
                    entries.push(entry);
                }
            }
            entries.sort_by_key(|entry| core::cmp::Reverse(entry.number));
        });
    }
}

fn holds(entries: &[AuditEntry], number: i64) -> bool {
    entries.iter().any(|entry| entry.number == number)
}
