//! The mail that brings a code: short, without a link and without a calendar.

use anyhow::Context;
use domain::mail::{CodeMail, code_message_id};
use lettre::Message;
use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Mailbox, MultiPart};

use super::compose::{addressed, part};
use super::queries::StoredMail;
use crate::invitation::queries::StoredInvitation;

/// Writes the mail with the code of `nonce`.
///
/// # Errors
/// What in it cannot be mailed; trying again will not help.
pub fn compose(
    mail: &StoredMail,
    stored: &StoredInvitation,
    title: &str,
    code: &str,
    (from, public_host): (&Mailbox, &str),
) -> anyhow::Result<Message> {
    let nonce = mail.code.as_deref().unwrap_or_default();
    let StoredInvitation { invitation, language, .. } = stored;
    let rendered =
        CodeMail { language: *language, first_name: invitation.name.first(), title, code }.render();
    let message_id = code_message_id(nonce_name(nonce), public_host);
    let alternative = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, &rendered.text, ContentTransferEncoding::QuotedPrintable)?)
        .singlepart(part(ContentType::TEXT_HTML, &rendered.html, ContentTransferEncoding::QuotedPrintable)?);
    addressed(invitation, from, message_id, mail.queued_at)?
        .subject(rendered.subject)
        .multipart(alternative)
        .context("the mail cannot be put together")
}

/// Half of the nonce: who has the mail need not have what the code is made from.
fn nonce_name(nonce: &str) -> &str {
    nonce.get(..nonce.len() / 2).unwrap_or_default()
}
