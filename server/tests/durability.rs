//! What was acknowledged survives the death of the process.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;

use app::error::AppError;
use app::invitation::api::{InvitationReady, InvitationSummary};
use app::invitation::many::api::BatchSummary;
use domain::invite_many::{BatchState, MAX_CHUNK};
use domain::{BatchId, RoomId};
use serde_json::{Value, json};
use server::db::Location;
use support::{Engine, on_both_engines};

const PROGRAM: &str = env!("CARGO_BIN_EXE_greenroom");
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site/assets.json");
const PASSWORD: &str = "correct horse battery";
const INVITATIONS: usize = 2_000;
const CONNECTIONS: usize = 8;

/// Where the program keeps its things.
struct Home {
    folder: tempfile::TempDir,
    database_url: Option<String>,
    address: SocketAddr,
}

impl Home {
    fn new(engine: &Engine) -> Self {
        let database_url = match &engine.location {
            Location::Folder(_) => None,
            Location::Postgres(url) => Some(url.clone()),
        };
        // Free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), database_url, address }
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .arg("--data")
            .arg(self.folder.path())
            .arg("--addr")
            .arg(self.address.to_string());
        for name in ["DATABASE_URL", "PUBLIC_URL", "SECRET_KEY_FILE", "TRUSTED_PROXIES", "LOG", "LOG_FORMAT"]
        {
            command.env_remove(name);
        }
        if let Some(url) = &self.database_url {
            command.env("DATABASE_URL", url);
        }
        command
    }

    fn add_host(&self) {
        let arguments = ["user", "add", "ann@example.org", "--first", "Ann", "--last", "Archer"];
        let mut adding = self
            .program(&[&arguments[..], &["--role", "private_only", "--password-stdin"]].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        writeln!(adding.stdin.take().unwrap(), "{PASSWORD}").unwrap();
        assert!(adding.wait().unwrap().success());
    }

    /// Starts the program and waits until it listens.
    fn serve(&self) -> Running {
        assert!(Path::new(BUILT).exists(), "the program needs the files for browsers: run bin/build first");
        let mut child = self.program(&["serve", "--log", "error"]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let is_ready = lines.map_while(Result::ok).any(|line| line.starts_with("Greenroom is at"));
        assert!(is_ready, "the program has ended before it listened: {:?}", child.wait());
        Running { child, address: self.address }
    }
}

/// Ends with the test.
struct Running {
    child: Child,
    address: SocketAddr,
}

impl Running {
    /// As `kill -9` does: nothing is finished, nothing is told.
    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer's status, headers and body; `None` when the connection broke before all of it had come.
fn post(
    address: SocketAddr,
    path: &str,
    kind: &str,
    cookie: &str,
    body: &str,
) -> Option<(u16, String, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    let request = format!(
        "POST {path} HTTP/1.0\r\nHost: {address}\r\nAccept: application/json\r\nContent-Type: {kind}\r\n\
         Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
    });
    let is_whole = length.is_none_or(|length| length == body.len());
    is_whole.then(|| (status, head.to_owned(), body.to_owned()))
}

fn sign_in(address: SocketAddr) -> String {
    let form = format!("email=ann%40example.org&password={}&next=", PASSWORD.replace(' ', "+"));
    let form_kind = "application/x-www-form-urlencoded";
    let (status, head, body) = post(address, "/api/account/sign-in", form_kind, "", &form).unwrap();
    assert!(status < 400, "{status}: {body}");
    let set = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next().unwrap().to_owned())
    });
    set.unwrap_or_else(|| panic!("no cookie in {head}"))
}

fn make_room(address: SocketAddr, cookie: &str) -> RoomId {
    let form = json!({ "form": {
        "room": null, "title": "Optics", "description": "", "speakers": "", "starts": "2090-01-01T10:00",
        "ends": "2090-01-01T11:00", "time_zone": "UTC", "collaboration": true, "audience": "invited",
        "hosts": [],
    }});
    let (status, _, body) =
        post(address, "/api/rooms/save", "application/json", cookie, &form.to_string()).unwrap();
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}

fn invite(address: SocketAddr, cookie: &str, room: RoomId, email: &str) -> Option<(u16, String)> {
    let request: Value = json!({ "request": {
        "room": room, "email": email, "first_name": "Bo", "last_name": "Guest", "role": "viewer",
        "if_invited": "ask",
    }});
    let (status, _, body) =
        post(address, "/api/invitations/invite", "application/json", cookie, &request.to_string())?;
    Some((status, body))
}

fn list(address: SocketAddr, cookie: &str, room: RoomId) -> BTreeMap<String, InvitationReady> {
    let form_kind = "application/x-www-form-urlencoded";
    let (status, _, body) =
        post(address, "/api/invitations/list", form_kind, cookie, &format!("room={room}")).unwrap();
    assert_eq!(status, 200, "{body}");
    let listed: Vec<InvitationSummary> = serde_json::from_str(&body).unwrap();
    let count = listed.len();
    let listed: BTreeMap<_, _> =
        listed.into_iter().map(|listed| (listed.ready.email.to_string(), listed.ready)).collect();
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
