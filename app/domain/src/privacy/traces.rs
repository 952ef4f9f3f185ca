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

    /// Whether a text holds anything that is looked for. A part of something longer is none of it, as in
    /// [`Traces::without`]: whoever erases by this answer must not take `joana@x.org` for `ana@x.org`.
    pub fn are_in(&self, text: &str) -> bool {
        if !self.may_be_in(text) {
            return false;
        }
        let folded = folded(text);
        self.needles.iter().any(|needle| needle.next_in(&folded, 0).is_some())
    }

    /// The text without what is looked for; `None` when it holds none of it.
    pub fn without(&self, text: &str) -> Option<String> {
        if !self.may_be_in(text) {
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

    /// A quick look beforehand, which takes a part of a word for it: most texts hold none of it anywhere.
    fn may_be_in(&self, text: &str) -> bool {
        let folded = text.to_lowercase();
        self.needles.iter().any(|needle| folded.contains(&needle.text))
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

/// Each letter in lower case, with the place of the letter that it comes from: some become two.
fn folded(text: &str) -> Vec<(char, usize)> {
    text.char_indices().flat_map(|(at, letter)| letter.to_lowercase().map(move |lower| (lower, at))).collect()
}

impl Needle {
    fn replaced_in(&self, text: &str) -> Option<String> {
        let folded = folded(text);
        let mut kept = String::new();
        let (mut from, mut at) = (0, 0);
        while let Some(found) = self.next_in(&folded, at) {
            at = found + self.letters.len();
            kept.push_str(&text[from..folded[found].1]);
            kept.push_str(&self.instead);
            from = folded.get(at).map_or(text.len(), |(_, place)| *place);
        }
        kept.push_str(&text[from..]);
        (at > 0).then_some(kept)
    }

    /// Where it stands next, at `from` or behind it.
    fn next_in(&self, folded: &[(char, usize)], from: usize) -> Option<usize> {
        let last = folded.len().checked_sub(self.letters.len())?;
        (from..=last).find(|at| self.stands_at(folded, *at))
    }

    fn stands_at(&self, folded: &[(char, usize)], at: usize) -> bool {
        let end = at + self.letters.len();
        if !folded[at..end].iter().map(|(letter, _)| letter).eq(self.letters.iter()) {
            return false;
        }
        let letter = |place: usize| folded.get(place).map(|(letter, _)| *letter);
        let before = [2, 1].map(|back| at.checked_sub(back).and_then(letter));
        let after = [letter(end), letter(end + 1)];
        // Half of a letter that became two is not cut.
        let is_whole = after[0].is_none() || folded[end].1 != folded[end - 1].1;
        is_whole && self.is_bounded(before, after)
    }

    /// Whether this is all of an address, or of a name, between the two letters before it and the two behind it:
    /// `ana@x.org` is no part of `joana@x.org` or `ana@x.org.au`.
    fn is_bounded(&self, before: [Option<char>; 2], after: [Option<char>; 2]) -> bool {
        let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        if is_word(before[1]) || is_word(after[0]) {
            return false;
        }
        match self.kind {
            Kind::Name => true,
            Kind::Address => {
                let goes_on = matches!(after[0], Some('.' | '-')) && is_word(after[1]);
                // Whatever else may stand before an @ parts an address from what is before it, as in `mail=ana@x.org`.
                let began_before = before[1].is_some_and(|letter| "&'+-._".contains(letter));
                // What stands on both sides, as in `_ana@x.org_`, is no part of it, and a full stop begins none.
                let stands_free = !is_word(before[0]) && (before[1] == after[0] || before[1] == Some('.'));
                !goes_on && (!began_before || stands_free)
            }
        }
    }
}
