//! Rooms in each state that a session has.

use std::time::Duration;

use domain::room::{Audience, RoomDetails};
use domain::session::Session;
use domain::{EmailAddress, HostKind, PersonId, Timestamp};

use crate::audit::By;
use crate::cli::open;
use crate::config::Config;
use crate::people::service as people;
use crate::room::queries::has_any;
use crate::room::service;
use crate::site::Site;

const HOUR: Duration = Duration::from_hours(1);

struct DemoRoom {
    title: &'static str,
    description: &'static str,
    speakers: &'static [&'static str],
    audience: Audience,
    session: Session,
}

/// Makes the rooms unless there are any; the owner has them, with one host of each other kind.
pub async fn add_if_none(config: &Config) -> anyhow::Result<()> {
    let (site, _committed) = open::site(config).await?;
    if has_any(&mut site.db.read().await?).await? {
        return Ok(());
    }
    let owner = find(&site, "owner").await?;
    let hosts = vec![
        (find(&site, "co-owner").await?, HostKind::CoOwner),
        (find(&site, "co-editor").await?, HostKind::CoEditor),
        (find(&site, "co-publisher").await?, HostKind::CoPublisher),
    ];
    for room in rooms(site.clock.now()) {
        let details = RoomDetails {
            title: room.title.to_owned(),
            description: room.description.to_owned(),
            speakers: room.speakers.iter().map(|&speaker| speaker.to_owned()).collect(),
            time_zone: "Europe/Berlin".to_owned(),
            collaboration: true,
            audience: room.audience,
        };
        service::insert(&site, (owner, By::command_line()), details, room.session, hosts.clone()).await?;
    }
    site.db.close().await;
    Ok(())
}

async fn find(site: &Site, local: &str) -> anyhow::Result<PersonId> {
    let email: EmailAddress = format!("{local}@example.org").parse()?;
    let person = people::find_by_email(&mut site.db.read().await?, &email).await?;
    let person = person.ok_or_else(|| anyhow::anyhow!("{email} is not in the directory"))?;
    Ok(person.id)
}

fn rooms(now: Timestamp) -> [DemoRoom; 4] {
    // Whole minutes, as forms have them.
    let now = Timestamp::from_millis(now.as_millis() / 60_000 * 60_000);
    let quarter = Duration::from_mins(15);
    [
        DemoRoom {
            title: "How whales learn to sing",
            description: "Humpback songs travel across oceans and change on the way. An hour with recordings \
                          from four decades, and time for your questions.",
            speakers: &["Dr. Miriam Adeyemi, Marine Acoustics", "Prof. Jonas Lindqvist, Uppsala"],
            audience: Audience::Site,
            session: Session {
                opened_at: Some(now.before(quarter)),
                ..planned(now.before(quarter), now + 8 * HOUR)
            },
        },
        DemoRoom {
            title: "Bridges that breathe",
            description: "Why long bridges must move, what happens when they may not, and how sensors tell the \
                          difference.",
            speakers: &["Ana Ruiz, Structural Engineering, Valencia"],
            audience: Audience::Invited,
            session: planned(now + Duration::from_mins(10), now + 2 * HOUR),
        },
        DemoRoom {
            title: "Reading the night sky with a phone",
            description: "Bring a phone and a clear evening. We measure the brightness of a variable star together.",
            speakers: &["Kofi Mensah, Astronomy Outreach", "Dr. Elif Kaya, Izmir Observatory"],
            audience: Audience::Site,
            session: planned(now + 72 * HOUR, now + 74 * HOUR),
        },
        DemoRoom {
            title: "The economics of bread",
            description: "From grain futures to the corner bakery.",
            speakers: &["Prof. Claire Dubois, Lyon"],
            audience: Audience::Invited,
            session: Session {
                opened_at: Some(now.before(26 * HOUR)),
                ended_at: Some(now.before(25 * HOUR)),
                host_away_since: None,
                ..planned(now.before(26 * HOUR), now.before(25 * HOUR))
            },
        },
    ]
}

const fn planned(starts_at: Timestamp, ends_at: Timestamp) -> Session {
    Session { starts_at, ends_at, opened_at: None, ended_at: None, host_away_since: None }
}
