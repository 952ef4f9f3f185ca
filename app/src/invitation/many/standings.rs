//! What the room knows of the rows on screen, read again when the site's policy changes.

use domain::RoomId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::find_standings;
use super::sheet::Sheet;
use crate::browser::timers::retry;
use crate::error::AppError;
use crate::language::said;
use crate::ui::{Toasts, use_toast};

#[derive(Clone, Copy)]
pub struct Standings {
    room: RoomId,
    sheet: Sheet,
    /// Answers may overtake one another: only that to the last question counts.
    asked: StoredValue<u32>,
    toasts: Toasts,
}

impl Standings {
    pub fn new(room: RoomId, sheet: Sheet) -> Self {
        Self { room, sheet, asked: StoredValue::new(0), toasts: use_toast() }
    }

    /// What is typed stays; what is wrong with a row is judged by the policy of now.
    pub fn read_again(self) {
        let rows = self.sheet.addresses();
        if rows.is_empty() {
            return;
        }
        let question = self.asked.get_value().wrapping_add(1);
        self.asked.set_value(question);
        let typed: Vec<String> = rows.iter().map(|(_, email)| email.clone()).collect();
        spawn_local(async move {
            let answer = retry(async || match find_standings(self.room, typed.clone()).await {
                Err(AppError::Unreachable) => None,
                answer => Some(answer),
            });
            let answer = answer.await;
            // The page may be gone by now.
            if self.asked.try_get_value() != Some(question) {
                return;
            }
            match answer {
                Some(Ok(standings)) => self.sheet.learn(rows, standings),
                // Above the list stands that nobody can be invited; when that is over, this is read again.
                Some(Err(AppError::InviteDenied(_))) | None => {}
                Some(Err(error)) => self.toasts.say(said(&error)),
            }
        });
    }
}
