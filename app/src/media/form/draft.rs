//! A room as it is being typed.

use domain::room::{Audience, RoomAct, may};
use domain::{HostKind, RoomId};
use leptos::prelude::*;

use super::ScheduleInputs;
use crate::error::AppError;
use crate::media::api::{Host, RoomForm, RoomPage};

/// The values of the form. Copies share them.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The room that is changed; `None` makes a new one.
    pub room: Option<RoomId>,
    /// The version of it that was loaded.
    pub version: Option<i64>,
    pub title: RwSignal<String>,
    pub description: RwSignal<String>,
    pub speakers: RwSignal<String>,
    pub schedule: ScheduleInputs,
    pub collaboration: RwSignal<bool>,
    pub audience: RwSignal<Audience>,
    /// Who hosts beside the owner.
    pub hosts: RwSignal<Vec<Host>>,
    /// Hosts are chosen by the owner and co-owners.
    pub may_choose_hosts: bool,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            room: None,
            version: None,
            title: RwSignal::new(String::new()),
            description: RwSignal::new(String::new()),
            speakers: RwSignal::new(String::new()),
            schedule: ScheduleInputs::new(),
            collaboration: RwSignal::new(true),
            audience: RwSignal::new(Audience::Invited),
            hosts: RwSignal::new(Vec::new()),
            may_choose_hosts: true,
        }
    }

    /// The draft for a room that is there, for who may change it.
    pub fn of(page: RoomPage) -> Result<Self, AppError> {
        may(page.host, RoomAct::Edit).map_err(AppError::RoomDenied)?;
        let draft = Self::new();
        draft.title.set(page.details.title);
        draft.description.set(page.details.description);
        draft.speakers.set(page.details.speakers.join("\n"));
        draft.schedule.fill(page.starts_local, page.ends_local, page.details.time_zone);
        draft.collaboration.set(page.details.collaboration);
        draft.audience.set(page.details.audience);
        draft.hosts.set(page.hosts.into_iter().filter(|host| host.kind != HostKind::Owner).collect());
        let may_choose_hosts = may(page.host, RoomAct::Own).is_ok();
        Ok(Self { room: Some(page.id), version: Some(page.version), may_choose_hosts, ..draft })
    }

    /// What is sent.
    pub fn form(self) -> RoomForm {
        untrack(|| self.read())
    }

    /// Whether something else is typed than the form began with, once its time has been proposed. Whoever asks in a
    /// reactive place follows it.
    pub fn is_changed(self, first: &RoomForm) -> bool {
        self.schedule.first().is_some_and(|(starts, ends, time_zone)| {
            self.read() != RoomForm { starts, ends, time_zone, ..first.clone() }
        })
    }

    fn read(self) -> RoomForm {
        let (starts, ends, time_zone) = self.schedule.values();
        RoomForm {
            room: self.room,
            version: self.version,
            title: self.title.get(),
            description: self.description.get(),
            speakers: self.speakers.get(),
            starts,
            ends,
            time_zone,
            collaboration: self.collaboration.get(),
            audience: self.audience.get(),
            hosts: self.hosts.with(|hosts| hosts.iter().map(|host| (host.person.id, host.kind)).collect()),
        }
    }
}
