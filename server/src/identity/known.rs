//! What this node knows of the site's identity, so that no page has to ask the database for it.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use app::identity::api::SiteFace;
use app::routes;
use domain::identity::{PublicAddress, SiteName};
use lettre::Address;
use lettre::message::Mailbox;

use super::stored::{Stored, StoredMailServer};
use crate::mail::mailer::{Mailer, PATIENCE};
use crate::secrets::SecretKey;

/// Says for what the password of the mail server is sealed.
pub const MAIL_PASSWORD: &str = "mail server";

/// What was said when the server was started; it goes before what is said on pages.
pub struct Given {
    pub address: Option<PublicAddress>,
    /// Where the site is as long as nobody has said where it is.
    pub usual_address: PublicAddress,
    pub mailer: Option<Mailer>,
    pub mail_from: Option<Mailbox>,
    /// The folder for mails where there is no mail server.
    pub mails: PathBuf,
}

/// The site's identity as it is at the moment.
pub struct Standing {
    pub stored: Stored,
    pub address: PublicAddress,
    pub mailer: Arc<Mailer>,
}

/// What this node knows.
pub struct Identity {
    given: Given,
    now: RwLock<Arc<Standing>>,
    /// Somebody who can administer the site has been seen.
    is_administered: AtomicBool,
}

impl Identity {
    /// What is known before the database has been asked.
    pub fn new(given: Given) -> Self {
        let mailer = given
            .mailer
            .clone()
            .unwrap_or_else(|| Mailer::folder(given.mails.clone(), from(&given, &Stored::default())));
        let stored = Stored::default();
        let standing = Standing {
            address: address(&given, &stored),
            mailer: Arc::new(mailer.with_from(from(&given, &stored))),
            stored,
        };
        Self { given, now: RwLock::new(Arc::new(standing)), is_administered: AtomicBool::new(false) }
    }

    pub fn now(&self) -> Arc<Standing> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Goes by what has been read from the database. A mail server that has not changed keeps its connections.
    pub fn take(&self, key: &SecretKey, stored: Stored) {
        let before = self.now();
        if before.stored == stored {
            return;
        }
        let mailer = if self.given.mailer.is_some() || before.stored.mail == stored.mail {
            before.mailer.with_from(from(&self.given, &stored))
        } else {
            self.mailer(key, &stored)
        };
        let standing = Standing { address: address(&self.given, &stored), mailer: Arc::new(mailer), stored };
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(standing);
    }

    /// Without the mail server it is set to, mails are kept rather than lost.
    fn mailer(&self, key: &SecretKey, stored: &Stored) -> Mailer {
        let from = from(&self.given, stored);
        let server = stored.mail.as_ref().map(|StoredMailServer { server, password }| {
            let password = password.as_ref().and_then(|sealed| key.unseal(MAIL_PASSWORD, sealed));
            Mailer::server(server, password, from.clone(), PATIENCE)
        });
        match server {
            Some(Ok(mailer)) => mailer,
            Some(Err(problem)) => {
                tracing::error!(problem, "the mail server cannot be used; mails are kept as files");
                Mailer::folder(self.given.mails.clone(), from)
            }
            None => Mailer::folder(self.given.mails.clone(), from),
        }
    }

    /// The address is set where the server is started, and no page can change it.
    pub const fn has_fixed_address(&self) -> bool {
        self.given.address.is_some()
    }

    /// The mail server is set where the server is started.
    pub const fn has_fixed_mail_server(&self) -> bool {
        self.given.mailer.is_some()
    }

    /// Whether an administrator has been seen; once there is one, setting the site up is theirs.
    pub fn is_administered(&self) -> bool {
        self.is_administered.load(Ordering::Relaxed)
    }

    pub fn note_administrator(&self) {
        self.is_administered.store(true, Ordering::Relaxed);
    }
}

impl Standing {
    /// What every page shows.
    pub fn face(&self) -> SiteFace {
        SiteFace {
            name: self.stored.name.clone(),
            logo: self.stored.logo.as_deref().map(routes::logo),
            unfinished: self.stored.unfinished,
        }
    }
}

fn address(given: &Given, stored: &Stored) -> PublicAddress {
    let said = given.address.as_ref().or(stored.address.as_ref());
    said.unwrap_or(&given.usual_address).clone()
}

/// Whom mails are from: who was named, else nobody at the site's own host; by the site's name, unless another was given.
fn from(given: &Given, stored: &Stored) -> Mailbox {
    let name = |name: &SiteName| Some(name.to_string());
    if let Some(given) = &given.mail_from {
        return Mailbox::new(given.name.clone().or_else(|| name(&stored.name)), given.email.clone());
    }
    let chosen = stored.mail.as_ref().filter(|_| given.mailer.is_none());
    let chosen = chosen.and_then(|mail| mail.server.from.as_ref()?.as_str().parse::<Address>().ok());
    let host = address(given, stored);
    let email = chosen.unwrap_or_else(|| nobody_at(mailable(host.host())));
    Mailbox::new(name(&stored.name), email)
}

fn nobody_at(host: &str) -> Address {
    #[expect(clippy::expect_used, reason = "a fixed address that can be read")]
    Address::new("no-reply", host)
        .or_else(|_| Address::new("no-reply", "localhost"))
        .expect("no-reply@localhost is an address")
}

/// Mail needs a name where a site may have a number.
fn mailable(host: &str) -> &str {
    let is_number = host.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok();
    if is_number { "localhost" } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> Given {
        Given {
            address: None,
            usual_address: PublicAddress::parse("http://localhost:3000").unwrap(),
            mailer: None,
            mail_from: None,
            mails: "mails".into(),
        }
    }

    fn stored(address: &str) -> Stored {
        Stored {
            name: SiteName::parse("Summer Academy").unwrap(),
            address: PublicAddress::parse(address).ok(),
            ..Stored::default()
        }
    }

    #[test]
    fn without_an_address_of_their_own_mails_are_from_nobody_at_the_site() {
        for (address, expected) in [
            ("https://meet.example.org:8443", "no-reply@meet.example.org"),
            ("http://127.0.0.1", "no-reply@localhost"),
            ("https://[2001:db8::1]", "no-reply@localhost"),
        ] {
            let from = from(&given(), &stored(address));
            assert_eq!((from.name.as_deref(), from.email.as_ref()), (Some("Summer Academy"), expected));
        }
    }

    #[test]
    fn what_was_given_at_the_start_goes_before_what_is_said_on_pages() {
        let given = Given {
            address: PublicAddress::parse("https://fixed.example.org").ok(),
            mail_from: Some("Desk <desk@example.org>".parse().unwrap()),
            ..given()
        };
        let identity = Identity::new(given);
        identity.take(&SecretKey::random(), stored("https://other.example.org"));
        let now = identity.now();
        assert_eq!(now.address.as_str(), "https://fixed.example.org");
        assert_eq!(now.mailer.from.to_string(), "Desk <desk@example.org>");
        assert_eq!(now.face().name.as_str(), "Summer Academy");
    }
}
