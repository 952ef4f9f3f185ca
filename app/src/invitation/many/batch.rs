//! A list on its way, or at its end.

use domain::{BatchId, RoomId};
use leptos::prelude::*;

use super::api::{BatchSummary, Results};
use super::board::Board;
use super::results::ResultList;
use super::words::{batch_badge, goes_on, told};
use crate::media::api::RoomPage;
use crate::routes;
use crate::ui::dialog::ConfirmDialog;
use crate::ui::{Icon, IconName, LocalTime, TimeStyle};
use crate::{t, t_count, t_view};

const CANCEL: &str = "cancel-list";

#[component]
pub fn BatchView(page: RoomPage, summary: BatchSummary, results: Results) -> impl IntoView {
    let (room, batch, total) = (page.id, summary.id, summary.total);
    let by = summary.by.clone();
    let sent_at = view! { <LocalTime at=summary.created_at style=TimeStyle::Short /> };
    let board = Board::new(&page, summary, results);
    board.follow(page.sequence);
    let badge = Memo::new(move |_| board.summary.with(|summary| batch_badge(summary.state, summary.counts)));
    view! {
        <header class="many-head">
            <div class="many-title">
                <h1>{t_count!(total, "List of 1 person", "List of {count} people")}</h1>
                <span class="badge" data-kind=move || badge.get().0>{move || badge.get().1}</span>
            </div>
            <p class="soft">
                {match by {
                    Some(by) => {
                        let by = view! { <bdi>{by.to_string()}</bdi> };
                        t_view!("Sent {time} by {name}", time = sent_at, name = by)
                    }
                    None => t_view!("Sent {time} [a list]", time = sent_at),
                }}
            </p>
        </header>
        <ProgressCard board=board />
        <Ways room=room batch=batch board=board />
        <ResultList board=board />
    }
}

/// How far it is. Said aloud at its end only: a number that runs is no news.
#[component]
fn ProgressCard(board: Board) -> impl IntoView {
    let progress = Memo::new(move |_| board.summary.with(BatchSummary::progress));
    let outcome = move || board.summary.with(told);
    let numbers = move || {
        let progress = progress.get();
        t!("{done} of {total}", done = progress.done, total = progress.total)
    };
    let waiting = move || board.summary.with(|summary| goes_on(summary, board.mails_leave.get()));
    view! {
        <section class="many-progress card" aria-labelledby="many-progress-title">
            <div class="many-progress-line">
                <h2 id="many-progress-title">{t!("Progress")}</h2>
                <p class="many-progress-numbers">{numbers}</p>
            </div>
            <progress
                aria-labelledby="many-progress-title"
                aria-valuetext=numbers
                max=move || progress.get().total.to_string()
                value=move || progress.get().done.to_string()
                data-state=move || progress.get().state.word()
            ></progress>
            <p>{outcome}</p>
            <p class="soft" hidden=move || waiting().is_empty()>{waiting}</p>
        </section>
    }
}

/// What can be done with the list.
#[component]
fn Ways(room: RoomId, batch: BatchId, board: Board) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let is_over = Memo::new(move |_| board.is_over());
    let failed = Memo::new(move |_| board.summary.with(|summary| summary.counts.failed));
    let left = Memo::new(move |_| board.summary.with(|summary| summary.progress().left()));
    let question = Signal::derive(move || {
        t_count!(
            left.get(),
            "The 1 person who wait are not invited. Who is invited by now stays invited.",
            "The {count} people who wait are not invited. Who is invited by now stays invited."
        )
    });
    view! {
        <div class="cluster many-ways">
            <Show when=move || is_over.get() && (failed.get() + left.get() > 0)>
                <a class="button" data-kind="primary" href=routes::mend_batch(room, batch)>
                    <Icon name=IconName::Pencil />
                    {move || mend_words(failed.get(), left.get())}
                </a>
            </Show>
            <a class="button" href=routes::batch_file(room, batch) rel="external" download="">
                <Icon name=IconName::Download />
                {t!("Save with links")}
            </a>
            <Show when=move || is_over.get()>
                <a class="button" href=routes::invite_many(room, None)>
                    <Icon name=IconName::UserPlus />
                    {t!("Invite more")}
                </a>
            </Show>
            <Show when=move || !is_over.get()>
                <button
                    id=CANCEL
                    type="button"
                    class="button"
                    data-kind="quiet"
                    on:click=move |_| is_asking.set(true)
                >
                    {t!("Cancel the rest…")}
                </button>
            </Show>
        </div>
        <ConfirmDialog
            id="cancel-list-question"
            open=is_asking
            title=t!("Cancel the rest of the list?")
            question=question
            confirm_label=t!("Cancel the rest")
            cancel_label=t!("Go on inviting")
            return_focus=CANCEL
            on_confirm=Callback::new(move |()| board.cancel())
        />
    }
}

/// What the way back to the rows says, after a list has ended with rows that have failed or were left.
fn mend_words(failed: u32, left: u32) -> String {
    match (failed, left) {
        (failed, 0) => t_count!(failed, "Mend the failed row", "Mend the {count} failed rows"),
        (failed, left) => t_count!(
            failed + left,
            "Look over the row that is left",
            "Look over the {count} rows that are left"
        ),
    }
}
