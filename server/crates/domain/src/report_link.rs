//! Read-only links to a report: what such a link says, and how it is signed. Pure: the secret is
//! passed in; which links there are stands with their survey.

use crate::secret::{mac, mac_fits};
use afterword_shared::id::SurveyId;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;

/// As much of the HMAC-SHA256 as a link carries: 128 bits are out of reach of guessing.
const TAG_LENGTH: usize = 16;
/// A multiple of three, so that base64 leaves no bit unused that could be altered unnoticed.
const LENGTH: usize = 16 + 8 + 8 + TAG_LENGTH;

/// What a link says. Nothing of it holds before [`Self::is_signed_with`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The report of which survey.
    pub survey: SurveyId,
    /// Which of its links.
    pub id: u64,
    /// Until when it leads there.
    pub expires_at: Timestamp,
    tag: [u8; TAG_LENGTH],
}

impl Link {
    /// Makes and signs a link; its time in whole seconds.
    pub fn sign(survey: SurveyId, id: u64, expires_at: Timestamp, secret: &str) -> Self {
        let mut link = Self {
            survey,
            id,
            expires_at,
            tag: [0; TAG_LENGTH],
        };
        let tag = mac(secret.as_bytes(), &link.said());
        link.tag.copy_from_slice(&tag[..TAG_LENGTH]);
        link
    }

    /// Reads a link's text; `None` for what is none.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let bytes: [u8; LENGTH] = bytes.try_into().ok()?;
        let (survey, rest) = bytes.split_first_chunk()?;
        let (id, rest) = rest.split_first_chunk()?;
        let (expires_at, rest) = rest.split_first_chunk()?;
        Some(Self {
            survey: SurveyId::from_bytes(*survey),
            id: u64::from_be_bytes(*id),
            expires_at: Timestamp::from_second(i64::from_be_bytes(*expires_at)).ok()?,
            tag: rest.try_into().ok()?,
        })
    }

    /// Whether everything in it was signed with this secret.
    pub fn is_signed_with(&self, secret: &str) -> bool {
        mac_fits(secret.as_bytes(), &self.said(), &self.tag)
    }

    /// As it stands in an address.
    pub fn text(&self) -> String {
        let mut bytes = self.said();
        bytes.extend(self.tag);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn said(&self) -> Vec<u8> {
        let mut said = Vec::with_capacity(LENGTH);
        said.extend(self.survey.to_bytes());
        said.extend(self.id.to_be_bytes());
        said.extend(self.expires_at.as_second().to_be_bytes());
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "1f2e";

    fn link() -> Link {
        let expires_at = Timestamp::from_second(1_800_000_000).unwrap();
        Link::sign(SurveyId::new(7, 9), 42, expires_at, SECRET)
    }

    #[test]
    fn a_link_is_read_as_it_was_made() {
        let read = Link::read(&link().text()).unwrap();
        assert_eq!(read, link());
        assert!(read.is_signed_with(SECRET));
        assert!(!read.is_signed_with("another"));
    }

    #[test]
    fn a_link_altered_by_any_character_is_none() {
        let text = link().text();
        for place in 0..text.len() {
            for other in ["A", "B", "7", "-", "_", "%", "é", ""] {
                let mut altered = text.clone();
                altered.replace_range(place..=place, other);
                if altered == text {
                    continue;
                }
                let good = Link::read(&altered).is_some_and(|link| link.is_signed_with(SECRET));
                assert!(!good, "{altered}");
            }
        }
        assert!(Link::read("").is_none());
        assert!(Link::read(&format!("{text}{text}")).is_none());
    }
}
