//! Which screen stands behind the address of a live room.

use domain::admission::Refusal;
use domain::{Admission, InvitationId, Role};

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The guest's page shows what is left to do before the door.
    GuestPage(InvitationId),
    /// Someone without a link has something to confirm, which nobody can.
    SignIn,
    Wait(Role),
    /// The room is locked; somebody inside is asked to let the reader in.
    Knock(Role),
    Enter(Role),
    Inside,
    Refused(Refusal),
}

/// The screen for what the door says. Guests wait on their own page, members on this one.
pub fn screen(admission: Admission, is_inside: bool, invitation: Option<InvitationId>) -> Screen {
    match (admission, invitation) {
        (Admission::Refused(refusal), _) => Screen::Refused(refusal),
        (Admission::Enter(_), _) if is_inside => Screen::Inside,
        (Admission::Enter(role), _) => Screen::Enter(role),
        (
            Admission::Wait(_)
            | Admission::Knock(_)
            | Admission::ConfirmAddress { .. }
            | Admission::Introduce
            | Admission::ConfirmCode,
            Some(invitation),
        ) => Screen::GuestPage(invitation),
        (Admission::Wait(role), None) => Screen::Wait(role),
        (Admission::Knock(role), None) => Screen::Knock(role),
        (Admission::ConfirmAddress { .. } | Admission::Introduce | Admission::ConfirmCode, None) => {
            Screen::SignIn
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guests_wait_on_their_own_page_and_members_here() {
        let invitation = InvitationId::from_bits(1);
        let wait = Admission::Wait(Role::Viewer);
        assert_eq!(screen(wait, false, Some(invitation)), Screen::GuestPage(invitation));
        assert_eq!(screen(wait, false, None), Screen::Wait(Role::Viewer));
        let knock = Admission::Knock(Role::Viewer);
        assert_eq!(screen(knock, false, Some(invitation)), Screen::GuestPage(invitation));
        assert_eq!(screen(knock, false, None), Screen::Knock(Role::Viewer));
    }

    #[test]
    fn an_open_door_is_entered_once() {
        let enter = Admission::Enter(Role::Speaker);
        assert_eq!(screen(enter, false, None), Screen::Enter(Role::Speaker));
        assert_eq!(screen(enter, true, None), Screen::Inside);
    }

    #[test]
    fn a_refusal_counts_for_those_inside_too() {
        let refused = Admission::Refused(Refusal::Removed);
        assert_eq!(screen(refused, true, None), Screen::Refused(Refusal::Removed));
    }
}
