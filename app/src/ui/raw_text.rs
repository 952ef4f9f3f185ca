//! Text for the places where the server writes it as it is.

/// What people typed, for `<title>`, `<textarea>` and `<noscript>`: the framework escapes text everywhere but there. In
/// the browser such text is set as text and needs nothing.
pub fn raw_text(text: &str) -> String {
    if cfg!(feature = "ssr") {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::raw_text;

    #[test]
    fn no_typed_text_ends_its_element() {
        assert_eq!(raw_text("a</title><b>&amp;"), "a&lt;/title&gt;&lt;b&gt;&amp;amp;");
    }
}
