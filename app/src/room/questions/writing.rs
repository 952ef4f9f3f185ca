//! A place to write a question or an answer, with who will read it.

use domain::chat::parse_text;
use domain::question::Visibility;
use leptos::ev::KeyboardEvent;
use leptos::html::Textarea;
use leptos::prelude::*;

use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName, Segment, Segments};

/// What the place says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording {
    pub label: &'static str,
    pub send: &'static str,
    pub public: &'static str,
    pub private: &'static str,
}

/// Enter sends, Shift and Enter begin a line.
#[component]
pub fn Writing(
    /// The id of the input; the ids of the parts are made from it.
    #[prop(into)]
    id: String,
    wording: Wording,
    visibility: RwSignal<Visibility>,
    /// Whether the writer chooses who reads it.
    #[prop(into)]
    is_free: Signal<bool>,
    on_send: Callback<(String, Visibility)>,
    /// Escape.
    #[prop(optional)]
    on_cancel: Option<Callback<()>>,
    input: NodeRef<Textarea>,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<String>);
    let problem_id = format!("{id}-problem");
    let name = StoredValue::new(format!("{id}-visibility"));
    let send = move || {
        let text = typed.get_untracked();
        if let Err(reason) = parse_text(&text) {
            problem.set((!text.trim().is_empty()).then(|| said(&reason)));
            return;
        }
        problem.set(None);
        let who = if is_free.get_untracked() { visibility.get_untracked() } else { Visibility::Private };
        typed.set(String::new());
        if let Some(input) = input.get_untracked() {
            input.set_value("");
        }
        on_send.run((text, who));
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            send();
        } else if event.key() == "Escape"
            && let Some(on_cancel) = on_cancel
        {
            event.stop_propagation();
            on_cancel.run(());
        }
    };
    view! {
        <form
            class="composer-form"
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <div class="writing-for">
                <Show
                    when=move || is_free.get()
                    fallback=|| {
                        view! {
                            <p class="writing-hint">
                                <Icon name=IconName::Lock />
                                {t!("Only moderators, speakers and hosts will read it.")}
                            </p>
                        }
                    }
                >
                    <Segments
                        label=t!("Who reads it")
                        name=name.get_value()
                        segments=choices(wording)
                        chosen=visibility
                    />
                </Show>
            </div>
            <label class="visually-hidden" for=id.clone()>
                {wording.label}
            </label>
            <textarea
                id=id
                rows="1"
                placeholder=wording.label
                enterkeyhint="send"
                aria-describedby=problem_id.clone()
                aria-invalid=move || problem.with(Option::is_some).then_some("true")
                node_ref=input
                on:input=move |event| typed.set(event_target_value(&event))
                on:keydown=on_key
            ></textarea>
            <button class="icon-button" data-kind="send" type="submit" aria-label=wording.send>
                <Icon name=IconName::Send />
            </button>
            <p class="composer-problem" id=problem_id role="alert">
                {move || problem.get()}
            </p>
        </form>
    }
}

fn choices(wording: Wording) -> Vec<Segment<Visibility>> {
    vec![
        Segment { value: Visibility::Public, label: wording.public, icon: Some(IconName::Users) },
        Segment { value: Visibility::Private, label: wording.private, icon: Some(IconName::Lock) },
    ]
}
