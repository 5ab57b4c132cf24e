//! Wrong passwords, counted, so that guessing stays slow on however many servers.

use super::{INSTALLATION, SecretHash, Stored};
use afterword_shared::id::ShopId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// After so many wrong passwords for one address its owner has to wait.
pub const SIGN_IN_LIMIT: u32 = 8;
/// For how long, counted from the first wrong one.
pub const SIGN_IN_WINDOW: SignedDuration = SignedDuration::from_mins(15);

/// How often somebody tried to sign in with one address and had no luck.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInAttempts {
    /// Of the address: somebody may have typed anything.
    pub hash: SecretHash,
    /// When the first of them was.
    pub since: Timestamp,
    /// How many.
    pub count: u32,
}

impl SignInAttempts {
    /// One more attempt, counted before its password is looked at. Errs with how long to wait where there
    /// were too many.
    pub fn next(
        before: Option<&Self>,
        hash: SecretHash,
        now: Timestamp,
    ) -> Result<Self, SignedDuration> {
        let open = before.filter(|before| now < before.ends_at());
        match open {
            Some(before) if before.count >= SIGN_IN_LIMIT => {
                Err(before.ends_at().duration_since(now))
            }
            Some(before) => Ok(Self {
                count: before.count + 1,
                ..before.clone()
            }),
            None => Ok(Self {
                hash,
                since: now,
                count: 1,
            }),
        }
    }

    fn ends_at(&self) -> Timestamp {
        let end = self.since.saturating_add(SIGN_IN_WINDOW);
        end.unwrap_or(Timestamp::MAX)
    }
}

impl Stored for SignInAttempts {
    const KIND: u8 = 0x1b;
    const EXPIRES: bool = true;
    type Id = SecretHash;

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> SecretHash {
        self.hash
    }

    fn expires_at(&self) -> Option<Timestamp> {
        Some(self.ends_at())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret;

    #[test]
    fn after_eight_wrong_passwords_the_rest_of_a_quarter_of_an_hour_has_to_pass() {
        let (hash, start) = (secret::hash("anna@shop.example"), Timestamp::UNIX_EPOCH);
        let mut kept = None;
        for place in 0..SIGN_IN_LIMIT {
            let at = start + SignedDuration::from_secs(place.into());
            kept = Some(SignInAttempts::next(kept.as_ref(), hash, at).unwrap());
        }
        let minute = start + SignedDuration::from_mins(1);
        let wait = SignInAttempts::next(kept.as_ref(), hash, minute).unwrap_err();
        assert_eq!(wait, SignedDuration::from_mins(14));
        let end = start + SIGN_IN_WINDOW;
        assert_eq!(kept.as_ref().unwrap().expires_at(), Some(end));
        let again = SignInAttempts::next(kept.as_ref(), hash, end).unwrap();
        assert_eq!((again.count, again.since), (1, end));
    }
}
