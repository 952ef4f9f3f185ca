//! What the fake answers about the site's name, logo, address and mail server.

use app::backend::{Answer, Caller, Identities};
use app::error::AppError;
use app::identity::api::{SiteDesk, SiteFace};
use async_trait::async_trait;
use domain::Language;
use domain::mail::MailServerForm;

use super::FakeBackend;

#[async_trait]
impl Identities for FakeBackend {
    fn face(&self) -> SiteFace {
        SiteFace::default()
    }

    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk> {
        self.note("find_site_desk", caller);
        Err(AppError::NotFound)
    }

    async fn save_site_name(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_site_name", caller);
        Ok(SiteFace::default())
    }

    async fn save_logo(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_logo", caller);
        Ok(SiteFace::default())
    }

    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("remove_logo", caller);
        Ok(SiteFace::default())
    }

    async fn save_address(&self, caller: &Caller, _: &str) -> Answer<SiteFace> {
        self.note("save_address", caller);
        Ok(SiteFace::default())
    }

    async fn save_mail_server(&self, caller: &Caller, _: MailServerForm) -> Answer<SiteFace> {
        self.note("save_mail_server", caller);
        Ok(SiteFace::default())
    }

    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace> {
        self.note("remove_mail_server", caller);
        Ok(SiteFace::default())
    }

    async fn test_mail_server(&self, caller: &Caller, _: Language) -> Answer<()> {
        self.note("test_mail_server", caller);
        Ok(())
    }
}
