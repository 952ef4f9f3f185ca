//! What the fake answers about the site's name, logo, address and mail server.

use app::backend::{Answer, Caller, Identities};
use app::error::AppError;
use app::identity::api::{SiteDesk, SiteFace};
use async_trait::async_trait;
use domain::Language;
use domain::mail::MailServerForm;

use super::Fake;

#[async_trait]
impl Identities for Fake {
    fn face(&self) -> SiteFace {
        self.face.clone()
    }
    async fn find_site_desk(&self, _: &Caller) -> Answer<SiteDesk> {
        self.signed_in()?;
        self.site.clone().ok_or(AppError::NotFound)
    }
    async fn save_site_name(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_logo(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn remove_logo(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_address(&self, _: &Caller, _: &str) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn save_mail_server(&self, _: &Caller, _: MailServerForm) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn remove_mail_server(&self, _: &Caller) -> Answer<SiteFace> {
        Err(AppError::NotFound)
    }
    async fn test_mail_server(&self, _: &Caller, _: Language) -> Answer<()> {
        Err(AppError::NotFound)
    }
}
