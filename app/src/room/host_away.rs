//! Tells everybody inside that the session ends unless a host comes back.

use leptos::prelude::*;

use super::store::LiveRoomStore;
use crate::live::use_server_clock;
use crate::t_view;
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
                            {t_view!(
                                "No host is here. The session ends at {time} unless one comes back.",
                                time = view! { <LocalTime at=at style=TimeStyle::Time /> }
                            )}
                        </span>
                    </p>
                })
            }}
        </div>
    }
}
