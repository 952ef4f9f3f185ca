//! In which language a guest is written to.

use std::time::Duration;

use app::invitation::api::InvitationReady;
use app::mail::api::MailDesk;
use domain::mail::{Template, TemplateStanding};
use domain::{ApplicationRole, Language};
use mail_parser::MessageParser;
use serde_json::{Value, json};

use crate::support::people::Told;
use crate::support::smtp::{Received, SmtpServer};
use crate::support::{HOUR, Room, TestApp, on_both_engines};
use crate::{calendar, configure_in, header, send_all, start, subject};

async fn invite_in(room: &Room<'_>, email: &str, language: Option<&str>) -> Told<InvitationReady> {
    let request = json!({ "request": {
        "room": room.id, "email": email, "first_name": "Bo", "last_name": "Guest", "role": "speaker",
        "if_invited": "update", "send_mail": true, "language": language,
    }});
    room.owner.device.call("/api/invitations/invite", request).await
}

fn text(mail: &Received) -> String {
    MessageParser::default().parse(&mail.raw).unwrap().body_text(0).unwrap().into_owned()
}

fn html(mail: &Received) -> String {
    MessageParser::default().parse(&mail.raw).unwrap().body_html(0).unwrap().into_owned()
}

fn to<'a>(mails: &'a [Received], address: &str) -> Vec<&'a Received> {
    mails.iter().filter(|mail| mail.to == address).collect()
}

on_both_engines!(a_guest_is_written_to_in_their_language_or_else_in_english, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    configure_in(&app, Language::German).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    assert_eq!(room.page().await.unwrap().mail_languages, [Language::English, Language::German]);
    invite_in(&room, "de@example.org", Some("de")).await.unwrap();
    invite_in(&room, "es@example.org", Some("es")).await.unwrap();
    invite_in(&room, "nobody-said@example.org", None).await.unwrap();
    send_all(&app).await;
    let mails = smtp.received();
    let [german] = to(&mails, "de@example.org")[..] else { panic!("one mail") };
    assert_eq!(subject(german), "ann Tester lädt Sie ein: Optics");
    assert_eq!(header(&german.raw, "Content-Language"), Some("de"));
    for words in ["Freitag, 15. Januar 2027", "09:00 – 10:00 Uhr (UTC, UTC+00:00)", "Ihre Rolle: Vortrag"] {
        assert!(text(german).contains(words), "{words} is not in {}", text(german));
    }
    assert!(html(german).contains("alt=\"Der Link zum Raum als QR-Code\""));
    assert!(calendar(german).contains("Ihre Rolle: Vortrag"));
    for address in ["es@example.org", "nobody-said@example.org"] {
        let [english] = to(&mails, address)[..] else { panic!("one mail") };
        assert_eq!(header(&english.raw, "Content-Language"), Some("en"), "{address}");
        assert!(text(english).contains("Friday, 15 January 2027"), "{}", text(english));
    }
});

on_both_engines!(a_mail_in_hebrew_runs_from_right_to_left, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    configure_in(&app, Language::Hebrew).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite_in(&room, "bo@example.org", Some("he")).await.unwrap();
    send_all(&app).await;
    let [mail] = smtp.received().try_into().unwrap();
    assert_eq!(subject(&mail), "הזמנה אל Optics מאת ann Tester");
    assert!(html(&mail).contains("<html lang=\"he\" dir=\"rtl\">"));
    assert!(text(&mail).contains("יום שישי, 15 בינואר 2027") && text(&mail).contains(&ready.link));
    assert!(calendar(&mail).contains("התפקיד שלך: דיבור"), "{}", calendar(&mail));
});

on_both_engines!(inviting_again_may_change_the_language_and_saying_none_keeps_it, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    configure_in(&app, Language::German).await;
    configure_in(&app, Language::Spanish).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let language = async |language| {
        let ready = invite_in(&room, "bo@example.org", language).await.unwrap();
        send_all(&app).await;
        let mails = smtp.received();
        let told = header(&mails.last().unwrap().raw, "Content-Language").unwrap().to_owned();
        assert_eq!(ready.language.word(), told);
        told
    };
    assert_eq!(language(Some("de")).await, "de");
    assert_eq!(language(None).await, "de");
    assert_eq!(language(Some("es")).await, "es");
    assert_eq!(room.invitations().await[0].ready.language, Language::Spanish);
});

on_both_engines!(changes_and_cancellations_come_in_the_language_of_the_invitation, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let ann = start(&app).await;
    configure_in(&app, Language::Spanish).await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let ready = invite_in(&room, "bo@example.org", Some("es")).await.unwrap();
    send_all(&app).await;
    room.reschedule(3 * HOUR, 4 * HOUR).await.unwrap();
    send_all(&app).await;
    ann.to_invitation::<()>("/api/invitations/remove", &ready).await.unwrap();
    app.clock.advance(Duration::from_mins(1));
    send_all(&app).await;
    let [_, changed, cancelled] = smtp.received().try_into().unwrap();
    assert_eq!(subject(&changed), "Cambio: ann Tester le invita a Optics");
    assert_eq!(subject(&cancelled), "Invitación retirada: Optics");
    assert!(html(&cancelled).contains("<html lang=\"es\" dir=\"ltr\">"));
    assert!(text(&cancelled).contains("se ha retirado"), "{}", text(&cancelled));
});

on_both_engines!(each_language_is_kept_and_switched_off_by_itself, async |engine| {
    let app = TestApp::real(engine).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let ann = app.person("ann@example.org").await;
    let room = ann.room(HOUR, 2 * HOUR).await;
    let desk = async || admin.device.call::<MailDesk>("/api/mail/find-desk", ()).await.unwrap();
    let save = async |language: Language, template: Template| {
        let before = desk().await.template(language).cloned();
        let body: Value = json!({ "language": language, "before": before, "template": template });
        admin.device.call::<()>("/api/mail/save-template", body).await.unwrap();
    };
    let remove = async |language: Language| {
        let body = [("language", language.word())];
        admin.device.call::<()>("/api/mail/remove-template", body).await.unwrap();
    };
    let standings = async || {
        let desk = desk().await;
        Language::ALL.iter().map(|language| desk.standing(*language)).collect::<Vec<_>>()
    };
    let off = |instead| TemplateStanding::Off { instead };
    assert_eq!(standings().await, [off(None); 4]);
    let own =
        Template { subject: "Kommen Sie zu {TITLE}".to_owned(), ..Template::default_in(Language::German) };
    save(Language::German, own).await;
    save(Language::Hebrew, Template::default_in(Language::Hebrew)).await;
    let german = off(Some(Language::German));
    assert_eq!(standings().await, [german, TemplateStanding::Own, german, TemplateStanding::Default]);
    save(Language::English, Template::default_english()).await;
    save(Language::English, Template { subject: "{TITLE}".to_owned(), ..Template::default_english() }).await;
    assert_eq!(desk().await.versions(Language::English).len(), 2);
    assert_eq!(desk().await.versions(Language::German).len(), 1);
    remove(Language::German).await;
    assert_eq!(standings().await[1], off(Some(Language::English)));
    remove(Language::English).await;
    assert_eq!(standings().await[1], off(Some(Language::Hebrew)), "some mail is better than none");
    assert!(room.page().await.unwrap().can_mail());
    remove(Language::Hebrew).await;
    assert!(!room.page().await.unwrap().can_mail());
});

on_both_engines!(a_test_comes_in_the_language_it_is_asked_for, async |engine| {
    let smtp = SmtpServer::start().await;
    let app = TestApp::mailing(engine, &smtp.url).await;
    let admin = app.person_as("admin@example.org", ApplicationRole::Admin).await;
    let template = json!({ "language": "he", "template": Template::default_in(Language::Hebrew) });
    admin.device.call::<()>("/api/mail/send-test", template).await.unwrap();
    let [mail] = smtp.received().try_into().unwrap();
    assert_eq!(header(&mail.raw, "Content-Language"), Some("he"));
    assert!(text(&mail).contains("התפקיד שלך: דיבור"));
});
