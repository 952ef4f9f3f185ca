//! Guest links, for hosts and for whoever comes by one.

use domain::guest_link::{GuestLink, GuestLinkAct, GuestLinkDenied, GuestLinkForm};
use domain::{Admission, GuestLinkId, RoomId, Timestamp};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::Json;

use crate::error::AppError;
use crate::join::api::RoomPreview;
use crate::join::farewell::Farewell;

/// A guest link, ready to be copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLinkSummary {
    pub link: GuestLink,
    pub url: String,
}

/// The guest links of a room, as its hosts see them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuestLinkList {
    /// The oldest first.
    pub links: Vec<GuestLinkSummary>,
    /// Why this host cannot bring links to life, if they cannot.
    pub denied: Option<GuestLinkDenied>,
    /// Whether the administrator has not switched guest links off.
    pub is_site_on: bool,
    pub server_now: Timestamp,
}

/// The page behind a guest link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryPage {
    pub link: GuestLinkId,
    pub admission: Admission,
    /// False for whoever may come in without it, or has been shut out in person.
    pub comes_by_link: bool,
    /// Absent when the refusal is one that must not tell.
    pub room: Option<RoomPreview>,
    /// What the hosts tell all who wait, when this visitor is one of them.
    pub message: Option<String>,
    /// When the session has ended, and the guest was there.
    pub farewell: Option<Farewell>,
    pub server_now: Timestamp,
}

/// What somebody says of themselves, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

/// The guest links of a room, for its hosts. Reads only.
#[server(endpoint = "guest-links/list")]
pub async fn list_guest_links(room: RoomId) -> Result<GuestLinkList, AppError> {
    crate::backend::call(async |backend, caller| backend.list_guest_links(&caller, room).await).await
}

/// Makes a guest link.
#[server(endpoint = "guest-links/make", input = Json)]
pub async fn make_guest_link(room: RoomId, form: GuestLinkForm) -> Result<GuestLinkSummary, AppError> {
    crate::backend::call(async |backend, caller| backend.make_guest_link(&caller, room, form).await).await
}

/// Switches a guest link, or deletes it.
#[server(endpoint = "guest-links/act", input = Json)]
pub async fn act_on_guest_link(link: GuestLinkId, act: GuestLinkAct) -> Result<(), AppError> {
    crate::backend::call(async |backend, caller| backend.act_on_guest_link(&caller, link, act).await).await
}

/// The page behind a guest link. Reads only.
#[server(endpoint = "guest-links/find-entry")]
pub async fn find_entry(link: GuestLinkId) -> Result<EntryPage, AppError> {
    let page = crate::backend::call(async |backend, caller| backend.find_entry(&caller, link).await).await?;
    if let Admission::Refused(refusal) = page.admission {
        crate::backend::set_page_status(crate::error::refusal_status(refusal));
    }
    Ok(page)
}

/// Takes a place in the room, for this device, for whoever says who they are.
#[server(endpoint = "guest-links/introduce")]
pub async fn introduce(
    link: GuestLinkId,
    first_name: String,
    last_name: String,
    email: String,
) -> Result<(), AppError> {
    let typed = Introduction { first_name, last_name, email };
    let kept = super::introduce::keep(&typed);
    let answer =
        crate::backend::call(async |backend, caller| backend.introduce(&caller, link, typed).await).await;
    if answer.is_err() {
        crate::backend::keep_typed(&kept);
    }
    let cookie = answer?;
    if let Some(cookie) = cookie {
        crate::backend::set_cookie(cookie);
    }
    leptos_axum::redirect(&crate::routes::enter(link));
    Ok(())
}
