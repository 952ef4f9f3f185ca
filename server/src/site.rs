//! All that the services of one running site share.

use std::path::PathBuf;
use std::sync::Arc;

use domain::Timestamp;

use crate::clock::Clock;
use crate::db::Db;
use crate::http::rate_limit::Limits;
use crate::identity::Identity;
use crate::jobs::log::JobLog;
use crate::live::hub::Hub;
use crate::mail::mailer::Mailer;
use crate::secrets::SecretKey;

/// One running site. The backend that pages ask is an `Arc` of it.
pub struct Site {
    pub db: Db,
    pub clock: Clock,
    pub key: SecretKey,
    /// What the site is called, where it is reached and how its mails leave, as it is at the moment.
    pub identity: Identity,
    pub limits: Limits,
    /// Wakes and feeds the event streams of this node.
    pub hub: Arc<Hub>,
    pub node: Node,
}

/// This process, as one of the nodes of its site.
pub struct Node {
    pub started_at: Timestamp,
    pub data_folder: PathBuf,
    pub jobs: JobLog,
}

impl Node {
    pub fn new(started_at: Timestamp, data_folder: impl Into<PathBuf>) -> Self {
        Self { started_at, data_folder: data_folder.into(), jobs: JobLog::default() }
    }
}

impl Site {
    /// Where people reach the site, without a slash at the end: `https://greenroom.example.org`.
    pub fn public_url(&self) -> String {
        self.identity.now().address.to_string()
    }

    /// The host of the public address, as it stands behind the @ of a Message-ID.
    pub fn public_host(&self) -> String {
        self.identity.now().address.host().to_owned()
    }

    /// How mails leave.
    pub fn mailer(&self) -> Arc<Mailer> {
        Arc::clone(&self.identity.now().mailer)
    }

    /// Whether the mails that this node sends leave the site, by what it knew when it looked last; else they are kept
    /// as files. [`crate::identity::service::has_mail_server`] asks the database instead.
    pub fn mails_leave(&self) -> bool {
        self.mailer().kept_in().is_none()
    }
}
