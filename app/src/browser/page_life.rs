//! When a page goes away and comes back: closed lids, other tabs, the back button, lost networks.

use leptos::prelude::*;

/// Whether the page lives: false on the server and in the first draw, true once a browser runs it. What only
/// helps readers without JavaScript goes by it.
pub fn use_is_alive() -> ReadSignal<bool> {
    let is_alive = RwSignal::new(false);
    Effect::new(move || is_alive.set(true));
    is_alive.read_only()
}

/// What has happened to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLife {
    /// It goes away, maybe to come back from the browser's cache.
    Hidden,
    /// It is there again.
    Shown,
    /// It can be seen again, after another tab or a sleep.
    Visible,
    /// The device has a network again.
    Online,
}

/// Tells `call` of each change until the owner is cleaned up. To be called from an effect. On the server:
/// nothing.
pub fn on_page_life(call: impl Fn(PageLife) + Clone + 'static) {
    if cfg!(feature = "ssr") {
        return;
    }
    listen("pagehide", PageLife::Hidden, call.clone());
    listen("pageshow", PageLife::Shown, call.clone());
    listen("online", PageLife::Online, call.clone());
    // Goes up from the document to the window.
    let seen = window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            call(PageLife::Visible);
        }
    });
    on_cleanup(move || seen.remove());
}

fn listen(event: &'static str, life: PageLife, call: impl Fn(PageLife) + 'static) {
    let handle = window_event_listener_untyped(event, move |_| call(life));
    on_cleanup(move || handle.remove());
}

/// Whether somebody can see the page: not behind another tab, nor under a closed lid. On the server: never.
pub fn is_visible() -> bool {
    !cfg!(feature = "ssr") && !document().hidden()
}

/// Loads the page anew, as the reader's reload button does. On the server: nothing.
pub fn reload_page() {
    if !cfg!(feature = "ssr") {
        // Refused only inside sandboxes, where the reader's own button is left.
        let _ = window().location().reload();
    }
}
