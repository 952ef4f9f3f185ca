//! Whether they may sign in at all.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::{DeactivatePerson, PersonPage};
use crate::t;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{ErrorNotice, Icon, IconName};

const DEACTIVATE: &str = "deactivate-person";

#[component]
pub fn Access(page: PersonPage, acts: Acts) -> impl IntoView {
    let person = page.entry.id;
    let name = page.entry.name.to_string();
    let is_asking = RwSignal::new(false);
    let problem = Signal::derive({
        let (off, on) = (problem_of(acts.deactivate.value()), problem_of(acts.reactivate.value()));
        move || off.get().or_else(|| on.get())
    });
    let content = if page.is_me {
        view! { <p class="soft">{t!("This is you. Only another administrator can deactivate you.")}</p> }
            .into_any()
    } else if page.entry.place.is_active {
        let question = t!(
            "{name} is signed out everywhere within a second, and cannot sign in any more. What they have made stays. Links with which hosts have invited them go on working, as for any guest.",
            name = name.clone()
        );
        view! {
            <p>{t!("Deactivating signs them out everywhere and keeps them out. What they have made stays, and you can reactivate them.")}</p>
            <button
                id=DEACTIVATE
                type="button"
                class="button"
                data-kind="danger"
                disabled=acts.deactivate.pending()
                on:click=move |_| is_asking.set(true)
            >
                <Icon name=IconName::Ban />
                {t!("Deactivate…")}
            </button>
            <ConfirmDialog
                id="ask-deactivate"
                open=is_asking
                title=Signal::stored(t!("Deactivate {name}?", name = name.clone()))
                question=Signal::stored(question)
                confirm_label=Signal::stored(t!("Deactivate").to_owned())
                return_focus=DEACTIVATE
                on_confirm=Callback::new(move |()| {
                    acts.deactivate.dispatch(DeactivatePerson { person });
                })
            />
        }
        .into_any()
    } else {
        view! {
            <p>{t!("They are deactivated: they cannot sign in. Reactivated, they sign in with the password they had.")}</p>
            <ActionForm action=acts.reactivate>
                <input type="hidden" name="person" value=person.to_string() />
                <button class="button" data-kind="primary" type="submit" disabled=acts.reactivate.pending()>
                    <Icon name=IconName::Undo />
                    {t!("Reactivate")}
                </button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <section class="people-section" aria-labelledby="person-access">
            <h2 id="person-access">{t!("Access")}</h2>
            <ErrorNotice error=problem />
            <div class="people-form card">{content}</div>
        </section>
    }
}
