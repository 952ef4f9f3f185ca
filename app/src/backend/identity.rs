//! What the pages ask about the site's name, logo, address and mail server.

use async_trait::async_trait;
use domain::Language;
use domain::mail::MailServerForm;

use super::{Answer, Caller};
use crate::identity::api::{SiteDesk, SiteFace};

/// What the site is: its name, its logo, its address, its mail server.
#[async_trait]
pub trait Identities {
    /// What every page shows, as this node knows it.
    fn face(&self) -> SiteFace;
    /// Reads only.
    async fn find_site_desk(&self, caller: &Caller) -> Answer<SiteDesk>;
    async fn save_site_name(&self, caller: &Caller, name: &str) -> Answer<SiteFace>;
    /// `content` is in base64.
    async fn save_logo(&self, caller: &Caller, content: &str) -> Answer<SiteFace>;
    async fn remove_logo(&self, caller: &Caller) -> Answer<SiteFace>;
    async fn save_address(&self, caller: &Caller, address: &str) -> Answer<SiteFace>;
    async fn save_mail_server(&self, caller: &Caller, form: MailServerForm) -> Answer<SiteFace>;
    async fn remove_mail_server(&self, caller: &Caller) -> Answer<SiteFace>;
    /// Sends at once, to whoever asks.
    /// In the language that whoever asks reads.
    async fn test_mail_server(&self, caller: &Caller, reads: Language) -> Answer<()>;
}
