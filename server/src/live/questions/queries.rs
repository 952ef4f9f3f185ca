//! SQL of questions.

use domain::RoomId;
use domain::live::{Author, Sequence};
use domain::question::{AskingPolicy, Question};

use super::answers;
use crate::db::{Connection, DbError, Row};
use crate::people::queries::name;
use crate::values;

fn read_question(row: &Row) -> Result<Question, DbError> {
    Ok(Question {
        number: row.int("number")?,
        author: read_author(row)?,
        text: row.text("text")?,
        visibility: row.parse("visibility")?,
        state: row.parse("state")?,
        at: row.time("at")?,
        votes: row.small("votes")?,
        answers: Vec::new(),
    })
}

/// Who wrote something, as they were then.
pub fn read_author(row: &Row) -> Result<Author, DbError> {
    Ok(Author { participant: row.parse("participant_id")?, name: name(row)?, role: row.parse("role")? })
}

/// All questions of a room with all their answers, in the order they were asked: not for everybody's eyes.
pub async fn list_all(connection: &mut Connection, room: RoomId) -> Result<Vec<Question>, DbError> {
    let rows = connection
        .fetch_all(
            "select question.*,
                 (select count(*) from question_vote
                  where question_vote.room_id = question.room_id
                      and question_vote.question = question.number) as votes
             from question where room_id = $1 order by number",
            values![room],
        )
        .await?;
    let mut questions = rows.iter().map(read_question).collect::<Result<Vec<_>, _>>()?;
    for (number, answer) in answers::list_all(connection, room).await? {
        if let Ok(place) = questions.binary_search_by_key(&number, |question| question.number)
            && let Some(question) = questions.get_mut(place)
        {
            question.answers.push(answer);
        }
    }
    Ok(questions)
}

/// A question with all its answers.
pub async fn find(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
) -> Result<Option<Question>, DbError> {
    let row = connection
        .fetch_optional(
            "select question.*,
                 (select count(*) from question_vote where room_id = $1 and question = $2) as votes
             from question where room_id = $1 and number = $2",
            values![room, number],
        )
        .await?;
    let Some(mut question) = row.as_ref().map(read_question).transpose()? else { return Ok(None) };
    question.answers = answers::list(connection, room, number).await?;
    Ok(Some(question))
}

pub async fn insert(connection: &mut Connection, room: RoomId, question: &Question) -> Result<(), DbError> {
    let Author { participant, name, role } = &question.author;
    connection
        .execute_one(
            "insert into question (room_id, number, participant_id, first_name, last_name, role, text,
                 visibility, state, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                room,
                question.number,
                *participant,
                name.first(),
                name.last(),
                role.word(),
                &question.text,
                question.visibility.word(),
                question.state.word(),
                question.at,
            ],
        )
        .await
}

/// Gives a question the visibility and the state of `next`.
pub async fn update(
    connection: &mut Connection,
    room: RoomId,
    old: &Question,
    next: &Question,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update question set visibility = $3, state = $4
             where room_id = $1 and number = $2 and visibility = $5 and state = $6",
            values![
                room,
                old.number,
                next.visibility.word(),
                next.state.word(),
                old.visibility.word(),
                old.state.word()
            ],
        )
        .await
}

/// The place in the log of the last event that told everybody all of a question.
pub async fn find_published(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
) -> Result<Option<Sequence>, DbError> {
    let row = connection
        .fetch_optional(
            "select published from question where room_id = $1 and number = $2",
            values![room, number],
        )
        .await?;
    row.map_or(Ok(None), |row| row.optional_int("published"))
}

pub async fn update_published(
    connection: &mut Connection,
    room: RoomId,
    number: Sequence,
    published: Sequence,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "update question set published = $3 where room_id = $1 and number = $2",
            values![room, number, published],
        )
        .await
}

/// Takes a question away with all that belongs to it.
pub async fn delete(connection: &mut Connection, room: RoomId, number: Sequence) -> Result<(), DbError> {
    connection
        .execute_one("delete from question where room_id = $1 and number = $2", values![room, number])
        .await
}

/// How questions may be asked in a room.
pub async fn find_policy(connection: &mut Connection, room: RoomId) -> Result<AskingPolicy, DbError> {
    let row =
        connection.fetch_optional("select question_policy from room where id = $1", values![room]).await?;
    row.map_or(Ok(AskingPolicy::default()), |row| row.parse("question_policy"))
}

/// Changes how questions may be asked; false when it was so already.
pub async fn update_policy(
    connection: &mut Connection,
    room: RoomId,
    policy: AskingPolicy,
) -> Result<bool, DbError> {
    let changed = connection
        .execute(
            "update room set question_policy = $2 where id = $1 and question_policy <> $2",
            values![room, policy.word()],
        )
        .await?;
    Ok(changed == 1)
}
