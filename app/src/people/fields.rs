//! The fields of one person, for adding and for changing them.

use domain::ApplicationRole;
use leptos::prelude::*;

use super::api::PersonFields;
use crate::error::AppError;
use crate::language::said;
use crate::t;
use crate::ui::{Choice, ChoiceField, TextField};

/// What is typed. Copies share it.
#[derive(Clone, Copy)]
pub struct PersonDraft {
    pub first_name: RwSignal<String>,
    pub last_name: RwSignal<String>,
    pub email: RwSignal<String>,
    pub role: RwSignal<ApplicationRole>,
}

impl PersonDraft {
    pub fn new() -> Self {
        Self {
            first_name: RwSignal::new(String::new()),
            last_name: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            role: RwSignal::new(ApplicationRole::PrivateOnly),
        }
    }

    /// What somebody is now, in place of what was typed. Inputs that were typed into must be new for it.
    pub fn take(self, fields: PersonFields) {
        self.first_name.set(fields.first_name);
        self.last_name.set(fields.last_name);
        self.email.set(fields.email);
        self.role.set(fields.role);
    }

    /// What is typed; whoever reads it in a reactive place follows it.
    pub fn read(self) -> PersonFields {
        PersonFields {
            email: self.email.get(),
            first_name: self.first_name.get(),
            last_name: self.last_name.get(),
            role: self.role.get(),
        }
    }

    /// Begins anew, with the role that was chosen last.
    pub fn clear(self) {
        self.first_name.set(String::new());
        self.last_name.set(String::new());
        self.email.set(String::new());
    }
}

#[component]
pub fn PersonFieldset(draft: PersonDraft, #[prop(into)] problem: Signal<Option<AppError>>) -> impl IntoView {
    let of = move |name: &'static str| {
        Signal::derive(move || problem.with(|problem| problem.as_ref()?.for_field(name)))
    };
    view! {
        <div class="people-names">
            <TextField label=t!("First name") name="first_name" value=draft.first_name error=of("first_name") required=true />
            <TextField label=t!("Last name") name="last_name" value=draft.last_name error=of("last_name") required=true />
        </div>
        <TextField
            label=t!("Email address")
            name="email"
            kind="email"
            value=draft.email
            error=of("email")
            hint=t!("They sign in with it.")
            required=true
        />
        <RoleField value=draft.role />
    }
}

#[component]
fn RoleField(value: RwSignal<ApplicationRole>) -> impl IntoView {
    let choice = |role: &ApplicationRole| Choice::new(*role, role.word(), said(role), role_hint(*role));
    let choices = ApplicationRole::ALL.iter().map(choice).collect();
    view! { <ChoiceField id="person-role" name="role" legend=t!("Role on this site") choices=choices value=value /> }
}

fn role_hint(role: ApplicationRole) -> &'static str {
    match role {
        ApplicationRole::Viewer => t!("Comes into rooms that are open to them."),
        ApplicationRole::PrivateOnly => t!("Has rooms of their own, too."),
        ApplicationRole::Admin => t!("Runs the site, too: settings, mail, people."),
        ApplicationRole::UnmoderatedAdmin => {
            t!("Runs the site as an administrator does. A setting can let this role alone invite.")
        }
    }
}
