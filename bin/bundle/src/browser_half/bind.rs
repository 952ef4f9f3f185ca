//! wasm-bindgen writes the JavaScript around the first part.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// Adds `greenroom.js`, `greenroom_bg.wasm` and their snippets to `directory`.
pub fn bind(first: &Path, directory: &Path) -> Result<()> {
    println!("wasm-bindgen: {}", first.display());
    let mut bindgen = Bindgen::new();
    bindgen.input_path(first).out_name("greenroom").web(true)?.typescript(false).demangle(false);
    // The page names the module itself. The other parts use what the linker exports.
    bindgen.omit_default_module_path(true).keep_lld_exports(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(directory).with_context(|| {
        format!(
            "wasm-bindgen refuses {}; a module of another wasm-bindgen version? try bin/build again",
            first.display()
        )
    })
}
