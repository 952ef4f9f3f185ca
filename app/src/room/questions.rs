//! Questions and answers: the list, and a place to ask.

mod acts;
mod announcer;
mod answers;
mod arrange;
mod card;
mod composer;
mod hear;
mod list;
mod pending;
mod policy;
mod store;
mod toolbar;
mod vote;
mod writing;

use leptos::prelude::*;

use super::store::LiveRoomStore;
use announcer::announce_new;
pub use card::{StateBadge, VisibilityBadge};
use composer::Composer;
pub use hear::hear;
use list::QuestionList;
pub use store::QuestionStore;
use toolbar::Toolbar;

/// `is_shown` says whether the tab is the one in sight.
#[component]
pub fn Questions(store: LiveRoomStore, is_shown: Signal<bool>) -> impl IntoView {
    let questions = store.questions();
    // What is in sight has been read.
    Effect::new(move || {
        let last = questions.last();
        if is_shown.get() {
            questions.read_to.set(last);
        }
    });
    announce_new(store, is_shown);
    view! {
        <div class="questions">
            <Toolbar store=store />
            <QuestionList store=store />
            <Composer store=store />
        </div>
    }
}
