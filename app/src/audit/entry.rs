//! One entry: a line, which opens to all that is known.

use domain::audit::{AuditEntry, AuditValue, AuditView, Change, field_label};
use leptos::prelude::*;

use super::words::{what, who};
use crate::language::said;
use crate::routes;
use crate::t;
use crate::ui::{LocalTime, TimeStyle};

#[component]
pub fn EntryLine(entry: AuditEntry) -> impl IntoView {
    let AuditEntry { at, act, actor, subject, room, changes, .. } = entry;
    let only_actor = actor.id.clone().map(|id| AuditView { actor: Some(id), ..AuditView::default() });
    let only_subject = subject
        .as_ref()
        .map(|subject| AuditView { subject: Some(subject.id.clone()), ..AuditView::default() });
    let only_room = room.as_ref().map(|(id, _)| AuditView { room: Some(*id), ..AuditView::default() });
    let (by, to) = (who(&actor), subject.as_ref().map(what));
    let title = room.map(|(_, title)| title).filter(|title| Some(title) != to.as_ref());
    let from = [actor.address, actor.device].into_iter().filter(|part| !part.is_empty());
    let from = from.collect::<Vec<_>>().join(", ");
    view! {
        <details class="audit-entry" data-act=act.word()>
            <summary>
                <span class="audit-at"><LocalTime at=at style=TimeStyle::Short /></span>
                <strong class="audit-act">{said(&act)}</strong>
                <span class="audit-who">{by.clone()}</span>
                {to.clone().map(|to| view! { <span class="audit-to">{to}</span> })}
                {title.clone().map(|title| view! { <span class="audit-room">{title}</span> })}
            </summary>
            <dl class="audit-details">
                <dt>{t!("When [audit]")}</dt>
                <dd><LocalTime at=at /></dd>
                <dt>{t!("Who [audit]")}</dt>
                <dd>{by} {only_actor.map(|view| only(t!("Only what they did"), &view))}</dd>
                {(!from.is_empty()).then(|| view! { <dt>{t!("From where [audit]")}</dt><dd>{from}</dd> })}
                {to.map(|to| {
                    view! {
                        <dt>{t!("To what [audit]")}</dt>
                        <dd>{to} {only_subject.map(|view| only(t!("Only what was done to it"), &view))}</dd>
                    }
                })}
                {title.map(|title| {
                    view! {
                        <dt>{t!("Room [audit]")}</dt>
                        <dd>{title} {only_room.map(|view| only(t!("Only this room"), &view))}</dd>
                    }
                })}
            </dl>
            {(!changes.is_empty()).then(|| view! { <Changes changes=changes /> })}
        </details>
    }
}

fn only(label: &'static str, view: &AuditView) -> impl IntoView + use<> {
    view! {
        " "
        <a href=routes::audit(view, None)>{label}</a>
    }
}

#[component]
fn Changes(changes: Vec<Change>) -> impl IntoView {
    let row = |Change { field, before, after }| {
        view! {
            <tr>
                <th scope="row">{field_label(&field)}</th>
                <td>{value(before)}</td>
                <td>{value(after)}</td>
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
        Some(other) => view! { <span dir="auto">{other.plain()}</span> }.into_any(),
    }
}
