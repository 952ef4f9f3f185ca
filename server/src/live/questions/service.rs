//! What happens to questions.

use domain::chat::parse_text;
use domain::command::CommandDenied;
use domain::live::{RoomEvent, Sequence};
use domain::question::{
    Answer, AskingPolicy, Question, QuestionCommand, QuestionEvent, QuestionState, Questions, Visibility,
    may_act_on, may_ask,
};
use domain::{ParticipantId, Role, RoomId, Timestamp};

use super::{answers, queries, votes};
use crate::db::Connection;
use crate::failure::Outcome;
use crate::live::commands::service::Doer;
use crate::live::events;

/// Carries out a command that the doer's role allows.
pub async fn run(
    connection: &mut Connection,
    doer: &Doer,
    command: QuestionCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match &command {
        QuestionCommand::Ask { text, visibility } => ask(connection, doer, text, *visibility, now).await,
        QuestionCommand::SetPolicy { policy } => set_policy(connection, doer, *policy, now).await,
        QuestionCommand::Withdraw { .. } => {
            let question = find(connection, doer, &command).await?;
            withdraw(connection, doer, &question, now).await
        }
        QuestionCommand::Vote { is_voted, .. } => {
            let question = find(connection, doer, &command).await?;
            vote(connection, doer, &question, *is_voted, now).await
        }
        QuestionCommand::Answer { text, visibility, .. } => {
            let question = find(connection, doer, &command).await?;
            let next = question.after(&command);
            answer(connection, doer, (&question, &next), text, *visibility, now).await
        }
        QuestionCommand::MarkAnswered { .. }
        | QuestionCommand::Dismiss { .. }
        | QuestionCommand::Reopen { .. } => {
            let question = find(connection, doer, &command).await?;
            change(connection, doer, &question, &question.after(&command), now).await
        }
    }
}

/// The question a command is about, for whoever may give it.
async fn find(connection: &mut Connection, doer: &Doer, command: &QuestionCommand) -> Outcome<Question> {
    let number = command.question().ok_or(CommandDenied::Gone)?;
    let question = queries::find(connection, doer.room, number).await?.ok_or(CommandDenied::Gone)?;
    may_act_on(&question, doer.actor, command)?;
    Ok(question)
}

async fn ask(
    connection: &mut Connection,
    doer: &Doer,
    typed: &str,
    visibility: Visibility,
    now: Timestamp,
) -> Outcome<Sequence> {
    let text = parse_text(typed).map_err(CommandDenied::Text)?;
    may_ask(queries::find_policy(connection, doer.room).await?, visibility)?;
    let mut question = Question {
        number: 0,
        author: doer.author.clone(),
        text,
        visibility,
        state: QuestionState::Open,
        at: now,
        votes: 0,
        answers: Vec::new(),
    };
    let sequence = events::append_numbered(connection, doer.room, now, |number| {
        question.number = number;
        RoomEvent::Question(QuestionEvent::Asked { question: question.clone(), command: doer.command })
    })
    .await?;
    queries::insert(connection, doer.room, &question).await?;
    Ok(sequence)
}

/// A question that comes into everybody's sight does so before its answer.
async fn answer(
    connection: &mut Connection,
    doer: &Doer,
    (question, next): (&Question, &Question),
    typed: &str,
    visibility: Visibility,
    now: Timestamp,
) -> Outcome<Sequence> {
    let text = parse_text(typed).map_err(CommandDenied::Text)?;
    let becomes_public = !question.is_for_all() && next.is_for_all();
    if becomes_public {
        change(connection, doer, question, next, now).await?;
    }
    let mut answer = Answer { number: 0, author: doer.author.clone(), text, visibility, at: now };
    let (number, asker) = (question.number, question.author.participant);
    let answered = events::append_numbered(connection, doer.room, now, |sequence| {
        answer.number = sequence;
        let (answer, command) = (answer.clone(), doer.command);
        RoomEvent::Question(QuestionEvent::Answered { question: number, asker, answer, command })
    })
    .await?;
    answers::insert(connection, doer.room, number, &answer).await?;
    if becomes_public {
        return Ok(answered);
    }
    let changed = change(connection, doer, question, next, now).await?;
    Ok(answered.max(changed))
}

/// Makes a question what `next` is, and tells of it.
async fn change(
    connection: &mut Connection,
    doer: &Doer,
    question: &Question,
    next: &Question,
    now: Timestamp,
) -> Outcome<Sequence> {
    let mut last = doer.sequence;
    if (question.visibility, question.state) == (next.visibility, next.state) {
        return Ok(last);
    }
    queries::update(connection, doer.room, question, next).await?;
    for event in question.changes_to(next) {
        let is_published = matches!(event, QuestionEvent::Published { .. });
        last = tell(connection, doer, event, now).await?;
        if is_published {
            forget_published(connection, doer.room, question, &hidden(question)).await?;
            queries::update_published(connection, doer.room, question.number, last).await?;
        }
    }
    Ok(last)
}

fn hidden(question: &Question) -> QuestionEvent {
    QuestionEvent::Hidden { question: question.number, asker: question.author.participant }
}

/// No more than one event besides the first holds what a question says, so that it can be taken out of the log.
async fn forget_published(
    connection: &mut Connection,
    room: RoomId,
    question: &Question,
    instead: &QuestionEvent,
) -> Outcome<()> {
    if let Some(published) = queries::find_published(connection, room, question.number).await? {
        events::rewrite(connection, room, published, &RoomEvent::Question(instead.clone())).await?;
    }
    Ok(())
}

/// What was asked is gone from the rows and from the log.
async fn withdraw(
    connection: &mut Connection,
    doer: &Doer,
    question: &Question,
    now: Timestamp,
) -> Outcome<Sequence> {
    let event = QuestionEvent::Withdrawn {
        question: question.number,
        asker: question.author.participant,
        visibility: question.visibility,
    };
    forget_published(connection, doer.room, question, &event).await?;
    events::rewrite(connection, doer.room, question.number, &RoomEvent::Question(event.clone())).await?;
    queries::delete(connection, doer.room, question.number).await?;
    tell(connection, doer, event, now).await
}

async fn vote(
    connection: &mut Connection,
    doer: &Doer,
    question: &Question,
    is_voted: bool,
    now: Timestamp,
) -> Outcome<Sequence> {
    let (number, by) = (question.number, doer.actor.participant);
    let has_changed = if is_voted {
        votes::insert(connection, doer.room, number, by).await?
    } else {
        votes::delete(connection, doer.room, number, by).await?
    };
    if !has_changed {
        return Ok(doer.sequence);
    }
    let votes = if is_voted { question.votes + 1 } else { question.votes.saturating_sub(1) };
    tell(connection, doer, QuestionEvent::Voted { question: number, by, is_voted }, now).await?;
    tell(connection, doer, QuestionEvent::VotesChanged { question: number, votes }, now).await
}

async fn set_policy(
    connection: &mut Connection,
    doer: &Doer,
    policy: AskingPolicy,
    now: Timestamp,
) -> Outcome<Sequence> {
    if !queries::update_policy(connection, doer.room, policy).await? {
        return Ok(doer.sequence);
    }
    tell(connection, doer, QuestionEvent::PolicyChanged { policy }, now).await
}

async fn tell(
    connection: &mut Connection,
    doer: &Doer,
    event: QuestionEvent,
    now: Timestamp,
) -> Outcome<Sequence> {
    Ok(events::append(connection, doer.room, &RoomEvent::Question(event), now).await?)
}

/// The questions as somebody with this role sees them now.
pub async fn find_state(
    connection: &mut Connection,
    room: RoomId,
    me: ParticipantId,
    role: Role,
) -> Outcome<Questions> {
    let all = queries::list_all(connection, room).await?;
    let policy = queries::find_policy(connection, room).await?;
    let my_votes = votes::list_of(connection, room, me).await?;
    Ok(Questions::seen_by(&all, policy, my_votes, me, role))
}
