//! Text in the cells of a file that spreadsheets open.

use std::borrow::Cow;

/// A text that no spreadsheet takes for a formula: one that begins as a formula does gets an apostrophe before it.
/// Numbers and times that this program writes itself need none.
///
/// ```
/// # use domain::report::safe_cell;
/// assert_eq!(safe_cell("=1+1"), "'=1+1");
/// assert_eq!(safe_cell("1+1=2"), "1+1=2");
/// ```
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    if text.starts_with(begins_formula) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// What a formula begins with, or the white space that some programs drop before they look; the wide forms are what
/// East Asian keyboards type.
const fn begins_formula(letter: char) -> bool {
    matches!(letter, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
}
