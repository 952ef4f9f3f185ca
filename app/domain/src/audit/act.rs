//! All that is written into the log, as fixed words with a sentence each.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::chat::ChatCommand;
use crate::command::RoomCommand;
use crate::invitation::InvitationAct;
use crate::lock::LockCommand;
use crate::words::words;

/// The part of the site that an act belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuditArea {
    SignIns,
    Site,
    People,
    Rooms,
    Sessions,
    Invitations,
    Guests,
    Moderation,
    Privacy,
}

words!(AuditArea {
    SignIns => "sign_ins", Site => "site", People => "people", Rooms => "rooms", Sessions => "sessions",
    Invitations => "invitations", Guests => "guests", Moderation => "moderation", Privacy => "privacy",
});

impl fmt::Display for AuditArea {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SignIns => "Sign-ins",
            Self::Site => "Settings and mails",
            Self::People => "People",
            Self::Rooms => "Rooms",
            Self::Sessions => "Sessions",
            Self::Invitations => "Invitations",
            Self::Guests => "Guests at the door",
            Self::Moderation => "Moderation",
            Self::Privacy => "Privacy",
        })
    }
}

/// One kind of act: its area, its word and its sentence.
macro_rules! acts {
    ($($area:ident { $($variant:ident => $word:literal, $sentence:literal;)+ })+) => {
        /// What somebody did.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum AuditAct { $($($variant,)+)+ }

        words!(AuditAct { $($($variant => $word,)+)+ });

        impl AuditAct {
            pub const fn area(self) -> AuditArea {
                match self { $($(Self::$variant)|+ => AuditArea::$area,)+ }
            }
        }

        impl fmt::Display for AuditAct {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self { $($(Self::$variant => $sentence,)+)+ })
            }
        }
    };
}

acts! {
    SignIns {
        SignedIn => "signed_in", "Signed in";
        SignInFailed => "sign_in_failed", "Tried to sign in and failed";
        SignedOut => "signed_out", "Signed out";
        SignInEnded => "sign_in_ended", "Ended a sign-in";
    }
    Site {
        SettingsChanged => "settings_changed", "Changed the settings";
        TemplateSaved => "template_saved", "Saved a mail template";
        TemplateRemoved => "template_removed", "Removed a mail template";
        TestMailSent => "test_mail_sent", "Sent a test mail";
        MailRetried => "mail_retried", "Had a mail sent again";
    }
    People {
        PersonAdded => "person_added", "Added a person";
        PeopleImported => "people_imported", "Imported people";
        PasswordSet => "password_set", "Gave a person a new password";
    }
    Rooms {
        RoomMade => "room_made", "Made a room";
        RoomChanged => "room_changed", "Changed a room";
        RoomDeleted => "room_deleted", "Deleted a room";
        RoomRestored => "room_restored", "Restored a room";
        HostChanged => "host_changed", "Changed the hosts of a room";
    }
    Sessions {
        SessionOpened => "session_opened", "Opened a session";
        SessionMoved => "session_moved", "Moved a session";
        SessionEnded => "session_ended", "Ended a session";
    }
    Invitations {
        Invited => "invited", "Invited a guest";
        InvitedAgain => "invited_again", "Invited a guest again";
        LinkRenewed => "link_renewed", "Made a new link";
        LinkSent => "link_sent", "Sent a link by mail";
        LinkExtended => "link_extended", "Let a link work longer";
        TypeChanged => "type_changed", "Changed an invitation's type";
        DeviceReleased => "device_released", "Released a link from its devices";
        InvitationRemoved => "invitation_removed", "Removed an invitation";
        InvitationRestored => "invitation_restored", "Restored an invitation";
        AddressCorrected => "address_corrected", "Corrected a guest's address";
        RequestDismissed => "request_dismissed", "Dismissed a request for a new link";
        TriesDismissed => "tries_dismissed", "Dismissed refused tries";
        ListStarted => "list_started", "Started to invite a list";
        ListStopped => "list_stopped", "Stopped inviting a list";
        ListDone => "list_done", "Finished inviting a list";
    }
    Guests {
        LinkClaimed => "link_claimed", "Claimed a link on a device";
        LinkMoved => "link_moved", "Moved a link to another device";
        WrongAddress => "wrong_address", "Typed another address than the invited one";
        LinkRefused => "link_refused", "Was refused at the door";
        CodeAsked => "code_asked", "Was mailed a code";
        CodeWrong => "code_wrong", "Typed a wrong code";
        LinkRequested => "link_requested", "Asked for a new link";
        Declined => "declined", "Said that they will not come";
        ComesAfterAll => "comes_after_all", "Said that they will come after all";
        Knocked => "knocked", "Knocked at a locked room";
        Entered => "entered", "Went into a room";
    }
    Moderation {
        RoleChanged => "role_changed", "Changed somebody's role inside";
        ParticipantRemoved => "participant_removed", "Removed somebody from a room";
        RoomLocked => "room_locked", "Locked a room";
        RoomUnlocked => "room_unlocked", "Unlocked a room";
        KnockAdmitted => "knock_admitted", "Let somebody in who knocked";
        KnockDeclined => "knock_declined", "Sent somebody away who knocked";
        MessageDeleted => "message_deleted", "Deleted a message";
        ChatCleared => "chat_cleared", "Cleared a channel, or took that back";
        Muted => "muted", "Muted somebody";
        Unmuted => "unmuted", "Let somebody write again";
    }
    Privacy {
        DataExported => "data_exported", "Exported the data about an address";
        GuestErased => "guest_erased", "Erased a guest's personal data";
        PersonErased => "person_erased", "Erased a person's account";
        GuestsErased => "guests_erased", "Erased the guests of an old session";
    }
}

impl AuditAct {
    /// The acts of an area.
    pub fn of_area(area: AuditArea) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |act| act.area() == area)
    }

    /// What a host's act about an invitation is in the log.
    pub const fn of_invitation(act: InvitationAct) -> Self {
        match act {
            InvitationAct::NewLink => Self::LinkRenewed,
            InvitationAct::SendLink => Self::LinkSent,
            InvitationAct::Extend { .. } => Self::LinkExtended,
            InvitationAct::ChangeType { .. } => Self::TypeChanged,
            InvitationAct::ReleaseDevice => Self::DeviceReleased,
            InvitationAct::Remove => Self::InvitationRemoved,
            InvitationAct::Restore => Self::InvitationRestored,
            InvitationAct::DismissTries { .. } => Self::TriesDismissed,
        }
    }

    /// What a command inside a room is in the log; `None` for taking part, which is nobody's business here.
    pub const fn of_command(command: &RoomCommand) -> Option<Self> {
        match command {
            RoomCommand::Lock(command) => match command {
                LockCommand::SetLocked { is_locked: true } => Some(Self::RoomLocked),
                LockCommand::SetLocked { is_locked: false } => Some(Self::RoomUnlocked),
                LockCommand::Admit { .. } | LockCommand::AdmitAll => Some(Self::KnockAdmitted),
                LockCommand::Decline { .. } => Some(Self::KnockDeclined),
                LockCommand::WriteMessage { .. } => None,
            },
            RoomCommand::Chat(command) => match command {
                ChatCommand::Delete { .. } => Some(Self::MessageDeleted),
                ChatCommand::Clear { .. } => Some(Self::ChatCleared),
                ChatCommand::Mute { is_muted: true, .. } => Some(Self::Muted),
                ChatCommand::Mute { is_muted: false, .. } => Some(Self::Unmuted),
                ChatCommand::Post { .. }
                | ChatCommand::Like { .. }
                | ChatCommand::DeleteOwn { .. }
                | ChatCommand::Pin { .. } => None,
            },
            RoomCommand::Stage(_)
            | RoomCommand::Question(_)
            | RoomCommand::Interaction(_)
            | RoomCommand::Reaction(_) => None,
        }
    }
}
