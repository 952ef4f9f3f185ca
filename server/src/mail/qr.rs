//! The link as a picture for a telephone's camera.

use qrcode::{Color, EcLevel, QrCode};

/// Pixels of one module: as many as an octet of the picture holds, black or white.
const SCALE: usize = 8;
/// Modules of the quiet edge around it, as readers want it.
const EDGE: usize = 4;
const WHITE: u8 = 0xff;
const BLACK: u8 = 0;

/// A PNG of the code; `None` when the text is too long for one.
pub fn png(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = width + 2 * EDGE;
    let edge = [WHITE; EDGE];
    let quiet = vec![WHITE; EDGE * SCALE * side];
    let mut pixels = quiet.clone();
    for row in colors.chunks(width) {
        let modules = row.iter().map(|color| if *color == Color::Dark { BLACK } else { WHITE });
        let line: Vec<u8> = edge.into_iter().chain(modules).chain(edge).collect();
        pixels.extend(line.repeat(SCALE));
    }
    pixels.extend(quiet);
    encode(u32::try_from(side * SCALE).ok()?, &pixels)
}

fn encode(side: u32, pixels: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side, side);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().ok()?.write_image_data(pixels).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_the_code_in_squares_with_a_quiet_edge() {
        let text = "https://greenroom.example.org/i/0000000009-abcdefghijklmnopqrstuvwxyz";
        let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
        let file = png(text).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let side = code.width() + 2 * EDGE;
        assert_eq!((info.width as usize, info.height as usize), (side * SCALE, side * SCALE));
        for (place, octet) in pixels[..info.buffer_size()].iter().enumerate() {
            let (column, row) = (place % side, place / side / SCALE);
            let inside = (column.checked_sub(EDGE), row.checked_sub(EDGE));
            let is_dark = match inside {
                (Some(x), Some(y)) if x < code.width() && y < code.width() => code[(x, y)] == Color::Dark,
                _ => false,
            };
            assert_eq!(*octet, if is_dark { BLACK } else { WHITE }, "{column}, {row}");
        }
    }
}
