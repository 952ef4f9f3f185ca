//! `.br` and `.gz` beside the files that gain from it: compressed once here, as small as it gets, instead of
//! on every request.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::files;

const COMPRESSIBLE: [&str; 10] =
    ["css", "html", "ico", "js", "json", "svg", "txt", "wasm", "webmanifest", "xml"];

/// A sibling that would not be smaller is not written.
pub fn write_siblings(path: &Path) -> Result<()> {
    if !is_compressible(path) {
        return Ok(());
    }
    let content = files::read(path)?;
    for (ending, small) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
        if small.len() < content.len() {
            files::write(&sibling(path, ending), &small)?;
        }
    }
    Ok(())
}

pub fn sibling(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn is_compressible(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| COMPRESSIBLE.contains(&ending))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters =
        BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: content.len(), ..Default::default() };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut &content[..], &mut small, &parameters)?;
    Ok(small)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn written(name: &str, content: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join(name);
        files::write(&path, content).unwrap();
        write_siblings(&path).unwrap();
        (directory, path)
    }

    #[test]
    fn both_siblings_hold_the_same_text() {
        let text = "calm green ".repeat(100);
        let (_directory, path) = written("main.css", text.as_bytes());
        let (mut from_brotli, mut from_gzip) = (Vec::new(), String::new());
        let small = files::read(&sibling(&path, "br")).unwrap();
        brotli::BrotliDecompress(&mut &small[..], &mut from_brotli).unwrap();
        let small = files::read(&sibling(&path, "gz")).unwrap();
        flate2::read::GzDecoder::new(&small[..]).read_to_string(&mut from_gzip).unwrap();
        assert_eq!(from_brotli, text.as_bytes());
        assert_eq!(from_gzip, text);
    }

    #[test]
    fn pictures_and_tiny_files_stay_alone() {
        for (name, content) in [("poster.png", vec![7; 1000]), ("robots.txt", b"a".to_vec())] {
            let (_directory, path) = written(name, &content);
            assert!(!sibling(&path, "br").exists(), "{name}");
            assert!(!sibling(&path, "gz").exists(), "{name}");
        }
    }
}
