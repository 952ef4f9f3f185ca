//! Signing in and out.

use domain::people::PersonSuggestion;
use domain::{ApplicationRole, EmailAddress, PersonId, PersonName, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: PersonId,
    pub email: EmailAddress,
    pub name: PersonName,
    pub application_role: ApplicationRole,
}

impl Me {
    /// As others find me in the directory.
    pub fn as_suggestion(&self) -> PersonSuggestion {
        PersonSuggestion { id: self.id, email: self.email.clone(), name: self.name.clone() }
    }
}

/// One of my sign-ins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInSummary {
    /// Names it; never the secret.
    pub id: String,
    pub user_agent: String,
    pub signed_in_at: Timestamp,
    pub last_seen_at: Timestamp,
    pub is_this_one: bool,
}

/// Who chooses a password by the link that this browser has opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPasswordPage {
    pub email: EmailAddress,
    pub name: PersonName,
}

/// Who is signed in, if anybody.
#[server(endpoint = "account/me")]
pub async fn find_me() -> Result<Option<Me>, AppError> {
    crate::backend::call(async |backend, caller| backend.me(&caller).await).await
}

/// Whether anybody can administer this site yet.
#[server(endpoint = "account/has-administrator")]
pub async fn has_administrator() -> Result<bool, AppError> {
    crate::backend::call(async |backend, _| backend.has_administrator().await).await
}

/// Signs in and leads on to `next`.
#[server(endpoint = "account/sign-in")]
pub async fn sign_in(email: String, password: String, next: String) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.sign_in(&caller, &email, &password).await)
            .await?;
    crate::backend::set_cookie(cookie);
    let next = crate::routes::own_path(&next).map_or_else(crate::routes::rooms, str::to_owned);
    leptos_axum::redirect(&next);
    Ok(())
}

/// Ends this sign-in.
#[server(endpoint = "account/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let cookie = crate::backend::call(async |backend, caller| backend.sign_out(&caller).await).await?;
    crate::backend::set_cookie(cookie);
    leptos_axum::redirect(&crate::routes::sign_in(None));
    Ok(())
}

/// Where I am signed in.
#[server(endpoint = "account/sign-ins")]
pub async fn list_sign_ins() -> Result<Vec<SignInSummary>, AppError> {
    crate::backend::call(async |backend, caller| backend.list_sign_ins(&caller).await).await
}

/// Ends one of my sign-ins.
#[server(endpoint = "account/sign-ins/end")]
pub async fn end_sign_in(id: String) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.end_sign_in(&caller, Some(id)).await).await?;
    leptos_axum::redirect(&crate::routes::account());
    Ok(())
}

/// Ends all my sign-ins but this one.
#[server(endpoint = "account/sign-ins/end-others")]
pub async fn end_other_sign_ins() -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.end_sign_in(&caller, None).await).await?;
    leptos_axum::redirect(&crate::routes::account());
    Ok(())
}

/// Gives me another password; my other sign-ins end.
#[server(endpoint = "account/change-password")]
pub async fn change_password(current_password: String, password: String) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| {
        backend.change_password(&caller, &current_password, &password).await
    })
    .await
}

/// Whose password the link that this browser has opened is for. Reads only.
#[server(endpoint = "account/find-new-password")]
pub async fn find_new_password() -> Result<NewPasswordPage, AppError> {
    crate::backend::call(async |backend, caller| backend.find_new_password(&caller).await).await
}

/// Takes the password for whoever the opened link is for, signs them in and leads on.
#[server(endpoint = "account/choose-password")]
pub async fn choose_password(password: String) -> Result<(), AppError> {
    let cookies =
        crate::backend::call(async |backend, caller| backend.choose_password(&caller, &password).await)
            .await?;
    cookies.into_iter().for_each(crate::backend::set_cookie);
    leptos_axum::redirect(&crate::routes::rooms());
    Ok(())
}
