//! The groups they are in.

use leptos::prelude::*;

use super::acts::{Acts, problem_of};
use crate::people::api::PersonPage;
use crate::routes;
use crate::t;
use crate::ui::{ErrorNotice, Icon, IconName};

#[component]
pub fn Groups(page: PersonPage, acts: Acts) -> impl IntoView {
    let person = page.entry.id;
    let problem = Signal::derive({
        let (join, leave) = (problem_of(acts.join.value()), problem_of(acts.leave.value()));
        move || join.get().or_else(|| leave.get())
    });
    let (mine, others): (Vec<_>, Vec<_>) =
        page.groups.into_iter().partition(|group| page.member_of.contains(&group.id));
    let has_none = mine.is_empty();
    let rows = mine.into_iter().map(|group| {
        let label = t!("Take them out of {group}", group = group.name.to_string());
        view! {
            <li class="people-group-row">
                <span class="group-mark"><Icon name=IconName::Users /></span>
                <a href=routes::group(group.id)>{group.name.to_string()}</a>
                <ActionForm action=acts.leave>
                    <input type="hidden" name="group" value=group.id.to_string() />
                    <input type="hidden" name="person" value=person.to_string() />
                    <button class="icon-button" type="submit" aria-label=label>
                        <Icon name=IconName::Close />
                    </button>
                </ActionForm>
            </li>
        }
    });
    view! {
        <section class="people-section" aria-labelledby="person-groups">
            <h2 id="person-groups">{t!("Groups")}</h2>
            <ErrorNotice error=problem />
            <div class="people-form card">
                {if has_none {
                    view! { <p class="soft">{t!("They are in no group.")}</p> }.into_any()
                } else {
                    view! { <ul class="people-groups-of" role="list">{rows.collect_view()}</ul> }.into_any()
                }}
                {if others.is_empty() {
                    view! { <p class="field-hint"><a href=routes::groups()>{t!("Groups of this site")}</a></p> }.into_any()
                } else {
                    let options = others
                        .into_iter()
                        .map(|group| view! { <option value=group.id.to_string()>{group.name.to_string()}</option> });
                    view! {
                        <ActionForm action=acts.join attr:class="people-join">
                            <input type="hidden" name="person" value=person.to_string() />
                            <div class="field">
                                <label for="person-join">{t!("Put them into a group")}</label>
                                <select id="person-join" name="group">{options.collect_view()}</select>
                            </div>
                            <button class="button" type="submit" disabled=acts.join.pending()>{t!("Add")}</button>
                        </ActionForm>
                    }
                        .into_any()
                }}
            </div>
        </section>
    }
}
