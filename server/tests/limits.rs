//! How much one person may write.

mod support;

use std::time::Duration;

use app::error::AppError;
use http::StatusCode;
use serde_json::{Value, json};
use server::http::rate_limit::{LimitNumbers, Rate};
use support::{Arguments, HOUR, TestApp, local, on_sqlite};

#[tokio::test]
async fn every_write_is_counted() {
    on_sqlite(async |engine| {
        let one = Rate::new(1, Duration::from_hours(1));
        let app = TestApp::limited(engine, LimitNumbers { writes: one, ..LimitNumbers::generous() }).await;
        let id = domain::RoomId::from_bits(7).to_string();
        let (room, invitation) = (json!({ "room": &id }), json!({ "invitation": &id }));
        let request = json!({ "request": {
            "room": &id, "email": "bo@example.org", "first_name": "Bo", "last_name": "Guest", "role": "viewer",
            "if_invited": "ask",
        }});
        let schedule = json!({ "room": &id, "starts": local(HOUR), "ends": local(2 * HOUR), "time_zone": "UTC" });
        let participant = json!({ "room": &id, "participant": &id, "role": "viewer" });
        let form = app.person("form@example.org").await.room_form(HOUR, 2 * HOUR);
        let act = json!({ "room": &id, "invitations": [&id], "act": { "act": "remove" } });
        let address = json!({ "invitation": &id, "email": "bo@example.org" });
        let answer = json!({ "invitation": &id, "answer": "dismiss" });
        let batch = json!({ "batch": &id });
        let list = json!({ "room": &id, "text": "bo@example.org", "role": "viewer" });
        let typed = json!({ "room": &id, "addresses": ["bo@example.org"] });
        let order = json!({ "order": {
            "id": &id, "room": &id, "send_mail": false, "if_known": "keep", "total": 1,
        }});
        let rows = json!({ "batch": &id, "from": 0, "rows": [] });
        let writes: [(&str, &Value); 25] = [
            ("rooms/save", &form),
            ("rooms/delete", &room),
            ("rooms/restore", &room),
            ("sessions/open", &room),
            ("sessions/end", &room),
            ("sessions/reschedule", &schedule),
            ("invitations/invite", &request),
            ("invitations/remove", &invitation),
            ("invitations/restore", &invitation),
            ("invitations/new-link", &invitation),
            ("invitations/release-device", &invitation),
            ("invitations/act", &act),
            ("invitations/change-address", &address),
            ("invitations/answer-request", &answer),
            ("room/enter", &room),
            ("room/leave", &room),
            ("room/change-role", &participant),
            ("room/remove", &participant),
            ("invite-many/read", &list),
            ("invite-many/standings", &typed),
            ("invite-many/begin", &order),
            ("invite-many/add", &rows),
            ("invite-many/start", &batch),
            ("invite-many/cancel", &batch),
            ("account/sign-ins/end", &json!({ "id": "0" })),
        ];
        for (path, arguments) in writes {
            let person = app.person(&format!("{}@example.org", path.replace('/', "-"))).await;
            let write = async || {
                let is_json = matches!(
                    path,
                    "rooms/save" | "invitations/invite" | "invitations/act" | "invitations/answer-request"
                ) || path.starts_with("invite-many/");
                let arguments =
                    if is_json { Arguments::from(arguments.clone()) } else { Arguments::fields(arguments) };
                person.device.call::<Value>(&format!("/api/{path}"), arguments).await
            };
            let first = write().await;
            assert!(!matches!(first, Err((_, AppError::TooMany { .. } | AppError::Malformed))), "{path}: {first:?}");
            let second = write().await;
            assert!(
                matches!(second, Err((StatusCode::TOO_MANY_REQUESTS, AppError::TooMany { .. }))),
                "{path}: {second:?}"
            );
        }
    })
    .await;
}
