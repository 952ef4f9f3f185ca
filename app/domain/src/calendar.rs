//! Calendar entries as mail and calendar programs read them (RFC 5545, and RFC 5546 for the methods).
//!
//! Whatever the values hold, no value ends its line or adds a property: texts are escaped, names are quoted,
//! addresses are written as URIs.

mod date;
mod line;

use crate::email::EmailAddress;
use crate::time::Timestamp;
use crate::words::words;

pub use date::utc;

/// Who wrote the entry (PRODID).
pub const PRODUCT: &str = "-//Greenroom//Invitations//EN";

/// What a calendar does with the entry. Its word is the METHOD, also in the content type of the mail's part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Asks the attendee to come, or tells of a change.
    Request,
    /// Takes the entry out of the attendee's calendar.
    Cancel,
    /// For anybody's calendar, without an attendee and without replies.
    Publish,
}

words!(Method { Request => "REQUEST", Cancel => "CANCEL", Publish => "PUBLISH" });

/// Somebody in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarPerson {
    /// Shown instead of the address. It may hold anything; `"` becomes `'`, which parameters can hold.
    pub name: String,
    pub address: EmailAddress,
}

/// One session in somebody's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarEvent {
    pub method: Method,
    /// The same for each state of the same entry, and for no other one in the world.
    pub uid: String,
    /// Greater with each change that people must learn of; calendars keep the greatest.
    pub sequence: u32,
    /// When this state was written.
    pub stamp: Timestamp,
    pub starts_at: Timestamp,
    /// Later than the start.
    pub ends_at: Timestamp,
    pub summary: String,
    /// May have lines; left out when empty.
    pub description: String,
    /// Left out when empty.
    pub location: String,
    /// Left out when empty.
    pub url: String,
    /// Whom replies go to. Required of all but what is published (RFC 5546, 3.2).
    pub organizer: Option<CalendarPerson>,
    /// Left out of what is published (RFC 5546, 3.2.1).
    pub attendee: Option<CalendarPerson>,
}

impl CalendarEvent {
    /// The whole file, in lines of 75 octets at most, each ended by CR LF.
    pub fn to_ics(&self) -> String {
        let mut file = line::File::default();
        file.put("BEGIN", "VCALENDAR");
        file.put("VERSION", "2.0");
        file.put("PRODID", PRODUCT);
        file.put("CALSCALE", "GREGORIAN");
        file.put("METHOD", self.method.word());
        self.write_event(&mut file);
        file.put("END", "VCALENDAR");
        file.into_text()
    }

    fn write_event(&self, file: &mut line::File) {
        file.put("BEGIN", "VEVENT");
        file.put_text("UID", &self.uid);
        file.put("SEQUENCE", &self.sequence.to_string());
        file.put("DTSTAMP", &utc(self.stamp));
        file.put("DTSTART", &utc(self.starts_at));
        file.put("DTEND", &utc(self.ends_at));
        file.put_text("SUMMARY", &self.summary);
        file.put_text_if_any("DESCRIPTION", &self.description);
        file.put_text_if_any("LOCATION", &self.location);
        if !self.url.is_empty() {
            file.put("URL", &line::uri(&self.url));
        }
        file.put("CLASS", "PRIVATE");
        file.put("STATUS", if self.method == Method::Cancel { "CANCELLED" } else { "CONFIRMED" });
        self.write_people(file);
        file.put("END", "VEVENT");
    }

    fn write_people(&self, file: &mut line::File) {
        if let Some(organizer) = &self.organizer {
            file.put_person("ORGANIZER", organizer, "");
        }
        if let Some(attendee) = self.attendee.as_ref().filter(|_| self.method != Method::Publish) {
            // Whoever comes uses the link; replies would only fill the organizer's inbox.
            file.put_person("ATTENDEE", attendee, ";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE");
        }
    }
}
