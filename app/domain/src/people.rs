//! Finding people as their names are typed.
//!
//! A person is found by the beginning of their address, of *first last* or of *last first*. The directory
//! stores these three keys folded by [`search_key`], so that each search is one range of an index.

pub mod change;
pub mod directory;
pub mod group;
pub mod import;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::ids::PersonId;
use crate::name::PersonName;

/// Letters needed before anybody is suggested: fewer would list the directory.
pub const MIN_QUERY: usize = 3;

/// People suggested at once.
pub const MAX_SUGGESTIONS: usize = 8;

/// Longer queries find nobody.
pub const MAX_QUERY: usize = 254;

/// One person, as the e-mail field suggests them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonSuggestion {
    pub id: PersonId,
    pub email: EmailAddress,
    pub name: PersonName,
}

/// The answer to a query; it names the query, so that a late answer is known as one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    pub query: String,
    pub people: Vec<PersonSuggestion>,
}

/// The key of a query, when it is long enough to be answered.
pub fn query_key(typed: &str) -> Option<String> {
    let key = search_key(typed);
    (MIN_QUERY..=MAX_QUERY).contains(&key.chars().count()).then_some(key)
}

/// Folds text for searching: lower case, single spaces, no commas, Latin letters without their marks.
///
/// ```
/// assert_eq!(domain::people::search_key("  Müller,  ÉLODIE "), "muller elodie");
/// ```
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() || letter == ',') {
        let end = key.len();
        if end > 0 {
            key.push(' ');
        }
        let start = key.len();
        word.chars().flat_map(char::to_lowercase).for_each(|letter| push_plain(&mut key, letter));
        if key.len() == start {
            key.truncate(end); // nothing, or nothing but marks
        }
    }
    key
}

/// The range of keys that begin with `prefix`, as `from <= key < to` in byte order.
pub fn prefix_range(prefix: &str) -> (String, String) {
    (prefix.to_owned(), format!("{prefix}\u{10ffff}"))
}

fn push_plain(key: &mut String, letter: char) {
    let plain = match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ĥ' | 'ħ' => 'h',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ĵ' => 'j',
        'ķ' => 'k',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ŧ' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ß' => return key.push_str("ss"),
        'æ' => return key.push_str("ae"),
        'œ' => return key.push_str("oe"),
        'þ' => return key.push_str("th"),
        '\u{300}'..='\u{36f}' => return,
        other => other,
    };
    key.push(plain);
}
