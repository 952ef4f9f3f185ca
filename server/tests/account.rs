//! Signing in and out.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::time::Duration;

use app::backend::{Caller, SetCookie};
use app::error::AppError;
use domain::ApplicationRole::{Admin, Viewer};
use server::account::service;
use server::failure::{Failure, Outcome};
use server::http::rate_limit::LimitNumbers;
use server::site::Site;
use support::database::{caller, databases, person, signed_in};

const PASSWORD: &str = "correct horse battery";
const DAY: Duration = Duration::from_hours(24);

async fn who(site: &Site, caller: &Caller) -> Option<String> {
    service::signed_in(site, caller).await.unwrap().map(|me| me.email.to_string())
}

fn told<T>(outcome: Outcome<T>) -> AppError {
    match outcome {
        Err(Failure::Told(error)) => error,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("it was let through"),
    }
}

#[tokio::test]
async fn a_person_signs_in_and_out() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let SetCookie(cookie) =
            service::sign_in(&site, &caller(None), " Ann@Example.org ", PASSWORD).await.unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.starts_with("__Host-greenroom-sign-in="), "{cookie}");
        for attribute in ["; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax", "; Max-Age=7776000"] {
            assert!(cookie.contains(attribute), "{cookie} has no {attribute}");
        }
        let browser = signed_in(&site, "ann@example.org", PASSWORD).await;
        assert_eq!(who(&site, &browser).await.as_deref(), Some("ann@example.org"));
        let SetCookie(cookie) = service::sign_out(&site, &browser).await.unwrap();
        assert!(cookie.to_str().unwrap().contains("Max-Age=0"));
        assert_eq!(who(&site, &browser).await, None);
        service::sign_out(&site, &browser).await.unwrap();
    }
}

#[tokio::test]
async fn the_secret_of_a_sign_in_is_nowhere_in_the_database() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let secret = signed_in(&site, "ann@example.org", PASSWORD).await.sign_in.unwrap();
        let mut connection = site.db.read().await.unwrap();
        let row =
            connection.fetch_optional("select id, secret_hash from sign_in", vec![]).await.unwrap().unwrap();
        assert_ne!(row.text("id").unwrap(), secret);
        assert_ne!(row.text("secret_hash").unwrap(), secret);
        assert_eq!(row.text("secret_hash").unwrap(), site.key.sign_in_hash(&secret));
    }
}

#[tokio::test]
async fn whatever_is_wrong_the_answer_is_one() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        person(&site, "Bo Berg <bo@example.org>", Viewer, None).await;
        person(&site, "Cy Cole <cy@example.org>", Viewer, Some(PASSWORD)).await;
        database.execute("update person set active = 0 where email = 'cy@example.org'").await;
        for (email, password) in [
            ("ann@example.org", "wrong horse battery"),
            ("ann@example.org", ""),
            ("nobody@example.org", PASSWORD),
            ("bo@example.org", ""),
            ("cy@example.org", PASSWORD),
            ("no address", PASSWORD),
        ] {
            let error = told(service::sign_in(&site, &caller(None), email, password).await);
            assert_eq!(error, AppError::WrongCredentials, "{email} {password}");
        }
    }
}

#[tokio::test]
async fn each_sign_in_has_a_new_secret_and_ends_the_one_this_browser_had() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let before = signed_in(&site, "ann@example.org", PASSWORD).await;
        let SetCookie(cookie) = service::sign_in(&site, &before, "ann@example.org", PASSWORD).await.unwrap();
        assert!(!cookie.to_str().unwrap().contains(before.sign_in.as_deref().unwrap()));
        assert_eq!(who(&site, &before).await, None);
        assert_eq!(database.count("select count(*) as n from sign_in").await, 1);
    }
}

#[tokio::test]
async fn an_unused_sign_in_ends_after_fourteen_days() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let used = signed_in(&site, "ann@example.org", PASSWORD).await;
        let unused = signed_in(&site, "ann@example.org", PASSWORD).await;
        site.clock.advance(Duration::from_secs(14 * 24 * 60 * 60 - 1));
        assert!(who(&site, &used).await.is_some());
        site.clock.advance(Duration::from_secs(1));
        assert_eq!(who(&site, &unused).await, None);
        assert_eq!(told(service::require_signed_in(&site, &unused).await), AppError::SignInNeeded);
    }
}

#[tokio::test]
async fn a_used_sign_in_lasts_ninety_days() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let browser = signed_in(&site, "ann@example.org", PASSWORD).await;
        for _ in 0..8 {
            site.clock.advance(11 * DAY);
            assert_eq!(who(&site, &browser).await.as_deref(), Some("ann@example.org"));
            use_is_noted(&site, &browser).await;
        }
        site.clock.advance(2 * DAY);
        assert_eq!(who(&site, &browser).await, None);
    }
}

async fn use_is_noted(site: &Site, browser: &Caller) {
    let noted = async {
        while service::list_sign_ins(site, browser).await.unwrap()[0].last_seen_at != site.clock.now() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), noted).await.unwrap();
}

#[tokio::test]
async fn the_last_use_is_noted_at_most_every_five_minutes() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let browser = signed_in(&site, "ann@example.org", PASSWORD).await;
        let start = site.clock.now();
        site.clock.advance(Duration::from_secs(299));
        assert!(who(&site, &browser).await.is_some());
        // Behind whatever was queued, were there anything.
        database.execute("update person set active = 1").await;
        assert_eq!(service::list_sign_ins(&site, &browser).await.unwrap()[0].last_seen_at, start);
        site.clock.advance(Duration::from_secs(1));
        assert!(who(&site, &browser).await.is_some());
        use_is_noted(&site, &browser).await;
    }
}

#[tokio::test]
async fn a_deactivated_person_is_nobody() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        let browser = signed_in(&site, "ann@example.org", PASSWORD).await;
        database.execute("update person set active = 0").await;
        assert_eq!(who(&site, &browser).await, None);
    }
}

#[tokio::test]
async fn my_sign_ins_are_mine_to_end() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        person(&site, "Bo Berg <bo@example.org>", Viewer, Some(PASSWORD)).await;
        let here = signed_in(&site, "ann@example.org", PASSWORD).await;
        let phone = signed_in(&site, "ann@example.org", PASSWORD).await;
        let tablet = signed_in(&site, "ann@example.org", PASSWORD).await;
        let stranger = signed_in(&site, "bo@example.org", PASSWORD).await;

        let mine = service::list_sign_ins(&site, &here).await.unwrap();
        assert_eq!((mine.len(), mine.iter().filter(|one| one.is_this_one).count()), (3, 1));
        assert_eq!(mine[0].user_agent, "Firefox on Linux");

        let phones = service::list_sign_ins(&site, &phone).await.unwrap();
        let id = phones.into_iter().find(|one| one.is_this_one).unwrap().id;
        service::end_sign_in(&site, &stranger, Some(id.clone())).await.unwrap();
        assert!(who(&site, &phone).await.is_some(), "nobody ends what is not theirs");
        service::end_sign_in(&site, &here, Some(id.clone())).await.unwrap();
        service::end_sign_in(&site, &here, Some(id)).await.unwrap();
        assert_eq!(who(&site, &phone).await, None);

        service::end_sign_in(&site, &here, None).await.unwrap();
        assert_eq!(who(&site, &tablet).await, None);
        assert!(who(&site, &here).await.is_some());
        assert!(who(&site, &stranger).await.is_some());
    }
}

#[tokio::test]
async fn an_administrator_is_somebody_active_with_a_password() {
    for database in databases().await {
        let site = database.site();
        person(&site, "Ann Archer <ann@example.org>", Viewer, Some(PASSWORD)).await;
        person(&site, "Bo Berg <bo@example.org>", Admin, None).await;
        assert!(!service::has_administrator(&site).await.unwrap());
        person(&site, "Cy Cole <cy@example.org>", Admin, Some(PASSWORD)).await;
        assert!(service::has_administrator(&site).await.unwrap());
        database.execute("update person set active = 0 where email = 'cy@example.org'").await;
        assert!(!service::has_administrator(&site).await.unwrap());
    }
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let database = databases().await.remove(0);
    let site = database.site_with(&LimitNumbers::default());
    let mut last = AppError::WrongCredentials;
    for _ in 0..11 {
        last = told(service::sign_in(&site, &caller(None), "ann@example.org", "a guess").await);
    }
    assert!(matches!(last, AppError::TooMany { .. }), "{last:?}");
}
