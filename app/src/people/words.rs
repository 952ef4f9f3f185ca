//! How people and numbers of them are told.

use domain::people::change::SitePlace;

use crate::language::said;
use crate::t_count;

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
