//! The configuration as `check-config` prints it: all of it but passwords.

use std::fmt;

use super::{Config, LogFormat};
use crate::db::Location;

impl fmt::Display for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let database = match &self.location {
            Location::Folder(folder) => format!("SQLite in {}", folder.join("greenroom.sqlite").display()),
            Location::Postgres(url) => without_password(url),
        };
        let proxies =
            if self.trusted_proxies_text.trim().is_empty() { "none" } else { &self.trusted_proxies_text };
        let log_format = match self.log_format {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        };
        writeln!(f, "  GREENROOM_ADDR   {}", self.addr)?;
        writeln!(f, "  GREENROOM_DATA   {}", self.data.display())?;
        writeln!(f, "  DATABASE_URL     {database}")?;
        writeln!(f, "  PUBLIC_URL       {}", self.public_url)?;
        writeln!(f, "  SECRET_KEY_FILE  {}", self.secret_key_file.display())?;
        let mail = self.smtp_url.as_deref().map_or("none; mails become files".to_owned(), without_password);
        writeln!(f, "  SMTP_URL         {mail}")?;
        let from =
            self.mail_from.as_ref().map_or("no-reply at the site's host".to_owned(), ToString::to_string);
        writeln!(f, "  MAIL_FROM        {from}")?;
        writeln!(f, "  TRUSTED_PROXIES  {proxies}")?;
        writeln!(f, "  LOG              {}", self.log)?;
        writeln!(f, "  LOG_FORMAT       {log_format}")
    }
}

/// `postgres://user:***@host/name?…`: neither before the host nor in the query a password is left.
pub fn without_password(url: &str) -> String {
    let (url, query) = url.split_once('?').map_or((url, None), |(url, query)| (url, Some(query)));
    let hidden = match url.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)))
    {
        Some((scheme, (login, host))) => {
            let user = login.split_once(':').map_or(login.to_owned(), |(user, _)| format!("{user}:***"));
            format!("{scheme}://{user}@{host}")
        }
        None => url.to_owned(),
    };
    let Some(query) = query else { return hidden };
    let values: Vec<&str> = query
        .split('&')
        .map(|value| if value.to_ascii_lowercase().starts_with("password=") { "password=***" } else { value })
        .collect();
    format!("{hidden}?{}", values.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_is_shown() {
        for (url, shown) in [
            ("postgres://ann:secret@db/greenroom", "postgres://ann:***@db/greenroom"),
            ("postgres://ann:se@cret@db/greenroom", "postgres://ann:***@db/greenroom"),
            ("postgres://ann@db/greenroom", "postgres://ann@db/greenroom"),
            (
                "postgres://db/g?sslmode=require&password=secret",
                "postgres://db/g?sslmode=require&password=***",
            ),
        ] {
            assert_eq!(without_password(url), shown);
        }
    }
}
