//! The people in a text that somebody has pasted: from a mail's head, a spreadsheet, a list.
//!
//! Understood are `ana@example.org`, `Ana Ruiz <ana@example.org>`, `"Ruiz, Ana" <…>`, `Ruiz, Ana <…>`,
//! `Ana Ruiz ana@example.org` and `mailto:ana@example.org`, in any mixture, one after the other or parted by commas,
//! semicolons, tabs and line breaks. Where a line has just a name and an address, parted by a comma or a tab, they belong
//! together.
//!
//! Lines of several columns (`ana@example.org,Ana,Ruiz`) are not: which of two columns is the last name cannot be told
//! from the line. They are for the import of files, which asks.

mod entry;
mod guess;
mod name;
mod scan;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::email::{EmailAddress, EmailProblem};

pub use guess::guess_name;
pub use name::split_name;
pub use scan::is_separator;

/// Somebody in a pasted text, as far as it was understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// As it stands in the text. All entries together hold whatever is no separator and no white space.
    pub typed: String,
    /// First and last name, if there is one. Either may be empty: it is for somebody to look over.
    pub name: Option<(String, String)>,
    pub address: Result<EmailAddress, EmailProblem>,
    /// The place in the list of the first entry with the same address.
    pub is_duplicate_of: Option<usize>,
}

/// The people in a text, in order. Domains that are not ASCII are refused, as by [`EmailAddress::parse`].
///
/// ```
/// # use domain::addresses::split;
/// let people = split("Ruiz, Ana <ana@example.org>; bo@example.org");
/// assert_eq!(people[0].name, Some(("Ana".to_owned(), "Ruiz".to_owned())));
/// assert_eq!(people[1].address, "bo@example.org".parse());
/// ```
pub fn split(pasted: &str) -> Vec<Entry> {
    split_with(pasted, |_| Err(EmailProblem::LookAlikeDomain))
}

/// Like [`split`]; domains that are not ASCII go through `to_ascii`, as in [`EmailAddress::parse_with`].
pub fn split_with(pasted: &str, to_ascii: impl Fn(&str) -> Result<String, EmailProblem>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut first_places = BTreeMap::new();
    for found in entry::find(pasted) {
        let address = EmailAddress::parse_with(found.address, &to_ascii);
        let place = entries.len();
        let first =
            address.as_ref().map_or(place, |known| *first_places.entry(known.clone()).or_insert(place));
        entries.push(Entry {
            typed: found.typed.to_owned(),
            name: split_name(found.name),
            address,
            is_duplicate_of: Some(first).filter(|first| *first != place),
        });
    }
    entries
}

/// How many characters are looked at to find the entries of a text, those looked at twice counted twice. It grows with
/// the length of the text and no faster, so that nobody can keep a page busy with what they paste.
pub fn looked_at(pasted: &str) -> usize {
    let mut segments = scan::segments(pasted);
    segments.by_ref().for_each(drop);
    segments.looked_at()
}
