//! A name made out of an address, for somebody to look over.

use super::name::{PARTICLES, split_name};
use crate::email::EmailAddress;

/// Domains of people, not of organisations: nobody is called after them.
#[rustfmt::skip]
const MAILBOX_PROVIDERS: &[&str] = &[
    "aol", "fastmail", "freenet", "gmail", "gmx", "googlemail", "hotmail", "icloud", "live", "mail", "me", "msn",
    "outlook", "posteo", "proton", "protonmail", "t-online", "web", "yahoo", "yandex", "zoho",
];

/// Labels under which countries give out domains, as in `example.co.uk`.
const SECOND_LEVEL: &[&str] = &["ac", "co", "com", "edu", "gob", "gov", "gv", "net", "or", "org"];

/// The first and the last name that an address suggests; either may be empty. A person that has one word only is called
/// after their organisation, since a name has two parts here.
///
/// ```
/// # use domain::addresses::guess_name;
/// let guess = |address: &str| guess_name(&address.parse().unwrap());
/// assert_eq!(guess("ana.ruiz@example.org"), ("Ana".to_owned(), "Ruiz".to_owned()));
/// assert_eq!(guess("press@acme.example"), ("Press".to_owned(), "Acme".to_owned()));
/// ```
pub fn guess_name(address: &EmailAddress) -> (String, String) {
    let local = address.as_str().split('@').next().unwrap_or_default();
    let person = local.split('+').find(|part| !part.is_empty()).unwrap_or_default();
    let (first, last) = split_name(&words(person).join(" ")).unwrap_or_default();
    let last = if last.is_empty() && !first.is_empty() { organisation(address) } else { last };
    (capitalised(&first), capitalised(&last))
}

/// The words of the part before the @. A hyphen parts names only where nothing else does: `anne-marie.dupont`.
fn words(person: &str) -> Vec<String> {
    let is_kept = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '\'');
    let parts = |is_part: &dyn Fn(char) -> bool| -> Vec<String> {
        person.split(|letter| !is_part(letter)).map(plain).filter(|word| !word.is_empty()).collect()
    };
    let words = parts(&is_kept);
    if words.len() > 1 { words } else { parts(&|letter| is_kept(letter) && letter != '-') }
}

/// Without what stands around a name: the number of a mailbox, signs. A word that is a number only is none.
fn plain(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_ascii_alphabetic()).to_owned()
}

/// What the organisation behind an address is called, as far as its domain tells.
fn organisation(address: &EmailAddress) -> String {
    let labels: Vec<&str> = address.domain().split('.').rev().skip(1).collect();
    let is_last = |place: usize| place + 1 == labels.len();
    let mut named = labels.iter().enumerate().filter(|(place, label)| {
        let is_of_country = *place == 0 && SECOND_LEVEL.contains(label) && !is_last(*place);
        !is_of_country
    });
    let label = named.next().map(|(_, label)| *label).unwrap_or_default();
    // Domains in other alphabets are spelled in a way that nobody is called.
    if MAILBOX_PROVIDERS.contains(&label) || label.starts_with("xn--") { String::new() } else { plain(label) }
}

/// `anne-marie` is Anne-Marie, `van dyck` is van Dyck.
fn capitalised(name: &str) -> String {
    let word = |word: &str| {
        if PARTICLES.contains(&word) {
            return word.to_owned();
        }
        word.split('-').map(with_capital).collect::<Vec<_>>().join("-")
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn with_capital(part: &str) -> String {
    let mut letters = part.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}
