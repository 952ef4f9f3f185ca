//! Which text people may type where one line is meant: names, titles, addresses.
//!
//! Control characters are refused by type, because such text ends up in mail headers, logs and CSV files.

/// True for characters that no line of text needs and that forge what surrounds them: C0, DEL, C1, line and
/// paragraph separators, and the controls of writing direction.
pub const fn is_forbidden_in_line(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Like [`is_forbidden_in_line`], for text of several lines: line feeds and tabs are allowed.
pub const fn is_forbidden_in_text(letter: char) -> bool {
    !matches!(letter, '\n' | '\r' | '\t') && is_forbidden_in_line(letter)
}

/// True for characters that may be part of a line but show nothing by themselves: soft hyphens, joiners, fillers
/// and selectors.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{3164}'
        | '\u{2800}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fffc}' | '\u{e0000}'..='\u{e0fff}')
}

/// One line as it was meant: single spaces, none around it; empty when nothing in it can be seen.
pub(crate) fn tidy_line(typed: &str) -> String {
    let line = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().all(|letter| letter == ' ' || is_invisible(letter)) { String::new() } else { line }
}
