//! Numbers as the reader writes them: by `Intl` in the browser, and in the same figures by the server.

use domain::language::{Locale, count};

use crate::language::locale;
pub use side::number_in_words;

/// A whole number as the reader's language groups its digits: `10,000`.
pub fn format_number(number: impl TryInto<u64>) -> String {
    number_in_words(locale(), count(number))
}

#[cfg(feature = "ssr")]
mod side {
    use domain::language::grouped;

    use super::Locale;

    pub fn number_in_words(locale: Locale, number: u64) -> String {
        grouped(locale.language(), number)
    }
}

#[cfg(not(feature = "ssr"))]
mod side {
    use std::cell::OnceCell;

    use js_sys::Intl::NumberFormat;
    use js_sys::{Array, Function, Object};
    use wasm_bindgen::JsValue;

    use super::Locale;

    thread_local! {
        /// Costly to make; a page speaks one language from its start to its end.
        static FORMAT: OnceCell<Function> = const { OnceCell::new() };
    }

    pub fn number_in_words(locale: Locale, number: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "what is counted fits into 53 bits")]
        let value = JsValue::from_f64(number as f64);
        let written = FORMAT.with(|format| {
            format
                .get_or_init(|| NumberFormat::new(&Array::of1(&locale.tag().into()), &Object::new()).format())
                .call1(&JsValue::UNDEFINED, &value)
        });
        written.ok().and_then(|text| text.as_string()).unwrap_or_else(|| number.to_string())
    }
}
