//! How the list is sorted and what is left out of it; and for hosts, how questions may be asked.

use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::arrange::{Filter, Sort};
use super::policy::PolicySwitch;
use crate::browser::kept_choice;
use crate::t;
use crate::ui::{Segment, Segments};

/// The name under which a browser keeps how questions are sorted.
const KEPT: &str = "sort-questions";

#[component]
pub fn Toolbar(store: LiveRoomStore) -> impl IntoView {
    let questions = store.questions();
    keep_sort(questions.sort);
    let segment = |label, value| Segment { value, label, icon: None };
    let filters = vec![
        Segment { value: Filter::All, label: t!("All [questions]"), icon: None },
        Segment { value: Filter::Unanswered, label: t!("Unanswered"), icon: None },
        Segment { value: Filter::Mine, label: t!("Mine [questions]"), icon: None },
    ];
    view! {
        <div class="questions-bar">
            <Segments
                label=t!("Sort questions")
                name="sort-questions"
                segments=vec![segment(t!("Most votes"), Sort::MostVotes), segment(t!("Newest"), Sort::Newest)]
                chosen=questions.sort
            />
            <Segments label=t!("Show questions") name="filter-questions" segments=filters chosen=questions.filter />
            <PolicySwitch store=store />
        </div>
    }
}

/// The choice stays on this device.
fn keep_sort(sort: RwSignal<Sort>) {
    Effect::new(move |was: Option<Sort>| {
        let is = sort.get();
        match was {
            None => {
                if let Some(kept) = kept_choice::find(KEPT).and_then(|word| Sort::from_word(&word)) {
                    sort.set(kept);
                }
            }
            Some(was) if was != is => kept_choice::keep(KEPT, is.word()),
            Some(_) => {}
        }
        is
    });
}
