//! Takes a pasted text apart at its separators.

/// A part of the text between two separators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// Where it begins in the text, in octets.
    pub at: usize,
    /// Without white space around it; empty between two separators.
    pub text: &'a str,
    /// The place of the `<` of an address in angle brackets, which end the segment, in octets from its beginning.
    pub bracket: Option<usize>,
    pub end: End,
}

/// What ends a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A comma or a tab: the next segment may belong to this one.
    Weak,
    /// A semicolon, a line break, or the end of the text.
    Strong,
    /// An address in angle brackets, with whatever after it.
    Bracket,
}

/// Whether this character parts entries: commas, semicolons (also those of other scripts), tabs and line breaks.
pub const fn is_separator(letter: char) -> bool {
    is_weak(letter) || is_strong(letter)
}

const fn is_weak(letter: char) -> bool {
    matches!(letter, ',' | '\t' | '\u{60c}' | '\u{3001}' | '\u{ff0c}')
}

const fn is_strong(letter: char) -> bool {
    matches!(letter, ';' | '\u{61b}' | '\u{ff1b}') || is_line_break(letter)
}

const fn is_line_break(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The segments of a text, in order.
pub fn segments(text: &str) -> Segments<'_> {
    Segments { text, at: 0, looked_at: 0 }
}

pub struct Segments<'a> {
    text: &'a str,
    at: usize,
    looked_at: usize,
}

impl<'a> Iterator for Segments<'a> {
    type Item = Segment<'a>;

    fn next(&mut self) -> Option<Segment<'a>> {
        (self.at < self.text.len()).then(|| self.read())
    }
}

impl<'a> Segments<'a> {
    pub fn looked_at(&self) -> usize {
        self.looked_at
    }

    /// Reads on behind the next separator, or behind the next address in brackets.
    fn read(&mut self) -> Segment<'a> {
        let (from, mut is_first) = (self.at, true);
        let (mut bracket, mut end, mut stop) = (None, End::Strong, self.text.len());
        while let Some(letter) = self.peek() {
            let place = self.at;
            self.step(letter);
            if is_separator(letter) {
                (end, stop) = (if is_weak(letter) { End::Weak } else { End::Strong }, place);
                break;
            }
            if let Some(close) = closing_quote(letter).filter(|_| is_first) {
                self.skip_quoted(letter, close);
            } else if letter == '<' && self.skip_bracketed() {
                (bracket, end, stop) = (Some(place), End::Bracket, self.at);
                break;
            }
            is_first &= letter.is_whitespace();
        }
        let (at, text) = trimmed(self.text, from, stop);
        Segment { at, text, bracket: bracket.map(|place| place - at), end }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self, letter: char) {
        self.at += letter.len_utf8();
        self.looked_at += 1;
    }

    /// Goes behind the closing quote, if the quoted text is a name and all of it; else nowhere. Each quote looks as far as
    /// the next one, so no character is looked at often.
    fn skip_quoted(&mut self, open: char, close: char) {
        let from = self.at;
        let mut is_escaped = false;
        while let Some(letter) = self.peek().filter(|letter| !is_line_break(*letter)) {
            let place = self.at;
            self.step(letter);
            if letter == close && !is_escaped && self.is_name(&self.text[from..place]) {
                return;
            }
            if (letter == close || letter == open) && !is_escaped {
                break;
            }
            is_escaped = letter == '\\' && !is_escaped;
        }
        self.at = from;
    }

    /// Whether the quoted text just read is a name: an address comes next, or nothing does and it holds no address.
    fn is_name(&self, quoted: &str) -> bool {
        match self.text[self.at..].trim_start_matches(' ').chars().next() {
            Some('<') => true,
            after => after.is_none_or(is_separator) && !quoted.contains('@'),
        }
    }

    /// Goes behind the `>`, if nothing that no address holds comes before it; else nowhere.
    fn skip_bracketed(&mut self) -> bool {
        let from = self.at;
        while let Some(letter) = self.peek().filter(|letter| *letter != '<' && !is_separator(*letter)) {
            self.step(letter);
            if letter == '>' {
                return true;
            }
        }
        self.at = from;
        false
    }
}

/// The quotes that programs put around names.
fn closing_quote(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '“' => Some('”'),
        '„' => Some('“'),
        _ => None,
    }
}

fn trimmed(text: &str, from: usize, to: usize) -> (usize, &str) {
    let start = text[from..to].trim_start();
    (to - start.len(), start.trim_end())
}
