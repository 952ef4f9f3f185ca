//! One simulated participant: an invitation, and the browser that has claimed it.

use std::net::Ipv4Addr;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use domain::chat::{Channel, ChatCommand};
use domain::command::RoomCommand;
use domain::live::RoomState;
use domain::{CommandId, RoomId};
use serde_json::{Value, json};

use crate::http::{Answer, Browser, Chunks};

/// The host, signed in.
pub struct Host(Browser);

impl Host {
    pub async fn sign_in(mut browser: Browser, email: &str, password: &str) -> Result<Self> {
        let fields = [("email", email), ("password", password), ("next", "")];
        let answer = browser.submit("/api/account/sign-in", &fields).await?;
        ensure!(answer.status < 400, "the host cannot sign in: {}", String::from_utf8_lossy(&answer.body));
        Ok(Self(browser))
    }

    /// The answer to an invitation; a large crowd has to wait, as a host's script would.
    async fn invite(&self, room: RoomId, email: &str) -> Result<Value> {
        let request = json!({ "request": {
            "room": room, "email": email, "first_name": "Guest", "last_name": "Tester", "role": "viewer",
            "if_invited": "ask",
        }});
        loop {
            let answer = self.0.clone().call("/api/invitations/invite", &request).await?;
            match answer.retry_after {
                Some(seconds) if answer.status == 429 => {
                    tokio::time::sleep(Duration::from_secs(seconds)).await;
                }
                _ => return answer.value(),
            }
        }
    }
}

pub struct Guest {
    pub number: usize,
    room: RoomId,
    invitation: String,
    browser: Browser,
}

impl Guest {
    /// Invites somebody, who opens the link and proves the address: all but going in.
    pub async fn prepare(host: &Host, room: RoomId, number: usize) -> Result<Self> {
        let email = format!("guest-{number}@{room}.example.org");
        let invited = host.invite(room, &email).await?;
        let text = |field: &str| {
            let text = invited[field].as_str();
            text.map(str::to_owned).with_context(|| format!("no {field} in {invited}"))
        };
        let (invitation, link) = (text("id")?, text("link")?);
        let mut browser = Browser::new(host.0.server, address(number));
        let path = link.splitn(4, '/').nth(3).map(|path| format!("/{path}")).context("the link is none")?;
        let opened = browser.get(&path).await?;
        ensure!(opened.status == 303, "the link answers {}", opened.status);
        let fields = [("invitation", invitation.as_str()), ("address", email.as_str())];
        browser.submit("/api/join/confirm-address", &fields).await?.value()?;
        Ok(Self { number, room, invitation, browser })
    }

    /// Goes in and loads what the page shows, as a browser does; with the bytes that took. Where loading takes so long
    /// that the server takes somebody without a stream for gone, the page goes in again.
    pub async fn enter(&mut self) -> Result<(RoomState, usize)> {
        let mut received = 0;
        loop {
            let entered = self.in_room("/api/room/enter").await?;
            entered.value().context("somebody is not let in")?;
            let (state, bytes) = self.load().await?;
            received += entered.bytes + bytes;
            if state.me.is_some() {
                return Ok((state, received));
            }
        }
    }

    pub async fn load(&mut self) -> Result<(RoomState, usize)> {
        let found = self.in_room("/api/room/find").await?;
        let mut value = found.value()?;
        let state =
            serde_json::from_value(value["inside"]["state"].take()).context("somebody is not inside")?;
        Ok((state, found.bytes))
    }

    async fn in_room(&mut self, path: &str) -> Result<Answer> {
        let room = self.room.to_string();
        let fields = [("room", room.as_str()), ("invitation", self.invitation.as_str())];
        self.browser.submit(path, &fields).await
    }

    pub async fn listen(&self, after: i64) -> Result<Chunks> {
        let Self { room, invitation, .. } = self;
        self.browser.listen(&format!("/live/rooms/{room}?after={after}&invitation={invitation}")).await
    }

    /// Who posts for this guest, while the guest listens.
    pub fn hand(&self) -> Hand {
        let Self { room, invitation, browser, .. } = self;
        Hand { room: *room, invitation: invitation.clone(), browser: browser.clone() }
    }
}

/// Each guest has an address of their own.
fn address(number: usize) -> Ipv4Addr {
    Ipv4Addr::from_bits(0x0a01_0000 + u32::try_from(number).unwrap_or(u32::MAX))
}

#[derive(Clone)]
pub struct Hand {
    room: RoomId,
    invitation: String,
    browser: Browser,
}

impl Hand {
    pub async fn post(mut self, text: String, id: u128) -> Result<()> {
        let command = ChatCommand::Post { channel: Channel::Chat, text, reply_to: None };
        let command = RoomCommand::Chat(command);
        let id = CommandId::from_bits(id);
        let said = json!({ "room": self.room, "invitation": self.invitation, "id": id, "command": command });
        let answer = self.browser.call("/api/room/command", &said).await?;
        if answer.status == 429 {
            bail!("somebody posts more often than anybody may: choose more people or fewer messages");
        }
        answer.value().map(drop)
    }
}
