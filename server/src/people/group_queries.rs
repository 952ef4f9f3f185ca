//! SQL of groups.

use app::people::api::GroupSummary;
use domain::people::group::GroupName;
use domain::{GroupId, PersonId, Timestamp};

use crate::db::{Connection, DbError, Row};
use crate::values;

/// All groups, by name.
pub async fn list(connection: &mut Connection) -> Result<Vec<GroupSummary>, DbError> {
    let rows = connection
        .fetch_all(
            "select person_group.id, person_group.name,
                (select count(*) from person_group_member where group_id = person_group.id) as members
             from person_group order by name_key",
            vec![],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn find(connection: &mut Connection, group: GroupId) -> Result<Option<GroupSummary>, DbError> {
    let row = connection
        .fetch_optional(
            "select person_group.id, person_group.name,
                (select count(*) from person_group_member where group_id = person_group.id) as members
             from person_group where id = $1",
            values![group],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<GroupSummary, DbError> {
    Ok(GroupSummary { id: row.parse("id")?, name: row.parse("name")?, members: row.small("members")? })
}

/// The groups that somebody is in.
pub async fn list_of(connection: &mut Connection, person: PersonId) -> Result<Vec<GroupId>, DbError> {
    let rows = connection
        .fetch_all(
            "select group_id from person_group_member where person_id = $1 order by group_id",
            values![person],
        )
        .await?;
    rows.iter().map(|row| row.parse("group_id")).collect()
}

pub async fn count(connection: &mut Connection) -> Result<u32, DbError> {
    let row = connection.fetch_optional("select count(*) as found from person_group", vec![]).await?;
    row.map_or(Ok(0), |row| row.small("found"))
}

pub async fn insert(
    connection: &mut Connection,
    group: GroupId,
    name: &GroupName,
    now: Timestamp,
) -> Result<(), DbError> {
    connection
        .execute_one(
            "insert into person_group (id, name, name_key, created_at) values ($1, $2, $3, $4)",
            values![group, name.as_str(), name.key(), now],
        )
        .await
}

pub async fn rename(connection: &mut Connection, group: GroupId, name: &GroupName) -> Result<bool, DbError> {
    let renamed = connection
        .execute(
            "update person_group set name = $2, name_key = $3 where id = $1",
            values![group, name.as_str(), name.key()],
        )
        .await?;
    Ok(renamed == 1)
}

pub async fn delete(connection: &mut Connection, group: GroupId) -> Result<bool, DbError> {
    Ok(connection.execute("delete from person_group where id = $1", values![group]).await? == 1)
}

/// Answers whether they were not in it.
pub async fn insert_member(
    connection: &mut Connection,
    group: GroupId,
    person: PersonId,
) -> Result<bool, DbError> {
    let inserted = connection
        .execute(
            "insert into person_group_member (group_id, person_id) values ($1, $2) on conflict do nothing",
            values![group, person],
        )
        .await?;
    Ok(inserted == 1)
}

/// Answers whether they were in it.
pub async fn delete_member(
    connection: &mut Connection,
    group: GroupId,
    person: PersonId,
) -> Result<bool, DbError> {
    let deleted = connection
        .execute(
            "delete from person_group_member where group_id = $1 and person_id = $2",
            values![group, person],
        )
        .await?;
    Ok(deleted == 1)
}
