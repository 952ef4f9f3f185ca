//! The e-mail field, which suggests people of the site; choosing one fills in the name.

use domain::RoomId;
use domain::language::Say;
use domain::people::{PersonSuggestion, query_key};
use leptos::prelude::*;

use super::draft::EMAIL;
use super::fields::DraftFields;
use super::person_line::PersonLine;
use crate::invitation::api::suggest_people;
use crate::t;
use crate::ui::combobox::{Combobox, Found, Source};

#[component]
pub fn EmailField(room: RoomId, fields: DraftFields, error: Signal<Option<String>>) -> impl IntoView {
    let source = Source {
        is_worth_asking: |typed| query_key(typed).is_some(),
        find: Callback::new(move |query| find(room, query)),
        draw: |person: &PersonSuggestion| {
            view! { <PersonLine name=person.name.clone() email=person.email.clone() /> }.into_any()
        },
        text: |person| person.email.to_string(),
        on_choose: Callback::new(move |person: PersonSuggestion| {
            fields.first_name.set(person.name.first().to_owned());
            fields.last_name.set(person.name.last().to_owned());
        }),
    };
    view! {
        <Combobox
            id="field-email"
            name=EMAIL
            label=t!("Email address")
            list_label=t!("People")
            hint=t!("Begin with a name or an address, or type the whole address.")
            value=fields.email
            error=error
            source=source
            inputmode="email"
            autofocus=true
        />
    }
}

/// Trouble with suggestions must not stand in the way of typing an address in full.
fn find(room: RoomId, query: String) -> Found<PersonSuggestion> {
    Box::pin(async move {
        match suggest_people(Some(room), query).await {
            Ok(suggestions) => Ok(suggestions.people),
            Err(problem) => Err(t!("No suggestions at the moment. {problem}", problem = problem.say())),
        }
    })
}
