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

/// Saves what is typed, unless somebody else has saved this language meanwhile.
pub async fn save_typed(typed: Typed, template: Template, desk: RwSignal<MailDesk>) -> Result<(), AppError> {
    let before = typed.stored.try_get_untracked().flatten();
    let mut answer = save_template(typed.language, before, template.clone()).await;
    if answer == Err(AppError::ChangedMeanwhile) {
        let now = find_mail_desk().await?;
        // It was saved already, and that answer was lost on its way.
        if now.template(typed.language) == Some(&template) {
            answer = Ok(());
        }
        desk.try_set(now);
    }
    if answer.is_ok() {
        typed.stored.try_set(Some(template));
    }
    answer
}

/// That somebody else was faster. What is typed stays, and theirs can be looked at before it is replaced.
#[component]
pub fn Outdone(typed: Typed, save: Save, desk: RwSignal<MailDesk>) -> impl IntoView {
    let is_outdone =
        move || save.value().with(|answer| matches!(answer, Some(Err(AppError::ChangedMeanwhile))));
    let theirs = move || desk.with_untracked(|desk| desk.template(typed.language).cloned());
    view! {
        <div role="alert" class="alert-region">
            {move || is_outdone().then(|| view! { <Theirs typed=typed theirs=theirs() /> })}
        </div>
    }
}

/// What somebody else has saved, or that they have switched the language off.
#[component]
fn Theirs(typed: Typed, theirs: Option<Template>) -> impl IntoView {
    // Known from here on, and no sooner: whoever has gone on to another language before the answer came is told when
    // they save again, and nothing is replaced unseen.
    typed.stored.set(theirs.clone());
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
