//! A mail made from its invitation as it is now: text, HTML and an entry for the calendar.

use anyhow::Context;
use domain::calendar::{CalendarEvent, CalendarPerson, Method};
use domain::invitation::Invitation;
use domain::mail::{
    Gone, MailKind, Rendered, Template, Values, as_change, cancellation, message_id, picture_label, render,
    role_name,
};
use domain::room::RoomDetails;
use domain::session::Session;
use domain::{EmailAddress, Language, PersonName, Timestamp};
use lettre::message::header::{ContentDisposition, ContentId, ContentTransferEncoding, ContentType};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use super::qr;
use crate::room::schedule;

/// The name by which the HTML finds the picture of the link.
const QR: &str = "qr";

/// What a mail tells of.
#[derive(Clone, Debug)]
pub struct Letter {
    pub kind: MailKind,
    pub template: Template,
    /// What the site is called.
    pub site: String,
    /// The template's, and that of all that it fills in.
    pub language: Language,
    pub invitation: Invitation,
    pub details: RoomDetails,
    pub session: Session,
    /// The room has been deleted, for everybody.
    pub is_called_off: bool,
    /// Who invites; replies go to them.
    pub host: Option<(PersonName, EmailAddress)>,
    /// The guest's own link, the whole URL.
    pub link: String,
    /// The page that the link leads to. It opens nothing by itself: calendars are shared with others.
    pub page: String,
    /// Raised with each change of the entry in the guest's calendar.
    pub calendar_sequence: u32,
    /// When it was queued: the same however often it is sent.
    pub queued_at: Timestamp,
}

/// Writes the mail.
///
/// # Errors
/// What in it cannot be mailed; trying again will not help.
pub fn compose(letter: &Letter, from: &Mailbox, public_host: &str) -> anyhow::Result<Message> {
    let Invitation { id, generation, .. } = &letter.invitation;
    let rendered = rendered(letter);
    let calendar = calendar(letter, &rendered, from, public_host).to_ics();
    let sequence = letter.calendar_sequence;
    let message_id = message_id(*id, *generation, letter.kind, sequence, public_host);
    let mut builder = addressed(&letter.invitation, from, message_id, letter.queued_at)?
        .subject(rendered.subject.clone())
        .header(ContentLanguage(letter.language));
    if let Some((name, email)) = &letter.host {
        builder = builder.reply_to(Mailbox::new(Some(name.to_string()), address(email)?));
    }
    parts(builder, letter, &rendered, &calendar)
}

/// What every mail to a guest has on its outside.
pub(super) fn addressed(
    invitation: &Invitation,
    from: &Mailbox,
    message_id: String,
    queued_at: Timestamp,
) -> anyhow::Result<MessageBuilder> {
    let to = Mailbox::new(Some(invitation.name.to_string()), address(&invitation.email)?);
    Ok(Message::builder()
        .from(from.clone())
        .to(to)
        .message_id(Some(message_id))
        .date(std::time::UNIX_EPOCH + millis(queued_at))
        .header(AutoSubmitted)
        .header(NoAutoReplies))
}

/// What the mail says, in each of its parts.
fn rendered(letter: &Letter) -> Rendered {
    let values = values(letter);
    match letter.kind {
        MailKind::Invitation | MailKind::Code => render(&letter.template, &values),
        MailKind::Update => as_change(letter.language, render(&letter.template, &values)),
        MailKind::Cancellation => {
            let gone = if letter.is_called_off { Gone::Room } else { Gone::Invitation };
            render(&cancellation(letter.language, gone), &values)
        }
    }
}

fn values(letter: &Letter) -> Values {
    let Letter { language, invitation, details, session, link, .. } = letter;
    let zone = details.time_zone.as_str();
    let host = letter.host.as_ref().map(|(name, _)| name.to_string()).unwrap_or_default();
    Values {
        first_name: invitation.name.first().to_owned(),
        last_name: invitation.name.last().to_owned(),
        email: invitation.email.to_string(),
        title: details.title.clone(),
        speakers: details.speakers.join(", "),
        date: schedule::date_in_words(*language, session.starts_at, zone),
        time: schedule::times_in_words(*language, session.starts_at, session.ends_at, zone),
        role: role_name(*language, invitation.role).to_owned(),
        host,
        url: link.clone(),
        site: letter.site.clone(),
        qr_code: format!(
            "<img src=\"cid:{QR}\" width=\"144\" height=\"144\" alt=\"{}\">",
            picture_label(*language)
        ),
    }
}

fn calendar(letter: &Letter, rendered: &Rendered, from: &Mailbox, public_host: &str) -> CalendarEvent {
    let Letter { kind, invitation, details, session, .. } = letter;
    let is_cancelled = *kind == MailKind::Cancellation;
    CalendarEvent {
        method: method(*kind),
        uid: format!("{}@{public_host}", invitation.id),
        sequence: letter.calendar_sequence,
        stamp: letter.queued_at,
        starts_at: session.starts_at,
        ends_at: session.ends_at,
        summary: details.title.clone(),
        description: rendered.calendar.clone(),
        location: String::new(),
        url: if is_cancelled { String::new() } else { letter.page.clone() },
        organizer: organizer(letter, from),
        attendee: Some(CalendarPerson {
            name: invitation.name.to_string(),
            address: invitation.email.clone(),
        }),
    }
}

const fn method(kind: MailKind) -> Method {
    match kind {
        MailKind::Invitation | MailKind::Update | MailKind::Code => Method::Request,
        MailKind::Cancellation => Method::Cancel,
    }
}

/// Answers to the entry go to whoever invites; where nobody does any more, to where mails are from. A site on one
/// machine, without a name in the DNS, has no such address.
fn organizer(letter: &Letter, from: &Mailbox) -> Option<CalendarPerson> {
    if let Some((name, address)) = letter.host.clone() {
        return Some(CalendarPerson { name: name.to_string(), address });
    }
    let address = from.email.to_string().parse().ok()?;
    Some(CalendarPerson { name: from.name.clone().unwrap_or_default(), address })
}

/// Text first, then HTML with its picture, then the calendar: readers show the last that they understand. Every
/// part is encoded, so that no line of it can be taken for a command of the mail server.
fn parts(
    builder: MessageBuilder,
    letter: &Letter,
    rendered: &Rendered,
    calendar: &str,
) -> anyhow::Result<Message> {
    let method = method(letter.kind).word();
    let calendar_type: ContentType = format!("text/calendar; method={method}; charset=utf-8").parse()?;
    let html = part(ContentType::TEXT_HTML, &rendered.html, ContentTransferEncoding::QuotedPrintable)?;
    let mut alternative = MultiPart::alternative().singlepart(part(
        ContentType::TEXT_PLAIN,
        &rendered.text,
        ContentTransferEncoding::QuotedPrintable,
    )?);
    alternative = match picture(letter, rendered) {
        Some(picture) => alternative.multipart(MultiPart::related().singlepart(html).singlepart(picture)),
        None => alternative.singlepart(html),
    };
    alternative = alternative.singlepart(part(calendar_type, calendar, ContentTransferEncoding::Base64)?);
    let file = Body::new_with_encoding(calendar.to_owned().into_bytes(), ContentTransferEncoding::Base64)
        .map_err(|_| anyhow::anyhow!("the calendar's file cannot be encoded"))?;
    let file_type: ContentType = "text/calendar; charset=utf-8".parse()?;
    let attachment = Attachment::new("invite.ics".to_owned()).body(file, file_type);
    let whole = MultiPart::mixed().multipart(alternative).singlepart(attachment);
    builder.multipart(whole).context("the mail cannot be put together")
}

pub(super) fn part(
    kind: ContentType,
    text: &str,
    encoding: ContentTransferEncoding,
) -> anyhow::Result<SinglePart> {
    let body = Body::new_with_encoding(text.to_owned().into_bytes(), encoding)
        .map_err(|_| anyhow::anyhow!("a part of the mail cannot be encoded"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

/// Only where the HTML shows it.
fn picture(letter: &Letter, rendered: &Rendered) -> Option<SinglePart> {
    if !rendered.html.contains(&format!("cid:{QR}")) {
        return None;
    }
    let body = Body::new_with_encoding(qr::png(&letter.link)?, ContentTransferEncoding::Base64).ok()?;
    let kind: ContentType = "image/png".parse().ok()?;
    Some(
        SinglePart::builder()
            .header(kind)
            .header(ContentId::from(format!("<{QR}>")))
            .header(ContentDisposition::inline())
            .body(body),
    )
}

fn address(email: &EmailAddress) -> anyhow::Result<Address> {
    email.as_str().parse().context("the address cannot be mailed to")
}

fn millis(moment: Timestamp) -> std::time::Duration {
    moment.since(Timestamp::from_millis(0))
}

/// RFC 3282: screen readers choose their voice by it.
#[derive(Clone)]
struct ContentLanguage(Language);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(word: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(word.parse()?))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.word().to_owned())
    }
}

/// RFC 3834: no person has written this, so no machine needs to answer.
#[derive(Clone)]
struct AutoSubmitted;

/// The same in the words of Exchange.
#[derive(Clone)]
struct NoAutoReplies;

macro_rules! fixed_header {
    ($kind:ident, $name:literal, $value:literal) => {
        impl Header for $kind {
            fn name() -> HeaderName {
                HeaderName::new_from_ascii_str($name)
            }

            fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
                Ok(Self)
            }

            fn display(&self) -> HeaderValue {
                HeaderValue::new(Self::name(), $value.to_owned())
            }
        }
    };
}

fixed_header!(AutoSubmitted, "Auto-Submitted", "auto-generated");
fixed_header!(NoAutoReplies, "X-Auto-Response-Suppress", "All");
