//! The three invitation types, each with what it lets people do.

use domain::Role;
use leptos::prelude::*;

use super::draft::ROLE;
use crate::language::said;
use crate::room::RoleBadge;
use crate::t;
use crate::ui::FieldErrorText;

/// What cannot be given any more is not kept chosen: the first of what can is.
pub fn keep_offered(role: RwSignal<Role>, offered: impl Fn() -> Vec<Role> + 'static) {
    Effect::new(move |_| {
        let offered = offered();
        if let Some(first) = offered.first().filter(|_| !offered.contains(&role.get_untracked())) {
            role.set(*first);
        }
    });
}

#[component]
pub fn TypeField(
    /// `None` as long as nothing is chosen.
    #[prop(into)]
    chosen: Signal<Option<Role>>,
    on_choose: Callback<Role>,
    /// The types that may be given; they can change while the window is open.
    #[prop(into)]
    offered: Signal<Vec<Role>>,
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <fieldset class="type-field" aria-describedby="field-role-error">
            <legend>{t!("Select an invitation type")}</legend>
            <For each=move || offered.get() key=|one| *one let:one>
                <TypeOption
                    one=one
                    chosen=chosen
                    on_choose=on_choose
                    is_first=offered.with_untracked(|offered| offered.first() == Some(&one))
                />
            </For>
            <FieldErrorText id="field-role-error" error=error />
        </fieldset>
    }
}

#[component]
fn TypeOption(
    one: Role,
    chosen: Signal<Option<Role>>,
    on_choose: Callback<Role>,
    /// An error leads the focus here.
    is_first: bool,
) -> impl IntoView {
    let id = if is_first { "field-role".to_owned() } else { format!("field-role-{}", one.word()) };
    let rights_id = format!("rights-{}", one.word());
    view! {
        <div class="type-option" data-role=one.word()>
            <input
                type="radio"
                id=id.clone()
                name=ROLE
                value=one.word()
                prop:checked=move || chosen.get() == Some(one)
                aria-describedby=rights_id.clone()
                on:change=move |_| on_choose.run(one)
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
