//! The first step of the *Invite users* window: whom, and as what.

use domain::link_policy;
use leptos::prelude::*;

use super::already_invited::AlreadyInvited;
use super::attempt::Attempt;
use super::draft::{EMAIL, FIRST_NAME, LAST_NAME, ROLE};
use super::email_field::EmailField;
use super::fields::DraftFields;
use super::invite_room::InviteRoom;
use super::mail_field::MailField;
use super::type_field::{TypeField, keep_offered};
use crate::browser::clock;
use crate::browser::focus::focus_id;
use crate::error::AppError;
use crate::invitation::api::{IfInvited, InvitationReady};
use crate::routes;
use crate::ui::{ErrorNotice, LocalTime, TextField};
use crate::{t, t_view};

/// Lives only while the window is open, so never on the server.
#[component]
pub fn InviteForm(
    room: Signal<InviteRoom>,
    fields: DraftFields,
    on_ready: Callback<InvitationReady>,
) -> impl IntoView {
    let id = room.with_untracked(|room| room.id);
    let expires_at = Memo::new(move |_| {
        room.with(|room| link_policy::expires_at(&room.settings, room.session_ends_at, clock::now()))
    });
    let offered = Memo::new(move |_| room.with(|room| room.offered.clone()));
    keep_offered(fields.role, move || offered.get());
    let denied = Memo::new(move |_| room.with(|room| room.denied));
    let attempt = Attempt::new(id, fields, on_ready);
    // Before anything is sent, and as long as it is so.
    let trouble = attempt.trouble();
    let trouble = Signal::derive(move || denied.get().map(AppError::InviteDenied).or_else(|| trouble.get()));
    let button = move || if attempt.is_pending() { t!("Generating…") } else { t!("Generate invite link") };
    // The way here from the second step; when the window opens, `autofocus` has done it already.
    Effect::new(|_| focus_id("field-email"));

    view! {
        <form
            class="invite-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                attempt.send(IfInvited::Ask);
            }
        >
            <EmailField room=id fields=fields error=attempt.field_problem(EMAIL) />
            <fieldset class="name-field">
                <legend>{t!("First and last name")}</legend>
                <TextField
                    label=t!("First name")
                    name=FIRST_NAME
                    value=fields.first_name
                    error=attempt.field_problem(FIRST_NAME)
                    required=true
                />
                <TextField
                    label=t!("Last name")
                    name=LAST_NAME
                    value=fields.last_name
                    error=attempt.field_problem(LAST_NAME)
                    required=true
                />
            </fieldset>
            <TypeField
                chosen=Signal::derive(move || Some(fields.role.get()))
                on_choose=Callback::new(move |role| fields.role.set(role))
                offered=offered
                error=attempt.field_problem(ROLE)
            />
            <MailField room=room send_mail=fields.send_mail language=fields.language />
            <AlreadyInvited attempt=attempt on_ready=on_ready />
            <ErrorNotice error=trouble />
            <div class="dialog-actions">
                <div class="field-hint">
                    <p>{t_view!("The link works until {time}.", time = view! { <LocalTime at=expires_at /> })}</p>
                    <p>
                        {t!("More than one person?")}
                        " "
                        <a href=routes::invite_many(id, None)>{t!("Invite many")}</a>
                    </p>
                </div>
                <button
                    type="submit"
                    class="button"
                    data-kind="primary"
                    aria-disabled=move || (attempt.is_pending() || denied.get().is_some()).then_some("true")
                >
                    {button}
                </button>
            </div>
        </form>
    }
}
