//! Files of people: sending one, what it would do, carrying it out, and what has become of it.

use domain::invite_many::IfKnown;
use domain::people::import::{Counts, ImportState, RowProblem, RowState, WrittenRow};
use domain::{GroupId, ImportId, PersonName, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// A file that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportOrder {
    /// The browser's own: a file that is sent twice is one.
    pub id: ImportId,
    pub file_name: String,
    pub if_known: IfKnown,
    /// Everybody of the file is put into it.
    pub group: Option<GroupId>,
}

/// A file as administrators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    pub id: ImportId,
    pub file_name: String,
    pub state: ImportState,
    pub if_known: IfKnown,
    /// The group everybody is put into, while there is one.
    pub group: Option<String>,
    /// Who has sent it, while they are in the directory.
    pub by: Option<PersonName>,
    pub counts: Counts,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// One row, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The line on which it begins, from 1.
    pub line: u32,
    pub written: WrittenRow,
    pub state: RowState,
    pub problem: Option<RowProblem>,
}

/// Some rows of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRows {
    pub rows: Vec<ImportRow>,
    pub has_more: bool,
}

/// A part of a file's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePart {
    /// From 0.
    pub place: u32,
    pub text: String,
    pub is_last: bool,
}

/// Begins to send a file. Repeating it changes nothing.
#[server(endpoint = "people/import/begin", input = Json)]
pub async fn begin_import(order: ImportOrder) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.begin_import(&caller, order).await).await
}

/// Sends a part of the text, one after the other; its rows are looked at. Repeating it changes nothing.
#[server(endpoint = "people/import/add", input = Json)]
pub async fn add_part(import: ImportId, part: FilePart) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.add_part(&caller, import, part).await).await
}

/// Puts the people of a file that has been looked at into the directory, from now on.
#[server(endpoint = "people/import/apply", input = Json)]
pub async fn apply_import(import: ImportId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.apply_import(&caller, import).await).await
}

/// Drops a file, or stops it. What has been done by then stays.
#[server(endpoint = "people/import/cancel", input = Json)]
pub async fn cancel_import(import: ImportId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.cancel_import(&caller, import).await).await
}

/// The files of late, the latest first. Reads only, as the two below.
#[server(endpoint = "people/import/list", input = Json)]
pub async fn list_imports() -> Result<Vec<ImportSummary>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_imports(&caller).await).await
}

#[server(endpoint = "people/import/find", input = Json)]
pub async fn find_import(import: ImportId) -> Result<ImportSummary, AppError> {
    crate::backend::call(async |backend, caller| backend.find_import(&caller, import).await).await
}

/// The rows after the line `after`, or from the beginning; only those that are in `state`, if one is named.
#[server(endpoint = "people/import/rows", input = Json)]
pub async fn list_import_rows(
    import: ImportId,
    state: Option<RowState>,
    after: Option<u32>,
) -> Result<ImportRows, AppError> {
    crate::backend::call(async |backend, caller| {
        backend.list_import_rows(&caller, import, state, after).await
    })
    .await
}
