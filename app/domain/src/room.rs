//! What a room says of itself, and who may change it.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::language::{Say, Sentence, says_english};
use crate::plain_text::{is_forbidden_in_line, is_forbidden_in_text, tidy_line};
use crate::role::{HostKind, Permission, Role};
use crate::say;
use crate::words::words;

/// Characters in a title.
pub const MAX_TITLE: usize = 150;
/// Characters in a description.
pub const MAX_DESCRIPTION: usize = 5_000;
/// Speakers of a room, and characters in each one's line.
pub const MAX_SPEAKERS: usize = 25;
pub const MAX_SPEAKER: usize = 150;

/// Who may see a room besides its hosts and its guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Invited people only.
    Invited,
    /// Everyone who is signed in; they come in as viewers.
    Site,
}

words!(Audience { Invited => "invited", Site => "site" });

impl Say for Audience {
    fn say(&self) -> Sentence {
        match self {
            Self::Invited => say!("Invited people only"),
            Self::Site => say!("Everyone who is signed in"),
        }
    }
}

/// What a room says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomDetails {
    pub title: String,
    pub description: String,
    /// One line each.
    pub speakers: Vec<String>,
    /// An IANA name, as in `Europe/Berlin`: where the schedule was made.
    pub time_zone: String,
    /// Chat & Collaboration is on.
    pub collaboration: bool,
    pub audience: Audience,
}

/// Why a detail is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DetailProblem {
    TitleMissing,
    TitleTooLong,
    DescriptionTooLong,
    TooManySpeakers,
    SpeakerTooLong,
    Control,
}

impl Say for DetailProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::TitleMissing => say!("Give the room a title."),
            Self::TitleTooLong => say!("A title has at most 150 characters."),
            Self::DescriptionTooLong => say!("A description has at most 5,000 characters."),
            Self::TooManySpeakers => say!("A room has at most 25 speakers."),
            Self::SpeakerTooLong => say!("A speaker's line has at most 150 characters."),
            Self::Control => say!("The text holds an invisible character. Type it instead of pasting it."),
        }
    }
}

/// Reads a title.
///
/// # Errors
/// What is wrong with it.
pub fn parse_title(typed: &str) -> Result<String, DetailProblem> {
    let title = parse_line(typed, MAX_TITLE, DetailProblem::TitleTooLong)?;
    if title.is_empty() { Err(DetailProblem::TitleMissing) } else { Ok(title) }
}

/// Reads a description; it may be empty and have several lines.
///
/// # Errors
/// What is wrong with it.
pub fn parse_description(typed: &str) -> Result<String, DetailProblem> {
    let description = typed.replace("\r\n", "\n").replace('\r', "\n").trim().to_owned();
    if description.chars().any(is_forbidden_in_text) {
        Err(DetailProblem::Control)
    } else if description.chars().count() > MAX_DESCRIPTION {
        Err(DetailProblem::DescriptionTooLong)
    } else {
        Ok(description)
    }
}

/// Reads the speakers, one a line; empty lines are dropped.
///
/// # Errors
/// What is wrong with the first bad line.
pub fn parse_speakers(typed: &str) -> Result<Vec<String>, DetailProblem> {
    let speakers = typed
        .lines()
        .map(|line| parse_line(line, MAX_SPEAKER, DetailProblem::SpeakerTooLong))
        .filter(|line| !line.as_ref().is_ok_and(String::is_empty))
        .collect::<Result<Vec<_>, _>>()?;
    if speakers.len() > MAX_SPEAKERS { Err(DetailProblem::TooManySpeakers) } else { Ok(speakers) }
}

fn parse_line(typed: &str, limit: usize, too_long: DetailProblem) -> Result<String, DetailProblem> {
    if typed.chars().any(is_forbidden_in_line) {
        return Err(DetailProblem::Control);
    }
    let line = tidy_line(typed);
    if line.chars().count() > limit { Err(too_long) } else { Ok(line) }
}

/// What somebody does to a room or to the people in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomAct {
    /// Change its details.
    Edit,
    /// Delete and restore it; choose its hosts.
    Own,
    /// Open and end the session.
    Host,
}

/// Somebody may not do this to this room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoomDenied {
    NotEditor,
    NotOwner,
    NotHost,
    NotManager,
    TargetIsHost,
    RoleNotOffered,
}

impl Say for RoomDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::NotEditor => say!("Only the room's owner, co-owners and co-editors may change it."),
            Self::NotOwner => say!("Only the room's owner and co-owners may do this."),
            Self::NotHost => say!("Only the room's hosts may do this."),
            Self::NotManager => say!("Only hosts and moderators who are inside may do this."),
            Self::TargetIsHost => {
                say!("A host's role comes from the room's settings and cannot be changed here.")
            }
            Self::RoleNotOffered => say!("This role cannot be given."),
        }
    }
}

says_english!(DetailProblem, RoomDenied);

/// Whether a host of this kind may do this.
///
/// # Errors
/// What the person is not.
pub fn may(host: Option<HostKind>, act: RoomAct) -> Result<(), RoomDenied> {
    let (allowed, denied) = match act {
        RoomAct::Edit => (host.is_some_and(HostKind::may_edit), RoomDenied::NotEditor),
        RoomAct::Own => (host.is_some_and(HostKind::may_own), RoomDenied::NotOwner),
        RoomAct::Host => (host.is_some(), RoomDenied::NotHost),
    };
    if allowed { Ok(()) } else { Err(denied) }
}

/// Whether somebody who is signed in may see a room's page. A deleted room shows itself only to those who may
/// restore it.
pub fn may_see(host: Option<HostKind>, audience: Audience, is_invited: bool, is_deleted: bool) -> bool {
    if is_deleted {
        may(host, RoomAct::Own).is_ok()
    } else {
        host.is_some() || is_invited || audience == Audience::Site
    }
}

/// The hosts besides the owner, each once (the last kind chosen holds); nobody becomes owner by a form.
pub fn collaborators(owner: Option<PersonId>, chosen: &[(PersonId, HostKind)]) -> Vec<(PersonId, HostKind)> {
    let mut collaborators: Vec<(PersonId, HostKind)> = Vec::new();
    for (person, kind) in chosen {
        collaborators.retain(|(known, _)| known != person);
        if Some(*person) != owner && *kind != HostKind::Owner {
            collaborators.push((*person, *kind));
        }
    }
    collaborators
}

/// Those whose part in hosting differs between two lists of hosts, each once.
pub fn changed_hosts(before: &[(PersonId, HostKind)], after: &[(PersonId, HostKind)]) -> Vec<PersonId> {
    let gone_or_other = before.iter().filter(|host| !after.contains(host));
    let new = after.iter().filter(|(person, _)| !before.iter().any(|(known, _)| known == person));
    gone_or_other.chain(new).map(|(person, _)| *person).collect()
}

/// Whether somebody may give somebody inside another role. `by` is the role they act with: hosts are hosts wherever
/// they are, all others what they are inside, if they are there.
///
/// # Errors
/// When the person does not manage people, the other one is a host, or the role is not one to give.
pub fn may_change_role(by: Option<Role>, from: Role, to: Role) -> Result<(), RoomDenied> {
    may_remove(by, from)?;
    if Role::INVITATION_TYPES.contains(&to) { Ok(()) } else { Err(RoomDenied::RoleNotOffered) }
}

/// Whether somebody who acts with the role `by` may remove somebody who has this role.
///
/// # Errors
/// When the person does not manage people, or the other one is a host.
pub fn may_remove(by: Option<Role>, target: Role) -> Result<(), RoomDenied> {
    if !by.is_some_and(|role| role.can(Permission::ManagePeople)) {
        Err(RoomDenied::NotManager)
    } else if target == Role::Host {
        Err(RoomDenied::TargetIsHost)
    } else {
        Ok(())
    }
}
