//! What the fake answers about the settings and the health of the site.

use app::backend::{Administration, Answer, Caller};
use app::error::AppError;
use app::settings::api::{InviterFound, SettingsDesk};
use async_trait::async_trait;
use domain::Settings;
use domain::health::Health;
use domain::settings::{SettingsEffect, SettingsForm};

use super::FakeBackend;

#[async_trait]
impl Administration for FakeBackend {
    async fn find_health(&self, caller: &Caller) -> Answer<Health> {
        self.note("find_health", caller);
        Err(AppError::NotFound)
    }

    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk> {
        self.note("find_settings", caller);
        Err(AppError::NotFound)
    }

    async fn weigh_settings(&self, caller: &Caller, _: SettingsForm) -> Answer<Vec<SettingsEffect>> {
        self.note("weigh_settings", caller);
        Err(AppError::NotFound)
    }

    async fn save_settings(&self, caller: &Caller, _: Settings, _: SettingsForm) -> Answer<Settings> {
        self.note("save_settings", caller);
        Err(AppError::NotFound)
    }

    async fn suggest_inviters(&self, caller: &Caller, _: &str) -> Answer<Vec<InviterFound>> {
        self.note("suggest_inviters", caller);
        Err(AppError::NotFound)
    }
}
