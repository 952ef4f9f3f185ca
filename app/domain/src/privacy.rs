//! What is kept about somebody, for how long, and what is left of it when it is erased.
//!
//! Erasing takes away who somebody was, never that somebody was there: figures of sessions stay.

mod due;
mod traces;

use core::fmt;
use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::language::{Say, Sentence, says_english};
use crate::name::PersonName;
use crate::say;
use crate::words::words;

pub use due::{GuestStay, are_guests_due, is_guest_due};
pub use traces::{ADDRESS_ERASED, Traces};

/// The domain of the addresses that stand where an address was erased. No mail is ever sent there (RFC 2606).
const ERASED_DOMAIN: &str = "erased.invalid";

/// What a guest is called whose personal data has been erased.
pub fn former_guest() -> PersonName {
    former("guest")
}

/// What somebody of the site is called whose account has been erased.
pub fn former_person() -> PersonName {
    former("person")
}

#[expect(clippy::expect_used, reason = "two plain words are a name")]
fn former(what: &str) -> PersonName {
    PersonName::parse("Former", what).expect("two plain words")
}

/// The names of somebody that go from what others have written. One that somebody else bears too stays: nobody can
/// tell who is meant, and whoever comes by a guest link may call themselves anything.
pub fn names_that_go<'a>(
    theirs: impl IntoIterator<Item = &'a PersonName>,
    of_others: &[PersonName],
) -> Vec<&'a PersonName> {
    let folded = |name: &PersonName| name.to_string().to_lowercase();
    let kept: Vec<_> = of_others.iter().map(folded).collect();
    theirs.into_iter().filter(|name| !kept.contains(&folded(name))).collect()
}

/// What stands where the address of somebody with this identifier was.
pub fn erased_address(id: impl fmt::Display) -> String {
    format!("erased-{id}@{ERASED_DOMAIN}")
}

/// Whether an address stands where one was erased.
pub fn is_erased(address: &EmailAddress) -> bool {
    address.domain() == ERASED_DOMAIN
}

/// The shortest and the longest that guests' personal data may be kept, in days.
pub const LEAST_DAYS: u32 = 1;
pub const MOST_DAYS: u32 = 3_650;

/// So many days.
pub(crate) fn days(count: u32) -> Duration {
    Duration::from_hours(24 * u64::from(count))
}

/// One kind of what is kept about an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DataKind {
    Account,
    SignIns,
    Groups,
    Hosting,
    Invitations,
    Devices,
    Codes,
    Mails,
    RefusedTries,
    GuestLinkPlaces,
    Knocks,
    Places,
    Messages,
    Likes,
    Questions,
    Answers,
    Votes,
    Interactions,
    InteractionAnswers,
    ListRows,
    ImportRows,
    AuditEntries,
}

words!(DataKind {
    Account => "account", SignIns => "sign_ins", Groups => "groups", Hosting => "hosting",
    Invitations => "invitations", Devices => "devices", Codes => "codes", Mails => "mails",
    RefusedTries => "refused_tries", GuestLinkPlaces => "guest_link_places", Knocks => "knocks",
    Places => "places", Messages => "messages", Likes => "likes", Questions => "questions", Answers => "answers",
    Votes => "votes", Interactions => "interactions", InteractionAnswers => "interaction_answers",
    ListRows => "list_rows", ImportRows => "import_rows", AuditEntries => "audit_entries",
});

impl Say for DataKind {
    fn say(&self) -> Sentence {
        match self {
            Self::Account => say!("Account on this site [kept]"),
            Self::SignIns => say!("Sign-ins [kept]"),
            Self::Groups => say!("Groups they are in [kept]"),
            Self::Hosting => say!("Rooms they host [kept]"),
            Self::Invitations => say!("Invitations [kept]"),
            Self::Devices => say!("Devices that use their links [kept]"),
            Self::Codes => say!("Codes they were mailed [kept]"),
            Self::Mails => say!("Mails to them [kept]"),
            Self::RefusedTries => say!("Refused tries at their links [kept]"),
            Self::GuestLinkPlaces => say!("Places taken by guest links [kept]"),
            Self::Knocks => say!("Knocks at locked rooms [kept]"),
            Self::Places => say!("Rooms they were inside [kept]"),
            Self::Messages => say!("Messages [kept]"),
            Self::Likes => say!("Likes of messages [kept]"),
            Self::Questions => say!("Questions [kept]"),
            Self::Answers => say!("Answers to questions [kept]"),
            Self::Votes => say!("Votes for questions [kept]"),
            Self::Interactions => say!("Interactions they made [kept]"),
            Self::InteractionAnswers => say!("Answers to interactions [kept]"),
            Self::ListRows => say!("Rows of lists they stand in [kept]"),
            Self::ImportRows => say!("Rows of imports of people they stand in [kept]"),
            Self::AuditEntries => say!("Entries of the audit log [kept]"),
        }
    }
}

/// Why somebody's data is not erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EraseDenied {
    Yourself,
    LastAdministrator,
}

impl Say for EraseDenied {
    fn say(&self) -> Sentence {
        match self {
            Self::Yourself => say!("This is your own account. Another administrator can erase it."),
            Self::LastAdministrator => {
                say!("This is the only administrator who can sign in. Make another one first.")
            }
        }
    }
}

says_english!(DataKind, EraseDenied);

/// Whether an account may be erased: nobody's own, and never the one without which nobody runs the site.
/// `is_run` and `would_be_run` say whether somebody can sign in as administrator with it and without it.
///
/// # Errors
/// Why not.
pub fn may_erase_account(is_own: bool, is_run: bool, would_be_run: bool) -> Result<(), EraseDenied> {
    if is_own {
        Err(EraseDenied::Yourself)
    } else if is_run && !would_be_run {
        Err(EraseDenied::LastAdministrator)
    } else {
        Ok(())
    }
}
