//! An error in words, said aloud when it appears.

use leptos::prelude::*;

use super::{Icon, IconName};
use crate::error::AppError;
use crate::language::said;

/// The sentence of an error, in a region that is there before the error is.
#[component]
pub fn ErrorNotice(#[prop(into)] error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <div role="alert" class="alert-region">
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <div class="notice" data-kind="loss">
                                <Icon name=IconName::Alert />
                                <p>{said(&error)}</p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
