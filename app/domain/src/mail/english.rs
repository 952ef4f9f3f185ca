//! The mail of a new site.

use super::Template;

impl Template {
    /// In English. The link is not in the calendar text: calendars are shared with people whom nobody has invited.
    pub fn default_english() -> Self {
        Self {
            subject: "{HOST} invites you to {TITLE}".to_owned(),
            html: include_str!("english/mail.html").to_owned(),
            text: include_str!("english/mail.txt").to_owned(),
            calendar: include_str!("english/calendar.txt").to_owned(),
        }
    }
}
