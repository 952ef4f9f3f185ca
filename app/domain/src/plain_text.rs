//! Which text people may type where one line is meant: names, titles, addresses.
//!
//! Control characters are refused by type, because such text ends up in mail headers, logs and CSV files.

/// True for characters that no line of text needs and that forge what surrounds them: C0, DEL, C1, line and
/// paragraph separators, and the controls of writing direction.
pub const fn is_forbidden_in_line(letter: char) -> bool {
    matches!(letter,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Like [`is_forbidden_in_line`], for text of several lines: line feeds and tabs are allowed.
pub const fn is_forbidden_in_text(letter: char) -> bool {
    !matches!(letter, '\n' | '\r' | '\t') && is_forbidden_in_line(letter)
}
