//! Which kind of host may give which invitation type: a table of boxes.

use domain::settings::Grants;
use domain::{HostKind, Role};
use leptos::prelude::*;

use crate::language::said;
use crate::t;

#[component]
pub fn GrantsTable(value: RwSignal<Grants>) -> impl IntoView {
    view! {
        <fieldset class="field">
            <legend>{t!("Invitation types that hosts may give")}</legend>
            <p class="field-hint" id="grants-hint">
                {t!(
                    "By their part in hosting the room. A type without any mark is not offered on this site at all; whoever is invited so stays it. Usually all of them."
                )}
            </p>
            <table class="grants" aria-describedby="grants-hint">
                <thead>
                    <tr>
                        <td></td>
                        {Role::INVITATION_TYPES.map(|role| view! { <th scope="col">{said(&role)}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {HostKind::ALL
                        .iter()
                        .rev()
                        .map(|kind| view! { <KindRow kind=*kind value=value /> })
                        .collect_view()}
                </tbody>
            </table>
        </fieldset>
    }
}

#[component]
fn KindRow(kind: HostKind, value: RwSignal<Grants>) -> impl IntoView {
    view! {
        <tr>
            <th scope="row">{said(&kind)}</th>
            {Role::INVITATION_TYPES.map(|role| view! { <Box kind=kind role=role value=value /> }).collect_view()}
        </tr>
    }
}

#[component]
fn Box(kind: HostKind, role: Role, value: RwSignal<Grants>) -> impl IntoView {
    let has = move |grants: &Grants| grants.of(kind).has(role);
    let set = move |is_given: bool| {
        value.update(|grants| *grants = grants.with(kind, grants.of(kind).with(role, is_given)));
    };
    view! {
        <td>
            <label>
                <span class="visually-hidden">
                    {t!("{kind} may give {role}", kind = domain::language::Say::say(&kind), role = domain::language::Say::say(&role))}
                </span>
                <input
                    type="checkbox"
                    autocomplete="off"
                    checked=value.with_untracked(has)
                    prop:checked=move || value.with(has)
                    on:change=move |event| set(event_target_checked(&event))
                />
            </label>
        </td>
    }
}
