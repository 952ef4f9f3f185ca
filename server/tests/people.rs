//! Finding people as their names are typed.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use app::backend::Caller;
use app::error::AppError;
use domain::ApplicationRole::{PrivateOnly, Viewer};
use domain::invite_policy::InviteDenied;
use domain::people::prefix_range;
use domain::{PersonId, RoomId, Settings};
use futures::FutureExt;
use server::db::DbError;
use server::failure::Failure;
use server::http::rate_limit::LimitNumbers;
use server::people::queries::{BY_EMAIL, BY_FIRST_LAST, BY_LAST_FIRST};
use server::people::service::suggest_people;
use server::site::Site;
use server::values;
use support::NOW;
use support::database::{caller, databases, person, signed_in};

const PASSWORD: &str = "correct horse battery";
const ROOM: RoomId = RoomId::from_bits(7);

/// Hana is a host of the room and signed in.
async fn hana(site: &Site) -> Caller {
    let id = person(site, "Hana Host <hana@example.org>", PrivateOnly, Some(PASSWORD)).await;
    make_room(site, id).await;
    signed_in(site, "hana@example.org", PASSWORD).await
}

async fn make_room(site: &Site, host: PersonId) {
    let made: Result<(), DbError> = site
        .db
        .write(move |connection| {
            async move {
                connection
                    .execute_one(
                        "insert into room (id, title, description, speakers, time_zone, collaboration, audience,
                            starts_at, ends_at, session_state, event_sequence, created_at)
                         values ($1, 'Room', '', '[]', 'UTC', 1, 'invited', $2, $3, 'planned', 0, $2)",
                        values![ROOM, NOW, NOW + std::time::Duration::from_hours(1)],
                    )
                    .await?;
                connection
                    .execute_one(
                        "insert into room_host (room_id, person_id, kind) values ($1, $2, 'co_publisher')",
                        values![ROOM, host],
                    )
                    .await
            }
            .boxed()
        })
        .await;
    made.unwrap();
}

async fn found(site: &Site, caller: &Caller, query: &str) -> Vec<String> {
    let suggestions = suggest_people(site, caller, Some(ROOM), query).await.unwrap();
    assert_eq!(suggestions.query, query, "an answer names its query");
    suggestions.people.iter().map(|person| person.email.to_string()).collect()
}

async fn told(site: &Site, caller: &Caller, room: Option<RoomId>, query: &str) -> AppError {
    match suggest_people(site, caller, room, query).await {
        Err(Failure::Told(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(found) => panic!("answered with {found:?}"),
    }
}

#[tokio::test]
async fn people_are_found_by_address_first_name_and_last_name() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        person(&site, "Élodie Müller <em@example.org>", Viewer, None).await;
        person(&site, "Mulan Hua <mulan@example.org>", Viewer, None).await;
        person(&site, "Ada Byron <mull@example.org>", Viewer, None).await;
        person(&site, "Eve Other <eve@example.org>", Viewer, None).await;
        for (query, expected) in [
            ("mul", &["mulan@example.org", "mull@example.org", "em@example.org"][..]),
            ("MÜLLER  élo", &["em@example.org"]),
            ("elodie mul", &["em@example.org"]),
            ("em@example.org", &["em@example.org"]),
            ("eve", &["eve@example.org"]),
            ("ller", &[]),
            ("zzz", &[]),
        ] {
            assert_eq!(found(&site, &hana, query).await, expected, "{query}");
        }
    }
}

#[tokio::test]
async fn an_address_is_found_by_its_domain_as_people_write_it() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        person(&site, "Uwe Umlaut <uwe@münchen.de>", Viewer, None).await;
        assert_eq!(found(&site, &hana, "uwe@münchen.de").await, ["uwe@xn--mnchen-3ya.de"]);
    }
}

#[tokio::test]
async fn the_exact_address_comes_before_longer_ones() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        for email in ["ann@example.org.uk", "ann@example.org", "ann@example.orga.net"] {
            person(&site, &format!("Ann Archer <{email}>"), Viewer, None).await;
        }
        assert_eq!(found(&site, &hana, "ann@example.org").await[0], "ann@example.org");
    }
}

#[tokio::test]
async fn two_letters_find_nobody_and_nobody_finds_more_than_eight() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        for number in 0..12 {
            person(&site, &format!("Ann Archer <ann{number}@example.org>"), Viewer, None).await;
        }
        assert!(found(&site, &hana, "an").await.is_empty());
        assert!(found(&site, &hana, "   an  ").await.is_empty());
        assert_eq!(found(&site, &hana, "ann").await.len(), 8);
        assert_eq!(found(&site, &hana, "archer").await.len(), 8);
    }
}

#[tokio::test]
async fn deactivated_people_are_not_suggested() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        person(&site, "Ann Archer <ann@example.org>", Viewer, None).await;
        database.execute("update person set active = 0 where email = 'ann@example.org'").await;
        assert!(found(&site, &hana, "ann").await.is_empty());
    }
}

#[tokio::test]
async fn signs_of_patterns_are_letters_like_others() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        person(&site, "Ann Archer <ann@example.org>", Viewer, None).await;
        for query in ["%%%", "___", "ann%", "ann_", "' or 1=1 --", "ann\0", "\u{10ffff}\u{10ffff}\u{10ffff}"]
        {
            assert!(found(&site, &hana, query).await.is_empty(), "{query:?}");
        }
    }
}

#[tokio::test]
async fn whoever_may_not_invite_finds_nobody() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        person(&site, "Vic Viewer <vic@example.org>", Viewer, Some(PASSWORD)).await;
        person(&site, "Pat Private <pat@example.org>", PrivateOnly, Some(PASSWORD)).await;
        let vic = signed_in(&site, "vic@example.org", PASSWORD).await;
        let pat = signed_in(&site, "pat@example.org", PASSWORD).await;

        assert_eq!(told(&site, &caller(None), Some(ROOM), "hana").await, AppError::SignInNeeded);
        assert_eq!(told(&site, &caller(None), None, "hana").await, AppError::SignInNeeded);
        let not_host = AppError::InviteDenied(InviteDenied::NotHost);
        assert_eq!(told(&site, &vic, Some(ROOM), "hana").await, not_host);
        assert_eq!(told(&site, &pat, Some(ROOM), "hana").await, not_host);
        assert_eq!(told(&site, &hana, Some(RoomId::from_bits(8)), "hana").await, AppError::NotFound);
        let too_low = AppError::InviteDenied(InviteDenied::RoleTooLow);
        assert_eq!(told(&site, &vic, None, "hana").await, too_low);
        assert_eq!(suggest_people(&site, &pat, None, "hana").await.unwrap().people.len(), 1);
    }
}

#[tokio::test]
async fn what_hides_the_menu_entry_also_stops_suggestions() {
    for database in databases().await {
        let site = database.site();
        let hana = hana(&site).await;
        database.execute("update room set collaboration = 0").await;
        let denied = told(&site, &hana, Some(ROOM), "hana").await;
        assert_eq!(denied, AppError::InviteDenied(InviteDenied::CollaborationOff));
        let off = Settings { invite_to_media: false, ..Settings::default() };
        let saved: Result<(), DbError> = site
            .db
            .write(move |connection| {
                async move { server::settings::save(connection, &off, support::NOW).await }.boxed()
            })
            .await;
        saved.unwrap();
        let denied = told(&site, &hana, Some(ROOM), "hana").await;
        assert_eq!(denied, AppError::InviteDenied(InviteDenied::ModuleOff));
        database.execute("update room set deleted_at = 1").await;
        assert_eq!(told(&site, &hana, Some(ROOM), "hana").await, AppError::NotFound);
    }
}

#[tokio::test]
async fn the_directory_cannot_be_harvested() {
    let database = databases().await.remove(0);
    let site = database.site_with(&LimitNumbers::default());
    let hana = hana(&site).await;
    for number in 0..8 {
        person(&site, &format!("Ann Archer <ann{number}@example.org>"), Viewer, None).await;
    }
    let mut people = 0;
    let refused = loop {
        match suggest_people(&site, &hana, Some(ROOM), "ann").await {
            Ok(suggestions) => people += suggestions.people.len(),
            Err(refused) => break refused,
        }
    };
    assert!(matches!(refused, Failure::Told(AppError::TooMany { .. })), "{refused}");
    assert!(people <= 600, "{people} people were shown");
}

#[tokio::test]
async fn every_search_is_one_range_of_an_index() {
    for database in databases().await {
        let site = database.site();
        let filled: Result<u64, DbError> = site
            .db
            .write(|connection| {
                async move {
                    connection
                        .execute(
                            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)
                             insert into person (id, email, first_name, last_name, first_last_key, last_first_key,
                                application_role, active, created_at)
                             select 'id' || i, 'p' || i || '@example.org', 'F', 'L', 'f' || i, 'l' || i,
                                'viewer', 1, 0
                             from n",
                            values![],
                        )
                        .await
                }
                .boxed()
            })
            .await;
        assert_eq!(filled.unwrap(), 5000);
        database.execute("analyze person").await;
        let (from, to) = prefix_range("p42");
        for statement in [BY_EMAIL, BY_FIRST_LAST, BY_LAST_FIRST] {
            let mut connection = site.db.read().await.unwrap();
            let plan = connection.explain(statement, values![&from, &to, 8_i64]).await.unwrap();
            if connection.is_postgres() {
                assert!(plan.contains("Index"), "{plan}");
                assert!(!plan.contains("Seq Scan"), "{plan}");
            } else {
                assert!(plan.contains("SEARCH person USING INDEX"), "{plan}");
                assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{plan}");
            }
        }
    }
}
