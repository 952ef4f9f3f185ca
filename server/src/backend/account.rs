//! Hands on what is asked about sign-ins and passwords.

use app::account::api::{Me, NewPasswordPage, SignInSummary};
use app::backend::{Accounts, Answer, Caller, SetCookie};
use async_trait::async_trait;

use crate::account;
use crate::failure::to_answer;
use crate::site::Site;

#[async_trait]
impl Accounts for Site {
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>> {
        to_answer(account::service::signed_in(self, caller).await)
    }

    async fn has_administrator(&self) -> Answer<bool> {
        to_answer(account::service::has_administrator(self).await)
    }

    async fn sign_in(&self, caller: &Caller, email: &str, password: &str) -> Answer<SetCookie> {
        to_answer(account::service::sign_in(self, caller, email, password).await)
    }

    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie> {
        to_answer(account::service::sign_out(self, caller).await)
    }

    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>> {
        to_answer(account::service::list_sign_ins(self, caller).await)
    }

    async fn end_sign_in(&self, caller: &Caller, id: Option<String>) -> Answer<()> {
        to_answer(account::service::end_sign_in(self, caller, id).await)
    }

    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Answer<()> {
        to_answer(account::service::change_password(self, caller, current, password).await)
    }

    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage> {
        to_answer(account::password_link::find(self, caller).await)
    }

    async fn choose_password(&self, caller: &Caller, password: &str) -> Answer<Vec<SetCookie>> {
        to_answer(account::password_link::choose(self, caller, password).await)
    }
}
