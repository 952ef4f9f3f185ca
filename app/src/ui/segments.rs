//! A choice of a few, side by side. Radio buttons: one stop for the keyboard, arrows move and choose.

use leptos::prelude::*;

use super::{Icon, IconName};

/// One of the choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    pub value: T,
    pub label: &'static str,
    pub icon: Option<IconName>,
}

#[component]
pub fn Segments<T: Copy + PartialEq + Send + Sync + 'static>(
    /// What is chosen; said, not shown.
    #[prop(into)]
    label: String,
    /// Names the radio buttons; one of its kind on the page.
    #[prop(into)]
    name: String,
    segments: Vec<Segment<T>>,
    chosen: RwSignal<T>,
) -> impl IntoView {
    let options = segments.into_iter().enumerate().map(|(place, segment)| {
        let Segment { value, label, icon } = segment;
        let id = format!("{name}-{place}");
        view! {
            <div class="segment">
                <input
                    type="radio"
                    id=id.clone()
                    name=name.clone()
                    checked=chosen.get_untracked() == value
                    prop:checked=move || chosen.get() == value
                    on:change=move |_| chosen.set(value)
                />
                <label for=id>{icon.map(|name| view! { <Icon name=name /> })} {label}</label>
            </div>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{label}</legend>
            {options.collect_view()}
        </fieldset>
    }
}
