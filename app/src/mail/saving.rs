//! Saving a template, and what is said where somebody else was faster.

use domain::mail::Template;
use leptos::prelude::*;

use super::api::{MailDesk, find_mail_desk, save_template};
use super::editor::Typed;
use crate::error::AppError;
use crate::t;
use crate::ui::{Icon, IconName, use_toast};

/// Tries to save what is typed.
pub type Save = Action<Template, Result<(), AppError>>;

/// Saves what is typed, unless somebody else has saved this language meanwhile. What they have saved is known from then
/// on: whoever is told of it and saves again replaces it.
pub fn saving(typed: Typed, desk: RwSignal<MailDesk>) -> Save {
    Action::new(move |template: &Template| save(typed, template.clone(), desk))
}

async fn save(typed: Typed, template: Template, desk: RwSignal<MailDesk>) -> Result<(), AppError> {
    let before = typed.stored.try_get_untracked().flatten();
    let answer = save_template(typed.language, before, template.clone()).await;
    match answer {
        Ok(()) => drop(typed.stored.try_set(Some(template))),
        Err(AppError::ChangedMeanwhile) => {
            let now = find_mail_desk().await?;
            typed.stored.try_set(now.template(typed.language).cloned());
            desk.try_set(now);
        }
        Err(_) => {}
    }
    answer
}

/// That somebody else was faster. What is typed stays, and theirs can be looked at before it is replaced.
#[component]
pub fn Outdone(typed: Typed, save: Save) -> impl IntoView {
    let is_outdone =
        move || save.value().with(|answer| matches!(answer, Some(Err(AppError::ChangedMeanwhile))));
    view! {
        <div role="alert" class="alert-region">
            {move || {
                is_outdone().then(|| view! { <Theirs typed=typed theirs=typed.stored.get_untracked() /> })
            }}
        </div>
    }
}

/// What somebody else has saved, or that they have switched the language off.
#[component]
fn Theirs(typed: Typed, theirs: Option<Template>) -> impl IntoView {
    let toasts = use_toast();
    let words = if theirs.is_some() {
        t!(
            "Somebody else has saved this template meanwhile. What you typed is not saved: save again to replace theirs."
        )
    } else {
        t!(
            "Somebody else has switched this template off meanwhile. What you typed is not saved: save again to switch it on."
        )
    };
    let look = theirs.map(|theirs| {
        let look =
            move |_| typed.replace(theirs.clone(), t!("This is what somebody else has saved."), toasts);
        view! {
            <p>
                <button type="button" class="button" on:click=look>{t!("Look at theirs")}</button>
            </p>
        }
    });
    view! {
        <div class="notice" data-kind="loss">
            <Icon name=IconName::Alert />
            <div class="stack" data-gap="small">
                <p>{words}</p>
                {look}
            </div>
        </div>
    }
}
