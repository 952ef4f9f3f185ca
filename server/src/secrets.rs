//! Randomness and the site's key: identifiers, links, and the hashes under which secrets are known.
//!
//! Nothing replayable is stored. A link's token is a MAC over the invitation, its generation and its nonce;
//! cookies are random and stored as MACs. Every MAC says what it is for, so that none can stand for another.

use std::path::{Path, PathBuf};
use std::{fs, io};

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
