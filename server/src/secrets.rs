//! Randomness and the site's key: identifiers, links, and the hashes under which secrets are known.
//!
//! Nothing replayable is stored. A link's token is a MAC over the invitation, its generation and its nonce;
//! cookies are random and stored as MACs. Every MAC says what it is for, so that none can stand for another.

use std::path::{Path, PathBuf};
use std::{fs, io};

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{GuestLinkId, InvitationId, RoomId, Timestamp};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;
use subtle::ConstantTimeEq;

const KEY_LENGTH: usize = 32;
const ID_LENGTH: usize = 16;
const MAC_LENGTH: usize = 32;
/// Eighty bits, in groups that can be read out.
const SETUP_CODE_LENGTH: usize = 16;

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// The site's key. Whoever has it can make links.
#[derive(Clone)]
pub struct SecretKey([u8; KEY_LENGTH]);

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyProblem {
    #[error("the key file {} cannot be read or made: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("the key file {} must hold exactly 64 hexadecimal digits", path.display())]
    Content { path: PathBuf },
}

/// What a link's token says; true only after [`SecretKey::is_genuine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkToken {
    pub invitation: InvitationId,
    mac: [u8; MAC_LENGTH],
}

/// What a guest link's token says; true only after [`SecretKey::is_genuine_guest_link`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuestLinkToken {
    pub link: GuestLinkId,
    mac: [u8; MAC_LENGTH],
}

impl SecretKey {
    /// Reads the key, making the file at the first start.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds something else.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyProblem> {
        let problem = |error| KeyProblem::File { path: path.to_owned(), error };
        match fs::read_to_string(path) {
            Ok(text) => {
                let key = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
                key.map(Self).ok_or_else(|| KeyProblem::Content { path: path.to_owned() })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self(random_bytes());
                write_private(path, &hex(&key.0)).map_err(problem)?;
                Ok(key)
            }
            Err(error) => Err(problem(error)),
        }
    }

    /// A key that is not kept; for tests.
    pub fn random() -> Self {
        Self(random_bytes())
    }

    /// The token of an invitation's link; the same each time until the generation is raised.
    pub fn link_token(&self, invitation: InvitationId, generation: u32, nonce: &str) -> String {
        write_token(invitation.bits(), self.link_mac(invitation, generation, nonce))
    }

    /// Whether this token was made for this generation and nonce. Takes the same time either way.
    pub fn is_genuine(&self, token: &LinkToken, generation: u32, nonce: &str) -> bool {
        self.link_mac(token.invitation, generation, nonce).ct_eq(&token.mac).into()
    }

    fn link_mac(&self, invitation: InvitationId, generation: u32, nonce: &str) -> [u8; MAC_LENGTH] {
        self.mac("link", &[&invitation.bits().to_be_bytes(), &generation.to_be_bytes(), nonce.as_bytes()])
    }

    /// The token of a guest link; always the same.
    pub fn guest_link_token(&self, link: GuestLinkId, nonce: &str) -> String {
        write_token(link.bits(), self.guest_link_mac(link, nonce))
    }

    /// Whether this token was made for this nonce. Takes the same time either way.
    pub fn is_genuine_guest_link(&self, token: &GuestLinkToken, nonce: &str) -> bool {
        self.guest_link_mac(token.link, nonce).ct_eq(&token.mac).into()
    }

    fn guest_link_mac(&self, link: GuestLinkId, nonce: &str) -> [u8; MAC_LENGTH] {
        self.mac("guest-link", &[&link.bits().to_be_bytes(), nonce.as_bytes()])
    }

    /// The hash under which a device that came by a guest link is known to one room.
    pub fn guest_device_hash(&self, room: RoomId, device: &str) -> String {
        hex(&self.mac("guest-device", &[&room.bits().to_be_bytes(), device.as_bytes()]))
    }

    /// The hash under which a device is known to one invitation.
    pub fn device_hash(&self, invitation: InvitationId, device: &str) -> String {
        hex(&self.mac("device", &[&invitation.bits().to_be_bytes(), device.as_bytes()]))
    }

    /// The code of this nonce: six digits that nobody without the key can tell.
    pub fn mailed_code(&self, invitation: InvitationId, nonce: &str) -> String {
        let mac = self.mac("code", &[&invitation.bits().to_be_bytes(), nonce.as_bytes()]);
        let (chance, _) = mac.split_at(8);
        domain::mailed_code::write(u64::from_be_bytes(chance.try_into().unwrap_or_default()))
    }

    /// The hash under which a sign-in is known.
    pub fn sign_in_hash(&self, secret: &str) -> String {
        hex(&self.mac("sign-in", &[secret.as_bytes()]))
    }

    /// The hash under which a link to choose a password is known.
    pub fn password_link_hash(&self, secret: &str) -> String {
        hex(&self.mac("password-link", &[secret.as_bytes()]))
    }

    /// The code with which somebody who can read the server's output makes the first administrator. It is stored nowhere;
    /// `setups` is how often that has been done, so that a code that was used is dead for ever.
    pub fn setup_code(&self, setups: u32) -> String {
        let mac = self.mac("setup", &[&setups.to_be_bytes()]);
        in_groups(mac.get(..SETUP_CODE_LENGTH).unwrap_or(&mac))
    }

    /// Whether this is that code, however its groups are parted. Takes the same time either way.
    pub fn is_setup_code(&self, typed: &str, setups: u32) -> bool {
        let plain = |text: &str| -> Vec<u8> {
            let letters =
                text.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
            letters.map(|letter| if letter == b'o' { b'0' } else { letter }).collect()
        };
        plain(&self.setup_code(setups)).ct_eq(&plain(typed)).into()
    }

    /// Makes a secret that must be read again, as the password of a mail server, unreadable without this key; `None` when
    /// that fails. What is sealed for one purpose opens for no other.
    pub fn seal(&self, purpose: &str, secret: &str) -> Option<String> {
        let mut content = secret.as_bytes().to_vec();
        let key = self.sealing_key(purpose)?;
        let nonce = key.seal_in_place_append_tag(Aad::from(purpose), &mut content).ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_ref().as_slice(), &content].concat()))
    }

    /// What [`SecretKey::seal`] has sealed; `None` when it was altered, or sealed with another key.
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, content) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut content = content.to_vec();
        let key = self.sealing_key(purpose)?;
        let secret = key.open_in_place(nonce, Aad::from(purpose), &mut content).ok()?;
        String::from_utf8(secret.to_vec()).ok()
    }

    fn sealing_key(&self, purpose: &str) -> Option<RandomizedNonceKey> {
        RandomizedNonceKey::new(&AES_256_GCM, &self.mac("seal", &[purpose.as_bytes()])).ok()
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; MAC_LENGTH] {
        #[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any key length");
        for part in std::iter::once(&purpose.as_bytes()).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl LinkToken {
    /// Reads a token; `None` when it was cut short or altered beyond reading.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, mac) = read_token(text)?;
        Some(Self { invitation: InvitationId::from_bits(id), mac })
    }
}

impl GuestLinkToken {
    /// Reads a token; `None` when it was cut short or altered beyond reading.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, mac) = read_token(text)?;
        Some(Self { link: GuestLinkId::from_bits(id), mac })
    }
}

fn write_token(id: u128, mac: [u8; MAC_LENGTH]) -> String {
    let mut token = Vec::with_capacity(ID_LENGTH + MAC_LENGTH);
    token.extend(id.to_be_bytes());
    token.extend(mac);
    URL_SAFE_NO_PAD.encode(token)
}

fn read_token(text: &str) -> Option<(u128, [u8; MAC_LENGTH])> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (id, mac) = bytes.split_at_checked(ID_LENGTH)?;
    Some((u128::from_be_bytes(id.try_into().ok()?), mac.try_into().ok()?))
}

/// A secret for a cookie: 256 random bits.
pub fn cookie_secret() -> String {
    URL_SAFE_NO_PAD.encode(random_bytes::<32>())
}

/// Whether a text has the form of [`cookie_secret`].
pub fn is_cookie_secret(text: &str) -> bool {
    URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// A password that can be read out: 80 random bits.
pub fn readable_password() -> String {
    in_groups(&random_bytes::<SETUP_CODE_LENGTH>())
}

/// One letter for each octet, in groups of four.
fn in_groups(bytes: &[u8]) -> String {
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte & 31)])).collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A nonce for an invitation: 128 random bits.
pub fn nonce() -> String {
    hex(&random_bytes::<16>())
}

/// The bits of a new identifier: 48 of time, 80 of chance.
pub fn id_bits(now: Timestamp) -> u128 {
    let millis = u128::try_from(now.as_millis()).unwrap_or(0);
    let chance = u128::from_be_bytes(random_bytes()) >> 48;
    (millis << 80) | chance
}

/// A short name for a failure, for people to read out.
pub fn reference() -> String {
    hex(&random_bytes::<4>())
}

fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|digit| DIGITS[usize::from(digit)] as char)
        .collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|start| u8::from_str_radix(text.get(start..start + 2)?, 16).ok()).collect()
}

#[cfg(unix)]
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    fs::write(path, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_secret_opens_with_its_key_and_for_its_purpose_only() {
        let key = SecretKey::random();
        let sealed = key.seal("mail server", "correct horse").unwrap();
        assert_eq!(key.unseal("mail server", &sealed).as_deref(), Some("correct horse"));
        assert_eq!(key.unseal("other", &sealed), None);
        assert_eq!(SecretKey::random().unseal("mail server", &sealed), None);
        assert_ne!(key.seal("mail server", "correct horse").unwrap(), sealed, "no two look the same");
        let altered = sealed.replacen(sealed.get(20..21).unwrap(), "", 1);
        for wrong in [altered.as_str(), "", "AAAA", "not base64!"] {
            assert_eq!(key.unseal("mail server", wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn a_setup_code_can_be_read_out_and_is_another_each_time() {
        let key = SecretKey::random();
        let code = key.setup_code(0);
        assert_eq!((code.len(), code.split('-').count()), (19, 4));
        assert!(key.is_setup_code(&code.to_uppercase().replace('-', " "), 0));
        assert!(key.is_setup_code(&code.replace('0', "O"), 0), "an O is read as a zero");
        assert!(!key.is_setup_code(&code, 1) && !key.is_setup_code("", 0));
        assert!(!SecretKey::random().is_setup_code(&code, 0));
    }
}
