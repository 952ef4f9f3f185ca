//! Addresses and names in what others, or they themselves, have written.

use crate::name::PersonName;

/// What stands where an address was.
pub const ADDRESS_ERASED: &str = "[address erased]";

/// What is looked for in texts, whatever the case of its letters, and what is put there instead.
#[derive(Clone, Debug, Default)]
pub struct Traces {
    needles: Vec<Needle>,
}

#[derive(Clone, Debug)]
struct Needle {
    /// In lower case.
    letters: Vec<char>,
    text: String,
    kind: Kind,
    instead: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Address,
    Name,
}

impl Traces {
    /// Looks for these addresses as well, in each form in which they may be written.
    #[must_use]
    pub fn and_addresses(mut self, addresses: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        for address in addresses {
            self.add(address.as_ref(), Kind::Address, ADDRESS_ERASED);
        }
        self
    }

    /// Looks for these whole names as well, the first name before the last or behind it.
    #[must_use]
    pub fn and_names<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a PersonName>,
        instead: &PersonName,
    ) -> Self {
        let instead = instead.to_string();
        for name in names {
            let (first, last) = (name.first(), name.last());
            for text in [format!("{first} {last}"), format!("{last} {first}"), format!("{last}, {first}")] {
                self.add(&text, Kind::Name, &instead);
            }
        }
        self
    }

    pub const fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// Whether a text holds anything that is looked for, as a part of a word too.
    pub fn are_in(&self, text: &str) -> bool {
        let folded = text.to_lowercase();
        self.needles.iter().any(|needle| folded.contains(&needle.text))
    }

    /// The text without what is looked for; `None` when it holds none of it.
    pub fn without(&self, text: &str) -> Option<String> {
        if !self.are_in(text) {
            return None;
        }
        let mut kept = text.to_owned();
        for needle in &self.needles {
            if let Some(shorter) = needle.replaced_in(&kept) {
                kept = shorter;
            }
        }
        (kept != text).then_some(kept)
    }

    fn add(&mut self, text: &str, kind: Kind, instead: &str) {
        let text = text.to_lowercase();
        if !text.is_empty() && self.needles.iter().all(|known| known.text != text) {
            let letters = text.chars().collect();
            self.needles.push(Needle { letters, text, kind, instead: instead.to_owned() });
            // What holds another one goes first.
            self.needles.sort_by_key(|needle| core::cmp::Reverse(needle.letters.len()));
        }
    }
}

impl Needle {
    fn replaced_in(&self, text: &str) -> Option<String> {
        // Each letter in lower case, with the place of the letter that it comes from: some become two.
        let folded: Vec<(char, usize)> = text
            .char_indices()
            .flat_map(|(at, letter)| letter.to_lowercase().map(move |lower| (lower, at)))
            .collect();
        let mut kept = String::new();
        let (mut from, mut at) = (0, 0);
        let mut is_found = false;
        while at + self.letters.len() <= folded.len() {
            let end = at + self.letters.len();
            if !self.stands_at(&folded, at) {
                at += 1;
                continue;
            }
            let next = folded.get(end).map_or(text.len(), |(_, place)| *place);
            kept.push_str(&text[from..folded[at].1]);
            kept.push_str(&self.instead);
            (from, at, is_found) = (next, end, true);
        }
        kept.push_str(&text[from..]);
        is_found.then_some(kept)
    }

    fn stands_at(&self, folded: &[(char, usize)], at: usize) -> bool {
        let end = at + self.letters.len();
        if !folded[at..end].iter().map(|(letter, _)| letter).eq(self.letters.iter()) {
            return false;
        }
        let before = at.checked_sub(1).map(|place| folded[place].0);
        let after = folded.get(end).map(|(letter, _)| *letter);
        let behind = folded.get(end + 1).map(|(letter, _)| *letter);
        // Half of a letter that became two is not cut.
        let is_whole = after.is_none() || folded[end].1 != folded[end - 1].1;
        is_whole && self.is_bounded(before, after, behind)
    }

    /// Whether this is all of an address, or of a name: `ana@x.org` is no part of `joana@x.org` or `ana@x.org.au`.
    fn is_bounded(&self, before: Option<char>, after: Option<char>, behind: Option<char>) -> bool {
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        match self.kind {
            Kind::Name => !is_word(before) && !is_word(after),
            Kind::Address => {
                let goes_on = after == Some('-') || (after == Some('.') && is_word(behind));
                let began_before = before.is_some_and(|letter| "!#$%&'*+/=?^_`{|}~.-".contains(letter));
                // Quotation marks and the like around an address are no part of it, although some could be.
                let is_quoted = matches!((before, after), (Some('\''), Some('\'')) | (Some('`'), Some('`')));
                !is_word(before) && !is_word(after) && !goes_on && (!began_before || is_quoted)
            }
        }
    }
}
