//! Reading and changing the settings of the site.

use domain::Settings;
use domain::settings::{SettingsEffect, SettingsForm};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;

/// What the page of settings shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsDesk {
    pub settings: Settings,
    /// The site has a mail server.
    pub mails_leave: bool,
}

/// The settings as they are. Reads only.
#[server(endpoint = "settings/find")]
pub async fn find_settings() -> Result<SettingsDesk, AppError> {
    crate::backend::call(async |backend, caller| backend.find_settings(&caller).await).await
}

/// What saving the form would do. Changes nothing.
#[server(endpoint = "settings/weigh", input = Json)]
pub async fn weigh_settings(form: SettingsForm) -> Result<Vec<SettingsEffect>, AppError> {
    crate::backend::call(async |backend, caller| backend.weigh_settings(&caller, form).await).await
}

/// Replaces the settings, unless somebody has changed them since `before` was read.
#[server(endpoint = "settings/save", input = Json)]
pub async fn save_settings(before: Settings, form: SettingsForm) -> Result<Settings, AppError> {
    crate::backend::call(async |backend, caller| backend.save_settings(&caller, before, form).await).await
}
