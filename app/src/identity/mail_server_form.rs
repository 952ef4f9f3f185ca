//! Naming the mail server, and trying it.

use domain::mail::{Encryption, MailServerField, MailServerForm};
use domain::mailed_code::CodePolicy;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::MailServerActs;
use super::api::{MAIL_SERVER_FORM, MailServerDesk, RemoveMailServer, TestMailServer};
use super::fixed_notice::FixedNotice;
use super::mail_server_draft::MailServerDraft;
use crate::language::said;
use crate::t;
use crate::ui::{ConfirmDialog, ErrorNotice, FormProblem, Icon, IconName, TextField, refused_fields};

const REMOVE: &str = "remove-mail-server";

/// The form for the mail server; or that it is fixed.
#[component]
pub fn MailServerFields(desk: MailServerDesk, acts: MailServerActs) -> impl IntoView {
    if desk.is_fixed {
        return view! {
            <FixedNotice origin=t!("It is set where the server is started, with SMTP_URL, and is changed there.")>
                {t!("Mails leave through the mail server, from {from}.", from = desk.from)}
            </FixedNotice>
        }
        .into_any();
    }
    let has_server = desk.server.is_some();
    let keeps_password = desk.server.as_ref().is_some_and(|server| server.user.is_some());
    let draft = acts.draft();
    draft.take(desk.server.as_ref().map(MailServerForm::from).unwrap_or_default(), typed());
    let is_pending = acts.save.pending();
    let problem = FormProblem::of(acts.save);
    view! {
        <ActionForm action=acts.save attr:novalidate=true>
            <div class="stack">
                <ErrorNotice error=acts.trouble() />
                {draft.inputs.draw(view! {
                    <ServerFields draft=draft problem=problem keeps_password=keeps_password from=desk.from />
                })}
                <div class="cluster">
                    <button class="button" data-kind="primary" type="submit" disabled=is_pending>
                        {t!("Save the mail server")}
                    </button>
                </div>
            </div>
        </ActionForm>
        {has_server.then(|| view! { <WithoutServer remove=acts.remove codes=desk.codes /> })}
    }
    .into_any()
}

#[component]
fn ServerFields(
    draft: MailServerDraft,
    problem: FormProblem,
    /// A password is saved, and is not shown.
    keeps_password: bool,
    /// Whom mails are from while nobody says otherwise.
    from: String,
) -> impl IntoView {
    let for_field = move |field: MailServerField| problem.for_field(field.word());
    let password_hint = keeps_password.then_some(t!("Leave it empty to keep the one that is saved."));
    view! {
        <div class="field-row">
            <TextField
                label=t!("Mail server")
                name=MailServerField::Host.word()
                value=draft.host
                error=for_field(MailServerField::Host)
                hint=t!("As in mail.example.org.")
                required=true
            />
            <TextField
                label=t!("Port")
                name=MailServerField::Port.word()
                value=draft.port
                error=for_field(MailServerField::Port)
                hint=t!("Empty is the usual one.")
                input_mode="numeric"
            />
        </div>
        <EncryptionField value=draft.encryption error=for_field(MailServerField::Encryption) />
        <div class="field-row">
            <TextField
                label=t!("User name")
                name=MailServerField::User.word()
                value=draft.user
                error=for_field(MailServerField::User)
                hint=t!("Empty where nobody has to sign in.")
            />
            <TextField
                label=t!("Password")
                name=MailServerField::Password.word()
                value=draft.password
                error=for_field(MailServerField::Password)
                hint=password_hint.unwrap_or(t!("It is kept encrypted."))
                kind="password"
                autocomplete="new-password"
            />
        </div>
        <TextField
            label=t!("Mails are from")
            name=MailServerField::From.word()
            value=draft.from
            error=for_field(MailServerField::From)
            hint=t!("An address that this server may send from. Empty is {address}.", address = from)
            kind="email"
        />
    }
}

/// Going without a mail server again. Asks first, unless the browser runs no scripts.
#[component]
fn WithoutServer(remove: ServerAction<RemoveMailServer>, codes: CodePolicy) -> impl IntoView {
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
                {t!("Go without a mail server…")}
            </button>
        </ActionForm>
        <ConfirmDialog
            id="ask-remove-mail-server"
            open=is_asking
            title=t!("Go without a mail server?")
            question=removal_question(codes)
            confirm_label=t!("Go without it")
            return_focus=REMOVE
            on_confirm=Callback::new(move |()| {
                remove.dispatch(RemoveMailServer {});
            })
        />
    }
}

/// What going without a mail server does: to guests first, who would stand before a door that does not open.
fn removal_question(codes: CodePolicy) -> &'static str {
    if codes == CodePolicy::Nobody {
        t!("No mail leaves any more: each is kept as a file. The password of the mail server is forgotten.")
    } else {
        t!(
            "Guests are asked for a code that is mailed to them: without a mail server they get none and cannot come in. No other mail leaves any more, either: each is kept as a file. The password of the mail server is forgotten."
        )
    }
}

#[component]
fn EncryptionField(value: RwSignal<Encryption>, error: Signal<Option<String>>) -> impl IntoView {
    use crate::ui::FieldErrorText;
    let option = move |encryption: Encryption| {
        view! {
            <option value=encryption.word() selected=encryption == value.get_untracked()>
                {said(&encryption)}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for="field-encryption">{t!("Encryption")}</label>
            <select
                id="field-encryption"
                name=MailServerField::Encryption.word()
                autocomplete="off"
                aria-describedby="field-encryption-error"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                on:change=move |event| {
                    if let Ok(chosen) = event_target_value(&event).parse() {
                        value.set(chosen);
                    }
                }
            >
                {Encryption::ALL.iter().copied().map(option).collect_view()}
            </select>
            <FieldErrorText id="field-encryption-error" error=error />
        </div>
    }
}

/// What was typed into the form without scripts that has just been refused.
fn typed() -> Option<MailServerForm> {
    let mut fields = refused_fields(MAIL_SERVER_FORM).into_iter();
    let (host, port, encryption) = (fields.next()?, fields.next()?, fields.next()?);
    let (user, from) = (fields.next()?, fields.next()?);
    let encryption = encryption.parse().unwrap_or_default();
    Some(MailServerForm { host, port, encryption, user, password: String::new(), from })
}

/// A mail to oneself, and what the mail server says to it.
#[component]
pub fn TestMail(desk: MailServerDesk) -> impl IntoView {
    let test = ServerAction::<TestMailServer>::new();
    let (value, is_pending) = (test.value(), test.pending());
    let error = Signal::derive(move || value.get().and_then(Result::err));
    let to = desk.test_to.to_string();
    let sent = if desk.leaves {
        t!("A test mail is on its way to {address}. Look whether it has arrived.", address = to.as_str())
    } else {
        t!("There is no mail server, so the test was kept as a file. Read it under Mail.").to_owned()
    };
    let sent = StoredValue::new(sent);
    // Said by the URL to a page without scripts.
    let was_sent = use_query_map().read_untracked().get("sent").is_some();
    let is_sent = move || match value.get() {
        Some(outcome) => outcome.is_ok(),
        None => was_sent && !is_pending.get(),
    };
    view! {
        <ActionForm action=test>
            <div class="stack" data-gap="small">
                <div class="cluster">
                    <button class="button" type="submit" disabled=is_pending>
                        <Icon name=IconName::Send />
                        {move || if is_pending.get() { t!("Sending…") } else { t!("Send a test mail") }}
                    </button>
                    <span class="soft">{t!("to {address}", address = to)}</span>
                </div>
                <ErrorNotice error=error />
                <div role="status">
                    {move || {
                        is_sent()
                            .then(|| {
                                view! {
                                    <div class="notice" data-kind="success">
                                        <Icon name=IconName::CircleCheck />
                                        <p>{sent.get_value()}</p>
                                    </div>
                                }
                            })
                    }}
                </div>
            </div>
        </ActionForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn going_without_a_mail_server_warns_of_codes_that_nobody_gets() {
        assert!(removal_question(CodePolicy::ModeratorsAndSpeakers).contains("cannot come in"));
        assert!(!removal_question(CodePolicy::Nobody).contains("code"));
    }
}
