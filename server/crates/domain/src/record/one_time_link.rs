//! Links that work once: for whoever has no password yet.

use super::{INSTALLATION, SecretHash, Stored};
use afterword_shared::id::{ShopId, UserId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A link that works once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneTimeLink {
    /// Of its secret.
    pub hash: SecretHash,
    /// What it is good for.
    pub purpose: LinkPurpose,
    /// Until when.
    pub expires_at: Timestamp,
}

/// What a link that works once is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkPurpose {
    /// Making the first account.
    SetUp,
    /// Signing this user in.
    SignIn(UserId),
}

impl LinkPurpose {
    /// How long such a link works.
    pub fn lifetime(self) -> SignedDuration {
        match self {
            Self::SetUp => SignedDuration::from_hours(7 * 24),
            Self::SignIn(_) => SignedDuration::from_hours(24),
        }
    }
}

impl Stored for OneTimeLink {
    const KIND: u8 = 0x1a;
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
