//! `greenroom user`: people of the directory.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use domain::name::NamePart;
use domain::{ApplicationRole, EmailAddress, PersonName};

use crate::account::{password, service as accounts};
use crate::clock::Clock;
use crate::config::Config;
use crate::people::idn;
use crate::people::import::role_of;
use crate::people::service::{PersonToAdd, add_person};

use super::{import, open, passwords};

#[derive(Subcommand)]
pub enum Command {
    /// Add a person who can sign in
    #[command(after_help = "\
Without --password-stdin a password is made and shown once.

Examples:
  greenroom user add ann@example.org --first Ann --last Archer --role admin
  pass show greenroom | greenroom user add bo@example.org --first Bo --last Berg --password-stdin

Roles: viewer sees rooms; private_only has rooms of their own and invites; admin and unmoderated_admin run the site.")]
    Add(Add),
    /// Give a person a new password and end all their sign-ins
    #[command(after_help = "\
Without --password-stdin a password is made and shown once. People who were imported have none before.

Examples:
  greenroom user set-password ann@example.org")]
    SetPassword(SetPassword),
    /// Bring in people from a CSV file, all or nothing
    #[command(after_help = "\
The first line names the columns, in any order: email, first_name, last_name and, if you like, role. Commas,
semicolons or tabs separate them. People who are in the directory are updated; an empty role leaves theirs as it is.
Nobody is removed.

Examples:
  greenroom user import people.csv
  greenroom user import people.csv --skip-bad-rows --report bad-rows.csv")]
    Import(Import),
}

#[derive(Args)]
pub struct Add {
    /// Their address
    email: String,
    /// First name
    #[arg(long, value_name = "NAME")]
    first: String,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last: String,
    /// What they may do on the site
    #[arg(long, default_value = "viewer", value_parser = role)]
    role: ApplicationRole,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct SetPassword {
    /// Their address
    email: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
pub struct Import {
    /// The CSV file, in UTF-8
    pub file: PathBuf,
    /// Import the other rows when some are bad
    #[arg(long)]
    pub skip_bad_rows: bool,
    /// Write every bad row's line and problem to this CSV file
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

pub async fn run(command: Command, config: &Config) -> anyhow::Result<()> {
    match command {
        Command::Add(add) => add_user(add, config).await,
        Command::SetPassword(order) => set_password(order, config).await,
        Command::Import(order) => import::run(order, config).await,
    }
}

async fn add_user(add: Add, config: &Config) -> anyhow::Result<()> {
    let email = address(&add.email)?;
    let name = PersonName::parse(&add.first, &add.last).map_err(|(part, problem)| {
        let flag = if part == NamePart::First { "--first" } else { "--last" };
        anyhow::anyhow!("{flag}: {problem}")
    })?;
    let (password, told) = choose_password(add.password_stdin)?;
    let db = open::database(config).await?;
    let person = PersonToAdd {
        email: email.clone(),
        name,
        application_role: add.role,
        password_hash: Some(password::hash(&password).await?),
    };
    if add_person(&db, &Clock::System, person).await?.is_none() {
        bail!(
            "{email} is in the directory already; `greenroom user set-password {email}` gives a new password"
        );
    }
    let address = open::public_address(config, &db).await?;
    db.close().await;
    println!("{email} can sign in at {address}.");
    tell(told);
    Ok(())
}

async fn set_password(order: SetPassword, config: &Config) -> anyhow::Result<()> {
    let email = address(&order.email)?;
    let (password, told) = choose_password(order.password_stdin)?;
    let db = open::database(config).await?;
    if !accounts::set_password(&db, &Clock::System, &email, &password).await? {
        bail!("{email} is not in the directory; `greenroom user add` puts people there");
    }
    db.close().await;
    println!("{email} has a new password; all their sign-ins have ended.");
    tell(told);
    Ok(())
}

fn address(typed: &str) -> anyhow::Result<EmailAddress> {
    idn::parse_address(typed).with_context(|| format!("{typed:?} is no address"))
}

fn role(typed: &str) -> Result<ApplicationRole, String> {
    role_of(typed).ok_or_else(|| "write viewer, private_only, admin or unmoderated_admin".to_owned())
}

/// The password, and the same again when it was made and must be shown.
fn choose_password(from_stdin: bool) -> anyhow::Result<(String, Option<String>)> {
    if from_stdin {
        return Ok((passwords::read()?, None));
    }
    let password = passwords::make();
    Ok((password.clone(), Some(password)))
}

fn tell(made: Option<String>) {
    if let Some(password) = made {
        println!("Password: {password}");
        println!("It is shown this once and kept nowhere.");
    }
}
