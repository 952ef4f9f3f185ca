//! The cookie of a sign-in.

use app::backend::SetCookie;
use http::{HeaderValue, header::InvalidHeaderValue};

use super::lifetime::ABSOLUTE_LIMIT;

/// Browsers accept this name only with `Secure`, `Path=/` and without `Domain`: no other host can set it.
pub const NAME: &str = "__Host-greenroom-sign-in";

/// Lets the browser keep this secret.
pub fn keep(secret: &str) -> Result<SetCookie, InvalidHeaderValue> {
    set(secret, ABSOLUTE_LIMIT.as_secs())
}

/// Lets the browser forget its secret.
pub fn forget() -> Result<SetCookie, InvalidHeaderValue> {
    set("", 0)
}

fn set(value: &str, max_age_seconds: u64) -> Result<SetCookie, InvalidHeaderValue> {
    let cookie = format!("{NAME}={value}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={max_age_seconds}");
    HeaderValue::from_str(&cookie).map(SetCookie)
}
