//! Lists before they are sent: what stands in them, and what the room knows of it.

use std::collections::HashMap;

use app::backend::Caller;
use app::invitation::many::api::{KnownRow, Standing};
use domain::invitation::InvitationState;
use domain::invite_many::{BatchState, GivenRow, ReadRow, RowState};
use domain::{BatchId, EmailAddress, Role, RoomId};

use super::service::{may_invite_to, require_room_of};
use super::{queries, text};
use crate::account::service::{require_signed_in, require_writer};
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::invitation;
use crate::people::idn::parse_address;
use crate::settings;
use crate::site::Site;

/// Understands a pasted list or a file. Writes nothing, but counts as a write: it costs as much.
pub async fn read(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    pasted: String,
    usual: Role,
) -> Outcome<Vec<KnownRow>> {
    let me = require_writer(site, caller).await?;
    may_invite_to(&mut site.db.read().await?, &me, room).await?;
    // Ten thousand addresses keep a thread for a moment; others are answered meanwhile.
    let reading = tokio::task::spawn_blocking(move || text::read(&pasted, usual));
    let rows = reading.await.map_err(|error| Failure::Internal(error.into()))??;
    with_standing(&mut site.db.read().await?, room, rows).await
}

/// The rows of a list that have failed and, once it is cancelled, those that were left.
pub async fn uninvited(site: &Site, caller: &Caller, batch: BatchId) -> Outcome<Vec<KnownRow>> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    let room = require_room_of(&mut connection, batch).await?;
    may_invite_to(&mut connection, &me, room).await?;
    let mut rows = queries::list_rows(&mut connection, batch, Some(RowState::Failed), None, i64::MAX).await?;
    let stored = queries::find(&mut connection, batch).await?;
    if stored.is_some_and(|stored| stored.state == BatchState::Cancelled) {
        rows.extend(
            queries::list_rows(&mut connection, batch, Some(RowState::Waiting), None, i64::MAX).await?,
        );
        rows.sort_by_key(|row| row.position);
    }
    let rows = rows.into_iter().map(|stored| ReadRow { given: stored.given, is_name_guessed: false });
    with_standing(&mut connection, room, rows.collect()).await
}

async fn with_standing(
    connection: &mut Connection,
    room: RoomId,
    rows: Vec<ReadRow>,
) -> Outcome<Vec<KnownRow>> {
    let settings = settings::load(connection).await?;
    let invited = invitation::queries::list(connection, room).await?;
    let invited: HashMap<EmailAddress, _> = invited
        .into_iter()
        .map(|stored| (settings.person_of(&stored.invitation.email), stored.invitation))
        .collect();
    let known = |mut row: ReadRow| {
        let address = parse_address(&row.given.email).ok();
        let is_blocked = address.as_ref().is_some_and(|address| !settings.accepts(address));
        let there = address.as_ref().and_then(|address| invited.get(&settings.person_of(address)));
        let standing = match there {
            _ if is_blocked => Standing::Blocked,
            None => Standing::New,
            Some(there) if there.state == InvitationState::Removed => Standing::Removed,
            Some(there) => Standing::Invited { name: there.name.clone(), role: there.role },
        };
        // What they are called is known better than any guess.
        if let Some(there) = there.filter(|_| row.is_name_guessed) {
            let GivenRow { email, role, .. } = row.given;
            let (first, last) = (there.name.first().to_owned(), there.name.last().to_owned());
            row = ReadRow { given: GivenRow { email, first, last, role }, is_name_guessed: false };
        }
        KnownRow { row, standing }
    };
    Ok(rows.into_iter().map(known).collect())
}
