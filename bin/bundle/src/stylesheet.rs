//! The style sheet: `main.css` and the files it imports become one minified text.

use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::error::Error;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Targets};

/// Browsers of mid 2024: they know oklch, nesting, layers and `light-dark()`, so all of it stays as written.
/// Chrome stands for Chrome on Android too, whose table of old versions ends too early to say so.
const OLDEST: Browsers = Browsers {
    android: None,
    chrome: Some(version(123, 0)),
    edge: Some(version(123, 0)),
    firefox: Some(version(128, 0)),
    ie: None,
    ios_saf: Some(version(17, 5)),
    opera: Some(version(109, 0)),
    safari: Some(version(17, 5)),
    samsung: Some(version(27, 0)),
};

const fn version(major: u32, minor: u32) -> u32 {
    major << 16 | minor << 8
}

pub fn bundle(main: &Path) -> Result<String> {
    let targets = Targets::from(OLDEST);
    let provider = FileProvider::new();
    let mut sheet =
        Bundler::new(&provider, None, ParserOptions::default()).bundle(main).map_err(|e| explain(&e))?;
    sheet.minify(MinifyOptions { targets, ..Default::default() }).map_err(|e| explain(&e))?;
    let options = PrinterOptions { minify: true, targets, ..Default::default() };
    let css = sheet.to_css(options).map_err(|e| explain(&e))?.code;
    ensure!(
        !css.contains("@import"),
        "{}: an @import is left; import files of this project only",
        main.display()
    );
    Ok(css)
}

/// `style/tokens.css:12:3: Unexpected token …`
fn explain<T: std::fmt::Display>(error: &Error<T>) -> anyhow::Error {
    match &error.loc {
        Some(at) => anyhow!("{}:{}:{}: {}", at.filename, at.line + 1, at.column, error.kind),
        None => anyhow!("{}", error.kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;

    fn bundled(sheets: &[(&str, &str)]) -> Result<String> {
        let directory = tempfile::tempdir()?;
        for (name, css) in sheets {
            files::write(&directory.path().join(name), css.as_bytes())?;
        }
        bundle(&directory.path().join("main.css"))
    }

    #[test]
    fn imported_files_are_joined_in_their_layer() {
        let css = bundled(&[
            ("main.css", "@layer tokens, base; @import './tokens.css' layer(tokens);"),
            ("tokens.css", ":root { --accent: oklch(0.6 0.1 150); }"),
        ]);
        assert_eq!(css.unwrap(), "@layer tokens{:root{--accent:oklch(60% .1 150)}}@layer base;");
    }

    #[test]
    fn modern_css_stays_as_written() {
        let css = bundled(&[(
            "main.css",
            ".a { color: light-dark(oklch(0.6 0.1 150), #fff); &:hover { margin-inline: 0 } }",
        )]);
        let css = css.unwrap();
        assert!(css.contains("light-dark(oklch("), "{css}");
        assert!(css.contains("&:hover"), "{css}");
    }

    #[test]
    fn an_error_names_file_and_line() {
        let error = bundled(&[("main.css", "@import './base.css';"), ("base.css", "a {}\n}{ color: red }")]);
        let sentence = error.unwrap_err().to_string();
        assert!(sentence.contains("base.css:2:"), "{sentence}");
    }

    #[test]
    fn style_sheets_of_strangers_are_refused() {
        assert!(bundled(&[("main.css", "@import 'https://example.org/a.css';")]).is_err());
    }
}
