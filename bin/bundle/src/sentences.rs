//! The sentences of each language: many files in the repository, one for the browser.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::files;

/// By language, as one JSON object each. `directory` has a folder for each language.
pub fn gather(directory: &Path) -> Result<BTreeMap<String, String>> {
    let mut languages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for path in files::list(directory)? {
        let language = path.parent().and_then(Path::file_name).context("a language is a folder")?;
        let sentences: BTreeMap<String, String> = serde_json::from_slice(&files::read(&path)?)
            .with_context(|| format!("{} is no object of texts", path.display()))?;
        let all = languages.entry(language.to_string_lossy().into_owned()).or_default();
        for (english, text) in sentences {
            let before = all.insert(english, text);
            ensure!(before.is_none(), "{} has a sentence of another file: {before:?}", path.display());
        }
    }
    languages
        .into_iter()
        .map(|(language, sentences)| Ok((language, serde_json::to_string(&sentences)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(files: &[(&str, &str)]) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = directory.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        directory
    }

    #[test]
    fn the_files_of_a_language_become_one() {
        let files =
            [("de/a.json", r#"{"No": "Nein"}"#), ("de/b.json", r#"{"Yes": "Ja"}"#), ("es/a.json", "{}")];
        let languages = gather(write(&files).path()).unwrap();
        assert_eq!(languages["de"], r#"{"No":"Nein","Yes":"Ja"}"#);
        assert_eq!(languages["es"], "{}");
    }

    #[test]
    fn a_sentence_stands_in_one_file() {
        let files = [("de/a.json", r#"{"No": "Nein"}"#), ("de/b.json", r#"{"No": "Nee"}"#)];
        assert!(gather(write(&files).path()).is_err());
    }
}
