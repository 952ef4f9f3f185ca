//! The directory a browser is served from: public files at its root, hashed names below `pkg/`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Serialize;

use crate::browser_half::{self, BrowserHalf, Parts};
use crate::{compress, files, fingerprint};

/// The URLs the page's shell needs (`app::Assets`).
#[derive(Serialize)]
pub struct Assets {
    js: String,
    wasm: String,
    css: String,
    parts_js: String,
    parts: Parts,
}

pub struct Site {
    root: PathBuf,
}

/// Whether the site is whole and was made from these inputs.
pub fn is_current(out: &Path, stamp: &Path, inputs: &str) -> bool {
    out.join("assets.json").is_file() && fs::read_to_string(stamp).is_ok_and(|made_from| made_from == inputs)
}

/// Replaces the site in two renames: a reader sees the old one or the new one, or for an instant none. The stamp
/// is gone before and back after, so an interrupted run is repeated.
pub fn publish(staging: &Path, out: &Path, stamp: &Path, inputs: &str) -> Result<()> {
    let old = staging.with_extension("old");
    files::remove_directory(&old)?;
    files::write(stamp, b"")?;
    if out.exists() {
        files::rename(out, &old)?;
    }
    files::rename(staging, out)?;
    files::write(stamp, inputs.as_bytes())?;
    files::remove_directory(&old)
}

impl Site {
    pub fn create(root: &Path) -> Result<Self> {
        let root = root.to_path_buf();
        fs::create_dir_all(root.join("pkg")).with_context(|| format!("cannot create {}", root.display()))?;
        Ok(Self { root })
    }

    pub fn copy_public(&self, public: &Path) -> Result<()> {
        files::copy_directory(public, &self.root)
    }

    /// Adds a file named by its content, so that browsers may keep it for ever; returns its URL.
    pub fn add_hashed(&self, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
        let url = format!("/pkg/{stem}.{}.{ending}", fingerprint::short_hash(content));
        files::write(&self.root.join(&url[1..]), content)?;
        Ok(url)
    }

    /// Adds files that refer to each other, so that they keep their names: their folder is named by their content.
    /// Returns the folder's URL.
    pub fn add_folder(&self, directory: &Path) -> Result<String> {
        let url = format!("/pkg/{}", fingerprint::of_directory(directory)?);
        files::copy_directory(directory, &self.root.join(&url[1..]))?;
        Ok(url)
    }

    pub fn compress(&self) -> Result<()> {
        files::list(&self.root)?.iter().try_for_each(|path| compress::write_siblings(path))
    }

    pub fn write_index(&self, assets: &Assets) -> Result<()> {
        files::write(&self.root.join("assets.json"), &serde_json::to_vec_pretty(assets)?)
    }
}

impl Assets {
    pub fn add(site: &Site, browser_half: &BrowserHalf, css: &str) -> Result<Self> {
        let folder = site.add_folder(&browser_half.directory)?;
        let url = |name: &str| format!("{folder}/{name}");
        let urls = |names: &Vec<String>| names.iter().map(|name| url(name)).collect();
        let parts = browser_half.parts.iter().map(|(part, names)| (part.clone(), urls(names)));
        Ok(Self {
            js: url(browser_half::SCRIPT),
            wasm: url(browser_half::FIRST_PART),
            css: site.add_hashed("greenroom", "css", css.as_bytes())?,
            parts_js: url(browser_half::PARTS_SCRIPT),
            parts: parts.collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_follows_the_content() {
        let directory = tempfile::tempdir().unwrap();
        let site = Site::create(directory.path()).unwrap();
        let url = site.add_hashed("greenroom", "js", b"abc").unwrap();
        assert_eq!(url, "/pkg/greenroom.ba7816bf8f01cfea.js");
        assert_eq!(files::read(&directory.path().join(&url[1..])).unwrap(), b"abc");
    }

    #[test]
    fn a_folders_name_follows_what_is_in_it_and_not_where_it_was() {
        let directory = tempfile::tempdir().unwrap();
        let site = Site::create(&directory.path().join("site")).unwrap();
        let url_of = |folder: &str, content: &[u8]| {
            let folder = directory.path().join(folder);
            files::write(&folder.join("a.js"), content).unwrap();
            site.add_folder(&folder).unwrap()
        };
        let url = url_of("one", b"abc");
        assert_eq!(url, url_of("two", b"abc"));
        assert_ne!(url, url_of("three", b"abd"));
        assert_eq!(files::read(&directory.path().join("site").join(&url[1..]).join("a.js")).unwrap(), b"abc");
    }

    #[test]
    fn publishing_leaves_nothing_of_the_old_site() {
        let directory = tempfile::tempdir().unwrap();
        let [staging, out, stamp] =
            ["site-next", "site", "site-inputs"].map(|name| directory.path().join(name));
        files::write(&out.join("old.txt"), b"old").unwrap();
        Site::create(&staging).unwrap();
        files::write(&staging.join("assets.json"), b"{}").unwrap();
        publish(&staging, &out, &stamp, "today").unwrap();
        assert!(is_current(&out, &stamp, "today"));
        assert!(!is_current(&out, &stamp, "tomorrow"));
        assert!(!out.join("old.txt").exists());
        assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_removed_site_is_not_current() {
        let directory = tempfile::tempdir().unwrap();
        let stamp = directory.path().join("site-inputs");
        files::write(&stamp, b"today").unwrap();
        assert!(!is_current(&directory.path().join("site"), &stamp, "today"));
    }
}
