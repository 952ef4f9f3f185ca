//! The parts of an HTML text, found the way browsers find them (HTML Standard, 13.2.5 Tokenization).
//!
//! Only as far as a check needs it: what a browser would take as a tag is a tag here, and where a tag ends for a browser
//! it ends here.

/// A part of an HTML text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markup<'a> {
    /// What is shown.
    Text(&'a str),
    /// An opening or a closing tag.
    Tag(Tag<'a>),
    /// What stands between `<title>` and `</title>`.
    Title(&'a str),
    /// What stands between `<style>` and `</style>`.
    Style(&'a str),
    /// What stands between `<!--` and `-->`: nothing to most programs, HTML to some.
    Comment(&'a str),
    /// From a `<` to the end, because nothing closes it.
    Unclosed(&'a str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    pub name: &'a str,
    pub is_closing: bool,
    pub attributes: Vec<Attribute<'a>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute<'a> {
    pub name: &'a str,
    /// As written, with its entities.
    pub value: &'a str,
    pub is_quoted: bool,
}

/// All parts, in order.
pub fn parts(html: &str) -> Vec<Markup<'_>> {
    let mut parts = Vec::new();
    let mut reader = Reader { html, at: 0 };
    while reader.at < html.len() {
        let from = reader.at;
        if reader.next_part(&mut parts).is_none() {
            parts.push(Markup::Unclosed(&html[from..]));
            break;
        }
    }
    parts
}

/// Reads on from a place. `None` everywhere is the end of the text where something is still open.
struct Reader<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn next_part(&mut self, parts: &mut Vec<Markup<'a>>) -> Option<()> {
        if let Some(comment) = self.rest().strip_prefix("<!--") {
            self.at += "<!--".len();
            let is_closed_at_once = comment.starts_with('>') || comment.starts_with("->");
            let comment = if is_closed_at_once { self.up_to(">") } else { self.comment() };
            parts.push(Markup::Comment(comment?));
        } else if is_declaration(self.rest()) {
            parts.push(Markup::Comment(self.up_to(">")?));
        } else if is_tag(self.rest()) {
            let tag = self.tag()?;
            let opens = |name: &str| !tag.is_closing && tag.name.eq_ignore_ascii_case(name);
            let (is_title, is_style) = (opens("title"), opens("style"));
            parts.push(Markup::Tag(tag));
            if is_title {
                parts.push(Markup::Title(self.raw("title")?));
            } else if is_style {
                parts.push(Markup::Style(self.raw("style")?));
            }
        } else {
            parts.push(Markup::Text(self.text()));
        }
        Some(())
    }

    /// Up to the next `<` that begins something.
    fn text(&mut self) -> &'a str {
        let rest = self.rest();
        let begins = |place: &usize| is_tag(&rest[*place..]) || is_declaration(&rest[*place..]);
        let end = rest.match_indices('<').map(|(place, _)| place).find(begins).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// What stands before `end`, which is passed over.
    fn up_to(&mut self, end: &str) -> Option<&'a str> {
        let (before, _) = self.rest().split_once(end)?;
        self.at += before.len() + end.len();
        Some(before)
    }

    fn comment(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let mut before = rest.match_indices('>').map(|(place, _)| &rest[..place]);
        let comment = before.find_map(|text| text.strip_suffix("--").or(text.strip_suffix("--!")))?;
        self.at += comment.len();
        self.up_to(">")?;
        Some(comment)
    }

    /// What stands before the closing tag, which is read next.
    fn raw(&mut self, name: &str) -> Option<&'a str> {
        let rest = self.rest();
        let closes = |place: &usize| {
            let name_at = place + "</".len();
            let after = rest.as_bytes().get(name_at + name.len());
            rest.get(name_at..name_at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name))
                && after.is_some_and(|after| after.is_ascii_whitespace() || b"/>".contains(after))
        };
        let end = rest.match_indices("</").map(|(place, _)| place).find(closes)?;
        self.at += end;
        Some(&rest[..end])
    }

    fn tag(&mut self) -> Option<Tag<'a>> {
        let is_closing = self.rest().starts_with("</");
        self.at += if is_closing { "</".len() } else { "<".len() };
        let name = self.take_until(ends_name);
        let mut attributes = Vec::new();
        loop {
            self.take_until(|octet| !octet.is_ascii_whitespace() && octet != b'/');
            if self.next_is(b'>')? {
                return Some(Tag { name, is_closing, attributes });
            }
            attributes.push(self.attribute()?);
        }
    }

    fn attribute(&mut self) -> Option<Attribute<'a>> {
        let from = self.at;
        // A first `=` belongs to the name.
        self.at += usize::from(self.rest().starts_with('='));
        self.take_until(|octet| ends_name(octet) || octet == b'=');
        let name = &self.html[from..self.at];
        self.skip_space();
        if !self.next_is(b'=')? {
            return Some(Attribute { name, value: "", is_quoted: false });
        }
        self.skip_space();
        let quote = self.rest().chars().next()?;
        if quote == '"' || quote == '\'' {
            self.at += 1;
            let value = self.up_to(if quote == '"' { "\"" } else { "'" })?;
            return Some(Attribute { name, value, is_quoted: true });
        }
        let value = self.take_until(|octet| octet.is_ascii_whitespace() || octet == b'>');
        Some(Attribute { name, value, is_quoted: false })
    }

    fn skip_space(&mut self) {
        self.take_until(|octet| !octet.is_ascii_whitespace());
    }

    /// Whether this character comes next, which is then passed over.
    fn next_is(&mut self, wanted: u8) -> Option<bool> {
        let is_next = *self.rest().as_bytes().first()? == wanted;
        self.at += usize::from(is_next);
        Some(is_next)
    }

    /// The ends looked for are ASCII, or begin a character.
    fn take_until(&mut self, ends: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().position(ends).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }
}

fn ends_name(octet: u8) -> bool {
    octet.is_ascii_whitespace() || octet == b'/' || octet == b'>'
}

fn is_tag(text: &str) -> bool {
    let name = text.strip_prefix('<').map(|rest| rest.strip_prefix('/').unwrap_or(rest));
    name.is_some_and(|name| name.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// `<!doctype html>`, `<?xml …?>` and whatever else browsers take for a comment that ends with `>`.
fn is_declaration(text: &str) -> bool {
    text.starts_with("<!") || text.starts_with("<?") || (text.starts_with("</") && !is_tag(text))
}
