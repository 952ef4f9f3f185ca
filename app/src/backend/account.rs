//! What the pages ask about sign-ins and passwords.

use async_trait::async_trait;

use super::{Answer, Caller, SetCookie};
use crate::account::api::{Me, NewPasswordPage, SignInSummary};

#[async_trait]
pub trait Accounts {
    /// Who is signed in.
    async fn me(&self, caller: &Caller) -> Answer<Option<Me>>;
    /// Whether the site has an administrator who can sign in.
    async fn has_administrator(&self) -> Answer<bool>;
    async fn sign_in(&self, caller: &Caller, email: &str, password: &str) -> Answer<SetCookie>;
    async fn sign_out(&self, caller: &Caller) -> Answer<SetCookie>;
    async fn list_sign_ins(&self, caller: &Caller) -> Answer<Vec<SignInSummary>>;
    /// Ends one of my sign-ins, or all but this one when `id` is `None`.
    async fn end_sign_in(&self, caller: &Caller, id: Option<String>) -> Answer<()>;
    /// Gives me another password; my other sign-ins end.
    async fn change_password(&self, caller: &Caller, current: &str, password: &str) -> Answer<()>;
    /// Whose password the link that this browser has opened is for. Reads only.
    async fn find_new_password(&self, caller: &Caller) -> Answer<NewPasswordPage>;
    /// Takes the password for whoever the link is for, and signs them in here.
    async fn choose_password(&self, caller: &Caller, password: &str) -> Answer<Vec<SetCookie>>;
}
