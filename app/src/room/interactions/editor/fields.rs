//! The kind, and the options of a poll or a quiz.

use domain::interaction::{Kind, MAX_OPTION};
use leptos::prelude::*;

use super::super::card::icon_of;
use super::form::{is_prompt, purpose, words};
use super::{Editor, TypedOption};
use crate::language::said;
use crate::t;
use crate::ui::{FieldErrorText, Icon};

const OPTIONS_ERROR: &str = "interaction-options-error";

#[component]
pub fn KindField(editor: Editor) -> impl IntoView {
    view! {
        <fieldset class="kinds">
            <legend>{t!("What sort is it?")}</legend>
            {Kind::ALL
                .iter()
                .copied()
                .map(|kind| {
                    view! {
                        <label class="kind">
                            <input
                                type="radio"
                                name="interaction-kind"
                                value=kind.word()
                                autofocus=untrack(|| editor.kind.get()) == kind
                                prop:checked=move || editor.kind.get() == kind
                                on:change=move |_| editor.kind.set(kind)
                            />
                            <Icon name=icon_of(kind) />
                            <span class="kind-name">{said(&kind)}</span>
                            <span class="kind-purpose">{purpose(kind)}</span>
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
pub fn OptionFields(editor: Editor) -> impl IntoView {
    let problem = Signal::derive(move || words(editor.problem.get().filter(|known| !is_prompt(*known))));
    let is_quiz = Memo::new(move |_| editor.kind.get() == Kind::Quiz);
    view! {
        <fieldset class="field options" aria-describedby=OPTIONS_ERROR>
            <legend>{t!("Options")}</legend>
            <p class="field-hint">
                {move || {
                    if is_quiz.get() {
                        t!("Two to five; leave the others empty. Mark what is right: it is shown when you close the quiz.")
                    } else {
                        t!("Two to five; leave the others empty.")
                    }
                }}
            </p>
            {editor
                .options
                .get_value()
                .into_iter()
                .enumerate()
                .map(|(place, option)| view! { <OptionField place=place option=option is_quiz=is_quiz problem=problem /> })
                .collect_view()}
            <FieldErrorText id=OPTIONS_ERROR error=problem />
            <label class="option-several">
                <input
                    type="checkbox"
                    prop:checked=move || editor.is_multiple.get()
                    on:change=move |event| editor.is_multiple.set(event_target_checked(&event))
                />
                {t!("People may choose several")}
            </label>
        </fieldset>
    }
}

#[component]
fn OptionField(
    place: usize,
    option: TypedOption,
    is_quiz: Memo<bool>,
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let name = t!("Option {number}", number = place + 1);
    let right_label = t!("Option {number} is right", number = place + 1);
    view! {
        <div class="option">
            <input
                type="text"
                aria-label=name.clone()
                placeholder=name
                autocomplete="off"
                maxlength=MAX_OPTION.to_string()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                prop:value=move || option.text.get()
                on:input=move |event| option.text.set(event_target_value(&event))
            />
            <Show when=move || is_quiz.get()>
                <label class="option-right">
                    <input
                        type="checkbox"
                        aria-label=right_label.clone()
                        prop:checked=move || option.is_right.get()
                        on:change=move |event| option.is_right.set(event_target_checked(&event))
                    />
                    <span aria-hidden="true">{t!("Right [answer]")}</span>
                </label>
            </Show>
        </div>
    }
}
