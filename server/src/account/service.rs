//! Signing in and out.

use app::account::api::{Me, SignInSummary};
use app::backend::{Caller, SetCookie};
use app::error::AppError;
use domain::audit::{AuditAct, AuditField};
use domain::{ApplicationRole, EmailAddress, PersonId, Timestamp, say};
use futures::FutureExt;

use crate::audit::{self, By, Note};
use crate::clock::Clock;
use crate::db::{Connection, Db, DbError};
use crate::failure::{Failure, Outcome};
use crate::http::cookies;
use crate::people::idn;
use crate::people::service as people;
use crate::secrets;
use crate::site::Site;

use super::queries::{self, NewSignIn, SignIn};
use super::{lifetime, password, password_link};

/// Characters kept of what a browser calls itself.
const MAX_USER_AGENT: usize = 300;

/// Who is signed in, if anybody.
pub async fn signed_in(site: &Site, caller: &Caller) -> Outcome<Option<Me>> {
    let Some(secret) = &caller.sign_in else { return Ok(None) };
    let secret_hash = site.key.sign_in_hash(secret);
    let Some(SignIn { me, last_seen_at, expires_at }) =
        queries::find_sign_in(&mut site.db.read().await?, &secret_hash).await?
    else {
        return Ok(None);
    };
    let now = site.clock.now();
    if !lifetime::is_alive(last_seen_at, expires_at, now) {
        return Ok(None);
    }
    if last_seen_at <= lifetime::noted_before(now) {
        note_use(site, secret_hash);
    }
    Ok(Some(me))
}

/// The administrator who asks; for all others the page does not exist.
pub async fn require_administrator(site: &Site, caller: &Caller) -> Outcome<Me> {
    let me = require_signed_in(site, caller).await?;
    if me.application_role.is_administrator() { Ok(me) } else { Err(AppError::NotFound.into()) }
}

/// Who is signed in.
///
/// # Errors
/// [`AppError::SignInNeeded`] when nobody is.
pub async fn require_signed_in(site: &Site, caller: &Caller) -> Outcome<Me> {
    signed_in(site, caller).await?.ok_or(Failure::Told(AppError::SignInNeeded))
}

/// Who is signed in, for something that is about to be written: it counts as one of their writes.
///
/// # Errors
/// [`AppError::SignInNeeded`] when nobody is, [`AppError::TooMany`] when they have written too much.
pub async fn require_writer(site: &Site, caller: &Caller) -> Outcome<Me> {
    let me = require_signed_in(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    Ok(me)
}

/// Whether the site has an administrator who can sign in.
pub async fn has_administrator(site: &Site) -> Outcome<bool> {
    Ok(has_administrator_in(&mut site.db.read().await?).await?)
}

/// The same, for a command in whose transaction it matters.
pub async fn has_administrator_in(connection: &mut Connection) -> Result<bool, DbError> {
    for role in ApplicationRole::ALL.iter().filter(|role| role.is_administrator()) {
        if queries::has_person_with_password(connection, *role).await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Checks the password and starts a sign-in under a new secret; the one this browser had ends.
///
/// # Errors
/// [`AppError::WrongCredentials`], after the same time whatever is wrong.
pub async fn sign_in(site: &Site, caller: &Caller, email: &str, password: &str) -> Outcome<SetCookie> {
    site.limits.sign_in(&caller.address)?;
    let credentials = match idn::parse_address(email) {
        Ok(email) => queries::find_credentials(&mut site.db.read().await?, &email).await?,
        Err(_) => None,
    };
    let (me, hash) = credentials.map_or((None, None), |found| (Some(found.me), found.password_hash));
    let is_right = password::is_right(hash.clone(), password).await?;
    match (me, hash) {
        (Some(me), Some(hash)) if is_right => start(site, caller, me, hash).await,
        (me, _) => {
            // What was typed may be a password in the wrong field: only an address that is known is written down.
            let note = Note::of(AuditAct::SignInFailed);
            let note = me.iter().fold(note, |note, me| note.about_person(&me.as_suggestion()));
            audit::note_alone(site, By::visitor(caller), note).await;
            Err(AppError::WrongCredentials.into())
        }
    }
}

/// A sign-in that is about to begin.
pub struct Begun {
    id: String,
    secret_hash: String,
    user_agent: String,
    at: Timestamp,
}

/// A sign-in of whoever uses this browser, and the cookie it is known by once it is kept.
pub fn prepare_sign_in(site: &Site, caller: &Caller) -> (Begun, SetCookie) {
    let secret = secrets::cookie_secret();
    let begun = Begun {
        id: secrets::nonce(),
        secret_hash: site.key.sign_in_hash(&secret),
        user_agent: caller.user_agent.chars().take(MAX_USER_AGENT).collect(),
        at: site.clock.now(),
    };
    (begun, cookies::sign_in(&secret, lifetime::ABSOLUTE_LIMIT))
}

/// Begins it: from now on the cookie is this person's.
pub async fn keep_sign_in(
    connection: &mut Connection,
    person: PersonId,
    begun: Begun,
) -> Result<(), DbError> {
    let Begun { id, secret_hash, user_agent, at } = begun;
    let expires_at = at + lifetime::ABSOLUTE_LIMIT;
    let sign_in = NewSignIn { id, secret_hash, person, user_agent, signed_in_at: at, expires_at };
    queries::insert_sign_in(connection, &sign_in).await
}

/// Starts a sign-in of somebody whose password was right when it was this one: until it was compared it may have been
/// changed, or they may have been deactivated.
pub(super) async fn start(site: &Site, caller: &Caller, me: Me, password_hash: String) -> Outcome<SetCookie> {
    let person = me.id;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    let (begun, cookie) = prepare_sign_in(site, caller);
    let replaced = caller.sign_in.as_deref().map(|secret| site.key.sign_in_hash(secret));
    site.db
        .write(move |connection| {
            async move {
                if !queries::hold_credentials(connection, person, &password_hash).await? {
                    return Err(AppError::WrongCredentials.into());
                }
                if let Some(replaced) = replaced {
                    queries::delete_by_secret(connection, &replaced).await?;
                }
                queries::delete_ended(connection, person, now, lifetime::idle_since(now)).await?;
                keep_sign_in(connection, person, begun).await?;
                audit::note(connection, &by, Note::of(AuditAct::SignedIn), now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await?;
    Ok(cookie)
}

/// Ends this sign-in, if there is one.
pub async fn sign_out(site: &Site, caller: &Caller) -> Outcome<SetCookie> {
    if let Some(secret) = &caller.sign_in {
        let secret_hash = site.key.sign_in_hash(secret);
        let by = signed_in(site, caller).await?.map(|me| By::person(&me, caller));
        let now = site.clock.now();
        site.db
            .write(move |connection| {
                async move {
                    queries::delete_by_secret(connection, &secret_hash).await?;
                    match by {
                        Some(by) => audit::note(connection, &by, Note::of(AuditAct::SignedOut), now).await,
                        None => Ok(()),
                    }
                }
                .boxed()
            })
            .await?;
    }
    Ok(cookies::end_sign_in())
}

/// Where the caller is signed in, last used first.
pub async fn list_sign_ins(site: &Site, caller: &Caller) -> Outcome<Vec<SignInSummary>> {
    let me = require_signed_in(site, caller).await?;
    let this_one = this_one(site, caller);
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    Ok(queries::list_sign_ins(&mut connection, me.id, &this_one, now, lifetime::idle_since(now)).await?)
}

/// Ends one of the caller's sign-ins, or all but this one when `id` is `None`. What has ended already is no error.
pub async fn end_sign_in(site: &Site, caller: &Caller, id: Option<String>) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    let this_one = this_one(site, caller);
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                let note = Note::of(AuditAct::SignInEnded).with(AuditField::AllOthers, id.is_none());
                match id {
                    Some(id) => queries::delete_by_id(connection, me.id, &id).await?,
                    None => queries::delete_others(connection, me.id, &this_one).await?,
                }
                audit::note(connection, &by, note, now).await
            }
            .boxed()
        })
        .await?;
    Ok(())
}

/// Gives the caller another password, after the one they have; their other sign-ins end.
///
/// # Errors
/// The field that is not right: the password they have is asked for, so that an open browser is not enough.
pub async fn change_password(site: &Site, caller: &Caller, current: &str, new: &str) -> Outcome<()> {
    let me = require_writer(site, caller).await?;
    site.limits.sign_in(&caller.address)?;
    password::check_new(new).map_err(|problem| AppError::field("password", problem))?;
    let known = queries::find_credentials(&mut site.db.read().await?, &me.email).await?;
    if !password::is_right(known.and_then(|known| known.password_hash), current).await? {
        return Err(AppError::field("current_password", say!("This is not your password.")).into());
    }
    let hash = password::hash(new).await?;
    let this_one = this_one(site, caller);
    let (by, now) = (By::person(&me, caller), site.clock.now());
    site.db
        .write(move |connection| {
            async move {
                queries::update_password(connection, me.id, &hash).await?;
                password_link::delete(connection, me.id).await?;
                queries::delete_others(connection, me.id, &this_one).await?;
                audit::note(connection, &by, Note::of(AuditAct::PasswordChanged), now).await
            }
            .boxed()
        })
        .await?;
    Ok(())
}

/// Ends all sign-ins of somebody, in the caller's transaction.
pub async fn end_all_sign_ins(connection: &mut Connection, person: PersonId) -> Result<(), DbError> {
    queries::delete_all(connection, person).await
}

/// Gives a person another password and ends all their sign-ins, from the command line; false when there is no such
/// person.
pub async fn set_password(db: &Db, clock: &Clock, email: &EmailAddress, password: &str) -> Outcome<bool> {
    let person = people::find_by_email(&mut db.read().await?, email).await?;
    let Some(person) = person else { return Ok(false) };
    let hash = password::hash(password).await?;
    let now = clock.now();
    db.write(move |connection| {
        async move {
            queries::update_password(connection, person.id, &hash).await?;
            password_link::delete(connection, person.id).await?;
            queries::delete_all(connection, person.id).await?;
            let note = Note::of(AuditAct::PasswordSet).about_person(&person);
            audit::note(connection, &By::command_line(), note, now).await
        }
        .boxed()
    })
    .await?;
    Ok(true)
}

fn this_one(site: &Site, caller: &Caller) -> String {
    site.key.sign_in_hash(caller.sign_in.as_deref().unwrap_or_default())
}

/// Nobody waits for this, and nothing is lost when it fails: the next request does it again.
fn note_use(site: &Site, secret_hash: String) {
    let db = site.db.clone();
    let now = site.clock.now();
    let noted_before = lifetime::noted_before(now);
    tokio::spawn(async move {
        let noted: Result<(), DbError> = db
            .write(move |connection| {
                async move { queries::update_last_seen(connection, &secret_hash, now, noted_before).await }
                    .boxed()
            })
            .await;
        if let Err(error) = noted {
            tracing::debug!(%error, "the use of a sign-in was not noted");
        }
    });
}
