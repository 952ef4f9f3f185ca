//! What the hosts' list shows and what can be done on it.

use domain::{InvitationId, RoomId, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::arrange::Standing;
use crate::browser::lost_focus::regain;
use crate::error::AppError;
use crate::invitation::api::{
    InvitationReady, InvitationSummary, list_invitations, new_link, release_device, remove_invitation,
    restore_invitation, send_link,
};
use crate::media::api::RoomPage;
use crate::ui::{Toasts, use_toast};

/// What a host must be asked about first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    NewLink,
    ReleaseDevice,
}

#[derive(Clone, Copy)]
pub struct Board {
    room: RoomId,
    pub invitations: RwSignal<Vec<InvitationSummary>>,
    /// Links can be sent by mail.
    pub can_mail: bool,
    /// The server's clock, as far as this page knows it.
    pub now: RwSignal<Timestamp>,
    /// What is or was asked last, and about which invitation.
    pub asked: RwSignal<Option<(Question, InvitationReady)>>,
    pub is_asking: RwSignal<bool>,
    /// The link that is or was shown last.
    pub shown: RwSignal<Option<InvitationReady>>,
    pub is_showing: RwSignal<bool>,
    /// The invitation something is being done to.
    busy: RwSignal<Option<InvitationId>>,
    toasts: Toasts,
}

impl Board {
    pub fn new(page: &RoomPage, invitations: Vec<InvitationSummary>) -> Self {
        Self {
            room: page.id,
            invitations: RwSignal::new(invitations),
            can_mail: page.can_mail(),
            now: RwSignal::new(page.server_now),
            asked: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            shown: RwSignal::new(None),
            is_showing: RwSignal::new(false),
            busy: RwSignal::new(None),
            toasts: use_toast(),
        }
    }

    /// The invitation as it is now; `None` when the room has it no more.
    pub fn find(self, id: InvitationId) -> Option<InvitationSummary> {
        self.invitations.with(|all| all.iter().find(|one| one.ready.id == id).cloned())
    }

    pub fn standing(self, invitation: &InvitationSummary) -> Standing {
        Standing::of(invitation, self.now.get())
    }

    pub fn is_busy(self, id: InvitationId) -> bool {
        self.busy.get() == Some(id)
    }

    pub fn ask(self, question: Question, about: InvitationReady) {
        self.asked.set(Some((question, about)));
        self.is_asking.set(true);
    }

    /// Shows a link, so that it can be copied. The page may be gone by now.
    pub fn show(self, ready: InvitationReady) {
        self.shown.try_set(Some(ready));
        self.is_showing.try_set(true);
    }

    /// Fetches the list anew.
    pub fn reload(self) {
        spawn_local(self.fetch());
    }

    /// What is on screen stays when there is no new list.
    async fn fetch(self) {
        match list_invitations(self.room).await {
            Ok(invitations) => drop(self.invitations.try_set(invitations)),
            Err(problem) => self.toasts.say(problem.to_string()),
        }
    }

    /// Removes at once, since it can be taken back.
    pub fn remove(self, ready: InvitationReady) {
        self.perform(ready.id, async move || {
            remove_invitation(ready.id).await?;
            let text = format!("The invitation of {} has been removed.", ready.name);
            self.toasts.say_with_undo(text, "Undo", move || self.restore(ready.id));
            Ok(())
        });
    }

    /// Sends the link by mail; what becomes of it shows in the row.
    pub fn send_link(self, ready: InvitationReady) {
        self.perform(ready.id, async move || {
            send_link(ready.id).await?;
            self.toasts.say(format!("A mail with the link is on its way to {}.", ready.email));
            Ok(())
        });
    }

    pub fn restore(self, id: InvitationId) {
        self.perform(id, async move || {
            restore_invitation(id).await?;
            self.toasts.say("The invitation is back. Its link works again.");
            Ok(())
        });
    }

    /// The host has said yes.
    pub fn answer_yes(self) {
        let Some((question, ready)) = self.asked.get_untracked() else { return };
        self.perform(ready.id, async move || {
            match question {
                Question::NewLink => self.show(new_link(ready.id).await?),
                Question::ReleaseDevice => {
                    release_device(ready.id).await?;
                    self.toasts.say(format!("The link of {} can be used on another device.", ready.name));
                }
            }
            Ok(())
        });
    }

    /// One thing at a time for each invitation; tells what went wrong, and shows what has become of the list.
    fn perform(self, id: InvitationId, act: impl AsyncFnOnce() -> Result<(), AppError> + 'static) {
        if self.busy.try_get_untracked().flatten() == Some(id) {
            return;
        }
        self.busy.try_set(Some(id));
        spawn_local(async move {
            if let Err(problem) = act().await {
                self.toasts.say(problem.to_string());
            }
            self.fetch().await;
            self.busy.try_set(None);
            regain(menu_id(id));
        });
    }
}

/// The id of the button that stands for an invitation's row: it opens the row's menu, or restores.
pub fn menu_id(id: InvitationId) -> String {
    format!("invitation-{id}")
}
