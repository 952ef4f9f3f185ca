//! The same done about many invitations.

use app::backend::Caller;
use app::error::AppError;
use app::invitation::api::ActResult;
use domain::invitation::{InvitationAct, MOST_AT_ONCE};
use domain::{InvitationId, RoomId};
use futures::FutureExt;

use super::acts::{Held, carry_out, hold};
use super::queries::{self, StoredInvitation};
use crate::account::service::require_writer;
use crate::audit::By;
use crate::db::Connection;
use crate::failure::{Failure, Outcome, to_answer};
use crate::site::Site;

/// Invitations that are changed in one transaction: others get their turn at the room in between.
const TOGETHER: usize = 25;

/// Does the same about each, and tells what has become of each. What fails in the middle does not undo what is done.
pub async fn act(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    invitations: &[InvitationId],
    act: InvitationAct,
) -> Outcome<Vec<ActResult>> {
    let me = require_writer(site, caller).await?;
    if invitations.len() > MOST_AT_ONCE {
        return Err(AppError::TooLarge.into());
    }
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let mut results = Vec::with_capacity(invitations.len());
    for some in invitations.chunks(TOGETHER) {
        let (me, by, ids) = (me.clone(), by.clone(), some.to_vec());
        let batch = site.db.write(move |connection| {
            async move {
                let held = hold(connection, room, (&me, &by), act.needs_right_to_invite(), now).await?;
                let mut results = Vec::with_capacity(ids.len());
                for id in ids {
                    results.push(act_on_one(connection, &held, id, act).await?);
                }
                Ok::<_, Failure>(results)
            }
            .boxed()
        });
        match batch.await {
            Ok(batch) => results.extend(batch),
            Err(failure) if results.is_empty() => return Err(failure),
            Err(failure) => {
                let outcome = to_answer(Err(failure));
                let failed = |id: &InvitationId| ActResult {
                    invitation: *id,
                    outcome: outcome.clone(),
                    old_type: None,
                };
                results.extend(some.iter().map(failed));
            }
        }
    }
    Ok(results)
}

async fn act_on_one(
    connection: &mut Connection,
    held: &Held,
    id: InvitationId,
    act: InvitationAct,
) -> Outcome<ActResult> {
    let stored = queries::find(connection, id).await?;
    let Some(stored) = stored.filter(|stored| stored.invitation.room == held.room.id) else {
        return Ok(ActResult { invitation: id, outcome: Err(AppError::NotFound), old_type: None });
    };
    let outcome = act_on_stored(connection, held, &stored, act).await?;
    let takes_type = matches!(act, InvitationAct::ChangeType { .. } | InvitationAct::Remove);
    let old_type = (takes_type && outcome == Ok(true)).then_some(stored.invitation.role);
    Ok(ActResult { invitation: id, outcome, old_type })
}

/// What the rules refuse is an answer, and leaves the others alone; all else undoes the transaction.
async fn act_on_stored(
    connection: &mut Connection,
    held: &Held,
    stored: &StoredInvitation,
    act: InvitationAct,
) -> Outcome<Result<bool, AppError>> {
    let phase = held.room.session.phase(held.now);
    let may = act.may_be_done_by(&stored.invitation, &held.settings, held.host);
    match may.and_then(|()| act.check(&stored.invitation, &held.settings, phase, held.now)) {
        Err(denied) => Ok(Err(denied.into())),
        Ok(_) => match carry_out(connection, held, stored, act).await {
            // The limits of a day.
            Err(Failure::Told(denied @ AppError::InviteDenied(_))) => Ok(Err(denied)),
            done => done.map(Ok),
        },
    }
}
