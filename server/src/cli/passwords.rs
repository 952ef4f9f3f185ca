//! Passwords on the command line: read from standard input, or made up and shown once.

use std::io::stdin;

use anyhow::{Context, ensure};

use crate::account::password;
use crate::secrets;

/// Reads a password from the first line of standard input; it is never an argument, which others could see.
pub fn read() -> anyhow::Result<String> {
    let mut line = String::new();
    stdin().read_line(&mut line).context("the password cannot be read from standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    ensure!(!password.is_empty(), "standard input holds no password");
    password::check_new(password)?;
    Ok(password.to_owned())
}

/// A new password of 80 random bits, in four groups that can be read out.
pub fn make() -> String {
    secrets::readable_password()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_passwords_are_long_enough_and_never_the_same() {
        let (one, two) = (make(), make());
        assert_eq!(password::check_new(&one), Ok(()));
        assert_eq!((one.len(), one.split('-').count()), (19, 4));
        assert_ne!(one, two);
    }
}
