//! What stands in the files of a report: a line of headings, and a row for each thing.

use core::time::Duration;

use app::report::api::InteractionReport;
use domain::chat::Message;
use domain::interaction::Kind;
use domain::live::Author;
use domain::privacy::is_erased;
use domain::question::{Answer, Question};
use domain::report::{Attendee, Invited, absent};
use domain::{EmailAddress, Role};

use super::service::Opened;
use super::sheet::{Cell, Sheet};
use crate::room::schedule::with_offset;

/// Everybody who came, in order of arrival, and after them everybody who was invited and did not.
pub fn attendance(opened: &Opened) -> Sheet {
    let mut sheet = Sheet::with_header(&[
        "Name",
        "Invited address",
        "Guest",
        "Roles",
        "Came",
        "First entered",
        "Last left",
        "Visits",
        "Present (h:mm:ss)",
        // Of whoever came by a guest link: nobody has checked it.
        "Typed address",
    ]);
    for attendee in &opened.attendance.attendees {
        sheet.row(attendee_row(opened, attendee));
    }
    for one in absent(opened.invited.clone(), &opened.attendance) {
        sheet.row([
            Cell::text(&one.name),
            address(&one.email),
            Cell::own("yes"),
            Cell::own(one.role),
            Cell::own("no"),
            Cell::Empty,
            Cell::Empty,
            Cell::own(0),
            Cell::own(clock(Duration::ZERO)),
            Cell::Empty,
        ]);
    }
    sheet
}

/// Whose personal data is erased has none.
fn address(email: &EmailAddress) -> Cell {
    if is_erased(email) { Cell::Empty } else { Cell::text(email) }
}

fn attendee_row(opened: &Opened, attendee: &Attendee) -> [Cell; 10] {
    let zone = &opened.page.details.time_zone;
    let time = |at: Option<_>| at.map_or(Cell::Empty, |at| Cell::own(with_offset(at, zone)));
    let is_theirs = |one: &&Invited| one.participants.contains(&attendee.participant);
    let invited = opened.invited.iter().find(is_theirs).filter(|_| attendee.is_guest);
    [
        Cell::text(&attendee.name),
        invited.map_or(Cell::Empty, |one| address(&one.email)),
        Cell::own(yes_or_no(attendee.is_guest)),
        Cell::own(attendee.roles.iter().map(Role::to_string).collect::<Vec<_>>().join(", ")),
        Cell::own(if attendee.is_inside() { "still inside" } else { "yes" }),
        time(attendee.first_entered()),
        time(attendee.last_left()),
        Cell::own(attendee.visits.len()),
        Cell::own(clock(attendee.present_for(opened.now))),
        opened.typed.get(&attendee.participant).map_or(Cell::Empty, address),
    ]
}

pub const CHAT: [&str; 8] = ["Number", "Time", "Name", "Role", "Message", "Reply to", "Likes", "Pinned"];

pub fn message(sheet: &mut Sheet, message: &Message, zone: &str) {
    let [name, role] = author(&message.author);
    sheet.row([
        Cell::own(message.number),
        Cell::own(with_offset(message.at, zone)),
        name,
        role,
        Cell::text(&message.text),
        message.reply_to.map_or(Cell::Empty, Cell::own),
        Cell::own(message.likes),
        Cell::own(yes_or_no(message.is_pinned)),
    ]);
}

/// A row for each question, and after it one for each of its answers.
pub fn questions(questions: &[Question], zone: &str) -> Sheet {
    let mut sheet = Sheet::with_header(&[
        "Question",
        "Kind",
        "Time",
        "Name",
        "Role",
        "Visibility",
        "State",
        "Votes",
        "Text",
    ]);
    for question in questions {
        sheet.row(question_row(question, zone));
        for answer in &question.answers {
            sheet.row(answer_row(question, answer, zone));
        }
    }
    sheet
}

fn question_row(question: &Question, zone: &str) -> [Cell; 9] {
    let [name, role] = author(&question.author);
    [
        Cell::own(question.number),
        Cell::own("question"),
        Cell::own(with_offset(question.at, zone)),
        name,
        role,
        Cell::own(question.visibility.word()),
        Cell::own(question.state.word()),
        Cell::own(question.votes),
        Cell::text(&question.text),
    ]
}

fn answer_row(question: &Question, answer: &Answer, zone: &str) -> [Cell; 9] {
    let [name, role] = author(&answer.author);
    [
        Cell::own(question.number),
        Cell::own("answer"),
        Cell::own(with_offset(answer.at, zone)),
        name,
        role,
        Cell::own(answer.visibility.word()),
        Cell::Empty,
        Cell::Empty,
        Cell::text(&answer.text),
    ]
}

/// The beginning of the file of interactions.
pub fn interactions() -> Sheet {
    Sheet::with_header(&[
        "Interaction",
        "Kind",
        "Time",
        "Name",
        "Question",
        "Closed",
        "People who answered",
        "Answer",
        "Right",
        "Count",
        "Percent",
    ])
}

/// A row for each option, or for each text; one where there is neither. Whose a text is, is not in it.
pub fn interaction(sheet: &mut Sheet, report: &InteractionReport, texts: &[String], zone: &str) {
    let mut row = |answer: [Cell; 4]| {
        let content = &report.content;
        let about = [
            Cell::own(report.number),
            Cell::own(content.kind),
            Cell::own(with_offset(report.at, zone)),
            Cell::text(&report.author.name),
            Cell::text(&content.prompt),
            Cell::own(yes_or_no(report.is_closed)),
            if content.kind.takes_answers() { Cell::own(report.tally.answered) } else { Cell::Empty },
        ];
        sheet.row(about.into_iter().chain(answer));
    };
    let labels = report.content.labels();
    if labels.is_empty() && texts.is_empty() {
        row([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
    }
    for (place, label) in labels.into_iter().enumerate() {
        let is_quiz = report.content.kind == Kind::Quiz;
        row([
            Cell::text(label),
            if is_quiz { Cell::own(yes_or_no(report.right.has(place))) } else { Cell::Empty },
            Cell::own(report.tally.counts.get(place).copied().unwrap_or_default()),
            Cell::own(report.tally.percent(place)),
        ]);
    }
    for text in texts {
        row([Cell::text(text), Cell::Empty, Cell::own(1), Cell::Empty]);
    }
}

fn author(author: &Author) -> [Cell; 2] {
    [Cell::text(&author.name), Cell::own(author.role)]
}

const fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}

/// A span as spreadsheets read it as one: `1:02:03`.
fn clock(span: Duration) -> String {
    let seconds = span.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_hours_minutes_and_seconds() {
        for (seconds, text) in [(0, "0:00:00"), (59, "0:00:59"), (3_723, "1:02:03"), (90_000, "25:00:00")] {
            assert_eq!(clock(Duration::from_secs(seconds)), text);
        }
    }
}
