//! What was acknowledged survives the death of the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::Mutex;

use app::error::AppError;
use app::invitation::api::{InvitationPage, InvitationReady};
use app::invitation::many::api::BatchSummary;
use domain::invite_many::{BatchState, MAX_CHUNK};
use domain::{BatchId, RoomId};
use serde_json::{Value, json};
use support::on_both_engines;
use support::program::{FORM, Home, JSON, Running, make_room, post, sign_in};

const INVITATIONS: usize = 2_000;
const CONNECTIONS: usize = 8;

fn invite(address: SocketAddr, cookie: &str, room: RoomId, email: &str) -> Option<(u16, String)> {
    let request: Value = json!({ "request": {
        "room": room, "email": email, "first_name": "Bo", "last_name": "Guest", "role": "viewer",
        "if_invited": "ask",
    }});
    let (status, _, body) = post(address, "/api/invitations/invite", JSON, cookie, &request.to_string())?;
    Some((status, body))
}

fn list(address: SocketAddr, cookie: &str, room: RoomId) -> BTreeMap<String, InvitationReady> {
    let mut rows = Vec::new();
    loop {
        let asked = format!("room={room}&offset={}", rows.len());
        let (status, _, body) = post(address, "/api/invitations/list", FORM, cookie, &asked).unwrap();
        assert_eq!(status, 200, "{body}");
        let page: InvitationPage = serde_json::from_str(&body).unwrap();
        rows.extend(page.rows);
        if rows.len() >= usize::try_from(page.total).unwrap() {
            break;
        }
    }
    let count = rows.len();
    let listed: BTreeMap<_, _> =
        rows.into_iter().map(|listed| (listed.ready.email.to_string(), listed.ready)).collect();
    assert_eq!(listed.len(), count, "somebody is invited twice");
    listed
}

/// Sends invitations over several connections until all are sent or nobody answers; `on_each` hears how many
/// have been acknowledged. Answers those.
fn send_all(
    address: SocketAddr,
    cookie: &str,
    room: RoomId,
    emails: VecDeque<String>,
    on_each: impl Fn(usize) + Sync,
) -> BTreeMap<String, InvitationReady> {
    let (waiting, acknowledged) = (Mutex::new(emails), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        for _ in 0..CONNECTIONS {
            scope.spawn(|| {
                loop {
                    let Some(email) = waiting.lock().unwrap().pop_front() else { return };
                    let Some((status, body)) = invite(address, cookie, room, &email) else { return };
                    let ready = match status {
                        200 => serde_json::from_str(&body).unwrap(),
                        // It was written, and the process died before it could say so.
                        409 => match serde_json::from_str(&body).unwrap() {
                            AppError::AlreadyInvited(ready) => *ready,
                            other => panic!("{other}"),
                        },
                        _ => panic!("{status}: {body}"),
                    };
                    let mut acknowledged = acknowledged.lock().unwrap();
                    acknowledged.insert(email, ready);
                    on_each(acknowledged.len());
                }
            });
        }
    });
    acknowledged.into_inner().unwrap()
}

on_both_engines!(every_acknowledged_invitation_survives_kill_9, async |engine| {
    let home = Home::new(engine);
    let run = move || {
        home.add_host();
        let running = Mutex::new(home.serve());
        let cookie = sign_in(home.address);
        let room = make_room(home.address, &cookie);
        let emails: VecDeque<_> =
            (0..INVITATIONS).map(|number| format!("guest-{number}@example.org")).collect();
        let acknowledged = send_all(home.address, &cookie, room, emails.clone(), |count| {
            if count == INVITATIONS / 3 {
                running.lock().unwrap().kill();
            }
        });
        assert!(acknowledged.len() >= INVITATIONS / 3);
        assert!(acknowledged.len() < INVITATIONS, "it was killed after the last one");
        drop(running);

        let running = home.serve();
        let kept = list(running.address, &cookie, room);
        for (email, ready) in &acknowledged {
            assert_eq!(kept.get(email), Some(ready), "{email} was acknowledged and is lost or changed");
        }
        assert!(kept.len() <= acknowledged.len() + CONNECTIONS, "there is more than was ever under way");
        // The host sends the whole list again and has everybody once, under the links already mailed.
        let rest: VecDeque<_> =
            emails.into_iter().filter(|email| !acknowledged.contains_key(email)).collect();
        let sent = send_all(running.address, &cookie, room, rest, |_| ());
        assert_eq!(acknowledged.len() + sent.len(), INVITATIONS);
        let all = list(running.address, &cookie, room);
        assert_eq!(all.len(), INVITATIONS);
        assert!(acknowledged.iter().chain(&sent).all(|(email, ready)| all.get(email) == Some(ready)));
    };
    tokio::task::spawn_blocking(run).await.unwrap();
});

/// People of a list that is interrupted: some hundred groups.
const LISTED: usize = 4_000;

/// The answer to something about lists.
fn about_list<T: serde::de::DeserializeOwned>(
    running: &Running,
    cookie: &str,
    act: &str,
    arguments: &Value,
) -> T {
    let path = format!("/api/invite-many/{act}");
    let answer = post(running.address, &path, "application/json", cookie, &arguments.to_string());
    let (status, _, body) = answer.unwrap();
    assert_eq!(status, 200, "{act}: {body}");
    serde_json::from_str(&body).unwrap()
}

fn send_list(running: &Running, cookie: &str, room: RoomId) -> BatchId {
    let id = BatchId::from_bits(7);
    let order = json!({ "id": id, "room": room, "send_mail": false, "if_known": "keep", "total": LISTED });
    about_list::<()>(running, cookie, "begin", &json!({ "order": order }));
    let rows: Vec<_> = (0..LISTED)
        .map(|number| {
            json!({ "email": format!("g{number}@example.org"), "first": "Bo", "last": "Guest", "role": "viewer" })
        })
        .collect();
    for (number, chunk) in rows.chunks(MAX_CHUNK).enumerate() {
        let arguments = json!({ "batch": id, "from": number * MAX_CHUNK, "rows": chunk });
        about_list::<()>(running, cookie, "add", &arguments);
    }
    about_list::<()>(running, cookie, "start", &json!({ "batch": id }));
    id
}

/// Asks until the list is as far as it should be.
fn until(
    running: &Running,
    cookie: &str,
    place: &Value,
    is_there: impl Fn(&BatchSummary) -> bool,
) -> BatchSummary {
    loop {
        let summary: BatchSummary = about_list(running, cookie, "find", place);
        if is_there(&summary) {
            return summary;
        }
    }
}

on_both_engines!(a_list_goes_on_after_kill_9_and_invites_nobody_twice, async |engine| {
    let home = Home::new(engine);
    let run = move || {
        home.add_host();
        let mut running = home.serve();
        let cookie = sign_in(home.address);
        let room = make_room(home.address, &cookie);
        let id = send_list(&running, &cookie, room);
        let place = json!({ "room": room, "batch": id });
        let killed_at = until(&running, &cookie, &place, |summary| summary.counts.done() > 100);
        running.kill();
        assert_eq!(killed_at.state, BatchState::Running, "it was killed after its end");

        let running = home.serve();
        let done = until(&running, &cookie, &place, |summary| summary.state == BatchState::Done);
        assert_eq!(done.counts.invited as usize, LISTED, "{:?}", done.counts);
        assert_eq!(list(running.address, &cookie, room).len(), LISTED);
    };
    tokio::task::spawn_blocking(run).await.unwrap();
});
