//! Who to sign in as on a demonstration site.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use domain::ApplicationRole::{self, Admin, PrivateOnly, Viewer};
use domain::{EmailAddress, PersonName, Timestamp};

use crate::account::password;
use crate::cli::passwords;
use crate::db::Db;
use crate::people::queries::NewPerson;
use crate::people::service as people;

/// What they show, their address before the @, their name and their role on the site.
const ACCOUNTS: [(&str, &str, &str, &str, ApplicationRole); 6] = [
    ("administrator", "admin", "Amara", "Okafor", Admin),
    ("owner", "owner", "Olga", "Wójcik", PrivateOnly),
    ("co-owner", "co-owner", "Carlos", "Núñez", PrivateOnly),
    ("co-editor", "co-editor", "Yuki", "Tanaka", PrivateOnly),
    ("co-publisher", "co-publisher", "Priya", "Raman", PrivateOnly),
    ("student", "student", "Lena", "Fischer", Viewer),
];

pub struct Account {
    pub shows: &'static str,
    pub email: String,
    first_name: &'static str,
    last_name: &'static str,
    application_role: ApplicationRole,
    password: String,
}

pub fn make() -> Vec<Account> {
    let account = |(shows, local, first_name, last_name, application_role)| Account {
        shows,
        email: email(local),
        first_name,
        last_name,
        application_role,
        password: passwords::make(),
    };
    ACCOUNTS.map(account).into()
}

fn email(local: &str) -> String {
    format!("{local}@example.org")
}

pub async fn people(accounts: &[Account], now: Timestamp) -> anyhow::Result<Vec<NewPerson>> {
    let mut people = Vec::with_capacity(accounts.len());
    for account in accounts {
        let name = PersonName::parse(account.first_name, account.last_name);
        people.push(NewPerson {
            application_role: account.application_role,
            password_hash: Some(password::hash(&account.password).await?),
            ..super::new_person(account.email.parse()?, name.map_err(|(_, problem)| problem)?, now)
        });
    }
    Ok(people)
}

pub fn table(accounts: &[Account], public_url: &str) -> String {
    let mut lines = vec![
        format!("Sign in at {public_url}/sign-in as"),
        String::new(),
        format!("  {:<14} {:<14} {:<25} password", "", "name", "address"),
    ];
    for Account { shows, email, first_name, last_name, password, .. } in accounts {
        let name = format!("{first_name} {last_name}");
        lines.push(format!("  {shows:<14} {name:<14} {email:<25} {password}"));
    }
    lines.join("\n") + "\n\n"
}

pub fn read(file: &Path) -> Option<String> {
    fs::read_to_string(file).ok()
}

/// Whether the people of the table are in the directory.
pub async fn are_in(db: &Db) -> anyhow::Result<bool> {
    let mut connection = db.read().await?;
    for (_, local, ..) in ACCOUNTS {
        let email: EmailAddress = email(local).parse()?;
        if people::find_by_email(&mut connection, &email).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Writes the table so that nobody else on the machine can read it.
pub fn write(file: &Path, table: &str) -> anyhow::Result<()> {
    write_private(file, table).with_context(|| format!("{} cannot be written", file.display()))
}

fn write_private(file: &Path, table: &str) -> io::Result<()> {
    // An old file would keep its mode.
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)?.write_all(table.as_bytes())
}
