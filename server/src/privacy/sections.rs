//! What is kept about an address, kind by kind, as it is counted and exported. No secret is among it: neither the keys
//! of links, devices and sign-ins nor a hash.

use domain::EmailAddress;
use domain::privacy::DataKind;
use serde_json::{Map, Value};

use crate::db::{Connection, DbError, Row};
use crate::room::schedule::with_offset;
use crate::values;

/// A column of an export.
#[derive(Clone, Copy)]
enum Column {
    Text(&'static str),
    Number(&'static str),
    Time(&'static str),
}

struct Section {
    kind: DataKind,
    /// `$1` is the address.
    sql: &'static str,
    columns: &'static [Column],
}

use Column::{Number, Text, Time};

/// The invitations of an address, and the people with it.
macro_rules! invitations {
    () => {
        "(select id from invitation where email = $1)"
    };
}
macro_rules! people {
    () => {
        "(select id from person where email = $1)"
    };
}
/// Those who have come by a guest link with it.
macro_rules! link_guests {
    () => {
        "(select id from link_guest where email = $1)"
    };
}
/// Whom it has been inside rooms. One after the other, because `or` would look at all who have ever been in any.
macro_rules! participants {
    () => {
        concat!(
            "(select participant.id from invitation join participant
                  on participant.room_id = invitation.room_id and participant.invitation_id = invitation.id
              where invitation.email = $1
              union all
              select participant.id from link_guest join participant
                  on participant.room_id = link_guest.room_id and participant.link_guest_id = link_guest.id
              where link_guest.email = $1
              union all
              select id from participant where person_id in ",
            people!(),
            ")"
        )
    };
}

static SECTIONS: &[Section] = &[
    Section {
        kind: DataKind::Account,
        sql: "select email, first_name, last_name, application_role, active, created_at from person where email = $1",
        columns: &[
            Text("email"),
            Text("first_name"),
            Text("last_name"),
            Text("application_role"),
            Number("active"),
            Time("created_at"),
        ],
    },
    Section {
        kind: DataKind::SignIns,
        sql: concat!(
            "select user_agent, signed_in_at, last_seen_at, expires_at from sign_in where person_id in ",
            people!(),
            " order by signed_in_at"
        ),
        columns: &[Text("user_agent"), Time("signed_in_at"), Time("last_seen_at"), Time("expires_at")],
    },
    Section {
        kind: DataKind::Groups,
        sql: concat!(
            "select person_group.name from person_group_member
             join person_group on person_group.id = person_group_member.group_id
             where person_group_member.person_id in ",
            people!(),
            " order by person_group.name_key"
        ),
        columns: &[Text("name")],
    },
    Section {
        kind: DataKind::Hosting,
        sql: concat!(
            "select room.title, room_host.kind from room_host join room on room.id = room_host.room_id
             where room_host.person_id in ",
            people!(),
            " order by room.id"
        ),
        columns: &[Text("title"), Text("kind")],
    },
    Section {
        kind: DataKind::Invitations,
        sql: "select room.title, room.starts_at, invitation.email, invitation.first_name, invitation.last_name,
                 invitation.role, invitation.state, invitation.language, invitation.invited_at, invitation.expires_at,
                 invitation.link_requested_at, invitation.declined_at
             from invitation join room on room.id = invitation.room_id
             where invitation.email = $1 order by invitation.id",
        columns: &[
            Text("title"),
            Time("starts_at"),
            Text("email"),
            Text("first_name"),
            Text("last_name"),
            Text("role"),
            Text("state"),
            Text("language"),
            Time("invited_at"),
            Time("expires_at"),
            Time("link_requested_at"),
            Time("declined_at"),
        ],
    },
    Section {
        kind: DataKind::Devices,
        sql: concat!(
            "select user_agent, claimed_at, mailbox_proven_at from claimed_device where invitation_id in ",
            invitations!(),
            " order by claimed_at"
        ),
        columns: &[Text("user_agent"), Time("claimed_at"), Time("mailbox_proven_at")],
    },
    Section {
        kind: DataKind::Codes,
        sql: concat!(
            "select asked_at, wrong_tries, closed_at from mailed_code where invitation_id in ",
            invitations!(),
            " order by asked_at"
        ),
        columns: &[Time("asked_at"), Number("wrong_tries"), Time("closed_at")],
    },
    Section {
        kind: DataKind::Mails,
        sql: concat!(
            "select kind, state, tries, queued_at, settled_at, problem from mail where invitation_id in ",
            invitations!(),
            " order by queued_at, id"
        ),
        columns: &[
            Text("kind"),
            Text("state"),
            Number("tries"),
            Time("queued_at"),
            Time("settled_at"),
            Text("problem"),
        ],
    },
    Section {
        kind: DataKind::RefusedTries,
        sql: concat!(
            "select cause, tries, first_at, last_at, user_agent from refused_try where invitation_id in ",
            invitations!(),
            " order by first_at, cause"
        ),
        columns: &[Text("cause"), Number("tries"), Time("first_at"), Time("last_at"), Text("user_agent")],
    },
    Section {
        kind: DataKind::GuestLinkPlaces,
        sql: "select room.title, link_guest.email, link_guest.first_name, link_guest.last_name,
                 link_guest.user_agent, link_guest.came_at
             from link_guest join room on room.id = link_guest.room_id
             where link_guest.email = $1 order by link_guest.came_at, link_guest.id",
        columns: &[
            Text("title"),
            Text("email"),
            Text("first_name"),
            Text("last_name"),
            Text("user_agent"),
            Time("came_at"),
        ],
    },
    Section {
        kind: DataKind::Knocks,
        sql: concat!(
            "select first_name, last_name, state, since, seen_at from waiting where invitation_id in ",
            invitations!(),
            " or link_guest_id in ",
            link_guests!(),
            " or person_id in ",
            people!(),
            " order by since"
        ),
        columns: &[Text("first_name"), Text("last_name"), Text("state"), Time("since"), Time("seen_at")],
    },
    Section {
        kind: DataKind::Places,
        sql: concat!(
            "select room.title, participant.first_name, participant.last_name, participant.role,
                 participant.entered_at, participant.seen_at
             from participant join room on room.id = participant.room_id where participant.id in ",
            participants!(),
            " order by participant.entered_at, participant.id"
        ),
        columns: &[
            Text("title"),
            Text("first_name"),
            Text("last_name"),
            Text("role"),
            Time("entered_at"),
            Time("seen_at"),
        ],
    },
    Section {
        kind: DataKind::Messages,
        sql: concat!(
            "select room.title, message.channel, message.first_name, message.last_name, message.text, message.at
             from message join room on room.id = message.room_id where message.participant_id in ",
            participants!(),
            " order by message.at, message.number"
        ),
        columns: &[
            Text("title"),
            Text("channel"),
            Text("first_name"),
            Text("last_name"),
            Text("text"),
            Time("at"),
        ],
    },
    Section {
        kind: DataKind::Likes,
        sql: concat!(
            "select room.title, message_like.number from message_like join room on room.id = message_like.room_id
             where message_like.participant_id in ",
            participants!(),
            " order by room.id, message_like.number"
        ),
        columns: &[Text("title"), Number("number")],
    },
    Section {
        kind: DataKind::Questions,
        sql: concat!(
            "select room.title, question.first_name, question.last_name, question.text, question.visibility,
                 question.state, question.at
             from question join room on room.id = question.room_id where question.participant_id in ",
            participants!(),
            " order by question.at, question.number"
        ),
        columns: &[
            Text("title"),
            Text("first_name"),
            Text("last_name"),
            Text("text"),
            Text("visibility"),
            Text("state"),
            Time("at"),
        ],
    },
    Section {
        kind: DataKind::Answers,
        sql: concat!(
            "select room.title, answer.first_name, answer.last_name, answer.text, answer.visibility, answer.at
             from question_answer answer join room on room.id = answer.room_id where answer.participant_id in ",
            participants!(),
            " order by answer.at, answer.number"
        ),
        columns: &[
            Text("title"),
            Text("first_name"),
            Text("last_name"),
            Text("text"),
            Text("visibility"),
            Time("at"),
        ],
    },
    Section {
        kind: DataKind::Votes,
        sql: concat!(
            "select room.title, question_vote.question from question_vote
             join room on room.id = question_vote.room_id where question_vote.participant_id in ",
            participants!(),
            " order by room.id, question_vote.question"
        ),
        columns: &[Text("title"), Number("question")],
    },
    Section {
        kind: DataKind::Interactions,
        sql: concat!(
            "select room.title, interaction.kind, interaction.prompt, interaction.first_name,
                 interaction.last_name, interaction.published_at
             from interaction join room on room.id = interaction.room_id where interaction.participant_id in ",
            participants!(),
            " order by room.id, interaction.number"
        ),
        columns: &[
            Text("title"),
            Text("kind"),
            Text("prompt"),
            Text("first_name"),
            Text("last_name"),
            Time("published_at"),
        ],
    },
    Section {
        kind: DataKind::InteractionAnswers,
        sql: concat!(
            "select room.title, interaction_answer.number, interaction_answer.choices, interaction_answer.text
             from interaction_answer join room on room.id = interaction_answer.room_id
             where interaction_answer.participant_id in ",
            participants!(),
            " order by room.id, interaction_answer.number"
        ),
        columns: &[Text("title"), Number("number"), Number("choices"), Text("text")],
    },
    Section {
        kind: DataKind::ListRows,
        sql: concat!(
            "select room.title, invite_row.email, invite_row.first_name, invite_row.last_name, invite_row.role,
                 invite_row.state
             from invite_row join invite_batch on invite_batch.id = invite_row.batch_id
             join room on room.id = invite_batch.room_id
             where lower(invite_row.email) = $1 or invite_row.invitation_id in ",
            invitations!(),
            " order by invite_row.batch_id, invite_row.position"
        ),
        columns: &[
            Text("title"),
            Text("email"),
            Text("first_name"),
            Text("last_name"),
            Text("role"),
            Text("state"),
        ],
    },
    Section {
        kind: DataKind::ImportRows,
        sql: "select people_import.file_name, people_import.created_at, people_import_row.email,
                 people_import_row.first_name, people_import_row.last_name, people_import_row.role,
                 people_import_row.state
             from people_import_row join people_import on people_import.id = people_import_row.import_id
             where lower(people_import_row.email) = $1
             order by people_import.created_at, people_import_row.import_id, people_import_row.line",
        columns: &[
            Text("file_name"),
            Time("created_at"),
            Text("email"),
            Text("first_name"),
            Text("last_name"),
            Text("role"),
            Text("state"),
        ],
    },
    Section {
        kind: DataKind::AuditEntries,
        sql: concat!(
            "select at, act, actor_kind, actor, address, device, subject, changes, personal from audit_entry
             where actor_id in ",
            invitations!(),
            " or actor_id in ",
            link_guests!(),
            " or actor_id in ",
            people!(),
            " or subject_id in ",
            invitations!(),
            " or subject_id in ",
            link_guests!(),
            " or subject_id in ",
            people!(),
            " order by number"
        ),
        columns: &[
            Time("at"),
            Text("act"),
            Text("actor_kind"),
            Text("actor"),
            Text("address"),
            Text("device"),
            Text("subject"),
            Text("changes"),
            Text("personal"),
        ],
    },
];

/// How much there is of each kind of which there is something.
pub async fn count(
    connection: &mut Connection,
    address: &EmailAddress,
) -> Result<Vec<(DataKind, u32)>, DbError> {
    let mut counts = Vec::new();
    for section in SECTIONS {
        let found = connection.count(section.sql, values![address]).await?;
        if found > 0 {
            counts.push((section.kind, u32::try_from(found).unwrap_or(u32::MAX)));
        }
    }
    Ok(counts)
}

/// All of it, by kind.
pub async fn export(
    connection: &mut Connection,
    address: &EmailAddress,
) -> Result<Map<String, Value>, DbError> {
    let mut all = Map::new();
    for section in SECTIONS {
        let rows = connection.fetch_all(section.sql, values![address]).await?;
        let rows: Result<Vec<Value>, DbError> = rows.iter().map(|row| read(row, section.columns)).collect();
        all.insert(section.kind.word().to_owned(), Value::Array(rows?));
    }
    Ok(all)
}

fn read(row: &Row, columns: &[Column]) -> Result<Value, DbError> {
    let mut object = Map::new();
    for column in columns {
        let (name, value) = match column {
            Text(name) => (name, row.optional_text(name)?.map(Value::String)),
            Number(name) => (name, row.optional_int(name)?.map(Value::from)),
            Time(name) => (name, row.optional_time(name)?.map(|at| Value::String(with_offset(at, "UTC")))),
        };
        object.insert((*name).to_owned(), value.unwrap_or_default());
    }
    Ok(Value::Object(object))
}
