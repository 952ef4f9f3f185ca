//! The rooms I have and the rooms I may see.

use domain::people::search_key;
use leptos::prelude::*;
use leptos_meta::Title;

use super::api::{RoomCard, RoomList, list_rooms};
use super::card::RoomCardView;
use crate::account::PageProblem;
use crate::live::{ServerClock, use_server_clock};
use crate::routes;
use crate::t;
use crate::ui::{Icon, IconName, SkeletonLines};

/// More rooms than one look takes in are worth a search.
const WORTH_SEARCHING: usize = 6;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    #[default]
    Start,
    Title,
}

/// What is asked of the lists.
#[derive(Clone, Copy)]
struct Wish {
    query: RwSignal<String>,
    order: RwSignal<Order>,
}

impl Wish {
    fn granted(self, cards: &[RoomCard]) -> Vec<RoomCard> {
        let key = self.query.with(|query| search_key(query));
        let mut cards: Vec<_> = cards
            .iter()
            .filter(|card| {
                search_key(&card.title).contains(&key) || search_key(&card.speakers.join(" ")).contains(&key)
            })
            .cloned()
            .collect();
        if self.order.get() == Order::Title {
            cards.sort_by_key(|card| search_key(&card.title));
        }
        cards
    }
}

#[component]
pub fn RoomListRoute() -> impl IntoView {
    let rooms = Resource::new(|| (), |()| list_rooms());
    view! {
        <Title text=t!("Rooms") />
        <div class="page stack" data-gap="large">
            <Transition fallback=|| view! { <SkeletonLines lines=6 /> }>
                {move || Suspend::new(async move {
                    match rooms.await {
                        Ok(list) => view! { <RoomLists list /> }.into_any(),
                        Err(error) => view! { <PageProblem error /> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
}

#[component]
fn RoomLists(list: RoomList) -> impl IntoView {
    let RoomList { mine, visible, may_create, server_now } = list;
    let clock = use_server_clock(server_now);
    let wish = Wish { query: RwSignal::new(String::new()), order: RwSignal::new(Order::default()) };
    let is_searchable = mine.len() + visible.len() > WORTH_SEARCHING;
    let is_empty = mine.is_empty() && visible.is_empty();
    let (mine, visible) = (StoredValue::new(mine), StoredValue::new(visible));
    let mine = Memo::new(move |_| mine.with_value(|cards| wish.granted(cards)));
    let visible = Memo::new(move |_| visible.with_value(|cards| wish.granted(cards)));
    view! {
        <div class="page-header">
            <h1>{t!("Rooms")}</h1>
            {(may_create && !is_empty).then(|| view! { <NewRoomLink /> })}
        </div>
        {is_empty.then(|| view! { <NoRooms may_create /> })}
        {is_searchable.then(|| view! { <Search wish /> })}
        <Section title=t!("My rooms") cards=mine clock />
        <Section title=t!("Rooms I may see") cards=visible clock />
        <p class="blank" role="status" hidden=move || is_empty || mine.with(|m| !m.is_empty()) || visible.with(|v| !v.is_empty())>
            {move || wish.query.with(|query| t!("No room has “{query}” in its title or among its speakers.", query = query.trim()))}
        </p>
    }
}

#[component]
fn Section(title: &'static str, cards: Memo<Vec<RoomCard>>, clock: ServerClock) -> impl IntoView {
    view! {
        <section class="stack" hidden=move || cards.with(Vec::is_empty)>
            <h2>{title}</h2>
            <ul class="room-cards">
                <For each=move || cards.get() key=|card| card.id let:card>
                    <li>
                        <RoomCardView card clock />
                    </li>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Search(wish: Wish) -> impl IntoView {
    let choose = move |event| {
        wish.order.set(if event_target_value(&event) == "title" { Order::Title } else { Order::Start });
    };
    view! {
        <search class="room-search">
            <div class="field">
                <label for="room-query">{t!("Search")}</label>
                <input
                    id="room-query"
                    type="search"
                    autocomplete="off"
                    on:input=move |event| wish.query.set(event_target_value(&event))
                />
            </div>
            <div class="field">
                <label for="room-order">{t!("Sort by")}</label>
                <select id="room-order" autocomplete="off" on:change=choose>
                    <option value="start">{t!("Start [when a session begins]")}</option>
                    <option value="title">{t!("Title")}</option>
                </select>
            </div>
        </search>
    }
}

#[component]
fn NewRoomLink() -> impl IntoView {
    view! {
        <a class="button" data-kind="primary" href=routes::new_room()>
            <Icon name=IconName::Plus />
            {t!("New room")}
        </a>
    }
}

#[component]
fn NoRooms(may_create: bool) -> impl IntoView {
    let (title, text) = if may_create {
        (
            t!("Make your first room"),
            t!(
                "A room has a page, a time, and the people you invite to it. They wait in the lobby until you open the session."
            ),
        )
    } else {
        (
            t!("Nothing is planned yet"),
            t!("Rooms that you are invited to, and rooms open to everyone here, will appear on this page."),
        )
    };
    view! {
        <section class="card blank">
            <span class="blank-mark">
                <Icon name=IconName::DoorOpen />
            </span>
            <h2>{title}</h2>
            <p>{text}</p>
            {may_create.then(|| view! { <NewRoomLink /> })}
        </section>
    }
}
