//! What the fake answers about sign-ins and passwords.

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::backend::{Accounts, Answer, Caller, SetCookie};
use app::error::AppError;
use async_trait::async_trait;
use server::http::cookies;

use super::FakeBackend;

#[async_trait]
impl Accounts for FakeBackend {
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>> {
        self.note("me", caller);
        Ok(None)
    }

    async fn has_administrator(&self) -> Answer<bool> {
        Ok(true)
    }

    async fn sign_in(&self, caller: &Caller, _: &str, _: &str) -> Answer<SetCookie> {
        self.note("sign_in", caller);
        Ok(cookies::sign_in("secret", std::time::Duration::from_hours(1)))
    }

    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie> {
        self.note("sign_out", caller);
        Ok(cookies::end_sign_in())
    }

    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>> {
        self.note("list_sign_ins", caller);
        Ok(vec![])
    }

    async fn end_sign_in(&self, caller: &Caller, _: Option<String>) -> Answer<()> {
        self.note("end_sign_in", caller);
        Ok(())
    }

    async fn change_password(&self, caller: &Caller, _: &str, _: &str) -> Answer<()> {
        self.note("change_password", caller);
        Err(AppError::NotFound)
    }

    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage> {
        self.note("find_new_password", caller);
        Err(AppError::PasswordLinkUsed)
    }

    async fn choose_password(&self, caller: &Caller, _: &str) -> Answer<Vec<SetCookie>> {
        self.note("choose_password", caller);
        Err(AppError::PasswordLinkUsed)
    }
}
