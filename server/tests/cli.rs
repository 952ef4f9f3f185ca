//! The command line, as a program.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use domain::identity::PublicAddress;
use server::account::service::{has_administrator, sign_in};
use server::clock::Clock;
use server::db::{Db, Location};
use server::http::rate_limit::Limits;
use server::identity::{Given, Identity};
use server::secrets::SecretKey;
use server::site::{Node, Site};
use support::database::caller;
use tempfile::TempDir;

struct Ended {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A data folder, and the program that works on it.
struct Program {
    data: TempDir,
}

impl Program {
    fn new() -> Self {
        Self { data: tempfile::tempdir().unwrap() }
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, &[], "")
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Ended {
        let mut program = Command::new(env!("CARGO_BIN_EXE_greenroom"))
            .args(arguments)
            .env_clear()
            .env("GREENROOM_DATA", self.data.path())
            .envs(variables.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Who does not ask for input may have ended by now.
        let _ = program.stdin.take().unwrap().write_all(input.as_bytes());
        let output = program.wait_with_output().unwrap();
        Ended {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    fn succeed(&self, arguments: &[&str]) -> String {
        let ended = self.run(arguments);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
        ended.out
    }

    async fn site(&self) -> Site {
        let (db, _) = Db::open(&Location::Folder(self.data.path().to_owned())).await.unwrap();
        Site {
            db,
            clock: Clock::System,
            key: SecretKey::random(),
            identity: Identity::new(Given {
                address: None,
                usual_address: PublicAddress::parse("http://localhost:3000").unwrap(),
                mailer: None,
                mail_from: None,
                mails: self.data.path().join("mails"),
            }),
            limits: Limits::new(Clock::System),
            hub: std::sync::Arc::default(),
            node: Node::new(Clock::System.now(), self.data.path()),
        }
    }

    fn file(&self, name: &str, content: &str) -> String {
        let path = self.data.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// The word after `before` in `text`.
fn word_after<'t>(text: &'t str, before: &str) -> &'t str {
    text.split_once(before).unwrap().1.split_whitespace().next().unwrap()
}

const ANN: [&str; 7] = ["user", "add", "Ann@example.org", "--first", "Ann", "--last", "Archer"];

#[tokio::test]
async fn an_added_administrator_signs_in_with_the_password_that_is_shown() {
    let program = Program::new();
    let told = program.succeed(&[&ANN[..], &["--role", "admin"]].concat());
    let site = program.site().await;
    assert!(has_administrator(&site).await.unwrap());
    let password = word_after(&told, "Password: ");
    assert!(sign_in(&site, &caller(None), "ann@example.org", password).await.is_ok(), "{told}");
}

#[tokio::test]
async fn a_password_comes_from_standard_input_and_is_not_repeated() {
    let program = Program::new();
    let add = [&ANN[..], &["--password-stdin"]].concat();
    let ended = program.run_with(&add, &[], "correct horse battery\r\n");
    assert_eq!(ended.code, Some(0), "{}", ended.err);
    assert!(!format!("{}{}", ended.out, ended.err).contains("correct"), "{}", ended.out);
    let site = program.site().await;
    assert!(sign_in(&site, &caller(None), "ann@example.org", "correct horse battery").await.is_ok());

    let short = Program::new().run_with(&add, &[], "short\n");
    assert_eq!((short.code, short.err.contains("at least 12 characters")), (Some(1), true), "{}", short.err);
    let nothing = Program::new().run_with(&add, &[], "");
    assert_eq!((nothing.code, nothing.err.contains("holds no password")), (Some(1), true), "{}", nothing.err);
}

#[tokio::test]
async fn nobody_is_added_twice_but_a_new_password_is_easily_had() {
    let program = Program::new();
    let old = program.succeed(&ANN);
    let again = program.run(&ANN);
    assert_eq!(again.code, Some(1));
    assert!(
        again.err.contains("in the directory already") && again.err.contains("set-password"),
        "{}",
        again.err
    );

    let new = program.succeed(&["user", "set-password", "ann@example.org"]);
    let site = program.site().await;
    let right = word_after(&new, "Password: ");
    assert!(sign_in(&site, &caller(None), "ann@example.org", right).await.is_ok());
    let wrong = word_after(&old, "Password: ");
    assert!(sign_in(&site, &caller(None), "ann@example.org", wrong).await.is_err());

    let unknown = program.run(&["user", "set-password", "bo@example.org"]);
    assert_eq!(
        (unknown.code, unknown.err.contains("not in the directory")),
        (Some(1), true),
        "{}",
        unknown.err
    );
}

#[test]
fn wrong_arguments_say_what_is_right() {
    let program = Program::new();
    for (arguments, told) in [
        (&["user", "add", "ann", "--first", "A", "--last", "B"][..], "exactly one @"),
        (&["user", "add", "a@example.org", "--first", " ", "--last", "B"], "--first: Enter a name."),
        (&["user", "add", "a@example.org", "--first", "A", "--last", "B", "--role", "king"], "write viewer,"),
        (&["user", "import", "nowhere.csv"], "nowhere.csv cannot be read"),
        (&["setting", "set", "link_device", "3"], "there is no setting link_device; there are"),
        (&["setting", "set", "link_devices", "many"], "link_devices: Enter a whole number"),
        (&["setting", "set", "invite_to_media", "perhaps"], "invite_to_media is yes or no"),
        (&["setting", "set", "blocked_domains", "example"], "blocked_domains: example is no domain."),
        (&["setting", "set", "grants", "viewer"], "co_editor_gives"),
        (
            &["setting", "set", "owner_gives", "host"],
            "owner_gives is none, or some of viewer, moderator, speaker",
        ),
        (&["setting", "set", "mailed_code", "viewers"], "nobody, moderators_and_speakers, everyone"),
    ] {
        let ended = program.run(arguments);
        assert_ne!(ended.code, Some(0), "{arguments:?}");
        assert!(ended.err.contains(told), "{arguments:?}: {}", ended.err);
    }
}

#[test]
fn help_teaches_by_examples() {
    let program = Program::new();
    for arguments in [&["--help"][..], &["user", "add", "--help"], &["user", "import", "--help"]] {
        let help = program.succeed(arguments);
        assert!(help.contains("  greenroom "), "{help}");
    }
    assert_eq!(program.run(&[]).code, Some(2));
}

#[test]
fn all_mistakes_of_the_configuration_are_told_at_once() {
    let program = Program::new();
    let wrong = [
        ("GREENROOM_ADDR", "localhost"),
        ("DATABASE_URL", "mysql://user:secret@db/greenroom"),
        ("PUBLIC_URL", "http://greenroom.example.org"),
        ("TRUSTED_PROXIES", "nginx"),
        ("LOG_FORMAT", "xml"),
    ];
    for command in ["check-config", "migrate"] {
        let ended = program.run_with(&[command], &wrong, "");
        assert_eq!(ended.code, Some(2), "{command}");
        for (name, _) in wrong {
            assert!(ended.err.contains(&format!("  {name}: ")), "{name} is missing: {}", ended.err);
        }
        assert!(!ended.err.contains("secret"), "{}", ended.err);
    }
}

#[test]
fn a_configuration_is_shown_and_tried() {
    let program = Program::new();
    let shown = program.succeed(&["check-config"]);
    assert!(shown.contains("http://localhost:3000") && shown.contains("It works"), "{shown}");
    let derived = program.succeed(&["check-config", "--addr", "0.0.0.0:8080"]);
    assert!(derived.contains("http://localhost:8080"), "{derived}");
    assert_eq!(std::fs::read_dir(program.data.path()).unwrap().count(), 0, "trying leaves nothing behind");

    let key = program.file("secret.key", "not a key");
    let gone = "postgres://ann:secret@127.0.0.1:1/greenroom";
    let ended = program.run_with(&["check-config"], &[("DATABASE_URL", gone), ("SECRET_KEY_FILE", &key)], "");
    assert_eq!(ended.code, Some(2));
    assert!(
        ended.err.contains("  SECRET_KEY_FILE: ") && ended.err.contains("  DATABASE_URL: "),
        "{}",
        ended.err
    );
    assert!(ended.out.contains("ann:***@") && !ended.out.contains("secret@"), "{}", ended.out);
    assert!(!ended.err.contains("secret@"), "{}", ended.err);

    let file = program.file("file", "");
    let ended = program.run_with(&["check-config"], &[("GREENROOM_DATA", &file)], "");
    assert_eq!((ended.code, ended.err.contains("cannot be written to")), (Some(2), true), "{}", ended.err);
}

#[test]
fn settings_are_listed_and_changed() {
    let program = Program::new();
    assert!(program.succeed(&["setting", "list"]).contains("link_devices           1\n"));
    for (name, typed, shown) in [
        ("link_devices", "unlimited", "unlimited"),
        ("link_devices", "3", "3"),
        ("co_editor_gives", "Speaker, viewer", "viewer,speaker"),
        ("plus_addresses", "refused", "refused"),
        ("blocked_domains", "@Example.com, münchen.de", "example.com,xn--mnchen-3ya.de"),
        ("blocked_domains", "", "none"),
        ("allowed_domains", "example.com", "example.com"),
        ("allowed_domains", "None", "none"),
        ("allowed_people", "none", "none"),
        ("allowed_people", "0000000000000000000000000a", "0000000000000000000000000a"),
        ("allowed_groups", "", "none"),
    ] {
        let told = program.succeed(&["setting", "set", name, typed]);
        assert!(told.starts_with(&format!("{name} is now {shown}.\n")), "{told}");
        let list = program.succeed(&["setting", "list"]);
        assert!(list.contains(&format!("{name:<22} {shown}\n")), "{list}");
    }
}

#[test]
fn a_setting_that_locks_people_out_is_changed_when_that_is_said() {
    let program = Program::new();
    for (name, typed, shown, effect) in [
        (
            "co_publisher_gives",
            "none",
            "none",
            "Co-publisher: who hosts a room as this cannot invite any more",
        ),
        ("allowed_users", "Admin", "admin", "below Administrator cannot invite"),
        ("mailed_code", "Everyone", "everyone", "No mail leaves this site"),
        ("guest_links", "no", "no", "Guest links let nobody new in"),
        ("invite_to_media", "off", "no", "Nobody can invite any more."),
    ] {
        let list = program.succeed(&["setting", "list"]);
        let set = ["setting", "set", name, typed];
        let refused = program.run(&set);
        assert_eq!((refused.code, refused.out.as_str()), (Some(1), ""), "{name}");
        assert!(refused.err.contains(effect) && refused.err.contains("--yes"), "{name}: {}", refused.err);
        assert_eq!(program.succeed(&["setting", "list"]), list, "{name}: nothing is changed");
        let told = program.succeed(&[&set[..], &["--yes"]].concat());
        assert!(told.starts_with(&format!("{name} is now {shown}.\n  ")), "{told}");
        assert!(told.contains(effect), "{told}");
    }
    let narrowed = program.succeed(&["setting", "set", "invitations_per_host", "5"]);
    assert_eq!(narrowed, "invitations_per_host is now 5.\n", "nobody can invite anyway");
    program.succeed(&["setting", "set", "invite_to_media", "on"]);
    let narrowed = program.succeed(&["setting", "set", "invitations_per_room", "9"]);
    assert!(narrowed.contains("Invitations of the last 24 hours count."), "{narrowed}");
}

#[test]
fn an_import_tells_the_first_bad_rows_and_reports_all() {
    let program = Program::new();
    let mut content = String::from("email,first_name,last_name\nann@example.org,Ann,Archer\n");
    for number in 0..60 {
        writeln!(content, "nobody{number},No,Body").unwrap();
    }
    let file = program.file("people.csv", &content);
    let report = program.data.path().join("bad-rows.csv");
    let report_argument = ["--report", report.to_str().unwrap()];

    let refused = program.run(&[&["user", "import", &file][..], &report_argument].concat());
    assert_eq!(refused.code, Some(1));
    assert!(
        refused.err.contains("line 3: An address") && refused.err.contains("line 52: "),
        "{}",
        refused.err
    );
    assert!(
        !refused.err.contains("line 53: ") && refused.err.contains("and 10 more bad rows"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("nothing was imported"), "{}", refused.err);
    let lines = std::fs::read_to_string(&report).unwrap();
    assert_eq!(lines.lines().count(), 61, "{lines}");
    assert!(lines.lines().last().unwrap().starts_with("62,"), "{lines}");

    let skipped = program.run(&["user", "import", &file, "--skip-bad-rows"]);
    assert_eq!(skipped.out, "1 added, 0 updated, 0 unchanged, 60 skipped.\n");
    assert!(skipped.err.contains("reading ") && skipped.err.contains("writing: 100%"), "{}", skipped.err);
}

#[tokio::test]
async fn a_demonstration_is_made_once_and_shown_again() {
    let program = Program::new();
    let first = program.succeed(&["demo"]);
    assert_eq!(program.succeed(&["demo"]), first);

    let file = program.data.path().join("demo-accounts.txt");
    assert!(only_mine(&file));
    assert!(first.starts_with(&std::fs::read_to_string(file).unwrap()));

    let site = program.site().await;
    for local in ["admin", "owner", "co-owner", "co-editor", "co-publisher", "student"] {
        let email = format!("{local}@example.org");
        let password = word_after(&first, &email);
        assert!(sign_in(&site, &caller(None), &email, password).await.is_ok(), "{email}");
    }
    let mut connection = site.db.read().await.unwrap();
    let row = connection.fetch_optional("select count(*) as n from person", vec![]).await.unwrap().unwrap();
    assert_eq!(row.int("n").unwrap(), 3_006);
}

#[cfg(unix)]
fn only_mine(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777 == 0o600
}

#[cfg(not(unix))]
fn only_mine(_file: &Path) -> bool {
    true
}

#[test]
fn a_site_in_use_is_never_made_a_demonstration() {
    let program = Program::new();
    program.succeed(&ANN);
    let refused = program.run(&["demo"]);
    assert_eq!((refused.code, refused.err.contains("in use")), (Some(1), true), "{}", refused.err);
    assert!(!program.data.path().join("demo-accounts.txt").exists());
}

#[test]
fn a_database_is_migrated_as_often_as_one_likes() {
    let program = Program::new();
    for _ in 0..2 {
        assert_eq!(program.succeed(&["migrate"]), "The database is up to date.\n");
    }
}
