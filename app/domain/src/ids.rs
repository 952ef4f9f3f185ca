//! Identifiers: 128 bits, written as 26 characters of Crockford's base 32 in lower case.
//!
//! The first 48 bits are the time of creation, so identifiers sort by age. They name things; they are never
//! secrets. The server makes them, this module only reads and writes them.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

/// The text is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not an identifier")]
pub struct NotAnId;

fn encode(mut bits: u128) -> [u8; LENGTH] {
    let mut text = [b'0'; LENGTH];
    for place in text.iter_mut().rev() {
        *place = ALPHABET[(bits & 31) as usize];
        bits >>= 5;
    }
    text
}

fn decode(text: &str) -> Result<u128, NotAnId> {
    let text = text.as_bytes();
    if text.len() != LENGTH || text[0] > b'7' {
        return Err(NotAnId);
    }
    text.iter().try_fold(0, |bits: u128, letter| {
        let digit = ALPHABET.iter().position(|known| known == letter).ok_or(NotAnId)?;
        Ok((bits << 5) | digit as u128)
    })
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }

            pub const fn bits(self) -> u128 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                encode(self.0).iter().try_for_each(|letter| write!(f, "{}", *letter as char))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                decode(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

id!(
    /// A person in the site's directory.
    PersonId
);
id!(
    /// A room.
    RoomId
);
id!(
    /// An invitation. Part of its link, which is worthless without the link's other half.
    InvitationId
);
id!(
    /// A guest link. Part of its URL, which is worthless without the other half.
    GuestLinkId
);
id!(
    /// Somebody who came by a guest link and has said who they are.
    LinkGuestId
);
id!(
    /// Somebody who has been inside a room: a guest or a signed-in person.
    ParticipantId
);
id!(
    /// One command of one page. The browser makes it, so that a command sent twice is done once.
    CommandId
);
id!(
    /// A list of people that are invited together. The browser makes it, so that a list sent twice is one.
    BatchId
);
id!(
    /// A group of people of the site.
    GroupId
);
id!(
    /// A file of people on its way into the directory. The browser makes it, so that a file sent twice is one.
    ImportId
);
