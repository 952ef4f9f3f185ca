//! Who is signed in, for the pages of the site.

use leptos::prelude::*;

use super::api::{Me, find_me};
use crate::error::AppError;

/// Who is signed in.
#[derive(Clone, Copy)]
pub struct Myself {
    pub me: Resource<Result<Option<Me>, AppError>>,
}

/// Makes [`Myself`] available below. It is asked for when one comes to these pages, as from the sign-in page.
pub fn provide_myself() {
    provide_context(Myself { me: Resource::new(|| (), |()| find_me()) });
}

pub fn use_myself() -> Myself {
    expect_context()
}
