//! What administrators say of the site.

use app::account::api::Me;
use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::identity::api::{AddressDesk, MailServerDesk, SiteDesk, SiteFace};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::audit::{AuditAct, AuditField, AuditValue, Change};
use domain::identity::{LogoProblem, MOST_LOGO_BYTES, PublicAddress, SiteName, read_logo};
use domain::language::Say;
use domain::mail::{MailServerForm, Template};
use domain::{Language, PersonId, Timestamp, say};
use futures::FutureExt;
use futures::future::BoxFuture;
use sha2::{Digest, Sha256};

use super::known::MAIL_PASSWORD;
use super::stored::{self, Stored, StoredMailServer};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::mail::mailer::{Mailer, PATIENCE};
use crate::mail::{desk, template_queries};
use crate::people::idn;
use crate::secrets::hex;
use crate::settings;
use crate::site::Site;

/// Octets of the hash by which a picture is named.
const NAME_BYTES: usize = 16;

/// Learns what other nodes have been told; answers whether that was anything.
pub async fn follow(site: &Site) -> Outcome<usize> {
    let stored = stored::load(&mut site.db.read().await?).await?;
    let is_new = site.identity.now().stored != stored;
    site.identity.take(&site.key, stored);
    Ok(usize::from(is_new))
}

/// Whether the site has a mail server, as configured or as the database has it by now. Pages ask this and not
/// [`Site::mails_leave`]: who has just heard of a change must not be told what this node knew before.
pub async fn has_mail_server(site: &Site, connection: &mut Connection) -> Result<bool, DbError> {
    Ok(site.identity.has_fixed_mail_server() || stored::load(connection).await?.mail.is_some())
}

pub async fn find(site: &Site, caller: &Caller) -> Outcome<SiteDesk> {
    let me = require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let stored = stored::load(&mut connection).await?;
    let sends_links = template_queries::has_any(&mut connection).await?;
    let settings = settings::load(&mut connection).await?;
    drop(connection);
    site.identity.take(&site.key, stored);
    let now = site.identity.now();
    Ok(SiteDesk {
        face: now.face(),
        address: AddressDesk {
            address: now.address.clone(),
            is_fixed: site.identity.has_fixed_address(),
            is_said: now.stored.address.is_some(),
            guess: PublicAddress::guess(&caller.host),
        },
        mail: MailServerDesk {
            is_fixed: site.identity.has_fixed_mail_server(),
            leaves: now.mailer.kept_in().is_none(),
            server: now.stored.mail.as_ref().map(|mail| mail.server.clone()),
            from: now.mailer.from.email.to_string(),
            test_to: me.email,
            sends_links,
            codes: settings.mailed_code,
        },
    })
}

pub async fn save_name(site: &Site, caller: &Caller, name: &str) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    let name = SiteName::parse(name).map_err(|problem| AppError::field("name", problem))?;
    change(site, By::person(&me, caller), move |_, stored| {
        stored.name = name;
        async { Ok(()) }.boxed()
    })
    .await
}

/// Shows a picture that comes in base64.
pub async fn save_encoded_logo(site: &Site, caller: &Caller, content: &str) -> Outcome<SiteFace> {
    let bytes = STANDARD.decode(content).map_err(|_| AppError::LogoRefused(LogoProblem::Unknown))?;
    save_logo(site, caller, &bytes).await
}

/// Shows a picture. It is named by its content, so that whoever has loaded it never needs to ask again.
pub async fn save_logo(site: &Site, caller: &Caller, bytes: &[u8]) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    let kind = read_logo(bytes).map_err(AppError::LogoRefused)?;
    let hash = Sha256::digest(bytes);
    let name = format!("{}.{}", hex(hash.get(..NAME_BYTES).unwrap_or(&hash)), kind.word());
    let content = STANDARD.encode(bytes);
    change(site, By::person(&me, caller), move |connection, stored| {
        stored.logo = Some(name.clone());
        async move {
            stored::insert_logo(connection, &name, &content).await?;
            Ok(stored::delete_other_logos(connection, Some(&name)).await?)
        }
        .boxed()
    })
    .await
}

pub async fn remove_logo(site: &Site, caller: &Caller) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    change(site, By::person(&me, caller), |connection, stored| {
        stored.logo = None;
        async move { Ok(stored::delete_other_logos(connection, None).await?) }.boxed()
    })
    .await
}

/// A picture by its name; `None` when it is not shown any more.
pub async fn find_logo(site: &Site, name: &str) -> Outcome<Option<Vec<u8>>> {
    let content = stored::find_logo(&mut site.db.read().await?, name).await?;
    Ok(content
        .and_then(|content| STANDARD.decode(content).ok())
        .filter(|bytes| bytes.len() <= MOST_LOGO_BYTES))
}

pub async fn save_address(site: &Site, caller: &Caller, address: &str) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    if site.identity.has_fixed_address() {
        return Err(AppError::AddressFixed.into());
    }
    let address = PublicAddress::parse_with(address, idn::to_ascii)
        .map_err(|problem| AppError::field("address", problem))?;
    change(site, By::person(&me, caller), move |_, stored| {
        stored.address = Some(address);
        async { Ok(()) }.boxed()
    })
    .await
}

pub async fn save_mail_server(site: &Site, caller: &Caller, form: MailServerForm) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    if site.identity.has_fixed_mail_server() {
        return Err(AppError::MailServerFixed.into());
    }
    let now = site.clock.now();
    let key = site.key.clone();
    change(site, By::person(&me, caller), move |connection, stored| {
        let kept = stored.mail.clone();
        let is_first = kept.is_none();
        let read = read_mail_server(&form, kept.as_ref()).and_then(|server| {
            let password = if server.user.is_none() {
                None
            } else if form.password.is_empty() {
                kept.and_then(|kept| kept.password)
            } else {
                let sealed = key.seal(MAIL_PASSWORD, &form.password);
                Some(sealed.ok_or_else(|| anyhow::anyhow!("the password was not sealed"))?)
            };
            Ok(StoredMailServer { server, password })
        });
        let read = read.map(|mail| stored.mail = Some(mail));
        async move {
            read?;
            // Whoever has switched mails with links off since keeps them off.
            if is_first {
                make_templates(connection, me.id, now).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

fn read_mail_server(
    form: &MailServerForm,
    kept: Option<&StoredMailServer>,
) -> Outcome<domain::mail::MailServer> {
    let fields = |problems: Vec<(domain::mail::MailServerField, domain::mail::MailServerProblem)>| {
        let field = |(field, problem): &(domain::mail::MailServerField, domain::mail::MailServerProblem)| {
            FieldError { field: field.word().to_owned(), message: problem.say() }
        };
        AppError::Fields(problems.iter().map(field).collect())
    };
    let server = form.read(kept.map(|kept| &kept.server), idn::to_ascii).map_err(fields)?;
    // What the library refuses is told beside the server's name, before it is kept.
    let anybody = "nobody@localhost".parse().map_err(anyhow::Error::from)?;
    Mailer::server(&server, None, anybody, PATIENCE).map_err(|problem| {
        AppError::field("host", say!("This mail server cannot be used: {problem}", problem = problem))
    })?;
    Ok(server)
}

pub async fn remove_mail_server(site: &Site, caller: &Caller) -> Outcome<SiteFace> {
    let me = require_writing_administrator(site, caller).await?;
    change(site, By::person(&me, caller), |_, stored| {
        stored.mail = None;
        async { Ok(()) }.boxed()
    })
    .await
}

/// Hosts can send links as soon as mails leave: the templates are the defaults until somebody writes others.
pub async fn make_templates(
    connection: &mut Connection,
    by: PersonId,
    now: Timestamp,
) -> Result<(), DbError> {
    template_queries::lock(connection).await?;
    if template_queries::has_any(connection).await? {
        return Ok(());
    }
    for language in Language::ALL.iter().copied() {
        template_queries::insert(connection, language, &Template::default_in(language), Some(by), now)
            .await?;
    }
    Ok(())
}

/// Sends what guests are sent, to whoever asks, in the language that they read; where it has no template, in that of
/// guests who read it.
pub async fn test_mail_server(site: &Site, caller: &Caller, reads: Language) -> Outcome<()> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let template = template_queries::find(&mut connection, reads).await?;
    drop(connection);
    let (language, template) = template
        .map_or_else(|| (reads, Template::default_in(reads)), |stored| (stored.language, stored.template));
    desk::send_test(site, caller, language, template).await
}

async fn require_writing_administrator(site: &Site, caller: &Caller) -> Outcome<Me> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    Ok(me)
}

/// Changes what is said of the site, one change after the other; this node goes by it at once.
pub async fn change(
    site: &Site,
    by: By,
    change: impl for<'c> FnOnce(&'c mut Connection, &mut Stored) -> BoxFuture<'c, Outcome<()>> + Send + 'static,
) -> Outcome<SiteFace> {
    let now = site.clock.now();
    let changed = site
        .db
        .write(move |connection| {
            async move {
                let before = stored::lock(connection).await?;
                let mut stored = before.clone();
                change(connection, &mut stored).await?;
                stored::save(connection, &stored).await?;
                // Whether links can be sent by mail is seen on open pages.
                if before.mail != stored.mail {
                    settings::tell_everywhere(connection, now).await?;
                }
                for note in notes(&before, &stored) {
                    audit::note(connection, &by, note, now).await?;
                }
                Ok::<_, Failure>(stored)
            }
            .boxed()
        })
        .await?;
    site.identity.take(&site.key, changed);
    Ok(site.identity.now().face())
}

/// What the audit log says of a change. Of the mail server's password only that there is another.
fn notes(before: &Stored, after: &Stored) -> Vec<Note> {
    let address = |stored: &Stored| {
        AuditValue::text(&stored.address.as_ref().map_or(String::new(), ToString::to_string))
    };
    let name = |stored: &Stored| AuditValue::text(&stored.name.to_string());
    [
        (before.name != after.name)
            .then(|| Note::of(AuditAct::SiteNamed).changed(AuditField::Name, name(before), name(after))),
        (before.logo != after.logo).then(|| Note::of(AuditAct::LogoChanged)),
        (before.address != after.address).then(|| {
            Note::of(AuditAct::AddressChanged).changed(AuditField::Address, address(before), address(after))
        }),
        (before.mail != after.mail).then(|| {
            let changes = mail_server_changes(before.mail.as_ref(), after.mail.as_ref());
            Note::of(AuditAct::MailServerChanged).with_all(changes)
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn mail_server_changes(before: Option<&StoredMailServer>, after: Option<&StoredMailServer>) -> Vec<Change> {
    type Read = fn(&StoredMailServer) -> Option<AuditValue>;
    let read: [(AuditField, Read); 5] = [
        (AuditField::MailServer, |mail| Some(AuditValue::text(&mail.server.host))),
        (AuditField::MailPort, |mail| Some(u32::from(mail.server.port).into())),
        (AuditField::MailEncryption, |mail| Some(mail.server.encryption.into())),
        (AuditField::MailUser, |mail| mail.server.user.as_deref().map(AuditValue::text)),
        (AuditField::MailFrom, |mail| mail.server.from.as_ref().map(AuditValue::from)),
    ];
    let mut changes: Vec<_> = read
        .into_iter()
        .map(|(field, read)| (field, before.and_then(read), after.and_then(read)))
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Change::new(field, before, after))
        .collect();
    let password = |mail: Option<&StoredMailServer>| mail.and_then(|mail| mail.password.clone());
    if after.is_some() && password(before) != password(after) {
        changes.push(Change::new(AuditField::MailPassword, None, Some(true.into())));
    }
    changes
}
