//! An error in words, said aloud when it appears.

use leptos::prelude::*;

use super::{Icon, IconName, TechnicalText};
use crate::browser::page_life::reload_page;
use crate::error::AppError;
use crate::language::said;
use crate::t;

/// The sentence of an error, in a region that is there before the error is, with what another program said of it. Where
/// somebody else was faster there is a button to see what they have done: until then what was typed stays.
#[component]
pub fn ErrorNotice(#[prop(into)] error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <div role="alert" class="alert-region">
            {move || {
                error
                    .get()
                    .map(|error| {
                        let cause = error.cause().map(str::to_owned);
                        let is_outdated = matches!(error, AppError::ChangedMeanwhile);
                        view! {
                            <div class="notice" data-kind="loss">
                                <Icon name=IconName::Alert />
                                <div class="stack" data-gap="small">
                                    <p>{said(&error)}</p>
                                    {cause.map(|cause| view! { <p><TechnicalText text=cause /></p> })}
                                    {is_outdated.then(|| view! { <p><LookAgain /></p> })}
                                </div>
                            </div>
                        }
                    })
            }}
        </div>
    }
}

#[component]
fn LookAgain() -> impl IntoView {
    view! {
        <button type="button" class="button" on:click=|_| reload_page()>
            {t!("Look again")}
        </button>
    }
}
