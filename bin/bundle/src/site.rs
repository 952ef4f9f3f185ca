//! The directory a browser is served from: public files at its root, hashed names below `pkg/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{compress, files, fingerprint};

/// The URLs the page's shell needs.
pub struct Assets {
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// By language.
    pub sentences: BTreeMap<String, String>,
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

    /// Snippets keep their names: `greenroom.js` imports them by relative path.
    pub fn copy_browser_half(&self, directory: &Path) -> Result<()> {
        files::copy_directory(&directory.join("snippets"), &self.root.join("pkg/snippets"))
    }

    /// Adds a file named by its content, so that browsers may keep it for ever; returns its URL.
    pub fn add_hashed(&self, stem: &str, ending: &str, content: &[u8]) -> Result<String> {
        let url = format!("/pkg/{stem}.{}.{ending}", fingerprint::short_hash(content));
        files::write(&self.root.join(&url[1..]), content)?;
        Ok(url)
    }

    pub fn compress(&self) -> Result<()> {
        files::list(&self.root)?.iter().try_for_each(|path| compress::write_siblings(path))
    }

    pub fn write_index(&self, assets: &Assets) -> Result<()> {
        let Assets { js, wasm, css, sentences } = assets;
        let index = serde_json::json!({ "js": js, "wasm": wasm, "css": css, "sentences": sentences });
        files::write(&self.root.join("assets.json"), format!("{index:#}\n").as_bytes())
    }
}

impl Assets {
    /// What a first visit downloads.
    pub fn report(&self, out: &Path) -> Result<()> {
        for url in [&self.js, &self.wasm, &self.css] {
            let path = out.join(&url[1..]);
            let whole = files::read(&path)?.len();
            let small = files::read(&compress::sibling(&path, "br")).map_or(whole, |content| content.len());
            println!("{url}: {whole} bytes, {small} with Brotli");
        }
        Ok(())
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
    fn publishing_leaves_nothing_of_the_old_site() {
        let directory = tempfile::tempdir().unwrap();
        let [staging, out, stamp] =
            ["site-next", "site", "site-inputs"].map(|name| directory.path().join(name));
        files::write(&out.join("old.txt"), b"old").unwrap();
        let site = Site::create(&staging).unwrap();
        site.write_index(&Assets {
            js: "/a".into(),
            wasm: "/b".into(),
            css: "/c".into(),
            sentences: BTreeMap::new(),
        })
        .unwrap();
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
