//! What happens to interactions.

use domain::Timestamp;
use domain::command::CommandDenied;
use domain::interaction::{
    Answer, Choices, Content, InteractionCommand, InteractionDenied, InteractionEvent, MAX_IN_ROOM, Phase,
    check_answer,
};
use domain::live::{RoomEvent, Sequence};

use super::queries::{self, StoredInteraction};
use super::{answer_queries, tallies};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::live::commands::service::Doer;
use crate::live::events;

/// Carries out a command that the doer's role allows.
pub async fn run(
    connection: &mut Connection,
    doer: &Doer,
    command: InteractionCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match command {
        InteractionCommand::Draft { content, right, is_published } => {
            let drafted = draft(connection, doer, content, right, now).await?;
            if is_published { publish(connection, doer, drafted, now).await } else { Ok(drafted) }
        }
        InteractionCommand::Edit { interaction, content, right } => {
            edit(connection, doer, interaction, (content, right), now).await
        }
        InteractionCommand::Publish { interaction } => publish(connection, doer, interaction, now).await,
        InteractionCommand::Close { interaction } => close(connection, doer, interaction, now).await,
        InteractionCommand::Share { interaction, is_shared } => {
            share(connection, doer, interaction, is_shared, now).await
        }
        InteractionCommand::Delete { interaction } => delete(connection, doer, interaction, now).await,
        InteractionCommand::Answer { interaction, answer } => {
            take_answer(connection, doer, interaction, answer, now).await
        }
    }
}

async fn draft(
    connection: &mut Connection,
    doer: &Doer,
    content: Content,
    right: Choices,
    now: Timestamp,
) -> Outcome<Sequence> {
    let (content, right) = check(content, right)?;
    if queries::count(connection, doer.room).await? >= MAX_IN_ROOM {
        return Err(denied(InteractionDenied::TooMany).into());
    }
    let number = events::append_numbered(connection, doer.room, now, |interaction| {
        let content = content.clone();
        RoomEvent::Interaction(InteractionEvent::Drafted { interaction, content, right })
    })
    .await?;
    queries::insert(connection, doer.room, number, (&content, right), &doer.author).await?;
    Ok(number)
}

async fn edit(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    (content, right): (Content, Choices),
    now: Timestamp,
) -> Outcome<Sequence> {
    let stored = find(connection, doer, interaction).await?;
    stored.phase.may_edit().map_err(denied)?;
    let (content, right) = check(content, right)?;
    if stored.content == content && stored.right == right {
        return Ok(doer.sequence);
    }
    queries::update_content(connection, doer.room, interaction, &content, right).await?;
    tell(connection, doer, InteractionEvent::Edited { interaction, content, right }, now).await
}

async fn publish(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    now: Timestamp,
) -> Outcome<Sequence> {
    let stored = find(connection, doer, interaction).await?;
    if stored.phase != Phase::Draft {
        return Ok(doer.sequence);
    }
    let published = events::append_numbered(connection, doer.room, now, |published| {
        RoomEvent::Interaction(InteractionEvent::Published {
            interaction,
            published,
            content: stored.content.clone(),
            author: doer.author.clone(),
            at: now,
        })
    })
    .await?;
    queries::update_published(connection, doer.room, interaction, (published, now), &doer.author).await?;
    Ok(published)
}

async fn close(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    now: Timestamp,
) -> Outcome<Sequence> {
    let stored = find(connection, doer, interaction).await?;
    stored.phase.may_have_results(stored.content.kind).map_err(denied)?;
    if stored.phase == Phase::Closed {
        return Ok(doer.sequence);
    }
    // The last answers are in the result before it stands.
    tallies::tell_new(connection, doer.room, &stored, now).await?;
    queries::update_closed(connection, doer.room, interaction).await?;
    tell(connection, doer, InteractionEvent::Closed { interaction, right: stored.right }, now).await
}

async fn share(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    is_shared: bool,
    now: Timestamp,
) -> Outcome<Sequence> {
    let stored = find(connection, doer, interaction).await?;
    stored.phase.may_have_results(stored.content.kind).map_err(denied)?;
    if stored.is_shared == is_shared {
        return Ok(doer.sequence);
    }
    let tally = if is_shared {
        queries::update_told(connection, doer.room, interaction).await?;
        Some(answer_queries::tally(connection, doer.room, interaction, &stored.content, 0).await?)
    } else {
        None
    };
    queries::update_shared(connection, doer.room, interaction, is_shared).await?;
    tell(connection, doer, InteractionEvent::Shared { interaction, tally }, now).await
}

/// Takes an interaction and all that was answered out of the rows and out of the log.
async fn delete(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    now: Timestamp,
) -> Outcome<Sequence> {
    let stored = find(connection, doer, interaction).await?;
    queries::delete(connection, doer.room, interaction).await?;
    // Those to whom it was never known learn nothing from what is left of it.
    let was_published = false;
    let instead = RoomEvent::Interaction(InteractionEvent::Deleted { interaction, was_published });
    events::rewrite_interaction(connection, doer.room, interaction, &instead).await?;
    let was_published = stored.phase != Phase::Draft;
    tell(connection, doer, InteractionEvent::Deleted { interaction, was_published }, now).await
}

async fn take_answer(
    connection: &mut Connection,
    doer: &Doer,
    interaction: Sequence,
    answer: Answer,
    now: Timestamp,
) -> Outcome<Sequence> {
    let by = doer.actor.participant;
    let stored = find(connection, doer, interaction).await?;
    stored.phase.may_answer(stored.content.kind).map_err(denied)?;
    let answer = check_answer(&stored.content, answer).map_err(InteractionDenied::Answer).map_err(denied)?;
    let before = answer_queries::find(connection, doer.room, interaction, by).await?;
    if before.as_ref() == Some(&answer) {
        return Ok(doer.sequence);
    }
    let turn = answer_queries::take_turn(connection, doer.room, interaction).await?;
    answer_queries::upsert(connection, doer.room, interaction, by, &answer, turn).await?;
    tell(connection, doer, InteractionEvent::Answered { interaction, by, answer }, now).await
}

/// An interaction that the doer may know of.
async fn find(connection: &mut Connection, doer: &Doer, interaction: Sequence) -> Outcome<StoredInteraction> {
    let found = queries::find(connection, doer.room, interaction).await?;
    let known = found.filter(|found| doer.actor.role.can(found.phase.permission()));
    Ok(known.ok_or(CommandDenied::Gone)?)
}

fn check(content: Content, right: Choices) -> Result<(Content, Choices), CommandDenied> {
    content.check(right).map_err(InteractionDenied::Content).map_err(denied)
}

const fn denied(reason: InteractionDenied) -> CommandDenied {
    CommandDenied::Interaction(reason)
}

async fn tell(
    connection: &mut Connection,
    doer: &Doer,
    event: InteractionEvent,
    now: Timestamp,
) -> Outcome<Sequence> {
    Ok(events::append(connection, doer.room, &RoomEvent::Interaction(event), now).await?)
}
