//! The mails that the page knows, and how it learns more. Pages of the site have no stream of events: while something is
//! queued, what has become of it is asked now and then, as long as somebody can see the page.

use core::time::Duration;

use domain::mail::{MailView, MailsToTry};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{MailPage, list_mails, retry_mail, retry_mails};
use crate::browser::held_focus::hold_or_move;
use crate::browser::page_life::{PageLife, is_visible, on_page_life};
use crate::browser::timers::every;
use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t_count;
use crate::ui::{Toasts, use_toast};

const LOOKS_EVERY: Duration = Duration::from_secs(3);

/// The id of a mail's row.
pub fn row_id(mail: &str) -> String {
    format!("mail-{mail}")
}

/// Copies share everything.
#[derive(Clone, Copy)]
pub struct Mails {
    pub view: Memo<MailView>,
    pub page: RwSignal<MailPage>,
    /// Why what is shown may be old.
    pub problem: RwSignal<Option<AppError>>,
    pub is_turning: RwSignal<bool>,
    /// Some are being told to be tried.
    pub is_busy: RwSignal<bool>,
    is_looking: StoredValue<bool>,
    /// The last one that was told to be tried: its row keeps the focus when its button goes.
    retried: StoredValue<Option<String>>,
    toasts: Toasts,
}

impl Mails {
    pub fn new(first: MailPage, view: Memo<MailView>) -> Self {
        Self {
            view,
            page: RwSignal::new(first),
            problem: RwSignal::new(None),
            is_turning: RwSignal::new(false),
            is_busy: RwSignal::new(false),
            is_looking: StoredValue::new(false),
            retried: StoredValue::new(None),
            toasts: use_toast(),
        }
    }

    /// Another view in the URL is fetched at once; what happens meanwhile, soon.
    pub fn follow(self) {
        Effect::watch(move || self.view.get(), move |_, _, _| self.turn(), false);
        let is_waiting = Memo::new(move |_| self.page.with(|page| page.counts.waiting > 0));
        Effect::new(move |_| {
            if is_waiting.get() {
                every(LOOKS_EVERY, move || self.look_if_seen()).keep();
            }
        });
        Effect::new(move |_| {
            on_page_life(move |life| {
                if matches!(life, PageLife::Visible | PageLife::Online) {
                    self.look_if_seen();
                }
            });
        });
    }

    fn turn(self) {
        self.is_turning.set(true);
        self.look();
    }

    fn look_if_seen(self) {
        if is_visible() && self.is_looking.try_get_value() == Some(false) {
            self.look();
        }
    }

    /// Fetches what is shown anew.
    pub fn look(self) {
        let Some(asked) = self.view.try_get_untracked() else { return };
        self.is_looking.try_set_value(true);
        spawn_local(async move {
            let answer = list_mails(asked.clone()).await;
            // Another view may be shown by now: its own answer is on its way.
            if self.view.try_with_untracked(|now| *now == asked) == Some(true) {
                self.is_looking.try_set_value(false);
                self.is_turning.try_set(false);
                self.hear(answer);
            }
        });
    }

    /// What is on screen stays when there is no answer.
    fn hear(self, answer: Result<MailPage, AppError>) {
        match answer {
            Ok(page) => {
                self.know(None);
                if self.page.try_with_untracked(|known| *known == page) == Some(false) {
                    let row = self.retried.try_get_value().flatten().map(|mail| row_id(&mail));
                    let instead = row.into_iter().chain([routes::MAILS.to_owned()]).collect();
                    hold_or_move(instead, || drop(self.page.try_set(page)));
                }
            }
            Err(error) => self.know(Some(error)),
        }
    }

    /// Says the same problem once.
    fn know(self, problem: Option<AppError>) {
        if self.problem.try_with_untracked(|known| *known == problem) == Some(false) {
            self.problem.try_set(problem);
        }
    }

    /// Tries one again that was given up, or one at once that waits.
    pub fn retry(self, mail: String) {
        self.retried.set_value(Some(mail.clone()));
        self.act(async move { retry_mail(mail).await.map(|()| 1) });
    }

    /// Tries all of these that are searched for.
    pub fn retry_all(self, which: MailsToTry) {
        self.retried.set_value(None);
        let query = self.view.with_untracked(|view| view.query.clone());
        self.act(retry_mails(which, query));
    }

    fn act(self, acting: impl Future<Output = Result<u32, AppError>> + 'static) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        spawn_local(async move {
            match acting.await {
                Ok(count) => {
                    let words =
                        t_count!(count, "1 mail is tried again now.", "{count} mails are tried again now.");
                    self.toasts.say(words);
                }
                Err(error) => self.toasts.say(said(&error)),
            }
            self.is_busy.try_set(false);
            self.look();
        });
    }
}
