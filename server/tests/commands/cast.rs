//! Those who try each command, and what they try it on.

use app::error::AppError;
use domain::chat::{Channel, ChatCommand};
use domain::command::{CommandDenied, RoomCommand};
use domain::interaction::{Answer, Choices, Content, InteractionCommand, Kind};
use domain::live::Sequence;
use domain::lock::LockCommand;
use domain::question::{QuestionCommand, Visibility};
use domain::{ParticipantId, Role};
use futures::future::BoxFuture;
use serde_json::json;

use super::support::people::Told;
use super::support::{Arguments, Guest, HOUR, Person, Room, TestApp};

/// What somebody is told of a command: nothing but that it is done, or why it is not.
pub type Outcome = Result<(), CommandDenied>;

/// Who tries, in the order of the table's columns.
pub const DOERS: [Doer; 6] =
    [Doer::Viewer, Doer::MutedViewer, Doer::Moderator, Doer::Speaker, Doer::Host, Doer::HostWithoutChat];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doer {
    Viewer,
    MutedViewer,
    Moderator,
    Speaker,
    Host,
    /// The host, while Chat & Collaboration is off for the room.
    HostWithoutChat,
}

/// A room with somebody of each sort inside.
pub struct Cast<'a> {
    pub app: &'a TestApp,
    pub room: Room<'a>,
    pub host: ParticipantId,
    /// Writes, asks and drafts what others try their commands on.
    pub pat: Guest,
    /// A viewer to whom things are done.
    pub bo: Guest,
    /// A moderator who has left.
    pub outside: Guest,
    /// Somebody of this site who is not invited.
    pub stranger: Person,
    viewer: Guest,
    muted: Guest,
    moderator: Guest,
    speaker: Guest,
}

/// One try: makes what the command is about, anew for each.
pub struct Scene<'a> {
    pub cast: &'a Cast<'a>,
    pub doer: Doer,
}

pub type Make = for<'a> fn(&'a Scene<'a>) -> BoxFuture<'a, RoomCommand>;

impl<'a> Cast<'a> {
    pub async fn gather(app: &'a TestApp, ann: &'a Person) -> Self {
        let stranger = app.person("stranger@example.org").await;
        let room = ann.room(0, 5 * HOUR).await;
        app.turn(0).await;
        ann.device.enter(room.id, None).await.unwrap();
        let outside = room.guest(app, "outside@example.org", Role::Moderator).await;
        outside.device.leave(room.id, Some(&outside.invitation)).await.unwrap();
        let cast = Self {
            app,
            host: ann.device.inside(room.id, None).await.state.me.unwrap(),
            pat: room.guest(app, "pat@example.org", Role::Moderator).await,
            bo: room.guest(app, "bo@example.org", Role::Viewer).await,
            viewer: room.guest(app, "viewer@example.org", Role::Viewer).await,
            muted: room.guest(app, "muted@example.org", Role::Viewer).await,
            moderator: room.guest(app, "moderator@example.org", Role::Moderator).await,
            speaker: room.guest(app, "speaker@example.org", Role::Speaker).await,
            room,
            outside,
            stranger,
        };
        cast.mute(true).await;
        cast
    }

    pub const fn scene(&'a self, doer: Doer) -> Scene<'a> {
        Scene { cast: self, doer }
    }

    /// The doer as a guest; hosts are none.
    fn guest(&self, doer: Doer) -> Option<&Guest> {
        match doer {
            Doer::Viewer => Some(&self.viewer),
            Doer::MutedViewer => Some(&self.muted),
            Doer::Moderator => Some(&self.moderator),
            Doer::Speaker => Some(&self.speaker),
            Doer::Host | Doer::HostWithoutChat => None,
        }
    }

    pub async fn does(&self, doer: Doer, command: &RoomCommand) -> Told<Sequence> {
        match self.guest(doer) {
            Some(guest) => guest.does(command).await,
            None => self.room.owner.device.command(self.room.id, None, command).await,
        }
    }

    pub async fn change_role(&self, doer: Doer, target: ParticipantId, role: Role) -> Told<()> {
        match self.guest(doer) {
            Some(guest) => guest.change_role(target, role).await,
            None => self.room.change_role(target, role).await,
        }
    }

    pub async fn remove(&self, doer: Doer, target: ParticipantId) -> Told<()> {
        match self.guest(doer) {
            Some(guest) => guest.remove(target).await,
            None => self.room.remove(target).await,
        }
    }

    async fn mute(&self, is_muted: bool) {
        let participant = self.muted.id;
        self.by_pat(RoomCommand::Chat(ChatCommand::Mute { participant, is_muted })).await;
    }

    async fn by_pat(&self, command: RoomCommand) -> Sequence {
        self.pat.does(&command).await.unwrap()
    }
}

impl Scene<'_> {
    /// A message that Pat has written.
    pub async fn message(&self, channel: Channel) -> Sequence {
        self.cast.by_pat(post(channel)).await
    }

    /// A message that the doer has written; Pat's where the doer cannot write.
    pub async fn own_message(&self, channel: Channel) -> Sequence {
        if self.doer == Doer::MutedViewer && channel == Channel::Chat {
            self.cast.mute(false).await;
            let number = self.cast.does(self.doer, &post(channel)).await.unwrap();
            self.cast.mute(true).await;
            return number;
        }
        match self.doer {
            Doer::Viewer | Doer::MutedViewer if channel == Channel::Backchannel => {
                self.message(channel).await
            }
            _ => self.cast.does(self.doer, &post(channel)).await.unwrap(),
        }
    }

    /// A public question of Pat's.
    pub async fn question(&self) -> Sequence {
        self.cast.by_pat(ask()).await
    }

    pub async fn own_question(&self) -> Sequence {
        self.cast.does(self.doer, &ask()).await.unwrap()
    }

    pub async fn draft(&self) -> Sequence {
        self.cast.by_pat(draft(false)).await
    }

    /// A poll that everybody may answer.
    pub async fn poll(&self) -> Sequence {
        self.cast.by_pat(draft(true)).await;
        let state = self.cast.pat.inside().await.state;
        state.interactions.published[0].number
    }

    /// Somebody new who waits at the locked door.
    pub async fn knock(&self) -> Sequence {
        let (app, room) = (self.cast.app, &self.cast.room);
        self.cast.by_pat(RoomCommand::Lock(LockCommand::SetLocked { is_locked: true })).await;
        let invitation = room.invite(&new_address(), Role::Viewer).await;
        let device = app.device();
        device.open_link(&invitation).await;
        device.confirm(&invitation, invitation.email.as_str()).await.unwrap();
        let knocks = Arguments::fields(&json!({ "room": room.id, "invitation": invitation.id }));
        device.call::<()>("/api/join/knock", knocks).await.unwrap();
        self.cast.pat.inside().await.state.lock.waiting.last().unwrap().number
    }

    /// Somebody new inside, whose role or place may be lost.
    pub async fn newcomer(&self) -> ParticipantId {
        // Nobody new comes in while it is locked.
        self.cast.by_pat(RoomCommand::Lock(LockCommand::SetLocked { is_locked: false })).await;
        self.cast.room.guest(self.cast.app, &new_address(), Role::Viewer).await.id
    }
}

fn new_address() -> String {
    format!("{}@example.org", server::secrets::nonce())
}

pub fn post(channel: Channel) -> RoomCommand {
    RoomCommand::Chat(ChatCommand::Post { channel, text: "Hello".to_owned(), reply_to: None })
}

pub fn ask() -> RoomCommand {
    let text = "Why?".to_owned();
    RoomCommand::Question(QuestionCommand::Ask { text, visibility: Visibility::Public })
}

pub fn draft(is_published: bool) -> RoomCommand {
    let right = Choices::NONE;
    RoomCommand::Interaction(InteractionCommand::Draft { content: content(), right, is_published })
}

pub fn content() -> Content {
    let options = ["Red", "Green"].map(str::to_owned).to_vec();
    Content { kind: Kind::Poll, prompt: "Which?".to_owned(), options, is_multiple: false }
}

pub fn answer(interaction: Sequence) -> RoomCommand {
    let answer = Answer::Chosen(Choices::one(1));
    RoomCommand::Interaction(InteractionCommand::Answer { interaction, answer })
}

/// What a command has come to. The status is said once more by hand: a page tells by it what to do.
pub fn outcome(told: Told<Sequence>) -> Outcome {
    let Err((status, error)) = told else { return Ok(()) };
    let AppError::CommandDenied(denied) = error else { panic!("{status} {error:?}") };
    let expected = match denied {
        CommandDenied::NotInside | CommandDenied::CollaborationOff | CommandDenied::Interaction(_) => 409,
        CommandDenied::Gone => 410,
        _ => 403,
    };
    assert_eq!(status.as_u16(), expected, "{denied:?}");
    Err(denied)
}
