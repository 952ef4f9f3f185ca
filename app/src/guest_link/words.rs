//! What is said about guest links.

use domain::guest_link::{GuestLink, GuestLinkAct, GuestLinkStanding};

use crate::{t, t_count};

/// A link's state in a word, and how it is coloured.
pub fn standing(standing: GuestLinkStanding) -> (&'static str, &'static str) {
    match standing {
        GuestLinkStanding::Open => (t!("On [link]"), "success"),
        GuestLinkStanding::Off => (t!("Off [link]"), "off"),
        GuestLinkStanding::Ended => (t!("Ended [link]"), "off"),
        GuestLinkStanding::Full => (t!("Used up [link]"), "wait"),
        GuestLinkStanding::Deleted => (t!("Deleted [link]"), "off"),
    }
}

/// How often a link has been used.
pub fn entries(link: &GuestLink) -> String {
    match link.most_entries {
        Some(most) => t!("{entries} of at most {most} came by it", entries = link.entries, most),
        None if link.entries == 0 => t!("Not used yet").to_owned(),
        None => t_count!(link.entries, "1 person came by it", "{count} people came by it"),
    }
}

/// What is asked before an act, about the link of this name.
pub fn title(act: GuestLinkAct, name: &str) -> String {
    match act {
        GuestLinkAct::SwitchOff => t!("Switch off “{name}”?", name),
        GuestLinkAct::SwitchOn => t!("Switch on “{name}”?", name),
        GuestLinkAct::Delete => t!("Delete “{name}”?", name),
    }
}

/// What an act comes to.
pub fn question(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => t!(
            "Nobody new gets in by this link. Whoever has come by it stays until the session is over, also after a lost connection."
        ),
        GuestLinkAct::SwitchOn => {
            t!("Whoever has the link gets in again, with a name and an address that nobody checks.")
        }
        GuestLinkAct::Delete => t!(
            "The link stops working for good, and nobody new gets in by it. Whoever has come by it stays until the session is over."
        ),
    }
}

/// The button that does it.
pub fn label(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => t!("Switch off"),
        GuestLinkAct::SwitchOn => t!("Switch on"),
        GuestLinkAct::Delete => t!("Delete [guest link]"),
    }
}

/// What is said afterwards.
pub fn done(act: GuestLinkAct) -> &'static str {
    match act {
        GuestLinkAct::SwitchOff => t!("The guest link is off. Nobody new gets in by it."),
        GuestLinkAct::SwitchOn => t!("The guest link is on again."),
        GuestLinkAct::Delete => t!("The guest link is deleted."),
    }
}
