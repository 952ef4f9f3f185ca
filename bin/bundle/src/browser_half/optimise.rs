//! wasm-opt makes a part small.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::files;

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
const SIZE: [&str; 4] =
    ["-Oz", "--one-caller-inline-max-function-size=20", "--strip-debug", "--strip-producers"];

pub fn shrink(module: &Path) -> Result<()> {
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
    println!("wasm-opt: {}: {before} → {} bytes", module.display(), files::read(module)?.len());
    Ok(())
}
