//! Random secrets, what is kept of them, and passwords.

use crate::{record::SecretHash, refused::Refused};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// The fewest characters of a password.
pub const PASSWORD_FLOOR: usize = 10;

/// Random bytes of the operating system.
///
/// # Panics
///
/// If the operating system has none to give: nothing here is safe without them.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// 80 random bits and more, for ids.
pub fn random_id() -> u128 {
    u128::from_be_bytes(random())
}

/// A new secret of 32 random bytes after `prefix`, and what is kept of it.
pub fn new_secret(prefix: &str) -> (String, SecretHash) {
    let secret = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(random::<32>()));
    let hash = hash(&secret);
    (secret, hash)
}

/// What is kept of a secret.
pub fn hash(secret: &str) -> SecretHash {
    hash_bytes(secret.as_bytes())
}

/// SHA-256.
pub fn hash_bytes(bytes: &[u8]) -> SecretHash {
    SecretHash(Sha256::digest(bytes).into())
}

/// 64 random hexadecimal digits: what orders and tickets are signed with.
pub fn new_signing_secret() -> String {
    SecretHash(random()).to_string()
}

/// HMAC-SHA256 under a key of any length.
pub fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    keyed(key)
        .chain_update(message)
        .finalize()
        .into_bytes()
        .into()
}

/// Whether `tag`, whole or its first bytes, is the HMAC-SHA256 of a message; in constant time.
pub fn mac_fits(key: &[u8], message: &[u8], tag: &[u8]) -> bool {
    tag.len() >= 16
        && keyed(key)
            .chain_update(message)
            .verify_truncated_left(tag)
            .is_ok()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes keys of any length")
}

/// Whether a new password is long enough.
pub fn check_password(password: &str) -> Result<(), Refused> {
    match password.chars().count() {
        0..PASSWORD_FLOOR => Err(Refused::illegal(format!(
            "A password needs at least {PASSWORD_FLOOR} characters."
        ))),
        257.. => Err(Refused::illegal("A password has at most 256 characters.")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Test case 2 of RFC 4231.
    #[test]
    fn the_mac_is_that_of_the_standard() {
        let tag = mac(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            SecretHash(tag).to_string(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        assert!(mac_fits(
            b"Jefe",
            b"what do ya want for nothing?",
            &tag[..16]
        ));
        assert!(!mac_fits(
            b"Jefe",
            b"what do ya want for nothing!",
            &tag[..16]
        ));
        assert!(!mac_fits(
            b"Jefe",
            b"what do ya want for nothing?",
            &tag[..8]
        ));
    }
}
