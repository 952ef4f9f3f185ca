//! What a page must know of a room to invite to it, and how that stays as new as the room and the site's policy.

use domain::invite_policy::{InviteDenied, check_given_to, given_types, may_invite};
use domain::live::{RoomEvent, Sequence};
use domain::{HostKind, Language, Role, RoomId, Settings, Timestamp};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::error::AppError;
use crate::live::{Arrived, Stream, use_stream};
use crate::media::api::{RoomPage, find_room};
use crate::routes;

/// A room to which somebody may want to invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteRoom {
    pub id: RoomId,
    pub title: String,
    pub settings: Settings,
    pub session_ends_at: Timestamp,
    /// The languages that mails with links can be written in; none when they cannot.
    pub mail_languages: Vec<Language>,
    /// Whether such mails leave this site, rather than being kept as files.
    pub mails_leave: bool,
    /// Whoever invites can change that.
    pub is_administrator: bool,
    /// Why they may not invite, if they may not.
    pub denied: Option<InviteDenied>,
    /// The types that they may give.
    pub offered: Vec<Role>,
    /// Their part in hosting it.
    host: Option<HostKind>,
    /// The last event that this holds.
    as_of: Sequence,
    /// How often the site's policy had changed by then.
    changes: i64,
}

impl From<&RoomPage> for InviteRoom {
    fn from(page: &RoomPage) -> Self {
        let collaboration = page.details.collaboration;
        Self {
            id: page.id,
            title: page.details.title.clone(),
            settings: page.settings.clone(),
            session_ends_at: page.session.ends_at,
            mail_languages: page.mail_languages.clone(),
            mails_leave: page.mails_leave,
            is_administrator: page.application_role.is_administrator(),
            denied: may_invite(&page.settings, page.application_role, page.host, collaboration).err(),
            offered: given_types(&page.settings, page.host),
            host: page.host,
            as_of: page.sequence,
            changes: page.changes,
        }
    }
}

impl InviteRoom {
    /// Mails with links can be written.
    pub const fn can_mail(&self) -> bool {
        !self.mail_languages.is_empty()
    }

    /// Mails with links can be written, and reach the guests.
    pub const fn reaches_by_mail(&self) -> bool {
        self.can_mail() && self.mails_leave
    }

    /// Whether they may invite with this type a guest who is invited with `kept` by now, if at all.
    pub fn may_give(&self, kept: Option<Role>, role: Role) -> bool {
        self.denied.is_none() && check_given_to(&self.settings, self.host, kept, role).is_ok()
    }
}

/// What has been heard of a room.
pub enum Heard {
    Event(RoomEvent),
    /// Anything may have happened: whatever the page shows is to be fetched anew.
    Anything,
}

/// Keeps `room` as it is, by the stream of its pages; `hear` is told what else is heard.
pub fn follow_invite_room(room: RwSignal<InviteRoom>, hear: impl Fn(Heard) + Clone + 'static) {
    let (id, sequence) = room.with_untracked(|room| (room.id, room.as_of));
    let stream = StoredValue::new(None::<Stream>);
    let opened = use_stream(
        move |after| routes::watch_stream(id, after, room.try_with_untracked(|room| room.changes)),
        sequence,
        move |arrived| match arrived {
            Arrived::Event { event, .. } => {
                if is_about_inviting(&event) {
                    spawn_local(async move {
                        read_again(room, id).await;
                    });
                }
                hear(Heard::Event(event));
            }
            // By this, too, comes a new part in hosting the room, and another group.
            Arrived::Resync => {
                let (hear, stream) = (hear.clone(), stream.get_value());
                spawn_local(async move {
                    // Without an answer the stream asks once more.
                    if let (Some(sequence), Some(stream)) = (read_again(room, id).await, stream) {
                        stream.restart(sequence);
                        hear(Heard::Anything);
                    }
                });
            }
            Arrived::Refused(_) => {
                let hear = hear.clone();
                spawn_local(async move {
                    if read_again(room, id).await.is_some() {
                        hear(Heard::Anything);
                    }
                });
            }
            Arrived::Beat { .. } => {}
        },
    );
    stream.set_value(Some(opened));
}

const fn is_about_inviting(event: &RoomEvent) -> bool {
    matches!(
        event,
        RoomEvent::SettingsChanged | RoomEvent::DetailsChanged { .. } | RoomEvent::SessionChanged { .. }
    )
}

/// Asks how the room is now, and answers the last event that this holds; `None` when there was no answer, or the page is
/// gone.
async fn read_again(room: RwSignal<InviteRoom>, id: RoomId) -> Option<Sequence> {
    let found = find_room(id).await;
    let known = room.try_get_untracked()?;
    let now = match found {
        Ok(page) => InviteRoom::from(&page),
        Err(AppError::Unreachable) => return None,
        // Whoever may not see the room may not invite to it.
        Err(_) => InviteRoom { denied: Some(InviteDenied::NotHost), ..known.clone() },
    };
    // Answers may overtake one another.
    if now.as_of >= known.as_of {
        room.set(now);
    }
    Some(room.with_untracked(|room| room.as_of))
}
