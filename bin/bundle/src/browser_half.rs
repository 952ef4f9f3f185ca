//! The compiled browser half: cut into its parts, given the JavaScript around it, and made small.

mod bind;
mod optimise;
mod split;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::files;
use crate::fingerprint::Fingerprint;

/// The script a page starts with.
pub const SCRIPT: &str = "greenroom.js";
/// The script that loads further parts.
pub const PARTS_SCRIPT: &str = "parts.js";
/// The part that comes first.
pub const FIRST_PART: &str = "greenroom_bg.wasm";
/// Tells this tool which files the other parts are.
const PARTS: &str = "parts.json";

/// The files of each part but the first, by the part's name.
pub type Parts = BTreeMap<String, Vec<String>>;

/// A directory of files that refer to each other by relative path.
pub struct BrowserHalf {
    pub directory: PathBuf,
    pub parts: Parts,
}

/// Fills a directory below `directory`. This is the slow part of bundling, so its result is kept until the module or
/// this tool changes.
pub fn prepare(wasm: &Path, directory: &Path) -> Result<BrowserHalf> {
    let mut input = Fingerprint::of_this_tool()?;
    input.add_file(wasm)?;
    let kept = directory.join(input.finish());
    let list = kept.with_extension(PARTS);
    if !kept.is_dir() || !list.is_file() {
        files::remove_directory(directory)?;
        let staging = directory.join("next");
        let parts = make(wasm, &staging)?;
        files::write(&list, &serde_json::to_vec_pretty(&parts)?)?;
        files::rename(&staging, &kept)?;
    }
    Ok(BrowserHalf { parts: serde_json::from_slice(&files::read(&list)?)?, directory: kept })
}

fn make(wasm: &Path, directory: &Path) -> Result<Parts> {
    let first = directory.with_extension("wasm");
    let parts = split::cut(wasm, directory, &first)?;
    bind::bind(&first, directory)?;
    for file in files::list(directory)? {
        if file.extension().is_some_and(|ending| ending == "wasm") {
            optimise::shrink(&file)?;
        }
    }
    files::remove(&first)?;
    Ok(parts)
}
