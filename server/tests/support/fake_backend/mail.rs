//! What the fake answers about mails and their templates.

use app::backend::{Answer, Caller, Mails};
use app::error::AppError;
use app::mail::api::{KeptMail, MailDesk, MailPage};
use async_trait::async_trait;
use domain::Language;
use domain::mail::{MailView, MailsToTry, Template};

use super::FakeBackend;

#[async_trait]
impl Mails for FakeBackend {
    async fn find_mail_desk(&self, caller: &Caller) -> Answer<MailDesk> {
        self.note("find_mail_desk", caller);
        Err(AppError::NotFound)
    }

    async fn list_mails(&self, caller: &Caller, _: &MailView) -> Answer<MailPage> {
        self.note("list_mails", caller);
        Err(AppError::NotFound)
    }

    async fn save_template(
        &self,
        caller: &Caller,
        _: Language,
        _: Option<Template>,
        _: Template,
    ) -> Answer<()> {
        self.note("save_template", caller);
        Ok(())
    }

    async fn remove_template(&self, caller: &Caller, _: Language) -> Answer<()> {
        self.note("remove_template", caller);
        Ok(())
    }

    async fn send_test_mail(&self, caller: &Caller, _: Language, _: Template) -> Answer<()> {
        self.note("send_test_mail", caller);
        Ok(())
    }

    async fn retry_mail(&self, caller: &Caller, _: &str) -> Answer<()> {
        self.note("retry_mail", caller);
        Ok(())
    }

    async fn retry_mails(&self, caller: &Caller, _: MailsToTry, _: &str) -> Answer<u32> {
        self.note("retry_mails", caller);
        Ok(0)
    }

    async fn read_kept_mail(&self, caller: &Caller, _: &str) -> Answer<KeptMail> {
        self.note("read_kept_mail", caller);
        Err(AppError::NotFound)
    }
}
