//! Forgets mails that need no more doing, and the files that they became where there is no mail server.

use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;
use domain::mail::{KEPT_FOR, may_forget};
use futures::FutureExt;

use super::queries;
use crate::failure::{Failure, Outcome};
use crate::site::Site;

/// Mails looked at, and forgotten, at once.
const PAGE: i64 = 500;

/// Answers how many mails and files there are fewer. Safe to run twice, and on several nodes at once.
pub async fn forget_old(site: &Site) -> Outcome<usize> {
    let now = site.clock.now();
    let forgotten = forget_mails(site, now).await?;
    Ok(forgotten + forget_files(site, now).await?)
}

async fn forget_mails(site: &Site, now: Timestamp) -> Outcome<usize> {
    let mut forgotten = 0;
    let mut last = String::new();
    loop {
        let mut connection = site.db.read().await?;
        let page = queries::list_settled(&mut connection, now.before(KEPT_FOR), &last, PAGE).await?;
        drop(connection);
        let Some(end) = page.last() else { return Ok(forgotten) };
        last.clone_from(&end.id);
        let ids: Vec<_> =
            page.into_iter().filter(|mail| may_forget(&mail.settled, now)).map(|mail| mail.id).collect();
        forgotten += ids.len();
        let deleted = site.db.write(move |connection| {
            async move {
                for id in ids {
                    queries::delete(connection, &id).await?;
                }
                Ok::<_, Failure>(())
            }
            .boxed()
        });
        deleted.await?;
    }
}

/// A file goes after its mail, and one that belongs to none when it is old: tests are files, too.
async fn forget_files(site: &Site, now: Timestamp) -> Outcome<usize> {
    let mailer = site.mailer();
    let Some(folder) = mailer.kept_in() else { return Ok(0) };
    let mut forgotten = 0;
    for (path, id) in old_files(folder, now).await {
        let mut connection = site.db.read().await?;
        if queries::find(&mut connection, &id).await?.is_none() {
            drop(connection);
            forgotten += usize::from(tokio::fs::remove_file(path).await.is_ok());
        }
    }
    Ok(forgotten)
}

/// The files of mails that were written so long ago, with the mails' ids. What cannot be read is left alone.
async fn old_files(folder: &Path, now: Timestamp) -> Vec<(PathBuf, String)> {
    let mut old = Vec::new();
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return old };
    while let Ok(Some(entry)) = entries.next_entry().await {
        let path = entry.path();
        let id = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
        let is_mail = path.extension().is_some_and(|extension| extension == "eml");
        if let (true, Some(id), Ok(about)) = (is_mail, id, entry.metadata().await)
            && about.modified().is_ok_and(|at| now >= moment(at) + KEPT_FOR)
        {
            old.push((path, id));
        }
    }
    old
}

fn moment(at: std::time::SystemTime) -> Timestamp {
    let since = at.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Timestamp::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
