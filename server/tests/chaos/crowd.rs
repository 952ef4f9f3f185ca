//! A room full of people whose connections are bad.

use domain::Role;
use domain::command::RoomCommand;
use domain::live::Sequence;
use domain::lock::LockCommand;
use domain::role::Permission;
use futures::{StreamExt, future, stream};
use http::StatusCode;
use server::live::interactions::tallies::follow_answers;
use server::live::participants::presence::{ABSENT_AFTER, follow_presence};
use server::live::reactions::tell_reactions;

use super::compare::assert_same;
use super::deeds::Things;
use super::dice::Dice;
use super::player::Player;
use super::screen::{Screen, Seat, scroll_back};
use super::support::people::Told;
use super::support::{HOUR, Person, Room, TestApp};
use super::trouble::Trouble;

/// So many tabs somebody has open at most.
const TABS: usize = 2;
/// Things that are done in a rush, and how many of them at the same time.
const RUSH: usize = 60;
const AT_ONCE: usize = 6;

pub struct Crowd<'a> {
    app: &'a TestApp,
    room: Room<'a>,
    dice: Dice,
    things: Things,
    players: Vec<Player>,
    /// The last event known to be in the log.
    last: Sequence,
    trouble: Trouble,
}

impl<'a> Crowd<'a> {
    pub async fn gather(app: &'a TestApp, ann: &'a Person, seed: u64) -> Self {
        let dee = app.person("dee@example.org").await;
        let room = ann.room(0, 5 * HOUR).await;
        room.change("audience", "site").await.unwrap();
        app.turn(0).await;
        let mut crowd = Self {
            app,
            dice: Dice::new(seed),
            things: Things::default(),
            players: Vec::new(),
            last: 0,
            trouble: Trouble::default(),
            room,
        };
        // The host sits at two devices, and one of them sleeps from the beginning.
        for is_asleep in [false, true] {
            crowd.add_person(ann, Role::Host, is_asleep).await;
        }
        crowd.add_person(&dee, Role::Viewer, false).await;
        for (email, role, is_settled) in [
            ("mo@example.org", Role::Moderator, false),
            ("sue@example.org", Role::Speaker, false),
            ("vi@example.org", Role::Viewer, true),
            ("wes@example.org", Role::Viewer, false),
            ("xia@example.org", Role::Viewer, false),
        ] {
            crowd.add_guest(email, role, is_settled).await;
        }
        crowd.things.people = crowd.players.iter().map(|player| player.seat.id).collect();
        crowd
    }

    async fn add_person(&mut self, person: &Person, role: Role, is_asleep: bool) {
        let device = self.app.device();
        for (name, value) in person.device.cookies() {
            device.set_cookie(&name, &value);
        }
        self.app.turn(1).await;
        device.enter(self.room.id, None).await.unwrap();
        let id = device.inside(self.room.id, None).await.state.me.unwrap();
        let seat = Seat { device, room: self.room.id, invitation: None, id };
        self.players.push(Player { is_asleep, ..Player::new(seat, role).await });
    }

    async fn add_guest(&mut self, email: &str, role: Role, is_settled: bool) {
        // Whoever comes later is listed later.
        self.app.turn(1).await;
        let guest = self.room.guest(self.app, email, role).await;
        let (device, room) = (guest.device, self.room.id);
        let seat = Seat { device, room, invitation: Some(guest.invitation), id: guest.id };
        self.players.push(Player { is_settled, ..Player::new(seat, role).await });
    }

    /// One thing happens.
    pub async fn step(&mut self) {
        self.app.turn(1).await;
        let at = self.dice.below(self.players.len());
        if self.players[at].screens.is_empty() && self.dice.once_in(2) {
            return self.players[at].open_tab().await;
        }
        match self.dice.below(100) {
            // The host does most.
            0..16 => self.act(0).await,
            16..52 => self.act(at).await,
            52..68 => self.hear(at).await,
            68..78 => self.break_connection(at).await,
            78..86 => self.change_role(at).await,
            86..90 => self.leave_or_enter(at).await,
            90..93 => self.open_or_close_tab(at).await,
            93..95 => self.work_the_door().await,
            95..98 => self.tell_counts().await,
            _ => self.miss_somebody(at).await,
        }
    }

    async fn act(&mut self, at: usize) {
        self.give_command(at).await;
        self.give_command(at).await;
    }

    async fn give_command(&mut self, at: usize) {
        let command = self.things.deed(&mut self.dice);
        let seat = &self.players[at].seat;
        let before = self.last;
        let told = seat.device.command(seat.room, seat.invitation.as_ref(), &command).await;
        if let Some(last) = done(told) {
            self.last = self.last.max(last);
            self.things.note(&command, before, last);
        }
    }

    /// Many things happen at the same time, and pages are loaded in between.
    pub async fn rush(&mut self) {
        let mut deeds = Vec::new();
        for _ in 0..RUSH {
            deeds.push((self.dice.below(self.players.len()), self.things.deed(&mut self.dice)));
        }
        let players = &self.players;
        let doing = stream::iter(&deeds).map(async |(at, command)| {
            let Seat { device, room, invitation, .. } = &players[*at].seat;
            (command, done(device.command(*room, invitation.as_ref(), command).await))
        });
        let loading = stream::iter(players).then(|player| Screen::open(&player.seat));
        let (done, loaded) =
            future::join(doing.buffer_unordered(AT_ONCE).collect::<Vec<_>>(), loading.collect::<Vec<_>>())
                .await;
        for (command, last) in done {
            if let Some(last) = last {
                self.things.note(command, last, last);
            }
        }
        for (player, screen) in self.players.iter_mut().zip(loaded) {
            player.screens.extend(screen);
        }
    }

    /// A screen hears a part of what waits for it.
    async fn hear(&mut self, at: usize) {
        let player = &mut self.players[at];
        if player.is_asleep || player.screens.is_empty() {
            return;
        }
        let tab = self.dice.below(player.screens.len());
        let screen = &mut player.screens[tab];
        let ahead: Vec<_> =
            self.things.for_all.iter().copied().filter(|sequence| *sequence > screen.after).collect();
        let Some(target) = self.dice.any(&ahead) else { return };
        if !screen.is_connected() {
            screen.resume(&player.seat, screen.after).await;
        }
        if !screen.hear_to(&player.seat, target).await {
            player.close(tab, &mut self.trouble);
        }
    }

    /// A connection is lost in the middle of what it says. The page comes back at once, later, or having forgotten
    /// how far it was.
    async fn break_connection(&mut self, at: usize) {
        let player = &mut self.players[at];
        if player.is_asleep || player.screens.is_empty() {
            return;
        }
        let tab = self.dice.below(player.screens.len());
        let screen = &mut player.screens[tab];
        screen.cut();
        let last = match self.dice.below(6) {
            0 | 1 => return,
            2 => 0,
            3 => screen.after - screen.after.min(20),
            _ => screen.after,
        };
        screen.resume(&player.seat, last).await;
    }

    async fn change_role(&mut self, at: usize) {
        let role = self.dice.any(&Role::INVITATION_TYPES).expect("three roles");
        // Most often the host, who may.
        let by = if self.dice.once_in(3) { self.dice.below(self.players.len()) } else { 0 };
        let target = &self.players[at];
        if target.is_settled || role == target.role {
            return;
        }
        let rises = role.can(Permission::Backchannel) && target.kept_out_since.is_some();
        if rises {
            target.assert_knows_no_secret(&self.things);
        }
        let told = self.players[by].seat.change_role(target.seat.id, role).await;
        if told.is_ok() {
            let last = self.players[0].seat.find().await.sequence;
            self.last = last;
            let target = &mut self.players[at];
            target.role = role;
            match (role.can(Permission::Backchannel), target.kept_out_since) {
                (true, _) => target.kept_out_since = None,
                (false, None) => target.kept_out_since = Some(last),
                (false, Some(_)) => {}
            }
        }
    }

    async fn leave_or_enter(&mut self, at: usize) {
        let player = &mut self.players[at];
        if player.is_settled {
            return;
        }
        if player.screens.is_empty() {
            return player.open_tab().await;
        }
        // The page that leaves goes; another tab learns of it, and comes back in.
        let Seat { device, room, invitation, .. } = &player.seat;
        device.leave(*room, invitation.as_ref()).await.unwrap();
        player.close(0, &mut self.trouble);
    }

    async fn open_or_close_tab(&mut self, at: usize) {
        let player = &mut self.players[at];
        if player.screens.len() < TABS {
            player.open_tab().await;
        } else {
            player.close(1, &mut self.trouble);
        }
    }

    /// The host locks, unlocks, or answers those who wait.
    async fn work_the_door(&mut self) {
        let waiting = self.players[0].seat.find().await.inside.unwrap().state.lock.waiting;
        let waiting: Vec<_> = waiting.iter().map(|known| known.number).collect();
        let command = match (self.dice.below(4), self.dice.any(&waiting)) {
            (0 | 1, Some(number)) => LockCommand::Admit { number },
            (2, Some(_)) => LockCommand::AdmitAll,
            (turn, _) => LockCommand::SetLocked { is_locked: turn % 2 == 0 },
        };
        let (device, room) = (&self.players[0].seat.device, self.room.id);
        let last = device.command(room, None, &RoomCommand::Lock(command)).await.unwrap();
        self.last = self.last.max(last);
    }

    async fn tell_counts(&mut self) {
        follow_answers(&self.app.site).await.unwrap();
        tell_reactions(&self.app.site).await.unwrap();
        self.last = self.players[0].seat.find().await.sequence;
    }

    /// Somebody's device sleeps until the server takes it for gone.
    async fn miss_somebody(&mut self, at: usize) {
        let player = &mut self.players[at];
        if player.is_asleep {
            return;
        }
        player.screens.iter_mut().for_each(Screen::cut);
        follow_presence(&self.app.site).await.unwrap();
        self.app.clock.advance(ABSENT_AFTER * 2);
        follow_presence(&self.app.site).await.unwrap();
        self.last = self.players[0].seat.find().await.sequence;
    }

    /// Everybody hears all there is.
    pub async fn come_to_rest(&mut self) -> Trouble {
        follow_answers(&self.app.site).await.unwrap();
        self.app.turn(1).await;
        self.room.change("title", "The end").await.unwrap();
        let end = self.players[0].seat.find().await.sequence;
        for at in 0..self.players.len() {
            let Player { seat, screens, .. } = &mut self.players[at];
            let mut shut_out = Vec::new();
            for (tab, screen) in screens.iter_mut().enumerate() {
                if !screen.is_connected() {
                    screen.resume(seat, screen.after).await;
                }
                if !screen.hear_to(seat, end).await {
                    shut_out.push(tab);
                }
            }
            for tab in shut_out.into_iter().rev() {
                self.players[at].close(tab, &mut self.trouble);
            }
        }
        // Whoever came back in the meantime was news for the others.
        self.room.change("title", "The very end").await.unwrap();
        let end = self.players[0].seat.find().await.sequence;
        for Player { seat, screens, .. } in &mut self.players {
            for screen in screens {
                assert!(screen.hear_to(seat, end).await, "{} is shut out at the end", seat.id);
            }
        }
        self.players
            .iter()
            .flat_map(|player| &player.screens)
            .fold(self.trouble, |sum, screen| sum + screen.trouble)
    }

    /// Each screen shows what a page shows that is opened now.
    pub async fn assert_all_see_the_room_as_it_is(&mut self) {
        let mut seen = 0;
        for Player { seat, screens, .. } in &mut self.players {
            for (tab, screen) in screens.iter_mut().enumerate() {
                let mut fresh = seat.find().await.inside.expect("whoever hears is inside").state;
                scroll_back(seat, &mut fresh, &mut String::new()).await;
                screen.scroll_back(seat).await;
                let of = format!("tab {tab} of {:?} {}", fresh.find(seat.id).map(|me| me.role), seat.id);
                assert_same(&screen.state, &fresh, &of);
                seen += 1;
            }
        }
        assert!(seen >= 5, "{seen} screens are left");
    }

    /// What everybody inside learns of, each screen has learnt of.
    pub fn assert_nothing_was_missed(&self) {
        for Player { seat, screens, .. } in &self.players {
            for screen in screens {
                let missed = self.things.for_all.iter().filter(|sequence| !screen.knows(**sequence));
                assert_eq!(missed.collect::<Vec<_>>(), [&0; 0], "missed by {}", seat.id);
            }
        }
    }

    pub fn assert_secrets_were_kept(&self) {
        assert!(self.things.secrets.len() >= 10, "little was said in the backchannel");
        for player in &self.players {
            player.assert_knows_no_secret(&self.things);
        }
    }
}

/// Who is denied something is told so; nothing else may go wrong.
fn done(told: Told<Sequence>) -> Option<Sequence> {
    match told {
        Ok(last) => Some(last),
        Err((status, error)) => {
            let is_denied = [
                StatusCode::FORBIDDEN,
                StatusCode::CONFLICT,
                StatusCode::GONE,
                StatusCode::UNPROCESSABLE_ENTITY,
            ];
            assert!(is_denied.contains(&status), "{status}: {error:?}");
            None
        }
    }
}
