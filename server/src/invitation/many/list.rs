//! Lists before they are sent: what stands in them, and what the room knows of it.

use std::collections::HashMap;

use app::backend::Caller;
use app::error::AppError;
use app::invitation::many::api::{KnownRow, Standing};
use domain::invitation::{Invitation, InvitationState};
use domain::invite_many::{BatchState, GivenRow, MAX_ROWS, ReadRow, RowState};
use domain::invite_policy::check_accepted;
use domain::{BatchId, EmailAddress, Role, RoomId, Settings};

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
    let known = Known::load(&mut site.db.read().await?, room).await?;
    Ok(rows.into_iter().map(|row| known.known_row(row)).collect())
}

/// How addresses stand to the room by now, each as it is typed. Counts as a write, too.
pub async fn standings(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    addresses: &[String],
) -> Outcome<Vec<Standing>> {
    let me = require_writer(site, caller).await?;
    if addresses.len() > MAX_ROWS {
        return Err(AppError::TooLarge.into());
    }
    let mut connection = site.db.read().await?;
    may_invite_to(&mut connection, &me, room).await?;
    let known = Known::load(&mut connection, room).await?;
    Ok(addresses.iter().map(|typed| known.standing_of(typed)).collect())
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
    let known = Known::load(&mut connection, room).await?;
    Ok(rows.map(|row| known.known_row(row)).collect())
}

/// What a room knows of addresses, under the settings of now.
struct Known {
    settings: Settings,
    /// By the address that stands for all of a person's.
    invited: HashMap<EmailAddress, Invitation>,
}

impl Known {
    async fn load(connection: &mut Connection, room: RoomId) -> Outcome<Self> {
        let settings = settings::load(connection).await?;
        let invited = invitation::queries::list(connection, room).await?;
        let invited = invited
            .into_iter()
            .map(|stored| (settings.person_of(&stored.invitation.email), stored.invitation))
            .collect();
        Ok(Self { settings, invited })
    }

    fn find(&self, typed: &str) -> Option<&Invitation> {
        let address = parse_address(typed).ok()?;
        self.invited.get(&self.settings.person_of(&address))
    }

    /// Who has no good address yet is new.
    fn standing_of(&self, typed: &str) -> Standing {
        let Ok(address) = parse_address(typed) else { return Standing::New };
        if let Err(denied) = check_accepted(&self.settings, &address) {
            return Standing::Blocked(denied);
        }
        match self.invited.get(&self.settings.person_of(&address)) {
            None => Standing::New,
            Some(there) if there.state == InvitationState::Removed => Standing::Removed,
            Some(there) => Standing::Invited { name: there.name.clone(), role: there.role },
        }
    }

    fn known_row(&self, row: ReadRow) -> KnownRow {
        let standing = self.standing_of(&row.given.email);
        KnownRow { row: self.with_known_name(row), standing }
    }

    /// What they are called is known better than any guess.
    fn with_known_name(&self, row: ReadRow) -> ReadRow {
        let there = self.find(&row.given.email).filter(|_| row.is_name_guessed);
        let Some(there) = there else { return row };
        let GivenRow { email, role, .. } = row.given;
        let (first, last) = (there.name.first().to_owned(), there.name.last().to_owned());
        ReadRow { given: GivenRow { email, first, last, role }, is_name_guessed: false }
    }
}
