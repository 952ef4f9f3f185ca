//! What the hosts' list shows, and what is asked and shown above it.

use std::collections::BTreeSet;

use domain::invitation::{Filter, FilterCounts, InvitationAct, ListView, MOST_LISTED};
use domain::{InvitationId, RoomId, Timestamp};
use leptos::prelude::*;

use super::acting::Progress;
use super::chosen::Chosen;
use super::fetching::Fetching;
use super::target::Target;
use crate::error::AppError;
use crate::invitation::api::{InvitationPage, InvitationReady, InvitationSummary};
use crate::invitation::invite_room::InviteRoom;
use crate::media::api::RoomPage;
use crate::ui::{Toasts, use_toast};

/// The list, in reach of all its parts.
#[derive(Clone, Copy)]
pub struct Board {
    pub room: RoomId,
    /// What the URL says.
    pub view: Memo<ListView>,
    /// The first of the invitations that the view shows.
    pub rows: RwSignal<Vec<InvitationSummary>>,
    pub counts: RwSignal<FilterCounts>,
    pub total: RwSignal<u32>,
    /// Why the list could not be fetched.
    pub problem: RwSignal<Option<AppError>>,
    pub(super) fetching: Fetching,
    pub chosen: Chosen,
    /// What the host may do, as the site's policy has it now.
    pub inviting: RwSignal<InviteRoom>,
    /// The server's clock, as far as this page knows it.
    pub now: RwSignal<Timestamp>,
    /// What is or was asked last.
    pub asked: RwSignal<Option<(InvitationAct, Target)>>,
    pub is_asking: RwSignal<bool>,
    /// Whose link is or was extended last.
    pub extended: RwSignal<Option<Target>>,
    pub is_extending: RwSignal<bool>,
    /// Whose type is or was changed last.
    pub retyped: RwSignal<Option<Target>>,
    pub is_retyping: RwSignal<bool>,
    /// Whose address is or was corrected last.
    pub readdressed: RwSignal<Option<InvitationReady>>,
    pub is_readdressing: RwSignal<bool>,
    /// The link that is or was shown last.
    pub shown: RwSignal<Option<InvitationReady>>,
    pub is_showing: RwSignal<bool>,
    /// The invitations something is being done to.
    pub(super) busy: RwSignal<BTreeSet<InvitationId>>,
    /// How far an act on many has come.
    pub progress: RwSignal<Option<Progress>>,
    pub(super) toasts: Toasts,
}

impl Board {
    pub fn new(page: &RoomPage, first: InvitationPage, view: Memo<ListView>) -> Self {
        Self {
            room: page.id,
            view,
            rows: RwSignal::new(first.rows),
            counts: RwSignal::new(first.counts),
            total: RwSignal::new(first.total),
            problem: RwSignal::new(None),
            fetching: Fetching::new(),
            chosen: Chosen::new(),
            inviting: RwSignal::new(InviteRoom::from(page)),
            now: RwSignal::new(page.server_now),
            asked: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            extended: RwSignal::new(None),
            is_extending: RwSignal::new(false),
            retyped: RwSignal::new(None),
            is_retyping: RwSignal::new(false),
            readdressed: RwSignal::new(None),
            is_readdressing: RwSignal::new(false),
            shown: RwSignal::new(None),
            is_showing: RwSignal::new(false),
            busy: RwSignal::default(),
            progress: RwSignal::new(None),
            toasts: use_toast(),
        }
    }

    /// The host may bring links to life.
    pub fn may_invite(self) -> bool {
        self.inviting.with(|room| room.denied.is_none())
    }

    /// The host may let this guest in. Whoever has been removed is given their type by it.
    pub fn may_let_in(self, one: &InvitationSummary) -> bool {
        let role = one.ready.role;
        self.inviting.with(|room| room.may_give(one.state.kept_type(role), role))
    }

    /// The host may put another address in place of this guest's, which gives its type to somebody else.
    pub fn may_correct(self, one: &InvitationSummary) -> bool {
        self.inviting.with(|room| room.may_give(None, one.ready.role))
    }

    /// Mails with links can be written.
    pub fn can_mail(self) -> bool {
        self.inviting.with(InviteRoom::can_mail)
    }

    /// Mails with links can be written, and reach the guests.
    pub fn reaches_by_mail(self) -> bool {
        self.inviting.with(InviteRoom::reaches_by_mail)
    }

    /// The invitation as it is now; `None` when it is not shown any more.
    pub fn find(self, id: InvitationId) -> Option<InvitationSummary> {
        self.rows.with(|rows| rows.iter().find(|one| one.ready.id == id).cloned())
    }

    /// The rows as they stand.
    pub fn order(self) -> Vec<InvitationId> {
        self.rows.with_untracked(|rows| rows.iter().map(|one| one.ready.id).collect())
    }

    pub fn count(self, filter: Filter) -> u32 {
        self.counts.with(|counts| counts.of(filter))
    }

    /// How many invitations the view shows, on screen or not.
    pub fn matching(self) -> u32 {
        self.count(self.view.with(|view| view.filter))
    }

    pub fn is_busy(self, id: InvitationId) -> bool {
        self.busy.with(|busy| busy.contains(&id))
    }

    pub fn ask(self, act: InvitationAct, about: Target) {
        self.asked.set(Some((act, about)));
        self.is_asking.set(true);
    }

    pub fn extend(self, target: Target) {
        self.extended.set(Some(target));
        self.is_extending.set(true);
    }

    pub fn change_type(self, target: Target) {
        self.retyped.set(Some(target));
        self.is_retyping.set(true);
    }

    pub fn correct_address(self, ready: InvitationReady) {
        self.readdressed.set(Some(ready));
        self.is_readdressing.set(true);
    }

    /// Shows a link, so that it can be copied. The page may be gone by now.
    pub fn show(self, ready: InvitationReady) {
        self.shown.try_set(Some(ready));
        self.is_showing.try_set(true);
    }
}

/// Rows that are drawn at once, and added by *Show more*.
pub const PART: usize = MOST_LISTED;

/// The id of the button that stands for an invitation's row: it opens the row's menu, or restores.
pub fn menu_id(id: InvitationId) -> String {
    format!("invitation-{id}")
}

/// Where the focus goes when its row is gone.
pub const CHOOSE_SHOWN: &str = "choose-shown";
