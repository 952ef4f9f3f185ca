//! The languages of the template: how each stands, and which is edited.

use domain::Language;
use domain::language::Say;
use domain::mail::TemplateStanding;
use leptos::prelude::*;

use super::api::MailDesk;
use super::editor::{Editor, Typed};
use crate::t;
use crate::ui::LeaveGuard;

#[component]
pub fn Languages(desk: RwSignal<MailDesk>, on_saved: Callback<()>) -> impl IntoView {
    let chosen = RwSignal::new(Language::English);
    // Made here, so that what is typed in one language is still there after a look at another.
    let all_typed = desk.with_untracked(|desk| {
        let typed =
            |language: &Language| (*language, Typed::new(*language, desk.template(*language).cloned()));
        Language::ALL.iter().map(typed).collect::<Vec<_>>()
    });
    let is_unsaved = {
        let all_typed = all_typed.clone();
        Signal::derive(move || all_typed.iter().any(|(_, typed)| typed.is_changed()))
    };
    // Naming the first mail server, further up on the page, saves the default in every language.
    Effect::new({
        let all_typed = all_typed.clone();
        move || {
            let desk = desk.read();
            for (_, typed) in &all_typed {
                typed.know_default(&desk);
            }
        }
    });
    let edited = move || {
        let typed = all_typed.iter().find(|(language, _)| *language == chosen.get()).map(|(_, typed)| *typed);
        typed.into_iter().collect::<Vec<_>>()
    };
    view! {
        <LeaveGuard is_unsaved=is_unsaved />
        <section class="stack" aria-labelledby="template-title">
            <h2 id="template-title">{t!("Template of the invitation mail")}</h2>
            <fieldset class="mail-languages">
                <legend class="visually-hidden">{t!("Language of the template")}</legend>
                {Language::ALL
                    .iter()
                    .map(|language| {
                        view! { <Choice language=*language chosen=chosen desk=desk /> }
                    })
                    .collect_view()}
            </fieldset>
            // With fields of its own for each: what stands in those of one language is not taken for typed in another.
            <For each=edited key=|typed| typed.language let:typed>
                <Editor typed=typed desk=desk on_saved=on_saved />
            </For>
        </section>
    }
}

#[component]
fn Choice(language: Language, chosen: RwSignal<Language>, desk: RwSignal<MailDesk>) -> impl IntoView {
    let id = format!("mail-language-{}", language.word());
    let state_id = format!("{id}-state");
    let standing = Memo::new(move |_| desk.with(|desk| desk.standing(language)));
    view! {
        <div class="mail-language" data-off=move || matches!(standing.get(), TemplateStanding::Off { .. }).to_string()>
            <input
                type="radio"
                id=id.clone()
                name="mail-language"
                autocomplete="off"
                checked=chosen.get_untracked() == language
                prop:checked=move || chosen.get() == language
                aria-describedby=state_id.clone()
                on:change=move |_| chosen.set(language)
            />
            <label for=id lang=language.word()>
                {language.own_name()}
            </label>
            <p id=state_id class="mail-language-state">{move || in_words(standing.get())}</p>
        </div>
    }
}

fn in_words(standing: TemplateStanding) -> String {
    match standing {
        TemplateStanding::Own => t!("Your own [template]").to_owned(),
        TemplateStanding::Default => t!("The default [template]").to_owned(),
        TemplateStanding::Off { instead: Some(instead) } => {
            t!("Off: {instead} is sent", instead = instead.say())
        }
        TemplateStanding::Off { instead: None } => t!("Off [template]").to_owned(),
    }
}
