//! What people have written in rooms, without the addresses and names of somebody who is erased.

use domain::RoomId;
use domain::privacy::Traces;

use crate::db::{Connection, DbError, Row};
use crate::values;

/// Texts that are in memory, and in one transaction, at once.
pub const BATCH: i64 = 500;

/// How far what was written in a room has been cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Which of [`ALL`]; the answers to interactions come after them.
    texts: usize,
    number: i64,
    /// Whose answer it was.
    participant: String,
}

/// A column of texts: how it is read from a place on, and how one of them is replaced.
struct Texts {
    /// `$1` the room, `$2` the place after which, `$3` how many; answers `place` and `text`.
    list: &'static str,
    /// `$1` the room, `$2` the place, `$3` the text.
    replace: &'static str,
    /// A JSON list of texts, each of which is cleaned by itself: what somebody is called may look like JSON.
    is_list: bool,
}

static ALL: &[Texts] = &[
    Texts {
        list: "select number as place, text from message
             where room_id = $1 and number > $2 order by number limit $3",
        replace: "update message set text = $3 where room_id = $1 and number = $2",
        is_list: false,
    },
    Texts {
        list: "select number as place, text from question
             where room_id = $1 and number > $2 order by number limit $3",
        replace: "update question set text = $3 where room_id = $1 and number = $2",
        is_list: false,
    },
    Texts {
        list: "select number as place, text from question_answer
             where room_id = $1 and number > $2 order by number limit $3",
        replace: "update question_answer set text = $3 where room_id = $1 and number = $2",
        is_list: false,
    },
    Texts {
        list: "select number as place, prompt as text from interaction
             where room_id = $1 and number > $2 order by number limit $3",
        replace: "update interaction set prompt = $3 where room_id = $1 and number = $2",
        is_list: false,
    },
    Texts {
        list: "select number as place, options as text from interaction
             where room_id = $1 and number > $2 order by number limit $3",
        replace: "update interaction set options = $3 where room_id = $1 and number = $2",
        is_list: true,
    },
];

/// Replaces what is looked for in the next texts that people have written in a room after `place`; answers how far it has
/// come, or `None` when there are no more.
pub async fn clean(
    connection: &mut Connection,
    room: RoomId,
    traces: &Traces,
    place: &Place,
) -> Result<Option<Place>, DbError> {
    let Some(texts) = ALL.get(place.texts) else {
        return clean_answers(connection, room, traces, place).await;
    };
    let rows = connection.fetch_all(texts.list, values![room, place.number, BATCH]).await?;
    let mut number = place.number;
    for row in &rows {
        number = row.int("place")?;
        let cleaned = if texts.is_list {
            list_without(traces, row, "text")?
        } else {
            traces.without(&row.text("text")?)
        };
        if let Some(text) = cleaned {
            connection.execute(texts.replace, values![room, number, text]).await?;
        }
    }
    let next = Place { texts: place.texts + 1, ..Place::default() };
    Ok(Some(if is_full(&rows) { Place { number, ..place.clone() } } else { next }))
}

/// Replaces it in what the room says of itself, and in what its guest links are called.
pub async fn clean_names(connection: &mut Connection, room: RoomId, traces: &Traces) -> Result<(), DbError> {
    clean_guest_links(connection, room, traces).await?;
    clean_room(connection, room, traces).await
}

/// Whether there may be more of them.
fn is_full(rows: &[Row]) -> bool {
    i64::try_from(rows.len()).unwrap_or(BATCH) >= BATCH
}

/// A JSON list of texts without what is looked for; `None` when it holds none of it.
fn list_without(traces: &Traces, row: &Row, column: &str) -> Result<Option<String>, DbError> {
    let texts: Vec<String> = row.json(column)?;
    if !texts.iter().any(|text| traces.are_in(text)) {
        return Ok(None);
    }
    let texts: Vec<String> = texts.into_iter().map(|text| traces.without(&text).unwrap_or(text)).collect();
    let json =
        serde_json::to_string(&texts).map_err(|_| DbError::Unreadable { column: column.to_owned() })?;
    Ok(Some(json))
}

/// Answers to open questions.
async fn clean_answers(
    connection: &mut Connection,
    room: RoomId,
    traces: &Traces,
    place: &Place,
) -> Result<Option<Place>, DbError> {
    let rows = connection
        .fetch_all(
            "select number, participant_id, text from interaction_answer
             where room_id = $1 and text is not null
                 and (number > $2 or (number = $2 and participant_id > $3))
             order by number, participant_id limit $4",
            values![room, place.number, &place.participant, BATCH],
        )
        .await?;
    let mut last = None;
    for row in &rows {
        let (number, participant) = (row.int("number")?, row.text("participant_id")?);
        if let Some(text) = traces.without(&row.text("text")?) {
            connection
                .execute(
                    "update interaction_answer set text = $4
                     where room_id = $1 and number = $2 and participant_id = $3",
                    values![room, number, &participant, text],
                )
                .await?;
        }
        last = Some(Place { number, participant, ..place.clone() });
    }
    Ok(last.filter(|_| is_full(&rows)))
}

/// What hosts call guest links. The audit log keeps what they were called, so that goes from it.
async fn clean_guest_links(
    connection: &mut Connection,
    room: RoomId,
    traces: &Traces,
) -> Result<(), DbError> {
    let rows =
        connection.fetch_all("select id, name from guest_link where room_id = $1", values![room]).await?;
    for row in &rows {
        let id = row.text("id")?;
        if let Some(name) = traces.without(&row.text("name")?) {
            connection.execute("update guest_link set name = $2 where id = $1", values![&id, name]).await?;
            connection
                .execute(
                    "update audit_entry set subject = '', subject_key = ''
                     where subject_id = $1 and subject_kind = 'guest_link'",
                    values![id],
                )
                .await?;
        }
    }
    Ok(())
}

/// What a room says of itself.
async fn clean_room(connection: &mut Connection, room: RoomId, traces: &Traces) -> Result<(), DbError> {
    let row = connection
        .fetch_optional(
            "select title, description, speakers, waiting_message from room where id = $1",
            values![room],
        )
        .await?;
    let Some(row) = row else { return Ok(()) };
    let clean = |column: &str| {
        let text = row.text(column)?;
        Ok::<_, DbError>((traces.without(&text), text))
    };
    let speakers = (list_without(traces, &row, "speakers")?, row.text("speakers")?);
    let [title, description, message] = [clean("title")?, clean("description")?, clean("waiting_message")?];
    let parts = [title, description, speakers, message];
    if parts.iter().all(|(cleaned, _)| cleaned.is_none()) {
        return Ok(());
    }
    let [title, description, speakers, message] = parts.map(|(cleaned, text)| cleaned.unwrap_or(text));
    connection
        .execute(
            // A form that was filled in before is refused, or it would bring back what is erased here.
            "update room set title = $2, description = $3, speakers = $4, waiting_message = $5,
                 version = version + 1
             where id = $1",
            values![room, title, description, speakers, message],
        )
        .await?;
    Ok(())
}
