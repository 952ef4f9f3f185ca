//! SHA-256 of contents: for names that change with what they name, and to skip work already done.

use std::fmt::Write;
use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::files;

pub struct Fingerprint(Sha256);

impl Fingerprint {
    /// Starts from the running executable, known by size and time of change: hashing it would take longer than
    /// all the rest.
    pub fn of_this_tool() -> Result<Self> {
        let about = std::env::current_exe()?.metadata()?;
        let changed_at = about.modified()?.duration_since(UNIX_EPOCH).context("the clock is before 1970")?;
        let mut hash = Sha256::new();
        hash.update(about.len().to_le_bytes());
        hash.update(changed_at.as_nanos().to_le_bytes());
        hash.update(env!("CARGO_PKG_VERSION"));
        Ok(Self(hash))
    }

    pub fn add_file(&mut self, path: &Path) -> Result<()> {
        self.add(path, &files::read(path)?);
        Ok(())
    }

    fn add(&mut self, name: &Path, content: &[u8]) {
        self.0.update(name.to_string_lossy().as_bytes());
        self.0.update([0]);
        self.0.update((content.len() as u64).to_le_bytes());
        self.0.update(content);
    }

    pub fn add_directory(&mut self, directory: &Path) -> Result<()> {
        files::list(directory)?.iter().try_for_each(|path| self.add_file(path))
    }

    pub fn finish(self) -> String {
        hexadecimal(&self.0.finalize())
    }
}

/// Sixteen digits: two different contents never share them by chance.
pub fn short_hash(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content)[..8])
}

/// Sixteen digits for the files below a directory and their names there.
pub fn of_directory(directory: &Path) -> Result<String> {
    let mut fingerprint = Fingerprint(Sha256::new());
    for path in files::list(directory)? {
        fingerprint.add(path.strip_prefix(directory)?, &files::read(&path)?);
    }
    Ok(hexadecimal(&fingerprint.0.finalize()[..8]))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_hash_is_the_start_of_sha_256() {
        assert_eq!(short_hash(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn a_moved_border_between_two_files_changes_the_fingerprint() {
        let directory = tempfile::tempdir().unwrap();
        let of = |first: &str, second: &str| {
            files::write(&directory.path().join("a"), first.as_bytes()).unwrap();
            files::write(&directory.path().join("b"), second.as_bytes()).unwrap();
            let mut fingerprint = Fingerprint::of_this_tool().unwrap();
            fingerprint.add_directory(directory.path()).unwrap();
            fingerprint.finish()
        };
        assert_eq!(of("x", "yz"), of("x", "yz"));
        assert_ne!(of("x", "yz"), of("xy", "z"));
    }
}
