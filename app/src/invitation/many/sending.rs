//! Sends the rows on screen, chunk by chunk. A chunk that gets no answer is sent again; it counts once.

use domain::invite_many::{GivenRow, IfKnown, MAX_CHUNK};
use domain::{BatchId, Language, RoomId};
use leptos::prelude::*;

use super::api::{BatchOrder, add_rows, begin_batch, start_batch};
use crate::browser::random::random_bits;
use crate::browser::timers::retry;
use crate::error::AppError;

/// How a list is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct How {
    pub send_mail: bool,
    pub language: Option<Language>,
    pub if_known: IfKnown,
}

/// Sends a list and starts it; `sent` follows. Answers its id.
///
/// # Errors
/// What the server says, or that it cannot be reached. Nobody is invited then.
pub async fn send(
    room: RoomId,
    rows: Vec<GivenRow>,
    how: How,
    sent: RwSignal<Option<usize>>,
) -> Result<BatchId, AppError> {
    let id = BatchId::from_bits(random_bits());
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let How { send_mail, language, if_known } = how;
    let order = BatchOrder { id, room, send_mail, language, if_known, total };
    until_answered(async || begin_batch(order.clone()).await).await?;
    let mut from = 0;
    for chunk in rows.chunks(MAX_CHUNK) {
        until_answered(async || add_rows(id, from, chunk.to_vec()).await).await?;
        from = from.saturating_add(u32::try_from(chunk.len()).unwrap_or(u32::MAX));
        sent.try_set(Some(from as usize));
    }
    until_answered(async || start_batch(id).await).await?;
    Ok(id)
}

/// Asks once more when nobody has answered: that may have been the network, or a server that starts anew.
async fn until_answered(mut ask: impl AsyncFnMut() -> Result<(), AppError>) -> Result<(), AppError> {
    let answer = retry(async || match ask().await {
        Err(AppError::Unreachable | AppError::NotSaved) => None,
        answer => Some(answer),
    });
    answer.await.unwrap_or(Err(AppError::Unreachable))
}
