//! What a browser calls itself, in the two words that people know.

use crate::t;

const BETWEEN: &str = " on ";

/// As in "Firefox on Windows".
pub fn device_name(user_agent: &str) -> String {
    in_words(browser(user_agent), system(user_agent))
}

/// The same for the log, whoever reads it; empty when nothing is known.
pub fn device_in_english(user_agent: &str) -> String {
    let known: Vec<_> = [browser(user_agent), system(user_agent)].into_iter().flatten().collect();
    known.join(BETWEEN)
}

/// What [`device_in_english`] has written, in the reader's language.
pub fn device_in_words(english: &str) -> String {
    match english.split_once(BETWEEN) {
        Some((browser, system)) => in_words(Some(browser), Some(system)),
        None => in_words(Some(english).filter(|known| !known.is_empty()), None),
    }
}

fn in_words(browser: Option<&str>, system: Option<&str>) -> String {
    match (browser, system) {
        (Some(browser), Some(system)) => t!("{browser} on {system}", browser, system),
        (Some(known), None) | (None, Some(known)) => known.to_owned(),
        (None, None) => t!("an unknown browser").to_owned(),
    }
}

/// The order of the tests matters: nearly every browser claims to be the others too.
fn browser(user_agent: &str) -> Option<&'static str> {
    first_found(
        user_agent,
        &[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser/", "Samsung Internet"),
            ("Firefox/", "Firefox"),
            ("FxiOS/", "Firefox"),
            ("CriOS/", "Chrome"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ],
    )
}

fn system(user_agent: &str) -> Option<&'static str> {
    first_found(
        user_agent,
        &[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("Windows", "Windows"),
            ("Mac OS X", "Mac"),
            ("CrOS", "ChromeOS"),
            ("Linux", "Linux"),
        ],
    )
}

fn first_found(text: &str, marks: &[(&str, &'static str)]) -> Option<&'static str> {
    marks.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::{device_in_english, device_in_words, device_name};

    #[test]
    fn browsers_are_told_apart_although_they_name_each_other() {
        let apple = "(KHTML, like Gecko)";
        for (user_agent, name) in [
            (
                format!(
                    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 {apple} Chrome/140.0 Safari/537.36"
                ),
                "Chrome on Windows",
            ),
            (
                format!(
                    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 {apple} Chrome/140.0 Safari/537.36 Edg/140.0"
                ),
                "Edge on Windows",
            ),
            (
                format!(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 {apple} Version/18.0 Mobile Safari/604.1"
                ),
                "Safari on iPhone",
            ),
            (
                format!(
                    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605 {apple} Version/18.0 Safari/605.1"
                ),
                "Safari on Mac",
            ),
            (
                "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0".to_owned(),
                "Firefox on Android",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".to_owned(),
                "Firefox on Linux",
            ),
            ("curl/8".to_owned(), "an unknown browser"),
        ] {
            assert_eq!(device_name(&user_agent), name);
        }
    }

    #[test]
    fn what_the_log_keeps_of_a_device_is_read_again() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        for user_agent in [firefox, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)", "curl/8", ""] {
            assert_eq!(device_in_words(&device_in_english(user_agent)), device_name(user_agent));
        }
        assert_eq!(device_in_english(firefox), "Firefox on Linux");
        assert_eq!(device_in_english("curl/8"), "");
    }
}
