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
}
