//! A site that sends mail.

use app::invitation::api::InvitationReady;
use domain::Language;
use domain::mail::Template;
use futures::FutureExt;
use serde_json::json;
use server::db::DbError;
use server::mail::outbox::send_due;
use server::mail::template_queries;

use super::people::Told;
use super::{Room, TestApp};

/// As if the administrator had saved the default template.
pub async fn configure(app: &TestApp) {
    configure_in(app, Language::English).await;
}

/// As if the administrator had saved the default template of a language.
pub async fn configure_in(app: &TestApp, language: Language) {
    let (now, template) = (app.clock.now(), Template::default_in(language));
    let saved = app.site.db.write(move |connection| {
        async move {
            template_queries::insert(connection, language, &template, None, now).await?;
            Ok::<_, DbError>(())
        }
        .boxed()
    });
    saved.await.unwrap();
}

pub async fn invite(room: &Room<'_>, email: &str, send_mail: bool) -> Told<InvitationReady> {
    let request = json!({ "request": {
        "room": room.id, "email": email, "first_name": "Bo", "last_name": "Guest", "role": "speaker",
        "if_invited": "ask", "send_mail": send_mail,
    }});
    room.owner.device.call("/api/invitations/invite", request).await
}

/// Sends all that is due.
pub async fn send_all(app: &TestApp) {
    while send_due(&app.site).await.unwrap() > 0 {}
}

/// Whether a row tells a mailed code: as a value of its own, for six digits may stand within a hash or a time by
/// chance.
pub fn holds_code(row: &str, code: &str) -> bool {
    row.split(|letter: char| !letter.is_ascii_alphanumeric()).any(|word| word == code)
}
