//! The administrator's page of settings.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::settings::api::{InviterFound, SettingsDesk};
use domain::audit::{AuditAct, AuditField, AuditValue, AuditWord, Change, SubjectKind};
use domain::language::Say;
use domain::people::{MIN_QUERY, PersonSuggestion, search_key};
use domain::plain_text::is_forbidden_in_line;
use domain::privacy::is_erased;
use domain::settings::{SettingsEffect, SettingsForm};
use domain::{PersonId, Settings};
use futures::FutureExt;

use super::{load, lock, save};
use crate::account::service::require_administrator;
use crate::audit::{self, By, Note};
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::mail::template_queries;
use crate::people::{group_queries, groups, idn, queries as people, service as people_service};
use crate::site::Site;

/// People and groups that are suggested at once.
const MOST_SUGGESTED: usize = 10;

pub async fn find(site: &Site, caller: &Caller) -> Outcome<SettingsDesk> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let settings = load(&mut connection).await?;
    let named = find_named(&mut connection, &settings).await?;
    let template_languages = template_queries::list_languages(&mut connection).await?;
    Ok(SettingsDesk { settings, mails_leave: site.mails_leave(), template_languages, named })
}

/// Those whom the settings name as people who may invite, as far as they are there: former people are not.
async fn find_named(connection: &mut Connection, settings: &Settings) -> Result<Vec<InviterFound>, DbError> {
    let groups = group_queries::list(connection).await?.into_iter();
    let mut named: Vec<_> =
        groups.filter(|group| settings.allowed_groups.contains(&group.id)).map(InviterFound::Group).collect();
    for person in &settings.allowed_people {
        named.extend(find_kept(connection, *person).await?.map(InviterFound::Person));
    }
    Ok(named)
}

/// Somebody whose personal data is not erased.
async fn find_kept(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<PersonSuggestion>, DbError> {
    Ok(people::find_person(connection, person).await?.filter(|known| !is_erased(&known.email)))
}

/// Groups and people by the beginning of their name or address, or by their identifier.
pub async fn suggest_inviters(site: &Site, caller: &Caller, query: &str) -> Outcome<Vec<InviterFound>> {
    require_administrator(site, caller).await?;
    let key = search_key(query);
    if key.chars().count() < MIN_QUERY || key.contains(is_forbidden_in_line) {
        return Ok(Vec::new());
    }
    let mut connection = site.db.read().await?;
    let groups = groups::suggest(&mut connection, query).await?.into_iter().map(InviterFound::Group);
    let mut found: Vec<_> = groups.collect();
    if let Ok(person) = key.parse() {
        found.extend(find_kept(&mut connection, person).await?.map(InviterFound::Person));
    }
    let people = people_service::find(&mut connection, query, &key).await?;
    found.extend(people.into_iter().map(InviterFound::Person));
    found.truncate(MOST_SUGGESTED);
    Ok(found)
}

/// What saving the form would do; changes nothing.
pub async fn weigh(site: &Site, caller: &Caller, form: SettingsForm) -> Outcome<Vec<SettingsEffect>> {
    require_administrator(site, caller).await?;
    let after = read(&form)?;
    let mut connection = site.db.read().await?;
    let before = load(&mut connection).await?;
    Ok(super::weigh::weigh(&mut connection, &before, &after, site.mails_leave(), site.clock.now()).await?)
}

/// Replaces the settings, unless somebody has changed them since `before` was read. Who changes nothing bothers nobody.
pub async fn replace(
    site: &Site,
    caller: &Caller,
    before: Settings,
    form: SettingsForm,
) -> Outcome<Settings> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let after = read(&form)?;
    let by = By::person(&me, caller);
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                if load(connection).await? != before {
                    return Err(AppError::ChangedMeanwhile.into());
                }
                if after == before {
                    return Ok(after);
                }
                save(connection, &after, now).await?;
                audit::note(connection, &by, note_of(&before, &after), now).await?;
                Ok::<_, Failure>(after)
            }
            .boxed()
        })
        .await
}

/// What a change of the settings is in the audit log: each setting that differs.
pub fn note_of(before: &Settings, after: &Settings) -> Note {
    // By name, so that none is forgotten.
    let Settings {
        invite_to_media,
        media_page,
        allowed_users,
        allowed_people,
        allowed_groups,
        link_duration_minutes,
        link_devices,
        mailed_code,
        grants,
        invitations_per_host,
        invitations_per_room,
        plus_addresses,
        blocked_domains,
        allowed_domains,
        guest_links,
        advance_entry_minutes,
        guests_kept_days,
    } = after;
    let lists = [
        list(AuditField::AllowedPeople, &before.allowed_people, allowed_people),
        list(AuditField::AllowedGroups, &before.allowed_groups, allowed_groups),
        list(AuditField::BlockedDomains, &before.blocked_domains, blocked_domains),
        list(AuditField::AllowedDomains, &before.allowed_domains, allowed_domains),
    ];
    let many = AuditWord::Unlimited;
    Note::of(AuditAct::SettingsChanged)
        .about(SubjectKind::Settings, "settings", "")
        .changed(AuditField::InviteToMedia, before.invite_to_media, *invite_to_media)
        .changed(AuditField::MediaPage, before.media_page, *media_page)
        .changed(AuditField::AllowedUsers, before.allowed_users, *allowed_users)
        .changed(AuditField::LinkDuration, before.link_duration_minutes, *link_duration_minutes)
        .changed(AuditField::LinkDevices, or(before.link_devices, many), or(*link_devices, many))
        .changed(AuditField::MailedCode, before.mailed_code, *mailed_code)
        .changed(AuditField::OwnerGives, before.grants.owner, grants.owner)
        .changed(AuditField::CoOwnerGives, before.grants.co_owner, grants.co_owner)
        .changed(AuditField::CoEditorGives, before.grants.co_editor, grants.co_editor)
        .changed(AuditField::CoPublisherGives, before.grants.co_publisher, grants.co_publisher)
        .changed(
            AuditField::InvitationsPerHost,
            or(before.invitations_per_host, many),
            or(*invitations_per_host, many),
        )
        .changed(
            AuditField::InvitationsPerRoom,
            or(before.invitations_per_room, many),
            or(*invitations_per_room, many),
        )
        .changed(AuditField::PlusAddresses, before.plus_addresses, *plus_addresses)
        .changed(AuditField::GuestLinks, before.guest_links, *guest_links)
        .changed(AuditField::AdvanceEntry, before.advance_entry_minutes, *advance_entry_minutes)
        .changed(
            AuditField::GuestsKept,
            or(before.guests_kept_days, AuditWord::Never),
            or(*guests_kept_days, AuditWord::Never),
        )
        .with_all(lists.into_iter().flatten().collect())
}

fn or(number: Option<impl Into<u32>>, none: AuditWord) -> AuditValue {
    number.map_or_else(|| none.into(), |number| number.into().into())
}

/// A list before and after. It differs although what the log keeps of a long one may not.
fn list<T: PartialEq + ToString>(field: AuditField, before: &[T], after: &[T]) -> Option<Change> {
    let kept = |entries: &[T]| {
        AuditValue::text(&entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
    };
    (before != after).then(|| Change::new(field, Some(kept(before)), Some(kept(after))))
}

fn read(form: &SettingsForm) -> Result<Settings, AppError> {
    form.read(idn::to_ascii).map_err(|problems| {
        let field = |(field, problem): &(domain::settings::SettingsField, _)| FieldError {
            field: field.word().to_owned(),
            message: Say::say(problem as &domain::settings::SettingsProblem),
        };
        AppError::Fields(problems.iter().map(field).collect())
    })
}
