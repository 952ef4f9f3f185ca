//! One group of rows, in one transaction.

use app::error::AppError;
use app::invitation::many::api::RowResult;
use domain::audit::AuditAct;
use domain::invitation::Guest;
use domain::invite_many::{BatchState, RowProblem, RowState};
use domain::invite_policy::InviteDenied;
use domain::mail::MailKind;
use domain::{BatchId, RoomId, Timestamp};

use super::queries::{self, Settled, StoredBatch};
use super::service::{about_list, tell};
use crate::audit::{self, By};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation::inviting::{Invited, Inviting};
use crate::live::events;
use crate::mail;
use crate::people::idn::to_ascii;
use crate::people::queries as people;

/// Carries out the next rows of a list, at most `size`, and tells the hosts how far it is. Answers how many rows have got
/// their result.
///
/// Holding the room is what keeps nodes from doing a row twice: whoever comes next sees what this transaction has written.
pub async fn carry_out(
    connection: &mut Connection,
    (batch, room): (BatchId, RoomId),
    size: u32,
    now: Timestamp,
) -> Outcome<u32> {
    settle_next(connection, (batch, room), size, now, None).await
}

/// Gives the next row up, because it could not be carried out alone either.
pub async fn give_up_next(
    connection: &mut Connection,
    (batch, room): (BatchId, RoomId),
    now: Timestamp,
) -> Outcome<u32> {
    settle_next(connection, (batch, room), 1, now, Some(RowProblem::Internal)).await
}

async fn settle_next(
    connection: &mut Connection,
    (batch, room): (BatchId, RoomId),
    size: u32,
    now: Timestamp,
    given_up: Option<RowProblem>,
) -> Outcome<u32> {
    events::lock_room(connection, room).await?;
    let running = queries::find(connection, batch).await?.filter(|found| found.state == BatchState::Running);
    let Some(mut running) = running else { return Ok(0) };
    let rows = queries::list_waiting(connection, batch, size).await?;
    let inviting = match given_up {
        Some(problem) => Err(problem),
        None => look_at_rights(connection, &running, now).await?,
    };
    let mut settled = 0;
    for row in rows {
        let result = match &inviting {
            Ok(inviting) => invite(connection, inviting, &running, &row, now).await?,
            Err(problem) => failed(*problem),
        };
        queries::update_row(connection, batch, row.position, &result).await?;
        running.counts.add(result.state);
        settled += 1;
    }
    queries::update_counts(connection, batch, running.counts).await?;
    if running.counts.done() >= running.total {
        running.state = BatchState::Done;
        queries::update_state(connection, batch, BatchState::Running, BatchState::Done, Some(now)).await?;
        audit::note(connection, &By::site(), about_list(AuditAct::ListDone, &running), now).await?;
    }
    tell(connection, &running, now).await?;
    Ok(settled)
}

/// Whoever has sent the list, as somebody who may invite; or why the rows of this group fail.
async fn look_at_rights(
    connection: &mut Connection,
    batch: &StoredBatch,
    now: Timestamp,
) -> Outcome<Result<Inviting, RowProblem>> {
    let not_host = Ok(Err(RowProblem::Denied(InviteDenied::NotHost)));
    let Some(by) = batch.by else { return not_host };
    let Some(application_role) = people::find_active_role(connection, by).await? else { return not_host };
    let by = (by, application_role, By::absent_person(connection, by).await?);
    match Inviting::hold(connection, batch.room, by, batch.send_mail, now).await {
        Ok(_) if batch.send_mail && !mail::template_queries::has_any(connection).await? => {
            Ok(Err(RowProblem::NoTemplate))
        }
        Ok(inviting) => Ok(Ok(inviting)),
        Err(Failure::Told(AppError::InviteDenied(denied))) => Ok(Err(RowProblem::Denied(denied))),
        Err(Failure::Told(AppError::Refused(refusal))) => Ok(Err(RowProblem::Room(refusal))),
        Err(other) => Err(other),
    }
}

async fn invite(
    connection: &mut Connection,
    inviting: &Inviting,
    batch: &StoredBatch,
    row: &RowResult,
    now: Timestamp,
) -> Outcome<Settled> {
    let guest = match row.given.read(to_ascii) {
        Ok(guest) => Guest { language: batch.language, ..guest },
        Err(problems) => return Ok(failed(problems.first().copied().unwrap_or(RowProblem::Internal))),
    };
    let known = inviting.find_known(connection, &guest).await?;
    let mut is_changed = false;
    if let Some(known) = &known {
        if let Some(place) = queries::find_place_of(connection, batch.id, known.invitation.id).await? {
            return Ok(failed(RowProblem::Repeats(place + 1)));
        }
        is_changed = batch.if_known.changes(&known.invitation, &guest.name, guest.role, now);
    }
    let invited = match inviting.invite(connection, guest, known, is_changed).await {
        Ok(invited) => invited,
        Err(Failure::Told(AppError::InviteDenied(denied))) => return Ok(failed(RowProblem::Denied(denied))),
        Err(other) => return Err(other),
    };
    if let Some(stored) = invited.written()
        && batch.send_mail
    {
        mail::service::queue_untold(connection, stored.invitation.id, MailKind::Invitation, now).await?;
    }
    let (state, stored) = match invited {
        Invited::New(stored) => (RowState::Invited, stored),
        Invited::Changed(stored) => (RowState::Updated, stored),
        Invited::There(stored) => (RowState::Unchanged, stored),
    };
    Ok(Settled { state, problem: None, invitation: Some(stored.invitation.id) })
}

const fn failed(problem: RowProblem) -> Settled {
    Settled { state: RowState::Failed, problem: Some(problem), invitation: None }
}
