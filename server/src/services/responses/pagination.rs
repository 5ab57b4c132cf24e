//! Pages of a list of responses, newest first, and where one ends.

use crate::services::error::Error;
use afterword_domain::record::{AnsweredAt, Response};
use afterword_shared::id::{ResponseId, ShopId, SurveyId};
use afterword_store::Records;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// One page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponsePage {
    /// Where the responses stand, newest first, at most as many as were asked for.
    pub places: Vec<AnsweredAt>,
    /// How many the list has in all; `None` where nobody counted.
    pub count: Option<usize>,
    /// How many of them are newer than the first of this page; `None` where nobody counted.
    pub before: Option<usize>,
    /// Whether there are newer ones.
    pub newer: bool,
    /// Behind which place the next page begins; `None` on the last one.
    pub next: Option<AnsweredAt>,
    /// Whether the newest may be missing, since they are still being read in.
    pub behind: bool,
}

/// A list that a place can be in. A place in an address is good for its own list alone, and a
/// changed one is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The responses of one survey.
    Survey(SurveyId),
    /// Those of some surveys of a shop.
    Shop(ShopId),
}

impl List {
    /// A place as it stands in an address. Opaque to callers, stable while responses come in, and
    /// still good once its own response is erased.
    pub fn cursor(self, place: AnsweredAt) -> String {
        let seal = self.seal(place);
        format!("{}-{}-{seal}", place.at.as_millisecond(), place.id)
    }

    /// Reads what [`Self::cursor`] wrote. Errs with one of another list.
    pub fn place(self, cursor: &str) -> Result<AnsweredAt, Error> {
        let parse = || {
            let (place, seal) = cursor.rsplit_once('-')?;
            let (at, id) = place.rsplit_once('-')?;
            let place = AnsweredAt {
                at: Timestamp::from_millisecond(at.parse().ok()?).ok()?,
                id: id.parse::<ResponseId>().ok()?,
            };
            (self.seal(place) == seal).then_some(place)
        };
        parse().ok_or_else(|| {
            Error::Malformed(
                "This place is not in this list: it is of another survey or shop, or the address was changed. Begin with the newest answers, then use what the page before gave as the next."
                    .into(),
            )
        })
    }

    /// Tells a place that was changed or carried over; it keeps nothing secret.
    fn seal(self, place: AnsweredAt) -> String {
        let mut hash = Sha256::new();
        hash.update(match self {
            Self::Survey(survey) => survey.to_bytes(),
            Self::Shop(shop) => shop.to_bytes(),
        });
        hash.update(place.at.as_millisecond().to_be_bytes());
        hash.update(place.id.to_bytes());
        let digits = hash.finalize();
        digits[..4].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

/// The responses at some places; one that was erased meanwhile is left out.
pub async fn load(
    store: &Records,
    shop: ShopId,
    places: &[AnsweredAt],
) -> Result<Vec<Response>, Error> {
    let ids: Vec<ResponseId> = places.iter().map(|place| place.id).collect();
    let responses = store.responses(shop, &ids).await?;
    Ok(responses.into_iter().flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_good_for_its_own_list_alone() {
        let (here, elsewhere) = (SurveyId::new(1, 1), SurveyId::new(1, 2));
        let (here, elsewhere) = (List::Survey(here), List::Survey(elsewhere));
        let shop = List::Shop(ShopId::new(1, 3));
        let place = AnsweredAt {
            at: Timestamp::from_millisecond(-5).unwrap(),
            id: ResponseId::new(7, 9),
        };
        let text = here.cursor(place);
        assert_eq!(here.place(&text).unwrap(), place);
        assert!(elsewhere.place(&text).is_err());
        assert!(shop.place(&text).is_err());
        assert_eq!(shop.place(&shop.cursor(place)).unwrap(), place);
        for position in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[position] = if changed[position] == b'1' {
                b'2'
            } else {
                b'1'
            };
            let changed = String::from_utf8(changed).unwrap();
            assert!(here.place(&changed).is_err(), "{changed}");
        }
        for wrong in ["", "-", "--", "x", "1-rsp_x-00", "99999999999999999999-a-b"] {
            assert!(here.place(wrong).is_err());
        }
    }
}
