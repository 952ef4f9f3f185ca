//! What a live room's page knows, kept up to date by its stream.

mod hearing;

use domain::admission::Refusal;
use domain::chat::{Channel, ChatState};
use domain::crowd::Crowd;
use domain::interaction::InteractionsState;
use domain::live::{Participant, Sequence};
use domain::lobby::Lobby;
use domain::lock::Waiting;
use domain::question::Questions;
use domain::role::Permission;
use domain::session::{Phase, Session, SessionRefused};
use domain::{Admission, HostKind, InvitationId, ParticipantId, Role, RoomId, Settings, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::{Inside, LiveRoom, find_live_room};
use super::chat::ChatStore;
use super::interactions::InteractionStore;
use super::lock::Bell;
use super::outbox::Outbox;
use super::questions::QuestionStore;
use super::reactions::ReactionStore;
use crate::browser::timers::retry;
use crate::join::farewell::Farewell;
use crate::live::Stream;

pub use hearing::use_room_stream;

/// What people do together. Each part has signals of its own, so that one does not draw the others anew.
#[derive(Clone, Copy)]
struct Collaboration {
    chat: ChatStore,
    backchannel: ChatStore,
    outbox: Outbox,
    questions: QuestionStore,
    interactions: InteractionStore,
    reactions: ReactionStore,
    bell: Bell,
    /// The site's settings, for hosts: menus follow them, and not whatever else happens.
    settings: RwSignal<Option<Settings>>,
    /// The last event upon which the settings have been asked for.
    settings_asked: StoredValue<Sequence>,
    /// Kept here so that the store, which is handed on by value everywhere, stays small.
    end: StoredValue<End>,
}

/// What the page needs once the session is over.
#[derive(Clone)]
struct End {
    /// What is said to the reader, if they belong to it.
    farewell: Option<Farewell>,
    /// The last event of the room that the server's last answer holds.
    loaded_to: Sequence,
}

#[derive(Clone, Copy)]
pub struct LiveRoomStore {
    pub room: RoomId,
    pub invitation: Option<InvitationId>,
    pub admission: RwSignal<Admission>,
    /// All but the messages, which change most.
    pub inside: RwSignal<Option<Inside>>,
    collaboration: StoredValue<Collaboration>,
    /// What the hosts tell all who wait, while the reader does.
    pub message: RwSignal<Option<String>>,
    /// The server's time of its last answer.
    as_of: RwSignal<Timestamp>,
    /// The reader has asked to leave: being gone is no mishap then.
    pub is_leaving: StoredValue<bool>,
    /// The role the reader has been given while they were here.
    pub new_role: RwSignal<Option<Role>>,
    /// Whom the reader has just given a role: their place in the list moves, and the focus with it.
    pub moved_by_me: StoredValue<Option<ParticipantId>>,
}

impl LiveRoomStore {
    pub fn new(
        room: RoomId,
        invitation: Option<InvitationId>,
        mut loaded: LiveRoom,
        farewell: Option<Farewell>,
    ) -> Self {
        let (chat, backchannel) = take_messages(loaded.inside.as_mut());
        let questions = take_questions(loaded.inside.as_mut());
        let interactions = take_interactions(loaded.inside.as_mut());
        Self {
            room,
            invitation,
            admission: RwSignal::new(loaded.admission),
            collaboration: StoredValue::new(Collaboration {
                chat: ChatStore::new(Channel::Chat, chat),
                backchannel: ChatStore::new(Channel::Backchannel, backchannel),
                outbox: Outbox::new(room, invitation),
                questions: QuestionStore::new(questions),
                interactions: InteractionStore::new(interactions, loaded.sequence),
                reactions: ReactionStore::new(),
                bell: Bell::new(),
                settings: RwSignal::new(take_settings(loaded.inside.as_mut())),
                settings_asked: StoredValue::new(loaded.sequence),
                end: StoredValue::new(End { farewell, loaded_to: loaded.sequence }),
            }),
            inside: RwSignal::new(loaded.inside),
            message: RwSignal::new(loaded.message),
            as_of: RwSignal::new(loaded.server_now),
            is_leaving: StoredValue::new(false),
            new_role: RwSignal::new(None),
            moved_by_me: StoredValue::new(None),
        }
    }

    pub fn chat(self) -> ChatStore {
        self.collaboration.with_value(|parts| parts.chat)
    }

    pub fn backchannel(self) -> ChatStore {
        self.collaboration.with_value(|parts| parts.backchannel)
    }

    /// What the reader does goes this way.
    pub fn outbox(self) -> Outbox {
        self.collaboration.with_value(|parts| parts.outbox)
    }

    pub fn questions(self) -> QuestionStore {
        self.collaboration.with_value(|parts| parts.questions)
    }

    pub fn interactions(self) -> InteractionStore {
        self.collaboration.with_value(|parts| parts.interactions)
    }

    /// Rings when somebody knocks.
    pub fn bell(self) -> Bell {
        self.collaboration.with_value(|parts| parts.bell)
    }

    pub fn reactions(self) -> ReactionStore {
        self.collaboration.with_value(|parts| parts.reactions)
    }

    /// The site's settings, as far as the reader is told them.
    pub fn settings(self) -> RwSignal<Option<Settings>> {
        self.collaboration.with_value(|parts| parts.settings)
    }

    pub fn me(self) -> Option<ParticipantId> {
        self.inside.with(|inside| inside.as_ref().and_then(Inside::me))
    }

    pub fn host(self) -> Option<HostKind> {
        self.inside.with(|inside| inside.as_ref().and_then(|inside| inside.host))
    }

    /// The session's phase as the server has last told.
    pub fn phase(self) -> Option<Phase> {
        let as_of = self.as_of.get();
        self.inside.with(|inside| inside.as_ref().map(|inside| inside.state.session.phase(as_of)))
    }

    /// The server's time of its last answer.
    pub fn as_of(self) -> Timestamp {
        self.as_of.get()
    }

    /// When hosts may open the session, while it is too early for that at `now`.
    pub fn may_open_from(self, now: Timestamp) -> Option<Timestamp> {
        let session = self.inside.with(|inside| inside.as_ref().map(|inside| inside.state.session))?;
        self.settings().with(|settings| {
            let settings = settings.as_ref()?;
            let is_early = matches!(session.open(settings, now), Err(SessionRefused::TooEarly { .. }));
            is_early.then(|| session.may_open_from(settings))
        })
    }

    /// When the session ends unless a host comes back, once that is to be told at `now`.
    pub fn host_missed_until(self, now: Timestamp) -> Option<Timestamp> {
        self.inside.with(|inside| inside.as_ref()?.state.session.host_missed_until(now))
    }

    /// The part of the crowd whom the reader does not see by name.
    pub fn unseen(self) -> Crowd {
        self.inside.with(|inside| inside.as_ref().map(|inside| inside.state.unseen()).unwrap_or_default())
    }

    /// Who waits for the start, as far as the reader may know it.
    pub fn lobby(self) -> Lobby {
        self.inside
            .with(|inside| inside.as_ref().map(|inside| inside.state.lobby.clone()))
            .unwrap_or_default()
    }

    pub fn title(self) -> String {
        self.inside.with(|inside| {
            inside.as_ref().map(|inside| inside.state.details.title.clone()).unwrap_or_default()
        })
    }

    /// Whether Chat & Collaboration is on for the room.
    pub fn has_collaboration(self) -> bool {
        self.inside.with(|inside| inside.as_ref().is_some_and(|inside| inside.state.details.collaboration))
    }

    /// Everybody inside for whom `wanted` holds, in order of arrival.
    pub fn list(self, wanted: impl Fn(&Participant) -> bool) -> Vec<Participant> {
        self.inside.with(|inside| {
            let everybody = inside.iter().flat_map(|inside| &inside.state.participants);
            everybody.filter(|participant| wanted(participant)).cloned().collect()
        })
    }

    /// Me, as the others see me.
    pub fn myself(self) -> Option<Participant> {
        self.inside.with(|inside| {
            let state = &inside.as_ref()?.state;
            state.find(state.me?).cloned()
        })
    }

    /// Raised hands of others, for those who answer them.
    pub fn hands_to_answer(self) -> usize {
        let me = self.me();
        match self.my_role() {
            Some(role) if role.can(Permission::ManagePeople) => {
                self.list(|person| person.hand_raised_at.is_some() && me != Some(person.id)).len()
            }
            _ => 0,
        }
    }

    /// Whether new viewers wait until somebody lets them in.
    pub fn is_locked(self) -> bool {
        self.inside.with(|inside| inside.as_ref().is_some_and(|inside| inside.state.lock.is_locked))
    }

    /// Who waits to be let in, as far as the reader may know it.
    pub fn waiting(self) -> Vec<Waiting> {
        self.inside
            .with(|inside| inside.as_ref().map(|inside| inside.state.lock.waiting.clone()))
            .unwrap_or_default()
    }

    /// What all who wait are told, as far as the reader may know it.
    pub fn waiting_message(self) -> String {
        self.inside
            .with(|inside| inside.as_ref().map(|inside| inside.state.lock.message.clone()))
            .unwrap_or_default()
    }

    /// My role: as the others see it, or what the door says while I am not seen.
    pub fn my_role(self) -> Option<Role> {
        let me = self.me();
        let seen = self.inside.with(|inside| {
            let state = &inside.as_ref()?.state;
            state.find(me?).map(|participant| participant.role)
        });
        seen.or(match self.admission.get() {
            Admission::Enter(role) => Some(role),
            _ => None,
        })
    }

    /// The last event of the room that this page knows.
    pub fn sequence(self) -> Sequence {
        let heard = self.inside.with(|inside| inside.as_ref().map(|inside| inside.state.sequence));
        heard.unwrap_or_default().max(self.end().with_value(|end| end.loaded_to))
    }

    /// What is said to the reader when the session is over, if they belong to it.
    pub fn farewell(self) -> Option<Farewell> {
        self.end().with_value(|end| end.farewell.clone())
    }

    fn end(self) -> StoredValue<End> {
        self.collaboration.with_value(|parts| parts.end)
    }

    pub fn refuse(self, refusal: Refusal) {
        if refusal == Refusal::SessionEnded {
            self.bid_farewell(None);
        }
        self.admission.set(Admission::Refused(refusal));
    }

    /// Keeps what is to be said to a reader who is inside as the session ends. `session` is how it has ended, when the
    /// page has not heard that yet.
    fn bid_farewell(self, session: Option<Session>) {
        let farewell =
            self.inside.with_untracked(|inside| inside.as_ref().and_then(|inside| inside.farewell(session)));
        if farewell.is_some() {
            self.end().update_value(|end| end.farewell = farewell);
        }
    }

    /// Loads the room again; a stream starts over from there.
    pub fn load_again(self, stream: Option<Stream>) {
        spawn_local(self.load(stream));
    }

    pub async fn load(self, stream: Option<Stream>) {
        if let Some(loaded) = retry(async || find_live_room(self.room, self.invitation).await.ok()).await {
            self.take(loaded, stream);
        }
    }

    /// Takes over what the administrator has decided since; all else that happens is told by the stream. Only hosts are
    /// told of settings.
    fn follow_settings(self, sequence: Sequence) {
        if untrack(|| self.host()).is_none() {
            return;
        }
        let asked = self.collaboration.with_value(|parts| parts.settings_asked);
        asked.set_value(sequence);
        spawn_local(async move {
            let loaded = retry(async || find_live_room(self.room, self.invitation).await.ok()).await;
            if let Some(inside) = loaded.and_then(|loaded| loaded.inside)
                // Answers may overtake one another.
                && asked.try_get_value() == Some(sequence)
            {
                self.settings().set(inside.settings);
            }
        });
    }

    fn take(self, mut loaded: LiveRoom, stream: Option<Stream>) {
        if self.admission.is_disposed() {
            return;
        }
        if let (Some(stream), Some(inside)) = (stream, &loaded.inside) {
            stream.restart(inside.state.sequence);
        }
        self.as_of.set(loaded.server_now);
        self.end().update_value(|end| end.loaded_to = loaded.sequence);
        if loaded.admission == Admission::Refused(Refusal::SessionEnded) {
            self.bid_farewell(Some(loaded.session));
        }
        let (chat, backchannel) = take_messages(loaded.inside.as_mut());
        self.chat().state.set(chat);
        self.backchannel().state.set(backchannel);
        self.questions().state.set(take_questions(loaded.inside.as_mut()));
        self.interactions().set(take_interactions(loaded.inside.as_mut()));
        self.outbox().settle(loaded.sequence);
        self.message.set(loaded.message);
        self.settings().set(take_settings(loaded.inside.as_mut()));
        self.inside.set(loaded.inside);
        self.admission.set(loaded.admission);
    }
}

/// The messages move into signals of their own.
fn take_messages(inside: Option<&mut Inside>) -> (Option<ChatState>, Option<ChatState>) {
    inside.map_or((None, None), |inside| {
        (Some(std::mem::take(&mut inside.state.chat)), inside.state.backchannel.take())
    })
}

/// The questions move into a signal of their own.
fn take_questions(inside: Option<&mut Inside>) -> Questions {
    inside.map(|inside| std::mem::take(&mut inside.state.questions)).unwrap_or_default()
}

/// So do the settings.
fn take_settings(inside: Option<&mut Inside>) -> Option<Settings> {
    inside.and_then(|inside| inside.settings.take())
}

/// So do the interactions.
fn take_interactions(inside: Option<&mut Inside>) -> InteractionsState {
    inside.map(|inside| std::mem::take(&mut inside.state.interactions)).unwrap_or_default()
}
