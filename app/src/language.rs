//! The reader's language: sentences, and where to choose.
//!
//! Sentences stand in English where they are used and are looked up by that text (`t!`). The browser half holds no
//! other language: it is told one catalogue when it starts, which is the file the server has chosen for this reader.

pub mod api;
mod catalogue;
mod chooser;
mod said;
mod speaker;
#[cfg(feature = "ssr")]
pub mod wall_clock;

#[cfg(feature = "ssr")]
pub use catalogue::catalogue;
pub use chooser::LanguageChooser;
pub use said::{said, sentence_view, text, value_in_words};
pub use speaker::{language, locale, speak};
#[cfg(feature = "ssr")]
pub use speaker::{of_request, said_in};

/// A sentence in the reader's language. Without values it is a `&'static str`: `t!("Sign in")`; with values a `String`:
/// `t!("Usually {minutes}.", minutes)`, `t!("{name} is here.", name = person.name.to_string())`.
///
/// The text is its name in `app/languages`; a note in brackets at its end, as in `t!("Open [button]")`, tells texts apart
/// that are the same in English only, and is not shown.
#[macro_export]
macro_rules! t {
    ($text:literal) => {
        $crate::language::text($text)
    };
    ($($sentence:tt)+) => {
        $crate::language::said(&::domain::say!($($sentence)+))
    };
}

/// A sentence about one or many, as a `String`: `t_count!(guests, "One guest", "{count} guests")`.
#[macro_export]
macro_rules! t_count {
    ($($sentence:tt)+) => {
        $crate::language::said(&::domain::say_count!($($sentence)+))
    };
}

/// A sentence that holds elements: `t_view!("It ends at {time}.", time = view! { <LocalTime at /> })`.
#[macro_export]
macro_rules! t_view {
    ($text:literal, $($name:ident = $view:expr),+ $(,)?) => {
        $crate::language::sentence_view($text, [$((stringify!($name), ::leptos::prelude::IntoAny::into_any($view))),+])
    };
}
