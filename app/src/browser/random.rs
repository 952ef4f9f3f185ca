//! Names that no other page makes.

use leptos::prelude::window;

/// 128 bits by chance. On the server: zero, for nothing is named there.
pub fn random_bits() -> u128 {
    if cfg!(feature = "ssr") {
        return 0;
    }
    let mut bytes = [0_u8; 16];
    // Cannot fail: sixteen bytes are far below the limit.
    _ = window().crypto().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    u128::from_be_bytes(bytes)
}
