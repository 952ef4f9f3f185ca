//! How people and numbers of them are told.

use domain::people::change::SitePlace;

/// A number as people read it: `10,000`.
pub fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 person`, `2 people`.
pub fn people(count: u32) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{} people", grouped(count)) }
}

/// `1 member`, `2 members`.
pub fn members(count: u32) -> String {
    if count == 1 { "1 member".to_owned() } else { format!("{} members", grouped(count)) }
}

/// A badge for what somebody is on the site: its kind and its word.
pub fn place_badge(place: SitePlace) -> (&'static str, String) {
    (if place.administers() { "success" } else { "info" }, place.role.to_string())
}
