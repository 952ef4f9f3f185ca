//! How the site mails.

use lettre::AsyncSmtpTransport;
use lettre::Tokio1Executor;
use lettre::message::Mailbox;

use super::given;

/// The mail server's URL, looked at before anything is sent.
pub fn smtp_url(typed: Option<&String>) -> Result<Option<String>, String> {
    let Some(url) = given(typed) else { return Ok(None) };
    match AsyncSmtpTransport::<Tokio1Executor>::from_url(&url) {
        Ok(_) => Ok(Some(url)),
        // The error may repeat the URL, which may hold a password.
        Err(_) => Err("this is not the URL of a mail server, as in smtps://user:password@mail.example.org; \
                       leave it out to keep mails as files in the data folder"
            .to_owned()),
    }
}

/// Whom mails are from, where it is said.
pub fn from(typed: Option<String>) -> Result<Option<Mailbox>, String> {
    let is_odd = |text: &str| text.chars().any(char::is_control);
    let Some(text) = typed else { return Ok(None) };
    match text.parse::<Mailbox>() {
        Ok(mailbox) if !is_odd(&text) => Ok(Some(mailbox)),
        _ => Err(format!("{text:?} is no address, as in Greenroom <greenroom@example.org>")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_address_is_told_and_a_password_is_not_repeated() {
        assert!(from(Some("nobody".to_owned())).is_err());
        assert!(from(Some("A\r\nB <a@b.example>".to_owned())).is_err());
        let problem = smtp_url(Some(&"ftp://user:secret@mail".to_owned())).unwrap_err();
        assert!(!problem.contains("secret"), "{problem}");
        assert_eq!(smtp_url(Some(&" ".to_owned())), Ok(None));
        assert!(smtp_url(Some(&"smtp://mail.example.org:587?tls=required".to_owned())).is_ok());
    }
}
