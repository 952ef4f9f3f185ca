//! SQL of erasing: the rows of somebody, blanked or deleted.

use std::collections::{BTreeSet, HashSet};

use domain::audit::{AuditField, AuditValue, Change, SubjectKind};
use domain::privacy::{GuestStay, Traces, erased_address, former_guest, former_person};
use domain::settings::PersonAddresses;
use domain::{
    EmailAddress, InvitationId, LinkGuestId, ParticipantId, PersonId, PersonName, RoomId, Timestamp,
};

use super::mentions::escaped;
use crate::db::{Connection, DbError, Row, Value};
use crate::people::addresses::is_address_of;
use crate::people::idn;
use crate::people::queries::{name, name_keys};
use crate::{secrets, settings, values};

/// Whose rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Guest(InvitationId),
    LinkGuest(LinkGuestId),
    Person(PersonId),
}

impl Whose {
    /// What they are in the audit log.
    pub fn subject(self) -> (SubjectKind, String) {
        match self {
            Self::Guest(id) => (SubjectKind::Invitation, id.to_string()),
            Self::LinkGuest(id) => (SubjectKind::LinkGuest, id.to_string()),
            Self::Person(id) => (SubjectKind::Person, id.to_string()),
        }
    }
}

/// A guest who is not erased: somebody who was invited, or has come by a guest link.
#[derive(Clone, Debug)]
pub struct KeptGuest {
    pub whose: Whose,
    pub room: RoomId,
    pub name: PersonName,
    pub email: EmailAddress,
    pub stay: GuestStay,
}

/// Guests who are not erased and meet a condition.
macro_rules! guests_where {
    ($condition:literal) => {
        concat!(
            "select id as invitation_id, null as link_guest_id, room_id, first_name, last_name, email, over_at,
                 expires_at, (select count(*) from participant
                     where participant.room_id = invitation.room_id and participant.invitation_id = invitation.id
                         and participant.state = 'inside') as is_inside
             from invitation where erased_at is null and ",
            $condition,
            " union all
             select null, id, room_id, first_name, last_name, email, over_at, null,
                 (select count(*) from participant
                     where participant.room_id = link_guest.room_id and participant.link_guest_id = link_guest.id
                         and participant.state = 'inside')
             from link_guest where erased_at is null and ",
            $condition,
            " order by room_id, email"
        )
    };
}

/// SQL: whether a row of `participant` or `waiting` is that of somebody, `$1`. Guests are found by their room, with which
/// the keys of these tables begin.
macro_rules! is_theirs {
    (guest) => {
        "room_id = (select room_id from invitation where id = $1) and invitation_id = $1"
    };
    (link guest) => {
        "room_id = (select room_id from link_guest where id = $1) and link_guest_id = $1"
    };
    (person) => {
        "person_id = $1"
    };
}

/// SQL: gives somebody, `$1`, another name in a table: an invited guest, one by a guest link, somebody of the site.
macro_rules! renaming {
    ($table:literal, $participant:literal) => {
        [
            renaming!($table, $participant, guest),
            renaming!($table, $participant, link guest),
            renaming!($table, $participant, person),
        ]
    };
    ($table:literal, $participant:literal, $($whose:ident)+) => {
        concat!(
            "update ",
            $table,
            " set first_name = $2, last_name = $3 where ",
            $participant,
            " in (select id from participant where ",
            is_theirs!($($whose)+),
            ")"
        )
    };
}

/// Wherever a name stands beside what somebody did. Done for many in one transaction, while their room is held, so each
/// of these goes by an index.
pub static RENAMING: [[&str; 3]; 5] = [
    renaming!("participant", "id"),
    renaming!("message", "participant_id"),
    renaming!("question", "participant_id"),
    renaming!("question_answer", "participant_id"),
    renaming!("interaction", "participant_id"),
];

/// The guests with an address, in the order of their rooms.
pub async fn list_guests(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<Vec<KeptGuest>, DbError> {
    let rows = connection.fetch_all(guests_where!("email = $1"), values![email]).await?;
    rows.iter().map(read_guest).collect()
}

/// The other addresses that the rules of this site take for the same person and of which something is kept.
pub async fn list_same_person(
    connection: &mut Connection,
    address: &EmailAddress,
) -> Result<BTreeSet<EmailAddress>, DbError> {
    let rules = settings::load(connection).await?;
    let PersonAddresses { exact, plain, from, to, at_domain } = rules.addresses_of(address);
    if from.is_empty() {
        return Ok(BTreeSet::new());
    }
    // In lists and files they stand as given.
    let tagged = format!("{}%{}", escaped(&from), escaped(&at_domain));
    let mut rows = connection
        .fetch_all(
            concat!(
                "select email from person where ",
                is_address_of!("email", "$1", "$2", "$3", "$4", "$5"),
                " union select email from invitation where ",
                is_address_of!("email", "$1", "$2", "$3", "$4", "$5"),
                " union select email from link_guest where ",
                is_address_of!("email", "$1", "$2", "$3", "$4", "$5")
            ),
            values![&exact, &plain, from, to, at_domain],
        )
        .await?;
    for sql in [
        "select distinct email from invite_row where lower(email) = $1 or lower(email) like $2 escape '\\'",
        "select distinct email from people_import_row where lower(email) = $1 or lower(email) like $2 escape '\\'",
    ] {
        rows.extend(connection.fetch_all(sql, values![&plain, &tagged]).await?);
    }
    let mut others = BTreeSet::new();
    for row in &rows {
        let found = idn::parse_address(&row.text("email")?).ok();
        others.extend(found.filter(|found| *found != *address && rules.are_same_person(found, address)));
    }
    Ok(others)
}

/// The guests of a room.
pub async fn list_kept(connection: &mut Connection, room: RoomId) -> Result<Vec<KeptGuest>, DbError> {
    let rows = connection.fetch_all(guests_where!("room_id = $1"), values![room]).await?;
    rows.iter().map(read_guest).collect()
}

/// One of them, as they stand by now.
pub async fn find_kept(connection: &mut Connection, whose: Whose) -> Result<Option<KeptGuest>, DbError> {
    let (_, id) = whose.subject();
    let row = connection.fetch_optional(guests_where!("id = $1"), values![id]).await?;
    row.as_ref().map(read_guest).transpose()
}

fn read_guest(row: &Row) -> Result<KeptGuest, DbError> {
    let whose = match row.optional_parse("invitation_id")? {
        Some(invitation) => Whose::Guest(invitation),
        None => Whose::LinkGuest(row.parse("link_guest_id")?),
    };
    let stay = GuestStay {
        over_at: row.optional_time("over_at")?,
        expires_at: row.optional_time("expires_at")?,
        is_inside: row.int("is_inside")? > 0,
    };
    Ok(KeptGuest { whose, room: row.parse("room_id")?, name: name(row)?, email: row.parse("email")?, stay })
}

/// Rooms with guests whose turn may have come: whose session was to end, or has ended, by then, or who have been unable
/// to come in since then.
pub async fn list_over(connection: &mut Connection, by: Timestamp) -> Result<Vec<RoomId>, DbError> {
    let rows = connection
        .fetch_all(
            "select room.id from room where (room.ends_at <= $1 or room.ended_at <= $1)
                 and (exists (select 1 from invitation
                         where invitation.room_id = room.id and invitation.erased_at is null)
                     or exists (select 1 from link_guest
                         where link_guest.room_id = room.id and link_guest.erased_at is null))
             union select room_id from link_guest where over_at <= $1 and erased_at is null
             union select room_id from invitation where over_at <= $1 and erased_at is null
             union select room_id from invitation where expires_at <= $1 and erased_at is null
             order by 1",
            values![by],
        )
        .await?;
    rows.iter().map(|row| row.parse("id")).collect()
}

/// Whom a guest or a person has been inside rooms.
pub async fn list_participants(
    connection: &mut Connection,
    of: Whose,
) -> Result<Vec<(ParticipantId, RoomId, PersonName)>, DbError> {
    let (sql, id): (_, Value) = match of {
        Whose::Guest(id) => (concat!("select * from participant where ", is_theirs!(guest)), id.into()),
        Whose::LinkGuest(id) => {
            (concat!("select * from participant where ", is_theirs!(link guest)), id.into())
        }
        Whose::Person(id) => (concat!("select * from participant where ", is_theirs!(person)), id.into()),
    };
    let rows = connection.fetch_all(sql, vec![id]).await?;
    rows.iter().map(|row| Ok((row.parse("id")?, row.parse("room_id")?, name(row)?))).collect()
}

/// Rooms that somebody of the site hosts.
pub async fn list_hosted(connection: &mut Connection, person: PersonId) -> Result<Vec<RoomId>, DbError> {
    let rows =
        connection.fetch_all("select room_id from room_host where person_id = $1", values![person]).await?;
    rows.iter().map(|row| row.parse("room_id")).collect()
}

/// Names that others bear: people of the site who are called like one of these, and whoever else was invited to a room.
pub async fn list_names_of_others(
    connection: &mut Connection,
    room: RoomId,
    email: &EmailAddress,
    names: impl IntoIterator<Item = &PersonName>,
) -> Result<Vec<PersonName>, DbError> {
    let mut others = Vec::new();
    for theirs in names {
        let rows = connection
            .fetch_all(
                "select first_name, last_name from person where first_last_key = $1 and email <> $2",
                values![name_keys(theirs).0, email],
            )
            .await?;
        others.extend(rows);
    }
    let rows = connection
        .fetch_all(
            "select distinct first_name, last_name from invitation
             where room_id = $1 and email <> $2 and erased_at is null",
            values![room, email],
        )
        .await?;
    others.extend(rows);
    others.iter().map(name).collect()
}

/// What a guest, or the address before it was corrected, has been called besides.
pub async fn list_former(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<(HashSet<PersonName>, HashSet<String>), DbError> {
    let (mut names, mut addresses) = (HashSet::new(), HashSet::new());
    let rows = connection
        .fetch_all(
            "select email, first_name, last_name from invite_row where invitation_id = $1",
            values![invitation],
        )
        .await?;
    for row in &rows {
        names.extend(name(row).ok());
        addresses.insert(row.text("email")?.trim().to_owned());
    }
    let rows = connection
        .fetch_all(
            "select personal from audit_entry where subject_id = $1 and personal <> ''",
            values![invitation],
        )
        .await?;
    for row in &rows {
        for change in row.json::<Vec<Change>>("personal")? {
            let field = change.field();
            for value in [change.before, change.after].into_iter().flatten() {
                match (field, value) {
                    (Some(AuditField::Address), AuditValue::Text(text)) => drop(addresses.insert(text)),
                    (Some(AuditField::Name), AuditValue::Text(text)) => {
                        let parts = text.split_once(' ');
                        names.extend(parts.and_then(|(first, last)| PersonName::parse(first, last).ok()));
                    }
                    _ => {}
                }
            }
        }
    }
    addresses.remove("");
    Ok((names, addresses))
}

/// The mails about an invitation.
pub async fn list_mails(
    connection: &mut Connection,
    invitation: InvitationId,
) -> Result<Vec<String>, DbError> {
    let rows =
        connection.fetch_all("select id from mail where invitation_id = $1", values![invitation]).await?;
    rows.iter().map(|row| row.text("id")).collect()
}

/// Blanks the rows of a guest. Those that only say how the link was used go.
pub async fn erase_guest(connection: &mut Connection, whose: Whose, now: Timestamp) -> Result<(), DbError> {
    match whose {
        Whose::Guest(invitation) => erase_invited(connection, invitation, now).await,
        Whose::LinkGuest(guest) => erase_link_guest(connection, guest, now).await,
        // People of the site are nobody's guests.
        Whose::Person(_) => Ok(()),
    }
}

async fn erase_invited(
    connection: &mut Connection,
    invitation: InvitationId,
    now: Timestamp,
) -> Result<(), DbError> {
    for sql in [
        "delete from claimed_device where invitation_id = $1",
        "delete from mailed_code where invitation_id = $1",
        "delete from mail where invitation_id = $1",
        "delete from refused_try where invitation_id = $1",
        concat!("delete from waiting where ", is_theirs!(guest)),
        "update invite_row set email = '', first_name = '', last_name = '', problem = null where invitation_id = $1",
        "update audit_entry set subject = '', subject_key = '', personal = ''
         where subject_id = $1 and subject_kind = 'invitation'",
        "update audit_entry set address = '', device = ''
         where subject_id = $1 and subject_kind = 'invitation' and actor_kind in ('guest', 'visitor')",
        "update audit_entry set actor = '', actor_key = '', address = '', device = ''
         where actor_id = $1 and actor_kind = 'guest'",
    ] {
        connection.execute(sql, values![invitation]).await?;
    }
    let former = former_guest();
    rename(connection, Whose::Guest(invitation), &former).await?;
    connection
        .execute(
            "update invitation set email = $2, first_name = $3, last_name = $4, nonce = $5, erased_at = $6,
                 generation = generation + 1, wrong_tries = 0, locked_until = null,
                 link_requested_at = null, declined_at = null
             where id = $1",
            values![
                invitation,
                erased_address(invitation),
                former.first(),
                former.last(),
                secrets::nonce(),
                now
            ],
        )
        .await?;
    Ok(())
}

/// The device is forgotten, too: whoever comes by a guest link with it again is somebody new.
async fn erase_link_guest(
    connection: &mut Connection,
    guest: LinkGuestId,
    now: Timestamp,
) -> Result<(), DbError> {
    for sql in [
        concat!("delete from waiting where ", is_theirs!(link guest)),
        "update audit_entry set subject = '', subject_key = '', personal = ''
         where subject_id = $1 and subject_kind = 'link_guest'",
        "update audit_entry set actor = '', actor_key = '', address = '', device = ''
         where actor_id = $1 and actor_kind = 'guest'",
    ] {
        connection.execute(sql, values![guest]).await?;
    }
    let former = former_guest();
    rename(connection, Whose::LinkGuest(guest), &former).await?;
    connection
        .execute(
            "update link_guest set email = $2, first_name = $3, last_name = $4, device_hash = '', user_agent = '',
                 is_over = 1, erased_at = $5
             where id = $1",
            values![guest, erased_address(guest), former.first(), former.last(), now],
        )
        .await?;
    Ok(())
}

/// Somebody can sign in no more.
pub async fn deactivate(connection: &mut Connection, person: PersonId) -> Result<(), DbError> {
    connection
        .execute_one("update person set active = 0, version = version + 1 where id = $1", values![person])
        .await
}

/// Blanks the row of somebody of the site, who cannot sign in any more.
pub async fn erase_person(connection: &mut Connection, person: PersonId) -> Result<(), DbError> {
    for sql in [
        "delete from sign_in where person_id = $1",
        "delete from waiting where person_id = $1",
        "delete from password_link where person_id = $1",
        "delete from person_group_member where person_id = $1",
        "update people_import_row set email = '', first_name = '', last_name = ''
         where email = (select email from person where id = $1)",
        "update audit_entry set subject = '', subject_key = '', personal = ''
         where subject_id = $1 and subject_kind = 'person'",
        "update audit_entry set address = '', device = ''
         where subject_id = $1 and subject_kind = 'person' and actor_kind = 'visitor'",
        "update audit_entry set actor = '', actor_key = '', address = '', device = ''
         where actor_id = $1 and actor_kind = 'person'",
    ] {
        connection.execute(sql, values![person]).await?;
    }
    let former = former_person();
    rename(connection, Whose::Person(person), &former).await?;
    let (first_last, last_first) = name_keys(&former);
    connection
        .execute_one(
            "update person set email = $2, first_name = $3, last_name = $4, first_last_key = $5, last_first_key = $6,
                 password_hash = null, active = 0, version = version + 1
             where id = $1",
            values![
                person,
                erased_address(person),
                former.first(),
                former.last(),
                first_last,
                last_first
            ],
        )
        .await
}

/// Their name wherever it stands beside what they did.
async fn rename(connection: &mut Connection, of: Whose, former: &PersonName) -> Result<(), DbError> {
    let (place, id): (usize, Value) = match of {
        Whose::Guest(id) => (0, id.into()),
        Whose::LinkGuest(id) => (1, id.into()),
        Whose::Person(id) => (2, id.into()),
    };
    for sql in &RENAMING {
        let mut values = vec![id.clone()];
        values.extend(values![former.first(), former.last()]);
        connection.execute(sql[place], values).await?;
    }
    Ok(())
}

/// A row of a list or of an import as it was given.
pub struct GivenAddress {
    from: Given,
    list: String,
    place: i64,
    pub email: String,
    pub names: String,
}

#[derive(Clone, Copy, Debug)]
enum Given {
    Invited,
    Imported,
}

/// Rows of lists and of imports in which the part before an address's @ stands.
pub async fn list_rows_like(
    connection: &mut Connection,
    email: &EmailAddress,
) -> Result<Vec<GivenAddress>, DbError> {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let pattern = format!("%{}%", escaped(local));
    let mut given = Vec::new();
    for (from, sql) in [
        (
            Given::Invited,
            "select batch_id as list, position as place, email, first_name, last_name from invite_row
             where lower(email) like $1 escape '\\' or lower(first_name) like $1 escape '\\'
                 or lower(last_name) like $1 escape '\\'",
        ),
        (
            Given::Imported,
            "select import_id as list, line as place, email, first_name, last_name from people_import_row
             where lower(email) like $1 escape '\\' or lower(first_name) like $1 escape '\\'
                 or lower(last_name) like $1 escape '\\'",
        ),
    ] {
        for row in &connection.fetch_all(sql, values![&pattern]).await? {
            given.push(GivenAddress {
                from,
                list: row.text("list")?,
                place: row.int("place")?,
                email: row.text("email")?,
                names: format!("{} {}", row.text("first_name")?, row.text("last_name")?),
            });
        }
    }
    Ok(given)
}

pub async fn erase_row(connection: &mut Connection, row: &GivenAddress) -> Result<(), DbError> {
    let sql = match row.from {
        Given::Invited => {
            "update invite_row set email = '', first_name = '', last_name = '', problem = null
             where batch_id = $1 and position = $2"
        }
        Given::Imported => {
            "update people_import_row set email = '', first_name = '', last_name = ''
             where import_id = $1 and line = $2"
        }
    };
    connection.execute(sql, values![&row.list, row.place]).await?;
    Ok(())
}

/// Forgets what files of people that are still arriving have of a row that is not whole yet.
pub async fn erase_unread(connection: &mut Connection, traces: &Traces) -> Result<(), DbError> {
    let rows =
        connection.fetch_all("select id, unread from people_import where unread <> ''", values![]).await?;
    for row in &rows {
        if traces.are_in(&row.text("unread")?) {
            let import = row.text("id")?;
            connection.execute("update people_import set unread = '' where id = $1", values![import]).await?;
        }
    }
    Ok(())
}

/// Blanks the rows of all lists of a room, also of those who were never invited.
pub async fn erase_rows_of(connection: &mut Connection, room: RoomId) -> Result<(), DbError> {
    connection
        .execute(
            "update invite_row set email = '', first_name = '', last_name = '', problem = null
             where email <> '' and batch_id in (select id from invite_batch where room_id = $1)",
            values![room],
        )
        .await?;
    Ok(())
}

/// Blanks the rows of those who were never invited, in the lists that ended before a run of the room did.
pub async fn erase_failed_rows_of(
    connection: &mut Connection,
    room: RoomId,
    over_at: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute(
            "update invite_row set email = '', first_name = '', last_name = '', problem = null
             where email <> '' and invitation_id is null and batch_id in (
                 select id from invite_batch where room_id = $1 and ended_at <= $2)",
            values![room, over_at],
        )
        .await?;
    Ok(())
}

/// Whether one of these is inside a room now.
pub async fn is_inside(connection: &mut Connection, email: &EmailAddress) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional(
            "select id from participant
             where state = 'inside' and (invitation_id in (select id from invitation where email = $1)
                 or link_guest_id in (select id from link_guest where email = $1)
                 or person_id in (select id from person where email = $1)) limit 1",
            values![email],
        )
        .await?;
    Ok(row.is_some())
}

const OVERWRITE_DUE: &str = "overwrite_due";

/// What has been deleted is to be overwritten on disk, too. Each mark is another one, so that whoever has overwritten
/// what an earlier one was about does not delete this one. Goes last in a transaction: two that erase meet in this row.
pub async fn note_overwrite_due(connection: &mut Connection) -> Result<(), DbError> {
    connection
        .execute(
            "insert into setting (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
            values![OVERWRITE_DUE, secrets::nonce()],
        )
        .await?;
    Ok(())
}

/// The mark, when there is something to be overwritten.
pub async fn find_overwrite_due(connection: &mut Connection) -> Result<Option<String>, DbError> {
    let row = connection
        .fetch_optional("select value from setting where name = $1", values![OVERWRITE_DUE])
        .await?;
    row.map(|row| row.text("value")).transpose()
}

/// All that this mark is about has been overwritten; false when somebody has been erased since it was read.
pub async fn forget_overwrite_due(connection: &mut Connection, mark: &str) -> Result<bool, DbError> {
    let deleted = connection
        .execute("delete from setting where name = $1 and value = $2", values![OVERWRITE_DUE, mark])
        .await?;
    Ok(deleted == 1)
}

/// Whether a session runs, so that nothing may hold the database for long.
pub async fn is_session_open(connection: &mut Connection) -> Result<bool, DbError> {
    let row = connection
        .fetch_optional(
            "select id from room where session_state = 'open' and deleted_at is null limit 1",
            values![],
        )
        .await?;
    Ok(row.is_some())
}
