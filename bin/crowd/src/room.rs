//! One room full of people: they come in, and they talk.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use domain::RoomId;
use futures::{StreamExt, TryStreamExt, stream};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::ear::{Ear, Hearing};
use crate::guest::{Guest, Hand, Host};
use crate::process::Process;

/// Links opened at the same time, before anything is measured.
const PREPARED_AT_ONCE: usize = 16;
/// Nothing has come for so long: all have heard of all.
const QUIET: Duration = Duration::from_secs(1);
/// The last message reaches everybody within this, or it is lost.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is asked of a room.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    pub room: RoomId,
    pub people: usize,
    pub messages_per_second: f64,
    pub seconds: f64,
}

/// What it has come to.
#[derive(Debug)]
pub struct Figures {
    pub people: usize,
    pub messages: usize,
    /// From the first who goes in until the last one listens.
    pub coming_in: Duration,
    /// Until everybody has heard of everybody.
    pub settling: Duration,
    pub memory_before_kib: u64,
    pub memory_inside_kib: u64,
    pub memory_talking_kib: u64,
    pub cpu_joining: Duration,
    pub cpu_talking: Duration,
    pub bytes_joining: usize,
    pub bytes_talking: usize,
    /// How long each message took to each participant, in microseconds, in order.
    pub delays: Vec<u64>,
    /// How long each message took to its answer: until it was on disk, and its author told so.
    pub answers: Vec<u64>,
    pub reloads_joining: usize,
    pub reloads_talking: usize,
    /// Taken for gone, since the room was too long in opening their stream.
    pub returns: usize,
}

impl Order {
    fn messages(&self) -> usize {
        // A run is short, and its rate small.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a few thousand, and no minus"
        )]
        let messages = (self.messages_per_second * self.seconds).round() as usize;
        messages.max(1)
    }

    pub async fn run(self, host: &Host, server: Process) -> Result<Figures> {
        let messages = self.messages();
        let guests = stream::iter(0..self.people).map(|number| Guest::prepare(host, self.room, number));
        let guests: Vec<_> = guests.buffered(PREPARED_AT_ONCE).try_collect().await?;
        let hands: Vec<_> = guests.iter().map(Guest::hand).collect();
        let hearing = Hearing::new(messages);

        let memory_before_kib = server.memory_kib()?;
        let (began, cpu_before) = (Instant::now(), server.cpu()?);
        let hearers = come_in(guests, &hearing, messages).await?;
        let coming_in = began.elapsed();
        let settling = quiet(&hearing).await;
        let (memory_inside_kib, cpu_inside) = (server.memory_kib()?, server.cpu()?);
        let bytes_joining = hearing.bytes.load(Ordering::Relaxed);
        let reloads_joining = hearing.reloads.load(Ordering::Relaxed);

        let mut answers = self.talk(&hands, &hearing).await?;
        answers.sort_unstable();
        let ears = tokio::time::timeout(PATIENCE, all(hearers)).await;
        let ears = ears.with_context(|| {
            let heard = hearing.heard.load(Ordering::Relaxed);
            format!("{heard} of {} messages have come", messages * self.people)
        })??;
        let (memory_talking_kib, cpu_talked) = (server.memory_kib()?, server.cpu()?);
        let orders: Vec<_> = ears.iter().map(|ear| ear.order.as_slice()).collect();
        check(&orders, messages)?;
        let mut delays: Vec<_> = ears.into_iter().flat_map(|ear| ear.delays).collect();
        delays.sort_unstable();
        Ok(Figures {
            people: self.people,
            messages,
            coming_in,
            settling,
            memory_before_kib,
            memory_inside_kib,
            memory_talking_kib,
            cpu_joining: cpu_inside.saturating_sub(cpu_before),
            cpu_talking: cpu_talked.saturating_sub(cpu_inside),
            bytes_joining,
            bytes_talking: hearing.bytes.load(Ordering::Relaxed) - bytes_joining,
            delays,
            answers,
            returns: hearing.returns.load(Ordering::Relaxed),
            reloads_joining,
            reloads_talking: hearing.reloads.load(Ordering::Relaxed) - reloads_joining,
        })
    }

    /// Different people post, at an even pace, without waiting for one another. Answers how long each answer took.
    async fn talk(&self, hands: &[Hand], hearing: &Arc<Hearing>) -> Result<Vec<u64>> {
        let mut pace = tokio::time::interval(Duration::from_secs_f64(1.0 / self.messages_per_second));
        let mut posting = JoinSet::new();
        for message in 0..self.messages() {
            pace.tick().await;
            let hand = hands[message * 7_919 % hands.len()].clone();
            let hearing = Arc::clone(hearing);
            posting.spawn(async move {
                hearing.note_sent(message);
                hand.post(format!("Message {message}"), message as u128).await?;
                hearing.delay(message)
            });
        }
        all(posting).await
    }
}

/// All go in at the same time and listen from then on; ready when the last one does.
async fn come_in(
    guests: Vec<Guest>,
    hearing: &Arc<Hearing>,
    messages: usize,
) -> Result<JoinSet<Result<Ear>>> {
    let (mut missing, mut hearers) = (guests.len(), JoinSet::new());
    let (arrived, mut arrivals) = mpsc::channel(missing);
    for guest in guests {
        let (hearing, arrived) = (Arc::clone(hearing), arrived.clone());
        hearers.spawn(async move {
            let mut ear = Ear::open(guest, hearing).await?;
            arrived.send(()).await?;
            ear.hear_all(messages).await?;
            Ok(ear)
        });
    }
    while missing > 0 {
        tokio::select! {
            Some(()) = arrivals.recv() => missing -= 1,
            Some(ended) = hearers.join_next() => {
                ended??;
                bail!("somebody has gone before all were inside");
            }
        }
    }
    Ok(hearers)
}

/// Everybody has heard every message once, and all in one order.
fn check(orders: &[&[usize]], messages: usize) -> Result<()> {
    let first = *orders.first().context("nobody was there")?;
    let mut numbers = first.to_vec();
    numbers.sort_unstable();
    ensure!(numbers.into_iter().eq(0..messages), "messages are missing, or came twice");
    ensure!(orders.iter().all(|order| *order == first), "two have heard the messages in another order");
    Ok(())
}

/// Waits until nothing happens any more, whatever the streams say to stay alive; answers when the last event came.
async fn quiet(hearing: &Hearing) -> Duration {
    let began = Instant::now();
    let mut last = (hearing.events.load(Ordering::Relaxed), began);
    while last.1.elapsed() < QUIET {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let events = hearing.events.load(Ordering::Relaxed);
        if events != last.0 {
            last = (events, Instant::now());
        }
    }
    last.1 - began
}

async fn all<T: 'static>(mut tasks: JoinSet<Result<T>>) -> Result<Vec<T>> {
    let mut done = Vec::new();
    while let Some(task) = tasks.join_next().await {
        done.push(task??);
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_misses_a_message_hears_one_twice_or_in_another_order_is_found() {
        check(&[&[0, 2, 1], &[0, 2, 1]], 3).unwrap();
        for orders in [
            [[0, 2, 1].as_slice(), [0, 1, 2].as_slice()],
            [&[0, 1, 2], &[0, 1]],
            [&[0, 1], &[0, 1]],
            [&[0, 1, 1], &[0, 1, 1]],
            [&[0, 1, 2, 3], &[0, 1, 2, 3]],
        ] {
            assert!(check(&orders, 3).is_err(), "{orders:?}");
        }
        assert!(check(&[], 0).is_err());
    }
}
