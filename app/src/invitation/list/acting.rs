//! Doing something about one invitation or many, and telling what has become of it.

use domain::invitation::{InvitationAct, RequestAnswer};
use domain::{InvitationId, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::board::Board;
use super::target::Target;
use super::words;
use crate::error::AppError;
use crate::invitation::api::{
    ActResult, InvitationReady, RequestAnswered, act_on_invitations, answer_request, list_matching, new_link,
};
use crate::invitation::invite_room::InviteRoom;
use crate::language::said;
use crate::t;

/// Invitations that are sent along at once, so that it is seen to go on.
const TOGETHER: usize = 100;

/// How far an act on many has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: usize,
    pub all: usize,
}

impl Board {
    /// Does what was asked about, once the host has said yes.
    pub fn answer_yes(self) {
        if let Some((act, target)) = self.asked.get_untracked() {
            self.act(act, target);
        }
    }

    /// Asks first where a selection is about to change for good.
    pub fn act_on_chosen(self, act: InvitationAct) {
        let target = Target::Many(self.chosen.list());
        if act.is_final() {
            self.ask(act, target);
        } else {
            self.act(act, target);
        }
    }

    pub fn act(self, act: InvitationAct, target: Target) {
        match target {
            Target::One(ready) if act == InvitationAct::NewLink => self.make_new_link(*ready),
            target => self.perform(act, target),
        }
    }

    fn make_new_link(self, ready: InvitationReady) {
        self.perform_one(ready.id, async move || {
            self.show(new_link(ready.id).await?);
            Ok(())
        });
    }

    /// Answers a guest who asks for a new link.
    pub fn answer_request(self, ready: InvitationReady, answer: RequestAnswer) {
        self.perform_one(ready.id, async move || {
            match answer_request(ready.id, answer).await? {
                RequestAnswered::Mailed => {
                    let email = ready.email.to_string();
                    self.toasts.say(t!("A mail with a new link is on its way to {email}.", email));
                }
                RequestAnswered::LinkMade(new) => self.show(*new),
                RequestAnswered::Dismissed => {}
                RequestAnswered::TooLate => self.toasts.say(t!("Somebody has answered already.")),
            }
            Ok(())
        });
    }

    /// Selects everything that the view shows, on screen or not.
    pub fn choose_matching(self) {
        spawn_local(async move {
            match list_matching(self.room, self.view.get_untracked()).await {
                Ok(ids) => self.chosen.turn_all(&ids, true),
                Err(problem) => self.toasts.say(said(&problem)),
            }
        });
    }

    /// One thing at a time for each invitation; tells what went wrong, and shows what has become of the list.
    pub(super) fn perform_one(
        self,
        id: InvitationId,
        act: impl AsyncFnOnce() -> Result<(), AppError> + 'static,
    ) {
        if self.begin(&[id]) {
            spawn_local(async move {
                if let Err(problem) = act().await {
                    self.toasts.say(said(&problem));
                }
                self.end(&[id]);
                self.reload_after(id);
            });
        }
    }

    fn perform(self, act: InvitationAct, target: Target) {
        let ids = target.ids();
        let is_many = matches!(target, Target::Many(_));
        if ids.is_empty() || self.progress.try_get_untracked().flatten().is_some() || !self.begin(&ids) {
            return;
        }
        spawn_local(async move {
            let results = self.send(act, &ids, is_many).await;
            self.end(&ids);
            self.tell(act, &target, &results);
            if let [id] = ids[..] {
                self.reload_after(id);
            } else {
                self.reload();
            }
        });
    }

    async fn send(self, act: InvitationAct, ids: &[InvitationId], is_many: bool) -> Vec<ActResult> {
        let mut results = Vec::with_capacity(ids.len());
        for some in ids.chunks(TOGETHER) {
            if is_many {
                self.progress.try_set(Some(Progress { done: results.len(), all: ids.len() }));
            }
            match act_on_invitations(self.room, some.to_vec(), act).await {
                Ok(some) => results.extend(some),
                // What follows would fail in the same way.
                Err(problem) => {
                    let left = ids[results.len()..].iter();
                    results.extend(
                        left.map(|id| ActResult {
                            invitation: *id,
                            outcome: Err(problem.clone()),
                            old_type: None,
                        })
                        .collect::<Vec<_>>(),
                    );
                    break;
                }
            }
        }
        self.progress.try_set(None);
        results
    }

    /// Says what has become of it; a removal and a new type can be taken back. What did not go well stays selected.
    fn tell(self, act: InvitationAct, target: &Target, results: &[ActResult]) {
        let changed = |result: &&ActResult| result.outcome == Ok(true);
        let changed: Vec<_> = results.iter().filter(changed).map(|result| result.invitation).collect();
        if let Target::Many(_) = target {
            let done: Vec<_> =
                results.iter().filter(|result| result.outcome.is_ok()).map(|one| one.invitation).collect();
            self.chosen.turn_all(&done, false);
        }
        // The page may be gone by now.
        let mails_leave = self.inviting.try_with_untracked(|room| room.mails_leave).unwrap_or(true);
        let Some(words) = words::outcome(act, target, results, mails_leave) else { return };
        let back = match target {
            Target::One(ready) => Target::One(ready.clone()),
            Target::Many(_) => Target::Many(changed),
        };
        let old_types = old_types(results);
        match act {
            InvitationAct::Remove if self.may_take_back(&old_types) => {
                self.toasts.say_with_undo(words, t!("Undo"), move || {
                    self.act(InvitationAct::Restore, back.clone());
                });
            }
            InvitationAct::ChangeType { .. } if self.may_take_back(&old_types) => {
                self.toasts.say_with_undo(words, t!("Undo"), move || {
                    self.give_back(old_types.clone(), back.clone());
                });
            }
            _ => self.toasts.say(words),
        }
    }

    /// Whether a host may give back one of these types by now. The page may be gone; what a toast offers then is the
    /// server's to refuse.
    fn may_take_back(self, old_types: &[(Role, Vec<InvitationId>)]) -> bool {
        let may = |room: &InviteRoom| old_types.iter().any(|(role, _)| room.may_give(None, *role));
        self.inviting.try_with_untracked(may).unwrap_or(!old_types.is_empty())
    }

    /// Gives guests the types that they had, each their own.
    fn give_back(self, old_types: OldTypes, target: Target) {
        let ids: Vec<_> = old_types.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        if self.progress.try_get_untracked().flatten().is_some() || !self.begin(&ids) {
            return;
        }
        spawn_local(async move {
            let mut results = Vec::with_capacity(ids.len());
            for (role, ids) in &old_types {
                results.extend(self.send(InvitationAct::ChangeType { role: *role }, ids, false).await);
            }
            self.end(&ids);
            if let Some(words) = words::given_back(&target, &old_types, &results) {
                self.toasts.say(words);
            }
            self.reload();
        });
    }

    /// False when something is being done to one of them already.
    fn begin(self, ids: &[InvitationId]) -> bool {
        self.busy
            .try_update(|busy| {
                let is_free = ids.iter().all(|id| !busy.contains(id));
                if is_free {
                    busy.extend(ids);
                }
                is_free
            })
            // A toast outlives the page: taking something back must still work.
            .unwrap_or(true)
    }

    fn end(self, ids: &[InvitationId]) {
        self.busy.try_update(|busy| busy.retain(|id| !ids.contains(id)));
    }
}

/// Types that guests had, each with those who had it.
type OldTypes = Vec<(Role, Vec<InvitationId>)>;

fn old_types(results: &[ActResult]) -> OldTypes {
    let who_had = |role: Role| {
        let had = results.iter().filter(move |result| result.old_type == Some(role));
        (role, had.map(|result| result.invitation).collect::<Vec<_>>())
    };
    let types = Role::INVITATION_TYPES.into_iter().map(who_had);
    types.filter(|(_, ids)| !ids.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_guest_has_the_type_back_that_was_theirs() {
        let id = InvitationId::from_bits;
        let changed =
            |bits, role| ActResult { invitation: id(bits), outcome: Ok(true), old_type: Some(role) };
        let results = [
            changed(1, Role::Speaker),
            changed(2, Role::Viewer),
            ActResult { invitation: id(3), outcome: Ok(false), old_type: None },
            changed(4, Role::Speaker),
        ];
        let expected = [(Role::Viewer, vec![id(2)]), (Role::Speaker, vec![id(1), id(4)])];
        assert_eq!(old_types(&results), expected);
    }
}
