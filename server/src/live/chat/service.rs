//! What happens to messages.

use app::backend::Caller;
use app::room::api::OlderMessages;
use domain::chat::{Channel, ChatCommand, ChatEvent, ChatState, Message, PAGE, parse_text};
use domain::command::CommandDenied;
use domain::live::{RoomEvent, Sequence};
use domain::role::Permission;
use domain::{InvitationId, ParticipantId, Role, RoomId, Timestamp};

use super::queries;
use crate::db::Connection;
use crate::failure::Outcome;
use crate::join::standing;
use crate::live::commands::service::{Doer, actor};
use crate::live::events;
use crate::live::participants;
use crate::site::Site;

/// Carries out a command that the doer's role allows.
pub async fn run(
    connection: &mut Connection,
    doer: &Doer,
    command: ChatCommand,
    now: Timestamp,
) -> Outcome<Sequence> {
    match command {
        ChatCommand::Post { channel, text, reply_to } => {
            post(connection, doer, channel, &text, reply_to, now).await
        }
        ChatCommand::Like { channel, message, is_liked } => {
            like(connection, doer, channel, message, is_liked, now).await
        }
        ChatCommand::DeleteOwn { channel, message } => {
            let author = find_author(connection, doer.room, channel, message).await?;
            if author != doer.actor.participant {
                return Err(CommandDenied::NotYours.into());
            }
            delete(connection, doer, channel, message, now).await
        }
        ChatCommand::Delete { channel, message } => {
            find_author(connection, doer.room, channel, message).await?;
            delete(connection, doer, channel, message, now).await
        }
        ChatCommand::Pin { channel, message, is_pinned } => {
            find_author(connection, doer.room, channel, message).await?;
            let pinned_at = is_pinned.then_some(now);
            if !queries::update_pinned(connection, doer.room, message, pinned_at).await? {
                return Ok(doer.sequence);
            }
            tell(connection, doer, ChatEvent::Pinned { channel, message, is_pinned }, now).await
        }
        ChatCommand::Mute { participant, is_muted } => {
            mute(connection, doer, participant, is_muted, now).await
        }
        ChatCommand::Clear { channel, up_to } => {
            let up_to = up_to.clamp(0, doer.sequence);
            queries::update_cleared_to(connection, doer.room, channel, up_to).await?;
            tell(connection, doer, ChatEvent::Cleared { channel, up_to }, now).await
        }
    }
}

async fn post(
    connection: &mut Connection,
    doer: &Doer,
    channel: Channel,
    typed: &str,
    reply_to: Option<Sequence>,
    now: Timestamp,
) -> Outcome<Sequence> {
    let text = parse_text(typed).map_err(CommandDenied::Text)?;
    if let Some(answered) = reply_to {
        find_author(connection, doer.room, channel, answered).await?;
    }
    let mut message = Message {
        number: 0,
        channel,
        author: doer.author.clone(),
        text,
        reply_to,
        at: now,
        likes: 0,
        is_liked: false,
        is_pinned: false,
    };
    let sequence = events::append_numbered(connection, doer.room, now, |number| {
        message.number = number;
        RoomEvent::Chat(ChatEvent::Posted { message: message.clone(), command: doer.command })
    })
    .await?;
    queries::insert(connection, doer.room, &message).await?;
    Ok(sequence)
}

async fn like(
    connection: &mut Connection,
    doer: &Doer,
    channel: Channel,
    message: Sequence,
    is_liked: bool,
    now: Timestamp,
) -> Outcome<Sequence> {
    find_author(connection, doer.room, channel, message).await?;
    let by = doer.actor.participant;
    let has_changed = if is_liked {
        queries::insert_like(connection, doer.room, message, by).await?
    } else {
        queries::delete_like(connection, doer.room, message, by).await?
    };
    if !has_changed {
        return Ok(doer.sequence);
    }
    let likes = queries::count_likes(connection, doer.room, message).await?;
    tell(connection, doer, ChatEvent::Liked { channel, message, by, is_liked, likes }, now).await
}

/// What was said is gone from the rows and from the log.
async fn delete(
    connection: &mut Connection,
    doer: &Doer,
    channel: Channel,
    message: Sequence,
    now: Timestamp,
) -> Outcome<Sequence> {
    let event = ChatEvent::Deleted { channel, message };
    queries::update_deleted(connection, doer.room, message, now).await?;
    events::rewrite(connection, doer.room, message, &RoomEvent::Chat(event.clone())).await?;
    tell(connection, doer, event, now).await
}

async fn mute(
    connection: &mut Connection,
    doer: &Doer,
    participant: ParticipantId,
    is_muted: bool,
    now: Timestamp,
) -> Outcome<Sequence> {
    let target = participants::queries::find(connection, participant).await?;
    let target = target.filter(|target| target.room == doer.room).ok_or(CommandDenied::Gone)?;
    domain::chat::may_mute(target.participant.role)?;
    if target.is_muted == is_muted {
        return Ok(doer.sequence);
    }
    participants::queries::update_muted(connection, participant, is_muted).await?;
    tell(connection, doer, ChatEvent::Muted { participant, is_muted }, now).await
}

async fn tell(
    connection: &mut Connection,
    doer: &Doer,
    event: ChatEvent,
    now: Timestamp,
) -> Outcome<Sequence> {
    Ok(events::append(connection, doer.room, &RoomEvent::Chat(event), now).await?)
}

async fn find_author(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    message: Sequence,
) -> Outcome<ParticipantId> {
    let author = queries::find_author(connection, room, channel, message).await?;
    Ok(author.ok_or(CommandDenied::Gone)?)
}

/// A channel as somebody with this role sees it now; `None` when they may not read it.
pub async fn find_state(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    me: ParticipantId,
    role: Role,
) -> Outcome<Option<ChatState>> {
    if !role.can(channel.permission_to_read()) {
        return Ok(None);
    }
    let cleared_to = queries::find_cleared_to(connection, room, channel).await?;
    let OlderMessages { messages, has_older } =
        list_before(connection, room, channel, me, (cleared_to, Sequence::MAX)).await?;
    let muted = match channel {
        Channel::Chat => participants::queries::list_muted(connection, room).await?,
        Channel::Backchannel => Vec::new(),
    };
    let may_know = |muted: &ParticipantId| role.can(Permission::ModerateChat) || *muted == me;
    let muted = muted.into_iter().filter(may_know).collect();
    Ok(Some(ChatState { messages, has_older, cleared_to, muted, is_behind: false }))
}

/// What a channel held before `before`, for somebody inside who may read it.
pub async fn list_older(
    site: &Site,
    caller: &Caller,
    (room, invitation): (RoomId, Option<InvitationId>),
    channel: Channel,
    before: Sequence,
) -> Outcome<OlderMessages> {
    let proofs = standing::prove(site, caller).await?;
    let now = site.clock.now();
    let mut connection = site.db.read().await?;
    let standing = standing::find(&mut connection, &proofs, room, invitation, now).await?;
    let (_, actor) = actor(&standing)?;
    if !actor.role.can(channel.permission_to_read()) {
        return Err(CommandDenied::NotAllowed(channel.permission_to_read()).into());
    }
    let cleared_to = queries::find_cleared_to(&mut connection, room, channel).await?;
    list_before(&mut connection, room, channel, actor.participant, (cleared_to, before)).await
}

async fn list_before(
    connection: &mut Connection,
    room: RoomId,
    channel: Channel,
    me: ParticipantId,
    between: (Sequence, Sequence),
) -> Outcome<OlderMessages> {
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let mut messages =
        queries::list_between(connection, room, channel, me, between, i64::from(PAGE) + 1).await?;
    let has_older = messages.len() > page;
    if has_older {
        messages.remove(0);
    }
    Ok(OlderMessages { messages, has_older })
}
