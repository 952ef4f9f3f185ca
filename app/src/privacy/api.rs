//! Asking what is kept about an address, and erasing it.

use domain::EmailAddress;
use domain::privacy::DataKind;
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
}

impl StoredAbout {
    pub fn has_account(&self) -> bool {
        self.counts.iter().any(|(kind, _)| *kind == DataKind::Account)
    }
}

/// What is kept about an address. Reads only.
#[server(endpoint = "privacy/find")]
pub async fn find_stored(address: String) -> Result<StoredAbout, AppError> {
    crate::backend::call(async |backend, caller| backend.find_stored(&caller, &address).await).await
}

/// Erases what is kept about an address. There is no way back. Answers with what was there.
#[server(endpoint = "privacy/erase")]
pub async fn erase_address(address: String) -> Result<StoredAbout, AppError> {
    crate::backend::call(async |backend, caller| backend.erase_address(&caller, &address).await).await
}
