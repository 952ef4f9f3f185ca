//! Who has gone from a door without a word.
//!
//! A waiting page keeps its place by its stream, as those inside keep theirs: who has had none on any node for
//! [`ABSENT_AFTER`] waits no more. A page that comes back knocks again.

use futures::FutureExt;

use super::queries::{self, StoredKnock};
use super::service::settle;
use crate::failure::{Failure, Outcome};
use crate::live::events;
use crate::live::participants::presence::ABSENT_AFTER;
use crate::site::Site;

/// Notes who waits with a stream open on this node, and forgets those who have had none anywhere for a while.
/// Answers how many were forgotten.
pub async fn follow_waiting(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let waiting = queries::list_all_waiting(&mut connection).await?;
    drop(connection);
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|knock| site.hub.is_outside(knock.room, knock.knocker));
    if !here.is_empty() {
        site.db
            .write(move |connection| {
                async move {
                    for knock in here {
                        queries::update_seen(connection, knock.room, knock.number, now).await?;
                    }
                    Ok::<_, Failure>(())
                }
                .boxed()
            })
            .await?;
    }
    let before = now.before(ABSENT_AFTER);
    let mut gone = 0;
    for knock in elsewhere.into_iter().filter(|knock| knock.seen_at < before) {
        gone += usize::from(see_off(site, knock).await?);
    }
    Ok(gone)
}

async fn see_off(site: &Site, knock: StoredKnock) -> Outcome<bool> {
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                events::lock_room(connection, knock.room).await?;
                // They may have come back or been answered since.
                let before = now.before(ABSENT_AFTER);
                let is_gone = queries::delete_unseen(connection, knock.room, knock.number, before).await?;
                if is_gone {
                    settle(connection, &knock, now).await?;
                }
                Ok::<_, Failure>(is_gone)
            }
            .boxed()
        })
        .await
}
