//! What only a browser can do. No other module names web-sys or js-sys; each function says what it does on the
//! server.

pub mod clipboard;
pub mod clock;
pub mod datetime_local;
pub mod dialog;
pub mod event_source;
pub mod file;
pub mod focus;
pub mod form;
pub mod format_number;
pub mod format_time;
pub mod head;
pub mod held_focus;
pub mod kept_choice;
pub mod leaving;
pub mod lost_focus;
pub mod page_life;
pub mod place;
pub mod polling;
pub mod random;
pub mod reading;
pub mod scroll;
pub mod sound;
pub mod timers;
pub mod typed_text;
pub mod zone_cookie;
