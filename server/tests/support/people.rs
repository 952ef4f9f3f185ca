//! People, rooms and invitations in the words of the product.

use app::error::AppError;
use app::invitation::api::{ActResult, InvitationPage, InvitationReady, InvitationSummary};
use app::join::api::JoinPage;
use app::media::api::{RoomList, RoomPage};
use app::room::api::{Inside, LiveRoom};
use domain::command::RoomCommand;
use domain::invitation::{InvitationAct, ListView};
use domain::live::Sequence;
use domain::people::search_key;
use domain::{
    Admission, ApplicationRole, CommandId, HostKind, InvitationId, ParticipantId, PersonId, Role, RoomId,
    Timestamp,
};
use futures::FutureExt;
use http::StatusCode;
use serde_json::{Value, json};
use server::db::DbError;
use server::room::schedule;
use server::{secrets, values};

use super::{Arguments, Device, NOW, TestApp};

pub type Told<T> = Result<T, (StatusCode, AppError)>;

/// Somebody of this site on a device where they are signed in.
pub struct Person {
    pub id: PersonId,
    pub email: String,
    pub device: Device,
}

/// A room that its owner can do things to.
pub struct Room<'a> {
    pub id: RoomId,
    pub owner: &'a Person,
}

pub const MINUTE: i64 = 60_000;
pub const HOUR: i64 = 60 * MINUTE;

/// A moment so many milliseconds after the test's beginning, as a form's input writes it in UTC.
pub fn local(after: i64) -> String {
    schedule::local(Timestamp::from_millis(NOW.as_millis() + after), "UTC")
}

impl TestApp {
    /// Somebody who may have rooms.
    pub async fn person(&self, email: &str) -> Person {
        self.person_as(email, ApplicationRole::PrivateOnly).await
    }

    pub async fn person_as(&self, email: &str, role: ApplicationRole) -> Person {
        let id = PersonId::from_bits(secrets::id_bits(self.clock.now()));
        let (secret, email) = (secrets::cookie_secret(), email.to_owned());
        let (hash, address, now) = (self.site.key.sign_in_hash(&secret), email.clone(), self.clock.now());
        let first = address.split('@').next().unwrap().to_owned();
        self.site
            .db
            .write(move |connection| {
                async move {
                    connection
                        .execute_one(
                            "insert into person (id, email, first_name, last_name, first_last_key,
                                 last_first_key, application_role, active, created_at)
                             values ($1, $2, $3, 'Tester', $4, $5, $6, 1, $7)",
                            values![
                                id,
                                &address,
                                &first,
                                search_key(&format!("{first} Tester")),
                                search_key(&format!("Tester {first}")),
                                role.word(),
                                now
                            ],
                        )
                        .await?;
                    connection
                        .execute_one(
                            "insert into sign_in (id, secret_hash, person_id, user_agent, signed_in_at,
                                 last_seen_at, expires_at)
                             values ($1, $2, $3, 'test', $4, $4, $5)",
                            values![
                                secrets::nonce(),
                                hash,
                                id,
                                now,
                                Timestamp::from_millis(now.as_millis() + 90 * 24 * HOUR)
                            ],
                        )
                        .await?;
                    Ok::<_, DbError>(())
                }
                .boxed()
            })
            .await
            .unwrap();
        let device = self.device();
        device.set_cookie("__Host-greenroom-sign-in", &secret);
        Person { id, email, device }
    }
}

impl Person {
    #[expect(clippy::unused_self, reason = "somebody fills it in")]
    pub fn room_form(&self, starts: i64, ends: i64) -> Value {
        json!({ "form": {
            "room": null, "version": null, "title": "Optics", "description": "Light.", "speakers": "Ana Ruiz",
            "starts": local(starts), "ends": local(ends), "time_zone": "UTC", "collaboration": true,
            "audience": "invited", "hosts": [],
        }})
    }

    /// A room whose session starts and ends so many milliseconds after the test's beginning.
    pub async fn room(&self, starts: i64, ends: i64) -> Room<'_> {
        let id = self.device.call("/api/rooms/save", self.room_form(starts, ends)).await.unwrap();
        Room { id, owner: self }
    }

    /// As [`Person::room`], open to everybody of the site and with co-hosts.
    pub async fn room_with(&self, audience: &str, hosts: &[(PersonId, HostKind)]) -> Room<'_> {
        let mut form = self.room_form(HOUR, 2 * HOUR);
        form["form"]["audience"] = json!(audience);
        form["form"]["hosts"] = json!(hosts);
        Room { id: self.save(form).await.unwrap(), owner: self }
    }

    /// Sends the form for a room.
    pub async fn save(&self, form: Value) -> Told<RoomId> {
        self.device.call("/api/rooms/save", form).await
    }

    pub async fn rooms(&self) -> RoomList {
        self.device.call("/api/rooms/list", ()).await.unwrap()
    }

    /// What a host does to one invitation.
    pub async fn to_invitation<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        invitation: &InvitationReady,
    ) -> Told<T> {
        self.device.call(path, [("invitation", invitation.id.to_string().as_str())]).await
    }
}

impl Room<'_> {
    pub async fn try_invite(&self, email: &str, role: Role, if_invited: &str) -> Told<InvitationReady> {
        let request = json!({ "request": {
            "room": self.id, "email": email, "first_name": "Bo", "last_name": "Guest", "role": role,
            "if_invited": if_invited,
        }});
        self.owner.device.call("/api/invitations/invite", request).await
    }

    pub async fn invite(&self, email: &str, role: Role) -> InvitationReady {
        self.try_invite(email, role, "ask").await.unwrap()
    }

    /// The same room in the hands of somebody else.
    pub const fn by<'a>(&self, person: &'a Person) -> Room<'a> {
        Room { id: self.id, owner: person }
    }

    /// The form for this room, filled in as its page shows it.
    pub async fn form(&self) -> Value {
        let page = self.page().await.unwrap();
        let hosts: Vec<_> = page
            .hosts
            .iter()
            .filter(|host| host.kind != HostKind::Owner)
            .map(|host| (host.person.id, host.kind))
            .collect();
        json!({ "form": {
            "room": self.id, "version": page.version, "title": page.details.title, "description": page.details.description,
            "speakers": page.details.speakers.join("\n"), "starts": page.starts_local,
            "ends": page.ends_local, "time_zone": page.details.time_zone,
            "collaboration": page.details.collaboration, "audience": page.details.audience,
            "hosts": hosts,
        }})
    }

    /// Sends the form with one field changed.
    pub async fn change(&self, field: &str, value: impl Into<Value>) -> Told<RoomId> {
        let mut form = self.form().await;
        form["form"][field] = value.into();
        self.owner.save(form).await
    }

    /// A part of the hosts' list, as their page asks for it.
    pub async fn try_page(&self, view: &ListView, offset: u32) -> Told<InvitationPage> {
        let (room, offset) = (self.id.to_string(), offset.to_string());
        let fields = [
            ("room", room.as_str()),
            ("view[query]", &view.query),
            ("view[filter]", view.filter.word()),
            ("view[order]", view.order.word()),
            ("offset", &offset),
        ];
        self.owner.device.call("/api/invitations/list", fields).await
    }

    pub async fn try_list(&self) -> Told<Vec<InvitationSummary>> {
        self.try_page(&ListView::default(), 0).await.map(|page| page.rows)
    }

    /// The hosts' list of one guest.
    pub async fn listed(&self, invitation: &InvitationReady) -> InvitationSummary {
        let listed = self.invitations().await;
        listed.into_iter().find(|listed| listed.ready.id == invitation.id).unwrap()
    }

    /// Does the same about many invitations.
    pub async fn try_act(&self, ids: &[InvitationId], act: InvitationAct) -> Told<Vec<ActResult>> {
        let request = json!({ "room": self.id, "invitations": ids, "act": act });
        self.owner.device.call("/api/invitations/act", request).await
    }

    /// All of the hosts' list, page by page.
    pub async fn invitations(&self) -> Vec<InvitationSummary> {
        let mut all = Vec::new();
        loop {
            let offset = u32::try_from(all.len()).unwrap();
            let page = self.try_page(&ListView::default(), offset).await.unwrap();
            let is_last = page.rows.is_empty();
            all.extend(page.rows);
            if is_last || all.len() >= usize::try_from(page.total).unwrap() {
                return all;
            }
        }
    }

    /// Moves the session to so many milliseconds after the test's beginning.
    pub async fn reschedule(&self, starts: i64, ends: i64) -> Told<()> {
        let (room, starts, ends) = (self.id.to_string(), local(starts), local(ends));
        let fields = [("room", room.as_str()), ("starts", &starts), ("ends", &ends), ("time_zone", "UTC")];
        self.owner.device.call("/api/sessions/reschedule", fields).await
    }

    pub async fn page(&self) -> Told<RoomPage> {
        self.owner.device.call("/api/rooms/find", [("room", self.id.to_string().as_str())]).await
    }

    /// One of the acts that need only the room.
    pub async fn act(&self, path: &str) -> Told<()> {
        self.owner.device.call(path, [("room", self.id.to_string().as_str())]).await
    }

    pub async fn change_role(&self, participant: ParticipantId, role: Role) -> Told<()> {
        let (room, participant) = (self.id.to_string(), participant.to_string());
        let fields = [("room", room.as_str()), ("participant", &participant), ("role", role.word())];
        self.owner.device.call("/api/room/change-role", fields).await
    }

    pub async fn remove(&self, participant: ParticipantId) -> Told<()> {
        let (room, participant) = (self.id.to_string(), participant.to_string());
        let fields = [("room", room.as_str()), ("participant", &participant)];
        self.owner.device.call("/api/room/remove", fields).await
    }
}

/// An id that no other command has.
pub fn command_id() -> CommandId {
    CommandId::from_bits(secrets::id_bits(NOW))
}

impl Device {
    /// Opens a link, as from a mail.
    pub async fn open_link(&self, invitation: &InvitationReady) {
        let path = invitation.link.strip_prefix(super::PUBLIC_URL).unwrap();
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
    }

    pub async fn visit(&self, invitation: &InvitationReady) -> JoinPage {
        let id = invitation.id.to_string();
        self.call("/api/join/find", [("invitation", id.as_str())]).await.unwrap()
    }

    pub async fn admission(&self, invitation: &InvitationReady) -> Admission {
        self.visit(invitation).await.admission
    }

    pub async fn confirm(&self, invitation: &InvitationReady, address: &str) -> Told<()> {
        let id = invitation.id.to_string();
        self.call("/api/join/confirm-address", [("invitation", id.as_str()), ("address", address)]).await
    }

    pub async fn enter(&self, room: RoomId, invitation: Option<&InvitationReady>) -> Told<()> {
        self.in_room("/api/room/enter", room, invitation).await
    }

    pub async fn leave(&self, room: RoomId, invitation: Option<&InvitationReady>) -> Told<()> {
        self.in_room("/api/room/leave", room, invitation).await
    }

    pub async fn live_room(&self, room: RoomId, invitation: Option<&InvitationReady>) -> Told<LiveRoom> {
        self.in_room("/api/room/find", room, invitation).await
    }

    /// The room from inside.
    pub async fn inside(&self, room: RoomId, invitation: Option<&InvitationReady>) -> Inside {
        self.live_room(room, invitation).await.unwrap().inside.unwrap()
    }

    /// Does something inside, as a page does: with an id of its own.
    pub async fn command(
        &self,
        room: RoomId,
        invitation: Option<&InvitationReady>,
        command: &RoomCommand,
    ) -> Told<Sequence> {
        self.command_as(command_id(), room, invitation, command).await
    }

    /// As [`Device::command`], with an id that may have been used before.
    pub async fn command_as(
        &self,
        id: CommandId,
        room: RoomId,
        invitation: Option<&InvitationReady>,
        command: &RoomCommand,
    ) -> Told<Sequence> {
        let invitation = invitation.map(|invitation| invitation.id);
        let arguments = json!({ "room": room, "invitation": invitation, "id": id, "command": command });
        self.call("/api/room/command", arguments).await
    }

    async fn in_room<T: serde::de::DeserializeOwned>(
        &self,
        path: &str,
        room: RoomId,
        invitation: Option<&InvitationReady>,
    ) -> Told<T> {
        let room = room.to_string();
        match invitation {
            Some(invitation) => {
                let invitation = invitation.id.to_string();
                self.call(path, [("room", room.as_str()), ("invitation", &invitation)]).await
            }
            None => self.call(path, [("room", room.as_str())]).await,
        }
    }

    /// Opens a link and goes in.
    pub async fn join(&self, invitation: &InvitationReady, room: RoomId) {
        self.open_link(invitation).await;
        self.confirm(invitation, invitation.email.as_str()).await.unwrap();
        self.enter(room, Some(invitation)).await.unwrap();
    }
}

/// Somebody inside by an invitation.
pub struct Guest {
    pub device: Device,
    pub invitation: InvitationReady,
    pub id: ParticipantId,
    room: RoomId,
}

impl Room<'_> {
    /// Invites somebody, who comes in.
    pub async fn guest(&self, app: &TestApp, email: &str, role: Role) -> Guest {
        let invitation = self.invite(email, role).await;
        let device = app.device();
        device.join(&invitation, self.id).await;
        let id = device.inside(self.id, Some(&invitation)).await.state.me.unwrap();
        Guest { device, invitation, id, room: self.id }
    }
}

impl Guest {
    pub async fn does(&self, command: &RoomCommand) -> Told<Sequence> {
        self.device.command(self.room, Some(&self.invitation), command).await
    }

    /// The room as they see it when they load it.
    pub async fn inside(&self) -> Inside {
        self.device.inside(self.room, Some(&self.invitation)).await
    }
}

/// What those who manage people do.
impl Guest {
    pub async fn change_role(&self, participant: ParticipantId, role: Role) -> Told<()> {
        let mut fields = self.about(participant);
        fields["role"] = json!(role);
        self.device.call("/api/room/change-role", Arguments::fields(&fields)).await
    }

    pub async fn remove(&self, participant: ParticipantId) -> Told<()> {
        self.device.call("/api/room/remove", Arguments::fields(&self.about(participant))).await
    }

    fn about(&self, participant: ParticipantId) -> Value {
        json!({ "room": self.room, "invitation": self.invitation.id, "participant": participant })
    }
}
