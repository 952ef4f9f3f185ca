//! The chat and the backchannel: a log of messages and a place to write.

mod composer;
mod linked_text;
mod log;
mod message;
mod pending;
mod pinned;
mod store;

use domain::Permission;
use leptos::prelude::*;

use super::store::LiveRoomStore;
use composer::Composer;
pub use linked_text::LinkedText;
use log::Log;
pub use pending::PendingState;
use pinned::Pinned;
pub use store::ChatStore;

/// A channel. `is_shown` says whether its tab is the one in sight.
#[component]
pub fn Chat(store: LiveRoomStore, chat: ChatStore, is_shown: Signal<bool>) -> impl IntoView {
    let may_write = Memo::new(move |_| {
        store.my_role().is_some_and(|role| role.can(chat.channel.permission()) && role.can(Permission::Chat))
    });
    view! {
        <div class="chat">
            <Pinned store=store chat=chat />
            <Log store=store chat=chat may_write=may_write is_shown=is_shown />
            <Composer store=store chat=chat may_write=may_write />
        </div>
    }
}
