//! The administrator's page of settings.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::settings::api::{InviterFound, SettingsDesk};
use domain::Settings;
use domain::language::Say;
use domain::people::{MIN_QUERY, PersonSuggestion, search_key};
use domain::plain_text::is_forbidden_in_line;
use domain::settings::{LinkOut, SettingsEffect, SettingsForm, effects};
use futures::FutureExt;

use super::{load, lock, save};
use crate::account::service::require_administrator;
use crate::db::{Connection, DbError};
use crate::failure::{Failure, Outcome};
use crate::invitation::queries as invitations;
use crate::people::{group_queries, groups, idn, queries as people, service as people_service};
use crate::site::Site;

/// People and groups that are suggested at once.
const MOST_SUGGESTED: usize = 10;

pub async fn find(site: &Site, caller: &Caller) -> Outcome<SettingsDesk> {
    require_administrator(site, caller).await?;
    let mut connection = site.db.read().await?;
    let settings = load(&mut connection).await?;
    let named = find_named(&mut connection, &settings).await?;
    Ok(SettingsDesk { settings, mails_leave: mails_leave(site), named })
}

/// Those whom the settings name as people who may invite, as far as they are there.
async fn find_named(connection: &mut Connection, settings: &Settings) -> Result<Vec<InviterFound>, DbError> {
    let groups = group_queries::list(connection).await?.into_iter();
    let mut named: Vec<_> =
        groups.filter(|group| settings.allowed_groups.contains(&group.id)).map(InviterFound::Group).collect();
    for person in &settings.allowed_people {
        if let Some((name, email)) = people::find_named(connection, *person).await? {
            named.push(InviterFound::Person(PersonSuggestion { id: *person, email, name }));
        }
    }
    Ok(named)
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
    if let Ok(person) = key.parse()
        && let Some((name, email)) = people::find_named(&mut connection, person).await?
    {
        found.push(InviterFound::Person(PersonSuggestion { id: person, email, name }));
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
    let links: Vec<LinkOut> = invitations::list_out(&mut connection, site.clock.now()).await?;
    Ok(effects(&before, &after, &links, mails_leave(site)))
}

/// Replaces the settings, unless somebody has changed them since `before` was read.
pub async fn replace(
    site: &Site,
    caller: &Caller,
    before: Settings,
    form: SettingsForm,
) -> Outcome<Settings> {
    let me = require_administrator(site, caller).await?;
    site.limits.write(&me.id.to_string())?;
    let after = read(&form)?;
    let now = site.clock.now();
    site.db
        .write(move |connection| {
            async move {
                lock(connection).await?;
                if load(connection).await? != before {
                    return Err(AppError::ChangedMeanwhile.into());
                }
                save(connection, &after, now).await?;
                Ok::<_, Failure>(after)
            }
            .boxed()
        })
        .await
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

fn mails_leave(site: &Site) -> bool {
    site.mailer().kept_in().is_none()
}
