//! The state that a room's events lead to.

use serde::{Deserialize, Serialize};

use crate::chat::{Channel, ChatEvent, ChatState};
use crate::crowd::{Crowd, knows_crowd};
use crate::ids::ParticipantId;
use crate::interaction::InteractionsState;
use crate::live::{Participant, RoomEvent, Sequence};
use crate::lobby::Lobby;
use crate::lock::LockState;
use crate::question::Questions;
use crate::role::{Permission, Role};
use crate::room::RoomDetails;
use crate::session::Session;
use crate::stage::{StageEvent, is_on_stage_after};

/// A room as somebody inside sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomState {
    /// The last event this state holds.
    pub sequence: Sequence,
    /// Who looks; `None` until they have gone in.
    pub me: Option<ParticipantId>,
    pub details: RoomDetails,
    pub session: Session,
    /// Who is here and known to whoever looks, in order of arrival.
    pub participants: Vec<Participant>,
    /// How many are in the crowd, of whom some may be known.
    #[serde(default)]
    pub crowd: Crowd,
    pub chat: ChatState,
    /// Only for those who may read it.
    pub backchannel: Option<ChatState>,
    pub lock: LockState,
    /// Only for hosts.
    #[serde(default)]
    pub lobby: Lobby,
    pub questions: Questions,
    pub interactions: InteractionsState,
}

impl RoomState {
    /// A room in which nobody is and nothing has been said, as somebody outside sees it.
    pub fn new(sequence: Sequence, details: RoomDetails, session: Session) -> Self {
        Self {
            sequence,
            me: None,
            details,
            session,
            participants: Vec::new(),
            crowd: Crowd::default(),
            chat: ChatState::default(),
            backchannel: None,
            lock: LockState::default(),
            lobby: Lobby::default(),
            questions: Questions::default(),
            interactions: InteractionsState::default(),
        }
    }

    /// The state after one more event. Events already applied change nothing, so that a stream may repeat
    /// itself after a lost connection.
    pub fn apply(&mut self, sequence: Sequence, event: RoomEvent) {
        if sequence <= self.sequence {
            return;
        }
        self.sequence = sequence;
        match event {
            RoomEvent::DetailsChanged { details } => self.details = details,
            RoomEvent::SessionChanged { session } => self.session = session,
            RoomEvent::Entered { participant } | RoomEvent::SteppedForward { participant } => {
                self.meet(participant);
            }
            RoomEvent::Left { participant, .. } | RoomEvent::Removed { participant, .. } => {
                self.forget(participant);
            }
            RoomEvent::Crowd(crowd) => self.crowd = crowd,
            RoomEvent::Lobby(lobby) => self.lobby = lobby,
            RoomEvent::RoleChanged { participant, role } => self.change_role(participant, role),
            RoomEvent::Chat(event) => self.apply_chat(event),
            RoomEvent::Stage(event) => self.apply_stage(&event),
            RoomEvent::Lock(event) => self.lock.apply(event),
            RoomEvent::Question(event) => self.questions.apply(event, self.me),
            RoomEvent::Interaction(event) => self.interactions.apply(event, self.me),
            RoomEvent::RoomDeleted
            | RoomEvent::RoomRestored
            | RoomEvent::SettingsChanged
            | RoomEvent::InvitationRemoved { .. }
            | RoomEvent::InvitationChanged { .. }
            | RoomEvent::MailChanged { .. }
            | RoomEvent::InvitationNoted { .. }
            | RoomEvent::GuestLinkChanged { .. }
            | RoomEvent::GuestLinkUsed { .. }
            | RoomEvent::MailsChanged
            | RoomEvent::BatchProgressed { .. }
            | RoomEvent::DeviceReleased { .. }
            | RoomEvent::StandingChanged { .. }
            | RoomEvent::Reaction(_) => {}
        }
    }

    /// The participant with this id, when they are here.
    pub fn find(&self, participant: ParticipantId) -> Option<&Participant> {
        self.participants.iter().find(|known| known.id == participant)
    }

    /// The part of the crowd whom whoever looks does not see by name.
    pub fn unseen(&self) -> Crowd {
        self.crowd.without(&self.participants)
    }

    /// What a role no longer lets somebody see is gone at once; what it newly lets them see, the server has.
    fn change_role(&mut self, participant: ParticipantId, role: Role) {
        if let Some(known) = self.participants.iter_mut().find(|known| known.id == participant) {
            known.is_on_stage = is_on_stage_after(known.role, role, known.is_on_stage);
            known.role = role;
        }
        if self.me == Some(participant) {
            self.forget_what_is_not_for(role);
        }
    }

    fn forget_what_is_not_for(&mut self, role: Role) {
        self.lock = std::mem::take(&mut self.lock).for_role(role);
        if !knows_crowd(role) {
            let me = self.me;
            self.participants.retain(|known| !known.is_in_crowd || me == Some(known.id));
        }
        self.questions.follow_role(role, self.me);
        if !role.can(Permission::Backchannel) {
            self.backchannel = None;
        }
        if !role.can(Permission::InitiateInteractions) {
            self.interactions.forget_private();
        }
    }

    fn apply_chat(&mut self, event: ChatEvent) {
        let state = match event.channel() {
            Channel::Chat => Some(&mut self.chat),
            Channel::Backchannel => self.backchannel.as_mut(),
        };
        if let Some(state) = state {
            state.apply(event, self.me);
        }
    }

    fn apply_stage(&mut self, event: &StageEvent) {
        if let Some(known) = self.participants.iter_mut().find(|known| known.id == event.participant()) {
            event.apply(known);
        }
    }

    fn meet(&mut self, participant: Participant) {
        self.forget(participant.id);
        let arrived = |known: &Participant| (known.entered_at, known.id);
        let place = self.participants.partition_point(|known| arrived(known) < arrived(&participant));
        self.participants.insert(place, participant);
    }

    fn forget(&mut self, participant: ParticipantId) {
        self.participants.retain(|known| known.id != participant);
    }
}
