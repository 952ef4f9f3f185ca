//! Choosing a language.

use leptos::prelude::*;

use crate::error::AppError;

/// Holds what was chosen.
#[cfg(feature = "ssr")]
pub const COOKIE: &str = "__Host-greenroom-language";

/// Keeps the choice on this device, for the longest that browsers keep a cookie; a form is led back to its page.
#[server(endpoint = "language")]
pub async fn choose_language(language: String) -> Result<(), AppError> {
    let language: domain::Language = language.parse().map_err(|_| AppError::Malformed)?;
    let cookie =
        format!("{COOKIE}={}; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Lax", language.word());
    let cookie = http::HeaderValue::try_from(cookie).map_err(|_| AppError::Malformed)?;
    crate::backend::call(async move |_, _| {
        crate::backend::set_cookie(crate::backend::SetCookie(cookie));
        Ok(())
    })
    .await
}
