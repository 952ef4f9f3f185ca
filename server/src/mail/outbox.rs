//! Sends what is queued. A mail that cannot be sent holds up nothing but itself.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use app::routes;
use domain::live::RoomEvent;
use domain::mail::{self, MailKind, MailProblem, MailState, Untold, next_try, still_let_in, still_told};
use domain::{InvitationId, RoomId, Timestamp};
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
use crate::{invitation, people, settings};

/// Mails looked up at once.
const BATCH: i64 = 64;
/// Mails taken by one transaction, and settled by one.
const TOGETHER: usize = 8;
/// Of these, so many are sent beside one another.
const BESIDE: usize = 4;
/// While some are on their way, others are settled and taken.
const LANES: usize = 2;
/// So many mails are taken and not settled at most: a node that dies may have sent these without having said so.
pub const IN_DOUBT: usize = TOGETHER * LANES;
/// Connections to the mail server.
pub const CONNECTIONS: usize = BESIDE * LANES;
/// A node that has not said how a mail went by then has died: another one sends it. Its Message-ID is the same, so
/// that the guest sees it once even if it had left already. Longer than mails that were taken together can take, each with
/// all of the mailer's patience.
const LEASE: Duration = Duration::from_mins(5);

/// What becomes of one try.
#[derive(Clone)]
enum Ending {
    Sent,
    /// Written to a file: there is no mail server.
    Kept,
    /// Not to be sent any more, and why.
    Dropped(Untold),
    Failed(SendError),
}

/// Sends what is due. Answers how many mails it has tried. Safe to run twice, and on several nodes at once.
pub async fn send_due(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let due = queries::list_due(&mut connection, now, BATCH).await?;
    drop(connection);
    let groups: Vec<_> = due.chunks(TOGETHER).map(<[_]>::to_vec).collect();
    let tries = futures::stream::iter(groups).map(|mails| try_together(site, mails)).buffer_unordered(LANES);
    let outcomes: Vec<Outcome<usize>> = tries.collect().await;
    let mut count = 0;
    for outcome in outcomes {
        count += outcome?;
    }
    Ok(count)
}

async fn try_together(site: &Site, mails: Vec<StoredMail>) -> Outcome<usize> {
    let mails = take(site, mails).await?;
    let count = mails.len();
    let tries = futures::stream::iter(mails).map(|mail| try_one(site, mail)).buffer_unordered(BESIDE);
    settle(site, tries.collect().await).await?;
    Ok(count)
}

async fn try_one(site: &Site, mail: StoredMail) -> (StoredMail, Ending) {
    let ending = caught(send(site, &mail)).await;
    (mail, ending)
}

/// Answers those that no other node has taken.
async fn take(site: &Site, mails: Vec<StoredMail>) -> Outcome<Vec<StoredMail>> {
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let mut taken = Vec::new();
                for mail in mails {
                    if queries::update_taken(connection, &mail, now + LEASE).await? {
                        taken.push(mail);
                    }
                }
                Ok::<_, Failure>(taken)
            }
            .boxed()
        })
        .await
}

/// A mail that brings its own task down counts as one that cannot be sent.
async fn caught(sending: impl Future<Output = Outcome<Ending>>) -> Ending {
    let failed = |kind| Ending::Failed(SendError { kind, problem: MailProblem::Unprepared });
    match AssertUnwindSafe(sending).catch_unwind().await {
        Ok(Ok(ending)) => ending,
        Ok(Err(failure)) => {
            tracing::warn!(error = %failure, "a mail could not be prepared; it is tried again");
            failed(mail::Failure::Temporary)
        }
        Err(_) => failed(mail::Failure::Permanent),
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
    let now = site.identity.now();
    Ok(post(site, mail, compose(&letter, &now.mailer.from, now.address.host())).await)
}

/// A code that opens nothing any more is not sent.
async fn send_code(site: &Site, mail: &StoredMail) -> Outcome<Ending> {
    let mut connection = site.db.read().await?;
    let nonce = mail.code.as_deref().unwrap_or_default();
    let known = code_queries::find_by_nonce(&mut connection, nonce).await?;
    if known.is_none_or(|known| !known.code.works(site.clock.now())) {
        return Ok(Ending::Dropped(Untold::CodeUnneeded));
    }
    let Some(stored) = invitation::queries::find(&mut connection, mail.invitation).await? else {
        return Ok(Ending::Dropped(Untold::InvitationGone));
    };
    let settings = settings::load(&mut connection).await?;
    if let Err(reason) = still_let_in(mail.kind, &settings, &stored.invitation.email) {
        return Ok(Ending::Dropped(reason));
    }
    let room = rooms::find_room(&mut connection, stored.invitation.room).await?;
    let title = room.map(|room| room.details.title).unwrap_or_default();
    drop(connection);
    let code = site.key.mailed_code(mail.invitation, nonce);
    let now = site.identity.now();
    let outside = (&now.mailer.from, now.address.host());
    Ok(post(site, mail, code_letter::compose(mail, &stored, &title, &code, outside)).await)
}

async fn post(site: &Site, mail: &StoredMail, message: anyhow::Result<Message>) -> Ending {
    match message {
        Ok(message) => {
            let mailer = site.mailer();
            match mailer.send(&mail.id, message).await {
                Ok(()) if mailer.kept_in().is_some() => Ending::Kept,
                Ok(()) => Ending::Sent,
                Err(error) => Ending::Failed(error),
            }
        }
        Err(problem) => {
            let problem = MailProblem::Unwritable(format!("{problem:#}"));
            Ending::Failed(SendError { kind: mail::Failure::Permanent, problem })
        }
    }
}

/// All that the mail tells of, as it is now; the reason when there is nothing to be told any more.
async fn write(site: &Site, mail: &StoredMail) -> Outcome<Result<Letter, Untold>> {
    let mut connection = site.db.read().await?;
    let Some(stored) = invitation::queries::find(&mut connection, mail.invitation).await? else {
        return Ok(Err(Untold::InvitationGone));
    };
    let Some(room) = rooms::find_room(&mut connection, stored.invitation.room).await? else {
        return Ok(Err(Untold::RoomGone));
    };
    if let Err(reason) = still_told(mail.kind, stored.invitation.state, room.deleted_at.is_some()) {
        return Ok(Err(reason));
    }
    let settings = settings::load(&mut connection).await?;
    if let Err(reason) = still_let_in(mail.kind, &settings, &stored.invitation.email) {
        return Ok(Err(reason));
    }
    let Some(template) = template_queries::find(&mut connection, stored.language).await? else {
        return Ok(Err(Untold::NoTemplate));
    };
    let host = match invitation::queries::find_inviter(&mut connection, mail.invitation).await? {
        Some(person) => people::queries::find_person(&mut connection, person).await?,
        None => None,
    };
    let host = host.map(|host| (host.name, host.email));
    let token = site.key.link_token(stored.invitation.id, stored.invitation.generation, &stored.nonce);
    let now = site.identity.now();
    Ok(Ok(Letter {
        kind: mail.kind,
        site: now.stored.name.to_string(),
        template: template.template,
        language: template.language,
        is_called_off: room.deleted_at.is_some(),
        details: room.details,
        session: room.session,
        host,
        link: format!("{}{}", now.address, routes::link(&token)),
        page: format!("{}{}", now.address, routes::join(mail.invitation)),
        calendar_sequence: mail.calendar_sequence,
        queued_at: mail.queued_at,
        invitation: stored.invitation,
    }))
}

/// What the hosts' list is to show of a mail.
struct News {
    room: RoomId,
    invitation: InvitationId,
    state: MailState,
}

/// Notes how it went, and tells the hosts. What cannot be noted together is noted one by one, so that one mail costs the
/// others nothing.
async fn settle(site: &Site, mails: Vec<(StoredMail, Ending)>) -> Outcome<()> {
    let now = site.clock.now();
    if settle_together(site, mails.clone(), now).await.is_ok() {
        return Ok(());
    }
    let mut outcome = Ok(());
    for mail in mails {
        outcome = settle_together(site, vec![mail], now).await.and(outcome);
    }
    outcome
}

async fn settle_together(site: &Site, mails: Vec<(StoredMail, Ending)>, now: Timestamp) -> Outcome<()> {
    site.db
        .write(move |connection| {
            async move {
                let mut news = Vec::new();
                for (mail, ending) in mails {
                    news.extend(end(connection, &mail, ending, now).await?);
                }
                tell(connection, &news, now).await
            }
            .boxed()
        })
        .await
}

async fn end(
    connection: &mut Connection,
    mail: &StoredMail,
    ending: Ending,
    now: Timestamp,
) -> Outcome<Option<News>> {
    let (state, problem) = match ending {
        Ending::Sent => (MailState::Sent, None),
        Ending::Kept => (MailState::Sent, Some(MailProblem::Kept)),
        // Nobody has to be told that a code was not needed.
        Ending::Dropped(_) if mail.kind == MailKind::Code => {
            queries::delete_code(connection, &mail.id).await?;
            return Ok(None);
        }
        Ending::Dropped(why) => (MailState::Failed, Some(MailProblem::Untold(why))),
        Ending::Failed(error) => match next_try(mail.tries + 1, error.kind, now) {
            Some(due_at) => {
                queries::update_postponed(connection, &mail.id, due_at, &error.problem).await?;
                return news(connection, mail, MailState::Queued).await;
            }
            None => (MailState::Failed, Some(error.problem)),
        },
    };
    if queries::update_settled(connection, &mail.id, state, problem.as_ref(), now).await? {
        return news(connection, mail, state).await;
    }
    Ok(None)
}

/// A code is between the guest and their mailbox: hosts are told nothing of it.
async fn news(connection: &mut Connection, mail: &StoredMail, state: MailState) -> Outcome<Option<News>> {
    if mail.kind == MailKind::Code {
        return Ok(None);
    }
    let stored = invitation::queries::find(connection, mail.invitation).await?;
    Ok(stored.map(|stored| News { room: stored.invitation.room, invitation: mail.invitation, state }))
}

/// The hosts' list shows how each mail stands. Many at once are one event, which lets the list be read anew.
async fn tell(connection: &mut Connection, news: &[News], now: Timestamp) -> Outcome<()> {
    let mut by_room: BTreeMap<RoomId, Vec<&News>> = BTreeMap::new();
    for one in news {
        by_room.entry(one.room).or_default().push(one);
    }
    for (room, news) in by_room {
        let event = match news[..] {
            [&News { invitation, state, .. }] => RoomEvent::MailChanged { invitation, state },
            _ => RoomEvent::MailsChanged,
        };
        events::append(connection, room, &event, now).await?;
    }
    Ok(())
}
