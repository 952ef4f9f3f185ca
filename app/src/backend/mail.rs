//! What the pages ask about mails and their templates.

use async_trait::async_trait;
use domain::Language;
use domain::mail::{MailView, MailsToTry, Template};

use super::{Answer, Caller};
use crate::mail::api::{KeptMail, MailDesk, MailPage};

/// The administrator's mail desk.
#[async_trait]
pub trait Mails {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk>;
    async fn list_mails(&self, caller: &Caller, view: &MailView) -> Answer<MailPage>;
    async fn save_template(
        &self,
        caller: &Caller,
        language: Language,
        before: Option<Template>,
        template: Template,
    ) -> Answer<()>;
    async fn remove_template(&self, caller: &Caller, language: Language) -> Answer<()>;
    /// Sends at once, to whoever asks.
    async fn send_test_mail(&self, caller: &Caller, language: Language, template: Template) -> Answer<()>;
    async fn retry_mail(&self, caller: &Caller, mail: &str) -> Answer<()>;
    /// Answers how many they are.
    async fn retry_mails(&self, caller: &Caller, which: MailsToTry, query: &str) -> Answer<u32>;
    async fn read_kept_mail(&self, caller: &Caller, mail: &str) -> Answer<KeptMail>;
}
