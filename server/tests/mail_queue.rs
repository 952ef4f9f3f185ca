//! Very many mails, through the program as people run it: it dies in the middle, and TLS is what it is asked for.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

mod support;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::invitation::{Invitation, InvitationState};
use domain::link_policy::Tries;
use domain::mail::Template;
use domain::{InvitationId, Language, PersonName, Role, RoomId, Timestamp};
use futures::FutureExt;
use server::db::{Db, DbError};
use server::invitation::queries::{self, StoredInvitation};
use server::mail::{outbox, template_queries};
use server::{secrets, values};
use support::on_both_engines;
use support::program::{FORM, Home, JSON, Running, make_room, post, sign_in};
use support::smtp::{Received, SmtpServer};

const GUESTS: usize = 10_000;
/// Anything a person does meanwhile is answered within this time, on a slow machine in a slow build.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

/// Runs what waits for the program beside the mail server.
async fn beside<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(run).await.unwrap()
}

async fn configure(db: &Db) {
    let saved = db.write(|connection| {
        async move {
            let template = Template::default_english();
            let now = Timestamp::from_millis(0);
            template_queries::insert(connection, Language::English, &template, None, now).await
        }
        .boxed()
    });
    saved.await.unwrap();
}

/// Guests of a room who were sent their invitation long ago.
async fn invite_all(db: &Db, room: RoomId) {
    let invited = db.write(move |connection| {
        async move {
            let row = connection.fetch_optional("select id from person limit 1", values![]).await?.unwrap();
            let host = row.parse("id")?;
            let now = Timestamp::from_millis(1_000_000);
            for number in 0..GUESTS {
                let stored = StoredInvitation {
                    invitation: Invitation {
                        id: InvitationId::from_bits(secrets::id_bits(now)),
                        room,
                        email: address(number).parse().unwrap(),
                        name: PersonName::parse("Bo", "Guest").unwrap(),
                        role: Role::Viewer,
                        state: InvitationState::Open,
                        generation: 1,
                        expires_at: now,
                        tries: Tries::default(),
                        link_requested_at: None,
                        declined_at: None,
                    },
                    nonce: secrets::nonce(),
                    invited_at: now,
                    language: Language::English,
                };
                queries::insert(connection, &stored, host).await?;
            }
            connection
                .execute(
                    "insert into mail (id, invitation_id, kind, state, tries, queued_at, due_at, settled_at,
                         calendar_sequence)
                     select invitation.id, invitation.id, 'invitation', 'sent', 1, 0, 0, 0, 0 from invitation",
                    values![],
                )
                .await?;
            Ok::<_, DbError>(())
        }
        .boxed()
    });
    invited.await.unwrap();
}

fn address(number: usize) -> String {
    format!("guest{number}@guests.example")
}

fn move_session(address: SocketAddr, cookie: &str, room: RoomId) {
    let form = format!("room={room}&starts=2090-01-02T10:00&ends=2090-01-02T11:00&time_zone=UTC");
    let (status, _, body) = post(address, "/api/sessions/reschedule", FORM, cookie, &form).unwrap();
    assert_eq!(status, 200, "{body}");
}

/// How many updates are in this state.
async fn count(db: &Db, state: &'static str) -> usize {
    let mut connection = db.read().await.unwrap();
    let sql = "select count(*) as mails from mail where kind = 'update' and state = $1";
    let row = connection.fetch_optional(sql, values![state]).await.unwrap().unwrap();
    row.small("mails").unwrap()
}

/// As if so much time had gone by that others take what the dead node had set out to send.
async fn let_leases_end(db: &Db) -> u64 {
    let ended = db.write(|connection| {
        let sql = "update mail set due_at = 0 where state = 'queued' and tries > 0";
        async move { connection.execute(sql, values![]).await }.boxed()
    });
    ended.await.unwrap()
}

fn message_id(mail: &Received) -> String {
    let text = std::str::from_utf8(&mail.raw).unwrap();
    let line = text.lines().find(|line| line.starts_with("Message-ID: "));
    line.unwrap_or_else(|| panic!("no Message-ID in {text}")).to_owned()
}

on_both_engines!(ten_thousand_mails_and_kill_9_leave_nobody_out, async |engine| {
    let smtp = SmtpServer::start_for_many().await;
    let home = std::sync::Arc::new(Home::new(engine).with("SMTP_URL", &smtp.url));
    let (db, _committed) = {
        let home = std::sync::Arc::clone(&home);
        let location = home.location();
        beside(move || home.add_host()).await;
        Db::open(&location).await.unwrap()
    };
    configure(&db).await;
    let serve = || {
        let home = std::sync::Arc::clone(&home);
        beside(move || home.serve())
    };
    let mut running: Running = serve().await;
    let at = running.address;
    let (cookie, room) = beside(move || {
        let cookie = sign_in(at);
        let room = make_room(at, &cookie);
        (cookie, room)
    })
    .await;
    invite_all(&db, room).await;

    let started = Instant::now();
    let host = cookie.clone();
    beside(move || move_session(at, &host, room)).await;
    let queued_in = started.elapsed();
    assert!(queued_in < ANSWERED_WITHIN, "moving the session took {queued_in:?}");

    // While they leave, others go on with their work.
    let mut slowest = Duration::ZERO;
    for part in 1..=8 {
        smtp.until(GUESTS * part / 20).await;
        let host = cookie.clone();
        let asked = Instant::now();
        beside(move || make_room(at, &host)).await;
        slowest = slowest.max(asked.elapsed());
    }
    assert!(slowest < ANSWERED_WITHIN, "making a room took {slowest:?}");
    running.kill();
    let before = smtp.received().len();
    assert!(before < GUESTS, "it was killed after the last one");
    let under_way = let_leases_end(&db).await;
    assert!(under_way <= outbox::IN_DOUBT as u64, "{under_way} were on their way");

    let running = serve().await;
    smtp.until(GUESTS).await;
    while count(&db, "queued").await > 0 {
        tokio::task::yield_now().await;
    }
    let drained_in = started.elapsed();
    assert_eq!((count(&db, "sent").await, count(&db, "failed").await), (GUESTS, 0));
    drop(running);

    let mut by_guest: HashMap<String, Vec<String>> = HashMap::new();
    let received = smtp.received();
    for mail in &received {
        by_guest.entry(mail.to.clone()).or_default().push(message_id(mail));
    }
    for number in 0..GUESTS {
        let ids = by_guest.get(&address(number)).unwrap_or_else(|| panic!("{} got none", address(number)));
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    }
    let twice = received.len() - GUESTS;
    assert!(twice <= outbox::IN_DOUBT, "{twice} came twice");
    println!(
        "queued in {queued_in:?}, all {GUESTS} there in {drained_in:?}, {twice} twice, slowest answer {slowest:?}"
    );
});

on_both_engines!(mails_leave_over_tls_for_a_server_whose_certificate_is_trusted, async |engine| {
    let (smtp, certificate) = SmtpServer::start_with_tls().await;
    let home = Home::new(engine).with("SMTP_URL", &format!("{}?tls=required", smtp.url));
    let file = home.path().join("trusted.pem");
    std::fs::write(&file, certificate).unwrap();
    let home = home.with("SSL_CERT_FILE", file.to_str().unwrap());
    let location = home.location();
    let home = beside(move || {
        home.add_host();
        home
    })
    .await;
    configure(&Db::open(&location).await.unwrap().0).await;
    let running = beside(move || {
        let running = home.serve();
        let cookie = sign_in(running.address);
        let room = make_room(running.address, &cookie);
        let request = serde_json::json!({ "request": {
            "room": room, "email": "bo@example.org", "first_name": "Bo", "last_name": "Guest",
            "role": "viewer", "if_invited": "ask", "send_mail": true,
        }});
        let invite = post(running.address, "/api/invitations/invite", JSON, &cookie, &request.to_string());
        assert_eq!(invite.unwrap().0, 200);
        (running, home)
    })
    .await;
    smtp.until(1).await;
    let [mail] = smtp.received().try_into().unwrap();
    assert!(mail.is_encrypted);
    assert!(!smtp.heard().contains(&"MAIL".to_owned()), "{:?}", smtp.heard());
    drop(running);
});
