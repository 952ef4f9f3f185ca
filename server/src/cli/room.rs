//! `greenroom room`: rooms made from the command line.

use anyhow::{Context, anyhow};
use app::error::AppError;
use app::media::api::RoomForm;
use clap::{Args, Subcommand};
use domain::room::Audience;

use super::open;
use crate::audit::By;
use crate::config::Config;
use crate::failure::Failure;
use crate::people::{idn, service as people};
use crate::room::service;

#[derive(Subcommand)]
pub enum Command {
    /// Make a room and print its address
    #[command(after_help = "\
Example:
  greenroom room add --owner ann@example.org --title Optics \\
      --starts 2026-12-01T18:00 --ends 2026-12-01T19:30 --time-zone Europe/Berlin \\
      --speaker 'Ana Ruiz, Valencia'")]
    Add(Box<NewRoom>),
}

#[derive(Args)]
pub struct NewRoom {
    /// The address of its owner, who is in the directory
    #[arg(long)]
    owner: String,
    #[arg(long)]
    title: String,
    #[arg(long, default_value = "")]
    description: String,
    /// One line for each speaker; may be repeated
    #[arg(long)]
    speaker: Vec<String>,
    /// Local to the time zone, as in 2026-12-01T18:00
    #[arg(long)]
    starts: String,
    #[arg(long)]
    ends: String,
    /// An IANA name, as in Europe/Berlin
    #[arg(long, default_value = "UTC")]
    time_zone: String,
    /// Let everybody of the site in as a viewer, not only invited people
    #[arg(long)]
    for_all: bool,
    /// Leave Chat & Collaboration off
    #[arg(long)]
    no_collaboration: bool,
}

pub async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    let Command::Add(new) = command;
    let (site, _committed) = open::site(config).await?;
    let owner = idn::parse_address(&new.owner).with_context(|| new.owner.clone())?;
    let owner = people::find_by_email(&mut site.db.read().await?, &owner)
        .await?
        .with_context(|| format!("{owner} is not in the directory; add them by `greenroom user add`"))?;
    let form = RoomForm {
        room: None,
        version: None,
        title: new.title,
        description: new.description,
        speakers: new.speaker.join("\n"),
        starts: new.starts,
        ends: new.ends,
        time_zone: new.time_zone,
        collaboration: !new.no_collaboration,
        audience: if new.for_all { Audience::Site } else { Audience::Invited },
        hosts: Vec::new(),
    };
    let room = service::create(&site, owner.id, By::command_line(), form).await.map_err(told)?;
    println!("{}{}", site.public_url(), app::routes::room(room));
    site.db.close().await;
    Ok(())
}

/// Names each wrong option.
fn told(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Told(AppError::Fields(fields)) => {
            let lines = fields
                .iter()
                .map(|field| format!("  --{}: {}", option(&field.field), field.message.in_english()));
            anyhow!("the room was not made:\n{}", lines.collect::<Vec<_>>().join("\n"))
        }
        other => other.into(),
    }
}

/// The option behind a field of the form.
fn option(field: &str) -> String {
    match field {
        "speakers" => "speaker".to_owned(),
        field => field.replace('_', "-"),
    }
}
