//! Pages of answered responses over one or several surveys, newest first.

use crate::services::error::Error;
use afterword_domain::record::{AnsweredAt, Response, SurveyHead};
use afterword_shared::id::{ResponseId, ShopId};
use afterword_store::Records;
use afterword_views::index;
use jiff::Timestamp;
use std::{cmp::Reverse, fmt, str::FromStr};

/// Where a page ended: the next one begins behind it. Opaque to callers, stable while responses
/// come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor(pub AnsweredAt);

impl Cursor {
    /// Errs with a cursor of another shop's list. One whose response was erased since is still good.
    pub async fn check(self, store: &Records, shop: ShopId) -> Result<(), Error> {
        let here = store.response(shop, self.0.id).await?.is_some();
        let home = if here {
            None
        } else {
            store.home_of_response(self.0.id).await?
        };
        match home {
            Some(_) => Err(Error::Refused(
                "This is a place in another shop’s list: begin without “after”, then use “next” of the page before.".into(),
            )),
            _ => Ok(()),
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.0.at.as_millisecond(), self.0.id)
    }
}

impl FromStr for Cursor {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parse = || {
            let (at, id) = text.split_once('-')?;
            let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
            Some(Self(AnsweredAt {
                at,
                id: id.parse::<ResponseId>().ok()?,
            }))
        };
        parse().ok_or_else(|| {
            Error::Malformed("This is no place in the list: use “next” of the page before.".into())
        })
    }
}

/// One page.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where the responses stand, at most as many as were asked for.
    pub places: Vec<AnsweredAt>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// Whether the newest may be missing, since they are still being read in.
    pub behind: bool,
}

/// The answered responses of some surveys from after a cursor on. `test` picks the test responses
/// instead of those that count.
pub fn answered(
    shop: &index::Shop,
    surveys: &[SurveyHead],
    test: bool,
    after: Option<Cursor>,
    limit: usize,
) -> Page {
    let mut places = Vec::new();
    for survey in surveys {
        // One more than wanted tells whether there is a next page.
        let after = after.map(|cursor| cursor.0);
        places.extend(shop.answered(survey.id, test, after, limit + 1));
    }
    places.sort_by_key(|place| Reverse(*place));
    let more = places.len() > limit;
    places.truncate(limit);
    Page {
        next: places.last().copied().filter(|_| more).map(Cursor),
        places,
        behind: false,
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
