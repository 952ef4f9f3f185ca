//! `greenroom check-config`: says what is in effect, and tries whether it works.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use crate::config::{Config, Problems};
use crate::db::{Db, Location};
use crate::secrets::SecretKey;
use crate::values;

use super::{WRONG_CONFIGURATION, open};

pub async fn run(config: &Config) -> ExitCode {
    print!("The configuration in effect:\n{config}");
    let mut problems = Problems::default();
    problems.note("GREENROOM_DATA", try_folder(&config.data), |problem| problem);
    problems.note("SECRET_KEY_FILE", try_key(&config.secret_key_file), |problem| problem);
    problems.note("DATABASE_URL", try_database(config).await, |problem| problem);
    if problems.0.is_empty() {
        println!("It works: the folder can be written to, the key can be read and the database answers.");
        ExitCode::SUCCESS
    } else {
        eprint!("greenroom: it does not work:\n{problems}");
        ExitCode::from(WRONG_CONFIGURATION)
    }
}

/// Writes a file and removes it: permissions alone do not tell of full or read-only disks.
fn try_folder(folder: &Path) -> Result<(), String> {
    let probe = folder.join(format!(".probe-{}", crate::secrets::reference()));
    let tried = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, "greenroom"))
        .and_then(|()| fs::remove_file(&probe));
    tried.map_err(|error| format!("{} cannot be written to: {error}", folder.display()))
}

fn try_key(file: &Path) -> Result<(), String> {
    if file.exists() {
        SecretKey::load_or_create(file).map(|_| ()).map_err(|problem| problem.to_string())
    } else {
        // Made at the first start.
        try_folder(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
    }
}

async fn try_database(config: &Config) -> Result<(), String> {
    if matches!(&config.location, Location::Folder(folder) if !folder.join("greenroom.sqlite").exists()) {
        // Made at the first start.
        return Ok(());
    }
    let asked = async {
        let (db, _) = Db::open(&config.location).await?;
        db.read().await?.fetch_optional("select 1 as one", values![]).await?;
        db.close().await;
        Ok::<_, crate::db::DbError>(())
    };
    asked.await.map_err(|error| format!("{}: {error}", open::unreachable(config)))
}
