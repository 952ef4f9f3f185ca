//! The question before an act that cannot be taken back.

use leptos::prelude::*;

use super::DialogFrame;
use crate::t;

/// Asks; the focus is on the answer that changes nothing.
#[component]
pub fn ConfirmDialog(
    /// The window's id; the ids of its parts are made from it.
    #[prop(into)]
    id: String,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    question: Signal<String>,
    #[prop(into)] confirm_label: Signal<String>,
    #[prop(default = t!("Cancel"))] cancel_label: &'static str,
    on_confirm: Callback<()>,
    /// The id of the element that gets the focus when the window closes. Without one it is the element that had
    /// it before.
    #[prop(optional, into)]
    return_focus: MaybeProp<String>,
) -> impl IntoView {
    let question_id = format!("{id}-question");
    let close = move || open.set(false);
    let confirm = move |_| {
        close();
        on_confirm.run(());
    };

    view! {
        <DialogFrame
            id=id
            open=open
            title=title
            return_focus=return_focus
            role="alertdialog"
            described_by=question_id.clone()
            on_dismiss=Callback::new(move |()| close())
        >
            <p id=question_id.clone()>{question}</p>
            <div class="dialog-actions">
                <button type="button" class="button" data-kind="quiet" autofocus on:click=move |_| close()>
                    {cancel_label}
                </button>
                <button type="button" class="button" data-kind="danger" on:click=confirm>
                    {confirm_label}
                </button>
            </div>
        </DialogFrame>
    }
}
