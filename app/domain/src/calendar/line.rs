//! Content lines: how values are written, and how lines are folded.

use core::fmt::Write as _;

use super::CalendarPerson;
use crate::plain_text::is_forbidden_in_line;

/// Octets in a line, without its CR LF (RFC 5545, 3.1).
const MAX_LINE: usize = 75;

/// A file as it grows.
#[derive(Default)]
pub struct File(String);

impl File {
    /// A property whose value is ours, or already written for the file.
    pub fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    pub fn put_text(&mut self, name: &str, value: &str) {
        self.put(name, &text(value));
    }

    pub fn put_text_if_any(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.put_text(name, value);
        }
    }

    pub fn put_person(&mut self, name: &str, person: &CalendarPerson, parameters: &str) {
        let address = mail_address(person.address.as_str());
        self.fold(&format!("{name};CN={}{parameters}:mailto:{address}", quoted(&person.name)));
    }

    pub fn into_text(self) -> String {
        self.0
    }

    /// Breaks a line before the character that would be too much; what follows begins with one space more.
    fn fold(&mut self, line: &str) {
        let mut length = 0;
        for letter in line.chars() {
            if length + letter.len_utf8() > MAX_LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A value of type TEXT (RFC 5545, 3.3.11). Line breaks are kept, other control characters cannot be written.
fn text(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\n' | '\r' => text.push_str("\\n"),
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\t' => text.push(letter),
            letter if is_forbidden_in_line(letter) => {}
            letter => text.push(letter),
        }
    }
    text
}

/// The value of a parameter, in quotes (RFC 5545, 3.2). It cannot hold quotes or control characters; `^` starts an
/// escape (RFC 6868), so it stands twice.
fn quoted(value: &str) -> String {
    let plain: String = value.chars().filter(|letter| !is_forbidden_in_line(*letter)).collect();
    format!("\"{}\"", plain.replace('"', "'").replace('^', "^^"))
}

/// A value of type URI. What no URI holds is written in percent.
pub fn uri(value: &str) -> String {
    percent(value, |octet| octet.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&octet))
}

/// An address in a `mailto:` URI (RFC 6068, 2).
fn mail_address(address: &str) -> String {
    percent(address, |octet| octet.is_ascii_alphanumeric() || b"@.-_~!$'*+".contains(&octet))
}

fn percent(value: &str, is_plain: impl Fn(u8) -> bool) -> String {
    let mut uri = String::with_capacity(value.len());
    for octet in value.bytes() {
        if is_plain(octet) {
            uri.push(char::from(octet));
        } else {
            write!(uri, "%{octet:02X}").expect("a string takes everything");
        }
    }
    uri
}
