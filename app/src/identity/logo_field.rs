//! Choosing the picture that stands beside the site's name.

use domain::identity::{LogoProblem, MOST_LOGO_BYTES};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::api::{RemoveLogo, save_logo};
use super::face::{take_face, use_face};
use crate::account::Mark;
use crate::browser::file::{self, FileProblem};
use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, FieldErrorText, raw_text, use_toast};

/// The picture as it is, and another one in its place as soon as it is chosen. Without scripts it is sent by a button.
#[component]
pub fn LogoField(
    /// The page this is on.
    #[prop(into)]
    back: String,
) -> impl IntoView {
    let face = use_face();
    let toasts = use_toast();
    let problem = RwSignal::new(refused_before().map(AppError::LogoRefused));
    let is_sending = RwSignal::new(false);
    let remove = ServerAction::<RemoveLogo>::new();
    take_face(move || remove.value().get());
    let has_logo = Memo::new(move |_| face.logo().is_some());
    let choose = move |event: leptos::ev::Event| {
        let most = u32::try_from(MOST_LOGO_BYTES).unwrap_or(u32::MAX);
        // One after the other. The input stays enabled: who disables it takes the focus from whoever is on it.
        if is_sending.get_untracked() {
            return;
        }
        let Some(reading) = file::take_chosen(&event, most) else { return };
        problem.set(None);
        is_sending.set(true);
        spawn_local(async move {
            let sent = match reading.await {
                Ok(bytes) => save_logo(file::base64(&bytes)).await,
                Err(FileProblem::TooLarge) => Err(AppError::LogoRefused(LogoProblem::TooLarge)),
                Err(FileProblem::Unreadable) => Err(AppError::LogoRefused(LogoProblem::Unknown)),
            };
            is_sending.try_set(false);
            match sent {
                Ok(changed) => {
                    face.set(changed);
                    toasts.say(t!("The logo is saved."));
                }
                Err(error) => drop(problem.try_set(Some(error))),
            }
        });
    };
    let beside = Signal::derive(move || {
        problem.get().filter(|error| matches!(error, AppError::LogoRefused(_))).map(|error| said(&error))
    });
    let trouble =
        Signal::derive(move || problem.get().filter(|error| !matches!(error, AppError::LogoRefused(_))));
    let without_script =
        format!(r#"<button class="button" type="submit">{}</button>"#, raw_text(t!("Upload the picture")));
    view! {
        <div class="logo-field">
            <span class="logo-shown"><Mark /></span>
            <div class="logo-choice stack" data-gap="small">
                <form
                    class="field"
                    method="post"
                    action=routes::LOGO_UPLOAD
                    enctype="multipart/form-data"
                >
                    <label for="field-logo">{t!("Logo")}</label>
                    <p class="field-hint" id="field-logo-hint">
                        {t!("A PNG, JPEG or WebP picture of at most 256 KB, square if you can. Without one the site shows Greenroom’s door.")}
                    </p>
                    <input type="hidden" name="back" value=back />
                    <input
                        type="file"
                        id="field-logo"
                        name="logo"
                        accept="image/png,image/jpeg,image/webp"
                        aria-describedby="field-logo-hint field-logo-error"
                        aria-invalid=move || beside.with(Option::is_some).then_some("true")
                        on:change=choose
                    />
                    <FieldErrorText id="field-logo-error" error=beside />
                    <noscript inner_html=without_script></noscript>
                </form>
                <div hidden=move || !has_logo.get()>
                    <ActionForm action=remove>
                        <button class="button" data-kind="quiet" type="submit">{t!("Remove the logo")}</button>
                    </ActionForm>
                </div>
                <ErrorNotice error=trouble />
            </div>
        </div>
    }
}

/// Why the picture was refused that a form without scripts has just sent.
fn refused_before() -> Option<LogoProblem> {
    use_query_map().read_untracked().get("logo")?.parse().ok()
}
