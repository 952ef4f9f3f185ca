//! The window that makes a guest link: the form, then the link.

use domain::guest_link::{GuestLinkField, GuestLinkForm};
use leptos::prelude::*;

use super::api::{GuestLinkSummary, make_guest_link};
use super::board::GuestLinkBoard;
use crate::browser::lost_focus::regain;
use crate::error::AppError;
use crate::t;
use crate::ui::{CopyField, Dialog, ErrorNotice, TextField};

#[component]
pub fn MakeWindow(
    board: GuestLinkBoard,
    return_focus: &'static str,
    /// Where the focus goes when that is gone.
    or_else: &'static str,
) -> impl IntoView {
    let fields = Fields::new();
    let made = board.made;
    Effect::new(move |was_making: Option<bool>| {
        let is_making = board.is_making.get();
        if !is_making {
            fields.clear();
            made.set(None);
        }
        if !is_making && was_making == Some(true) {
            regain(or_else.to_owned());
        }
        is_making
    });
    let title = Signal::derive(move || {
        let words =
            if made.with(Option::is_some) { t!("The guest link is ready") } else { t!("Make a guest link") };
        words.to_owned()
    });
    let is_unsaved =
        Signal::derive(move || made.with(Option::is_none) && fields.read() != GuestLinkForm::default());
    view! {
        <Dialog
            id="make-guest-link"
            open=board.is_making
            title=title
            is_unsaved=is_unsaved
            return_focus=return_focus
        >
            {move || match made.get() {
                None => view! { <Form board=board fields=fields made=made /> }.into_any(),
                Some(summary) => view! { <Ready board=board summary=summary /> }.into_any(),
            }}
        </Dialog>
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    entries: RwSignal<String>,
    days: RwSignal<String>,
}

impl Fields {
    fn new() -> Self {
        Self { name: RwSignal::default(), entries: RwSignal::default(), days: RwSignal::default() }
    }

    fn clear(self) {
        for field in [self.name, self.entries, self.days] {
            field.set(String::new());
        }
    }

    fn read(self) -> GuestLinkForm {
        GuestLinkForm { name: self.name.get(), entries: self.entries.get(), days: self.days.get() }
    }
}

#[component]
fn Form(board: GuestLinkBoard, fields: Fields, made: RwSignal<Option<GuestLinkSummary>>) -> impl IntoView {
    let make = Action::new(move |form: &GuestLinkForm| make_guest_link(board.room, form.clone()));
    let error = move || make.value().get().and_then(Result::err);
    let problem = move |field: GuestLinkField| Signal::derive(move || error()?.for_field(field.word()));
    let trouble = Signal::derive(move || error().filter(|error| !matches!(error, AppError::Fields(_))));
    Effect::new(move |_| {
        if let Some(Ok(summary)) = make.value().get() {
            made.set(Some(summary));
            board.reload();
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !make.pending().get_untracked() {
            make.dispatch(untrack(|| fields.read()));
        }
    };
    view! {
        <form class="invite-form" novalidate on:submit=send>
            <TextField
                label=t!("Name")
                name=GuestLinkField::Name.word()
                value=fields.name
                error=problem(GuestLinkField::Name)
                hint=t!("For you and the other hosts, as in “Newsletter”. Guests do not see it.")
                required=true
                autofocus=true
            />
            <TextField
                label=t!("How many may come by it")
                name=GuestLinkField::Entries.word()
                value=fields.entries
                error=problem(GuestLinkField::Entries)
                hint=t!("Empty is any number. Coming back is not counted.")
                input_mode="numeric"
            />
            <TextField
                label=t!("Days until it ends")
                name=GuestLinkField::Days.word()
                value=fields.days
                error=problem(GuestLinkField::Days)
                hint=t!("Empty is without an end. You can switch it off at any time.")
                input_mode="numeric"
            />
            <ErrorNotice error=trouble />
            <div class="dialog-actions">
                <button type="submit" class="button" data-kind="primary" aria-disabled=move || make.pending().get().then_some("true")>
                    {t!("Make the link")}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Ready(board: GuestLinkBoard, summary: GuestLinkSummary) -> impl IntoView {
    view! {
        <p>{t!("Whoever has this link can come in as a guest. Give it to nobody whom you would not let in.")}</p>
        <CopyField
            id="guest-link-url"
            label=t!("Guest link")
            value=summary.url
            button=t!("Copy link")
            done=t!("Link copied")
            next=t!("Paste it where your guests find it.")
        />
        <div class="dialog-actions">
            <button type="button" class="button" on:click=move |_| board.is_making.set(false)>{t!("Done [button]")}</button>
        </div>
    }
}
