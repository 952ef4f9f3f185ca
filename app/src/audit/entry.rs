//! One entry: a line, which opens to all that is known.

use domain::audit::{AuditEntry, AuditValue, AuditView, Change, field_label};
use leptos::prelude::*;

use super::words::{what, who};
use crate::routes;
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
                <strong class="audit-act">{act.to_string()}</strong>
                <span class="audit-who">{by.clone()}</span>
                {to.clone().map(|to| view! { <span class="audit-to">{to}</span> })}
                {title.clone().map(|title| view! { <span class="audit-room">{title}</span> })}
            </summary>
            <dl class="audit-details">
                <dt>"When"</dt>
                <dd><LocalTime at=at /></dd>
                <dt>"Who"</dt>
                <dd>{by} {only_actor.map(|view| only("Only what they did", &view))}</dd>
                {(!from.is_empty()).then(|| view! { <dt>"From"</dt><dd>{from}</dd> })}
                {to.map(|to| {
                    view! {
                        <dt>"To what"</dt>
                        <dd>{to} {only_subject.map(|view| only("Only what was done to it", &view))}</dd>
                    }
                })}
                {title.map(|title| {
                    view! {
                        <dt>"Room"</dt>
                        <dd>{title} {only_room.map(|view| only("Only this room", &view))}</dd>
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
                    <th scope="col">"Field"</th>
                    <th scope="col">"Before"</th>
                    <th scope="col">"After"</th>
                </tr>
            </thead>
            <tbody>{changes.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn value(value: Option<AuditValue>) -> AnyView {
    match value {
        None => view! { <span class="soft">"None"</span> }.into_any(),
        Some(AuditValue::Time(at)) => view! { <LocalTime at=at /> }.into_any(),
        Some(AuditValue::Text(text)) if text.is_empty() => {
            view! { <span class="soft">"Empty"</span> }.into_any()
        }
        Some(other) => view! { <span dir="auto">{other.plain()}</span> }.into_any(),
    }
}
