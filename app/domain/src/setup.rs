//! The steps from a program that has just been started to a site that people can be invited to.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence};
use crate::say;
use crate::words::words;

/// A step, in the order in which they are walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetupStep {
    /// Somebody who may administer the site.
    Administrator,
    /// What it is called, and its logo.
    Site,
    /// Where people reach it.
    Address,
    /// How mails leave.
    Mail,
    /// Something to invite people to.
    Room,
}

words!(SetupStep {
    Administrator => "administrator", Site => "site", Address => "address", Mail => "mail", Room => "room",
});

impl SetupStep {
    /// The first is 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|step| *step == self).map_or(1, |index| index + 1)
    }

    pub fn next(self) -> Option<Self> {
        Self::ALL.get(self.number()).copied()
    }

    /// The step to go back to. The first is done once and for all.
    pub fn previous(self) -> Option<Self> {
        let before = self.number().checked_sub(2).and_then(|index| Self::ALL.get(index).copied());
        before.filter(|step| *step != Self::Administrator)
    }
}

/// Where somebody has got to after `done`, who had got to `unfinished`: going back and doing an earlier step again loses
/// nothing, and a setup that is over stays over.
pub fn after(unfinished: Option<SetupStep>, done: SetupStep) -> Option<SetupStep> {
    let unfinished = unfinished?;
    if done < unfinished { Some(unfinished) } else { done.next() }
}

impl Say for SetupStep {
    fn say(&self) -> Sentence {
        match self {
            Self::Administrator => say!("Administrator"),
            Self::Site => say!("Name and logo"),
            Self::Address => say!("Address [step]"),
            Self::Mail => say!("Mail"),
            Self::Room => say!("First room"),
        }
    }
}
