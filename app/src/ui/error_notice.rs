//! An error in words, said aloud when it appears.

use leptos::prelude::*;

use super::{Icon, IconName, LocalTime, TechnicalText, TimeStyle};
use crate::browser::page_life::reload_page;
use crate::error::AppError;
use crate::language::said;
use crate::{t, t_view};

/// The sentence of an error, in a region that is there before the error is, with what another program said of it, or
/// when it is possible after all. Where somebody else was faster there is a button to see what they have done: until
/// then what was typed stays.
#[component]
pub fn ErrorNotice(#[prop(into)] error: Signal<Option<AppError>>) -> impl IntoView {
    view! {
        <div role="alert" class="alert-region">
            {move || {
                error
                    .get()
                    .map(|error| {
                        let cause = error.cause().map(str::to_owned);
                        let again_at = error.again_at();
                        let is_outdated = matches!(error, AppError::ChangedMeanwhile);
                        view! {
                            <div class="notice" data-kind="loss">
                                <Icon name=IconName::Alert />
                                <div class="stack" data-gap="small">
                                    <p>{said(&error)}</p>
                                    {cause.map(|cause| view! { <p><TechnicalText text=cause /></p> })}
                                    {again_at
                                        .map(|at| {
                                            let time = view! { <LocalTime at=at style=TimeStyle::Brief /> };
                                            let words = t_view!("It is possible again from {time} on.", time = time);
                                            view! { <p>{words}</p> }
                                        })}
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
