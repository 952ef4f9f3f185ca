//! Who is signed in, for all of the application.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::api::{Me, find_me};
use crate::error::AppError;
use crate::routes;

/// Who is signed in.
#[derive(Clone, Copy)]
pub struct Myself {
    pub me: Resource<Result<Option<Me>, AppError>>,
}

/// Makes [`Myself`] available below. It is asked for anew when a page is come to or left on which people sign in.
pub fn provide_myself() {
    let path = use_location().pathname;
    let is_signing_in = Memo::new(move |_| {
        [routes::sign_in(None), routes::setup(), routes::new_password()].contains(&*path.read())
    });
    let me = Resource::new(move || is_signing_in.get(), |_| find_me());
    provide_context(Myself { me });
}

pub fn use_myself() -> Myself {
    expect_context()
}
