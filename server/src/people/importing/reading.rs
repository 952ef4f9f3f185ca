//! The rows of a file whose text comes in parts. A row that a part does not end is kept for the next one.

use csv::{ByteRecord, ReaderBuilder, Terminator};
use domain::people::import::{LONGEST_ROW, RowProblem, WrittenRow};
use serde::{Deserialize, Serialize};

use crate::people::import::{Columns, HeaderProblem};

/// Characters that are kept of what stands in a cell: more than any address or name may have.
const LONGEST_CELL: usize = 400;
const UTF_8_MARK: char = '\u{feff}';

/// How far a file has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    pub header: Header,
    /// The beginning of a row whose end has not arrived.
    pub unread: String,
    /// Lines before that.
    pub lines: u32,
}

/// What is known of the file as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    pub columns: Option<Columns>,
    /// A row did not end; what follows is not read.
    pub is_over: bool,
}

/// A row with the line on which it begins, from 1, and what is wrong with its form.
pub type AtLine = (u32, Result<WrittenRow, RowProblem>);

impl Reading {
    /// Reads on.
    ///
    /// # Errors
    /// When the first line does not say what the columns hold.
    pub fn read_on(&mut self, part: &str, is_last: bool) -> Result<Vec<AtLine>, HeaderProblem> {
        if self.header.is_over {
            return Ok(Vec::new());
        }
        let mut text = std::mem::take(&mut self.unread);
        text.push_str(&part.replace("\r\n", "\n").replace('\r', "\n"));
        if is_last && !text.ends_with('\n') {
            text.push('\n');
        }
        let Some((columns, rest)) = self.read_header(&text, is_last)? else {
            self.unread = text;
            return Ok(Vec::new());
        };
        let (rows, read) = self.read_rows(rest, &columns, is_last);
        self.unread = rest.get(read..).unwrap_or_default().to_owned();
        if self.unread.len() > LONGEST_ROW {
            self.header.is_over = true;
            self.unread.clear();
            let line = self.lines + 1;
            return Ok(rows.into_iter().chain([(line, Err(RowProblem::Endless))]).collect());
        }
        Ok(rows)
    }

    /// The columns, and what follows the line that names them; `None` when that line has not arrived whole.
    fn read_header<'t>(
        &mut self,
        text: &'t str,
        is_last: bool,
    ) -> Result<Option<(Columns, &'t str)>, HeaderProblem> {
        if let Some(columns) = self.header.columns {
            return Ok(Some((columns, text)));
        }
        let begin = text.find(|letter: char| letter != '\n' && letter != UTF_8_MARK).unwrap_or(text.len());
        let Some(end) = text[begin..].find('\n') else {
            // Lines of names are short: more than this is no table.
            return if is_last || text.len() > LONGEST_ROW { Err(HeaderProblem::Empty) } else { Ok(None) };
        };
        let columns = Columns::read(&text.as_bytes()[begin..begin + end])?;
        let (above, rest) = text.split_at(begin + end + 1);
        self.lines += count_lines(above);
        self.header.columns = Some(columns);
        Ok(Some((columns, rest)))
    }

    /// The rows, and how many octets they take; without the last one when it may go on in the next part.
    fn read_rows(&mut self, text: &str, columns: &Columns, is_last: bool) -> (Vec<AtLine>, usize) {
        let mut csv = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(columns.delimiter)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(text.as_bytes());
        let (mut rows, mut read, mut record) = (Vec::new(), 0, ByteRecord::new());
        // From a text in memory nothing can fail.
        while let Ok(true) = csv.read_byte_record(&mut record) {
            let end = usize::try_from(csv.position().byte()).unwrap_or(text.len()).min(text.len());
            if end == text.len() && !is_last {
                break;
            }
            let of_row = text.get(read..end).unwrap_or_default();
            let above = of_row.len() - of_row.trim_start_matches('\n').len();
            let line = self.lines + u32::try_from(above).unwrap_or_default() + 1;
            rows.extend(read_row(&record, columns).map(|row| (line, row)));
            self.lines += count_lines(of_row);
            read = end;
        }
        (rows, read)
    }
}

fn read_row(record: &ByteRecord, columns: &Columns) -> Option<Result<WrittenRow, RowProblem>> {
    if record.iter().all(|value| value.trim_ascii().is_empty()) {
        return None;
    }
    if record.len() < columns.needed() {
        return Some(Err(RowProblem::TooShort { found: record.len(), needed: columns.needed() }));
    }
    let cell = |place: usize| {
        let value = record.get(place).and_then(|value| str::from_utf8(value).ok()).unwrap_or_default();
        value.trim().chars().take(LONGEST_CELL).collect()
    };
    Some(Ok(WrittenRow {
        email: cell(columns.email),
        first: cell(columns.first_name),
        last: cell(columns.last_name),
        role: columns.role.map(cell).unwrap_or_default(),
    }))
}

fn count_lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}\r\nE-Mail;First;Last;Role\r\nana@example.org;Ana;Ruiz;admin\r\n\r\n\
        \"bo@example.org\";Bo;\"Berg; \"\"B\"\"\r\nJr.\"\r\nshort\r\ncy@example.org;Cy;Dee";

    fn read(parts: &[&str]) -> Vec<(u32, String)> {
        let mut reading = Reading::default();
        let mut rows = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            rows.extend(reading.read_on(part, place + 1 == parts.len()).unwrap());
        }
        let told = |row: Result<WrittenRow, RowProblem>| match row {
            Ok(row) => format!("{}|{}|{}|{}", row.email, row.first, row.last, row.role),
            Err(problem) => problem.to_string(),
        };
        rows.into_iter().map(|(line, row)| (line, told(row))).collect()
    }

    #[test]
    fn a_file_is_read_alike_wherever_it_is_parted() {
        let whole = read(&[TEXT]);
        assert_eq!(
            whole,
            [
                (3, "ana@example.org|Ana|Ruiz|admin".to_owned()),
                (5, "bo@example.org|Bo|Berg; \"B\"\nJr.|".to_owned()),
                (7, "This row has only 1 of 3 columns.".to_owned()),
                (8, "cy@example.org|Cy|Dee|".to_owned()),
            ]
        );
        // The browser sends one kind of line end: a part may not end between the halves of another.
        let text = TEXT.replace("\r\n", "\n");
        for (at, _) in text.char_indices() {
            let (one, two) = text.split_at(at);
            assert_eq!(read(&[one, two]), whole, "parted at {at}");
        }
        let letters: Vec<String> = text.chars().map(String::from).collect();
        assert_eq!(read(&letters.iter().map(String::as_str).collect::<Vec<_>>()), whole);
    }

    #[test]
    fn a_row_that_does_not_end_is_told_and_takes_no_memory() {
        let mut reading = Reading::default();
        let begin = "email,first,last\nana@example.org,Ana,Ruiz\nbo@example.org,\"Bo,Berg\n";
        assert_eq!(reading.read_on(begin, false).unwrap().len(), 1);
        let long = "x".repeat(LONGEST_ROW);
        assert_eq!(reading.read_on(&long, false).unwrap(), [(3, Err(RowProblem::Endless))]);
        assert_eq!(reading.read_on(&long, true).unwrap(), []);
        assert!(reading.unread.is_empty());
    }

    #[test]
    fn a_file_that_does_not_name_its_columns_is_refused() {
        let mut reading = Reading::default();
        assert_eq!(reading.read_on("a,b,", false), Ok(vec![]));
        assert!(matches!(reading.read_on("c\n1,2,3\n", false), Err(HeaderProblem::Missing { .. })));
        assert_eq!(Reading::default().read_on("\n\n", true), Err(HeaderProblem::Empty));
    }
}
