//! Whom an act is about.

use domain::InvitationId;

use crate::invitation::api::InvitationReady;

/// One invitation, or a selection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    One(Box<InvitationReady>),
    Many(Vec<InvitationId>),
}

impl Target {
    pub fn one(ready: InvitationReady) -> Self {
        Self::One(Box::new(ready))
    }

    pub fn ids(&self) -> Vec<InvitationId> {
        match self {
            Self::One(ready) => vec![ready.id],
            Self::Many(ids) => ids.clone(),
        }
    }

    /// The guest's name, or how many there are.
    pub fn name(&self) -> String {
        match self {
            Self::One(ready) => ready.name.to_string(),
            Self::Many(ids) => guests(ids.len()),
        }
    }
}

/// As in "1 guest" and "12 guests".
pub fn guests(count: usize) -> String {
    counted(count, "guest", "guests")
}

/// As in "1 link" and "12 links".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
