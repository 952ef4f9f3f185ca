//! The picture that stands beside a site's name. What a file is, its content says; what it is called says nothing.

use serde::{Deserialize, Serialize};

use crate::language::{Say, Sentence, says_english};
use crate::say;
use crate::words::words;

/// Octets of a logo: it is on every page.
pub const MOST_LOGO_BYTES: usize = 256 * 1024;
/// Pixels on each side: more are of no use, and a small file can claim to be a picture as large as a house.
pub const MOST_LOGO_PIXELS: u32 = 2_048;

/// A kind of picture that browsers draw and that can hold no program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogoKind {
    Png,
    Jpeg,
    Webp,
}

words!(LogoKind { Png => "png", Jpeg => "jpg", Webp => "webp" });

impl LogoKind {
    /// Its name on the web.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
        }
    }
}

/// Why a file is no logo. The sentence says what to choose instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LogoProblem {
    Empty,
    TooLarge,
    TooManyPixels,
    /// A drawing in SVG is a document that can run programs.
    Svg,
    Unknown,
}

impl Say for LogoProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::Empty => say!("Choose a picture first."),
            Self::TooLarge => say!("The picture has more than 256 KB. Make it smaller and choose it again."),
            Self::TooManyPixels => {
                say!("The picture has more than 2,048 pixels on a side. Make it smaller and choose it again.")
            }
            Self::Svg => {
                say!("An SVG can hold programs, so it is not taken. Save it as a PNG and choose that.")
            }
            Self::Unknown => say!("This is no PNG, JPEG or WebP picture. Choose one that is."),
        }
    }
}

says_english!(LogoProblem);

words!(LogoProblem {
    Empty => "empty", TooLarge => "too-large", TooManyPixels => "too-many-pixels", Svg => "svg",
    Unknown => "unknown",
});

/// What kind of picture this is, when it may be a logo.
///
/// # Errors
/// Why it may not.
pub fn read_logo(bytes: &[u8]) -> Result<LogoKind, LogoProblem> {
    if bytes.is_empty() {
        return Err(LogoProblem::Empty);
    }
    if bytes.len() > MOST_LOGO_BYTES {
        return Err(LogoProblem::TooLarge);
    }
    let picture = png(bytes).or_else(|| jpeg(bytes)).or_else(|| webp(bytes));
    let Some((kind, width, height)) = picture else {
        return Err(if is_svg(bytes) { LogoProblem::Svg } else { LogoProblem::Unknown });
    };
    let sides = 1..=MOST_LOGO_PIXELS;
    if width == 0 || height == 0 {
        Err(LogoProblem::Unknown)
    } else if sides.contains(&width) && sides.contains(&height) {
        Ok(kind)
    } else {
        Err(LogoProblem::TooManyPixels)
    }
}

type Picture = (LogoKind, u32, u32);

/// The signature, and the header that must come first.
fn png(bytes: &[u8]) -> Option<Picture> {
    let header =
        bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.strip_prefix(&[0, 0, 0, 13])?.strip_prefix(b"IHDR")?;
    Some((LogoKind::Png, big(header, 0, 4)?, big(header, 4, 4)?))
}

/// From segment to segment up to the one that holds the size.
fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let mut rest = bytes.strip_prefix(&[0xff, 0xd8])?;
    loop {
        rest = rest.strip_prefix(&[0xff])?;
        let marker = *rest.first()?;
        let segment = rest.get(1..)?;
        match marker {
            // A filling octet: the marker comes after it.
            0xff => {}
            // Segments without content.
            0x01 | 0xd0..=0xd7 => rest = segment,
            // Frames, without the tables among them.
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                return Some((LogoKind::Jpeg, big(segment, 5, 2)?, big(segment, 3, 2)?));
            }
            // The picture itself, or its end, before any size.
            0xd8..=0xda => return None,
            _ => rest = segment.get(usize::try_from(big(segment, 0, 2)?).ok()?.max(2)..)?,
        }
    }
}

/// A container with one of three kinds of content.
fn webp(bytes: &[u8]) -> Option<Picture> {
    let content = bytes.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (name, data) = (content.get(..4)?, content.get(8..)?);
    let (width, height) = match name {
        b"VP8 " if data.get(3..6)? == [0x9d, 0x01, 0x2a] => {
            (little(data, 6, 2)? & 0x3fff, little(data, 8, 2)? & 0x3fff)
        }
        b"VP8L" if *data.first()? == 0x2f => {
            let sizes = little(data, 1, 4)?;
            ((sizes & 0x3fff) + 1, ((sizes >> 14) & 0x3fff) + 1)
        }
        b"VP8X" => (little(data, 4, 3)? + 1, little(data, 7, 3)? + 1),
        _ => return None,
    };
    Some((LogoKind::Webp, width, height))
}

fn big(bytes: &[u8], from: usize, length: usize) -> Option<u32> {
    let number = bytes.get(from..from + length)?;
    Some(number.iter().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

fn little(bytes: &[u8], from: usize, length: usize) -> Option<u32> {
    let number = bytes.get(from..from + length)?;
    Some(number.iter().rev().fold(0, |sum, byte| (sum << 8) | u32::from(*byte)))
}

/// Text that opens an `<svg` element; only for saying why it is refused.
fn is_svg(bytes: &[u8]) -> bool {
    let start = bytes.get(..1_024).unwrap_or(bytes);
    let text = String::from_utf8_lossy(start).to_ascii_lowercase();
    text.trim_start_matches('\u{feff}').trim_start().starts_with('<') && text.contains("<svg")
}
