//! Inviting a list of people: reading it, sending it, and what has become of it.

use domain::invite_many::{BatchState, Counts, GivenRow, IfKnown, Progress, ReadRow, RowProblem, RowState};
use domain::invite_policy::InviteDenied;
use domain::{BatchId, Language, PersonName, Role, RoomId, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// How the address of a row stands to the room now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    New,
    /// Has an invitation, with this name and type.
    Invited {
        name: PersonName,
        role: Role,
    },
    /// Had one, which a host has removed; it would come back.
    Removed,
    /// May not be invited, for this reason.
    Blocked(InviteDenied),
}

/// A row as read, and what the room knows of its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRow {
    pub row: ReadRow,
    pub standing: Standing,
}

/// A list that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchOrder {
    /// The browser's own: a list that is sent twice is one list.
    pub id: BatchId,
    pub room: RoomId,
    /// *Send link via email*.
    pub send_mail: bool,
    /// What all of them are written to in; `None` keeps what is there.
    #[serde(default)]
    pub language: Option<Language>,
    pub if_known: IfKnown,
    /// Its rows.
    pub total: u32,
}

/// A list as its room's hosts see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSummary {
    pub id: BatchId,
    pub state: BatchState,
    /// Who has sent it, while they are in the directory.
    pub by: Option<PersonName>,
    pub send_mail: bool,
    pub total: u32,
    pub counts: Counts,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

impl BatchSummary {
    pub const fn progress(&self) -> Progress {
        Progress {
            state: self.state,
            done: self.counts.done(),
            failed: self.counts.failed,
            total: self.total,
        }
    }
}

/// What has become of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowResult {
    /// From 0.
    pub position: u32,
    pub given: GivenRow,
    pub state: RowState,
    pub problem: Option<RowProblem>,
}

/// Some rows of a list, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    pub rows: Vec<RowResult>,
    pub has_more: bool,
}

/// Understands a pasted list or a file: the people in it, and what is known of each. Writes nothing.
#[server(endpoint = "invite-many/read", input = Json)]
pub async fn read_list(room: RoomId, text: String, role: Role) -> Result<Vec<KnownRow>, AppError> {
    crate::backend::call(async |backend, caller| backend.read_list(&caller, room, text, role).await).await
}

/// How addresses stand to the room by now, each as it is typed, in their order. Writes nothing.
#[server(endpoint = "invite-many/standings", input = Json)]
pub async fn find_standings(room: RoomId, addresses: Vec<String>) -> Result<Vec<Standing>, AppError> {
    crate::backend::call(async |backend, caller| backend.find_standings(&caller, room, addresses).await).await
}

/// Begins to send a list. Repeating it changes nothing.
#[server(endpoint = "invite-many/begin", input = Json)]
pub async fn begin_batch(order: BatchOrder) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.begin_batch(&caller, order).await).await
}

/// Sends the rows from the place `from` on, counted from 0. Repeating it changes nothing.
#[server(endpoint = "invite-many/add", input = Json)]
pub async fn add_rows(batch: BatchId, from: u32, rows: Vec<GivenRow>) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.add_rows(&caller, batch, from, rows).await).await
}

/// The list is whole: its people are invited from now on.
#[server(endpoint = "invite-many/start", input = Json)]
pub async fn start_batch(batch: BatchId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.start_batch(&caller, batch).await).await
}

/// Stops a list. What has been done by then stays.
#[server(endpoint = "invite-many/cancel", input = Json)]
pub async fn cancel_batch(batch: BatchId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.cancel_batch(&caller, batch).await).await
}

/// The lists of a room that are on their way or ended lately, the latest first.
#[server(endpoint = "invite-many/list", input = Json)]
pub async fn list_batches(room: RoomId) -> Result<Vec<BatchSummary>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_batches(&caller, room).await).await
}

/// How a list of this room stands.
#[server(endpoint = "invite-many/find", input = Json)]
pub async fn find_batch(room: RoomId, batch: BatchId) -> Result<BatchSummary, AppError> {
    crate::backend::call(async |backend, caller| backend.find_batch(&caller, room, batch).await).await
}

/// The rows of a list after the place `after`, counted from 0, or from its beginning; only those that have become `state`,
/// if one is named.
#[server(endpoint = "invite-many/results", input = Json)]
pub async fn list_results(
    batch: BatchId,
    state: Option<RowState>,
    after: Option<u32>,
) -> Result<Results, AppError> {
    crate::backend::call(async |backend, caller| backend.list_results(&caller, batch, state, after).await)
        .await
}

/// The rows of a list that has ended without inviting them, to be mended and sent again.
#[server(endpoint = "invite-many/uninvited", input = Json)]
pub async fn list_uninvited(batch: BatchId) -> Result<Vec<KnownRow>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_uninvited(&caller, batch).await).await
}
