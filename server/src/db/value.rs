//! Values for the placeholders of a statement: integers and texts, nothing else.

use domain::{
    BatchId, CommandId, EmailAddress, GroupId, GuestLinkId, ImportId, InvitationId, LinkGuestId,
    ParticipantId, PersonId, RoomId, Timestamp,
};

/// One value, or the absence of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Int(Option<i64>),
    Text(Option<String>),
}

macro_rules! int {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Int(Some(i64::from(value)))
            }
        }
    )*};
}

macro_rules! text {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Text(Some(storable(&value.to_string())))
            }
        }

        impl From<Option<$kind>> for Value {
            fn from(value: Option<$kind>) -> Self {
                Self::Text(value.map(|value| storable(&value.to_string())))
            }
        }
    )*};
}

int!(i64, u32, u16, bool);
text!(
    &str,
    String,
    &String,
    BatchId,
    CommandId,
    EmailAddress,
    &EmailAddress,
    GuestLinkId,
    GroupId,
    ImportId,
    InvitationId,
    LinkGuestId,
    ParticipantId,
    PersonId,
    RoomId
);

impl From<Option<i64>> for Value {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<Option<u32>> for Value {
    fn from(value: Option<u32>) -> Self {
        Self::Int(value.map(i64::from))
    }
}

impl From<Timestamp> for Value {
    fn from(value: Timestamp) -> Self {
        Self::Int(Some(value.as_millis()))
    }
}

impl From<Option<Timestamp>> for Value {
    fn from(value: Option<Timestamp>) -> Self {
        Self::Int(value.map(Timestamp::as_millis))
    }
}

/// PostgreSQL has no NUL in its texts. Names and addresses refuse it; whatever else comes with one matches nothing.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}
