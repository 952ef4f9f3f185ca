//! The program as people run it: a process of its own, spoken to over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use domain::RoomId;
use serde_json::json;
use server::db::Location;

use super::Engine;

const PROGRAM: &str = env!("CARGO_BIN_EXE_greenroom");
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site/assets.json");
const PASSWORD: &str = "correct horse battery";
pub const FORM: &str = "application/x-www-form-urlencoded";
pub const JSON: &str = "application/json";

/// Where the program keeps its things.
pub struct Home {
    folder: tempfile::TempDir,
    database_url: Option<String>,
    pub address: SocketAddr,
    settings: Vec<(&'static str, String)>,
}

impl Home {
    pub fn new(engine: &Engine) -> Self {
        let database_url = match &engine.location {
            Location::Folder(_) => None,
            Location::Postgres(url) => Some(url.clone()),
        };
        // Free a moment ago.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { folder: tempfile::tempdir().unwrap(), database_url, address, settings: Vec::new() }
    }

    /// With one more variable in its environment.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.settings.push((name, value.to_owned()));
        self
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where its database is.
    pub fn location(&self) -> Location {
        match &self.database_url {
            None => Location::Folder(self.folder.path().to_owned()),
            Some(url) => Location::Postgres(url.clone()),
        }
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .arg("--data")
            .arg(self.folder.path())
            .arg("--addr")
            .arg(self.address.to_string());
        for name in [
            "DATABASE_URL",
            "PUBLIC_URL",
            "SECRET_KEY_FILE",
            "SMTP_URL",
            "MAIL_FROM",
            "TRUSTED_PROXIES",
            "LOG",
            "LOG_FORMAT",
        ] {
            command.env_remove(name);
        }
        if let Some(url) = &self.database_url {
            command.env("DATABASE_URL", url);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    pub fn add_host(&self) {
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
    pub fn serve(&self) -> Running {
        assert!(Path::new(BUILT).exists(), "the program needs the files for browsers: run bin/build first");
        let mut child = self.program(&["serve", "--log", "error"]).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let is_ready = lines.map_while(Result::ok).any(|line| line.starts_with("Greenroom is at"));
        assert!(is_ready, "the program has ended before it listened: {:?}", child.wait());
        Running { child, address: self.address }
    }
}

/// Ends with the test.
pub struct Running {
    child: Child,
    pub address: SocketAddr,
}

impl Running {
    /// As `kill -9` does: nothing is finished, nothing is told.
    pub fn kill(&mut self) {
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
pub fn post(
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

/// The host's cookie.
pub fn sign_in(address: SocketAddr) -> String {
    let form = format!("email=ann%40example.org&password={}&next=", PASSWORD.replace(' ', "+"));
    let (status, head, body) = post(address, "/api/account/sign-in", FORM, "", &form).unwrap();
    assert!(status < 400, "{status}: {body}");
    let set = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("set-cookie").then(|| value.split(';').next().unwrap().to_owned())
    });
    set.unwrap_or_else(|| panic!("no cookie in {head}"))
}

pub fn make_room(address: SocketAddr, cookie: &str) -> RoomId {
    let form = json!({ "form": {
        "room": null, "title": "Optics", "description": "", "speakers": "", "starts": "2090-01-01T10:00",
        "ends": "2090-01-01T11:00", "time_zone": "UTC", "collaboration": true, "audience": "invited",
        "hosts": [],
    }});
    let (status, _, body) = post(address, "/api/rooms/save", JSON, cookie, &form.to_string()).unwrap();
    assert_eq!(status, 200, "{body}");
    serde_json::from_str(&body).unwrap()
}
