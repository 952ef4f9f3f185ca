//! Sends what is queued. A mail that cannot be sent holds up nothing but itself.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::routes;
use domain::invitation::InvitationState;
use domain::live::RoomEvent;
use domain::mail::{self, MailKind, MailState, next_try};
use domain::{RoomId, Timestamp};
use futures::{FutureExt, StreamExt};
use lettre::Message;

use super::code_letter;
use super::compose::{Letter, compose};
use super::mailer::SendError;
use super::queries::{self, StoredMail};
use super::template_queries;
use crate::db::Connection;
use crate::failure::{Failure, Outcome};
use crate::join::code_queries;
use crate::live::events;
use crate::room::queries as rooms;
use crate::site::Site;
use crate::{invitation, people};

/// Mails taken at once, and sent beside one another.
const BATCH: i64 = 32;
const AT_ONCE: usize = 4;
/// A node that has not said how a mail went by then has died: another one sends it. Its Message-ID is the same, so
/// that the guest sees it once even if it had left already.
const LEASE: Duration = Duration::from_mins(2);

/// What becomes of one try.
enum Ending {
    Sent,
    /// Not to be sent any more, and why.
    Dropped(&'static str),
    Failed(SendError),
}

/// Sends what is due. Answers how many mails it has tried. Safe to run twice, and on several nodes at once.
pub async fn send_due(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let due = queries::list_due(&mut connection, now, BATCH).await?;
    drop(connection);
    let tries = futures::stream::iter(due).map(|mail| try_one(site, mail)).buffer_unordered(AT_ONCE);
    let outcomes: Vec<Outcome<bool>> = tries.collect().await;
    let mut count = 0;
    for outcome in outcomes {
        count += usize::from(outcome?);
    }
    Ok(count)
}

async fn try_one(site: &Site, mail: StoredMail) -> Outcome<bool> {
    let now = site.clock.now();
    let taken = mail.clone();
    let is_ours = site
        .db
        .write(move |connection| {
            async move { Ok::<_, Failure>(queries::update_taken(connection, &taken, now + LEASE).await?) }
                .boxed()
        })
        .await?;
    if is_ours {
        let ending = caught(send(site, &mail)).await;
        settle(site, mail, ending).await?;
    }
    Ok(is_ours)
}

/// A mail that brings its own task down counts as one that cannot be sent.
async fn caught(sending: impl Future<Output = Outcome<Ending>>) -> Ending {
    let failed = |kind, problem: String| Ending::Failed(SendError { kind, problem });
    match AssertUnwindSafe(sending).catch_unwind().await {
        Ok(Ok(ending)) => ending,
        Ok(Err(failure)) => {
            tracing::warn!(error = %failure, "a mail could not be prepared; it is tried again");
            failed(mail::Failure::Temporary, "the site could not prepare the mail".to_owned())
        }
        Err(_) => failed(mail::Failure::Permanent, "the mail could not be put together".to_owned()),
    }
}

async fn send(site: &Site, mail: &StoredMail) -> Outcome<Ending> {
    if mail.kind == MailKind::Code {
        return send_code(site, mail).await;
    }
    let letter = match write(site, mail).await? {
        Ok(letter) => letter,
        Err(reason) => return Ok(Ending::Dropped(reason)),
    };
    Ok(post(site, mail, compose(&letter, &site.mailer.from, site.public_host())).await)
}

/// A code that opens nothing any more is not sent.
async fn send_code(site: &Site, mail: &StoredMail) -> Outcome<Ending> {
    let mut connection = site.db.read().await?;
    let nonce = mail.code.as_deref().unwrap_or_default();
    let known = code_queries::find_by_nonce(&mut connection, nonce).await?;
    if known.is_none_or(|known| !known.code.works(site.clock.now())) {
        return Ok(Ending::Dropped("The code was not needed any more."));
    }
    let Some(stored) = invitation::queries::find(&mut connection, mail.invitation).await? else {
        return Ok(Ending::Dropped("The invitation does not exist any more."));
    };
    let room = rooms::find_room(&mut connection, stored.invitation.room).await?;
    let title = room.map(|room| room.details.title).unwrap_or_default();
    drop(connection);
    let code = site.key.mailed_code(mail.invitation, nonce);
    let outside = (&site.mailer.from, site.public_host());
    Ok(post(site, mail, code_letter::compose(mail, &stored.invitation, &title, &code, outside)).await)
}

async fn post(site: &Site, mail: &StoredMail, message: anyhow::Result<Message>) -> Ending {
    match message {
        Ok(message) => match site.mailer.send(&mail.id, message).await {
            Ok(()) => Ending::Sent,
            Err(error) => Ending::Failed(error),
        },
        Err(problem) => {
            let problem = format!("{problem:#}");
            Ending::Failed(SendError { kind: mail::Failure::Permanent, problem })
        }
    }
}

/// All that the mail tells of, as it is now; the reason when there is nothing to be told any more.
async fn write(site: &Site, mail: &StoredMail) -> Outcome<Result<Letter, &'static str>> {
    let mut connection = site.db.read().await?;
    let Some(stored) = invitation::queries::find(&mut connection, mail.invitation).await? else {
        return Ok(Err("The invitation does not exist any more."));
    };
    let is_removed = stored.invitation.state == InvitationState::Removed;
    if is_removed != (mail.kind == MailKind::Cancellation) {
        return Ok(Err("The invitation has changed in the meantime."));
    }
    let Some(room) = rooms::find_room(&mut connection, stored.invitation.room).await? else {
        return Ok(Err("The room does not exist any more."));
    };
    if room.deleted_at.is_some() && mail.kind != MailKind::Cancellation {
        return Ok(Err("The room has been deleted."));
    }
    let Some(template) = template_queries::find(&mut connection, "en").await? else {
        return Ok(Err("There is no mail template any more."));
    };
    let host = match invitation::queries::find_inviter(&mut connection, mail.invitation).await? {
        Some(person) => people::queries::find_named(&mut connection, person).await?,
        None => None,
    };
    let token = site.key.link_token(stored.invitation.id, stored.invitation.generation, &stored.nonce);
    Ok(Ok(Letter {
        kind: mail.kind,
        template: template.template,
        details: room.details,
        session: room.session,
        host,
        link: format!("{}{}", site.public_url, routes::link(&token)),
        page: format!("{}{}", site.public_url, routes::join(mail.invitation)),
        calendar_sequence: mail.calendar_sequence,
        queued_at: mail.queued_at,
        invitation: stored.invitation,
    }))
}

/// Notes how it went, and tells the hosts when that is the last word.
async fn settle(site: &Site, mail: StoredMail, ending: Ending) -> Outcome<()> {
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                match ending {
                    Ending::Sent => end(connection, &mail, MailState::Sent, None, now).await,
                    Ending::Dropped(reason) => {
                        end(connection, &mail, MailState::Failed, Some(reason), now).await
                    }
                    Ending::Failed(error) => match next_try(mail.tries + 1, error.kind, now) {
                        Some(due_at) => {
                            queries::update_postponed(connection, &mail.id, due_at, &error.problem).await?;
                            tell(connection, &mail, MailState::Queued, now).await
                        }
                        None => end(connection, &mail, MailState::Failed, Some(&error.problem), now).await,
                    },
                }
            }
            .boxed()
        })
        .await
}

async fn end(
    connection: &mut Connection,
    mail: &StoredMail,
    state: MailState,
    problem: Option<&str>,
    now: Timestamp,
) -> Outcome<()> {
    if queries::update_settled(connection, &mail.id, state, problem, now).await? {
        tell(connection, mail, state, now).await?;
    }
    Ok(())
}

/// The hosts' list shows how each mail stands, but for codes.
async fn tell(
    connection: &mut Connection,
    mail: &StoredMail,
    state: MailState,
    now: Timestamp,
) -> Outcome<()> {
    if mail.kind == MailKind::Code {
        return Ok(());
    }
    if let Some(stored) = invitation::queries::find(connection, mail.invitation).await? {
        let room: RoomId = stored.invitation.room;
        let event = RoomEvent::MailChanged { invitation: mail.invitation, state };
        events::append(connection, room, &event, now).await?;
    }
    Ok(())
}
