//! What happens to hands and on the stage.

use domain::live::{RoomEvent, Sequence};
use domain::stage::{StageCommand, StageEvent, may_place};
use domain::{ParticipantId, RoomId, Timestamp};

use super::queries;
use crate::db::Connection;
use crate::failure::Outcome;
use crate::live::commands::service::Doer;
use crate::live::events;
use crate::live::participants::crowd;
use crate::live::participants::queries::StoredParticipant;
use crate::live::participants::service::find_inside;

/// Carries out a command that the doer's role allows.
pub async fn run(
    connection: &mut Connection,
    doer: &Doer,
    command: StageCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    let me = doer.actor.participant;
    let event = match command {
        StageCommand::RaiseHand => raise(connection, doer.room, me, now).await?,
        StageCommand::LowerHand => lower(connection, doer.room, me).await?,
        StageCommand::LowerHandOf { participant } => lower(connection, doer.room, participant).await?,
        StageCommand::StepOn => step_on(connection, me).await?,
        StageCommand::StepOff => step_off(connection, me).await?,
        StageCommand::Bring { participant } => {
            let target = find_placed(connection, doer, participant).await?;
            crowd::step_forward(connection, &target, now).await?;
            step_on(connection, participant).await?
        }
        StageCommand::TakeOff { participant } => {
            find_placed(connection, doer, participant).await?;
            step_off(connection, participant).await?
        }
    };
    match event {
        Some(event) => Ok(events::append(connection, doer.room, &RoomEvent::Stage(event), now).await?),
        // What is so already needs no word.
        None => Ok(doer.sequence),
    }
}

/// Whoever is to be brought or taken off must be here, and be somebody the doer may do that to.
async fn find_placed(
    connection: &mut Connection,
    doer: &Doer,
    participant: ParticipantId,
) -> Outcome<StoredParticipant> {
    let target = find_inside(connection, doer.room, participant).await?;
    may_place(doer.actor.role, target.participant.role)?;
    Ok(target)
}

async fn raise(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
    now: Timestamp,
) -> Outcome<Option<StageEvent>> {
    let is_in_crowd = find_inside(connection, room, participant).await?.participant.is_in_crowd;
    let is_new = queries::update_hand_raised(connection, participant, now).await?;
    crowd::note_change(connection, room, is_in_crowd && is_new).await?;
    Ok(is_new.then_some(StageEvent::HandRaised { participant, at: now, is_in_crowd }))
}

async fn lower(
    connection: &mut Connection,
    room: RoomId,
    participant: ParticipantId,
) -> Outcome<Option<StageEvent>> {
    let is_in_crowd = find_inside(connection, room, participant).await?.participant.is_in_crowd;
    let is_new = queries::update_hand_lowered(connection, participant).await?;
    crowd::note_change(connection, room, is_in_crowd && is_new).await?;
    Ok(is_new.then_some(StageEvent::HandLowered { participant, is_in_crowd }))
}

async fn step_on(connection: &mut Connection, participant: ParticipantId) -> Outcome<Option<StageEvent>> {
    let is_new = queries::update_stepped_on(connection, participant).await?;
    Ok(is_new.then_some(StageEvent::SteppedOn { participant }))
}

async fn step_off(connection: &mut Connection, participant: ParticipantId) -> Outcome<Option<StageEvent>> {
    let is_new = queries::update_stepped_off(connection, participant).await?;
    Ok(is_new.then_some(StageEvent::SteppedOff { participant }))
}
