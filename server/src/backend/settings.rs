//! Hands on what is asked about the settings and the health of the site.

use app::backend::{Administration, Answer, Caller};
use app::settings::api::{InviterFound, SettingsDesk};
use async_trait::async_trait;
use domain::Settings;
use domain::health::Health;
use domain::settings::{SettingsEffect, SettingsForm};

use crate::failure::to_answer;
use crate::site::Site;
use crate::{health, settings};

#[async_trait]
impl Administration for Site {
    async fn find_health(&self, caller: &Caller) -> Answer<Health> {
        to_answer(health::find(self, caller).await)
    }

    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk> {
        to_answer(settings::service::find(self, caller).await)
    }

    async fn weigh_settings(&self, caller: &Caller, form: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        to_answer(settings::service::weigh(self, caller, form).await)
    }

    async fn save_settings(&self, caller: &Caller, before: Settings, form: SettingsForm) -> Answer<Settings> {
        to_answer(settings::service::replace(self, caller, before, form).await)
    }

    async fn suggest_inviters(&self, caller: &Caller, query: &str) -> Answer<Vec<InviterFound>> {
        to_answer(settings::service::suggest_inviters(self, caller, query).await)
    }
}
