//! Names of files that people keep.

/// Characters of a title that a file's name keeps.
const MAX_TITLE: usize = 60;

/// The name of a file about a part of a room: letters and digits of the title, words joined by hyphens. Nothing of it
/// means anything to a file system, a shell or a header.
///
/// ```
/// # use domain::report::file_name;
/// assert_eq!(file_name("../Rivers: after \"rain\"", "chat"), "rivers-after-rain-chat.csv");
/// ```
pub fn file_name(title: &str, part: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().take(MAX_TITLE).flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    let name = if name.is_empty() { "session" } else { name };
    format!("{name}-{part}.csv")
}
