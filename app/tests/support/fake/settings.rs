//! What the fake answers about the settings and the health of the site.

use app::backend::{Administration, Answer, Caller};
use app::error::AppError;
use app::settings::api::{InviterFound, SettingsDesk};
use async_trait::async_trait;
use domain::Settings;
use domain::health::Health;
use domain::settings::{SettingsEffect, SettingsForm};

use super::Fake;

#[async_trait]
impl Administration for Fake {
    async fn find_health(&self, _: &Caller) -> Answer<Health> {
        Err(AppError::NotFound)
    }
    async fn find_settings(&self, _: &Caller) -> Answer<SettingsDesk> {
        Err(AppError::NotFound)
    }
    async fn weigh_settings(&self, _: &Caller, _: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        Err(AppError::NotFound)
    }
    async fn save_settings(&self, _: &Caller, _: Settings, _: SettingsForm) -> Answer<Settings> {
        Err(AppError::NotFound)
    }
    async fn suggest_inviters(&self, _: &Caller, _: &str) -> Answer<Vec<InviterFound>> {
        Err(AppError::NotFound)
    }
}
