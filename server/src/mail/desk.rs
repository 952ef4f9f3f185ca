//! What administrators do with mails.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::mail::api::{KeptMail, LanguageTemplates, MailDesk, MailLine, MailPage, SavedTemplate, Transport};
use domain::audit::{AuditAct, AuditField, AuditValue, Change, SubjectKind};
use domain::invitation::{Invitation, InvitationState};
use domain::language::Say;
use domain::link_policy::Tries;
use domain::mail::{MailKind, MailProblem, MailView, Template, check, test_title};
use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::{InvitationId, Language, Role, RoomId, Timestamp};
use futures::FutureExt;
use std::time::Duration;

use super::compose::{Letter, compose};
use super::desk_queries::{self, ListedMail, Search};
use super::queries::StoredMail;
use super::template_queries::{self, StoredTemplate};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::secrets;
use crate::settings;
use crate::site::Site;

pub async fn find(site: &Site, caller: &Caller) -> Outcome<MailDesk> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let mut templates = Vec::new();
    for language in Language::ALL.iter().copied() {
        let versions = template_queries::list(&mut connection, language).await?;
        let versions = versions.into_iter().map(saved).collect();
        templates.push(LanguageTemplates { language, versions });
    }
    Ok(MailDesk {
        templates,
        transport: if site.mailer().kept_in().is_some() { Transport::Files } else { Transport::Server },
        from: site.mailer().from.to_string(),
    })
}

/// The mails of a view, and how many there are in each state.
pub async fn list(site: &Site, caller: &Caller, view: &MailView) -> Outcome<MailPage> {
    require_administrator(site, caller).await?;
    let Some(search) = Search::of(&view.query) else { return Ok(MailPage::default()) };
    let mut connection = site.db.read().await?;
    let mails = desk_queries::list(&mut connection, &search, view).await?;
    let counts = desk_queries::count(&mut connection, &search).await?;
    Ok(MailPage { mails: mails.into_iter().map(line).collect(), counts })
}

fn saved(stored: StoredTemplate) -> SavedTemplate {
    let StoredTemplate { version, template, saved_at, .. } = stored;
    SavedTemplate { version, template, saved_at }
}

fn line(listed: ListedMail) -> MailLine {
    let ListedMail { mail, email, title } = listed;
    MailLine {
        next_try: next_try(&mail),
        id: mail.id,
        to: email,
        room_title: title,
        kind: mail.kind,
        state: mail.state,
        queued_at: mail.queued_at,
        settled_at: mail.settled_at,
        problem: mail.problem,
    }
}

/// When a mail is tried again whose last try has failed.
pub fn next_try(mail: &StoredMail) -> Option<Timestamp> {
    (mail.settled_at.is_none() && mail.problem.is_some()).then_some(mail.due_at)
}

/// Saves another version, unless what counts by now is not what it was made from: `before`, or none. The text is what
/// tells, because numbers begin anew where a language is switched off and on again.
pub async fn save(
    site: &Site,
    caller: &Caller,
    language: Language,
    before: Option<Template>,
    template: Template,
) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    check_fields(&template)?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                template_queries::lock(connection).await?;
                let languages = template_queries::list_languages(connection).await?;
                let stored = template_queries::find_last(connection, language).await?;
                if stored.as_ref().map(|stored| &stored.template) != before.as_ref() {
                    return Err(AppError::ChangedMeanwhile.into());
                }
                template_queries::insert(connection, language, &template, Some(me.id), now).await?;
                tell_of_languages(connection, &languages, now).await?;
                let after = template_queries::find_last(connection, language).await?;
                let changes = template_changes(stored.as_ref(), after.as_ref());
                let note = about_template(AuditAct::TemplateSaved, language).with_all(changes);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Takes the template of a language away. What is not there is no error.
pub async fn remove(site: &Site, caller: &Caller, language: Language) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                template_queries::lock(connection).await?;
                let languages = template_queries::list_languages(connection).await?;
                let Some(before) = template_queries::find_last(connection, language).await? else {
                    return Ok(());
                };
                template_queries::delete_all(connection, language).await?;
                tell_of_languages(connection, &languages, now).await?;
                let changes = template_changes(Some(&before), None);
                let note = about_template(AuditAct::TemplateRemoved, language).with_all(changes);
                audit::note(connection, &by, note, now).await?;
                Ok::<_, Failure>(())
            }
            .boxed()
        })
        .await
}

/// Open pages offer to send links by mail in the languages that have a template; another version changes nothing there.
async fn tell_of_languages(
    connection: &mut Connection,
    before: &[Language],
    now: Timestamp,
) -> Result<(), DbError> {
    if template_queries::list_languages(connection).await? == before {
        return Ok(());
    }
    settings::tell_everywhere(connection, now).await
}

fn about_template(act: AuditAct, language: Language) -> Note {
    Note::of(act).about(SubjectKind::Template, language.word(), "").with(AuditField::Language, language)
}

/// The subject and the number of the version. The whole text is kept with the version itself.
fn template_changes(before: Option<&StoredTemplate>, after: Option<&StoredTemplate>) -> Vec<Change> {
    let version = |stored: Option<&StoredTemplate>| stored.map(|stored| stored.version.into());
    let subject =
        |stored: Option<&StoredTemplate>| stored.map(|stored| AuditValue::text(&stored.template.subject));
    let mut changes = vec![Change::new(AuditField::Version, version(before), version(after))];
    if subject(before) != subject(after) {
        changes.push(Change::new(AuditField::Subject, subject(before), subject(after)));
    }
    changes
}

/// Names each part that cannot be saved, and why.
fn check_fields(template: &Template) -> Result<(), AppError> {
    let problems = check(template);
    if problems.is_empty() {
        return Ok(());
    }
    let field = |problem: &domain::mail::TemplateProblem| FieldError {
        field: problem.part().word().to_owned(),
        message: problem.say(),
    };
    Err(AppError::Fields(problems.iter().map(field).collect()))
}

/// Sends at once, so that whoever sets the mail server up learns what it says.
pub async fn send_test(site: &Site, caller: &Caller, language: Language, template: Template) -> Outcome<()> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    check_fields(&template)?;
    let now = site.clock.now();
    let letter = sample(&me, (language, template), site, now);
    let message = compose(&letter, &site.mailer().from, &site.public_host())
        .map_err(|problem| AppError::MailFailed(MailProblem::Unwritable(format!("{problem:#}"))))?;
    let name = format!("test-{}", secrets::nonce());
    let sent = site.mailer().send(&name, message).await;
    let note = about_template(AuditAct::TestMailSent, language).with(AuditField::Left, sent.is_ok());
    audit::note_alone(site, By::person(&me, caller), note).await;
    sent.map_err(|error| AppError::MailFailed(error.problem).into())
}

fn sample(
    me: &app::account::api::Me,
    (language, template): (Language, Template),
    site: &Site,
    now: Timestamp,
) -> Letter {
    let starts_at = now + Duration::from_hours(24);
    let ends_at = starts_at + Duration::from_hours(1);
    Letter {
        kind: MailKind::Invitation,
        site: site.identity.now().stored.name.to_string(),
        template,
        language,
        is_called_off: false,
        invitation: Invitation {
            id: InvitationId::from_bits(secrets::id_bits(now)),
            room: RoomId::from_bits(0),
            email: me.email.clone(),
            name: me.name.clone(),
            role: Role::Speaker,
            state: InvitationState::Open,
            generation: 1,
            expires_at: ends_at,
            tries: Tries::default(),
            link_requested_at: None,
            declined_at: None,
        },
        details: RoomDetails {
            title: test_title(language).to_owned(),
            description: String::new(),
            speakers: vec!["Ana Ruiz".to_owned(), "Tom Okafor".to_owned()],
            time_zone: "UTC".to_owned(),
            collaboration: true,
            audience: Audience::Invited,
        },
        session: Session { starts_at, ends_at, opened_at: None, ended_at: None, host_away_since: None },
        host: Some((me.name.clone(), me.email.clone())),
        link: format!("{}{}", site.public_url(), app::routes::unknown_link()),
        page: format!("{}{}", site.public_url(), app::routes::unknown_link()),
        calendar_sequence: 0,
        queued_at: now,
    }
}

/// Reads a mail's file. Its name is one of ours, so that no other file can be named.
pub async fn read_kept(site: &Site, caller: &Caller, mail: &str) -> Outcome<KeptMail> {
    require_administrator(site, caller).await?;
    let mailer = site.mailer();
    let folder = mailer.kept_in().ok_or(AppError::NotFound)?;
    let is_ours = mail.len() == 32 && mail.bytes().all(|letter| letter.is_ascii_hexdigit());
    if !is_ours {
        return Err(AppError::NotFound.into());
    }
    let bytes = tokio::fs::read(folder.join(format!("{mail}.eml"))).await.map_err(|_| AppError::NotFound)?;
    let parsed = mail_parser::MessageParser::default().parse(&bytes).ok_or(AppError::NotFound)?;
    let header = |address: Option<&mail_parser::Address>| {
        let first = address.and_then(|address| address.first());
        first.and_then(|address| address.address()).unwrap_or_default().to_owned()
    };
    Ok(KeptMail {
        subject: parsed.subject().unwrap_or_default().to_owned(),
        from: header(parsed.from()),
        to: header(parsed.to()),
        text: parsed.body_text(0).unwrap_or_default().into_owned(),
    })
}
