//! Sends a file, part by part. A part that gets no answer is sent again; it counts once.

use domain::people::import::CHUNK;
use domain::text_file::decode;
use domain::{GroupId, ImportId};
use leptos::prelude::*;

use super::api::{FilePart, ImportOrder, add_part, begin_import};
use crate::browser::random::random_bits;
use crate::browser::timers::retry;
use crate::error::AppError;
use domain::invite_many::IfKnown;

/// A file that has been chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenFile {
    pub name: String,
    pub octets: Vec<u8>,
}

/// Sends a file, whose rows are looked at on the way; `sent` follows in hundredths. Answers its id.
///
/// # Errors
/// What the server says, or that it cannot be reached. Nothing is imported in any case.
pub async fn send(
    file: ChosenFile,
    if_known: IfKnown,
    group: Option<GroupId>,
    sent: RwSignal<Option<usize>>,
) -> Result<ImportId, AppError> {
    let id = ImportId::from_bits(random_bits());
    let order = ImportOrder { id, file_name: file.name, if_known, group };
    until_answered(async || begin_import(order.clone()).await).await?;
    // One kind of line end: no part ends within another.
    let text = decode(&file.octets).replace("\r\n", "\n").replace('\r', "\n");
    let mut rest = text.as_str();
    let mut place = 0;
    loop {
        let (part, after) = rest.split_at(end_of_part(rest));
        let part = FilePart { place, text: part.to_owned(), is_last: after.is_empty() };
        until_answered(async || add_part(id, part.clone()).await).await?;
        rest = after;
        place += 1;
        sent.try_set(Some(100 - rest.len() * 100 / text.len().max(1)));
        if rest.is_empty() {
            return Ok(id);
        }
    }
}

/// Where a part ends: never within a letter.
fn end_of_part(text: &str) -> usize {
    let mut end = text.len().min(CHUNK);
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// Asks once more when nobody has answered: that may have been the network, or a server that starts anew.
async fn until_answered(mut ask: impl AsyncFnMut() -> Result<(), AppError>) -> Result<(), AppError> {
    let answer = retry(async || match ask().await {
        Err(AppError::Unreachable | AppError::NotSaved) => None,
        answer => Some(answer),
    });
    answer.await.unwrap_or(Err(AppError::Unreachable))
}
