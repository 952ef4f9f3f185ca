//! The administrator's page of settings.

use app::backend::Caller;
use app::error::{AppError, FieldError};
use app::settings::api::SettingsDesk;
use domain::Settings;
use domain::language::Say;
use domain::settings::{LinkOut, SettingsEffect, SettingsForm, effects};
use futures::FutureExt;

use super::{load, lock, save};
use crate::account::service::require_administrator;
use crate::failure::{Failure, Outcome};
use crate::invitation::queries as invitations;
use crate::people::idn;
use crate::site::Site;

pub async fn find(site: &Site, caller: &Caller) -> Outcome<SettingsDesk> {
    require_administrator(site, caller).await?;
    let settings = load(&mut site.db.read().await?).await?;
    Ok(SettingsDesk { settings, mails_leave: mails_leave(site) })
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
