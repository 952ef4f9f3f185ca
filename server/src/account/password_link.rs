//! Links by which people choose a password: for whoever was added or imported, and whoever has forgotten theirs.
//!
//! A link works once and for a week. An administrator hands it on, so it works on a site without mail; they never
//! learn the password. The secret is random and kept as a MAC, like those of sign-ins.

use app::account::api::{Me, NewPasswordPage};
use app::backend::{Caller, SetCookie};
use app::error::AppError;
use app::people::api::PasswordLink;
use app::routes;
use domain::audit::AuditAct;
use domain::people::change::{PASSWORD_LINK_LASTS, SitePlace, password_link_works};
use domain::{PersonId, Timestamp};
use futures::FutureExt;

use super::service::start;
use super::{password, queries};
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError, Row};
use crate::failure::{Failure, Outcome};
use crate::http::cookies;
use crate::people::queries::name;
use crate::secrets;
use crate::site::Site;
use crate::values;

/// A link that is about to be handed on.
pub struct NewLink {
    person: PersonId,
    made_by: PersonId,
    secret: String,
    secret_hash: String,
    made_at: Timestamp,
    expires_at: Timestamp,
}

impl NewLink {
    /// A link for `person`, made by an administrator.
    pub fn make(site: &Site, person: PersonId, made_by: PersonId) -> Self {
        let (secret, made_at) = (secrets::cookie_secret(), site.clock.now());
        let secret_hash = site.key.password_link_hash(&secret);
        Self { person, made_by, secret, secret_hash, made_at, expires_at: made_at + PASSWORD_LINK_LASTS }
    }

    /// What an administrator is shown, this once.
    pub fn shown(&self, site: &Site) -> PasswordLink {
        PasswordLink {
            url: format!("{}{}", site.public_url(), routes::password_link(&self.secret)),
            works_until: self.expires_at,
        }
    }

    /// Keeps the link in place of an older one.
    pub async fn store(&self, connection: &mut Connection) -> Result<(), DbError> {
        connection
            .execute_one(
                "insert into password_link (person_id, secret_hash, made_by, made_at, expires_at)
                 values ($1, $2, $3, $4, $5)
                 on conflict (person_id) do update set secret_hash = excluded.secret_hash,
                    made_by = excluded.made_by, made_at = excluded.made_at, expires_at = excluded.expires_at",
                values![self.person, &self.secret_hash, self.made_by, self.made_at, self.expires_at],
            )
            .await
    }
}

/// Until when the link of somebody works, if one is out that does.
pub async fn find_expiry(
    connection: &mut Connection,
    person: PersonId,
    now: Timestamp,
) -> Result<Option<Timestamp>, DbError> {
    let row = connection
        .fetch_optional(
            "select password_link.expires_at, maker.application_role as maker_role, maker.active as maker_active
             from password_link join person maker on maker.id = password_link.made_by
             where password_link.person_id = $1",
            values![person],
        )
        .await?;
    let Some(row) = row else { return Ok(None) };
    let expires_at = row.time("expires_at")?;
    Ok(password_link_works(expires_at, maker(&row)?, now).then_some(expires_at))
}

/// What whoever made a link is on the site now.
fn maker(row: &Row) -> Result<SitePlace, DbError> {
    Ok(SitePlace { role: row.parse("maker_role")?, is_active: row.flag("maker_active")? })
}

pub async fn delete(connection: &mut Connection, person: PersonId) -> Result<(), DbError> {
    connection.execute("delete from password_link where person_id = $1", values![person]).await?;
    Ok(())
}

/// Whose password the link that this browser has opened is for.
///
/// # Errors
/// [`AppError::PasswordLinkUsed`] whatever is wrong with it.
pub async fn find(site: &Site, caller: &Caller) -> Outcome<NewPasswordPage> {
    let (_, page) = find_open(&mut site.db.read().await?, &hash(site, caller)?, site.clock.now()).await?;
    Ok(page)
}

/// Takes the password for whoever the link is for: it is used up, all their sign-ins end, and one starts here.
///
/// # Errors
/// The field, when it is no password; [`AppError::PasswordLinkUsed`] when the link does not work.
pub async fn choose(site: &Site, caller: &Caller, password: &str) -> Outcome<Vec<SetCookie>> {
    site.limits.sign_in(&caller.address)?;
    let secret_hash = hash(site, caller)?;
    let now = site.clock.now();
    // Before anything is hashed: that takes a core.
    find_open(&mut site.db.read().await?, &secret_hash, now).await?;
    password::check_new(password).map_err(|problem| AppError::field("password", problem))?;
    let hashed = password::hash(password).await?;
    let (from, chosen) = (caller.clone(), hashed.clone());
    let me = site
        .db
        .write(move |connection| {
            async move {
                let (me, _) = find_open(connection, &secret_hash, now).await?;
                let used = connection
                    .execute("delete from password_link where secret_hash = $1", values![&secret_hash])
                    .await?;
                if used != 1 {
                    return Err(AppError::PasswordLinkUsed.into());
                }
                queries::update_password(connection, me.id, &hashed).await?;
                queries::delete_all(connection, me.id).await?;
                let by = By::person(&me, &from);
                audit::note(connection, &by, Note::of(AuditAct::PasswordChosen), now).await?;
                Ok::<_, Failure>(me)
            }
            .boxed()
        })
        .await?;
    Ok(vec![start(site, caller, me, chosen).await?, cookies::forget_password_link()])
}

fn hash(site: &Site, caller: &Caller) -> Result<String, AppError> {
    let secret = caller.password_link.as_ref().ok_or(AppError::PasswordLinkUsed)?;
    Ok(site.key.password_link_hash(secret))
}

async fn find_open(
    connection: &mut Connection,
    secret_hash: &str,
    now: Timestamp,
) -> Outcome<(Me, NewPasswordPage)> {
    let row = connection
        .fetch_optional(
            "select person.id, person.email, person.first_name, person.last_name, person.application_role,
                password_link.expires_at, maker.application_role as maker_role, maker.active as maker_active
             from password_link join person on person.id = password_link.person_id
             join person maker on maker.id = password_link.made_by
             where password_link.secret_hash = $1 and person.active = 1",
            values![secret_hash],
        )
        .await?
        .ok_or(AppError::PasswordLinkUsed)?;
    if !password_link_works(row.time("expires_at")?, maker(&row)?, now) {
        return Err(AppError::PasswordLinkUsed.into());
    }
    let me = Me {
        id: row.parse("id")?,
        email: row.parse("email")?,
        name: name(&row)?,
        application_role: row.parse("application_role")?,
    };
    let page = NewPasswordPage { email: me.email.clone(), name: me.name.clone() };
    Ok((me, page))
}
