//! *Send link via email*: there exactly when links can be mailed.

use domain::Language;
use domain::mail::chosen_language;
use leptos::prelude::*;

use super::window::InviteRoom;
use crate::browser::kept_choice;
use crate::routes;
use crate::t;

/// The name under which a browser keeps whether links are mailed, and its values.
const KEPT: &str = "send-link-via-email";
const YES: &str = "yes";
const NO: &str = "no";
/// The name under which it keeps the language of the last mail.
const KEPT_LANGUAGE: &str = "mail-language";

#[component]
pub fn MailField(
    room: StoredValue<InviteRoom>,
    send_mail: RwSignal<bool>,
    /// Chosen where there is a choice.
    language: RwSignal<Option<Language>>,
) -> impl IntoView {
    let (languages, is_administrator) =
        room.with_value(|room| (room.mail_languages.clone(), room.is_administrator));
    if !languages.is_empty() {
        let has_choice = languages.len() > 1;
        view! {
            <Choice send_mail=send_mail />
            {has_choice.then(|| view! { <LanguageChoice languages=languages chosen=language /> })}
        }
        .into_any()
    } else if is_administrator {
        view! {
            <p class="field-hint">
                {t!("Links cannot be sent by mail yet: there is no mail template.")}
                " "
                <a href=routes::mail_desk()>{t!("Set one up [a mail template]")}</a>
            </p>
        }
        .into_any()
    } else {
        ().into_any()
    }
}

#[component]
fn Choice(send_mail: RwSignal<bool>) -> impl IntoView {
    Effect::new(move || send_mail.set(kept_choice::find(KEPT).as_deref() == Some(YES)));
    let choose = move |event| {
        let is_chosen = event_target_checked(&event);
        send_mail.set(is_chosen);
        kept_choice::keep(KEPT, if is_chosen { YES } else { NO });
    };
    view! {
        <div class="choice">
            <input
                type="checkbox"
                id="field-send_mail"
                name="send_mail"
                prop:checked=send_mail
                on:change=choose
            />
            <label for="field-send_mail">{t!("Send link via email")}</label>
        </div>
    }
}

/// Of the mail, now and later. The next guest is most likely written to in the same one.
#[component]
fn LanguageChoice(languages: Vec<Language>, chosen: RwSignal<Option<Language>>) -> impl IntoView {
    let configured = languages.clone();
    Effect::new(move || {
        if chosen.with_untracked(Option::is_none) {
            let kept = kept_choice::find(KEPT_LANGUAGE).and_then(|word| word.parse().ok());
            chosen.set(chosen_language(kept, &configured));
        }
    });
    let choose = move |event| {
        if let Ok(language) = event_target_value(&event).parse::<Language>() {
            chosen.set(Some(language));
            kept_choice::keep(KEPT_LANGUAGE, language.word());
        }
    };
    let option = move |language: Language| {
        view! {
            <option
                value=language.word()
                lang=language.word()
                prop:selected=move || chosen.get() == Some(language)
            >
                {language.own_name()}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for="field-language">{t!("Language of the mail")}</label>
            <select id="field-language" name="language" autocomplete="off" on:change=choose>
                {languages.into_iter().map(option).collect_view()}
            </select>
        </div>
    }
}
