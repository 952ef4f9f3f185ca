//! What the services may rely on, whichever engine holds the data.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::path::Path;

use app::error::AppError;
use domain::{Role, Settings, Timestamp};
use futures::FutureExt;
use http::StatusCode;
use server::db::{Connection, Db, DbError, Location, Value};
use server::values;
use support::{HOUR, TestApp, on_both_engines};

/// Runs one statement as a command.
async fn run(db: &Db, sql: &'static str, values: Vec<Value>) -> Result<u64, DbError> {
    db.write(move |connection| async move { connection.execute(sql, values).await }.boxed()).await
}

async fn note(connection: &mut Connection, name: String) -> Result<u64, DbError> {
    connection.execute("insert into setting (name, value) values ($1, '1')", values![name]).await
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    db.read().await.unwrap().fetch_optional(sql, vec![]).await.unwrap().unwrap().int("found").unwrap()
}

on_both_engines!(a_command_that_fails_or_panics_disturbs_nobody, async |engine| {
    let app = TestApp::real(engine).await;
    let db = &app.site.db;
    let commands = (0..60).map(|number| {
        db.write(move |connection| {
            async move {
                note(connection, format!("note-{number}")).await?;
                match number % 6 {
                    1 => Err(DbError::ChangedMeanwhile),
                    2 => panic!("a command breaks on purpose"),
                    3 => {
                        // What the engine refuses undoes the whole command too.
                        note(connection, format!("note-{number}")).await?;
                        Ok(number)
                    }
                    _ => Ok(number),
                }
            }
            .boxed()
        })
    });
    let answers: Vec<Result<usize, DbError>> = futures::future::join_all(commands).await;
    for (number, answer) in answers.iter().enumerate() {
        match number % 6 {
            1 => assert!(matches!(answer, Err(DbError::ChangedMeanwhile)), "{answer:?}"),
            2 => assert!(matches!(answer, Err(DbError::Panicked)), "{answer:?}"),
            3 => assert!(answer.is_err(), "{answer:?}"),
            _ => assert_eq!(answer.as_ref().unwrap(), &number, "an answer went to somebody else"),
        }
    }
    let names: Vec<_> = db
        .read()
        .await
        .unwrap()
        .fetch_all("select name from setting order by name", vec![])
        .await
        .unwrap()
        .iter()
        .map(|row| row.text("name").unwrap())
        .collect();
    let mut kept: Vec<_> = (0..60)
        .filter(|number| matches!(number % 6, 0 | 4 | 5))
        .map(|number| format!("note-{number}"))
        .collect();
    kept.sort();
    assert_eq!(names, kept);
});

on_both_engines!(a_failed_command_wakes_nobody_and_leaves_no_event, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let id = room.id;
    let failed: Result<(), DbError> = app
        .site
        .db
        .write(move |connection| {
            async move {
                let event = domain::live::RoomEvent::RoomDeleted;
                server::live::events::append(connection, id, &event, support::NOW).await?;
                Err(DbError::ChangedMeanwhile)
            }
            .boxed()
        })
        .await;
    assert!(failed.is_err());
    let mut stream = ann.device.room_stream(room.id, None).await;
    room.change("title", "Marker").await.unwrap();
    assert_eq!(stream.until_title("Marker").await, []);
    assert_eq!(stream.last, Some(1), "the sequence has a hole");
});

on_both_engines!(a_command_whose_caller_has_gone_is_finished, async |engine| {
    let app = TestApp::real(engine).await;
    let db = &app.site.db;
    let (begun, has_begun) = tokio::sync::oneshot::channel();
    let mut abandoned = Box::pin(db.write(move |connection| {
        async move {
            let noted = note(connection, "abandoned".to_owned()).await;
            begun.send(()).unwrap();
            noted
        }
        .boxed()
    }));
    assert!(futures::poll!(&mut abandoned).is_pending());
    drop(abandoned);
    has_begun.await.expect("the command was dropped with its caller");
    // SQLite's writer runs one after another; PostgreSQL makes the second wait for the first's key.
    let second: Result<u64, DbError> =
        db.write(|connection| note(connection, "abandoned".to_owned()).boxed()).await;
    second.expect_err("the abandoned command was undone");
    assert_eq!(count(db, "select count(*) as found from setting where name = 'abandoned'").await, 1);
});

on_both_engines!(constraints_have_one_name_on_both_engines, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(0, 2 * HOUR).await;
    app.turn(0).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    app.device().join(&invitation, room.id).await;
    ann.device.enter(room.id, None).await.unwrap();
    let before = app.rows().await;
    for (sql, name) in [
        (
            "insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                 application_role, active, created_at)
             select 'x', email, first_name, last_name, first_last_key, last_first_key, application_role, active,
                 created_at
             from person",
            "person_email_unique",
        ),
        (
            "insert into invitation (id, room_id, email, first_name, last_name, role, state, generation, nonce,
                 invited_at, expires_at, wrong_tries)
             select 'x', room_id, email, first_name, last_name, role, state, generation, nonce, invited_at,
                 expires_at, wrong_tries
             from invitation",
            "invitation_room_email_unique",
        ),
        (
            "insert into claimed_device (invitation_id, place, device_hash, user_agent, claimed_at)
             select invitation_id, place, 'x', user_agent, claimed_at
             from claimed_device",
            "claimed_device_pk",
        ),
        (
            "insert into claimed_device (invitation_id, place, device_hash, user_agent, claimed_at)
             select invitation_id, place + 1, device_hash, user_agent, claimed_at
             from claimed_device",
            "claimed_device_hash_unique",
        ),
        (
            "insert into participant (id, room_id, invitation_id, first_name, last_name, role, state, entered_at,
                 seen_at)
             select 'x', room_id, invitation_id, first_name, last_name, role, state, entered_at, seen_at
             from participant where invitation_id is not null",
            "participant_invitation_unique",
        ),
        (
            "insert into participant (id, room_id, person_id, first_name, last_name, role, state, entered_at,
                 seen_at)
             select 'x', room_id, person_id, first_name, last_name, role, state, entered_at, seen_at
             from participant where person_id is not null",
            "participant_person_unique",
        ),
        ("insert into room_event select * from room_event", "room_event_pk"),
        ("insert into room_host select room_id, person_id, 'co_owner' from room_host", "room_host_pk"),
        ("update room set session_state = 'planned'", "check"),
        ("update room set ends_at = starts_at", "check"),
        ("update invitation set role = 'host'", "check"),
        ("update invitation set state = 'expired'", "check"),
        ("update participant set state = 'elsewhere'", "check"),
        ("update participant set person_id = null, invitation_id = null", "check"),
        ("update room_host set kind = 'king'", "check"),
        ("update room_host set person_id = 'nobody'", "foreign key"),
        ("update invitation set room_id = 'nowhere'", "foreign key"),
        ("update person set email = null", "not null"),
    ] {
        match run(&app.site.db, sql, vec![]).await {
            Err(DbError::Constraint(broken)) => assert_eq!(broken, name, "{sql}"),
            other => panic!("{sql}: {other:?}"),
        }
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(deleting_a_room_s_row_leaves_nothing_of_it, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    // What was done stays written down.
    let rows = async || {
        let rows = app.rows().await;
        rows.into_iter().filter(|row| !row.starts_with("audit_entry: ")).collect::<Vec<_>>()
    };
    let before = rows().await;
    let room = ann.room(0, 2 * HOUR).await;
    app.turn(0).await;
    let invitation = room.invite("bo@example.org", Role::Viewer).await;
    app.device().join(&invitation, room.id).await;
    run(&app.site.db, "delete from room where id = $1", values![room.id]).await.unwrap();
    assert_eq!(rows().await, before);
});

on_both_engines!(migrations_run_twice_change_nothing, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    ann.room(HOUR, 2 * HOUR).await;
    let before = app.rows().await;
    app.site.db.migrate().await.unwrap();
    let node = app.other_node().await;
    assert_eq!(node.rows().await, before);
});

on_both_engines!(nodes_that_start_together_migrate_once, async |engine| {
    let opened = futures::future::join_all((0..16).map(async |_| {
        let (db, _) = Db::open(&engine.location).await.unwrap();
        db.migrate().await.map(|()| db)
    }))
    .await;
    for db in opened {
        assert_eq!(count(&db.unwrap(), "select count(*) as found from person").await, 0);
    }
});

on_both_engines!(a_database_of_a_newer_version_is_refused, async |engine| {
    let app = TestApp::real(engine).await;
    run(
        &app.site.db,
        "update _sqlx_migrations set version = 99990101000000
         where version = (select max(version) from _sqlx_migrations)",
        vec![],
    )
    .await
    .unwrap();
    app.site.db.migrate().await.expect_err("an older program has taken a newer database for its own");
});

on_both_engines!(settings_are_kept_and_unknown_ones_have_defaults, async |engine| {
    let app = TestApp::real(engine).await;
    let settings = Settings { link_devices: None, advance_entry_minutes: 7, ..Settings::default() };
    app.set(settings.clone()).await;
    let mut connection = app.site.db.read().await.unwrap();
    assert_eq!(server::settings::load(&mut connection).await.unwrap(), settings);
    drop(connection);
    run(&app.site.db, "update setting set value = '{\"media_page\":false}'", vec![]).await.unwrap();
    let mut connection = app.site.db.read().await.unwrap();
    let loaded = server::settings::load(&mut connection).await.unwrap();
    assert_eq!(loaded, Settings { media_page: false, guests_kept_days: None, ..Settings::default() });
});

on_both_engines!(nobody_is_erased_who_was_there_before_anybody_was_asked, async |engine| {
    let app = TestApp::real(engine).await;
    let kept = async || {
        let mut connection = app.site.db.read().await.unwrap();
        server::settings::load(&mut connection).await.unwrap().guests_kept_days
    };
    assert_eq!(kept().await, Some(90), "a new site begins with the default");
    // As an older program has left it: settings that have never been saved, and somebody who uses the site.
    app.person("ann@example.org").await;
    run(&app.site.db, "delete from setting where name = 'modules'", vec![]).await.unwrap();
    run(&app.site.db, "delete from _sqlx_migrations where version = 20261126113800", vec![]).await.unwrap();
    app.site.db.migrate().await.unwrap();
    assert_eq!(kept().await, None, "kept until somebody decides");
    // Whoever has decided is not asked again.
    app.set(Settings { guests_kept_days: Some(7), ..Settings::default() }).await;
    run(&app.site.db, "delete from _sqlx_migrations where version = 20261126113800", vec![]).await.unwrap();
    app.site.db.migrate().await.unwrap();
    assert_eq!(kept().await, Some(7));
});

on_both_engines!(times_and_texts_come_back_as_they_went_in, async |engine| {
    let app = TestApp::real(engine).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let title = "Ünïcode – 漢字 🎤 'quotes' \"double\" \\ % _ $1 ?";
    room.change("title", title).await.unwrap();
    let page = room.page().await.unwrap();
    assert_eq!(page.details.title, title);
    assert_eq!(page.session.starts_at, Timestamp::from_millis(support::NOW.as_millis() + HOUR));
});

/// Frames that SQLite's log has grown by: each commit adds one at least for each page it changes.
fn log_frames(folder: &Path) -> u64 {
    const HEADER: u64 = 32;
    const FRAME: u64 = 24 + 4096;
    let length = std::fs::metadata(folder.join("greenroom.sqlite-wal")).unwrap().len();
    length.saturating_sub(HEADER) / FRAME
}

#[tokio::test]
async fn writes_that_wait_together_are_committed_together() {
    support::on_sqlite(async |engine| {
        let app = TestApp::real(engine).await;
        let db = &app.site.db;
        let Location::Folder(folder) = &engine.location else { unreachable!() };
        run(db, "insert into setting (name, value) values ('counter', '0')", vec![]).await.unwrap();
        let raise = || run(db, "update setting set value = value + 1 where name = 'counter'", vec![]);
        let start = log_frames(folder);
        for _ in 0..100 {
            raise().await.unwrap();
        }
        let alone = log_frames(folder) - start;
        assert!(alone >= 100, "{alone} frames for 100 commits: frames do not count commits");
        let start = log_frames(folder);
        for answer in futures::future::join_all((0..100).map(|_| raise())).await {
            assert_eq!(answer.unwrap(), 1);
        }
        let together = log_frames(folder) - start;
        assert!(together <= 10, "{together} frames for 100 commands that came together");
        assert_eq!(count(db, "select cast(value as integer) as found from setting").await, 200);
    })
    .await;
}

const FULL: StatusCode = StatusCode::SERVICE_UNAVAILABLE;

#[tokio::test]
async fn a_full_disk_loses_nothing_that_was_acknowledged() {
    support::on_sqlite(async |engine| {
        let app = TestApp::generous(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(HOUR, 2 * HOUR).await;
        // To the writer's one connection the disk is full from here on: SQLite gives the same error.
        run(&app.site.db, "pragma max_page_count = 1", vec![]).await.unwrap();
        let mut acknowledged = Vec::new();
        let refused = loop {
            let round = acknowledged.len();
            assert!(round < 5_000, "the disk does not fill");
            // Many at once, so that commands share a transaction with the one that finds the disk full.
            let addresses: Vec<_> =
                (0..8).map(|number| format!("guest-{round}-{number}@example.org")).collect();
            let tries = addresses.iter().map(|address| room.try_invite(address, Role::Viewer, "ask"));
            let answers = futures::future::join_all(tries).await;
            let mut refused = Vec::new();
            for (address, answer) in addresses.into_iter().zip(answers) {
                match answer {
                    Ok(ready) => acknowledged.push(ready),
                    Err((status, error)) => {
                        assert_eq!((status, error), (FULL, AppError::NotSaved), "{address}");
                        refused.push(address);
                    }
                }
            }
            if !refused.is_empty() {
                break refused;
            }
        };
        let listed = room.invitations().await;
        let mut listed: Vec<_> = listed.into_iter().map(|listed| listed.ready).collect();
        listed.sort_by_key(|ready| ready.id);
        acknowledged.sort_by_key(|ready| ready.id);
        assert_eq!(listed, acknowledged, "what was refused is there, or what was told is not");
        // Reading goes on, and writing once there is room again: the same words, sent again.
        run(&app.site.db, "pragma max_page_count = 1000000", vec![]).await.unwrap();
        for address in refused {
            room.invite(&address, Role::Viewer).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_that_cannot_be_written_to_says_so_and_keeps_what_it_has() {
    support::on_sqlite(async |engine| {
        let app = TestApp::real(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(0, 2 * HOUR).await;
        app.turn(0).await;
        let invitation = room.invite("bo@example.org", Role::Viewer).await;
        let bo = app.device();
        bo.open_link(&invitation).await;
        let before = app.rows().await;
        run(&app.site.db, "pragma query_only = on", vec![]).await.unwrap();
        let not_saved = || (FULL, AppError::NotSaved);
        assert_eq!(room.try_invite("cy@example.org", Role::Viewer, "ask").await, Err(not_saved()));
        assert_eq!(bo.confirm(&invitation, "bo@example.org").await, Err(not_saved()));
        assert_eq!(bo.confirm(&invitation, "eve@example.org").await, Err(not_saved()));
        assert_eq!(room.change("title", "New").await, Err(not_saved()));
        assert_eq!(room.page().await.unwrap().details.title, "Optics", "reading goes on");
        assert_eq!(app.rows().await, before);
        // A process that may write goes on where this one had to stop.
        let node = app.other_node().await;
        let again = support::Device::new(node.router.clone());
        for (name, value) in bo.cookies() {
            again.set_cookie(&name, &value);
        }
        again.confirm(&invitation, "bo@example.org").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_read_only_postgresql_says_so() {
    support::on_postgres(async |engine| {
        let app = TestApp::real(engine).await;
        let ann = app.person("ann@example.org").await;
        let room = ann.room(HOUR, 2 * HOUR).await;
        let before = app.rows().await;
        // As a standby does, or a server whose disk has run full; it counts for new connections.
        let name = engine_name(&engine.location);
        let sql = format!("alter database {name} set default_transaction_read_only = on").leak();
        run(&app.site.db, sql, vec![]).await.unwrap();
        let node = app.other_node_unmigrated().await;
        let refused = support::Device::new(node.router.clone());
        for (cookie, value) in ann.device.cookies() {
            refused.set_cookie(&cookie, &value);
        }
        let request = serde_json::json!({ "request": {
            "room": room.id, "email": "bo@example.org", "first_name": "Bo", "last_name": "Guest",
            "role": "viewer", "if_invited": "ask",
        }});
        let answer =
            refused.call::<app::invitation::api::InvitationReady>("/api/invitations/invite", request).await;
        assert_eq!(answer, Err((FULL, AppError::NotSaved)));
        assert_eq!(app.rows().await, before);
    })
    .await;
}

fn engine_name(location: &Location) -> &str {
    match location {
        Location::Postgres(url) => url.rsplit('/').next().unwrap(),
        Location::Folder(_) => panic!("this is SQLite"),
    }
}
