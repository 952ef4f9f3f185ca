//! Sentences about roles. Each is whole: how a role stands in one differs between languages.

use domain::Role;

use crate::t;

/// What somebody is told whose role is another one now.
pub fn you_are_now(role: Role) -> &'static str {
    match role {
        Role::Guest => t!("You are now a guest."),
        Role::Viewer => t!("You are now a viewer."),
        Role::Moderator => t!("You are now a moderator."),
        Role::Speaker => t!("You are now a speaker."),
        Role::Host => t!("You are now a host."),
    }
}

/// What is told to whoever has given somebody this role.
pub fn is_now(role: Role, name: &str) -> String {
    match role {
        Role::Guest => t!("{name} is now a guest.", name),
        Role::Viewer => t!("{name} is now a viewer.", name),
        Role::Moderator => t!("{name} is now a moderator.", name),
        Role::Speaker => t!("{name} is now a speaker.", name),
        Role::Host => t!("{name} is now a host.", name),
    }
}

/// The button that gives this role.
pub fn make(role: Role) -> &'static str {
    match role {
        Role::Guest => t!("Make guest"),
        Role::Viewer => t!("Make viewer"),
        Role::Moderator => t!("Make moderator"),
        Role::Speaker => t!("Make speaker"),
        Role::Host => t!("Make host"),
    }
}
