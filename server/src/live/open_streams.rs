//! How many streams are open on this node, so that nobody keeps more than their part of it busy.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use app::error::AppError;
use domain::{GuestLinkId, InvitationId, PersonId};

/// Tabs of one person or one device, with those among them whose connection died without a word.
const MOST_OF_ONE: u32 = 24;
/// Where several devices may use a link, a class may look at its lobby before anybody has confirmed.
const MOST_OF_A_LINK: u32 = 600;
/// A whole campus may sit behind one address. This bounds what a flood from it can take, to some 50 MB.
const MOST_OF_AN_ADDRESS: u32 = 4_000;
/// A page that has been sent away comes back by itself, and by then some tab may be closed.
const RETRY_AFTER_SECONDS: u32 = 15;

/// Whose stream it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Listener<'a> {
    /// Somebody who is signed in.
    Person(PersonId),
    /// A device that has claimed a link, by its secret.
    Device(&'a str),
    /// Whoever has opened the link of this invitation and has shown nothing else.
    Link(InvitationId),
    /// Whoever has opened this guest link and has not said who they are.
    GuestLink(GuestLinkId),
}

impl Listener<'_> {
    const fn most(self) -> u32 {
        match self {
            Self::Person(_) | Self::Device(_) => MOST_OF_ONE,
            Self::Link(_) | Self::GuestLink(_) => MOST_OF_A_LINK,
        }
    }
}

/// The counts. Keys are hashes that nobody outside can foresee: two that meet share a count, which is rare.
#[derive(Default)]
pub struct OpenStreams {
    counts: Mutex<HashMap<u64, u32>>,
    hasher: RandomState,
}

/// Counts for one stream while it lives.
pub struct OpenStream {
    streams: Arc<OpenStreams>,
    keys: [u64; 2],
}

impl OpenStreams {
    /// How many are open, whosever they are.
    pub fn count(&self) -> u32 {
        // Each is counted twice: for its listener and for its address.
        self.counts().values().sum::<u32>() / 2
    }

    /// Counts one more stream.
    ///
    /// # Errors
    /// [`AppError::TooMany`] when this listener, or this address, has too many open.
    pub fn open(self: &Arc<Self>, listener: Listener<'_>, address: &str) -> Result<OpenStream, AppError> {
        let limits = [(self.key(listener), listener.most()), (self.key(address), MOST_OF_AN_ADDRESS)];
        let mut counts = self.counts();
        if limits.iter().any(|(key, most)| counts.get(key).is_some_and(|open| open >= most)) {
            return Err(AppError::TooMany { retry_after_seconds: RETRY_AFTER_SECONDS });
        }
        for (key, _) in limits {
            *counts.entry(key).or_default() += 1;
        }
        Ok(OpenStream { streams: Arc::clone(self), keys: limits.map(|(key, _)| key) })
    }

    fn key(&self, of: impl Hash) -> u64 {
        self.hasher.hash_one(of)
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<u64, u32>> {
        // Nothing that holds this lock can leave the counts half-changed.
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        let mut counts = self.streams.counts();
        for key in self.keys {
            if let Some(open) = counts.get_mut(&key) {
                *open -= 1;
                if *open == 0 {
                    counts.remove(&key);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "192.0.2.1";
    const LINK: Listener = Listener::Link(InvitationId::from_bits(1));

    fn person(number: u32) -> Listener<'static> {
        Listener::Person(PersonId::from_bits(number.into()))
    }

    fn open(streams: &Arc<OpenStreams>, count: u32, listener: Listener, address: &str) -> Vec<OpenStream> {
        (0..count).map(|_| streams.open(listener, address).unwrap()).collect()
    }

    #[test]
    fn nobody_keeps_more_open_than_their_part_and_a_closed_one_makes_room() {
        for (listener, most) in
            [(person(1), MOST_OF_ONE), (Listener::Device("secret"), MOST_OF_ONE), (LINK, MOST_OF_A_LINK)]
        {
            let streams: Arc<OpenStreams> = Arc::default();
            let mut mine = open(&streams, most, listener, ADDRESS);
            let refused = streams.open(listener, "192.0.2.2").err();
            assert_eq!(refused, Some(AppError::TooMany { retry_after_seconds: RETRY_AFTER_SECONDS }));
            assert!(streams.open(person(2), ADDRESS).is_ok(), "others are not held up");
            mine.pop();
            assert!(streams.open(listener, ADDRESS).is_ok());
        }
    }

    #[test]
    fn a_campus_behind_one_address_is_let_in_and_a_flood_is_not() {
        let streams: Arc<OpenStreams> = Arc::default();
        let campus: Vec<_> =
            (0..MOST_OF_AN_ADDRESS).map(|number| streams.open(person(number), ADDRESS).unwrap()).collect();
        assert!(streams.open(person(MOST_OF_AN_ADDRESS), ADDRESS).is_err());
        assert!(streams.open(person(MOST_OF_AN_ADDRESS), "192.0.2.2").is_ok());
        drop(campus);
        assert!(streams.open(person(0), ADDRESS).is_ok());
    }

    #[test]
    fn who_has_gone_is_forgotten() {
        let streams: Arc<OpenStreams> = Arc::default();
        drop((open(&streams, 3, LINK, ADDRESS), open(&streams, 3, person(1), "192.0.2.2")));
        assert!(streams.counts().is_empty());
    }
}
