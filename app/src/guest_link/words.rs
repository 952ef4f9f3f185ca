//! What is said about guest links.

use domain::guest_link::{GuestLink, GuestLinkAct, GuestLinkStanding};

/// A link's state in a word, and how it is coloured.
pub const fn standing(standing: GuestLinkStanding) -> (&'static str, &'static str) {
    match standing {
        GuestLinkStanding::Open => ("On", "success"),
        GuestLinkStanding::Off => ("Off", "off"),
        GuestLinkStanding::Ended => ("Ended", "off"),
        GuestLinkStanding::Full => ("Used up", "wait"),
        GuestLinkStanding::Deleted => ("Deleted", "off"),
    }
}

/// How often a link has been used.
pub fn entries(link: &GuestLink) -> String {
    match (link.entries, link.most_entries) {
        (0, None) => "Not used yet".to_owned(),
        (1, None) => "1 person came by it".to_owned(),
        (entries, None) => format!("{entries} people came by it"),
        (entries, Some(most)) => format!("{entries} of at most {most} came by it"),
    }
}

/// The question before an act.
pub const fn question(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => {
            "Nobody new gets in by this link. Whoever has come by it stays until the session is over, also after a lost \
             connection."
        }
        GuestLinkAct::SwitchOn => {
            "Whoever has the link gets in again, with a name and an address that nobody checks."
        }
        GuestLinkAct::Delete => {
            "The link stops working for good, and nobody new gets in by it. Whoever has come by it stays until the \
             session is over."
        }
    }
}

/// The button that does it.
pub const fn label(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => "Switch off",
        GuestLinkAct::SwitchOn => "Switch on",
        GuestLinkAct::Delete => "Delete",
    }
}

/// What is said afterwards.
pub const fn done(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => "The guest link is off. Nobody new gets in by it.",
        GuestLinkAct::SwitchOn => "The guest link is on again.",
        GuestLinkAct::Delete => "The guest link is deleted.",
    }
}
