//! Saying where the site is reached.

use domain::identity::{AddressProblem, PublicAddress};
use domain::setup::SetupStep;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{ADDRESS_FORM, AddressDesk, SaveAddress};
use super::face::take_face;
use super::fixed_notice::FixedNotice;
use crate::browser::place;
use crate::language::said;
use crate::t;
use crate::ui::{
    ErrorNotice, FormProblem, Icon, IconName, LeaveGuard, TextField, last_saved, refused_fields, use_toast,
};

/// The public address, with a button to save it; or that it is fixed.
#[component]
pub fn AddressForm(
    desk: AddressDesk,
    /// The step of the setup that is done by it.
    #[prop(optional)]
    walking: Option<SetupStep>,
    #[prop(into)] button: String,
) -> impl IntoView {
    if desk.is_fixed {
        return view! {
            <FixedNotice origin=t!("It is set where the server is started, with PUBLIC_URL, and is changed there.")>
                <span class="address">{desk.address.to_string()}</span>
            </FixedNotice>
        }
        .into_any();
    }
    let save = ServerAction::<SaveAddress>::new();
    let (value, is_pending) = (save.value(), save.pending());
    let shown = if desk.is_said { None } else { desk.guess }.unwrap_or(desk.address).to_string();
    let typed = refused_fields(ADDRESS_FORM).into_iter().next();
    let address = RwSignal::new(typed.unwrap_or_else(|| shown.clone()));
    let saved = last_saved(shown.clone(), save, |sent| sent.address);
    let is_unsaved = Memo::new(move |_| address.get() != saved.get());
    let problem = FormProblem::of(save);
    take_face(move || value.get());
    let toasts = use_toast();
    Effect::new(move || {
        if walking.is_none() && matches!(value.get(), Some(Ok(_))) {
            toasts.say(t!("The address is saved. Links begin with it from now on."));
        }
    });
    // A proxy may have told the server another host than the one that people see. Said after the input has taken over what
    // the page came with.
    let is_guess = !desk.is_said;
    Effect::new(move || {
        let shown = shown.clone();
        spawn_local(async move {
            let here = place::origin().filter(|origin| PublicAddress::parse(origin).is_ok());
            if is_guess
                && address.try_with_untracked(|typed| *typed == shown) == Some(true)
                && let Some(here) = here
            {
                saved.try_set(here.clone());
                address.try_set(here);
            }
        });
    });
    view! {
        <ActionForm action=save attr:novalidate=true>
            <div class="stack">
                <ErrorNotice error=problem.trouble() />
                {walking.map(|step| view! { <input type="hidden" name="walking" value=step.word() /> })}
                <TextField
                    label=t!("Address of the site")
                    name="address"
                    value=address
                    error=problem.for_field("address")
                    hint=t!("As people type it, as in https://greenroom.example.org. Every link begins with it.")
                    kind="url"
                    input_mode="url"
                    required=true
                />
                <Reach address=address />
                <div class="cluster">
                    <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                        {button}
                    </button>
                </div>
            </div>
        </ActionForm>
        <LeaveGuard id="leave-site-address" is_unsaved=is_unsaved />
    }
    .into_any()
}

/// What the address that is being typed means for guests.
#[component]
fn Reach(address: RwSignal<String>) -> impl IntoView {
    let warning = Memo::new(move |_| {
        let typed = address.get();
        // Only what it means is looked at here; the server reads hosts of all alphabets.
        match PublicAddress::parse_with(&typed, |_| Ok("example.org".to_owned())) {
            Ok(address) if address.is_own_machine() => Some(
                t!("Only the machine that Greenroom runs on opens this address. That is fine for trying things out; guests need \
                 one that they can reach.")
                    .to_owned(),
            ),
            Err(problem @ AddressProblem::NotSecure) => Some(said(&problem)),
            _ => None,
        }
    });
    view! {
        <div role="status">
            {move || {
                warning
                    .get()
                    .map(|words| {
                        view! {
                            <div class="notice" data-kind="wait">
                                <Icon name=IconName::Warning />
                                <p>{words}</p>
                            </div>
                        }
                    })
            }}
        </div>
    }
}
