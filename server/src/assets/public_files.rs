//! Where the files are: inside a release, on disk while developing.

use std::borrow::Cow;
use std::path::PathBuf;

use bytes::Bytes;
use http::HeaderValue;
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use crate::secrets::hex;

/// Where `bin/build` puts the site.
const BUILT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/site");

/// What the program was built with; nothing in a build without a browser half.
#[derive(RustEmbed)]
#[folder = "../target/site"]
#[allow_missing = true]
struct Embedded;

/// A set of files that anybody may load.
#[derive(Clone, Debug)]
pub enum PublicFiles {
    Embedded,
    Folder(PathBuf),
}

/// The program has no browser half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the site's files are missing: bin/build makes them")]
pub struct NoSite;

pub struct File {
    pub bytes: Bytes,
    /// Changes with the content.
    pub tag: HeaderValue,
}

impl PublicFiles {
    pub fn of_this_build() -> Self {
        if cfg!(debug_assertions) { Self::Folder(PathBuf::from(BUILT)) } else { Self::Embedded }
    }

    pub async fn find(&self, name: &str) -> Option<File> {
        match self {
            Self::Embedded => Embedded::get(name).map(embedded),
            Self::Folder(folder) => {
                let bytes = tokio::fs::read(folder.join(name)).await.ok()?;
                Some(File { tag: tag(&Sha256::digest(&bytes)), bytes: bytes.into() })
            }
        }
    }
}

fn embedded(file: EmbeddedFile) -> File {
    let tag = tag(&file.metadata.sha256_hash());
    let bytes = match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    };
    File { bytes, tag }
}

fn tag(hash: &[u8]) -> HeaderValue {
    let short = hash.get(..8).unwrap_or(hash);
    HeaderValue::try_from(format!("\"{}\"", hex(short))).unwrap_or(HeaderValue::from_static("\"\""))
}
