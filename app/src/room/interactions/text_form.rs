//! Answering with a text.

use domain::interaction::{Answer, MAX_ANSWER};
use leptos::html::Textarea;
use leptos::prelude::*;

use super::answer_form::{AnswerState, Answering, problem_id};
use super::card::prompt_id;
use crate::{t, t_count};

#[component]
pub fn TextForm(answering: Answering) -> impl IntoView {
    let number = answering.number;
    let input = NodeRef::<Textarea>::new();
    let typed = RwSignal::new(String::new());
    // What is being typed is not replaced: the answer is shown while the field is empty or holds the one before.
    Effect::new(move |before: Option<String>| {
        let given = answering.given.with(|given| given.as_ref()?.text().map(ToOwned::to_owned));
        let given = given.unwrap_or_default();
        let is_untouched = typed.with_untracked(|typed| *typed == before.unwrap_or_default());
        if is_untouched {
            typed.set(given.clone());
            if let Some(input) = input.get() {
                input.set_value(&given);
            }
        }
        given
    });
    let left = move || MAX_ANSWER.saturating_sub(typed.with(|typed| typed.chars().count()));
    view! {
        <form
            class="interaction-form"
            on:submit=move |event| {
                event.prevent_default();
                answering.send(Answer::Text(typed.get_untracked()));
            }
        >
            <div class="field">
                <p class="field-hint" id=format!("interaction-{number}-hint")>
                    {t!("At most 500 characters. Others do not see who wrote it.")}
                </p>
                <textarea
                    rows="3"
                    aria-labelledby=prompt_id(number)
                    aria-describedby=format!("interaction-{number}-hint {}", problem_id(number))
                    aria-invalid=move || answering.problem.with(Option::is_some).then_some("true")
                    node_ref=input
                    on:input=move |event| typed.set(event_target_value(&event))
                ></textarea>
                <p class="field-hint" hidden=move || { left() > 50 }>
                    {move || t_count!(left(), "1 character left", "{count} characters left")}
                </p>
            </div>
            <AnswerState answering=answering />
        </form>
    }
}
