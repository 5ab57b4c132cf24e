//! Tickets: the server's signed permission to answer. Pure: keys and times are passed in.

use crate::{
    record::{Keyring, SigningKey, TicketNonce},
    secret::{mac, mac_fits},
};
use afterword_shared::id::{OrderId, ResponseId, ShopId, SurveyId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// As much of the HMAC-SHA256 as a ticket carries: 128 bits are out of reach of guessing.
const TAG_LENGTH: usize = 16;

/// What a ticket says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Which response it may write.
    pub response: ResponseId,
    /// In which shop.
    pub shop: ShopId,
    /// To which survey.
    pub survey: SurveyId,
    /// The version that was shown: answers are checked against it.
    pub version: u32,
    /// About which order.
    pub order: Option<OrderId>,
    /// When it was made, in seconds since 1970 (UTC).
    pub issued_at: i64,
    /// Tells tickets of one response apart.
    pub nonce: TicketNonce,
    /// The language in which the survey is asked; empty for the survey's own. Tickets are written
    /// field after field, so what is added comes last, and [`Before`] reads those without it.
    pub language: String,
}

/// A ticket of a server that did not know of languages.
#[derive(Deserialize)]
struct Before {
    response: ResponseId,
    shop: ShopId,
    survey: SurveyId,
    version: u32,
    order: Option<OrderId>,
    issued_at: i64,
    nonce: TicketNonce,
}

impl From<Before> for Ticket {
    fn from(before: Before) -> Self {
        Self {
            response: before.response,
            shop: before.shop,
            survey: before.survey,
            version: before.version,
            order: before.order,
            issued_at: before.issued_at,
            nonce: before.nonce,
            language: String::new(),
        }
    }
}

/// Why a ticket gives no permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TicketError {
    /// Not made by this server, or altered.
    #[error("This ticket was not made by this server, or was altered. Ask for a new prompt.")]
    Forged,
    /// Signed with a key that is not on the ring.
    #[error("This ticket was not made by this server, or was altered. Ask for a new prompt.")]
    UnknownKey,
    /// Too old.
    #[error("This ticket is too old to answer with. Ask for a new prompt.")]
    Expired,
    /// Good, but of another shop.
    #[error("This ticket belongs to another shop. Ask for a new prompt.")]
    Foreign,
}

impl Ticket {
    /// Writes and signs it with the ring's newest key.
    pub fn sign(&self, ring: &Keyring) -> String {
        let Some(key) = ring.keys.first() else {
            return String::new();
        };
        let mut bytes = key.id.to_be_bytes().to_vec();
        bytes.extend(postcard::to_allocvec(self).unwrap_or_default());
        let tag = mac(key.secret.as_bytes(), &bytes);
        bytes.extend(&tag[..TAG_LENGTH]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a ticket that was signed with any key of the ring and is not older than `lifetime`.
    pub fn read(
        text: &str,
        ring: &Keyring,
        now: Timestamp,
        lifetime: SignedDuration,
    ) -> Result<Self, TicketError> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text)
            .map_err(|_| TicketError::Forged)?;
        let (signed, tag) = bytes
            .len()
            .checked_sub(TAG_LENGTH)
            .and_then(|end| bytes.split_at_checked(end))
            .ok_or(TicketError::Forged)?;
        let (id, payload) = signed.split_first_chunk().ok_or(TicketError::Forged)?;
        let id = u32::from_be_bytes(*id);
        let key = ring.keys.iter().find(|key| key.id == id);
        let key = key.ok_or(TicketError::UnknownKey)?;
        if !mac_fits(key.secret.as_bytes(), signed, tag) {
            return Err(TicketError::Forged);
        }
        let ticket: Self = postcard::from_bytes(payload)
            .or_else(|_| postcard::from_bytes::<Before>(payload).map(Self::from))
            .map_err(|_| TicketError::Forged)?;
        if now.as_second() - ticket.issued_at > lifetime.as_secs() {
            return Err(TicketError::Expired);
        }
        Ok(ticket)
    }
}

/// How long a key signs before a new one takes its place.
pub const KEY_AGE: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The ring with a new key in front, where there is none yet or the newest is older than
/// [`KEY_AGE`]; `None` where nothing is to be done. The predecessor stays, so that tickets on
/// their way still verify.
pub fn rotate(ring: Option<&Keyring>, secret: String, now: Timestamp) -> Option<Keyring> {
    let newest = ring.and_then(|ring| ring.keys.first());
    if newest.is_some_and(|key| now.duration_since(key.created_at) < KEY_AGE) {
        return None;
    }
    let id = newest.map_or(1, |key| key.id + 1);
    let keys = std::iter::once(SigningKey {
        id,
        secret,
        created_at: now,
    })
    .chain(newest.cloned())
    .collect();
    Some(Keyring { keys })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    fn ring() -> Keyring {
        rotate(None, "first".into(), at(0)).unwrap()
    }

    fn ticket() -> Ticket {
        Ticket {
            response: ResponseId::new(1, 2),
            shop: ShopId::new(1, 3),
            survey: SurveyId::new(1, 4),
            version: 7,
            order: Some("1001".parse().unwrap()),
            issued_at: 1000,
            nonce: TicketNonce(42),
            language: "lv".into(),
        }
    }

    #[test]
    fn a_ticket_of_the_server_before_an_update_is_still_good() {
        // Signed by a server of before, under the first key of the ring.
        let mut bytes = 1_u32.to_be_bytes().to_vec();
        let whole = postcard::to_allocvec(&ticket()).unwrap();
        bytes.extend(&whole[..whole.len() - 3]);
        let tag = mac(b"first", &bytes);
        bytes.extend(&tag[..TAG_LENGTH]);
        let text = URL_SAFE_NO_PAD.encode(&bytes);
        let read = Ticket::read(&text, &ring(), at(2000), DAY).unwrap();
        let expected = Ticket {
            language: String::new(),
            ..ticket()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn a_ticket_lives_a_day_and_its_key_one_rotation_longer() {
        let text = ticket().sign(&ring());
        assert_eq!(
            Ticket::read(&text, &ring(), at(1000 + 86_400), DAY),
            Ok(ticket())
        );
        assert_eq!(
            Ticket::read(&text, &ring(), at(1001 + 86_400), DAY),
            Err(TicketError::Expired)
        );

        assert_eq!(rotate(Some(&ring()), "x".into(), at(3600)), None);
        let month = KEY_AGE.as_secs();
        let second = rotate(Some(&ring()), "second".into(), at(month)).unwrap();
        assert_eq!(Ticket::read(&text, &second, at(2000), DAY), Ok(ticket()));
        assert_ne!(ticket().sign(&second), text);
        let third = rotate(Some(&second), "third".into(), at(2 * month)).unwrap();
        assert_eq!(third.keys.len(), 2);
        assert_eq!(
            Ticket::read(&text, &third, at(2000), DAY),
            Err(TicketError::UnknownKey)
        );
    }

    proptest! {
        #[test]
        fn an_altered_ticket_is_refused(place in any::<prop::sample::Index>(), flip in 1..=255_u8) {
            let mut bytes = URL_SAFE_NO_PAD.decode(ticket().sign(&ring())).unwrap();
            let place = place.index(bytes.len());
            bytes[place] ^= flip;
            let text = URL_SAFE_NO_PAD.encode(&bytes);
            // The key's number stands first.
            let wrong = if place < 4 { TicketError::UnknownKey } else { TicketError::Forged };
            prop_assert_eq!(Ticket::read(&text, &ring(), at(2000), DAY), Err(wrong));
        }

        #[test]
        fn any_text_is_refused_without_a_panic(text in ".{0,200}") {
            prop_assert!(Ticket::read(&text, &ring(), at(2000), DAY).is_err());
        }
    }
}
