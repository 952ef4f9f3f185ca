//! Versions of the template that were saved before.

use leptos::prelude::*;

use super::api::SavedTemplate;
use super::editor::Typed;
use crate::ui::{LocalTime, TimeStyle, use_toast};
use crate::{t, t_view};

#[component]
pub fn Versions(versions: Vec<SavedTemplate>, typed: Typed) -> impl IntoView {
    let toasts = use_toast();
    let row = move |(place, saved): (usize, SavedTemplate)| {
        let SavedTemplate { version, template, saved_at } = saved;
        let template = StoredValue::new(template);
        view! {
            <li class="mail-version">
                <span>
                    {t_view!(
                        "Version {version}, saved {time}",
                        version = version,
                        time = view! { <LocalTime at=saved_at style=TimeStyle::Short /> }
                    )}
                </span>
                {if place == 0 {
                    view! { <span class="badge" data-kind="success">{t!("In use [version of a template]")}</span> }.into_any()
                } else {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-label=t!("Look at version {version}", version)
                            on:click=move |_| {
                                let words = t!("This is version {version}. Save it to use it again.", version);
                                typed.replace(template.get_value(), words, toasts);
                            }
                        >
                            {t!("Look at it")}
                        </button>
                    }
                    .into_any()
                }}
            </li>
        }
    };
    (!versions.is_empty()).then(|| {
        view! {
            <details class="mail-versions">
                <summary>{t!("Versions ({number})", number = versions.len())}</summary>
                <ul class="table-list">{versions.into_iter().enumerate().map(row).collect_view()}</ul>
            </details>
        }
    })
}
