//! The compiled browser half: wasm-bindgen writes the JavaScript around it, wasm-opt makes it small.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::files;
use crate::fingerprint::Fingerprint;

const WASM_OPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/.bin/wasm-opt");

/// What rustc's `generic` wasm32 CPU may use (every browser in `stylesheet::OLDEST` knows all of it). wasm-opt
/// refuses a module with instructions of a feature it was not told about.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Smallest once compressed: what is called from one place only stays where it is unless it is tiny. Brotli finds
/// functions that resemble each other, and no longer does when each has grown into its caller.
const SIZE: [&str; 2] = ["-Oz", "--one-caller-inline-max-function-size=20"];

/// Fills `directory` with `greenroom.js`, `greenroom_bg.wasm` and their snippets. This is the slow part of
/// bundling, so its result is kept until the module or this tool changes.
pub fn prepare(wasm: &Path, directory: &Path) -> Result<PathBuf> {
    let mut input = Fingerprint::of_this_tool()?;
    input.add_file(wasm)?;
    let kept = directory.join(input.finish());
    if kept.is_dir() {
        return Ok(kept);
    }
    files::remove_directory(directory)?;
    let staging = directory.join("next");
    bind(wasm, &staging)?;
    optimise(&staging.join("greenroom_bg.wasm"))?;
    files::rename(&staging, &kept)?;
    Ok(kept)
}

fn bind(wasm: &Path, directory: &Path) -> Result<()> {
    println!("wasm-bindgen: {}", wasm.display());
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name("greenroom").web(true)?.typescript(false).demangle(false);
    // The page names the module itself: its file name carries a hash.
    bindgen.omit_default_module_path(true).remove_name_section(true).remove_producers_section(true);
    bindgen.generate(directory).with_context(|| {
        format!(
            "wasm-bindgen refuses {}; a module of another wasm-bindgen version? try bin/build again",
            wasm.display()
        )
    })
}

fn optimise(module: &Path) -> Result<()> {
    let before = files::read(module)?.len();
    let small = module.with_extension("small");
    let status = Command::new(WASM_OPT)
        .args(SIZE)
        .args(FEATURES)
        .arg(module)
        .arg("-o")
        .arg(&small)
        .status()
        .with_context(|| format!("cannot run {WASM_OPT}; bin/setup installs it"))?;
    ensure!(status.success(), "wasm-opt ended with {status}");
    files::rename(&small, module)?;
    println!("wasm-opt: {before} → {} bytes", files::read(module)?.len());
    Ok(())
}
