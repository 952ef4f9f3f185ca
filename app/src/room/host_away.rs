//! Tells everybody inside that the session ends unless a host comes back.

use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::live::use_server_clock;
use crate::ui::{Icon, IconName, LocalTime, TimeStyle};

#[component]
pub fn HostAway(store: LiveRoomStore) -> impl IntoView {
    let clock = use_server_clock(untrack(|| store.as_of()));
    let until = Memo::new(move |_| store.host_missed_until(clock.now()));
    view! {
        <div class="live-notices" role="status">
            {move || {
                until.get().map(|at| view! {
                    <p class="live-notice">
                        <Icon name=IconName::Clock />
                        <span>
                            "No host is here. The session ends at " <LocalTime at=at style=TimeStyle::Time />
                            " unless one comes back."
                        </span>
                    </p>
                })
            }}
        </div>
    }
}
