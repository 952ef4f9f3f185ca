//! Who hosts a room, for its hosts.

use leptos::prelude::*;

use super::card::HostBadge;
use super::room::Room;
use crate::t;
use crate::ui::Avatar;

#[component]
pub fn HostList(room: Room) -> impl IntoView {
    let hosts = Memo::new(move |_| room.page.with(|page| page.hosts.clone()));
    view! {
        <section class="fact" hidden=move || hosts.with(Vec::is_empty)>
            <h2>{t!("Hosts")}</h2>
            <ul class="host-list">
                <For each=move || hosts.get() key=|host| (host.person.id, host.kind) let:host>
                    <li>
                        <Avatar initials=host.person.name.initials() name=host.person.name.to_string() />
                        <span class="host-name" dir="auto">{host.person.name.to_string()}</span>
                        <HostBadge kind=host.kind />
                    </li>
                </For>
            </ul>
        </section>
    }
}
