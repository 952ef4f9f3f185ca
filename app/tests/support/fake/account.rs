//! What the fake answers about sign-ins and passwords.

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::backend::{Accounts, Answer, Caller, SetCookie};
use app::error::AppError;
use async_trait::async_trait;
use http::HeaderValue;

use super::{Fake, in_minutes};

#[async_trait]
impl Accounts for Fake {
    async fn me(&self, _: &Caller) -> Answer<Option<Me>> {
        Ok(self.me.clone())
    }
    async fn has_administrator(&self) -> Answer<bool> {
        Ok(self.has_administrator)
    }
    async fn sign_in(&self, _: &Caller, email: &str, password: &str) -> Answer<SetCookie> {
        if email.is_empty() {
            return Err(AppError::field("email", domain::EmailProblem::Empty));
        }
        if password == "right" {
            Ok(SetCookie(HeaderValue::from_static("sign-in=1")))
        } else {
            Err(AppError::WrongCredentials)
        }
    }
    async fn sign_out(&self, _: &Caller) -> Answer<SetCookie> {
        Ok(SetCookie(HeaderValue::from_static("sign-in=")))
    }
    async fn list_sign_ins(&self, _: &Caller) -> Answer<Vec<SignInSummary>> {
        self.signed_in()?;
        let sign_in = |id: &str, user_agent: &str, minutes: i64| SignInSummary {
            id: id.into(),
            user_agent: user_agent.into(),
            signed_in_at: in_minutes(minutes),
            last_seen_at: in_minutes(minutes / 7),
            is_this_one: id == "here",
        };
        Ok(vec![
            sign_in("there", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/605.1", -4000),
            sign_in("here", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", -40),
        ])
    }
    async fn end_sign_in(&self, _: &Caller, _: Option<String>) -> Answer<()> {
        self.signed_in()
    }
    async fn change_password(&self, _: &Caller, _: &str, _: &str) -> Answer<()> {
        Err(AppError::NotFound)
    }
    async fn find_new_password(&self, _: &Caller) -> Answer<NewPasswordPage> {
        Err(AppError::PasswordLinkUsed)
    }
    async fn choose_password(&self, _: &Caller, _: &str) -> Answer<Vec<SetCookie>> {
        Err(AppError::PasswordLinkUsed)
    }
}
