//! What a change of the settings would do, as things are on the site.

use domain::invite_limit::COUNTED_FOR;
use domain::settings::{AtStake, SettingsEffect, effects};
use domain::{Settings, Timestamp};

use super::queries;
use crate::db::{Connection, DbError};
use crate::invitation::queries as invitations;
use crate::privacy;

/// What changing `before` into `after` does. Reads only.
pub async fn weigh(
    connection: &mut Connection,
    before: &Settings,
    after: &Settings,
    mails_leave: bool,
    now: Timestamp,
) -> Result<Vec<SettingsEffect>, DbError> {
    let since = now.before(COUNTED_FOR);
    let due_before = privacy::job::list_due(connection, before, now).await?;
    let due = privacy::job::list_due(connection, after, now).await?;
    // A room that is planned again may lose the guests of one more of its sessions.
    let more = due.iter().filter(|room| !due_before.contains(room)).count();
    let stake = AtStake {
        links: invitations::list_out(connection, now).await?,
        places: queries::list_places(connection).await?,
        inside: queries::list_inside(connection).await?,
        given_by_hosts: queries::list_given_by_hosts(connection, since).await?,
        given_in_rooms: queries::list_given_in_rooms(connection, since).await?,
        mails_leave,
        sessions_due: u32::try_from(more).unwrap_or(u32::MAX),
    };
    Ok(effects(before, after, &stake))
}
