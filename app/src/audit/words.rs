//! What the log's kinds and values are called.

use domain::audit::{ActorKind, AuditActor, AuditSubject, SubjectKind};
use leptos::prelude::*;

use crate::t;

pub fn kind_label(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => t!("People of the site"),
        ActorKind::Guest => t!("Guests [audit]"),
        ActorKind::Visitor => t!("Somebody unknown"),
        ActorKind::CommandLine => t!("Command line"),
        ActorKind::Site => t!("The site itself"),
    }
}

/// What somebody or something is called: by a name that people gave, or by words of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    Typed(String),
    Ours(&'static str),
}

impl Called {
    /// A name has a direction of its own.
    pub fn view(&self) -> AnyView {
        match self {
            Self::Typed(name) => view! { <bdi dir="auto">{name.clone()}</bdi> }.into_any(),
            Self::Ours(words) => (*words).into_any(),
        }
    }
}

/// Who has acted. Whose personal data has been erased has no name any more.
pub fn who(actor: &AuditActor) -> Called {
    match actor.kind {
        ActorKind::Person if actor.label.is_empty() => Called::Ours(t!("Former person of the site")),
        ActorKind::Guest if actor.label.is_empty() => Called::Ours(t!("Former guest")),
        ActorKind::Person | ActorKind::Guest => Called::Typed(actor.label.clone()),
        ActorKind::Visitor | ActorKind::CommandLine | ActorKind::Site => Called::Ours(kind_label(actor.kind)),
    }
}

/// What it was done to.
pub fn what(subject: &AuditSubject) -> Called {
    if !subject.label.is_empty() {
        return Called::Typed(subject.label.clone());
    }
    Called::Ours(match subject.kind {
        SubjectKind::Person => t!("Former person of the site"),
        SubjectKind::Invitation | SubjectKind::LinkGuest => t!("Former guest"),
        SubjectKind::Room => t!("A room [audit]"),
        SubjectKind::Settings => t!("The settings [audit]"),
        SubjectKind::Template => t!("A mail template [audit]"),
        SubjectKind::Mail => t!("A mail [audit]"),
        SubjectKind::List => t!("A list [audit]"),
        SubjectKind::Group => t!("A group [audit]"),
        SubjectKind::GuestLink => t!("A guest link [audit]"),
    })
}
