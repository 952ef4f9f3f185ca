//! What was asked, and what was answered in writing.

use domain::question::{Answer, Question};
use domain::report::PAGE;
use leptos::prelude::*;

use super::more::More;
use super::section::{About, Nothing, Section};
use crate::room::{LinkedText, RoleBadge, StateBadge, VisibilityBadge};
use crate::ui::{Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_count};

#[component]
pub fn QuestionsSection(about: About, questions: Vec<Question>) -> impl IntoView {
    view! {
        <Section about=about part="questions" heading=t!("Q&A")>
            {if questions.is_empty() {
                view! { <Nothing words=t!("Nobody asked a question.") /> }.into_any()
            } else {
                view! { <List about=about questions=questions /> }.into_any()
            }}
        </Section>
    }
}

#[component]
fn List(about: About, questions: Vec<Question>) -> impl IntoView {
    let all = questions.len();
    let questions = StoredValue::new(questions);
    let limit = RwSignal::new(PAGE);
    let shown = move || questions.with_value(|all| all.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    view! {
        <ol class="report-questions">
            <For each=shown key=|question| question.number let:question>
                <QuestionView times=about.times question=question />
            </For>
        </ol>
        <More
            shown=Signal::derive(move || all.min(limit.get()))
            all=Signal::stored(all)
            told=|shown, all| t!("{shown} of {all} questions are shown.", shown, all)
            file=about.file("questions")
            on_more=Callback::new(move |()| limit.update(|limit| *limit += PAGE))
        />
    }
}

#[component]
fn QuestionView(times: TimeStyle, question: Question) -> impl IntoView {
    let answers = question.answers;
    view! {
        <li class="report-question card">
            <p class="report-by">
                <span class="report-name" dir="auto">{question.author.name.to_string()}</span>
                <RoleBadge role=question.author.role />
                <span class="message-at"><LocalTime at=question.at style=times /></span>
                <span class="badge"><Icon name=IconName::ThumbsUp />{t_count!(question.votes, "1 vote", "{count} votes")}</span>
                <VisibilityBadge visibility=question.visibility />
                <StateBadge state=question.state />
            </p>
            <p class="message-text" dir="auto"><LinkedText text=question.text /></p>
            {(!answers.is_empty())
                .then(|| {
                    view! {
                        <ol class="answers" aria-label=t!("Answers")>
                            {answers
                                .into_iter()
                                .map(|answer| view! { <AnswerView times=times answer=answer /> })
                                .collect_view()}
                        </ol>
                    }
                })}
        </li>
    }
}

#[component]
fn AnswerView(times: TimeStyle, answer: Answer) -> impl IntoView {
    view! {
        <li class="answer">
            <p class="report-by">
                <span class="report-name" dir="auto">{answer.author.name.to_string()}</span>
                <RoleBadge role=answer.author.role />
                <span class="message-at"><LocalTime at=answer.at style=times /></span>
                <VisibilityBadge visibility=answer.visibility />
            </p>
            <p class="message-text" dir="auto"><LinkedText text=answer.text /></p>
        </li>
    }
}
