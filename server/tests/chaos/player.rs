//! Somebody on one device, with the tabs they have open.

use domain::live::Sequence;
use domain::role::Permission;
use domain::{ParticipantId, Role};
use serde_json::json;

use super::deeds::Things;
use super::screen::{Screen, Seat};
use super::support::Arguments;
use super::support::people::Told;
use super::trouble::Trouble;

/// Somebody on one device.
pub struct Player {
    pub seat: Seat,
    pub screens: Vec<Screen>,
    /// What their screens were sent that are closed by now.
    pub bytes: String,
    pub role: Role,
    /// Since when they may not read the backchannel, while they may not.
    pub kept_out_since: Option<Sequence>,
    /// Stays what they are, and has nobody who makes them leave.
    pub is_settled: bool,
    /// Does not hear anything until the end.
    pub is_asleep: bool,
}

impl Player {
    /// Somebody who has the room's page open once.
    pub async fn new(seat: Seat, role: Role) -> Self {
        let screens = vec![Screen::open(&seat).await.expect("the door is open")];
        let kept_out_since = (!role.can(Permission::Backchannel)).then_some(0);
        let is_settled = role == Role::Host;
        Self { seat, screens, bytes: String::new(), role, kept_out_since, is_settled, is_asleep: false }
    }

    pub async fn open_tab(&mut self) {
        match Screen::open(&self.seat).await {
            Some(screen) => self.screens.push(screen),
            None => self.knock().await,
        }
    }

    async fn knock(&self) {
        let invitation = self.seat.invitation.as_ref().map(|invitation| invitation.id.to_string());
        let mut fields = json!({ "room": self.seat.room });
        if let Some(invitation) = invitation {
            fields["invitation"] = json!(invitation);
        }
        self.seat.device.call::<()>("/api/join/knock", Arguments::fields(&fields)).await.unwrap();
    }

    pub fn close(&mut self, tab: usize, trouble: &mut Trouble) {
        let screen = self.screens.remove(tab);
        self.bytes.push_str(&screen.heard());
        *trouble = *trouble + screen.trouble;
    }

    /// Nothing that was said in the backchannel while they may not read it has reached them.
    pub fn assert_knows_no_secret(&self, things: &Things) {
        let Some(since) = self.kept_out_since else { return };
        let heard: String = self.screens.iter().map(Screen::heard).chain([self.bytes.clone()]).collect();
        for (number, words) in things.secrets.iter().filter(|(number, _)| *number > since) {
            assert!(!heard.contains(words), "{} has read {words} ({number})", self.seat.id);
        }
    }
}

impl Seat {
    pub async fn change_role(&self, participant: ParticipantId, role: Role) -> Told<()> {
        let mut fields = json!({ "room": self.room, "participant": participant, "role": role });
        if let Some(invitation) = &self.invitation {
            fields["invitation"] = json!(invitation.id);
        }
        self.device.call("/api/room/change-role", Arguments::fields(&fields)).await
    }
}
