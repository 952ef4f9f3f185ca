//! Where passwords are hashed: so many at once, so many waiting, in memory that is kept for the next one.
//!
//! A hash takes a whole core and 19 MiB. Left to the allocator, each thread that ever hashed would keep as much.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use app::error::AppError;
use argon2::Block;
use tokio::sync::Semaphore;

use crate::failure::Outcome;

/// At most so many at once, however many cores there are: the others have pages to draw.
const MOST_AT_ONCE: usize = 4;
/// So many wait for their turn: two or three seconds on two cores. Who comes later is told to come again.
const MOST_WAITING: usize = 64;
/// When a full queue has room again.
const RETRY_AFTER_SECONDS: u32 = 3;

/// The memory of one hash.
pub type Memory = Vec<Block>;

/// What bounds hashing.
pub struct Hashing {
    /// Those at work and those who wait.
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    /// Not in use at the moment; never more than there are turns.
    memories: Arc<Mutex<Vec<Memory>>>,
}

/// The one of this process.
pub static HASHING: LazyLock<Hashing> = LazyLock::new(|| {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Hashing::new(cores.min(MOST_AT_ONCE), MOST_WAITING)
});

impl Hashing {
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
            memories: Arc::default(),
        }
    }

    /// Does the work on a thread for blocking work when its turn comes.
    ///
    /// # Errors
    /// [`AppError::TooMany`] at once when too many wait already.
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Outcome<T> {
        let place = Arc::clone(&self.places)
            .try_acquire_owned()
            .map_err(|_| AppError::TooMany { retry_after_seconds: RETRY_AFTER_SECONDS })?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(anyhow::Error::from)?;
        let memories = Arc::clone(&self.memories);
        let answer = tokio::task::spawn_blocking(move || {
            // Held by the work itself: who hangs up while waiting does not make room for more.
            let _held = (place, turn);
            let mut memory = locked(&memories).pop().unwrap_or_default();
            let answer = work(&mut memory);
            locked(&memories).push(memory);
            answer
        });
        Ok(answer.await.map_err(anyhow::Error::from)?)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    // Pushing and popping leave nothing half-changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use futures::future::join_all;

    use super::*;
    use crate::failure::Failure;

    const NEEDED: usize = 8;

    fn touch(memory: &mut Memory) {
        memory.resize(NEEDED, Block::new());
    }

    #[tokio::test]
    async fn who_finds_a_full_queue_is_sent_away_at_once_and_may_come_again() {
        let hashing = Hashing::new(1, 2);
        let (finish, finished) = mpsc::channel::<()>();
        let slow = hashing.run(move |_| finished.recv());
        let mut others = Box::pin(async { tokio::join!(slow, hashing.run(touch), hashing.run(touch)) });
        assert!(futures::poll!(&mut others).is_pending());
        let refused = hashing.run(touch).await;
        assert!(matches!(refused, Err(Failure::Told(AppError::TooMany { .. }))), "{refused:?}");
        finish.send(()).unwrap();
        let (slow, second, third) = others.await;
        assert!(slow.is_ok() && second.is_ok() && third.is_ok(), "who waited has had their turn");
        assert!(hashing.run(touch).await.is_ok());
    }

    #[tokio::test]
    async fn who_hangs_up_while_waiting_leaves_the_place_to_another() {
        let hashing = Hashing::new(1, 1);
        let (finish, finished) = mpsc::channel::<()>();
        let mut slow = Box::pin(hashing.run(move |_| finished.recv()));
        assert!(futures::poll!(&mut slow).is_pending());
        let mut waiting = Box::pin(hashing.run(touch));
        assert!(futures::poll!(&mut waiting).is_pending());
        drop(waiting);
        let mut waiting = Box::pin(hashing.run(touch));
        assert!(futures::poll!(&mut waiting).is_pending(), "the place is still taken");
        finish.send(()).unwrap();
        assert!(slow.await.is_ok() && waiting.await.is_ok());
    }

    #[tokio::test]
    async fn there_is_never_more_memory_than_there_are_turns() {
        let hashing = Hashing::new(2, 100);
        let all = join_all((0..50).map(|_| hashing.run(touch))).await;
        assert!(all.iter().all(Result::is_ok));
        let memories = hashing.memories.lock().unwrap();
        assert!((1..=2).contains(&memories.len()), "{} memories are kept", memories.len());
        assert!(memories.iter().all(|memory| memory.len() == NEEDED));
    }
}
