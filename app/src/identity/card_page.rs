//! A page that is one card under the sign and the name of the site.

use leptos::prelude::*;

use super::face::use_face;
use crate::account::Mark;
use crate::language::LanguageChooser;

/// The card with what stands around it.
#[component]
pub fn CardPage(
    /// The page's class; the card's is made from it.
    kind: &'static str,
    /// What is said below the card.
    #[prop(optional)]
    hint: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let face = use_face();
    view! {
        <main id="main" tabindex="-1" class=kind>
            <div class="sign-in-brand">
                <Mark />
                <p>{move || face.name()}</p>
            </div>
            <section class=["card ", kind, "-card"].concat()>{children()}</section>
            {hint.map(|hint| view! { <p class="sign-in-hint">{hint}</p> })}
            <LanguageChooser />
        </main>
    }
}
