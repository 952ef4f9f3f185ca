//! What a guest sees and does before the door.

use domain::session::Session;
use domain::{Admission, EmailAddress, InvitationId, RoomId, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::farewell::Farewell;
use crate::error::AppError;

/// What a link may tell about its room before anything is proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomPreview {
    pub id: RoomId,
    pub title: String,
    pub description: String,
    pub speakers: Vec<String>,
    /// An IANA name: where the schedule was made.
    pub time_zone: String,
    pub session: Session,
    /// The last event this preview holds.
    pub sequence: i64,
}

/// A code that has been mailed for this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeMailed {
    /// Neither too old nor tried too often.
    pub works: bool,
    pub works_until: Timestamp,
    /// When another one may be asked for.
    pub next_at: Timestamp,
    /// The mail could not be sent, or is a file that nobody was sent.
    pub has_failed: bool,
}

/// What the hosts have been told from this page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Since when the guest asks for a new link.
    pub link_requested_at: Option<Timestamp>,
    /// Since when the guest says that they will not come.
    pub declined_at: Option<Timestamp>,
}

/// The page behind a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinPage {
    pub invitation: InvitationId,
    pub admission: Admission,
    /// Absent when the refusal is one that must not tell (unknown, replaced or removed).
    pub room: Option<RoomPreview>,
    /// What the hosts tell all who wait, when this visitor is one of them.
    pub message: Option<String>,
    /// When the session has ended, and the guest was there.
    pub farewell: Option<Farewell>,
    /// While a code opens the door, and one is out.
    pub code: Option<CodeMailed>,
    /// Whether mails leave this site: without a mail server no code reaches anybody.
    pub mails_leave: bool,
    pub reply: Reply,
    /// Who is signed in on this device, which may be somebody else than the guest.
    pub signed_in_as: Option<EmailAddress>,
    pub server_now: Timestamp,
}

/// The page behind a link. Reads only.
#[server(endpoint = "join/find")]
pub async fn find_visit(invitation: InvitationId) -> Result<JoinPage, AppError> {
    let page =
        crate::backend::call(async |backend, caller| backend.find_visit(&caller, invitation).await).await?;
    if let Admission::Refused(refusal) = page.admission {
        crate::backend::set_page_status(crate::error::refusal_status(refusal));
    }
    Ok(page)
}

/// What is said after a session to those who belong to it. Reads only.
#[server(endpoint = "join/farewell")]
pub async fn find_farewell(
    room: RoomId,
    invitation: Option<InvitationId>,
) -> Result<Option<Farewell>, AppError> {
    crate::backend::call(async |backend, caller| backend.find_farewell(&caller, room, invitation).await).await
}

/// Claims the link for this device by the invited address.
#[server(endpoint = "join/confirm-address")]
pub async fn confirm_address(invitation: InvitationId, address: String) -> Result<(), AppError> {
    let answer = crate::backend::call(async |backend, caller| {
        backend.confirm_address(&caller, invitation, Some(&address)).await
    })
    .await;
    if answer.is_err() {
        crate::backend::keep_typed(&address);
    }
    let cookie = answer?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Claims the link for this device by the sign-in of the invited address.
#[server(endpoint = "join/confirm-sign-in")]
pub async fn confirm_sign_in(invitation: InvitationId) -> Result<(), AppError> {
    let cookie = crate::backend::call(async |backend, caller| {
        backend.confirm_address(&caller, invitation, None).await
    })
    .await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Brings the link over to this device.
#[server(endpoint = "join/move-here")]
pub async fn move_link_here(invitation: InvitationId) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.move_link_here(&caller, invitation).await)
            .await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Has a code mailed to the invited address, for this device.
#[server(endpoint = "join/send-code")]
pub async fn send_code(invitation: InvitationId) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.send_code(&caller, invitation).await).await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Claims the link for this device, or brings it over, by the code from the mail.
#[server(endpoint = "join/confirm-code")]
pub async fn confirm_code(invitation: InvitationId, code: String) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.confirm_code(&caller, invitation, &code).await)
            .await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Asks the hosts for a new link.
#[server(endpoint = "join/ask-for-link")]
pub async fn ask_for_link(invitation: InvitationId) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.ask_for_link(&caller, invitation).await).await?;
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Tells the hosts that the guest will not come, or will after all.
#[server(endpoint = "join/decline")]
pub async fn decline(invitation: InvitationId, will_not_come: bool) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.decline(&caller, invitation, will_not_come).await)
        .await?;
    leptos_axum::redirect(&crate::routes::join(invitation));
    Ok(())
}

/// Waits at the door of a locked room.
#[server(endpoint = "join/knock")]
pub async fn knock(room: RoomId, invitation: Option<InvitationId>) -> Result<(), AppError> {
    let cookie =
        crate::backend::call(async |backend, caller| backend.knock(&caller, room, invitation).await).await?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(
        &invitation.map_or_else(|| crate::routes::live_room(room, None), crate::routes::join),
    );
    Ok(())
}
