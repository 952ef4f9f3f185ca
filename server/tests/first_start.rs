//! From an empty database to the first room, through the real router.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::time::Duration;

use app::error::AppError;
use app::identity::api::{SiteDesk, SiteFace};
use axum::body::Body;
use domain::identity::{LogoProblem, MOST_LOGO_BYTES};
use domain::setup::SetupStep;
use domain::{ApplicationRole, Language, Role, RoomId};
use http::{Request, StatusCode, header};
use serde_json::json;
use server::identity::service::follow;
use server::setup::service::find_code;
use support::smtp::SmtpServer;
use support::{Answer, Arguments, Device, HOUR, PUBLIC_URL, TestApp, local, mails, on_both_engines};

const PASSWORD: &str = "a calm place before the stage";

/// The first administrator as typed.
fn ann(code: &str) -> Arguments {
    Arguments::fields(&json!({
        "code": code, "first_name": "Ann", "last_name": "Archer", "email": "ann@example.org", "password": PASSWORD,
    }))
}

async fn code(app: &TestApp) -> String {
    find_code(&app.site).await.unwrap().unwrap()
}

/// A site whose first administrator has come this far.
async fn administered(app: &TestApp) -> Device {
    let device = app.device();
    let face: SiteFace = device.call("/api/setup/administrator", ann(&code(app).await)).await.unwrap();
    assert_eq!(face.unfinished, Some(SetupStep::Site));
    device
}

async fn desk(device: &Device) -> SiteDesk {
    device.call("/api/site/find-desk", ()).await.unwrap()
}

fn fields(error: (StatusCode, AppError)) -> Vec<String> {
    let (StatusCode::UNPROCESSABLE_ENTITY, AppError::Fields(fields)) = error else {
        panic!("not about fields: {error:?}")
    };
    fields.into_iter().map(|field| field.field).collect()
}

on_both_engines!(every_page_of_a_new_site_leads_to_its_setup_but_guests_pages, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = app.device();
    for path in ["/", "/rooms", "/sign-in", "/admin/settings", "/setup/mail", "/no/such/page"] {
        let answer = device.get(path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/setup"), "{path}");
    }
    for path in [
        "/join/unknown",
        "/i/cut-short",
        "/rooms/x/live?invitation=y",
        "/enter/unknown",
        "/g/cut-short",
        "/rooms/x/live",
        "/healthz",
        "/favicon.svg",
    ] {
        assert_ne!(device.get(path).await.location(), "/setup", "{path}");
    }
    let page = device.get("/setup").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Step 1 of 5"), "{}", page.text());
    assert!(!page.text().contains(&code(&app).await), "the page does not tell the code");

    administered(&app).await;
    assert_eq!(device.get("/rooms").await.location(), "/sign-in?next=/rooms");
    assert_eq!(device.get("/setup").await.location(), "/setup/site");
});

on_both_engines!(a_wrong_code_makes_nobody_and_may_not_be_guessed, async |engine| {
    let app = TestApp::fresh(engine).await;
    let right = code(&app).await;
    let device = app.device();
    let before = app.rows().await;
    let wrong = device.call::<SiteFace>("/api/setup/administrator", ann("aaaa-bbbb-cccc-dddd")).await;
    assert_eq!(fields(wrong.unwrap_err()), ["code"]);
    let empty = device.call::<SiteFace>("/api/setup/administrator", ann("")).await;
    assert_eq!(fields(empty.unwrap_err()), ["code"]);
    assert_eq!(app.rows().await, before);
    assert!(device.cookies().is_empty());
    loop {
        match device.call::<SiteFace>("/api/setup/administrator", ann("wrong")).await.unwrap_err() {
            (StatusCode::TOO_MANY_REQUESTS, AppError::TooMany { .. }) => break,
            error => assert_eq!(fields(error), ["code"]),
        }
    }
    let held_up = device.call::<SiteFace>("/api/setup/administrator", ann(&right)).await;
    assert_eq!(held_up.unwrap_err().0, StatusCode::TOO_MANY_REQUESTS, "the right one has to wait as well");
    app.clock.advance(Duration::from_mins(1));
    // However its groups are parted.
    let spaced = right.replace('-', " ").to_uppercase();
    device.call::<SiteFace>("/api/setup/administrator", ann(&spaced)).await.unwrap();
});

on_both_engines!(everything_wrong_with_the_first_administrator_is_told_at_once, async |engine| {
    let app = TestApp::fresh(engine).await;
    let form = Arguments::fields(&json!({
        "code": "x", "first_name": "", "last_name": "A\nB", "email": "nobody", "password": "short",
    }));
    let wrong = app.device().call::<SiteFace>("/api/setup/administrator", form).await.unwrap_err();
    assert_eq!(fields(wrong), ["code", "first_name", "last_name", "email", "password"]);
});

on_both_engines!(the_first_administrator_is_signed_in_and_the_code_is_gone, async |engine| {
    let app = TestApp::fresh(engine).await;
    let used = code(&app).await;
    let device = administered(&app).await;
    assert_eq!(device.get("/admin/settings").await.status, StatusCode::OK);
    assert_eq!(find_code(&app.site).await.unwrap(), None);
    let again = app.device().call::<SiteFace>("/api/setup/administrator", ann(&used)).await;
    assert_eq!(again.unwrap_err(), (StatusCode::CONFLICT, AppError::SetUpAlready));

    // Should nobody administer the site any more, as after a wrong import, the next start shows another code.
    app.execute("update person set password_hash = null", vec![]).await;
    let node = app.other_fresh_node().await;
    let next = code(&node).await;
    assert_ne!(next, used);
    let old = node.device().call::<SiteFace>("/api/setup/administrator", ann(&used)).await;
    assert_eq!(fields(old.unwrap_err()), ["code"]);
    // Who is in the directory already is made the administrator.
    let device = node.device();
    device.call::<SiteFace>("/api/setup/administrator", ann(&next)).await.unwrap();
    assert_eq!(device.get("/admin/settings").await.status, StatusCode::OK);
});

on_both_engines!(of_two_who_come_at_once_exactly_one_is_made, async |engine| {
    let app = TestApp::fresh(engine).await;
    let node = app.other_fresh_node().await;
    let code = code(&app).await;
    let bo = Arguments::fields(&json!({
        "code": code, "first_name": "Bo", "last_name": "Berg", "email": "bo@example.org", "password": PASSWORD,
    }));
    let (first, second) = (app.device(), node.device());
    let (one, other) = tokio::join!(
        first.call::<SiteFace>("/api/setup/administrator", ann(&code)),
        second.call::<SiteFace>("/api/setup/administrator", bo),
    );
    let outcomes = [one.is_ok(), other.is_ok()];
    assert_eq!(outcomes.iter().filter(|made| **made).count(), 1, "{outcomes:?}");
    let late = one.err().or(other.err()).unwrap();
    assert_eq!(late, (StatusCode::CONFLICT, AppError::SetUpAlready));
    let people = app.rows().await.into_iter().filter(|row| row.starts_with("person:")).count();
    let sign_ins = app.rows().await.into_iter().filter(|row| row.starts_with("sign_in:")).count();
    assert_eq!((people, sign_ins), (1, 1));
});

on_both_engines!(nobody_is_made_where_browsers_keep_no_sign_in, async |engine| {
    let app = TestApp::fresh(engine).await;
    let post = async |origin: &str| {
        let host = origin.split_once("://").unwrap().1.to_owned();
        let (kind, body) = ann(&code(&app).await).into_parts();
        let request = Request::post("/api/setup/administrator")
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, kind)
            .header(header::HOST, host)
            .header(header::ORIGIN, origin);
        app.device().send(request, Body::from(body)).await.into_result::<SiteFace>()
    };
    let refused = post("http://192.168.1.5:3000").await.unwrap_err();
    assert!(refused.1.for_field("code").unwrap().contains("plain http"), "{refused:?}");
    assert!(post("http://localhost:3000").await.is_ok());
});

on_both_engines!(the_setup_goes_on_where_it_was_left_until_it_is_done_or_dismissed, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    assert!(device.get("/rooms").await.text().contains("href=\"/setup/site\""));
    let name = [("name", "Summer  Academy"), ("walking", "site")];
    let answer = device.submit("/api/site/save-name", name).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/setup/address"));
    let page = device.get("/rooms").await.text();
    assert!(page.contains("href=\"/setup/address\"") && page.contains("Summer Academy"), "{page}");

    // A step back, and on again, loses nothing.
    device.submit("/api/setup/finish-step", [("step", "mail")]).await;
    let face: SiteFace = device.call("/api/setup/finish-step", [("step", "site")]).await.unwrap();
    assert_eq!(face.unfinished, Some(SetupStep::Room));
    // Nobody else is asked, nor may they go on.
    let host = app.person("host@example.org").await;
    assert!(!host.device.get("/rooms").await.text().contains("Finish setting up"));
    let refused = host.device.call::<SiteFace>("/api/setup/finish-step", [("step", "site")]).await;
    assert_eq!(refused.unwrap_err().0, StatusCode::NOT_FOUND);

    let face: SiteFace = device.call("/api/setup/dismiss", ()).await.unwrap();
    assert_eq!(face.unfinished, None);
    assert!(!device.get("/rooms").await.text().contains("Finish setting up"));
});

on_both_engines!(the_first_room_is_made_from_a_title_and_a_start, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let wrong = [("title", " "), ("starts", "soon"), ("time_zone", "UTC")];
    let problem = device.call::<RoomId>("/api/setup/room", wrong).await.unwrap_err();
    assert_eq!(fields(problem), ["title", "starts"]);
    let starts = local(HOUR);
    let form = [("title", "Opening night"), ("starts", starts.as_str()), ("time_zone", "UTC")];
    let answer = device.submit("/api/setup/room", form).await;
    let page = device.get(answer.location()).await.text();
    assert!(page.contains("Opening night") && page.contains("Invite users"), "{page}");
    let list: app::media::api::RoomList = device.call("/api/rooms/list", ()).await.unwrap();
    let session = list.mine[0].session;
    assert_eq!(session.ends_at, session.starts_at + Duration::from_hours(1));
    assert_eq!(desk(&device).await.face.unfinished, None, "the setup is over");
});

on_both_engines!(a_name_stands_everywhere_and_forges_no_header, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    for forged in ["Academy\r\nBcc: eve@evil.example", "Academy\nx", "\u{202e}Academy", " ", &"x".repeat(61)]
    {
        let refused = device.call::<SiteFace>("/api/site/save-name", [("name", forged)]).await;
        assert_eq!(fields(refused.unwrap_err()), ["name"], "{forged:?}");
    }
    // What mail headers could misread is only text.
    let name = r#"R&D "Days" <x@evil.example>, Bö"#;
    device.call::<SiteFace>("/api/site/save-name", [("name", name)]).await.unwrap();
    device.call::<()>("/api/site/test-mail-server", ()).await.unwrap();
    let folder = app.site.mailer().kept_in().unwrap().to_owned();
    let file = std::fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
    let raw = std::fs::read(file).unwrap();
    let mail = mail_parser::MessageParser::default().parse(&raw).unwrap();
    let from = mail.from().unwrap().as_list().unwrap();
    assert_eq!(from.len(), 1, "{from:?}");
    assert_eq!((from[0].name(), from[0].address()), (Some(name), Some("no-reply@greenroom.example.org")));
    assert!(mail.body_text(0).unwrap().contains(&format!("Sent to ann@example.org with {name}.")));
    let page = device.get("/rooms").await.text();
    assert!(page.contains("R&amp;D &quot;Days&quot;") || page.contains("R&amp;D \"Days\" &lt;x"), "{page}");
});

on_both_engines!(a_new_address_counts_at_once_for_links_origins_and_transport, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let room: RoomId = {
        let starts = local(HOUR);
        let form = [("title", "Optics"), ("starts", starts.as_str()), ("time_zone", "UTC")];
        device.call("/api/setup/room", form).await.unwrap()
    };
    let invite = async |email: &str| {
        let request = json!({ "request": {
            "room": room, "email": email, "first_name": "Bo", "last_name": "Guest", "role": Role::Viewer,
            "if_invited": "ask",
        }});
        let ready: app::invitation::api::InvitationReady =
            device.call("/api/invitations/invite", request).await.unwrap();
        ready.link
    };
    let post = async |origin: &str| {
        let request = Request::post("/api/account/me")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "10.0.0.7:3000")
            .header(header::ORIGIN, origin);
        app.device().send(request, Body::empty()).await.status
    };
    assert!(invite("bo@example.org").await.starts_with(&format!("{PUBLIC_URL}/i/")));
    assert_eq!(post("https://rooms.example.net").await, StatusCode::FORBIDDEN);

    for wrong in ["rooms.example.net", "http://rooms.example.net", "https://rooms.example.net/x", ""] {
        let refused = device.call::<SiteFace>("/api/site/save-address", [("address", wrong)]).await;
        assert_eq!(fields(refused.unwrap_err()), ["address"], "{wrong:?}");
    }
    let other = app.other_node().await;
    device
        .call::<SiteFace>("/api/site/save-address", [("address", "https://Rooms.example.net/")])
        .await
        .unwrap();
    assert!(invite("bea@example.org").await.starts_with("https://rooms.example.net/i/"));
    assert_eq!(post("https://rooms.example.net").await, StatusCode::OK);
    assert_eq!(post(PUBLIC_URL).await, StatusCode::FORBIDDEN, "the old address is nobody's any more");
    // Other nodes learn it by themselves.
    assert_eq!(follow(&other.site).await.unwrap(), 1);
    assert_eq!(other.site.public_url(), "https://rooms.example.net");
    assert_eq!(follow(&other.site).await.unwrap(), 0);

    device.call::<SiteFace>("/api/site/save-address", [("address", "http://localhost:3000")]).await.unwrap();
    let plain = app.device().get("/sign-in").await;
    assert_eq!(plain.header("strict-transport-security"), "", "localhost is not bound to TLS");
});

fn png(side: u32) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &side.to_be_bytes(), &side.to_be_bytes(), &[8, 6, 0, 0, 0]]
        .concat()
}

async fn upload(device: &Device, back: &str, picture: &[u8]) -> Answer {
    let part = |name: &str, file: &str| {
        format!("--part\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes()
    };
    let file = "; filename=\"logo.png\"\r\nContent-Type: image/png";
    let body = [
        part("back", "").as_slice(),
        back.as_bytes(),
        b"\r\n",
        &part("logo", file),
        picture,
        b"\r\n--part--\r\n",
    ]
    .concat();
    let request = Request::post("/setup/logo")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=part")
        .header("sec-fetch-site", "same-origin");
    device.send(request, Body::from(body)).await
}

on_both_engines!(a_logo_is_served_for_ever_under_the_name_of_its_content, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let answer = upload(&device, "/setup/site", &png(64)).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/setup/site"));
    let logo = desk(&device).await.face.logo.unwrap();
    assert!(app.device().get("/sign-in").await.text().contains(&format!("src=\"{logo}\"")));
    // Another node has it, too.
    let node = app.other_node().await;
    let picture = node.device().get(&logo).await;
    assert_eq!((picture.status, picture.body.as_ref()), (StatusCode::OK, png(64).as_slice()));
    assert_eq!(picture.header("content-type"), "image/png");
    assert_eq!(picture.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    assert_eq!(picture.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'");

    let other: SiteFace =
        device.call("/api/site/save-logo", [("content", base64(&png(65)).as_str())]).await.unwrap();
    assert_ne!(other.logo.as_ref(), Some(&logo));
    assert_eq!(device.get(&logo).await.status, StatusCode::NOT_FOUND, "what is not shown is not kept");
    let bare: SiteFace = device.call("/api/site/remove-logo", ()).await.unwrap();
    assert_eq!(bare.logo, None);
    assert_eq!(device.get(&other.logo.unwrap()).await.status, StatusCode::NOT_FOUND);
});

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

on_both_engines!(pictures_that_are_none_are_refused_whoever_sends_them, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
    for (picture, problem) in [
        (svg, LogoProblem::Svg),
        (b"<html><script>alert(1)</script>".as_slice(), LogoProblem::Unknown),
        (b"GIF89a", LogoProblem::Unknown),
        (&png(60_000), LogoProblem::TooManyPixels),
        (&[png(64), vec![0; MOST_LOGO_BYTES]].concat(), LogoProblem::TooLarge),
    ] {
        let refused =
            device.call::<SiteFace>("/api/site/save-logo", [("content", base64(picture).as_str())]).await;
        assert_eq!(refused.unwrap_err().1, AppError::LogoRefused(problem));
        let answer = upload(&device, "/setup/site", picture).await;
        assert_eq!(answer.location(), format!("/setup/site?logo={}", problem.word()));
        let told = device.get(answer.location()).await.text();
        assert!(told.contains(problem.to_string().split_once('.').unwrap().0), "{problem:?}");
    }
    let nothing = upload(&device, "https://evil.example/", b"").await;
    assert_eq!(nothing.location(), "/admin/settings?logo=empty", "nobody is led to another site");
    let large = upload(&device, "/setup/site", &vec![0; 2 * MOST_LOGO_BYTES]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(desk(&device).await.face.logo, None);

    let host = app.person("host@example.org").await;
    assert_eq!(upload(&host.device, "/setup/site", &png(64)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(upload(&app.device(), "/setup/site", &png(64)).await.status, StatusCode::UNAUTHORIZED);
});

fn server(url: &str) -> serde_json::Value {
    let (host, port) = url.strip_prefix("smtp://").unwrap().split_once(':').unwrap();
    json!({
        "host": host, "port": port, "encryption": "none", "user": "", "password": "", "from": "desk@example.org",
    })
}

on_both_engines!(a_mail_server_is_used_as_soon_as_it_is_named, async |engine| {
    let mail_server = SmtpServer::start().await;
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let before = desk(&device).await.mail;
    assert!(!before.leaves && !before.sends_links && !before.is_fixed);
    let form = Arguments::fields(&server(&mail_server.url));
    device.call::<SiteFace>("/api/site/save-mail-server", form).await.unwrap();
    let after = desk(&device).await.mail;
    assert!(after.leaves && after.sends_links, "the templates are the defaults");
    assert_eq!(after.from, "desk@example.org");

    device.call::<()>("/api/site/test-mail-server", ()).await.unwrap();
    mail_server.until(1).await;
    let test = String::from_utf8(mail_server.received()[0].raw.clone()).unwrap();
    assert!(test.contains("From: Greenroom <desk@example.org>"), "{test}");
    let subject = |place: usize| {
        let received = mail_server.received();
        let mail = mail_parser::MessageParser::default().parse(&received[place].raw).unwrap();
        mail.subject().unwrap().to_owned()
    };
    assert!(subject(0).contains("invites you to"), "{}", subject(0));

    // Whoever reads another language is sent what guests are who read it.
    device.set_cookie(app::language::api::COOKIE, "de");
    device.call::<()>("/api/site/test-mail-server", ()).await.unwrap();
    mail_server.until(2).await;
    assert!(subject(1).contains("lädt Sie ein"), "{}", subject(1));

    // Links go the same way, and from another node as well.
    let node = app.other_node().await;
    follow(&node.site).await.unwrap();
    let host = app.person("host@example.org").await;
    let room = host.room(HOUR, 2 * HOUR).await;
    mails::invite(&room, "bo@example.org", true).await.unwrap();
    mails::send_all(&node).await;
    mail_server.until(3).await;
    assert_eq!(mail_server.received()[2].to, "bo@example.org");

    // What an administrator has switched off stays off.
    for language in Language::ALL {
        device.call::<()>("/api/mail/remove-template", [("language", language.word())]).await.unwrap();
    }
    let mut other = server(&mail_server.url);
    other["from"] = "office@example.org".into();
    device.call::<SiteFace>("/api/site/save-mail-server", Arguments::fields(&other)).await.unwrap();
    let switched_off = desk(&device).await.mail;
    assert_eq!((&*switched_off.from, switched_off.sends_links), ("office@example.org", false));

    device.call::<SiteFace>("/api/site/remove-mail-server", ()).await.unwrap();
    assert!(!desk(&device).await.mail.leaves);
});

on_both_engines!(the_password_of_a_mail_server_is_sealed_and_goes_to_that_server_only, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = administered(&app).await;
    let save = async |change: &[(&str, &str)]| {
        let mut form = json!({
            "host": "mail.example.org", "port": "", "encryption": "tls", "user": "site", "password": "", "from": "",
        });
        for (field, value) in change {
            form[*field] = json!(value);
        }
        device.call::<SiteFace>("/api/site/save-mail-server", Arguments::fields(&form)).await
    };
    assert_eq!(fields(save(&[]).await.unwrap_err()), ["password"]);
    save(&[("password", "correct horse")]).await.unwrap();
    let stored = app.rows().await.join("\n");
    assert!(stored.contains("mail.example.org") && !stored.contains("correct horse"), "{stored}");
    assert!(!device.get("/setup/mail").await.text().contains("correct horse"));
    save(&[("port", "2465")]).await.unwrap();
    for elsewhere in [("host", "evil.example"), ("user", "other")] {
        assert_eq!(fields(save(&[elsewhere]).await.unwrap_err()), ["password"]);
    }
    let in_the_open = save(&[("encryption", "none")]).await;
    assert_eq!(fields(in_the_open.unwrap_err()), ["encryption"]);
});

on_both_engines!(what_the_site_is_can_be_changed_by_administrators_only, async |engine| {
    let app = TestApp::fresh(engine).await;
    administered(&app).await;
    let host = app.person_as("host@example.org", ApplicationRole::PrivateOnly).await;
    let before = app.rows().await;
    let form = server("smtp://localhost:1");
    for (path, arguments) in [
        ("/api/site/find-desk", json!({})),
        ("/api/site/save-name", json!({ "name": "Mine" })),
        ("/api/site/save-logo", json!({ "content": base64(&png(64)) })),
        ("/api/site/remove-logo", json!({})),
        ("/api/site/save-address", json!({ "address": "https://mine.example.org" })),
        ("/api/site/save-mail-server", form),
        ("/api/site/remove-mail-server", json!({})),
        ("/api/site/test-mail-server", json!({})),
        ("/api/setup/dismiss", json!({})),
    ] {
        let refused: Result<serde_json::Value, _> =
            host.device.call(path, Arguments::fields(&arguments)).await;
        assert_eq!(refused.unwrap_err().0, StatusCode::NOT_FOUND, "{path}");
        let nobody: Result<serde_json::Value, _> =
            app.device().call(path, Arguments::fields(&arguments)).await;
        assert_eq!(nobody.unwrap_err().0, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(app.rows().await, before);
});

on_both_engines!(what_was_given_at_the_start_cannot_be_changed_on_a_page, async |engine| {
    let mail_server = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &mail_server.url).await;
    let admin = app.person_as("ann@example.org", ApplicationRole::Admin).await;
    let form = Arguments::fields(&server("smtp://localhost:1"));
    let refused = admin.device.call::<SiteFace>("/api/site/save-mail-server", form).await;
    assert_eq!(refused.unwrap_err(), (StatusCode::CONFLICT, AppError::MailServerFixed));
    assert!(desk(&admin.device).await.mail.is_fixed);
    // Leaving the step behind makes the templates all the same.
    admin.device.call::<SiteFace>("/api/setup/finish-step", [("step", "mail")]).await.unwrap();
    assert!(desk(&admin.device).await.mail.sends_links);
});

on_both_engines!(without_scripts_what_was_typed_is_still_there_but_no_password, async |engine| {
    let app = TestApp::fresh(engine).await;
    let device = app.device();
    let refused = device.submit("/api/setup/administrator", ann("wrong")).await;
    assert_eq!(refused.status, StatusCode::FOUND);
    let page = device.get("/setup").await.text();
    assert!(page.contains("value=\"Archer\"") && page.contains("value=\"ann@example.org\""), "{page}");
    assert!(!page.contains(PASSWORD));
    let made = device.submit("/api/setup/administrator", ann(&code(&app).await)).await;
    assert_eq!(made.location(), "/setup/site");
    let page = device.get("/setup/site").await.text();
    assert!(!page.contains("value=\"Archer\""), "another form is another form: {page}");
});
