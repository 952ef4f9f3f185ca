//! The log of a room without the name of somebody who is erased. The log is the truth that pages are drawn from, so its
//! events are rewritten in their places, and nothing else of them changes.

use std::collections::HashSet;

use domain::live::{RoomEvent, Sequence};
use domain::lobby::Lobby;
use domain::privacy::Traces;
use domain::{ParticipantId, PersonName, RoomId};
use serde_json::Value;

use crate::db::{Connection, DbError};
use crate::values;

/// Events that are in one transaction.
pub const BATCH: i64 = 500;

/// Who is taken out, and what is put there instead.
#[derive(Clone, Debug)]
pub struct Redaction {
    pub participants: HashSet<ParticipantId>,
    /// All names they have had, for the places that name them by nothing else: lobbies and knocks.
    pub names: HashSet<PersonName>,
    /// They came as guests, with an invitation or by a guest link.
    pub is_guest: bool,
    /// What is looked for in texts.
    pub traces: Traces,
    pub former: PersonName,
}

/// Rewrites the next events after `after`; answers the last one looked at, or `None` when there are no more.
pub async fn clean(
    connection: &mut Connection,
    room: RoomId,
    redaction: &Redaction,
    after: Sequence,
) -> Result<Option<Sequence>, DbError> {
    let rows = connection
        .fetch_all(
            "select sequence, body from room_event where room_id = $1 and sequence > $2 order by sequence limit $3",
            values![room, after, BATCH],
        )
        .await?;
    let mut last = None;
    for row in &rows {
        let sequence = row.int("sequence")?;
        last = Some(sequence);
        if let Some(body) = redaction.rewritten::<RoomEvent>(row.json("body")?)? {
            connection
                .execute_one(
                    "update room_event set body = $3 where room_id = $1 and sequence = $2",
                    values![room, sequence, body],
                )
                .await?;
        }
    }
    Ok(last)
}

/// Takes their names out of what is noted of who waits.
pub async fn clean_lobby(
    connection: &mut Connection,
    room: RoomId,
    redaction: &Redaction,
) -> Result<(), DbError> {
    let row = connection.fetch_optional("select lobby from room where id = $1", values![room]).await?;
    let Some(row) = row else { return Ok(()) };
    if let Some(lobby) = redaction.rewritten::<Lobby>(row.json("lobby")?)? {
        connection.execute("update room set lobby = $2 where id = $1", values![room, lobby]).await?;
    }
    let rows =
        connection.fetch_all("select node, names from lobby where room_id = $1", values![room]).await?;
    for row in &rows {
        if let Some(names) = redaction.rewritten::<Vec<PersonName>>(row.json("names")?)? {
            connection
                .execute(
                    "update lobby set names = $3 where room_id = $1 and node = $2",
                    values![room, row.text("node")?, names],
                )
                .await?;
        }
    }
    Ok(())
}

impl Redaction {
    /// The value without them, as it is stored; `None` when they are not in it. It is read as what it is and written
    /// anew, because queries go by the order of its parts.
    fn rewritten<T>(&self, mut value: Value) -> Result<Option<String>, DbError>
    where
        T: serde::Serialize + serde::de::DeserializeOwned,
    {
        if !self.take_out(&mut value) {
            return Ok(None);
        }
        let unreadable = |_| DbError::Unreadable { column: "room_event.body".to_owned() };
        let typed: T = serde_json::from_value(value).map_err(unreadable)?;
        serde_json::to_string(&typed).map(Some).map_err(unreadable)
    }

    fn take_out(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.traces.without(text) {
                Some(left) => {
                    *text = left;
                    true
                }
                None => false,
            },
            Value::Array(items) => items.iter_mut().fold(false, |changed, item| {
                let is_named = self.is_name(item);
                if is_named {
                    *item = self.former();
                }
                is_named | self.take_out(item) | changed
            }),
            Value::Object(parts) => {
                let is_theirs = ["participant", "id"].iter().any(|key| self.is_theirs(parts.get(*key)));
                let knocks = parts.contains_key("since")
                    && parts.get("is_guest").and_then(Value::as_bool) == Some(self.is_guest);
                let mut changed = false;
                if let Some(name) = parts.get_mut("name")
                    && (is_theirs || (knocks && self.is_name(name)))
                    && *name != self.former()
                {
                    *name = self.former();
                    changed = true;
                }
                parts.values_mut().fold(changed, |changed, part| self.take_out(part) | changed)
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn is_theirs(&self, id: Option<&Value>) -> bool {
        let id = id.and_then(Value::as_str).and_then(|id| id.parse().ok());
        id.is_some_and(|id| self.participants.contains(&id))
    }

    fn is_name(&self, value: &Value) -> bool {
        value.get("first").is_some()
            && serde_json::from_value(value.clone()).is_ok_and(|name| self.names.contains(&name))
    }

    fn former(&self) -> Value {
        serde_json::to_value(&self.former).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use domain::privacy::former_guest;
    use serde_json::json;

    use super::*;

    fn redaction() -> Redaction {
        let name = PersonName::parse("Ana", "Ruiz").unwrap();
        Redaction {
            participants: HashSet::from([ParticipantId::from_bits(7)]),
            names: HashSet::from([name]),
            is_guest: true,
            traces: Traces::default().and_addresses(["ana@example.org"]),
            former: former_guest(),
        }
    }

    #[test]
    fn an_event_keeps_its_form_and_others_keep_their_names() {
        let ana = json!({ "first": "Ana", "last": "Ruiz" });
        let entered = |id: ParticipantId, name: &Value| {
            json!({ "kind": "entered", "participant": {
                "id": id, "name": name, "role": "viewer", "is_guest": true, "entered_at": 1 } })
        };
        let theirs = entered(ParticipantId::from_bits(7), &ana);
        let left = redaction().rewritten::<RoomEvent>(theirs).unwrap().unwrap();
        assert!(left.starts_with("{\"kind\":\"entered\""), "{left}");
        assert!(left.contains("Former") && !left.contains("Ana"));
        let namesake = entered(ParticipantId::from_bits(8), &ana);
        assert_eq!(redaction().rewritten::<RoomEvent>(namesake).unwrap(), None);
    }

    #[test]
    fn whoever_waits_is_known_by_name_alone() {
        let knock = |is_guest: bool| {
            json!({ "kind": "lock", "act": "knocked", "waiting": {
                "number": 3, "name": { "first": "Ana", "last": "Ruiz" }, "is_guest": is_guest, "since": 1 } })
        };
        assert!(redaction().rewritten::<RoomEvent>(knock(true)).unwrap().is_some());
        assert_eq!(redaction().rewritten::<RoomEvent>(knock(false)).unwrap(), None);
        let lobby = json!({ "waiting": 1, "names": [{ "first": "Ana", "last": "Ruiz" }] });
        let left = redaction().rewritten::<Lobby>(lobby).unwrap().unwrap();
        assert_eq!(left, r#"{"waiting":1,"names":[{"first":"Former","last":"guest"}]}"#);
    }

    #[test]
    fn a_rewritten_event_is_not_rewritten_again() {
        let event = json!({ "kind": "left", "participant": ParticipantId::from_bits(7) });
        assert_eq!(redaction().rewritten::<RoomEvent>(event).unwrap(), None);
    }
}
