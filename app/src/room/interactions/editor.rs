//! The window in which an interaction is written.

mod fields;
mod form;

use domain::CommandId;
use domain::command::RoomCommand;
use domain::interaction::{Choices, Content, ContentProblem, Draft, InteractionCommand, Kind, OPTIONS};
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::outbox::Progress;
use super::super::store::LiveRoomStore;
use crate::language::said;
use crate::t;
use crate::ui::{Dialog, use_toast};
use form::EditorForm;

/// An option as it is typed.
#[derive(Clone, Copy)]
pub struct TypedOption {
    pub text: RwSignal<String>,
    pub is_right: RwSignal<bool>,
}

/// What is being written, and what became of it.
#[derive(Clone, Copy)]
pub struct Editor {
    pub is_open: RwSignal<bool>,
    /// The draft that is edited; `None` for a new one.
    pub draft: RwSignal<Option<Sequence>>,
    pub kind: RwSignal<Kind>,
    pub prompt: RwSignal<String>,
    /// As many as there can be; those left empty do not count.
    pub options: StoredValue<Vec<TypedOption>>,
    pub is_multiple: RwSignal<bool>,
    pub problem: RwSignal<Option<ContentProblem>>,
    /// Why the server has not taken it.
    pub failure: RwSignal<Option<String>>,
    /// What is on its way, and the words for when it has arrived.
    sent: RwSignal<Option<(CommandId, &'static str)>>,
    /// What was there before anything was typed.
    before: StoredValue<Option<(Content, Choices)>>,
}

impl Editor {
    pub fn new() -> Self {
        let option = |_| TypedOption { text: RwSignal::new(String::new()), is_right: RwSignal::new(false) };
        Self {
            is_open: RwSignal::new(false),
            draft: RwSignal::new(None),
            kind: RwSignal::new(Kind::Poll),
            prompt: RwSignal::new(String::new()),
            options: StoredValue::new((0..*OPTIONS.end()).map(option).collect()),
            is_multiple: RwSignal::new(false),
            problem: RwSignal::new(None),
            failure: RwSignal::new(None),
            sent: RwSignal::new(None),
            before: StoredValue::new(None),
        }
    }

    /// Opens the window for something new.
    pub fn start(self) {
        let content =
            Content { kind: Kind::Poll, prompt: String::new(), options: Vec::new(), is_multiple: false };
        self.show(None, &content, Choices::NONE);
    }

    /// Opens the window for a draft.
    pub fn edit(self, draft: &Draft) {
        self.show(Some(draft.number), &draft.content, draft.right);
    }

    fn show(self, draft: Option<Sequence>, content: &Content, right: Choices) {
        self.draft.set(draft);
        self.kind.set(content.kind);
        self.prompt.set(content.prompt.clone());
        self.is_multiple.set(content.is_multiple);
        self.options.with_value(|options| {
            for (place, option) in options.iter().enumerate() {
                option.text.set(content.options.get(place).cloned().unwrap_or_default());
                option.is_right.set(right.has(place));
            }
        });
        self.problem.set(None);
        self.failure.set(None);
        self.before.set_value(Some(self.typed()));
        self.is_open.set(true);
    }

    /// What is typed. Options left empty are left out, and what is right moves with the others.
    fn typed(self) -> (Content, Choices) {
        let mut options = Vec::new();
        let mut right = Choices::NONE;
        self.options.with_value(|typed| {
            for option in typed {
                let text = option.text.get_untracked();
                if !text.trim().is_empty() {
                    right = right.with(options.len(), option.is_right.get_untracked());
                    options.push(text);
                }
            }
        });
        let kind = self.kind.get_untracked();
        let (prompt, is_multiple) = (self.prompt.get_untracked(), self.is_multiple.get_untracked());
        (Content { kind, prompt, options, is_multiple }, right)
    }

    /// Sends what is typed unless something is wrong with it.
    pub fn save(self, store: LiveRoomStore, is_published: bool) {
        if self.sent.with_untracked(Option::is_some) {
            return;
        }
        let (content, right) = self.typed();
        self.failure.set(None);
        match content.check(right) {
            Err(problem) => self.problem.set(Some(problem)),
            Ok((content, right)) => {
                self.problem.set(None);
                let words = if is_published { t!("It is published.") } else { t!("The draft is saved.") };
                let command = match self.draft.get_untracked() {
                    Some(interaction) => InteractionCommand::Edit { interaction, content, right },
                    None => InteractionCommand::Draft { content, right, is_published },
                };
                let id = store.outbox().send_as(RoomCommand::Interaction(command));
                self.sent.set(Some((id, words)));
            }
        }
    }

    pub fn is_sending(self) -> bool {
        self.sent.with(Option::is_some)
    }

    /// Whether words would be lost.
    fn is_unsaved(self) -> bool {
        let typed = self.typed();
        let has_words = !typed.0.prompt.trim().is_empty() || !typed.0.options.is_empty();
        has_words && self.before.with_value(|before| before.as_ref() != Some(&typed))
    }

    /// Closes the window once it is saved; what is not taken stays in it, with the reason.
    fn follow(self, store: LiveRoomStore) {
        let toasts = use_toast();
        Effect::new(move || {
            let Some((id, words)) = self.sent.get() else { return };
            match store.outbox().progress(id) {
                Some(Progress::Sending | Progress::Waiting) => {}
                Some(Progress::Failed(error)) => {
                    self.sent.set(None);
                    store.outbox().forget(id);
                    self.failure.set(Some(said(&error)));
                    self.is_open.set(true);
                }
                Some(Progress::Done(_)) | None => {
                    self.sent.set(None);
                    self.is_open.set(false);
                    toasts.say(words);
                }
            }
        });
    }
}

#[component]
pub fn EditorDialog(store: LiveRoomStore, editor: Editor) -> impl IntoView {
    editor.follow(store);
    let title = Signal::derive(move || {
        if editor.draft.with(Option::is_some) { t!("Edit the draft") } else { t!("New interaction") }
            .to_owned()
    });
    view! {
        <Dialog
            id="interaction-editor"
            open=editor.is_open
            title=title
            is_unsaved=Signal::derive(move || editor.is_unsaved())
        >
            <EditorForm store=store editor=editor />
        </Dialog>
    }
}
