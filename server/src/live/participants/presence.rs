//! Who has gone without a word.
//!
//! Presence is soft: a node notes which participants have a stream open on it, and whoever has had none on
//! any node for [`ABSENT_AFTER`] has left.

use std::time::Duration;

use futures::FutureExt;

use super::queries;
use super::service::left;
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::site::Site;

/// How long after their last open stream somebody counts as having left.
pub const ABSENT_AFTER: Duration = Duration::from_secs(20);

/// Notes who has a stream open on this node, and sees off those who have had none anywhere for a while.
/// Answers how many have left.
pub async fn follow_presence(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let present = site.hub.present();
    if !present.is_empty() {
        site.db
            .write(move |connection| {
                async move {
                    for participant in present {
                        queries::update_seen(connection, participant, now).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    let mut connection = site.db.read().await?;
    let unseen = queries::list_unseen(&mut connection, now.before(ABSENT_AFTER)).await?;
    drop(connection);
    let gone = unseen.len();
    for (room, participant) in unseen {
        site.db
            .write(move |connection| {
                async move {
                    events::lock_room(connection, room).await?;
                    // They may have come back since.
                    if queries::is_unseen(connection, participant, now.before(ABSENT_AFTER)).await? {
                        left(connection, room, participant, now).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    Ok(gone)
}
