//! A file as lines that all end alike, however it was saved.

use std::io::{self, Read};

/// A row does not go on for longer: a quotation mark that is never closed must not take the whole file into
/// memory.
pub const LONGEST_ROW: u64 = 1 << 20;

/// Reads with `\n` for `\r\n` and `\r`, and one at the end of the last line: only then does the end of a row tell
/// its line.
pub struct Lines<R> {
    file: R,
    bytes_read: u64,
    /// Bytes read since the last row ended.
    of_this_row: u64,
    last: u8,
    ended: bool,
}

impl<R: Read> Lines<R> {
    pub const fn new(file: R) -> Self {
        Self { file, bytes_read: 0, of_this_row: 0, last: b'\n', ended: false }
    }

    /// Bytes of the file that have been read.
    pub const fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    pub const fn row_ended(&mut self) {
        self.of_this_row = 0;
    }

    /// Whether the last row was cut off for being too long.
    pub const fn row_is_too_long(&self) -> bool {
        self.of_this_row > LONGEST_ROW
    }

    /// Makes all line ends in `buffer` one `\n`; answers with how much is left.
    fn unify(&mut self, buffer: &mut [u8]) -> usize {
        let mut kept = 0;
        for at in 0..buffer.len() {
            let byte = buffer[at];
            if !(byte == b'\n' && self.last == b'\r') {
                buffer[kept] = if byte == b'\r' { b'\n' } else { byte };
                kept += 1;
            }
            self.last = byte;
        }
        kept
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.row_is_too_long() {
            return Err(io::Error::other("a row is too long"));
        }
        while !self.ended && !buffer.is_empty() {
            let read = self.file.read(buffer)?;
            self.bytes_read += read as u64;
            self.of_this_row += read as u64;
            if read == 0 {
                self.ended = true;
                if !matches!(self.last, b'\n' | b'\r') {
                    buffer[0] = b'\n';
                    return Ok(1);
                }
            } else {
                let kept = self.unify(&mut buffer[..read]);
                if kept > 0 {
                    return Ok(kept);
                }
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_become_one() {
        for text in ["a\r\nb\r\n\r\nc\r\n", "a\nb\n\nc", "a\rb\r\rc\r", "a\r\nb\n\nc"] {
            for at_once in [1, 2, 100] {
                let mut lines = Lines::new(text.as_bytes());
                let mut unified = Vec::new();
                let mut buffer = vec![0; at_once];
                while let Ok(read @ 1..) = lines.read(&mut buffer) {
                    unified.extend_from_slice(&buffer[..read]);
                }
                assert_eq!(unified, b"a\nb\n\nc\n", "{text:?}, {at_once} at once");
            }
        }
    }

    #[test]
    fn a_row_without_end_is_cut_off() {
        let mut lines = Lines::new(io::repeat(b'"'));
        assert!(io::copy(&mut lines, &mut io::sink()).is_err());
        assert!(lines.row_is_too_long());
    }
}
