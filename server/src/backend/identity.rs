//! Hands on what is asked about the site's name, logo, address and mail server.

use app::backend::{Answer, Caller, Identities};
use app::identity::api::{SiteDesk, SiteFace};
use async_trait::async_trait;
use domain::Language;
use domain::mail::MailServerForm;

use crate::failure::to_answer;
use crate::identity;
use crate::site::Site;

#[async_trait]
impl Identities for Site {
    fn face(&self) -> SiteFace {
        self.identity.now().face()
    }

    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk> {
        to_answer(identity::service::find(self, caller).await)
    }

    async fn save_site_name(&self, caller: &Caller, name: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_name(self, caller, name).await)
    }

    async fn save_logo(&self, caller: &Caller, content: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_encoded_logo(self, caller, content).await)
    }

    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(identity::service::remove_logo(self, caller).await)
    }

    async fn save_address(&self, caller: &Caller, address: &str) -> Answer<SiteFace> {
        to_answer(identity::service::save_address(self, caller, address).await)
    }

    async fn save_mail_server(&self, caller: &Caller, form: MailServerForm) -> Answer<SiteFace> {
        to_answer(identity::service::save_mail_server(self, caller, form).await)
    }

    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace> {
        to_answer(identity::service::remove_mail_server(self, caller).await)
    }

    async fn test_mail_server(&self, caller: &Caller, reads: Language) -> Answer<()> {
        to_answer(identity::service::test_mail_server(self, caller, reads).await)
    }
}
