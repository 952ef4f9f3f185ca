//! What `bin/bundle` needs to cut the module apart: the linker leaves a note of every reference in it.

#[expect(clippy::disallowed_methods, reason = "Cargo tells a build script by environment variables")]
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-cdylib=--emit-relocs");
    }
}
