//! Who signs in, and which programs do.

use super::{INSTALLATION, Stored, UniqueKey};
use afterword_shared::id::{ShopId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody who signs in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// Lower case; no two users share one.
    pub email: String,
    /// argon2id, in PHC form.
    pub password: String,
    /// The shops this user owns, first the one made first.
    pub shops: Vec<ShopId>,
    /// The language of their pages, a BCP 47 tag; empty for the browser's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// SHA-256 of a secret of 32 random bytes: the secret itself is never kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretHash(pub [u8; 32]);

impl fmt::Display for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for SecretHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for SecretHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digit = |place| {
            text.get(place..place + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        let mut bytes = [0; 32];
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = digit(2 * place)
                .ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits are needed"))?;
        }
        Ok(Self(bytes))
    }
}

/// Somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Of the cookie's secret.
    pub hash: SecretHash,
    /// Who.
    pub user: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A program's access to one shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiKey {
    /// Of the key.
    pub hash: SecretHash,
    /// To which shop.
    pub shop: ShopId,
    /// What the owner calls it.
    pub name: String,
    /// The key's last four characters, to tell keys apart.
    pub ending: String,
    /// The number of the form that it was made with, which makes one key however often it is sent; empty
    /// where it was made otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub form: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Stored for User {
    const KIND: u8 = 0x14;

    type Id = UserId;

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> UserId {
        self.id
    }

    fn unique_keys(&self) -> Vec<UniqueKey> {
        vec![Self::email_key(&self.email)]
    }
}

impl User {
    /// The place of an address (lower case).
    pub fn email_key(email: &str) -> UniqueKey {
        UniqueKey {
            kind: 0x80,
            id: email.as_bytes().to_vec(),
        }
    }
}

impl Stored for Session {
    const KIND: u8 = 0x15;
    const EXPIRES: bool = true;
    type Id = SecretHash;

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> SecretHash {
        self.hash
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.expires_at)
    }
}

impl Stored for ApiKey {
    const KIND: u8 = 0x16;
    type Id = SecretHash;

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> SecretHash {
        self.hash
    }
}
