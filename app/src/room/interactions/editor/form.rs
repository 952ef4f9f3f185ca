//! The form: what sort it is, what it asks, and the options.

use domain::interaction::{ContentProblem, Kind};
use leptos::html::Form;
use leptos::prelude::*;

use super::super::super::store::LiveRoomStore;
use super::Editor;
use super::fields::{KindField, OptionFields};
use crate::browser::focus::focus_first;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName, TextArea};

#[component]
pub fn EditorForm(store: LiveRoomStore, editor: Editor) -> impl IntoView {
    let form = NodeRef::<Form>::new();
    let is_new = move || editor.draft.with(Option::is_none);
    let has_options = Memo::new(move |_| editor.kind.get().has_options());
    let prompt_problem =
        Signal::derive(move || words(editor.problem.get().filter(|known| is_prompt(*known))));
    // Once the problem is drawn, the first wrong field gets the focus.
    Effect::new(move || {
        if editor.problem.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(form) = form.get_untracked() {
                    focus_first(&form, "[aria-invalid=true]");
                }
            });
        }
    });
    view! {
        <form
            class="editor stack"
            novalidate
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                editor.save(store, is_new());
            }
        >
            <KindField editor=editor />
            <TextArea
                label=t!("What do you want to ask or to say?")
                name="interaction-prompt"
                value=editor.prompt
                error=prompt_problem
                hint=t!("At most 500 characters.")
                rows=3
            />
            <Show when=move || has_options.get()>
                <OptionFields editor=editor />
            </Show>
            <p class="field-error" role="alert">
                {move || editor.failure.get()}
            </p>
            <div class="dialog-actions">
                <Show
                    when=is_new
                    fallback=move || {
                        view! {
                            <button class="button" data-kind="primary" type="submit" disabled=move || editor.is_sending()>
                                {t!("Save draft")}
                            </button>
                        }
                    }
                >
                    <button
                        class="button"
                        type="button"
                        disabled=move || editor.is_sending()
                        on:click=move |_| editor.save(store, false)
                    >
                        {t!("Save as draft")}
                    </button>
                    <button class="button" data-kind="primary" type="submit" disabled=move || editor.is_sending()>
                        <Icon name=IconName::Send />
                        {t!("Publish")}
                    </button>
                </Show>
            </div>
        </form>
    }
}

pub fn words(problem: Option<ContentProblem>) -> Option<String> {
    problem.map(|problem| said(&problem))
}

/// Whether it is the prompt that has this problem.
pub const fn is_prompt(problem: ContentProblem) -> bool {
    matches!(problem, ContentProblem::NoPrompt | ContentProblem::LongPrompt | ContentProblem::Control)
}

/// What a kind is for, in a line.
pub fn purpose(kind: Kind) -> &'static str {
    match kind {
        Kind::Poll => t!("Ask what people think"),
        Kind::Quiz => t!("Ask what people know"),
        Kind::Rating => t!("From 1 to 5"),
        Kind::Open => t!("Answered in words"),
        Kind::Vote => t!("Up or down"),
        Kind::Announcement => t!("Say something to all"),
    }
}
