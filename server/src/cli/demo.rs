//! `greenroom demo`: a site to try things out.

mod accounts;
mod directory;
mod rooms;

use anyhow::{Context, bail};
use domain::mail::Template;
use domain::{Language, PersonId, Timestamp};
use futures::FutureExt;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Db, private_folder};
use crate::mail::template_queries;
use crate::people::queries::NewPerson;
use crate::people::service as people;
use crate::secrets;

use super::open;

use accounts::Account;

/// The file of the passwords, in the data folder.
const FILE: &str = "demo-accounts.txt";

pub async fn run(config: &Config) -> anyhow::Result<()> {
    private_folder(&config.data)
        .with_context(|| format!("the folder {} cannot be made", config.data.display()))?;
    let file = config.data.join(FILE);
    let db = open::database(config).await?;
    if people::has_anybody(&db).await? {
        match accounts::read(&file) {
            Some(table) if accounts::are_in(&db).await? => {
                rooms::add_if_none(config).await?;
                print!("{table}");
            }
            _ => bail!("this site is in use and no demonstration; run `greenroom demo` on an empty one"),
        }
    } else {
        let table = accounts::table(&fill(&db, &file, config).await?, config.public_url.as_str());
        print!("{table}");
    }
    println!("The passwords are also in {}.", file.display());
    db.close().await;
    Ok(())
}

async fn fill(db: &Db, file: &std::path::Path, config: &Config) -> anyhow::Result<Vec<Account>> {
    let now = Clock::System.now();
    let accounts = accounts::make();
    // First the file: passwords that were lost could not be made again.
    accounts::write(file, &accounts::table(&accounts, config.public_url.as_str()))?;
    let mut everybody = accounts::people(&accounts, now).await?;
    everybody.extend(directory::people(now));
    people::add_all(db, everybody).await?;
    rooms::add_if_none(config).await?;
    db.write(move |connection| {
        async move {
            template_queries::insert(connection, Language::English, &Template::default_english(), None, now)
                .await
        }
        .boxed()
    })
    .await?;
    Ok(accounts)
}

fn new_person(email: domain::EmailAddress, name: domain::PersonName, now: Timestamp) -> NewPerson {
    NewPerson {
        id: PersonId::from_bits(secrets::id_bits(now)),
        email,
        name,
        application_role: domain::ApplicationRole::Viewer,
        password_hash: None,
        created_at: now,
    }
}
