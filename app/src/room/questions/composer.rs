//! Where a question is asked.

use domain::Permission;
use domain::command::RoomCommand;
use domain::question::{QuestionCommand, Visibility};
use leptos::prelude::*;

use super::super::store::LiveRoomStore;
use super::policy::asks_privately;
use super::writing::{Wording, Writing};
use crate::t;

fn wording() -> Wording {
    Wording {
        label: t!("Ask a question"),
        send: t!("Ask"),
        public: t!("Ask publicly"),
        private: t!("Ask privately"),
    }
}

#[component]
pub fn Composer(store: LiveRoomStore) -> impl IntoView {
    let may_ask = Memo::new(move |_| store.my_role().is_some_and(|role| role.can(Permission::AskPrivately)));
    let is_free = Memo::new(move |_| !asks_privately(store));
    let visibility = RwSignal::new(Visibility::Public);
    let ask = Callback::new(move |(text, visibility)| {
        store.outbox().send(RoomCommand::Question(QuestionCommand::Ask { text, visibility }));
    });
    view! {
        <div class="composer" hidden=move || !may_ask.get()>
            <Writing
                id="ask-question"
                wording=wording()
                visibility=visibility
                is_free=is_free
                on_send=ask
                input=NodeRef::new()
            />
        </div>
    }
}
