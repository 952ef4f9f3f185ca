//! Cuts the module at the functions that `app/src/parts.rs` marks.

use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_split_cli_support::{Options, transform};

use super::{PARTS_SCRIPT, Parts, SCRIPT};
use crate::files;

/// Writes the first part to `first` and the others, with the script that loads them, into `directory`.
pub fn cut(wasm: &Path, directory: &Path, first: &Path) -> Result<Parts> {
    println!("wasm-split: {}", wasm.display());
    let whole = files::read(wasm)?;
    let (script, parts_script) = (format!("./{SCRIPT}"), format!("./{PARTS_SCRIPT}"));
    let mut options = Options::new(&whole);
    options.output_dir = directory;
    options.main_out_path = first;
    options.main_module = &script;
    options.link_name = &parts_script;
    let made = transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("wasm-split refuses {}", wasm.display()))?;
    ensure!(!made.split_modules.is_empty(), "{} has no parts to load later", wasm.display());
    let file_names = |stems: Vec<String>| stems.into_iter().map(|stem| format!("{stem}.wasm")).collect();
    Ok(made.prefetch_map.into_iter().map(|(part, stems)| (part, file_names(stems))).collect())
}
