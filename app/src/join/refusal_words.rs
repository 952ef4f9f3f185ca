//! What each refusal says besides its own sentence: why, and the way out.

use domain::admission::Refusal;

use crate::t;

/// What the primary button of a refusal does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// Loads the page again, after the reader or a host has done something about it.
    TryAgain,
    /// The same, for what may have changed by itself.
    LookAgain,
    /// Signs in and comes back.
    SignIn,
    /// Brings the link over to this device.
    MoveHere,
    /// The same, by a code that is mailed to the invited address.
    MailCode,
    /// Puts a request on the hosts' list.
    AskForLink,
    /// The rooms this person may see.
    Rooms,
}

impl WayOut {
    pub fn label(self) -> &'static str {
        match self {
            Self::TryAgain => t!("Try again"),
            Self::LookAgain => t!("Look again"),
            Self::SignIn => t!("Sign in with the invited address"),
            Self::MoveHere => t!("Use this device instead"),
            Self::MailCode => t!("Mail me a code"),
            Self::AskForLink => t!("Ask for a new link"),
            Self::Rooms => t!("See your rooms"),
        }
    }
}

/// Why the door stays shut, in one sentence or two; what happened is the refusal's own sentence. `has_codes` says whether
/// a code can bring the link over.
pub fn why(refusal: Refusal, has_codes: bool) -> &'static str {
    match refusal {
        Refusal::UnknownLink => {
            t!(
                "It may have been cut off when it was copied. Open it straight from your invitation, or copy it whole."
            )
        }
        Refusal::RoomDeleted => {
            t!(
                "A host has taken it down, so there is nothing to wait for. If they bring it back, this link works again."
            )
        }
        Refusal::InvitationRemoved => {
            t!("A host has taken it back. If you think that was a mistake, ask for a new link.")
        }
        Refusal::LinkReplaced => {
            t!(
                "This one stopped working at that moment. Open the newest invitation you were sent, or ask for another one."
            )
        }
        Refusal::DomainBlocked => {
            t!(
                "This site decides from which domains people may join. Ask the host to invite you at another address."
            )
        }
        Refusal::PlusAddress => {
            t!(
                "This site decides which addresses may join. Ask the host to invite you at the address without the tag."
            )
        }
        Refusal::SessionEnded => {
            t!("You have come after its end. If the hosts plan another one, this page shows it by itself.")
        }
        Refusal::LinkExpired => {
            t!("Links let people in for a limited time. Ask for a new one: the hosts see it at once.")
        }
        Refusal::UsedOnOtherDevice { may_move_here: true } => {
            t!(
                "You are signed in with the invited address, so you may bring the link over. The other device is closed then."
            )
        }
        Refusal::UsedOnOtherDevice { may_move_here: false } if !has_codes => {
            t!(
                "A link belongs to the first device that uses it. Ask for a new one, or sign in with the invited address \
                to bring it over."
            )
        }
        Refusal::UsedOnOtherDevice { may_move_here: false } => {
            t!(
                "A link belongs to the first device that uses it. Bring it over with a code that we mail to the invited \
                address; the other device is closed then."
            )
        }
        Refusal::Locked { .. } => t!("To protect the invitation, its link rests for a while."),
        Refusal::GuestLinkOff => {
            t!(
                "Nobody new gets in by it now. Whoever has come by it before comes back on the device they used then. Ask whoever gave you the link."
            )
        }
        Refusal::GuestLinkFull => {
            t!(
                "The hosts have decided how many may come by it. Whoever has come by it before comes back on the device they used then. Ask whoever gave you the link for another one."
            )
        }
        Refusal::GuestLinkEnded => {
            t!("The hosts have decided how long it works. Ask whoever gave you the link for another one.")
        }
        Refusal::GuestLinkDeleted => {
            t!("The hosts have taken it away for good. Ask whoever gave you the link for another one.")
        }
        Refusal::Removed => {
            t!(
                "A host has ended your visit. If you think that was a mistake, write to the person who invited you."
            )
        }
        Refusal::NotInvited => {
            t!(
                "You are not among them with this sign-in. Open the link of your invitation, or ask a host to invite you."
            )
        }
        Refusal::Declined => {
            t!(
                "The room is locked, and somebody inside has decided not to let you in now. If you think that was a \
                mistake, write to the person who invited you."
            )
        }
    }
}

/// The primary way out. Without codes (see [`why`]) a link that is taken is asked for anew.
pub const fn way_out(refusal: Refusal, has_codes: bool) -> WayOut {
    match refusal {
        Refusal::UsedOnOtherDevice { may_move_here: true } => WayOut::MoveHere,
        Refusal::UsedOnOtherDevice { may_move_here: false } if has_codes => WayOut::MailCode,
        Refusal::UsedOnOtherDevice { may_move_here: false }
        | Refusal::InvitationRemoved
        | Refusal::LinkReplaced
        | Refusal::LinkExpired => WayOut::AskForLink,
        Refusal::Locked { .. } => WayOut::SignIn,
        Refusal::NotInvited => WayOut::Rooms,
        Refusal::RoomDeleted | Refusal::SessionEnded | Refusal::Declined | Refusal::GuestLinkOff => {
            WayOut::LookAgain
        }
        Refusal::UnknownLink
        | Refusal::DomainBlocked
        | Refusal::PlusAddress
        | Refusal::GuestLinkFull
        | Refusal::GuestLinkEnded
        | Refusal::GuestLinkDeleted
        | Refusal::Removed => WayOut::TryAgain,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use domain::Timestamp;

    use super::*;

    fn all() -> Vec<Refusal> {
        vec![
            Refusal::UnknownLink,
            Refusal::RoomDeleted,
            Refusal::InvitationRemoved,
            Refusal::LinkReplaced,
            Refusal::DomainBlocked,
            Refusal::PlusAddress,
            Refusal::SessionEnded,
            Refusal::LinkExpired,
            Refusal::UsedOnOtherDevice { may_move_here: true },
            Refusal::UsedOnOtherDevice { may_move_here: false },
            Refusal::Locked { until: Timestamp::from_millis(0) },
            Refusal::GuestLinkOff,
            Refusal::GuestLinkFull,
            Refusal::GuestLinkEnded,
            Refusal::GuestLinkDeleted,
            Refusal::Removed,
            Refusal::NotInvited,
            Refusal::Declined,
        ]
    }

    #[test]
    fn each_refusal_has_its_own_reason() {
        for has_codes in [true, false] {
            let reasons: HashSet<_> = all().into_iter().map(|refusal| why(refusal, has_codes)).collect();
            assert_eq!(reasons.len(), all().len());
        }
    }

    #[test]
    fn who_is_told_to_ask_for_a_link_may() {
        for has_codes in [true, false] {
            let asks = |refusal: &Refusal| way_out(*refusal, has_codes) == WayOut::AskForLink;
            for refusal in all().into_iter().filter(asks) {
                assert!(refusal.may_ask_for_link(), "{refusal:?}");
            }
        }
    }

    #[test]
    fn a_taken_link_is_moved_by_those_who_may() {
        for has_codes in [true, false] {
            let way = way_out(Refusal::UsedOnOtherDevice { may_move_here: true }, has_codes);
            assert_eq!(way, WayOut::MoveHere);
        }
        assert_eq!(way_out(Refusal::UsedOnOtherDevice { may_move_here: false }, true), WayOut::MailCode);
    }

    #[test]
    fn nobody_is_promised_a_code_that_no_mail_brings() {
        for refusal in all() {
            assert_ne!(way_out(refusal, false), WayOut::MailCode, "{refusal:?}");
            assert!(!why(refusal, false).contains("code"), "{refusal:?}");
        }
        let taken = Refusal::UsedOnOtherDevice { may_move_here: false };
        assert_eq!(way_out(taken, false), WayOut::AskForLink);
    }
}
