//! Reading and changing the settings of the site.

use domain::people::PersonSuggestion;
use domain::settings::{SettingsEffect, SettingsForm};
use domain::{GroupId, Language, PersonId, Settings};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;
use crate::people::api::GroupSummary;

/// What the page of settings shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsDesk {
    pub settings: Settings,
    /// The site has a mail server.
    pub mails_leave: bool,
    /// The languages that have a mail template; without any no link can be sent by mail.
    pub template_languages: Vec<Language>,
    /// Those of the settings who are named as people who may invite, as far as they are still there.
    pub named: Vec<InviterFound>,
}

/// Somebody, or a group, that can be named among those who may invite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InviterFound {
    Person(PersonSuggestion),
    Group(GroupSummary),
}

/// What the settings name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InviterId {
    Person(PersonId),
    Group(GroupId),
}

impl InviterFound {
    pub const fn id(&self) -> InviterId {
        match self {
            Self::Person(person) => InviterId::Person(person.id),
            Self::Group(group) => InviterId::Group(group.id),
        }
    }

    /// What they are called.
    pub fn name(&self) -> String {
        match self {
            Self::Person(person) => person.name.to_string(),
            Self::Group(group) => group.name.to_string(),
        }
    }
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

/// People and groups by the beginning of their name or address, or by their identifier. Reads only.
#[server(endpoint = "settings/suggest-inviters", input = Json)]
pub async fn suggest_inviters(query: String) -> Result<Vec<InviterFound>, AppError> {
    crate::backend::call(async |backend, caller| backend.suggest_inviters(&caller, &query).await).await
}
