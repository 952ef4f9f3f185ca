//! Signing in and out.
use app::account::api::Me;
use app::backend::Caller;

use crate::failure::Outcome;
use crate::site::Site;

/// Who is signed in, if anybody.
pub async fn signed_in(_site: &Site, _caller: &Caller) -> Outcome<Option<Me>> {
    Ok(None)
}
