//! Answering by choosing: radio buttons for one option, checkboxes for several.

use domain::interaction::{Answer, Choices, Kind};
use leptos::prelude::*;

use super::answer_form::{AnswerState, Answering, problem_id};
use super::card::prompt_id;
use super::options::labels;
use crate::t;

#[component]
pub fn ChoiceForm(answering: Answering) -> impl IntoView {
    let number = answering.number;
    let chosen = RwSignal::new(Choices::NONE);
    // An answer given in another tab is chosen here too.
    Effect::new(move || {
        if let Some(given) = answering.given.get() {
            chosen.set(given.chosen());
        }
    });
    let (kind, is_multiple) = answering.content.with_value(|content| (content.kind, content.is_multiple));
    let labels = answering.content.with_value(labels);
    view! {
        <form
            class="interaction-form"
            on:submit=move |event| {
                event.prevent_default();
                answering.send(Answer::Chosen(chosen.get_untracked()));
            }
        >
            <fieldset
                class="interaction-options"
                data-kind=kind.word()
                aria-labelledby=prompt_id(number)
                aria-describedby=problem_id(number)
            >
                {is_multiple.then(|| view! { <p class="field-hint">{t!("You can choose several.")}</p> })}
                {(kind == Kind::Rating).then(|| view! { <p class="field-hint">{t!("1 is the least, 5 the most.")}</p> })}
                <div class="interaction-choices">
                    {labels
                        .into_iter()
                        .enumerate()
                        .map(|(place, label)| {
                            view! {
                                <label class="interaction-option">
                                    <input
                                        type=if is_multiple { "checkbox" } else { "radio" }
                                        name=format!("interaction-{number}")
                                        value=place.to_string()
                                        prop:checked=move || chosen.get().has(place)
                                        on:change=move |event| {
                                            let is_in = event_target_checked(&event);
                                            chosen.update(|chosen| {
                                                let others = if is_multiple { *chosen } else { Choices::NONE };
                                                *chosen = others.with(place, is_in);
                                            });
                                        }
                                    />
                                    <span dir="auto">{label}</span>
                                </label>
                            }
                        })
                        .collect_view()}
                </div>
            </fieldset>
            <AnswerState answering=answering />
        </form>
    }
}
