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
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{ConfirmDialog, ErrorNotice, FieldErrorText, raw_text, use_toast};

const FILE: &str = "field-logo";
const REMOVE: &str = "remove-logo";

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
    Effect::new(move || {
        if let Some(Ok(_)) = remove.value().get() {
            toasts.say(t!("The logo is removed."));
            // The button has gone.
            focus_id(FILE);
        }
    });
    let has_logo = Memo::new(move |_| face.logo().is_some());
    let choose = move |event: leptos::ev::Event| {
        let most = u32::try_from(MOST_LOGO_BYTES).unwrap_or(u32::MAX);
        // One after the other. The input stays enabled: who disables it takes the focus from whoever is on it.
        if is_sending.get_untracked() {
            return;
        }
        let Some(reading) = file::take_chosen(&event, most) else { return };
        problem.set(None);
        remove.clear();
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
    let trouble = Signal::derive(move || {
        let of_choice = problem.get().filter(|error| !matches!(error, AppError::LogoRefused(_)));
        of_choice.or_else(|| remove.value().get().and_then(Result::err))
    });
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
                    <label for=FILE>{t!("Logo")}</label>
                    <p class="field-hint" id="field-logo-hint">
                        {t!("A PNG, JPEG or WebP picture of at most 256 KB, square if you can. Without one the site shows Greenroom’s door.")}
                    </p>
                    <input type="hidden" name="back" value=back />
                    <input
                        type="file"
                        id=FILE
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
                    <WithoutLogo remove=remove />
                </div>
                <ErrorNotice error=trouble />
            </div>
        </div>
    }
}

/// Showing Greenroom's own sign again. Asks first, unless the browser runs no scripts.
#[component]
fn WithoutLogo(remove: ServerAction<RemoveLogo>) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    view! {
        <ActionForm action=remove>
            <button
                id=REMOVE
                class="button"
                data-kind="quiet"
                type="submit"
                disabled=remove.pending()
                on:click=move |event| {
                    event.prevent_default();
                    is_asking.set(true);
                }
            >
                {t!("Remove the logo…")}
            </button>
        </ActionForm>
        <ConfirmDialog
            id="ask-remove-logo"
            open=is_asking
            title=t!("Remove the logo?")
            question=t!("Every page shows Greenroom’s door again. The picture is not kept.")
            confirm_label=t!("Remove the logo")
            return_focus=REMOVE
            on_confirm=Callback::new(move |()| {
                remove.dispatch(RemoveLogo {});
            })
        />
    }
}

/// Why the picture was refused that a form without scripts has just sent.
fn refused_before() -> Option<LogoProblem> {
    use_query_map().read_untracked().get("logo")?.parse().ok()
}
