//! Tells the server the time zone, so that the next page comes with the reader's times in it.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use super::format_time::time_zone;

/// Keeps the zone as long as the browser keeps cookies. On the server: does nothing.
pub fn keep_zone() {
    if cfg!(feature = "ssr") {
        return;
    }
    let Some(zone) = time_zone() else { return };
    let Ok(page) = document().dyn_into::<HtmlDocument>() else { return };
    let cookie = format!("__Host-greenroom-zone={zone}; Path=/; Max-Age=34560000; Secure; SameSite=Lax");
    // A browser that keeps no cookies has its times drawn twice.
    _ = page.set_cookie(&cookie);
}
