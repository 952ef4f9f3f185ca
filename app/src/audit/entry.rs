//! One entry: a line, which opens to all that is known.

use domain::audit::{AuditActor, AuditEntry, AuditValue, AuditView, Change, word_in_words};
use leptos::prelude::*;

use super::words::{Called, what, who};
use crate::browser::format_number::format_number;
use crate::language::{said, value_in_words};
use crate::routes;
use crate::t;
use crate::ui::{LocalTime, TimeStyle, device_in_words};

#[component]
pub fn EntryLine(entry: AuditEntry) -> impl IntoView {
    let AuditEntry { at, act, actor, subject, room, changes, .. } = entry;
    let only_actor = actor.id.clone().map(|id| AuditView { actor: Some(id), ..AuditView::default() });
    let only_subject = subject
        .as_ref()
        .map(|subject| AuditView { subject: Some(subject.id.clone()), ..AuditView::default() });
    let only_room = room.as_ref().map(|(id, _)| AuditView { room: Some(*id), ..AuditView::default() });
    let (by, to) = (who(&actor), subject.as_ref().map(what));
    let title = room.map(|(_, title)| Called::Typed(title)).filter(|title| Some(title) != to.as_ref());
    let from = from_where(&actor);
    view! {
        <details class="audit-entry" data-act=act.word()>
            <summary>
                <span class="audit-at"><LocalTime at=at style=TimeStyle::Short /></span>
                <strong class="audit-act">{said(&act)}</strong>
                <span class="audit-who">{by.view()}</span>
                {to.as_ref().map(|to| view! { <span class="audit-to">{to.view()}</span> })}
                {title.as_ref().map(|title| view! { <span class="audit-room">{title.view()}</span> })}
            </summary>
            <dl class="audit-details">
                <dt>{t!("When [audit]")}</dt>
                <dd><LocalTime at=at /></dd>
                <dt>{t!("Who [audit]")}</dt>
                <dd>{by.view()} {only_actor.map(|view| only(t!("Only what they did"), &view))}</dd>
                {from.map(|from| view! { <dt>{t!("From where [audit]")}</dt><dd>{from}</dd> })}
                {to.map(|to| {
                    view! {
                        <dt>{t!("To what [audit]")}</dt>
                        <dd>{to.view()} {only_subject.map(|view| only(t!("Only what was done to it"), &view))}</dd>
                    }
                })}
                {title.map(|title| {
                    view! {
                        <dt>{t!("Room [audit]")}</dt>
                        <dd>{title.view()} {only_room.map(|view| only(t!("Only this room"), &view))}</dd>
                    }
                })}
            </dl>
            {(!changes.is_empty()).then(|| view! { <Changes changes=changes /> })}
        </details>
    }
}

/// The address and the device of whoever came with a browser, until they are erased.
fn from_where(actor: &AuditActor) -> Option<impl IntoView + use<>> {
    let AuditActor { address, device, .. } = actor;
    if address.is_empty() && device.is_empty() {
        return None;
    }
    let (address, device) = (address.clone(), device_in_words(device));
    Some(view! { <bdi dir="auto">{address}</bdi> ", " <bdi>{device}</bdi> })
}

fn only(label: &'static str, view: &AuditView) -> impl IntoView + use<> {
    view! {
        " "
        <a href=routes::audit(view, None)>{label}</a>
    }
}

#[component]
fn Changes(changes: Vec<Change>) -> impl IntoView {
    let row = |change: Change| {
        view! {
            <tr>
                <th scope="row">{value_in_words(&change.label())}</th>
                <td>{value(change.before)}</td>
                <td>{value(change.after)}</td>
            </tr>
        }
    };
    view! {
        <table class="audit-changes">
            <thead>
                <tr>
                    <th scope="col">{t!("Field [audit]")}</th>
                    <th scope="col">{t!("Before [audit]")}</th>
                    <th scope="col">{t!("After [audit]")}</th>
                </tr>
            </thead>
            <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn value(value: Option<AuditValue>) -> AnyView {
    match value {
        None => view! { <span class="soft">{t!("None [audit]")}</span> }.into_any(),
        Some(AuditValue::Time(at)) => view! { <LocalTime at=at /> }.into_any(),
        Some(AuditValue::Text(text)) if text.is_empty() => {
            view! { <span class="soft">{t!("Empty [audit]")}</span> }.into_any()
        }
        Some(AuditValue::Text(text)) => view! { <span dir="auto">{text}</span> }.into_any(),
        Some(AuditValue::Word(word)) => value_in_words(&word_in_words(&word)).into_any(),
        Some(AuditValue::Words(words)) if words.is_empty() => {
            view! { <span class="soft">{t!("None [audit]")}</span> }.into_any()
        }
        Some(AuditValue::Words(words)) => {
            let words: Vec<_> = words.iter().map(|word| value_in_words(&word_in_words(word))).collect();
            words.join(", ").into_any()
        }
        Some(AuditValue::Flag(true)) => t!("Yes [audit]").into_any(),
        Some(AuditValue::Flag(false)) => t!("No [audit]").into_any(),
        Some(AuditValue::Number(number)) => {
            // Below zero there is nothing to group.
            u64::try_from(number).map_or_else(|_| number.to_string(), format_number).into_any()
        }
    }
}
