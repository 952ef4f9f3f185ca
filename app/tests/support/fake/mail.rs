//! What the fake answers about mails and their templates.

use app::backend::{Answer, Caller, Mails};
use app::error::AppError;
use app::mail::api::{KeptMail, MailDesk, MailPage};
use async_trait::async_trait;
use domain::Language;
use domain::mail::{MailView, MailsToTry, Template};

use super::Fake;

#[async_trait]
impl Mails for Fake {
    async fn find_mail_desk(&self, _: &Caller) -> Answer<MailDesk> {
        Err(AppError::NotFound)
    }
    async fn list_mails(&self, _: &Caller, _: &MailView) -> Answer<MailPage> {
        Err(AppError::NotFound)
    }
    async fn save_template(&self, _: &Caller, _: Language, _: Option<Template>, _: Template) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn remove_template(&self, _: &Caller, _: Language) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn send_test_mail(&self, _: &Caller, _: Language, _: Template) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn retry_mail(&self, _: &Caller, _: &str) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn retry_mails(&self, _: &Caller, _: MailsToTry, _: &str) -> Answer<u32> {
        Err(AppError::NotFound)
    }
    async fn read_kept_mail(&self, _: &Caller, _: &str) -> Answer<KeptMail> {
        Err(AppError::NotFound)
    }
}
