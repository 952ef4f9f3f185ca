//! What one participant hears: every message, in order, once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use domain::chat::{ChatEvent, Message};
use domain::live::{RoomEvent, RoomState, Sequence, StreamMessage};

use crate::guest::Guest;
use crate::http::Chunks;

/// Only these are read as a whole; a thousand clients cannot afford more. A text cannot forge it: a quotation mark
/// inside one has a backslash before it.
const POSTED: &str = r#""act":"posted""#;

/// What all ears share.
pub struct Hearing {
    began: Instant,
    /// When each message was sent, in microseconds since the beginning.
    sent: Vec<AtomicU64>,
    /// Events heard by all, the messages among them, and bytes.
    pub events: AtomicUsize,
    pub heard: AtomicUsize,
    pub bytes: AtomicUsize,
    /// How often somebody had to load the page again.
    pub reloads: AtomicUsize,
    /// How often somebody had to go in again.
    pub returns: AtomicUsize,
}

impl Hearing {
    pub fn new(messages: usize) -> Arc<Self> {
        Arc::new(Self {
            began: Instant::now(),
            sent: (0..messages).map(|_| AtomicU64::new(0)).collect(),
            events: AtomicUsize::new(0),
            heard: AtomicUsize::new(0),
            bytes: AtomicUsize::new(0),
            reloads: AtomicUsize::new(0),
            returns: AtomicUsize::new(0),
        })
    }

    pub fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    pub fn note_sent(&self, message: usize) {
        self.sent[message].store(self.now(), Ordering::Relaxed);
    }

    /// Microseconds since the message was sent.
    pub fn delay(&self, message: usize) -> Result<u64> {
        let sent = self.sent.get(message).context("a message that nobody has sent")?;
        Ok(self.now().saturating_sub(sent.load(Ordering::Relaxed)))
    }
}

pub struct Ear {
    guest: Guest,
    stream: Chunks,
    hearing: Arc<Hearing>,
    unread: String,
    last: Sequence,
    /// The messages in the order they came.
    pub order: Vec<usize>,
    /// How long each took, in microseconds; those that came with a loaded page are not among them.
    pub delays: Vec<u64>,
}

impl Ear {
    /// Goes in and listens.
    pub async fn open(mut guest: Guest, hearing: Arc<Hearing>) -> Result<Self> {
        let (state, bytes) = guest.enter().await?;
        hearing.bytes.fetch_add(bytes, Ordering::Relaxed);
        let stream = guest.listen(state.sequence).await?;
        let (unread, order, delays) = (String::new(), Vec::new(), Vec::new());
        Ok(Self { last: state.sequence, guest, stream, hearing, unread, order, delays })
    }

    /// Hears until all messages have come.
    pub async fn hear_all(&mut self, messages: usize) -> Result<()> {
        while self.order.len() < messages {
            let before = self.stream.bytes;
            let chunk = self.stream.next().await.with_context(|| format!("guest {}", self.guest.number))?;
            let Some(chunk) = chunk else { bail!("the stream of guest {} has ended", self.guest.number) };
            self.unread.push_str(std::str::from_utf8(chunk)?);
            self.hearing.bytes.fetch_add(self.stream.bytes - before, Ordering::Relaxed);
            while let Some((frame, rest)) = self.unread.split_once("\n\n") {
                let (frame, rest) = (frame.to_owned(), rest.to_owned());
                self.unread = rest;
                self.hear(&frame).await?;
            }
        }
        ensure!(self.order.len() == messages, "guest {} has heard too much", self.guest.number);
        Ok(())
    }

    async fn hear(&mut self, frame: &str) -> Result<()> {
        let Some((id, data)) = frame.strip_prefix("id: ").and_then(|frame| frame.split_once("\ndata: "))
        else {
            return self.hear_word(frame).await;
        };
        let sequence: Sequence = id.parse()?;
        ensure!(sequence > self.last, "guest {} hears {sequence} after {}", self.guest.number, self.last);
        self.last = sequence;
        self.hearing.events.fetch_add(1, Ordering::Relaxed);
        if data.contains(POSTED)
            && let StreamMessage::Event { event: RoomEvent::Chat(ChatEvent::Posted { message, .. }) } =
                serde_json::from_str(data)?
        {
            let number = self.take(&message)?;
            self.delays.push(self.hearing.delay(number)?);
        }
        Ok(())
    }

    /// A word of the stream itself.
    async fn hear_word(&mut self, frame: &str) -> Result<()> {
        let Some(data) = frame.strip_prefix("data: ") else { return Ok(()) };
        match serde_json::from_str(data)? {
            StreamMessage::Resync => self.load_again().await,
            StreamMessage::Refused { refusal } => bail!("guest {} is refused: {refusal}", self.guest.number),
            StreamMessage::Beat { .. } | StreamMessage::Event { .. } => Ok(()),
        }
    }

    /// Too much was missed: the page is loaded again, and its stream opened from there. Whoever had no stream for so
    /// long that the server took them for gone goes in again.
    async fn load_again(&mut self) -> Result<()> {
        self.hearing.reloads.fetch_add(1, Ordering::Relaxed);
        let mut loaded = self.guest.load().await?;
        if loaded.0.me.is_none() {
            self.hearing.returns.fetch_add(1, Ordering::Relaxed);
            loaded = self.guest.enter().await?;
        }
        let (RoomState { sequence, chat, .. }, bytes) = loaded;
        self.hearing.bytes.fetch_add(bytes, Ordering::Relaxed);
        let last = self.last;
        for message in chat.messages.iter().filter(|message| message.number > last) {
            self.take(message)?;
        }
        self.last = sequence;
        self.stream = self.guest.listen(sequence).await?;
        self.unread.clear();
        Ok(())
    }

    /// Reads which message it is.
    fn take(&mut self, message: &Message) -> Result<usize> {
        let number = message.text.strip_prefix("Message ").and_then(|number| number.parse().ok());
        let number = number.with_context(|| format!("{:?} is of nobody here", message.text))?;
        self.order.push(number);
        self.hearing.heard.fetch_add(1, Ordering::Relaxed);
        Ok(number)
    }
}
