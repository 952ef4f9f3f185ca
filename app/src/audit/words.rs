//! What the log's kinds and values are called.

use domain::audit::{ActorKind, AuditActor, AuditSubject, SubjectKind};

pub const fn kind_label(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "People of the site",
        ActorKind::Guest => "Guests",
        ActorKind::Visitor => "Somebody unknown",
        ActorKind::CommandLine => "Command line",
        ActorKind::Site => "The site itself",
    }
}

/// Who has acted. Whose personal data has been erased has no name any more.
pub fn who(actor: &AuditActor) -> String {
    match actor.kind {
        ActorKind::Person if actor.label.is_empty() => "Former person of the site".to_owned(),
        ActorKind::Guest if actor.label.is_empty() => "Former guest".to_owned(),
        ActorKind::Person | ActorKind::Guest => actor.label.clone(),
        ActorKind::Visitor => "Somebody unknown".to_owned(),
        ActorKind::CommandLine => "Command line".to_owned(),
        ActorKind::Site => "The site itself".to_owned(),
    }
}

/// What it was done to.
pub fn what(subject: &AuditSubject) -> String {
    if !subject.label.is_empty() {
        return subject.label.clone();
    }
    match subject.kind {
        SubjectKind::Person => "Former person of the site",
        SubjectKind::Invitation => "Former guest",
        SubjectKind::Room => "A room",
        SubjectKind::Settings => "The settings",
        SubjectKind::Template => "A mail template",
        SubjectKind::Mail => "A mail",
        SubjectKind::List => "A list",
    }
    .to_owned()
}
