//! The hosts' list of a room's invitations.
//!
//! A room's rows are read whole and arranged in memory: the rules of finding and ordering are the domain's, and fold
//! letters as no database does. What is answered is one part of them.

use app::backend::Caller;
use app::error::AppError;
use app::invitation::api::{ClaimedDevice, InvitationPage, InvitationSummary, MailSummary};
use domain::invitation::{
    Arranged, InvitationState, ListView, Listed, MOST_LISTED, RefusedTry, TryCause, arrange,
};
use domain::invite_policy::may_invite;
use domain::mail::MailState;
use domain::room::RoomAct;
use domain::{InvitationId, RoomId, Timestamp};
use std::collections::HashMap;

use super::list_queries::{self, StoredRow};
use super::queries::StoredInvitation;
use super::refused_try_queries;
use super::service::ready;
use crate::account::service::require_signed_in;
use crate::db::Connection;
use crate::failure::Outcome;
use crate::mail::{self, queries::StoredMail};
use crate::room::queries::{self as rooms, StoredRoom};
use crate::settings;
use crate::site::Site;

pub use super::list_queries::count_requests;

/// A room's invitations, for one of its hosts.
pub(super) struct Overview {
    pub room: StoredRoom,
    pub rows: Vec<Row>,
    pub now: Timestamp,
    /// Links are for hosts who may invite.
    may_have_links: bool,
}

/// All that is known of an invitation.
pub(super) struct Row {
    pub stored: StoredInvitation,
    pub is_inside: bool,
    pub last_seen_at: Option<Timestamp>,
    pub devices: Vec<ClaimedDevice>,
    pub mail: Option<StoredMail>,
    pub refused_tries: Vec<RefusedTry>,
    causes: Vec<TryCause>,
}

/// The part of the list that `view` shows from `offset` on.
pub async fn list(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    view: &ListView,
    offset: u32,
) -> Outcome<InvitationPage> {
    let overview = open(site, caller, room).await?;
    let Arranged { places, counts } = overview.arrange(view);
    let from = usize::try_from(offset).unwrap_or(usize::MAX);
    let shown = places.into_iter().skip(from).take(MOST_LISTED);
    Ok(InvitationPage {
        rows: shown.map(|place| overview.summary(site, &overview.rows[place])).collect(),
        counts,
        total: u32::try_from(overview.rows.len()).unwrap_or(u32::MAX),
        server_now: overview.now,
    })
}

/// All that `view` shows, in its order.
pub async fn list_matching(
    site: &Site,
    caller: &Caller,
    room: RoomId,
    view: &ListView,
) -> Outcome<Vec<InvitationId>> {
    let overview = open(site, caller, room).await?;
    let places = overview.arrange(view).places;
    Ok(places.into_iter().map(|place| overview.rows[place].stored.invitation.id).collect())
}

pub(super) async fn open(site: &Site, caller: &Caller, room: RoomId) -> Outcome<Overview> {
    let me = require_signed_in(site, caller).await?;
    let mut connection = site.db.read().await?;
    let host = rooms::find_host(&mut connection, room, me.id).await?;
    domain::room::may(host, RoomAct::Host)?;
    let stored = rooms::find_room(&mut connection, room).await?.ok_or(AppError::NotFound)?;
    let settings = settings::load_for(&mut connection, me.id).await?;
    let may_have_links =
        may_invite(&settings, me.application_role, host, stored.details.collaboration).is_ok();
    let rows = load(&mut connection, room).await?;
    Ok(Overview { room: stored, rows, now: site.clock.now(), may_have_links })
}

async fn load(connection: &mut Connection, room: RoomId) -> Outcome<Vec<Row>> {
    let mut mails: HashMap<_, _> = mail::queries::list_last(connection, room)
        .await?
        .into_iter()
        .map(|mail| (mail.invitation, mail))
        .collect();
    let mut devices = list_queries::list_devices(connection, room).await?;
    let mut refused_tries = refused_try_queries::list(connection, room).await?;
    let rows = list_queries::list(connection, room).await?;
    let row = |StoredRow { stored, is_inside, seen_at }| {
        let id = &stored.invitation.id;
        let devices = devices.remove(id).unwrap_or_default();
        let refused_tries = refused_tries.remove(id).unwrap_or_default();
        Row {
            is_inside,
            last_seen_at: seen_at.max(devices.first().map(|device| device.claimed_at)),
            devices,
            mail: mails.remove(id),
            causes: refused_tries.iter().map(|tried| tried.cause).collect(),
            refused_tries,
            stored,
        }
    };
    Ok(rows.into_iter().map(row).collect())
}

impl Row {
    pub fn listed(&self) -> Listed<'_> {
        Listed {
            invitation: &self.stored.invitation,
            invited_at: self.stored.invited_at,
            is_in_use: !self.devices.is_empty(),
            last_seen_at: self.last_seen_at,
            causes: &self.causes,
            mail_failed: self.mail.as_ref().is_some_and(|mail| mail.state == MailState::Failed),
        }
    }
}

impl Overview {
    pub fn arrange(&self, view: &ListView) -> Arranged {
        let listed: Vec<_> = self.rows.iter().map(Row::listed).collect();
        arrange(&listed, view, self.now)
    }

    /// The whole URL; `None` for hosts who may not invite, and where there is nothing that it opens.
    pub fn link(&self, site: &Site, row: &Row) -> Option<String> {
        let is_open = row.stored.invitation.state == InvitationState::Open;
        (self.may_have_links && is_open)
            .then(|| ready(&site.key, &site.public_url(), row.stored.clone()).link)
    }

    fn summary(&self, site: &Site, row: &Row) -> InvitationSummary {
        let mut ready = ready(&site.key, &site.public_url(), row.stored.clone());
        if !self.may_have_links {
            ready.link.clear();
        }
        let invitation = &row.stored.invitation;
        InvitationSummary {
            ready,
            state: invitation.state,
            invited_at: row.stored.invited_at,
            link_requested_at: invitation.link_requested_at,
            declined_at: invitation.declined_at,
            mail: row.mail.as_ref().map(mail_summary),
            devices: row.devices.clone(),
            last_seen_at: row.last_seen_at,
            is_inside: row.is_inside,
            refused_tries: row.refused_tries.clone(),
        }
    }
}

fn mail_summary(mail: &StoredMail) -> MailSummary {
    MailSummary {
        kind: mail.kind,
        state: mail.state,
        at: mail.settled_at.unwrap_or(mail.queued_at),
        next_try: mail::desk::next_try(mail),
        problem: mail.problem.clone(),
    }
}
