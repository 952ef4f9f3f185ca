//! The configuration: flags and environment, read once and here only.

mod mail;
mod problem;
pub mod show;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use domain::identity::PublicAddress;
use lettre::message::Mailbox;

use crate::db::Location;
use crate::http::client_address::TrustedProxies;
use crate::people::idn;

pub use problem::{Problem, Problems};

/// What was given, as text: each part is checked by [`Options::check`], so that all mistakes are told at once.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Configuration, for all commands")]
pub struct Options {
    /// Where to listen
    #[arg(
        long,
        env = "GREENROOM_ADDR",
        global = true,
        value_name = "IP:PORT",
        default_value = "127.0.0.1:3000"
    )]
    pub addr: String,
    /// The folder of the database and the key
    #[arg(long, env = "GREENROOM_DATA", global = true, value_name = "FOLDER", default_value = "./data")]
    pub data: PathBuf,
    /// A PostgreSQL database, needed for several nodes [default: SQLite in the folder]
    #[arg(long, env = "DATABASE_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Where people reach the site; links begin with it [default: what an administrator says, or localhost]
    #[arg(long, env = "PUBLIC_URL", global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// The file of the key from which links are made; all nodes have the same [default: FOLDER/secret.key]
    #[arg(long, env = "SECRET_KEY_FILE", global = true, value_name = "FILE")]
    pub secret_key_file: Option<PathBuf>,
    /// The mail server, smtps for TLS or smtp with ?tls=required [default: the one an administrator names, or mails become files in the data folder]
    #[arg(long, env = "SMTP_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Whom mails are from, as in Greenroom <greenroom@example.org> [default: no-reply at the site's host]
    #[arg(long, env = "MAIL_FROM", global = true, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Proxies in front whose X-Forwarded-For is believed, as in 127.0.0.1,10.0.0.0/8
    #[arg(long, env = "TRUSTED_PROXIES", global = true, value_name = "LIST", default_value = "")]
    pub trusted_proxies: String,
    /// What to log: error, warn, info, debug, trace, or rules for each part, as tracing has them
    #[arg(long, env = "LOG", global = true, value_name = "RULES", default_value = "info")]
    pub log: String,
    /// How to log: text for people, json for machines
    #[arg(long, env = "LOG_FORMAT", global = true, value_name = "FORMAT", default_value = "text")]
    pub log_format: String,
}

/// A configuration without mistakes.
#[derive(Clone, Debug)]
pub struct Config {
    pub addr: SocketAddr,
    pub data: PathBuf,
    pub location: Location,
    /// Where the site is as far as the configuration tells; an administrator may say otherwise where it is silent.
    pub public_url: PublicAddress,
    pub has_public_url: bool,
    pub secret_key_file: PathBuf,
    /// The mail server, if any; may hold a password.
    pub smtp_url: Option<String>,
    pub mail_from: Option<Mailbox>,
    pub trusted_proxies: TrustedProxies,
    /// As given, to be shown.
    pub trusted_proxies_text: String,
    pub log: String,
    pub log_format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl Options {
    /// Reads every part.
    ///
    /// # Errors
    /// All mistakes, each with the name of its variable.
    pub fn check(&self) -> Result<Config, Problems> {
        let mut problems = Problems::default();
        let addr = self.addr.trim().parse::<SocketAddr>();
        let port = addr.as_ref().map_or(3000, SocketAddr::port);
        let addr = problems.note("GREENROOM_ADDR", addr, |_| {
            format!("{:?} is not an IP address with a port, as in 127.0.0.1:3000 or [::]:3000", self.addr)
        });
        let location = problems.note("DATABASE_URL", self.location(), |problem| problem);
        let public_url = given(self.public_url.as_ref());
        let has_public_url = public_url.is_some();
        let public_url = public_url.unwrap_or_else(|| format!("http://localhost:{port}"));
        let public_url = PublicAddress::parse_with(&public_url, idn::to_ascii);
        let public_url = problems.note("PUBLIC_URL", public_url, |problem| problem.to_string());
        let smtp_url = problems.note("SMTP_URL", mail::smtp_url(self.smtp_url.as_ref()), |problem| problem);
        let mail_from = mail::from(given(self.mail_from.as_ref()));
        let mail_from = problems.note("MAIL_FROM", mail_from, |problem| problem);
        let trusted_proxies = self.trusted_proxies.parse::<TrustedProxies>();
        let trusted_proxies =
            problems.note("TRUSTED_PROXIES", trusted_proxies, |problem| problem.to_string());
        let rules = tracing_subscriber::EnvFilter::try_new(&self.log);
        let rules = problems.note("LOG", rules, |problem| format!("{:?}: {problem}", self.log));
        let log_format = problems.note("LOG_FORMAT", self.log_format(), |problem| problem);
        match (addr, location, public_url, smtp_url, mail_from, trusted_proxies, rules, log_format) {
            (
                Some(addr),
                Some(location),
                Some(public_url),
                Some(smtp_url),
                Some(mail_from),
                Some(trusted_proxies),
                Some(_),
                Some(log_format),
            ) => Ok(Config {
                addr,
                data: self.data.clone(),
                location,
                public_url,
                has_public_url,
                secret_key_file: self.secret_key_file(),
                smtp_url,
                mail_from,
                trusted_proxies,
                trusted_proxies_text: self.trusted_proxies.clone(),
                log: self.log.clone(),
                log_format,
            }),
            _ => Err(problems),
        }
    }

    fn location(&self) -> Result<Location, String> {
        match given(self.database_url.as_ref()) {
            None => Ok(Location::Folder(self.data.clone())),
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                let read = url.parse::<sqlx::postgres::PgConnectOptions>();
                // The error may repeat the URL, which may hold a password.
                read.map(|_| Location::Postgres(url)).map_err(|_| "this is not a PostgreSQL URL".to_owned())
            }
            Some(_) => {
                Err("it must begin with postgres:// ; leave it out to use SQLite in the data folder"
                    .to_owned())
            }
        }
    }

    fn secret_key_file(&self) -> PathBuf {
        let given = self.secret_key_file.clone().filter(|file| !file.as_os_str().is_empty());
        given.unwrap_or_else(|| self.data.join("secret.key"))
    }

    fn log_format(&self) -> Result<LogFormat, String> {
        match self.log_format.trim() {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            other => Err(format!("{other:?} is neither text nor json")),
        }
    }
}

/// A variable that is set to nothing is not set.
fn given(value: Option<&String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}
