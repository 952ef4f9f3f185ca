//! Who is signed in, for all of the application.

use leptos::prelude::*;

use super::api::{Me, SignIn, find_me};
use crate::error::AppError;

/// Who is signed in, and the action that changes it.
#[derive(Clone, Copy)]
pub struct Myself {
    pub me: Resource<Result<Option<Me>, AppError>>,
    pub sign_in: ServerAction<SignIn>,
}

/// Makes [`Myself`] available below.
pub fn provide_myself() {
    let sign_in = ServerAction::<SignIn>::new();
    let me = Resource::new(move || sign_in.version().get(), |_| find_me());
    provide_context(Myself { me, sign_in });
}

pub fn use_myself() -> Myself {
    expect_context()
}
