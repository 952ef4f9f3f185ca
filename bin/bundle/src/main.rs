//! The build step between `cargo build -p frontend` and the server: turns the compiled browser half, the style
//! sheet and the public files into the directory a browser is served from. Run it from the repository's root.

mod browser_half;
mod compress;
mod files;
mod fingerprint;
mod sentences;
mod site;
mod stylesheet;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};

use crate::fingerprint::Fingerprint;

const USAGE: &str = "usage: bundle --wasm target/…/frontend.wasm --out target/site";
const STYLE: &str = "style/main.css";
const PUBLIC: &str = "public";
const LANGUAGES: &str = "app/languages";

fn main() -> Result<()> {
    let Arguments { wasm, out } = Arguments::read(std::env::args().skip(1))?;
    ensure!(wasm.is_file(), "{} is missing: build the browser half first (bin/build)", wasm.display());
    ensure!(Path::new(STYLE).is_file(), "{STYLE} is missing: run the bundler from the repository's root");

    let inputs = fingerprint_inputs(&wasm)?;
    if site::is_current(&out, &beside(&out, "inputs"), &inputs) {
        println!("{} is up to date", out.display());
        return Ok(());
    }
    let started = Instant::now();
    bundle(&wasm, &out, &inputs)?;
    println!("{} is ready ({:.1} s)", out.display(), started.elapsed().as_secs_f32());
    Ok(())
}

/// Everything the site is made from. A rebuilt bundler counts too: it may bundle differently.
fn fingerprint_inputs(wasm: &Path) -> Result<String> {
    let mut inputs = Fingerprint::of_this_tool()?;
    inputs.add_file(wasm)?;
    inputs.add_directory(Path::new("style"))?;
    inputs.add_directory(Path::new(PUBLIC))?;
    inputs.add_directory(Path::new(LANGUAGES))?;
    Ok(inputs.finish())
}

fn bundle(wasm: &Path, out: &Path, inputs: &str) -> Result<()> {
    let browser_half = browser_half::prepare(wasm, &beside(out, "browser"))?;
    let css = stylesheet::bundle(Path::new(STYLE))?;

    let staging = beside(out, "next");
    files::remove_directory(&staging)?;
    let site = site::Site::create(&staging)?;
    site.copy_public(Path::new(PUBLIC))?;
    site.copy_browser_half(&browser_half)?;
    let assets = site::Assets {
        js: site.add_hashed("greenroom", "js", &files::read(&browser_half.join("greenroom.js"))?)?,
        wasm: site.add_hashed(
            "greenroom_bg",
            "wasm",
            &files::read(&browser_half.join("greenroom_bg.wasm"))?,
        )?,
        css: site.add_hashed("greenroom", "css", css.as_bytes())?,
        sentences: sentences::gather(Path::new(LANGUAGES))?
            .into_iter()
            .map(|(language, json)| {
                Ok((language.clone(), site.add_hashed(&language, "json", json.as_bytes())?))
            })
            .collect::<Result<_>>()?,
    };
    site.compress()?;
    site.write_index(&assets)?;
    site::publish(&staging, out, &beside(out, "inputs"), inputs)?;
    assets.report(out)
}

/// `target/site` → `target/site-next`: working directories lie on the file system of the result, so that a
/// rename suffices to publish them.
fn beside(out: &Path, suffix: &str) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push("-");
    name.push(suffix);
    PathBuf::from(name)
}

struct Arguments {
    wasm: PathBuf,
    out: PathBuf,
}

impl Arguments {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self> {
        let (mut wasm, mut out) = (None, None);
        while let Some(flag) = arguments.next() {
            let value = arguments.next().with_context(|| format!("{flag} wants a path; {USAGE}"))?;
            match flag.as_str() {
                "--wasm" => wasm = Some(PathBuf::from(value)),
                "--out" => out = Some(PathBuf::from(value)),
                _ => bail!("unknown argument {flag}; {USAGE}"),
            }
        }
        Ok(Self { wasm: wasm.context(USAGE)?, out: out.context(USAGE)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Arguments> {
        Arguments::read(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn both_paths_are_read_in_any_order() {
        let arguments = read("--out site --wasm a.wasm").unwrap();
        assert_eq!(arguments.wasm, Path::new("a.wasm"));
        assert_eq!(arguments.out, Path::new("site"));
    }

    #[test]
    fn an_incomplete_or_unknown_command_line_is_refused() {
        for line in ["", "--wasm a.wasm", "--wasm", "--wasm a.wasm --out", "--css a --wasm b --out c"] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn working_directories_lie_beside_the_result() {
        assert_eq!(beside(Path::new("target/site"), "next"), Path::new("target/site-next"));
    }
}
