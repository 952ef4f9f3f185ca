//! All that is written into the log, as fixed words with a sentence each.

use serde::{Deserialize, Serialize};

use crate::chat::ChatCommand;
use crate::command::RoomCommand;
use crate::guest_link::GuestLinkAct;
use crate::invitation::InvitationAct;
use crate::language::{Say, Sentence, says_english};
use crate::lock::LockCommand;
use crate::say;
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

impl Say for AuditArea {
    fn say(&self) -> Sentence {
        match self {
            Self::SignIns => say!("Sign-ins [audit]"),
            Self::Site => say!("Settings and mails [audit]"),
            Self::People => say!("People [audit]"),
            Self::Rooms => say!("Rooms [audit]"),
            Self::Sessions => say!("Sessions [audit]"),
            Self::Invitations => say!("Invitations [audit]"),
            Self::Guests => say!("Guests at the door [audit]"),
            Self::Moderation => say!("Moderation [audit]"),
            Self::Privacy => say!("Privacy [audit]"),
        }
    }
}

says_english!(AuditArea, AuditAct);

/// One kind of act: its area, its word and its sentence.
macro_rules! acts {
    ($($area:ident { $($variant:ident => $word:literal, $sentence:expr;)+ })+) => {
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

        impl Say for AuditAct {
            fn say(&self) -> Sentence {
                match self { $($(Self::$variant => $sentence,)+)+ }
            }
        }
    };
}

acts! {
    SignIns {
        SignedIn => "signed_in", say!("Signed in");
        SignInFailed => "sign_in_failed", say!("Tried to sign in and failed");
        SignedOut => "signed_out", say!("Signed out");
        SignInEnded => "sign_in_ended", say!("Ended a sign-in");
    }
    Site {
        SettingsChanged => "settings_changed", say!("Changed the settings");
        SiteNamed => "site_named", say!("Gave the site another name");
        LogoChanged => "logo_changed", say!("Changed the site's logo");
        AddressChanged => "address_changed", say!("Changed the site's public address");
        MailServerChanged => "mail_server_changed", say!("Changed the mail server");
        TemplateSaved => "template_saved", say!("Saved a mail template");
        TemplateRemoved => "template_removed", say!("Removed a mail template");
        TestMailSent => "test_mail_sent", say!("Sent a test mail");
        MailRetried => "mail_retried", say!("Had a mail sent again");
        MailsRetried => "mails_retried", say!("Had mails sent again");
    }
    People {
        AdministratorMade => "administrator_made", say!("Became the first administrator");
        PersonAdded => "person_added", say!("Added a person");
        PersonChanged => "person_changed", say!("Changed a person");
        PersonDeactivated => "person_deactivated", say!("Deactivated a person");
        PersonReactivated => "person_reactivated", say!("Reactivated a person");
        PasswordLinkMade => "password_link_made", say!("Made a link to choose a password");
        PasswordChosen => "password_chosen", say!("Chose a password by a link");
        PasswordChanged => "password_changed", say!("Changed their own password");
        GroupMade => "group_made", say!("Made a group");
        GroupRenamed => "group_renamed", say!("Gave a group another name");
        GroupDeleted => "group_deleted", say!("Deleted a group");
        MemberAdded => "member_added", say!("Put a person into a group");
        MemberRemoved => "member_removed", say!("Took a person out of a group");
        ImportStarted => "import_started", say!("Started to import people");
        ImportStopped => "import_stopped", say!("Stopped an import of people");
        PeopleImported => "people_imported", say!("Imported people");
        PasswordSet => "password_set", say!("Gave a person a new password");
    }
    Rooms {
        RoomMade => "room_made", say!("Made a room");
        RoomChanged => "room_changed", say!("Changed a room");
        RoomDeleted => "room_deleted", say!("Deleted a room");
        RoomRestored => "room_restored", say!("Restored a room");
        HostChanged => "host_changed", say!("Changed the hosts of a room");
    }
    Sessions {
        SessionOpened => "session_opened", say!("Opened a session");
        SessionMoved => "session_moved", say!("Moved a session");
        SessionEnded => "session_ended", say!("Ended a session");
    }
    Invitations {
        Invited => "invited", say!("Invited a guest");
        InvitedAgain => "invited_again", say!("Invited a guest again");
        LinkRenewed => "link_renewed", say!("Made a new link");
        LinkSent => "link_sent", say!("Sent a link by mail");
        LinkExtended => "link_extended", say!("Let a link work longer");
        TypeChanged => "type_changed", say!("Changed an invitation's type");
        DeviceReleased => "device_released", say!("Released a link from its devices");
        InvitationRemoved => "invitation_removed", say!("Removed an invitation");
        InvitationRestored => "invitation_restored", say!("Restored an invitation");
        AddressCorrected => "address_corrected", say!("Corrected a guest's address");
        RequestDismissed => "request_dismissed", say!("Dismissed a request for a new link");
        TriesDismissed => "tries_dismissed", say!("Dismissed refused tries");
        ListStarted => "list_started", say!("Started to invite a list");
        ListStopped => "list_stopped", say!("Stopped inviting a list");
        ListDone => "list_done", say!("Finished inviting a list");
        GuestLinkMade => "guest_link_made", say!("Made a guest link");
        GuestLinkSwitchedOn => "guest_link_switched_on", say!("Switched a guest link on");
        GuestLinkSwitchedOff => "guest_link_switched_off", say!("Switched a guest link off");
        GuestLinkDeleted => "guest_link_deleted", say!("Deleted a guest link");
    }
    Guests {
        LinkClaimed => "link_claimed", say!("Claimed a link on a device");
        LinkMoved => "link_moved", say!("Moved a link to another device");
        WrongAddress => "wrong_address", say!("Typed another address than the invited one");
        LinkRefused => "link_refused", say!("Was refused at the door");
        CodeAsked => "code_asked", say!("Was mailed a code");
        CodeWrong => "code_wrong", say!("Typed a wrong code");
        LinkRequested => "link_requested", say!("Asked for a new link");
        Declined => "declined", say!("Said that they will not come");
        ComesAfterAll => "comes_after_all", say!("Said that they will come after all");
        CameByGuestLink => "came_by_guest_link", say!("Came by a guest link");
        Knocked => "knocked", say!("Knocked at a locked room");
        Entered => "entered", say!("Went into a room");
    }
    Moderation {
        RoleChanged => "role_changed", say!("Changed somebody's role inside");
        ParticipantRemoved => "participant_removed", say!("Removed somebody from a room");
        RoomLocked => "room_locked", say!("Locked a room");
        RoomUnlocked => "room_unlocked", say!("Unlocked a room");
        KnockAdmitted => "knock_admitted", say!("Let somebody in who knocked");
        KnockDeclined => "knock_declined", say!("Sent somebody away who knocked");
        MessageDeleted => "message_deleted", say!("Deleted a message");
        ChatCleared => "chat_cleared", say!("Cleared a channel, or took that back");
        Muted => "muted", say!("Muted somebody");
        Unmuted => "unmuted", say!("Let somebody write again");
    }
    Privacy {
        DataExported => "data_exported", say!("Exported the data about an address");
        PeopleExported => "people_exported", say!("Saved people as a file");
        LogExported => "log_exported", say!("Saved the audit log as a file");
        GuestErased => "guest_erased", say!("Erased a guest's personal data");
        PersonErased => "person_erased", say!("Erased a person's account");
        GuestsErased => "guests_erased", say!("Erased the guests of an old session");
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

    /// What a host's act about a guest link is in the log.
    pub const fn of_guest_link(act: GuestLinkAct) -> Self {
        match act {
            GuestLinkAct::SwitchOn => Self::GuestLinkSwitchedOn,
            GuestLinkAct::SwitchOff => Self::GuestLinkSwitchedOff,
            GuestLinkAct::Delete => Self::GuestLinkDeleted,
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
