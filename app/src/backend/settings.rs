//! What the pages ask about the settings and the health of the site.

use async_trait::async_trait;
use domain::Settings;
use domain::health::Health;
use domain::settings::{SettingsEffect, SettingsForm};

use super::{Answer, Caller};
use crate::settings::api::{InviterFound, SettingsDesk};

/// The settings of the site, and how it is: pages for administrators.
#[async_trait]
pub trait Administration {
    /// How the node that answers is. Reads only.
    async fn find_health(&self, caller: &Caller) -> Answer<Health>;
    /// Reads only.
    async fn find_settings(&self, caller: &Caller) -> Answer<SettingsDesk>;
    /// What saving the form would do. Reads only.
    async fn weigh_settings(&self, caller: &Caller, form: SettingsForm) -> Answer<Vec<SettingsEffect>>;
    /// Replaces the settings, unless somebody has changed them since `before` was read.
    async fn save_settings(&self, caller: &Caller, before: Settings, form: SettingsForm) -> Answer<Settings>;
    /// People and groups who may be named as those who may invite. Reads only.
    async fn suggest_inviters(&self, caller: &Caller, query: &str) -> Answer<Vec<InviterFound>>;
}
