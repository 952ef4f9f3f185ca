//! One question, with its answers and what may be done about it.

use domain::live::Sequence;
use domain::question::{Question, QuestionState, Visibility};
use leptos::prelude::*;

use super::super::chat::LinkedText;
use super::super::role_badge::RoleBadge;
use super::super::store::LiveRoomStore;
use super::acts::CardActs;
use super::answers::Answers;
use super::vote::Vote;
use crate::t;
use crate::ui::{Avatar, Icon, IconName, LocalTime, TimeStyle};

#[component]
pub fn QuestionCard(
    store: LiveRoomStore,
    number: Sequence,
    /// Asks before this question is withdrawn.
    on_withdraw: Callback<Sequence>,
) -> impl IntoView {
    let questions = store.questions();
    // A question that comes and goes again within one event leaves an empty card for a moment.
    let known = untrack(|| questions.read(number, Clone::clone));
    let state = Memo::new(move |_| questions.read(number, |known| known.state));
    let word = move || state.get().map(QuestionState::word);
    known.map(|known| {
        view! {
            <li class="question" id=format!("question-{number}") data-state=word>
                <Head store=store known=known.clone() />
                <p class="message-text" dir="auto">
                    <LinkedText text=known.text.clone() />
                </p>
                <Answers store=store number=number />
                <div class="question-acts">
                    <Vote store=store known=known.clone() />
                    <CardActs store=store known=known on_withdraw=on_withdraw />
                </div>
            </li>
        }
    })
}

#[component]
fn Head(store: LiveRoomStore, known: Question) -> impl IntoView {
    let questions = store.questions();
    let Question { number, author, at, .. } = known;
    let is_mine = untrack(|| store.me()) == Some(author.participant);
    let marks = Memo::new(move |_| questions.read(number, |known| (known.visibility, known.state)));
    let name = author.name.to_string();
    view! {
        <div class="question-head">
            <Avatar initials=author.name.initials() name=name.clone() />
            <span class="message-name" dir="auto">{name}</span>
            {is_mine.then(|| view! { <span class="badge" data-kind="me">{t!("You [mark beside a name]")}</span> })}
            <RoleBadge role=author.role />
            <span class="message-at">
                <LocalTime at=at style=TimeStyle::Brief />
            </span>
            {move || {
                let (visibility, state) = marks.get()?;
                Some(view! { <VisibilityBadge visibility=visibility /> <StateBadge state=state /> })
            }}
        </div>
    }
}

/// Marks what only some may read.
#[component]
pub fn VisibilityBadge(visibility: Visibility) -> impl IntoView {
    (visibility == Visibility::Private).then(|| {
        view! {
            <span class="badge" data-kind="wait">
                <Icon name=IconName::Lock />
                {t!("Private [question or answer]")}
            </span>
        }
    })
}

/// How far a question has come; nothing while it is open.
#[component]
pub fn StateBadge(state: QuestionState) -> impl IntoView {
    let (kind, icon, word) = match state {
        QuestionState::Open => return None,
        QuestionState::Answered => ("success", IconName::CircleCheck, t!("Answered [question]")),
        QuestionState::Dismissed => ("plain", IconName::Ban, t!("Dismissed [question]")),
    };
    Some(view! {
        <span class="badge" data-kind=kind>
            <Icon name=icon />
            {word}
        </span>
    })
}
