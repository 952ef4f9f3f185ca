//! What hosts learn of a session afterwards.

use domain::RoomId;
use domain::Timestamp;
use domain::chat::Message;
use domain::interaction::{Choices, Content, Tally};
use domain::live::{Author, Sequence};
use domain::question::Question;
use domain::report::{Attendance, Invited, Run};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// The report of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPage {
    pub room: RoomId,
    pub title: String,
    /// The newest first; empty when the room has never been open.
    pub runs: Vec<Run>,
    /// What the chosen run was like; `None` when there is none.
    pub run: Option<RunReport>,
    pub server_now: Timestamp,
}

/// One run of a room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReport {
    pub attendance: Attendance,
    /// Who was invited and did not come.
    pub absent: Vec<Invited>,
    pub transcript: Transcript,
    /// All of them, private and dismissed ones too, with all their answers; in the order they were asked.
    pub questions: Vec<Question>,
    /// In the order they were published.
    pub interactions: Vec<InteractionReport>,
}

/// A part of the chat: never of the backchannel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// In the order they were posted; deleted ones are left out.
    pub messages: Vec<Message>,
    /// How many there are, with those that are not here.
    pub all: u32,
    pub has_more: bool,
}

/// An interaction with its result. Who answered what is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InteractionReport {
    pub number: Sequence,
    pub content: Content,
    /// The right options of a quiz.
    pub right: Choices,
    pub author: Author,
    pub at: Timestamp,
    pub is_closed: bool,
    pub tally: Tally,
}

/// The report of a room's run, of its newest without a number, with the beginning of its chat. Reads only.
#[server(endpoint = "reports/find")]
pub async fn find_report(room: RoomId, run: Option<u32>) -> Result<ReportPage, AppError> {
    crate::backend::call(async |backend, caller| backend.find_report(&caller, room, run).await).await
}

/// The messages of a run's chat after this one. Reads only.
#[server(endpoint = "reports/messages")]
pub async fn list_report_messages(room: RoomId, run: u32, after: Sequence) -> Result<Transcript, AppError> {
    crate::backend::call(async |backend, caller| {
        backend.list_report_messages(&caller, room, run, after).await
    })
    .await
}
