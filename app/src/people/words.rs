//! How people and numbers of them are told.

use domain::people::change::SitePlace;
use domain::privacy::is_erased;

use super::api::PersonEntry;
use crate::language::said;
use crate::{t, t_count};

/// Somebody's name, or that they have been erased.
pub fn called(person: &PersonEntry) -> String {
    if is_erased(&person.email) {
        t!("Former person of the site").to_owned()
    } else {
        person.name.to_string()
    }
}

/// `1 person`, `2 people`.
pub fn people(count: u32) -> String {
    t_count!(count, "1 person", "{count} people")
}

/// `1 member`, `2 members`.
pub fn members(count: u32) -> String {
    t_count!(count, "1 member", "{count} members")
}

/// A badge for what somebody is on the site: its kind and its word.
pub fn place_badge(place: SitePlace) -> (&'static str, String) {
    (if place.administers() { "success" } else { "info" }, said(&place.role))
}
