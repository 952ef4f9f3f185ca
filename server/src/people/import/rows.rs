//! The rows of a file, one after the other, each with its line.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ReaderBuilder, Terminator};
use domain::people::import::{ImportedPerson, RowProblem};

use super::ImportProblem;
use super::columns::{Columns, HeaderProblem};
use super::lines::Lines;
use super::row::read_row;

const BUFFER: usize = 64 * 1024;
const LONGEST_HEADER: u64 = 64 * 1024;
const UTF_8_MARK: &[u8] = b"\xef\xbb\xbf";
const UTF_16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// A row, or what is wrong with it, with the line on which it begins.
pub type AtLine = (u64, Result<ImportedPerson, RowProblem>);

pub struct Rows {
    file: PathBuf,
    csv: csv::Reader<BufReader<Lines<File>>>,
    columns: Columns,
    /// Lines above the first row.
    above: u64,
    record: ByteRecord,
    ended: bool,
}

impl Rows {
    /// Opens the file and reads its first line.
    pub fn open(path: &Path) -> Result<Self, ImportProblem> {
        let problem = |error| ImportProblem::File { file: path.to_owned(), error };
        let file = File::open(path).map_err(problem)?;
        let mut lines = BufReader::with_capacity(BUFFER, Lines::new(file));
        let (header, above) = read_header(&mut lines).map_err(problem)?;
        if UTF_16_MARKS.iter().any(|mark| header.starts_with(mark)) {
            return Err(HeaderProblem::Utf16.into());
        }
        if header.trim_ascii().is_empty() {
            return Err(HeaderProblem::Empty.into());
        }
        let columns = Columns::read(&header)?;
        let csv = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(columns.delimiter)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(BUFFER)
            .from_reader(lines);
        Ok(Self { file: path.to_owned(), csv, columns, above, record: ByteRecord::new(), ended: false })
    }

    /// The next row that is not empty.
    pub fn next_row(&mut self) -> Result<Option<AtLine>, ImportProblem> {
        while !self.ended {
            match self.csv.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) if self.csv.get_ref().get_ref().row_is_too_long() => {
                    self.ended = true;
                    let line = self.record.position().map_or(0, csv::Position::line);
                    return Ok(Some((self.above + line, Err(RowProblem::Endless))));
                }
                Err(error) => {
                    return Err(ImportProblem::File { file: self.file.clone(), error: error.into() });
                }
            }
            self.csv.get_mut().get_mut().row_ended();
            if let Some(row) = read_row(&self.record, &self.columns) {
                return Ok(Some((self.line(), row)));
            }
        }
        Ok(None)
    }

    pub fn bytes_read(&self) -> u64 {
        self.csv.get_ref().get_ref().bytes_read()
    }

    /// The reader stands behind the row, on the line after its last; a quoted value may go over several.
    fn line(&self) -> u64 {
        let inside = self.record.as_slice().split(|byte| *byte == b'\n').count() as u64 - 1;
        self.above + self.csv.position().line() - 1 - inside
    }
}

/// The first line that is not empty, without its mark, and how many lines that makes.
fn read_header(lines: &mut impl BufRead) -> io::Result<(Vec<u8>, u64)> {
    let mut header = Vec::new();
    let mut read = 0;
    while header.trim_ascii().is_empty() {
        header.clear();
        if lines.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut header)? == 0 {
            break;
        }
        read += 1;
        if let Some(rest) = header.strip_prefix(UTF_8_MARK) {
            header = rest.to_owned();
        }
    }
    Ok((header, read))
}
