//! Rows for spreadsheets: CSV as RFC 4180 and Excel want it, and no cell that becomes a formula.

use bytes::Bytes;
use csv::{QuoteStyle, Terminator, Writer, WriterBuilder};
use domain::report::safe_cell;

/// Without it Excel takes UTF-8 for something else.
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";

/// What stands in a cell.
pub enum Cell {
    /// What somebody has written.
    Text(String),
    /// A number, a time or a word of this program's own.
    Own(String),
    Empty,
}

impl Cell {
    pub fn text(text: impl ToString) -> Self {
        Self::Text(text.to_string())
    }

    pub fn own(value: impl ToString) -> Self {
        Self::Own(value.to_string())
    }
}

/// Some rows, in memory.
pub struct Sheet(Writer<Vec<u8>>);

impl Sheet {
    /// A file's beginning.
    pub fn with_header(header: &[&str]) -> Self {
        let mut sheet = Self::over(UTF_8_MARK.to_vec());
        sheet.row(header.iter().map(Cell::own));
        sheet
    }

    /// More rows of a file that has begun.
    pub fn going_on() -> Self {
        Self::over(Vec::new())
    }

    fn over(bytes: Vec<u8>) -> Self {
        // Quoted, a text stays whole where another sign than a comma divides the cells.
        let mut builder = WriterBuilder::new();
        builder.quote_style(QuoteStyle::NonNumeric).terminator(Terminator::CRLF).flexible(true);
        Self(builder.from_writer(bytes))
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let cells = cells.into_iter().map(|cell| match cell {
            Cell::Text(text) => safe_cell(&text).into_owned(),
            Cell::Own(value) => value,
            Cell::Empty => String::new(),
        });
        // Memory takes whatever is written to it.
        let _ = self.0.write_record(cells);
    }

    pub fn into_bytes(self) -> Bytes {
        self.0.into_inner().unwrap_or_default().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_stays_in_its_cell_and_is_no_formula() {
        let mut sheet = Sheet::with_header(&["Name", "Number"]);
        sheet.row([Cell::text("=cmd|' /C calc'!A0"), Cell::own(-1)]);
        sheet.row([Cell::text("a \"b\", c;=1\nd"), Cell::Empty]);
        let text = String::from_utf8(sheet.into_bytes().to_vec()).unwrap();
        let rows =
            "\u{feff}\"Name\",\"Number\"\r\n\"'=cmd|' /C calc'!A0\",-1\r\n\"a \"\"b\"\", c;=1\nd\",\"\"\r\n";
        assert_eq!(text, rows);
    }

    #[test]
    fn a_file_has_one_beginning() {
        let mut more = Sheet::going_on();
        more.row([Cell::text("x")]);
        assert_eq!(more.into_bytes(), "\"x\"\r\n");
    }
}
