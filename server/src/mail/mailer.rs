//! How mails leave: to a mail server, or, where none is named, into files that the administrator can read.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::mail::{Encryption, Failure, MailProblem, MailServer};
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::io::AsyncWriteExt;

use super::outbox::CONNECTIONS;

/// A mail server that has not taken a mail by then will not take it.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The way out. Copies share their connections.
#[derive(Clone)]
pub struct Mailer {
    /// Whom mails are from: an address of the site's own domain, or receivers take them for forged.
    pub from: Mailbox,
    way: Arc<Way>,
}

enum Way {
    Smtp { transport: AsyncSmtpTransport<Tokio1Executor>, patience: Duration },
    Folder(PathBuf),
}

/// Why a mail did not leave.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct SendError {
    pub kind: Failure,
    /// For the administrator; may hold what the mail server said.
    pub problem: MailProblem,
}

impl Mailer {
    /// Through the mail server at `url`, as in `smtps://user:password@mail.example.org` or
    /// `smtp://mail.example.org:587?tls=required`; `patience` is how long it may take for one mail.
    ///
    /// # Errors
    /// What is wrong with the URL.
    pub fn smtp(url: &str, from: Mailbox, patience: Duration) -> Result<Self, String> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|_| "this is not the URL of a mail server".to_owned())?;
        Ok(Self::over(builder, from, patience))
    }

    /// Through the mail server that an administrator has named.
    ///
    /// # Errors
    /// What is wrong with its name.
    pub fn server(
        server: &MailServer,
        password: Option<String>,
        from: Mailbox,
        patience: Duration,
    ) -> Result<Self, String> {
        type Transport = AsyncSmtpTransport<Tokio1Executor>;
        let host = server.host.as_str();
        let builder = match server.encryption {
            Encryption::Tls => Transport::relay(host),
            Encryption::StartTls => Transport::starttls_relay(host),
            Encryption::None => Ok(Transport::builder_dangerous(host)),
        };
        let mut builder = builder.map_err(|error| error.to_string())?.port(server.port);
        if let Some(user) = &server.user {
            builder = builder.credentials(Credentials::new(user.clone(), password.unwrap_or_default()));
        }
        Ok(Self::over(builder, from, patience))
    }

    fn over(builder: AsyncSmtpTransportBuilder, from: Mailbox, patience: Duration) -> Self {
        let connections = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
        let transport =
            builder.timeout(Some(patience)).pool_config(PoolConfig::new().max_size(connections)).build();
        Self { from, way: Arc::new(Way::Smtp { transport, patience }) }
    }

    /// The same way, with mails from somebody else.
    #[must_use]
    pub fn with_from(&self, from: Mailbox) -> Self {
        Self { from, way: Arc::clone(&self.way) }
    }

    /// Into files of this folder, which is made when the first mail is.
    pub fn folder(folder: PathBuf, from: Mailbox) -> Self {
        Self { from, way: Arc::new(Way::Folder(folder)) }
    }

    /// The folder that mails are kept in, where there is no mail server.
    pub fn kept_in(&self) -> Option<&Path> {
        match &*self.way {
            Way::Smtp { .. } => None,
            Way::Folder(folder) => Some(folder),
        }
    }

    /// Sends one mail; `name` is its file's, where it becomes one.
    ///
    /// # Errors
    /// What the mail server, or the disk, said.
    pub async fn send(&self, name: &str, message: Message) -> Result<(), SendError> {
        match &*self.way {
            // The library waits for ever for a server that takes the connection and then says nothing.
            Way::Smtp { transport, patience } => {
                match tokio::time::timeout(*patience, transport.send(message)).await {
                    Ok(Ok(_)) => Ok(()),
                    Ok(Err(error)) => Err(smtp_error(&error)),
                    Err(_) => Err(SendError { kind: Failure::Temporary, problem: MailProblem::Silent }),
                }
            }
            Way::Folder(folder) => write(folder, name, &message.formatted()).await.map_err(|error| {
                SendError { kind: Failure::Temporary, problem: MailProblem::NotKept(error.to_string()) }
            }),
        }
    }
}

async fn write(folder: &Path, name: &str, bytes: &[u8]) -> std::io::Result<()> {
    crate::db::private_folder(folder)?;
    let mut options = tokio::fs::OpenOptions::new();
    // It holds a link that works.
    options.write(true).create(true).truncate(true).mode(0o600);
    let mut file = options.open(folder.join(format!("{name}.eml"))).await?;
    file.write_all(bytes).await?;
    file.flush().await
}

/// A 5xx is the mail server's last word, but not where it is about ourselves: a wrong password, or TLS that the mail server
/// does not know, is mended by the administrator, and the mails wait for that.
fn smtp_error(error: &lettre::transport::smtp::Error) -> SendError {
    let is_about_us = error.status().is_some_and(|code| {
        ["421", "502", "503", "530", "534", "535", "538"].contains(&code.to_string().as_str())
    });
    let kind = if error.is_permanent() && !is_about_us { Failure::Permanent } else { Failure::Temporary };
    let mut problem = error.to_string();
    // Its words have told the first cause already.
    let mut source = std::error::Error::source(error).and_then(std::error::Error::source);
    while let Some(cause) = source {
        problem = format!("{problem}: {cause}");
        source = cause.source();
    }
    SendError { kind, problem: MailProblem::Refused(problem) }
}
