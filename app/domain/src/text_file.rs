//! What a text file says, whichever program has saved it.

/// What Windows-1252 has in the places where Latin-1 has control characters; the five places that it leaves free show
/// as what cannot be read.
#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž', '\u{fffd}',
    '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}', 'ž', 'Ÿ',
];

/// The text in these octets: UTF-8, UTF-16 with its mark, or else Windows-1252, which old spreadsheets write. A mark at
/// the beginning is no part of it.
///
/// ```
/// # use domain::text_file::decode;
/// assert_eq!(decode("\u{feff}Müller".as_bytes()), "Müller");
/// assert_eq!(decode(b"M\xfcller"), "Müller");
/// ```
pub fn decode(octets: &[u8]) -> String {
    match octets {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        all => str::from_utf8(all)
            .map_or_else(|_| all.iter().copied().map(windows_1252).collect(), str::to_owned),
    }
}

fn utf_16(octets: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = octets.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or_default()]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

const fn windows_1252(octet: u8) -> char {
    match octet {
        0x80..=0x9f => WINDOWS_1252[(octet - 0x80) as usize],
        other => other as char,
    }
}
