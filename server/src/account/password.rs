//! Passwords, known by their Argon2id hashes only.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use domain::language::{Say, Sentence};
use domain::say;

use super::hashing::{HASHING, Memory};
use crate::failure::Outcome;

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The fewest characters of a new password.
pub const MIN_LENGTH: usize = 12;
/// The most bytes; more are never right, and not hashed.
pub const MAX_BYTES: usize = 1024;

/// The hash of nobody's password, made like all others: compared with when there is none.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Z3JlZW5yb29tZ3JlZW4$M8Yoc1HLSxeOLKKpwVcqCkdBPd2ap/+bPfdAS9CIDgs";

/// Why a text is no new password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.say().in_english())]
pub enum PasswordProblem {
    TooShort,
    TooLong,
}

impl Say for PasswordProblem {
    fn say(&self) -> Sentence {
        match self {
            Self::TooShort => say!("A password has at least 12 characters."),
            Self::TooLong => say!("A password has at most 1,024 bytes."),
        }
    }
}

/// Whether this may be a new password.
pub fn check_new(password: &str) -> Result<(), PasswordProblem> {
    if password.chars().count() < MIN_LENGTH {
        Err(PasswordProblem::TooShort)
    } else if password.len() > MAX_BYTES {
        Err(PasswordProblem::TooLong)
    } else {
        Ok(())
    }
}

/// Hashes a password for keeping.
///
/// # Errors
/// [`app::error::AppError::TooMany`] when too many passwords wait to be hashed.
pub async fn hash(password: &str) -> Outcome<String> {
    let password = password.to_owned();
    let hash = HASHING.run(move |memory| new_hash(&password, memory)).await?;
    Ok(hash.map_err(|error| anyhow::anyhow!("the password was not hashed: {error}"))?.to_string())
}

/// Whether the password is the one of this hash. Takes the same time when there is no hash.
///
/// # Errors
/// As [`hash`].
pub async fn is_right(hash: Option<String>, password: &str) -> Outcome<bool> {
    let may_be_right = hash.is_some() && password.len() <= MAX_BYTES;
    let hash = hash.unwrap_or_else(|| NOBODYS.to_owned());
    let password = if may_be_right { password.to_owned() } else { String::new() };
    let matches = HASHING.run(move |memory| matches(&hash, &password, memory)).await?;
    let matches = matches.map_err(|error| anyhow::anyhow!("a stored hash cannot be compared: {error}"))?;
    Ok(matches && may_be_right)
}

fn new_hash(password: &str, memory: &mut Memory) -> Result<PasswordHash, argon2::password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, Some(Params::DEFAULT_OUTPUT_LEN))?;
    let salt = Salt::generate();
    Ok(PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params)?,
        hash: Some(output(params, Params::DEFAULT_OUTPUT_LEN, password, &salt, memory)?),
        salt: Some(salt),
    })
}

/// Outputs compare in the same time wherever they differ.
fn matches(stored: &str, password: &str, memory: &mut Memory) -> Result<bool, argon2::password_hash::Error> {
    let stored = PasswordHash::new(stored)?;
    let (Some(salt), Some(expected)) = (&stored.salt, &stored.hash) else { return Ok(false) };
    let params = Params::try_from(&stored)?;
    Ok(output(params, expected.len(), password, salt, memory)? == *expected)
}

fn output(
    params: Params,
    length: usize,
    password: &str,
    salt: &Salt,
    memory: &mut Memory,
) -> Result<Output, argon2::password_hash::Error> {
    memory.resize(params.block_count(), Block::new());
    let mut output = vec![0; length];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into_with_memory(
        password.as_bytes(),
        salt,
        &mut output,
        memory.as_mut_slice(),
    )?;
    Ok(Output::new(&output)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_password_is_right() {
        let stored = hash("correct horse battery").await.unwrap();
        assert!(is_right(Some(stored.clone()), "correct horse battery").await.unwrap());
        for wrong in ["correct horse batterz", "", &"a".repeat(MAX_BYTES + 1)] {
            assert!(!is_right(Some(stored.clone()), wrong).await.unwrap(), "{wrong:?}");
        }
    }

    #[tokio::test]
    async fn without_a_hash_no_password_is_right() {
        assert!(!is_right(None, "").await.unwrap());
        assert!(!is_right(None, "correct horse battery").await.unwrap());
    }

    #[tokio::test]
    async fn nobodys_hash_takes_as_much_work_as_all_others() {
        let stored = hash("correct horse battery").await.unwrap();
        let work = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(work(&stored), work(NOBODYS));
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }

    #[test]
    fn a_new_password_is_long_but_not_endless() {
        assert_eq!(check_new("eleven char"), Err(PasswordProblem::TooShort));
        assert_eq!(check_new("twelve chars"), Ok(()));
        assert_eq!(check_new(&"ä".repeat(513)), Err(PasswordProblem::TooLong));
    }
}
