//! The link as a picture for a telephone's camera.

use qrcode::{Color, EcLevel, QrCode};

/// Pixels of one module, and modules of the quiet edge around them, as readers want it.
const SCALE: usize = 6;
const EDGE: usize = 4;

/// A PNG of the code; `None` when the text is too long for one.
pub fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = (width + 2 * EDGE) * SCALE;
    let is_dark = |x: usize, y: usize| {
        let (column, row) = ((x / SCALE).checked_sub(EDGE), (y / SCALE).checked_sub(EDGE));
        match (column, row) {
            (Some(column), Some(row)) if column < width && row < width => {
                colors.get(row * width + column) == Some(&Color::Dark)
            }
            _ => false,
        }
    };
    let pixels: Vec<u8> =
        (0..side * side).map(|at| if is_dark(at % side, at / side) { 0 } else { 255 }).collect();
    encode(u32::try_from(side).ok()?, &pixels)
}

fn encode(side: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    Some(bytes)
}
