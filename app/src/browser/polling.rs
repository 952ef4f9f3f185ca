//! Asking the server again and again, where no stream tells what happens.

use core::cell::Cell;
use core::time::Duration;
use std::rc::Rc;

use leptos::task::spawn_local;

use super::page_life::{PageLife, is_visible, on_page_life};
use super::timers::every;

/// Asks after each `period` until the page is left or the effect around this runs again: only while somebody can see the
/// page, at once when they see it again, and never before the last answer is here. To be called from an effect. On the
/// server: never.
pub fn poll(period: Duration, ask: impl AsyncFn() + 'static) {
    let asking = Rc::new((ask, Cell::new(false)));
    let look = move || {
        if !is_visible() || asking.1.replace(true) {
            return;
        }
        let asking = asking.clone();
        spawn_local(async move {
            (asking.0)().await;
            asking.1.set(false);
        });
    };
    on_page_life({
        let look = look.clone();
        move |life| {
            if matches!(life, PageLife::Visible | PageLife::Online) {
                look();
            }
        }
    });
    every(period, look).keep();
}
