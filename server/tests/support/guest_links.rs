//! Guest links: made by hosts, opened by devices.

use app::guest_link::api::{EntryPage, GuestLinkSummary};
use domain::guest_link::GuestLinkAct;
use domain::{Admission, GuestLinkId, ParticipantId};
use http::StatusCode;
use serde_json::json;

use super::people::Told;
use super::{Arguments, Device, Room};

impl Room<'_> {
    pub async fn try_make(&self, name: &str, entries: &str, days: &str) -> Told<GuestLinkSummary> {
        let form = json!({ "name": name, "entries": entries, "days": days });
        self.owner.device.call("/api/guest-links/make", json!({ "room": self.id, "form": form })).await
    }

    pub async fn guest_link(&self) -> GuestLinkSummary {
        self.try_make("Newsletter", "", "").await.unwrap()
    }

    pub async fn to_link(&self, link: &GuestLinkSummary, act: GuestLinkAct) -> Told<()> {
        self.owner.device.call("/api/guest-links/act", json!({ "link": link.link.id, "act": act })).await
    }
}

impl Device {
    pub async fn open_guest_link(&self, summary: &GuestLinkSummary) {
        let path = summary.url.strip_prefix(super::PUBLIC_URL).unwrap();
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(answer.header("location"), format!("/enter/{}", summary.link.id));
        assert_eq!(answer.header("cache-control"), "no-store");
    }

    pub async fn entry(&self, link: GuestLinkId) -> EntryPage {
        self.call("/api/guest-links/find-entry", [("link", link.to_string().as_str())]).await.unwrap()
    }

    pub async fn at_door(&self, summary: &GuestLinkSummary) -> Admission {
        self.entry(summary.link.id).await.admission
    }

    pub async fn introduce(&self, summary: &GuestLinkSummary, first: &str, email: &str) -> Told<()> {
        self.introduce_as(summary, (first, "Guest"), email).await
    }

    pub async fn introduce_as(
        &self,
        summary: &GuestLinkSummary,
        (first, last): (&str, &str),
        email: &str,
    ) -> Told<()> {
        let link = summary.link.id.to_string();
        let fields = [("link", link.as_str()), ("first_name", first), ("last_name", last), ("email", email)];
        self.call("/api/guest-links/introduce", fields).await
    }

    /// Opens the link, says who they are and goes in.
    pub async fn come(&self, room: &Room<'_>, summary: &GuestLinkSummary, first: &str) -> ParticipantId {
        self.open_guest_link(summary).await;
        self.introduce(summary, first, &format!("{first}@example.net")).await.unwrap();
        self.enter(room.id, None).await.unwrap();
        self.inside(room.id, None).await.state.me.unwrap()
    }

    /// Knocks as whoever holds a place by a guest link.
    pub async fn knock_by_place(&self, room: &Room<'_>) -> Told<()> {
        self.call("/api/join/knock", Arguments::fields(&json!({ "room": room.id }))).await
    }
}
