//! SQL of answers.

use domain::RoomId;
use domain::live::{Author, Sequence};
use domain::question::Answer;

use super::queries::read_author;
use crate::db::{Connection, DbError, Row};
use crate::values;

fn read_answer(row: &Row) -> Result<Answer, DbError> {
    Ok(Answer {
        number: row.int("number")?,
        author: read_author(row)?,
        text: row.text("text")?,
        visibility: row.parse("visibility")?,
        at: row.time("at")?,
    })
}

/// The answers to a question, in the order they were given.
pub async fn list(
    connection: &mut Connection,
    room: RoomId,
    question: Sequence,
) -> Result<Vec<Answer>, DbError> {
    let rows = connection
        .fetch_all(
            "select * from question_answer where room_id = $1 and question = $2 order by number",
            values![room, question],
        )
        .await?;
    rows.iter().map(read_answer).collect()
}

/// All answers of a room, each with the number of its question, in the order they were given.
pub async fn list_all(connection: &mut Connection, room: RoomId) -> Result<Vec<(Sequence, Answer)>, DbError> {
    let rows = connection
        .fetch_all("select * from question_answer where room_id = $1 order by number", values![room])
        .await?;
    rows.iter().map(|row| Ok((row.int("question")?, read_answer(row)?))).collect()
}

pub async fn insert(
    connection: &mut Connection,
    room: RoomId,
    question: Sequence,
    answer: &Answer,
) -> Result<(), DbError> {
    let Author { participant, name, role } = &answer.author;
    connection
        .execute_one(
            "insert into question_answer (room_id, number, question, participant_id, first_name, last_name,
                 role, text, visibility, at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            values![
                room,
                answer.number,
                question,
                *participant,
                name.first(),
                name.last(),
                role.word(),
                &answer.text,
                answer.visibility.word(),
                answer.at,
            ],
        )
        .await
}
