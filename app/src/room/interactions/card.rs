//! One published interaction: what is asked, the form to answer it, and the result.

use domain::Permission;
use domain::interaction::{Interaction, Kind};
use domain::live::Sequence;
use leptos::prelude::*;

use super::super::chat::LinkedText;
use super::super::store::LiveRoomStore;
use super::answer_form::AnswerForm;
use super::controls::{Controls, Deletion};
use super::may_initiate;
use super::results::Results;
use crate::language::said;
use crate::t;
use crate::ui::{Icon, IconName, LocalTime, TimeStyle};

#[component]
pub fn Card(store: LiveRoomStore, number: Sequence, deletion: Deletion) -> impl IntoView {
    let interactions = store.interactions();
    // What is published does not change its words.
    let known = untrack(|| interactions.read(number, Clone::clone));
    known.map(|known| {
        let is_closed =
            Memo::new(move |_| interactions.read(number, |known| known.is_closed).unwrap_or(true));
        let may_answer = Memo::new(move |_| {
            store.my_role().is_some_and(|role| role.can(Permission::AnswerInteractions)) && !is_closed.get()
        });
        let initiates = Memo::new(move |_| may_initiate(store));
        let content = StoredValue::new(known.content.clone());
        let takes_answers = known.content.kind.takes_answers();
        view! {
            <li>
                <article class="interaction" aria-labelledby=prompt_id(number)>
                    <CardHead known=known.clone() is_closed=is_closed />
                    <h3 id=prompt_id(number) class="interaction-prompt" dir="auto">
                        <LinkedText text=known.content.prompt />
                    </h3>
                    <Show when=move || takes_answers && may_answer.get()>
                        <AnswerForm store=store number=number content=content.get_value() />
                    </Show>
                    <Show when=move || takes_answers>
                        <Results store=store number=number content=content.get_value() is_closed=is_closed />
                    </Show>
                    <Show when=move || initiates.get()>
                        <Controls store=store number=number takes_answers=takes_answers deletion=deletion />
                    </Show>
                </article>
            </li>
        }
    })
}

/// The id of the words that name an interaction.
pub fn prompt_id(number: Sequence) -> String {
    format!("interaction-{number}")
}

#[component]
fn CardHead(known: Interaction, is_closed: Memo<bool>) -> impl IntoView {
    let kind = known.content.kind;
    view! {
        <header class="interaction-head">
            <span class="badge">
                <Icon name=icon_of(kind) />
                {said(&kind)}
            </span>
            {kind
                .takes_answers()
                .then(|| {
                    view! {
                        <span class="badge" data-kind=move || if is_closed.get() { "wait" } else { "success" }>
                            {move || if is_closed.get() { t!("Closed [state of an interaction]") } else { t!("Open [state of an interaction]") }}
                        </span>
                    }
                })}
            <span class="interaction-from">
                <span dir="auto">{known.author.name.to_string()}</span> " · " <LocalTime at=known.at style=TimeStyle::Brief />
            </span>
        </header>
    }
}

/// The sign of each kind.
pub const fn icon_of(kind: Kind) -> IconName {
    match kind {
        Kind::Poll => IconName::Poll,
        Kind::Quiz => IconName::Check,
        Kind::Rating => IconName::Star,
        Kind::Open => IconName::MessageSquare,
        Kind::Vote => IconName::ThumbsUp,
        Kind::Announcement => IconName::Megaphone,
    }
}
