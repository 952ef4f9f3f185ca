//! *Send link via email*: there exactly when links can be mailed.

use domain::Language;
use domain::mail::chosen_language;
use leptos::prelude::*;

use super::invite_room::InviteRoom;
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
    #[prop(into)] room: Signal<InviteRoom>,
    send_mail: RwSignal<bool>,
    /// Chosen where there is a choice.
    language: RwSignal<Option<Language>>,
) -> impl IntoView {
    let languages = Memo::new(move |_| room.with(|room| room.mail_languages.clone()));
    let can_mail = Memo::new(move |_| languages.with(|languages| !languages.is_empty()));
    let has_choice = Memo::new(move |_| languages.with(|languages| languages.len() > 1));
    let is_kept = Memo::new(move |_| room.with(|room| room.can_mail() && !room.mails_leave));
    let is_administrator = Memo::new(move |_| room.with(|room| room.is_administrator));
    // What cannot be done any more is not kept chosen.
    Effect::new(move || {
        if !can_mail.get() {
            send_mail.set(false);
        }
        if !has_choice.get() {
            language.set(None);
        }
    });
    view! {
        <Show when=move || can_mail.get()>
            <Choice send_mail=send_mail />
        </Show>
        <Show when=move || is_kept.get()>
            <p class="field-hint">
                {t!("No mail leaves this site at the moment: a mail is kept on it as a file, and reaches nobody. Copy the link and hand it on yourself.")}
            </p>
        </Show>
        <Show when=move || has_choice.get()>
            <LanguageChoice languages=languages chosen=language />
        </Show>
        <Show when=move || !can_mail.get() && is_administrator.get()>
            <p class="field-hint">
                {t!("Links cannot be sent by mail yet: there is no mail template.")}
                " "
                <a href=routes::mail_desk()>{t!("Set one up [a mail template]")}</a>
            </p>
        </Show>
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
fn LanguageChoice(languages: Memo<Vec<Language>>, chosen: RwSignal<Option<Language>>) -> impl IntoView {
    Effect::new(move || {
        languages.with(|languages| {
            if chosen.get_untracked().is_none_or(|chosen| !languages.contains(&chosen)) {
                let kept = kept_choice::find(KEPT_LANGUAGE).and_then(|word| word.parse().ok());
                chosen.set(chosen_language(kept, languages));
            }
        });
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
                <For each=move || languages.get() key=|one| *one let:one>
                    {option(one)}
                </For>
            </select>
        </div>
    }
}
