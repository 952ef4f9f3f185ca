//! What the log's kinds and values are called.

use domain::audit::{ActorKind, AuditActor, AuditSubject, SubjectKind};

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

/// Who has acted. Whose personal data has been erased has no name any more.
pub fn who(actor: &AuditActor) -> String {
    match actor.kind {
        ActorKind::Person if actor.label.is_empty() => t!("Former person of the site").to_owned(),
        ActorKind::Guest if actor.label.is_empty() => t!("Former guest").to_owned(),
        ActorKind::Person | ActorKind::Guest => actor.label.clone(),
        ActorKind::Visitor | ActorKind::CommandLine | ActorKind::Site => kind_label(actor.kind).to_owned(),
    }
}

/// What it was done to.
pub fn what(subject: &AuditSubject) -> String {
    if !subject.label.is_empty() {
        return subject.label.clone();
    }
    match subject.kind {
        SubjectKind::Person => t!("Former person of the site"),
        SubjectKind::Invitation | SubjectKind::LinkGuest => t!("Former guest"),
        SubjectKind::Room => t!("A room [audit]"),
        SubjectKind::Settings => t!("The settings [audit]"),
        SubjectKind::Template => t!("A mail template [audit]"),
        SubjectKind::Mail => t!("A mail [audit]"),
        SubjectKind::List => t!("A list [audit]"),
        SubjectKind::Group => t!("A group [audit]"),
        SubjectKind::GuestLink => t!("A guest link [audit]"),
    }
    .to_owned()
}
