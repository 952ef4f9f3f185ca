//! What the pages ask about the lobby and the farewell.

use async_trait::async_trait;
use domain::{InvitationId, RoomId};

use super::{Answer, Caller, SetCookie};
use crate::join::api::JoinPage;
use crate::join::farewell::Farewell;

#[async_trait]
pub trait Joining {
    /// Reads only: opening a page changes nothing.
    async fn find_visit(&self, caller: &Caller, invitation: InvitationId) -> Answer<JoinPage>;
    /// Claims the link for this device when `address` is the invited one; `None` relies on the sign-in.
    async fn confirm_address(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        address: Option<&str>,
    ) -> Answer<Option<SetCookie>>;
    /// Brings the link over to this device; the visitor is signed in with the invited address.
    async fn move_link_here(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>>;
    /// Mails a code to the invited address, which works on this device.
    async fn send_code(&self, caller: &Caller, invitation: InvitationId) -> Answer<Option<SetCookie>>;
    /// Opens what the code opens: the link is this device's from now on.
    async fn confirm_code(
        &self,
        caller: &Caller,
        invitation: InvitationId,
        code: &str,
    ) -> Answer<Option<SetCookie>>;
    /// Puts a request for a new link on the hosts' list.
    async fn ask_for_link(&self, caller: &Caller, invitation: InvitationId) -> Answer<()>;
    /// Tells the hosts that the guest will not come, or will after all.
    async fn decline(&self, caller: &Caller, invitation: InvitationId, will_not_come: bool) -> Answer<()>;
    /// What is said after a session to those who belong to it. Reads only.
    async fn find_farewell(
        &self,
        caller: &Caller,
        room: RoomId,
        invitation: Option<InvitationId>,
    ) -> Answer<Option<Farewell>>;
}
