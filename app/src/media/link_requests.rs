//! Tells hosts that guests ask for a new link, and leads to where they answer.

use domain::invitation::{Filter, ListView};
use leptos::prelude::*;

use super::room::Room;
use crate::routes;
use crate::t_count;
use crate::ui::{Icon, IconName};

#[component]
pub fn LinkRequests(room: Room) -> impl IntoView {
    let count = Memo::new(move |_| {
        room.page.with(|page| if page.deleted_at.is_none() { page.link_requests } else { 0 })
    });
    let view = ListView { filter: Filter::NeedsYou, ..ListView::default() };
    let href = StoredValue::new(routes::invitations_view(room.id, &view));
    view! {
        <div role="status">
            <Show when=move || count.get() != 0>
                <p class="link-requests">
                    <Icon name=IconName::Bell />
                    <a href=href.get_value()>{move || words(count.get())}</a>
                </p>
            </Show>
        </div>
    }
}

fn words(count: u32) -> String {
    t_count!(count, "1 guest asks for a new link", "{count} guests ask for a new link")
}
