//! The three invitation types, each with what it lets people do.

use domain::Role;
use leptos::prelude::*;

use super::draft::ROLE;
use crate::language::said;
use crate::room::RoleBadge;
use crate::t;
use crate::ui::FieldErrorText;

#[component]
pub fn TypeField(role: RwSignal<Role>, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        <fieldset class="type-field" aria-describedby="field-role-error">
            <legend>{t!("Select an invitation type")}</legend>
            {Role::INVITATION_TYPES.map(|one| view! { <TypeOption one=one role=role /> }).collect_view()}
            <FieldErrorText id="field-role-error" error=error />
        </fieldset>
    }
}

#[component]
fn TypeOption(one: Role, role: RwSignal<Role>) -> impl IntoView {
    let id = if one == Role::INVITATION_TYPES[0] {
        "field-role".to_owned()
    } else {
        format!("field-role-{}", one.word())
    };
    let rights_id = format!("rights-{}", one.word());
    view! {
        <div class="type-option" data-role=one.word()>
            <input
                type="radio"
                id=id.clone()
                name=ROLE
                value=one.word()
                prop:checked=move || role.get() == one
                aria-describedby=rights_id.clone()
                on:change=move |_| role.set(one)
            />
            <label for=id><RoleBadge role=one /></label>
            <p id=rights_id class="type-rights">{rights(one)}</p>
        </div>
    }
}

/// What a type lets people do, as one line.
fn rights(role: Role) -> String {
    role.permissions().iter().map(said).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rights_are_those_of_the_users_guide() {
        assert_eq!(rights(Role::Viewer), "Chat, Answer interactions, Q&A");
        assert!(rights(Role::Moderator).contains("Initiate interactions"));
        assert!(rights(Role::Speaker).contains("Backchannel"));
    }
}
