//! Naming the site.

use domain::identity::MAX_SITE_NAME;
use domain::setup::SetupStep;
use leptos::form::ActionForm;
use leptos::prelude::*;

use super::api::{NAME_FORM, SaveSiteName};
use super::face::{take_face, use_face};
use crate::t;
use crate::ui::{ErrorNotice, FormProblem, LeaveGuard, TextField, last_saved, refused_fields, use_toast};

/// The site's name, with a button to save it; the button says what comes then.
#[component]
pub fn NameForm(
    /// The step of the setup that is done by it.
    #[prop(optional)]
    walking: Option<SetupStep>,
    #[prop(into)] button: String,
) -> impl IntoView {
    let save = ServerAction::<SaveSiteName>::new();
    let (value, is_pending) = (save.value(), save.pending());
    let typed = refused_fields(NAME_FORM).into_iter().next();
    // The input does not follow the face, which somebody else may change meanwhile.
    let shown = use_face().name_untracked();
    let saved = last_saved(shown.clone(), save, |sent| sent.name);
    let name = RwSignal::new(typed.unwrap_or(shown));
    let is_unsaved = Memo::new(move |_| name.get() != saved.get());
    let problem = FormProblem::of(save);
    take_face(move || value.get());
    let toasts = use_toast();
    Effect::new(move || {
        if walking.is_none() && matches!(value.get(), Some(Ok(_))) {
            toasts.say(t!("The name is saved. It stands on every page from now on."));
        }
    });
    view! {
        <ActionForm action=save attr:novalidate=true>
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                {walking.map(|step| view! { <input type="hidden" name="walking" value=step.word() /> })}
                <TextField
                    label=t!("Name of the site")
                    name="name"
                    value=name
                    error=problem.for_field("name")
                    hint=t!("It stands in the header of every page, in mails and in titles.")
                    autocomplete="organization"
                    max_length=u32::try_from(MAX_SITE_NAME).unwrap_or(u32::MAX)
                    required=true
                />
                <div class="cluster">
                    <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                        {button}
                    </button>
                </div>
            </div>
        </ActionForm>
        <LeaveGuard id="leave-site-name" is_unsaved=is_unsaved />
    }
}
