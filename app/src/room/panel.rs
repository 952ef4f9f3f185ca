//! Chat & Collaboration: the panel beside the stage. On a phone it is the page.

use domain::chat::Channel;
use leptos::prelude::*;

use super::chat::Chat;
use super::interactions::Interactions;
use super::lock::Door;
use super::my_role::{MyRole, NewRole};
use super::participants::Participants;
use super::questions::Questions;
use super::store::LiveRoomStore;
use crate::t;
use crate::ui::{IconName, Tab, TabList, TabPanel};

const CHAT: &str = "chat";
const BACKCHANNEL: &str = "backchannel";
const QUESTIONS: &str = "questions";
const INTERACTIONS: &str = "interactions";
const PEOPLE: &str = "people";

#[component]
pub fn Panel(store: LiveRoomStore) -> impl IntoView {
    let has_collaboration = Memo::new(move |_| store.has_collaboration());
    let has_backchannel = Memo::new(move |_| store.backchannel().state.with(Option::is_some));
    let chosen = RwSignal::new(if untrack(|| has_collaboration.get()) { CHAT } else { PEOPLE });
    let shown = move |id: &'static str| Signal::derive(move || chosen.get() == id);
    // Made once: their counts live as long as the panel, whichever tabs there are at the moment.
    let chat = tab(CHAT, t!("Chat"), IconName::MessageSquare, move || store.chat().unread(store.me()));
    let backchannel = tab(BACKCHANNEL, t!("Backchannel"), IconName::Messages, move || {
        store.backchannel().unread(store.me())
    });
    let questions =
        tab(QUESTIONS, t!("Q&A"), IconName::CircleQuestion, move || store.questions().unread(store.me()));
    let interactions = tab(INTERACTIONS, t!("Interactions"), IconName::Poll, move || {
        store.interactions().unseen(store.me())
    });
    let people =
        tab(PEOPLE, t!("People"), IconName::Users, move || store.hands_to_answer() + store.waiting().len());
    let tabs = Signal::derive(move || {
        let shown = [
            has_collaboration.get().then(|| chat.clone()),
            has_collaboration.get().then(|| questions.clone()),
            has_collaboration.get().then(|| interactions.clone()),
            (has_collaboration.get() && has_backchannel.get()).then(|| backchannel.clone()),
            Some(people.clone()),
        ];
        shown.into_iter().flatten().collect::<Vec<_>>()
    });
    // A tab that has gone takes nobody along.
    Effect::new(move || {
        if tabs.with(|tabs| !tabs.iter().any(|tab| tab.id == chosen.get())) {
            chosen.set(tabs.with(|tabs| tabs.first().map_or(PEOPLE, |tab| tab.id)));
        }
    });
    view! {
        <section class="panel" aria-label=t!("Chat & Collaboration")>
            <NewRole store=store />
            <TabList label=t!("Chat & Collaboration") tabs=tabs chosen=chosen />
            <Show when=move || has_collaboration.get()>
                <TabPanel id=CHAT chosen=chosen>
                    <Chat store=store chat=store.chat() is_shown=shown(CHAT) />
                </TabPanel>
            </Show>
            <Show when=move || has_collaboration.get() && has_backchannel.get()>
                <TabPanel id=BACKCHANNEL chosen=chosen>
                    <p class="panel-hint">{t!("Only moderators, speakers and hosts read this.")}</p>
                    <Chat store=store chat=store.backchannel() is_shown=shown(Channel::Backchannel.word()) />
                </TabPanel>
            </Show>
            <Show when=move || has_collaboration.get()>
                <TabPanel id=QUESTIONS chosen=chosen>
                    <Questions store=store is_shown=shown(QUESTIONS) />
                </TabPanel>
                <TabPanel id=INTERACTIONS chosen=chosen>
                    <Interactions store=store is_shown=shown(INTERACTIONS) />
                </TabPanel>
            </Show>
            <TabPanel id=PEOPLE chosen=chosen>
                <Door store=store />
                <Participants store=store />
                <MyRole store=store />
            </TabPanel>
        </section>
    }
}

fn tab(
    id: &'static str,
    label: &'static str,
    icon: IconName,
    news: impl Fn() -> usize + Send + Sync + 'static,
) -> Tab {
    Tab { id, label, icon, news: Signal::derive(news) }
}
