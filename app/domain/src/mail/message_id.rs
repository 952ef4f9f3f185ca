//! The names of mails.

use super::MailKind;
use crate::ids::InvitationId;

/// The domain of names when ours has no letter that a name can hold (RFC 2606: it is nobody's).
const NOBODY: &str = "greenroom.invalid";

/// The Message-ID of a mail, in its angle brackets (RFC 5322, 3.6.4). The same mail always has the same, so that one sent
/// twice by a queue that crashed is shown once.
///
/// `generation` is the invitation's, `sequence` counts the mails of this invitation.
pub fn message_id(
    invitation: InvitationId,
    generation: u32,
    kind: MailKind,
    sequence: u32,
    domain: &str,
) -> String {
    named(&format!("{invitation}.{generation}.{}.{sequence}", kind.word()), domain)
}

/// The same for the mail with a code, which is known by a part of its nonce.
pub fn code_message_id(nonce: &str, domain: &str) -> String {
    named(&format!("code.{nonce}"), domain)
}

fn named(local: &str, domain: &str) -> String {
    let is_part = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.');
    let domain: String = domain.to_ascii_lowercase().chars().filter(is_part).collect();
    let domain = domain.trim_matches('.');
    let domain = if domain.is_empty() { NOBODY } else { domain };
    format!("<{local}@{domain}>")
}
