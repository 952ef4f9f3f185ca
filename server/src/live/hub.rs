//! Feeds the event streams of this node from the log, and knows which participants have a stream open here.
//!
//! One read of the log serves all streams of a room. A stream that finds a gap reads the log itself, so a
//! feed may start anywhere and a lost wake-up only delays.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::live::Sequence;
use domain::lock::Knocker;
use domain::{ParticipantId, RoomId};
use futures::StreamExt;
use sqlx::postgres::PgListener;
use tokio::sync::{broadcast, watch};

use super::events::{self, LoggedEvent};
use super::open_streams::OpenStreams;
use super::reactions::Reactions;
use crate::db::{Committed, Db, DbError};
use crate::secrets;

/// Events a stream may be behind before it reads the log itself.
const QUEUE: usize = 256;
/// Events read from the log at once.
pub const BATCH: i64 = 256;
/// A lost wake-up is noticed after this long.
const SAFETY_POLL: Duration = Duration::from_secs(5);

/// An event with the bytes that carry it.
pub struct Delivery {
    pub logged: LoggedEvent,
    pub frame: bytes::Bytes,
}

impl From<LoggedEvent> for Delivery {
    fn from(logged: LoggedEvent) -> Self {
        Self { frame: logged.frame().into(), logged }
    }
}

struct Feed {
    sender: broadcast::Sender<Arc<Delivery>>,
    /// The last event sent; zero before the first.
    last: Sequence,
}

/// Whose page is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Present {
    Inside(ParticipantId),
    /// Before a room's door.
    Outside(RoomId, Knocker),
}

/// The feeds of one node.
pub struct Hub {
    feeds: Mutex<HashMap<RoomId, Feed>>,
    /// Open streams of everybody inside and before the doors.
    present: Mutex<HashMap<Present, usize>>,
    /// How many are open here, and whose.
    pub open_streams: Arc<OpenStreams>,
    /// What has been given here since the last tick.
    pub reactions: Reactions,
    stopping: watch::Sender<bool>,
    /// This process among those of the site, new with each start.
    node: String,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            feeds: Mutex::default(),
            present: Mutex::default(),
            open_streams: Arc::default(),
            reactions: Reactions::default(),
            stopping: watch::Sender::new(false),
            node: secrets::nonce(),
        }
    }
}

/// Says, while it lives, that somebody has a stream open.
pub struct Presence {
    hub: Arc<Hub>,
    who: Present,
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut present = locked(&self.hub.present);
        if let Some(streams) = present.get_mut(&self.who) {
            *streams -= 1;
            if *streams == 0 {
                present.remove(&self.who);
            }
        }
    }
}

impl Hub {
    /// The events of a room from now on.
    pub fn subscribe(&self, room: RoomId) -> broadcast::Receiver<Arc<Delivery>> {
        let mut feeds = locked(&self.feeds);
        let feed =
            feeds.entry(room).or_insert_with(|| Feed { sender: broadcast::Sender::new(QUEUE), last: 0 });
        feed.sender.subscribe()
    }

    /// Notes an open stream.
    pub fn arrive(self: &Arc<Self>, who: Present) -> Presence {
        *locked(&self.present).entry(who).or_default() += 1;
        Presence { hub: Arc::clone(self), who }
    }

    /// The participants with a stream open on this node.
    pub fn present(&self) -> Vec<ParticipantId> {
        let inside = |who: &Present| match who {
            Present::Inside(participant) => Some(*participant),
            Present::Outside(..) => None,
        };
        locked(&self.present).keys().filter_map(inside).collect()
    }

    /// Whose page is open on this node before which room's door.
    pub fn outside(&self) -> HashMap<RoomId, Vec<Knocker>> {
        let mut outside: HashMap<RoomId, Vec<Knocker>> = HashMap::new();
        for who in locked(&self.present).keys() {
            if let Present::Outside(room, knocker) = who {
                outside.entry(*room).or_default().push(*knocker);
            }
        }
        outside
    }

    /// The name of this node, for what each node notes by itself.
    pub fn node(&self) -> &str {
        &self.node
    }

    /// Whether somebody's page is open on this node, before this room's door.
    pub fn is_outside(&self, room: RoomId, knocker: Knocker) -> bool {
        locked(&self.present).contains_key(&Present::Outside(room, knocker))
    }

    /// Ends all streams; browsers come back by themselves.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Turns true when the streams must end.
    pub fn stopping(&self) -> watch::Receiver<bool> {
        self.stopping.subscribe()
    }

    /// Reads what is new in a room's log and sends it to the streams of this node.
    pub async fn wake(&self, db: &Db, room: RoomId) -> Result<(), DbError> {
        let Some(last) = self.last_sent(room) else { return Ok(()) };
        let mut connection = db.read().await?;
        let new = match last {
            0 => events::find_last(&mut connection, room).await?.into_iter().collect(),
            last => events::list_after(&mut connection, room, last, BATCH).await?,
        };
        let is_more = i64::try_from(new.len()) == Ok(BATCH);
        self.send(room, new);
        if is_more { Box::pin(self.wake(db, room)).await } else { Ok(()) }
    }

    /// `None` when nobody on this node reads the room; forgets its feed then.
    fn last_sent(&self, room: RoomId) -> Option<Sequence> {
        let mut feeds = locked(&self.feeds);
        let feed = feeds.get(&room)?;
        if feed.sender.receiver_count() == 0 {
            feeds.remove(&room);
            return None;
        }
        Some(feed.last)
    }

    fn send(&self, room: RoomId, new: Vec<LoggedEvent>) {
        let mut feeds = locked(&self.feeds);
        let Some(feed) = feeds.get_mut(&room) else { return };
        for logged in new {
            if logged.sequence > feed.last {
                feed.last = logged.sequence;
                // Fails when the last reader has just gone.
                let _ = feed.sender.send(Arc::new(logged.into()));
            }
        }
    }

    fn rooms(&self) -> Vec<RoomId> {
        locked(&self.feeds).keys().copied().collect()
    }
}

/// Wakes the feeds: after each commit of this node, on word from other nodes, and now and then to be sure.
pub async fn run(hub: Arc<Hub>, db: Db, mut committed: Committed) {
    let mut elsewhere = listen(&db).await;
    let mut poll = tokio::time::interval(SAFETY_POLL);
    poll.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let mut rooms = HashSet::new();
        tokio::select! {
            room = committed.recv() => match room {
                Some(room) => { rooms.insert(room); }
                None => return,
            },
            Some(room) = elsewhere.next() => { rooms.insert(room); }
            _ = poll.tick() => rooms.extend(hub.rooms()),
        }
        while let Ok(room) = committed.try_recv() {
            rooms.insert(room);
        }
        for room in rooms {
            if let Err(error) = hub.wake(&db, room).await {
                tracing::warn!(room.id = %room, %error, "streams could not be woken; they will be soon");
            }
        }
    }
}

/// The rooms that other nodes have written to; silent on SQLite, which has one node.
async fn listen(db: &Db) -> futures::stream::BoxStream<'static, RoomId> {
    let Some(pool) = db.postgres() else { return futures::stream::pending().boxed() };
    let listener = async {
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(events::CHANNEL).await?;
        Ok::<_, sqlx::Error>(listener)
    };
    match listener.await {
        Ok(listener) => {
            listener.into_stream().filter_map(async |notice| notice.ok()?.payload().parse().ok()).boxed()
        }
        Err(error) => {
            tracing::warn!(%error, "cannot listen to other nodes; their changes arrive with the slow poll");
            futures::stream::pending().boxed()
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Nothing that holds these locks can leave them half-changed.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
