//! Every role and every command through the real server: who may do what, written out by hand.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

#[path = "commands/cast.rs"]
mod cast;
mod support;

use app::error::AppError;
use domain::chat::{Channel, ChatCommand};
use domain::command::CommandDenied::{
    self, CollaborationOff, Muted, NotAHost, NotOfTheStage, NotThem, NotYours, OwnQuestion,
};
use domain::command::RoomCommand::{self, Chat, Interaction, Lock, Question, Reaction, Stage};
use domain::interaction::{Choices, InteractionCommand, InteractionDenied};
use domain::lock::LockCommand;
use domain::question::{AskingPolicy, QuestionCommand, Visibility};
use domain::reaction::{Reaction as Sign, ReactionCommand};
use domain::room::RoomDenied::{self, NotManager, RoleNotOffered, TargetIsHost};
use domain::stage::StageCommand;
use domain::{Permission, Refusal, Role};
use http::StatusCode;

use cast::{Cast, DOERS, Doer, Make, Outcome, answer, content, draft, outcome, post};
use support::people::Told;
use support::{TestApp, on_both_engines};

const DONE: Outcome = Ok(());
const OFF: Outcome = Err(CollaborationOff);
const fn no(denied: CommandDenied) -> Outcome {
    Err(denied)
}
const fn lacks(permission: Permission) -> Outcome {
    Err(CommandDenied::NotAllowed(permission))
}
const NO_NOTES: Outcome = lacks(Permission::Backchannel);
const NO_MODERATOR: Outcome = lacks(Permission::ModerateChat);
const NO_MANAGER: Outcome = lacks(Permission::ManagePeople);
const NO_ANSWERER: Outcome = lacks(Permission::AnswerQuestions);
const NO_INITIATOR: Outcome = lacks(Permission::InitiateInteractions);
const NO_HOST: Outcome = lacks(Permission::HostSession);
const GONE: Outcome = no(CommandDenied::Gone);
const NOT_PUBLISHED: Outcome = no(CommandDenied::Interaction(InteractionDenied::NotPublished));

/// One command, tried by each of [`DOERS`].
struct Row {
    about: &'static str,
    is_it: fn(&RoomCommand) -> bool,
    make: Make,
    told: [Outcome; 6],
}

/// The rows by the command they are about. A command without a row leaves the match incomplete, and the test does not
/// compile.
macro_rules! table {
    ($($command:pat => { $($about:literal: |$scene:pat_param| $make:expr, $told:expr;)+ })+) => {
        #[expect(dead_code, reason = "it is there to be complete")]
        #[expect(clippy::unnested_or_patterns, reason = "each row of the table is one pattern")]
        const fn is_in_the_table(command: &RoomCommand) {
            match command { $($command)|+ => {} }
        }

        fn table() -> Vec<Row> {
            vec![$($(Row {
                about: $about,
                is_it: |command| matches!(command, $command),
                make: |$scene| Box::pin(async move { $make }),
                told: $told,
            },)+)+]
        }
    };
}

#[rustfmt::skip::macros(table)]
table! {
    // The columns: viewer, muted viewer, moderator, speaker, host, host while Chat & Collaboration is off.
    Chat(ChatCommand::Post { channel: Channel::Chat, .. }) => {
        "post in the chat": |_| post(Channel::Chat), [DONE, no(Muted), DONE, DONE, DONE, OFF];
    }
    Chat(ChatCommand::Post { channel: Channel::Backchannel, .. }) => {
        "post in the backchannel": |_| post(Channel::Backchannel), [NO_NOTES, NO_NOTES, DONE, DONE, DONE, OFF];
    }
    Chat(ChatCommand::Like { channel: Channel::Chat, .. }) => {
        "like in the chat": |scene| {
            let channel = Channel::Chat;
            Chat(ChatCommand::Like { channel, message: scene.message(channel).await, is_liked: true })
        }, [DONE, DONE, DONE, DONE, DONE, OFF];
    }
    Chat(ChatCommand::Like { channel: Channel::Backchannel, .. }) => {
        "like in the backchannel": |scene| {
            let channel = Channel::Backchannel;
            Chat(ChatCommand::Like { channel, message: scene.message(channel).await, is_liked: true })
        }, [NO_NOTES, NO_NOTES, DONE, DONE, DONE, OFF];
    }
    Chat(ChatCommand::DeleteOwn { channel: Channel::Chat, .. }) => {
        "delete one's own in the chat": |scene| {
            let channel = Channel::Chat;
            Chat(ChatCommand::DeleteOwn { channel, message: scene.own_message(channel).await })
        }, [DONE, DONE, DONE, DONE, DONE, OFF];
        "delete another's as one's own": |scene| {
            let channel = Channel::Chat;
            Chat(ChatCommand::DeleteOwn { channel, message: scene.message(channel).await })
        }, [no(NotYours), no(NotYours), no(NotYours), no(NotYours), no(NotYours), OFF];
        "delete from the backchannel as from the chat": |scene| {
            let message = scene.own_message(Channel::Backchannel).await;
            Chat(ChatCommand::DeleteOwn { channel: Channel::Chat, message })
        }, [GONE, GONE, GONE, GONE, GONE, OFF];
    }
    Chat(ChatCommand::DeleteOwn { channel: Channel::Backchannel, .. }) => {
        "delete one's own in the backchannel": |scene| {
            let channel = Channel::Backchannel;
            Chat(ChatCommand::DeleteOwn { channel, message: scene.own_message(channel).await })
        }, [NO_NOTES, NO_NOTES, DONE, DONE, DONE, OFF];
    }
    Chat(ChatCommand::Delete { channel: Channel::Chat, .. }) => {
        "delete in the chat": |scene| {
            let channel = Channel::Chat;
            Chat(ChatCommand::Delete { channel, message: scene.message(channel).await })
        }, [NO_MODERATOR, NO_MODERATOR, DONE, NO_MODERATOR, DONE, OFF];
    }
    Chat(ChatCommand::Delete { channel: Channel::Backchannel, .. }) => {
        "delete in the backchannel": |scene| {
            let channel = Channel::Backchannel;
            Chat(ChatCommand::Delete { channel, message: scene.message(channel).await })
        }, [NO_NOTES, NO_NOTES, DONE, NO_MODERATOR, DONE, OFF];
    }
    Chat(ChatCommand::Pin { channel: Channel::Chat, .. }) => {
        "pin in the chat": |scene| {
            let channel = Channel::Chat;
            Chat(ChatCommand::Pin { channel, message: scene.message(channel).await, is_pinned: true })
        }, [NO_MODERATOR, NO_MODERATOR, DONE, NO_MODERATOR, DONE, OFF];
    }
    Chat(ChatCommand::Pin { channel: Channel::Backchannel, .. }) => {
        "pin in the backchannel": |scene| {
            let channel = Channel::Backchannel;
            Chat(ChatCommand::Pin { channel, message: scene.message(channel).await, is_pinned: true })
        }, [NO_NOTES, NO_NOTES, DONE, NO_MODERATOR, DONE, OFF];
    }
    Chat(ChatCommand::Mute { .. }) => {
        "mute a viewer": |scene| Chat(ChatCommand::Mute { participant: scene.cast.bo.id, is_muted: true }),
            [NO_MODERATOR, NO_MODERATOR, DONE, NO_MODERATOR, DONE, OFF];
        "mute a moderator": |scene| Chat(ChatCommand::Mute { participant: scene.cast.pat.id, is_muted: true }),
            [NO_MODERATOR, NO_MODERATOR, no(NotThem), NO_MODERATOR, no(NotThem), OFF];
        "mute a host": |scene| Chat(ChatCommand::Mute { participant: scene.cast.host, is_muted: true }),
            [NO_MODERATOR, NO_MODERATOR, no(NotThem), NO_MODERATOR, no(NotThem), OFF];
    }
    Chat(ChatCommand::Clear { channel: Channel::Chat, .. }) => {
        "clear the chat": |_| Chat(ChatCommand::Clear { channel: Channel::Chat, up_to: 1 }),
            [NO_MODERATOR, NO_MODERATOR, DONE, NO_MODERATOR, DONE, OFF];
    }
    Chat(ChatCommand::Clear { channel: Channel::Backchannel, .. }) => {
        "clear the backchannel": |_| Chat(ChatCommand::Clear { channel: Channel::Backchannel, up_to: 1 }),
            [NO_NOTES, NO_NOTES, DONE, NO_MODERATOR, DONE, OFF];
    }

    Stage(StageCommand::RaiseHand) => {
        "raise a hand": |_| Stage(StageCommand::RaiseHand), [DONE, DONE, DONE, DONE, DONE, OFF];
    }
    Stage(StageCommand::LowerHand) => {
        "lower one's hand": |_| Stage(StageCommand::LowerHand), [DONE, DONE, DONE, DONE, DONE, DONE];
    }
    Stage(StageCommand::LowerHandOf { .. }) => {
        "lower another's hand": |scene| Stage(StageCommand::LowerHandOf { participant: scene.cast.bo.id }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }
    Stage(StageCommand::StepOn) => {
        "step on stage": |_| Stage(StageCommand::StepOn),
            [no(NotOfTheStage), no(NotOfTheStage), no(NotOfTheStage), DONE, DONE, DONE];
    }
    Stage(StageCommand::StepOff) => {
        "step off the stage": |_| Stage(StageCommand::StepOff), [DONE, DONE, DONE, DONE, DONE, DONE];
    }
    Stage(StageCommand::Bring { .. }) => {
        "bring a viewer to the stage": |scene| Stage(StageCommand::Bring { participant: scene.cast.bo.id }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
        "bring a host to the stage": |scene| Stage(StageCommand::Bring { participant: scene.cast.host }),
            [NO_MANAGER, NO_MANAGER, no(NotAHost), NO_MANAGER, DONE, DONE];
    }
    Stage(StageCommand::TakeOff { .. }) => {
        "take a viewer off the stage": |scene| Stage(StageCommand::TakeOff { participant: scene.cast.bo.id }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
        "take a host off the stage": |scene| Stage(StageCommand::TakeOff { participant: scene.cast.host }),
            [NO_MANAGER, NO_MANAGER, no(NotAHost), NO_MANAGER, DONE, DONE];
        "take off the stage who is not here": |scene| {
            Stage(StageCommand::TakeOff { participant: scene.cast.outside.id })
        }, [NO_MANAGER, NO_MANAGER, GONE, NO_MANAGER, GONE, GONE];
    }

    Lock(LockCommand::SetLocked { .. }) => {
        "lock the room": |_| Lock(LockCommand::SetLocked { is_locked: true }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }
    Lock(LockCommand::Admit { .. }) => {
        "let somebody in": |scene| Lock(LockCommand::Admit { number: scene.knock().await }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }
    Lock(LockCommand::Decline { .. }) => {
        "send somebody away": |scene| Lock(LockCommand::Decline { number: scene.knock().await }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }
    Lock(LockCommand::AdmitAll) => {
        "let all in": |_| Lock(LockCommand::AdmitAll), [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }
    Lock(LockCommand::WriteMessage { .. }) => {
        "tell those who wait": |_| Lock(LockCommand::WriteMessage { text: "Soon.".to_owned() }),
            [NO_MANAGER, NO_MANAGER, DONE, NO_MANAGER, DONE, DONE];
    }

    Question(QuestionCommand::Ask { visibility: Visibility::Public, .. }) => {
        "ask in public": |_| cast::ask(), [DONE, DONE, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::Ask { visibility: Visibility::Private, .. }) => {
        "ask in private": |_| {
            Question(QuestionCommand::Ask { text: "Why?".to_owned(), visibility: Visibility::Private })
        }, [DONE, DONE, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::Withdraw { .. }) => {
        "take back one's own question": |scene| {
            Question(QuestionCommand::Withdraw { question: scene.own_question().await })
        }, [DONE, DONE, DONE, DONE, DONE, OFF];
        "take back another's question": |scene| {
            Question(QuestionCommand::Withdraw { question: scene.question().await })
        }, [no(NotYours), no(NotYours), no(NotYours), no(NotYours), no(NotYours), OFF];
    }
    Question(QuestionCommand::Vote { .. }) => {
        "vote for a question": |scene| {
            Question(QuestionCommand::Vote { question: scene.question().await, is_voted: true })
        }, [DONE, DONE, DONE, DONE, DONE, OFF];
        "vote for one's own question": |scene| {
            Question(QuestionCommand::Vote { question: scene.own_question().await, is_voted: true })
        }, [no(OwnQuestion), no(OwnQuestion), no(OwnQuestion), no(OwnQuestion), no(OwnQuestion), OFF];
    }
    Question(QuestionCommand::Answer { .. }) => {
        "answer a question": |scene| {
            let (question, text) = (scene.question().await, "So.".to_owned());
            Question(QuestionCommand::Answer { question, text, visibility: Visibility::Public })
        }, [NO_ANSWERER, NO_ANSWERER, DONE, DONE, DONE, OFF];
        "answer one's own question": |scene| {
            let (question, text) = (scene.own_question().await, "So.".to_owned());
            Question(QuestionCommand::Answer { question, text, visibility: Visibility::Private })
        }, [NO_ANSWERER, NO_ANSWERER, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::MarkAnswered { .. }) => {
        "mark a question as answered": |scene| {
            Question(QuestionCommand::MarkAnswered { question: scene.question().await })
        }, [NO_ANSWERER, NO_ANSWERER, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::Dismiss { .. }) => {
        "dismiss a question": |scene| {
            Question(QuestionCommand::Dismiss { question: scene.question().await })
        }, [NO_ANSWERER, NO_ANSWERER, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::Reopen { .. }) => {
        "reopen a question": |scene| {
            Question(QuestionCommand::Reopen { question: scene.question().await })
        }, [NO_ANSWERER, NO_ANSWERER, DONE, DONE, DONE, OFF];
    }
    Question(QuestionCommand::SetPolicy { .. }) => {
        "let questions be private only": |_| {
            Question(QuestionCommand::SetPolicy { policy: AskingPolicy::PrivateOnly })
        }, [NO_HOST, NO_HOST, NO_HOST, NO_HOST, DONE, OFF];
        "let askers choose": |_| Question(QuestionCommand::SetPolicy { policy: AskingPolicy::AskerChooses }),
            [NO_HOST, NO_HOST, NO_HOST, NO_HOST, DONE, OFF];
    }

    Interaction(InteractionCommand::Draft { .. }) => {
        "draft an interaction": |_| draft(false), [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
        "publish one at once": |_| draft(true), [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Edit { .. }) => {
        "edit a draft": |scene| {
            let content = domain::interaction::Content { prompt: "Which one?".to_owned(), ..content() };
            let interaction = scene.draft().await;
            Interaction(InteractionCommand::Edit { interaction, content, right: Choices::NONE })
        }, [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Publish { .. }) => {
        "publish a draft": |scene| {
            Interaction(InteractionCommand::Publish { interaction: scene.draft().await })
        }, [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Close { .. }) => {
        "close a poll": |scene| Interaction(InteractionCommand::Close { interaction: scene.poll().await }),
            [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Share { .. }) => {
        "share a result": |scene| {
            Interaction(InteractionCommand::Share { interaction: scene.poll().await, is_shared: true })
        }, [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Delete { .. }) => {
        "delete an interaction": |scene| {
            Interaction(InteractionCommand::Delete { interaction: scene.poll().await })
        }, [NO_INITIATOR, NO_INITIATOR, DONE, NO_INITIATOR, DONE, OFF];
    }
    Interaction(InteractionCommand::Answer { .. }) => {
        "answer a poll": |scene| answer(scene.poll().await), [DONE, DONE, DONE, DONE, DONE, OFF];
        "answer a draft": |scene| answer(scene.draft().await),
            [GONE, GONE, NOT_PUBLISHED, GONE, NOT_PUBLISHED, OFF];
    }

    Reaction(ReactionCommand::Send { .. }) => {
        "send a reaction": |_| Reaction(ReactionCommand::Send { reaction: Sign::Clap }),
            [DONE, DONE, DONE, DONE, DONE, OFF];
    }
}

/// A row's command, made for one doer.
struct Try {
    about: &'static str,
    doer: Doer,
    command: RoomCommand,
    told: Outcome,
}

async fn make_all(cast: &Cast<'_>, doers: &[Doer]) -> Vec<Try> {
    let mut tries = Vec::new();
    for row in table() {
        for (doer, told) in DOERS.into_iter().zip(row.told).filter(|(doer, _)| doers.contains(doer)) {
            let command = (row.make)(&cast.scene(doer)).await;
            assert!((row.is_it)(&command), "{}: {command:?}", row.about);
            tries.push(Try { about: row.about, doer, command, told });
        }
    }
    tries
}

/// Tries them all: first what is refused, which changes nothing.
async fn try_all(cast: &Cast<'_>, tries: &[Try]) {
    let before = cast.app.rows().await;
    let (refused, done): (Vec<_>, Vec<_>) = tries.iter().partition(|one| one.told.is_err());
    for one in refused {
        let told = cast.does(one.doer, &one.command).await;
        assert_eq!(outcome(told), one.told, "{}, tried by {:?}", one.about, one.doer);
    }
    assert_eq!(cast.app.rows().await, before, "something that was refused has been done");
    for one in done {
        let told = cast.does(one.doer, &one.command).await;
        assert_eq!(outcome(told), one.told, "{}, tried by {:?}", one.about, one.doer);
    }
}

on_both_engines!(every_role_may_do_what_the_table_says_and_what_is_refused_changes_nothing, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let cast = Cast::gather(&app, &ann).await;
    let (without_chat, with_chat): (Vec<_>, Vec<_>) =
        DOERS.into_iter().partition(|doer| *doer == Doer::HostWithoutChat);
    let tries = make_all(&cast, &with_chat).await;
    try_all(&cast, &tries).await;
    let tries = make_all(&cast, &without_chat).await;
    cast.room.change("collaboration", false).await.unwrap();
    try_all(&cast, &tries).await;
});

on_both_engines!(nobody_outside_does_anything, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let cast = Cast::gather(&app, &ann).await;
    let tries = make_all(&cast, &[Doer::Host]).await;
    let before = app.rows().await;
    let nobody = app.device();
    let (room, link) = (cast.room.id, Some(&cast.outside.invitation));
    for Try { about, command, .. } in &tries {
        let told = cast.outside.does(command).await;
        assert_eq!(outcome(told), no(CommandDenied::NotInside), "{about}, by who has left");
        let told = cast.stranger.device.command(room, None, command).await;
        let refused = AppError::Refused(Refusal::NotInvited);
        assert_eq!(told, Err((StatusCode::FORBIDDEN, refused)), "{about}, by a stranger");
        let told = nobody.command(room, None, command).await;
        assert_eq!(told, Err((StatusCode::UNAUTHORIZED, AppError::SignInNeeded)), "{about}, by nobody");
        let told = nobody.command(room, link, command).await;
        let refused = AppError::Refused(Refusal::UnknownLink);
        assert_eq!(told, Err((StatusCode::NOT_FOUND, refused)), "{about}, with another's invitation");
    }
    assert_eq!(app.rows().await, before, "something that was refused has been done");
});

type RoleOutcome = Result<(), RoomDenied>;

fn role_outcome(told: Told<()>) -> RoleOutcome {
    match told {
        Ok(()) => Ok(()),
        Err((StatusCode::FORBIDDEN, AppError::RoomDenied(denied))) => Err(denied),
        Err(other) => panic!("{other:?}"),
    }
}

/// What is done to somebody's place in the room.
#[derive(Clone, Copy, Debug)]
enum Act {
    PromoteNewcomer,
    MakeNewcomerHost,
    DemoteModerator,
    DemoteHost,
    RemoveNewcomer,
    RemoveHost,
}

impl Act {
    async fn by(self, cast: &Cast<'_>, doer: Doer) -> RoleOutcome {
        // Nobody is invited while it is off.
        cast.room.change("collaboration", true).await.unwrap();
        let newcomer = cast.scene(doer).newcomer().await;
        if matches!(self, Self::DemoteModerator) {
            cast.room.change_role(newcomer, Role::Moderator).await.unwrap();
        }
        cast.room.change("collaboration", doer != Doer::HostWithoutChat).await.unwrap();
        let before = cast.app.rows().await;
        let told = role_outcome(match self {
            Self::PromoteNewcomer => cast.change_role(doer, newcomer, Role::Speaker).await,
            Self::MakeNewcomerHost => cast.change_role(doer, newcomer, Role::Host).await,
            Self::DemoteModerator => cast.change_role(doer, newcomer, Role::Viewer).await,
            Self::DemoteHost => cast.change_role(doer, cast.host, Role::Viewer).await,
            Self::RemoveNewcomer => cast.remove(doer, newcomer).await,
            Self::RemoveHost => cast.remove(doer, cast.host).await,
        });
        let is_changed = cast.app.rows().await != before;
        assert_eq!(is_changed, told.is_ok(), "{self:?} by {doer:?}: {told:?}");
        told
    }
}

on_both_engines!(places_are_given_and_taken_by_those_whom_the_table_names, async |engine| {
    let app = TestApp::generous(engine).await;
    let ann = app.person("ann@example.org").await;
    let cast = Cast::gather(&app, &ann).await;
    let (done, no_manager) = (Ok(()), Err(NotManager));
    let (no_offer, is_host) = (Err(RoleNotOffered), Err(TargetIsHost));
    // The columns are those of the other table.
    for (act, told) in [
        (Act::PromoteNewcomer, [no_manager, no_manager, done, no_manager, done, done]),
        (Act::MakeNewcomerHost, [no_manager, no_manager, no_offer, no_manager, no_offer, no_offer]),
        (Act::DemoteModerator, [no_manager, no_manager, done, no_manager, done, done]),
        (Act::DemoteHost, [no_manager, no_manager, is_host, no_manager, is_host, is_host]),
        (Act::RemoveNewcomer, [no_manager, no_manager, done, no_manager, done, done]),
        (Act::RemoveHost, [no_manager, no_manager, is_host, no_manager, is_host, is_host]),
    ] {
        for (doer, told) in DOERS.into_iter().zip(told) {
            assert_eq!(act.by(&cast, doer).await, told, "{act:?} by {doer:?}");
        }
    }
});
