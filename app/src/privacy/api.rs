//! Asking what is kept about an address, and erasing it.

use domain::privacy::DataKind;
use domain::{EmailAddress, PersonId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::AppError;

/// What is kept about an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAbout {
    pub address: EmailAddress,
    /// How much of each kind there is; kinds of which there is nothing are left out.
    pub counts: Vec<(DataKind, u32)>,
    /// They are inside a room at this moment.
    pub is_inside: bool,
    /// The other addresses that this site takes for the same person and keeps something about. Each is erased by itself.
    pub others: Vec<EmailAddress>,
}

impl StoredAbout {
    pub fn has_account(&self) -> bool {
        self.counts.iter().any(|(kind, _)| *kind == DataKind::Account)
    }
}

/// The form in which an address is typed.
#[cfg(feature = "ssr")]
const FORM: &str = "privacy";

/// What stands in the URL when a form without scripts has been led back to its page. The address never does.
pub const LOOKED: &str = "looked";

/// What is kept about an address. Reads only. A form without scripts is led back to its page, which shows it.
#[server(endpoint = "privacy/find")]
pub async fn find_stored(address: String) -> Result<StoredAbout, AppError> {
    let found =
        crate::backend::call(async |backend, caller| backend.find_stored(&caller, &address).await).await;
    crate::backend::keep_typed(&[FORM, address.as_str()].join("\n"));
    if found.is_ok() {
        crate::backend::lead_form_back(&format!("{LOOKED}=yes"));
    }
    found
}

/// What the page shows at first: what is kept about somebody of the site, or about the address that a form without scripts
/// has just asked for. Reads only.
#[server(endpoint = "privacy/find-first")]
pub async fn find_first_stored(
    person: Option<PersonId>,
    has_looked: bool,
) -> Result<Option<StoredAbout>, AppError> {
    let typed = typed_before().filter(|_| has_looked);
    crate::backend::call(async |backend, caller| match (typed, person) {
        (Some(address), _) => backend.find_stored(&caller, &address).await.map(Some),
        (None, Some(person)) => backend.find_stored_of(&caller, person).await,
        (None, None) => Ok(None),
    })
    .await
}

/// The address that has just been sent by a form without scripts.
#[cfg(feature = "ssr")]
pub fn typed_before() -> Option<String> {
    let kept = crate::backend::typed_before();
    kept.split_once('\n').filter(|(form, _)| *form == FORM).map(|(_, address)| address.to_owned())
}

/// Erases what is kept about an address. There is no way back. Answers with what was there.
#[server(endpoint = "privacy/erase")]
pub async fn erase_address(address: String) -> Result<StoredAbout, AppError> {
    crate::backend::call(async |backend, caller| backend.erase_address(&caller, &address).await).await
}
