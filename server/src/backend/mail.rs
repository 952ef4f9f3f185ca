//! Hands on what is asked about mails and their templates.

use app::backend::{Answer, Caller, Mails};
use app::mail::api::{KeptMail, MailDesk, MailPage};
use async_trait::async_trait;
use domain::Language;
use domain::mail::{MailView, MailsToTry, Template};

use crate::failure::to_answer;
use crate::mail;
use crate::site::Site;

#[async_trait]
impl Mails for Site {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk> {
        to_answer(mail::desk::find(self, caller).await)
    }

    async fn list_mails(&self, caller: &Caller, view: &MailView) -> Answer<MailPage> {
        to_answer(mail::desk::list(self, caller, view).await)
    }

    async fn save_template(
        &self,
        caller: &Caller,
        language: Language,
        before: Option<Template>,
        template: Template,
    ) -> Answer<()> {
        to_answer(mail::desk::save(self, caller, language, before, template).await)
    }

    async fn remove_template(&self, caller: &Caller, language: Language) -> Answer<()> {
        to_answer(mail::desk::remove(self, caller, language).await)
    }

    async fn send_test_mail(&self, caller: &Caller, language: Language, template: Template) -> Answer<()> {
        to_answer(mail::desk::send_test(self, caller, language, template).await)
    }

    async fn retry_mail(&self, caller: &Caller, mail: &str) -> Answer<()> {
        to_answer(mail::retrying::retry(self, caller, mail).await)
    }

    async fn retry_mails(&self, caller: &Caller, which: MailsToTry, query: &str) -> Answer<u32> {
        to_answer(mail::retrying::retry_many(self, caller, which, query).await)
    }

    async fn read_kept_mail(&self, caller: &Caller, mail: &str) -> Answer<KeptMail> {
        to_answer(mail::desk::read_kept(self, caller, mail).await)
    }
}
