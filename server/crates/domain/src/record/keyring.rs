//! What tickets are signed with.

use super::{INSTALLATION, Stored};
use afterword_shared::id::ShopId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What tickets are signed with: the newest key signs, the others still verify.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keyring {
    /// Newest first; never empty.
    pub keys: Vec<SigningKey>,
}

/// One key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// Names the key in a ticket.
    pub id: u32,
    /// 64 hexadecimal digits.
    pub secret: String,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Stored for Keyring {
    const KIND: u8 = 0x17;
    type Id = ();

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> Self::Id {}
}
