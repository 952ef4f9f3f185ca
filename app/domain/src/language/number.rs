//! Numbers as each language writes and counts them, as in the Unicode CLDR.
//!
//! A browser writes them by `Intl.NumberFormat`; what is here is for the server, which has none. A test in a browser
//! compares both.

use super::Language;

/// The place of the form that goes with this number in a catalogue: CLDR's cardinal categories in the order one, two,
/// other, as far as the language tells them apart.
pub const fn plural_form(language: Language, number: u64) -> usize {
    match (language, number) {
        (_, 1) => 0,
        (Language::Hebrew, 2) | (Language::English | Language::German | Language::Spanish, _) => 1,
        (Language::Hebrew, _) => 2,
    }
}

/// How many forms a sentence that counts has.
pub const fn plural_forms(language: Language) -> usize {
    match language {
        Language::English | Language::German | Language::Spanish => 2,
        Language::Hebrew => 3,
    }
}

/// The number with its digits in groups of three.
pub fn grouped(language: Language, number: u64) -> String {
    let digits = number.to_string();
    // Spanish leaves numbers of four digits together.
    let shortest = if language == Language::Spanish { 5 } else { 4 };
    if digits.len() < shortest {
        return digits;
    }
    let separator = match language {
        Language::English | Language::Hebrew => ',',
        Language::German | Language::Spanish => '.',
    };
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
