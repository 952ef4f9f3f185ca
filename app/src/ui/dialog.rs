//! Windows above the page, on the native `<dialog>`: its top layer and inertness need no focus trap of our own.
//! The content lives as long as the window is open, so each opening starts afresh. The element that gets the
//! focus first is the one with `autofocus`.

mod confirm;
mod frame;

use leptos::prelude::*;

pub use confirm::ConfirmDialog;
pub use frame::DialogFrame;

use crate::t;

/// A window with a title and a visible way out. Escape, the backdrop and the close button all ask `is_unsaved`
/// before what was typed is lost.
#[component]
pub fn Dialog(
    /// The window's id; the ids of its parts are made from it.
    id: &'static str,
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    /// The id of the element that gets the focus when the window closes. Without one it is the element that had
    /// it before.
    #[prop(optional, into)]
    return_focus: MaybeProp<String>,
    /// Whether something typed would be lost by closing.
    #[prop(optional, into)]
    is_unsaved: MaybeProp<bool>,
    #[prop(optional, into)] on_close: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let close = move || {
        open.set(false);
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    let ask_to_close = move || {
        if is_unsaved.get_untracked() == Some(true) {
            is_asking.set(true);
        } else {
            close();
        }
    };

    view! {
        <DialogFrame id=id open=open title=title return_focus=return_focus on_dismiss=Callback::new(move |()| ask_to_close())>
            {children()}
            <ConfirmDialog
                id=format!("{id}-discard")
                open=is_asking
                title=t!("Close without saving?")
                question=t!("What you typed in this window will be lost.")
                confirm_label=t!("Discard")
                cancel_label=t!("Keep editing")
                on_confirm=Callback::new(move |()| close())
            />
        </DialogFrame>
    }
}
