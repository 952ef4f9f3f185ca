//! An input and the signal of what it holds.

use leptos::html::ElementType;
use leptos::prelude::*;

use crate::browser::typed_text::TypedText;

/// Keeps signal and input the same. At first the input wins: it may hold what was typed, or filled in by the
/// browser, before the page came alive.
pub fn follow<E>(input: NodeRef<E>, value: RwSignal<String>)
where
    E: ElementType + 'static,
    E::Output: TypedText + 'static,
{
    Effect::new(move |was_linked: Option<bool>| {
        let wanted = value.get();
        let Some(input) = input.get() else { return was_linked.unwrap_or(false) };
        let shown = input.typed();
        if shown == wanted {
            return true;
        }
        if was_linked == Some(true) || shown.is_empty() {
            input.show(&wanted);
        } else {
            value.set(shown);
        }
        true
    });
}
