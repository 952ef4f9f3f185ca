//! The files that mails became where there is no mail server.

use std::path::PathBuf;

use domain::privacy::Traces;
use mail_parser::MessageParser;

use crate::site::Site;

/// Deletes the files of these mails, where this node keeps any.
pub async fn delete(site: &Site, mails: &[String]) {
    let mailer = site.mailer();
    let Some(folder) = mailer.kept_in() else { return };
    for mail in mails {
        // Most have none: their time has passed, or they were never sent.
        let _ = tokio::fs::remove_file(folder.join(format!("{mail}.eml"))).await;
    }
}

/// Deletes every file that names somebody, whomever it was sent to.
pub async fn delete_mentions(site: &Site, traces: &Traces) -> std::io::Result<()> {
    let mailer = site.mailer();
    let Some(folder) = mailer.kept_in() else { return Ok(()) };
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return Ok(()) };
    let mut named: Vec<PathBuf> = Vec::new();
    while let Some(entry) = entries.next_entry().await? {
        let octets = tokio::fs::read(entry.path()).await?;
        if names(&octets, traces) {
            named.push(entry.path());
        }
    }
    for path in named {
        tokio::fs::remove_file(path).await?;
    }
    Ok(())
}

/// Whether a mail holds any of it, as written or as read.
fn names(octets: &[u8], traces: &Traces) -> bool {
    if traces.are_in(&String::from_utf8_lossy(octets)) {
        return true;
    }
    let Some(mail) = MessageParser::default().parse(octets) else { return false };
    let texts = mail.text_bodies().chain(mail.html_bodies()).chain(mail.attachments());
    texts.filter_map(|part| part.text_contents()).any(|text| traces.are_in(text))
        || mail.subject().is_some_and(|subject| traces.are_in(subject))
        || [mail.to(), mail.from(), mail.reply_to()].into_iter().flatten().any(|addresses| {
            addresses
                .iter()
                .any(|one| [one.name(), one.address()].into_iter().flatten().any(|text| traces.are_in(text)))
        })
}
