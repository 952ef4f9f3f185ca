//! A gentle pattern in place of a poster: quarter circles, laid out by a seed, so that what has an identifier
//! looks the same wherever it is shown.

use leptos::prelude::*;

const COLUMNS: u8 = 8;
const ROWS: u8 = 4;

/// One quarter circle on the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tile {
    column: u8,
    row: u8,
    /// Which corner holds the centre, clockwise from the upper left.
    corner: u8,
    /// Which of the four tones, the first of which is none.
    tone: u8,
}

impl Tile {
    fn path(self) -> String {
        let (left, top, right, bottom) = (self.column, self.row, self.column + 1, self.row + 1);
        match self.corner {
            0 => format!("M{left} {top}H{right}A1 1 0 0 1 {left} {bottom}Z"),
            1 => format!("M{right} {top}V{bottom}A1 1 0 0 1 {left} {top}Z"),
            2 => format!("M{right} {bottom}H{left}A1 1 0 0 1 {right} {top}Z"),
            _ => format!("M{left} {bottom}V{top}A1 1 0 0 1 {right} {bottom}Z"),
        }
    }
}

/// The tiles for a seed. The last bits of an identifier are chance; they are stirred, so that neighbours differ.
fn tiles(seed: u128) -> Vec<Tile> {
    let mut chance = stirred(seed);
    let mut tiles = Vec::with_capacity(usize::from(COLUMNS) * usize::from(ROWS));
    for row in 0..ROWS {
        for column in 0..COLUMNS {
            chance = stirred(u128::from(chance));
            let [.., corner, tone, _] = chance.to_le_bytes().map(|byte| byte & 3);
            tiles.push(Tile { column, row, corner, tone });
        }
    }
    tiles
}

/// One step of `SplitMix64` over both halves.
fn stirred(seed: u128) -> u64 {
    let folded = u64::try_from((seed ^ (seed >> 64)) & u128::from(u64::MAX)).unwrap_or_default();
    let mixed = folded.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 27)
}

/// The pattern of whatever has an identifier with these bits.
#[component]
pub fn Poster(
    seed: u128,
    /// It lies dark behind what its container shows, and fills it.
    #[prop(optional)]
    behind: bool,
) -> impl IntoView {
    let shapes = tiles(seed)
        .into_iter()
        .filter(|tile| tile.tone > 0)
        .map(|tile| view! { <path d=tile.path() data-tone=tile.tone.to_string() /> })
        .collect_view();
    let hue = (stirred(seed) >> 60) & 3;
    view! {
        <svg
            class="poster"
            viewBox="0 0 8 4"
            preserveAspectRatio="xMidYMid slice"
            aria-hidden="true"
            data-hue=hue.to_string()
            data-behind=behind.to_string()
        >
            {shapes}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_looks_the_same_and_others_look_different() {
        assert_eq!(tiles(7), tiles(7));
        assert_ne!(tiles(7), tiles(8));
    }

    #[test]
    fn the_grid_is_full_and_uses_every_tone() {
        let tiles = tiles(0x0190_0000_0000_1234_5678_9abc_def0_1234);
        assert_eq!(tiles.len(), 32);
        for tone in 0..4 {
            assert!(tiles.iter().any(|tile| tile.tone == tone), "tone {tone}");
        }
    }
}
