//! Where the language is chosen.

use domain::Language;
use leptos::prelude::*;
use server_fn::ServerFn;

use super::api::ChooseLanguage;
use super::language;
use crate::t;

/// The languages by their own names. A plain form: the whole page comes again, in the other language.
#[component]
pub fn LanguageChooser() -> impl IntoView {
    let now = language();
    let choice = |one: Language| {
        view! {
            <button
                type="submit"
                class="language-choice"
                name="language"
                value=one.word()
                lang=one.word()
                dir=one.direction().word()
                aria-current=(one == now).then_some("true")
            >
                {one.own_name()}
            </button>
        }
    };
    view! {
        <form class="language-chooser" method="post" action=ChooseLanguage::url() aria-label=t!("Language")>
            {Language::ALL.iter().copied().map(choice).collect_view()}
        </form>
    }
}
