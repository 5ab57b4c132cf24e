//! Which responses somebody wants to see: words, filters and a period, read from an address and
//! written into one; and the pages of a list of them, of one survey to be looked at, or of several
//! to be read to the end.

use super::pagination::{self, Cursor};
use crate::{services::error::Error, state::App};
use afterword_domain::{
    period::{Period, PeriodQuery},
    record::{AnsweredAt, SurveyHead},
};
use afterword_shared::id::{ResponseId, SurveyId};
use afterword_views::{
    index::Filter,
    search::{
        Part, Query, Wanted, facets,
        facets::{SCORE, SPOKEN, STATE, TEXT},
    },
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use sha2::{Digest, Sha256};
use std::{cmp::Reverse, collections::BTreeMap};

/// The name of the searched words in an address.
pub const WORDS: &str = "q";

/// What is wanted of a survey's answered responses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Test responses instead of those that count.
    pub test: bool,
    /// With these words.
    pub words: Query,
    /// In this period; `None` for all time.
    pub period: Option<Period>,
    /// With these values and of this group.
    pub filter: Filter,
    /// With this rating: its key, state, text or language, each as [`facets`] names it.
    more: BTreeMap<&'static str, String>,
}

/// A part of what is wanted, to be shown and taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    /// Its key in the address; of the period `period`.
    pub key: String,
    /// Its value in the address.
    pub value: String,
    /// What is wanted without it, for an address.
    pub without: String,
}

impl Sought {
    /// Reads the parts of an address. Errs with a sentence where one can't be.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, Error> {
        let text = |name: &str| -> &str {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value.trim())
        };
        let period = PeriodQuery {
            days: text("days").into(),
            from: text("from").into(),
            to: text("to").into(),
        };
        let period = Period::parse_or(&period, Period::All)?;
        let period = Some(period).filter(|period| *period != Period::All);
        let mut more = BTreeMap::new();
        let mut add = |key: &'static str, legal: fn(&str) -> bool, told: &str| {
            let value = text(key);
            if value.is_empty() {
                return Ok(());
            }
            if !legal(value) {
                let shown: String = value.chars().take(40).collect();
                return Err(Error::Refused(format!(
                    "“{key}” can be {told}, not “{shown}”."
                )));
            }
            more.insert(key, value.to_owned());
            Ok(())
        };
        add(
            SCORE,
            |value| value.parse::<u8>().is_ok() && value.len() < 3,
            "a whole number from 0 to 99",
        )?;
        add(
            STATE,
            |value| matches!(value, "complete" | "started" | "dismissed"),
            "complete, started or dismissed",
        )?;
        add(TEXT, |value| matches!(value, "yes" | "no"), "yes or no")?;
        add(
            SPOKEN,
            |value| value.len() < 12 && value.chars().all(|c| c.is_ascii_alphanumeric()),
            "a language such as lv",
        )?;
        Ok(Self {
            test: text("test") == "1",
            words: Query::parse(text(WORDS))?,
            period,
            filter: Filter::parse(pairs.iter().map(|(key, value)| (key, value)))?,
            more,
        })
    }

    /// Everything as pairs of an address, in one order always.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        if !self.words.text().is_empty() {
            pairs.push((WORDS.to_owned(), self.words.text().to_owned()));
        }
        if let Some(period) = self.period {
            pairs.extend(
                url::form_urlencoded::parse(period.query().as_bytes())
                    .map(|(key, value)| (key.into_owned(), value.into_owned())),
            );
        }
        let more = self.more.iter();
        pairs.extend(more.map(|(key, value)| ((*key).to_owned(), value.clone())));
        pairs.extend(self.filter.pairs());
        if self.test {
            pairs.push(("test".to_owned(), "1".to_owned()));
        }
        pairs
    }

    /// The same as a part of an address, each pair behind a `&`; empty where all is wanted.
    pub fn query(&self) -> String {
        appended(&self.pairs())
    }

    /// What is wanted but for the words, as a part of an address.
    pub fn without_words(&self) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| key != WORDS);
        appended(&pairs)
    }

    /// Whether nothing narrows the list, whichever kind of responses it is of.
    pub fn is_all(&self) -> bool {
        Self {
            test: false,
            ..self.clone()
        } == Self::default()
    }

    /// A value of a key that the answers themselves have.
    pub fn value(&self, key: &str) -> Option<&str> {
        self.more.get(key).map(String::as_str)
    }

    /// Everything that narrows the list but words, each with the address without it.
    pub fn narrowings(&self) -> Vec<Narrowing> {
        let pairs = self.pairs();
        let days = |key: &str| matches!(key, "days" | "from" | "to");
        let mut narrowings = Vec::new();
        if let Some(period) = self.period {
            let rest = pairs.iter().filter(|(key, _)| !days(key)).cloned();
            narrowings.push(Narrowing {
                key: "period".to_owned(),
                value: period.query(),
                without: appended(&rest.collect::<Vec<_>>()),
            });
        }
        for (key, value) in &pairs {
            if days(key) || key == WORDS || key == "test" {
                continue;
            }
            let rest = pairs.iter().filter(|(other, _)| other != key).cloned();
            narrowings.push(Narrowing {
                key: key.clone(),
                value: value.clone(),
                without: appended(&rest.collect::<Vec<_>>()),
            });
        }
        narrowings
    }

    /// What is asked of the search index.
    pub fn wanted(&self, survey: SurveyId, clock: &Clock, part: Part, limit: usize) -> Wanted {
        let days = self.period.map(|period| period.days(clock.today()));
        let midnight = |day: Date| {
            day.to_zoned(clock.zone.clone())
                .ok()
                .map(|at| at.timestamp())
        };
        let more = self.more.iter();
        let more = more.map(|(key, value)| ((*key).to_owned(), value.clone()));
        Wanted {
            survey,
            test: self.test,
            query: self.words.clone(),
            facets: self.filter.pairs().into_iter().chain(more).collect(),
            from: days.and_then(|days| midnight(days.first)),
            to: days.and_then(|days| midnight(days.last.checked_add(1.day()).ok()?)),
            part,
            limit,
        }
    }
}

/// Pairs as a part of an address.
fn appended(pairs: &[(String, String)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    let query = query.finish();
    if query.is_empty() {
        query
    } else {
        format!("&{query}")
    }
}

/// When and where it is.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The shop's zone.
    pub zone: TimeZone,
    /// The present.
    pub now: Timestamp,
}

impl Clock {
    /// The shop's day.
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }
}

/// One page of what was found.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Where the responses stand, newest first.
    pub places: Vec<AnsweredAt>,
    /// How many were found in all; `None` where nobody knows yet.
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

/// The responses of a survey that are wanted. A list without any narrowing needs no search: it is
/// there while that is made or can't be read.
pub async fn page(
    app: &App,
    survey: SurveyId,
    sought: &Sought,
    clock: &Clock,
    part: Part,
    limit: usize,
) -> Result<Page, Error> {
    let search = app.search()?;
    if sought.words.is_empty() && !sought.words.text().is_empty() {
        // Nothing but punctuation: there is no word to look for.
        return Ok(Page::default());
    }
    let is_plain = sought.is_all() && !matches!(part, Part::Newer(_));
    if is_plain || (sought.is_all() && search.reading().is_some()) {
        let mut page = unsearched(app, survey, sought.test, part, limit).await?;
        if search.reading().is_none() {
            match search.count(survey, sought.test).await {
                Ok(count) => page.count = Some(count),
                Err(error) => Error::Search(error).log(),
            }
        }
        return Ok(page);
    }
    let found = search
        .find(sought.wanted(survey, clock, part, limit))
        .await?;
    let shown = found.before + found.places.len();
    Ok(Page {
        count: Some(found.count),
        before: Some(found.before),
        newer: found.before > 0,
        next: found.places.last().copied().filter(|_| shown < found.count),
        places: found.places,
        behind: found.behind,
    })
}

/// From the newest, or from a place on.
async fn unsearched(
    app: &App,
    survey: SurveyId,
    test: bool,
    part: Part,
    limit: usize,
) -> Result<Page, Error> {
    let after = match part {
        Part::Newest | Part::Newer(_) => None,
        Part::Older(place) => Some(place),
    };
    let Some(head) = app.store().survey(survey).await? else {
        return Ok(Page::default());
    };
    let index = app.index().read(head.value.shop).await?;
    let mut places = index.answered(survey, test, after, limit + 1);
    drop(index);
    let more = places.len() > limit;
    places.truncate(limit);
    Ok(Page {
        count: None,
        before: after.is_none().then_some(0),
        newer: after.is_some(),
        next: places.last().copied().filter(|_| more),
        places,
        behind: false,
    })
}

/// The responses of several surveys that are wanted, newest first, from after a cursor on: what the
/// pages of each list, to be read to the end.
pub async fn listed(
    app: &App,
    surveys: &[SurveyHead],
    sought: &Sought,
    clock: &Clock,
    after: Option<Cursor>,
    limit: usize,
) -> Result<pagination::Page, Error> {
    if sought.is_all() {
        let Some(shop) = surveys.first().map(|survey| survey.shop) else {
            return Ok(pagination::Page::default());
        };
        let index = app.index().read(shop).await?;
        return Ok(pagination::answered(
            &index,
            surveys,
            sought.test,
            after,
            limit,
        ));
    }
    let part = after.map_or(Part::Newest, |cursor| Part::Older(cursor.0));
    let (mut places, mut read_to, mut behind) = (Vec::new(), None, false);
    for survey in surveys {
        let found = page(app, survey.id, sought, clock, part, limit).await?;
        behind |= found.behind;
        read_to = read_to.max(found.next);
        places.extend(found.places);
    }
    // Behind the end of one survey's page, the next response may be its own.
    places.retain(|place| read_to.is_none_or(|end| *place >= end));
    places.sort_by_key(|place| Reverse(*place));
    let next = if places.len() > limit {
        places.truncate(limit);
        places.last().copied()
    } else {
        read_to
    };
    Ok(pagination::Page {
        places,
        next: next.map(Cursor),
        behind,
    })
}

/// A place in a survey's list as it stands in an address: it is of this survey alone, and a
/// changed one is refused.
pub fn cursor(survey: SurveyId, place: AnsweredAt) -> String {
    let seal = seal(survey, place);
    format!("{}-{}-{seal}", place.at.as_millisecond(), place.id)
}

/// Reads what [`cursor`] wrote.
pub fn read_cursor(survey: SurveyId, text: &str) -> Result<AnsweredAt, Error> {
    let parse = || {
        let (place, sealed) = text.rsplit_once('-')?;
        let (at, id) = place.rsplit_once('-')?;
        let place = AnsweredAt {
            at: Timestamp::from_millisecond(at.parse().ok()?).ok()?,
            id: id.parse::<ResponseId>().ok()?,
        };
        (seal(survey, place) == sealed).then_some(place)
    };
    parse().ok_or_else(|| {
        Error::Malformed(
            "This place is not in this list: it is of another survey, or the address was changed. Begin with the newest answers."
                .into(),
        )
    })
}

/// Tells a place that was changed or carried over; it keeps nothing secret.
fn seal(survey: SurveyId, place: AnsweredAt) -> String {
    let mut hash = Sha256::new();
    hash.update(survey.to_bytes());
    hash.update(place.at.as_millisecond().to_be_bytes());
    hash.update(place.id.to_bytes());
    let digits = hash.finalize();
    digits[..4].iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What owners call a key that is no dimension of the index.
pub fn key_name(key: &str) -> Option<&'static str> {
    Some(match key {
        facets::GROUP => "Group",
        SCORE => "Score",
        STATE => "State",
        TEXT => "In words",
        SPOKEN => "Language",
        "period" => "Period",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<Sought, Error> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(address.as_bytes())
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        Sought::parse(&pairs)
    }

    #[test]
    fn what_is_sought_reads_back_from_its_own_address() {
        for address in [
            "",
            "q=late+%22so+late%22",
            "q=%26%3D&days=7&group=low&country=lv&test=1",
            "from=2026-11-01&to=2026-11-30&score=0&text=yes&state=started&spoken=pt",
            "field-campaign=a%26b&product=cup&returning=no",
        ] {
            let sought = parse(address).unwrap();
            assert_eq!(parse(&sought.query()).unwrap(), sought, "{address}");
        }
        assert!(
            parse("days=all&after=&survey=srv_x&test=1")
                .unwrap()
                .is_all()
        );
        assert!(parse("q=+&score=").unwrap().is_all());
    }

    #[test]
    fn what_can_not_be_read_is_told_in_a_sentence() {
        for (address, told) in [
            ("score=11.5", "whole number"),
            ("state=asked", "complete, started or dismissed"),
            ("text=maybe", "yes or no"),
            ("spoken=../etc", "such as lv"),
            ("from=2026-11-30&to=2026-11-01", "ends before it starts"),
            ("group=bad", "low, middle or high"),
        ] {
            let refused = parse(address).unwrap_err();
            assert!(refused.status().is_client_error());
            assert!(refused.to_string().contains(told), "{refused}");
        }
        assert!(parse(&format!("q={}", "a".repeat(300))).is_err());
    }

    #[test]
    fn each_narrowing_can_be_taken_away_alone() {
        let sought = parse("q=late&days=7&group=low&country=LV").unwrap();
        let narrowings = sought.narrowings();
        let keys: Vec<&str> = narrowings.iter().map(|one| &*one.key).collect();
        assert_eq!(keys, ["period", "country", "group"]);
        assert_eq!(narrowings[0].without, "&q=late&country=LV&group=low");
        assert_eq!(narrowings[2].without, "&q=late&days=7&country=LV");
    }

    #[test]
    fn a_place_is_good_for_its_own_list_alone() {
        let (here, elsewhere) = (SurveyId::new(1, 1), SurveyId::new(1, 2));
        let place = AnsweredAt {
            at: Timestamp::from_millisecond(-5).unwrap(),
            id: ResponseId::new(7, 9),
        };
        let text = cursor(here, place);
        assert_eq!(read_cursor(here, &text).unwrap(), place);
        assert!(read_cursor(elsewhere, &text).is_err());
        for position in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[position] = if changed[position] == b'1' {
                b'2'
            } else {
                b'1'
            };
            let changed = String::from_utf8(changed).unwrap();
            assert!(read_cursor(here, &changed).is_err(), "{changed}");
        }
        for wrong in ["", "-", "--", "x", "1-rsp_x-00", "99999999999999999999-a-b"] {
            assert!(read_cursor(here, wrong).is_err());
        }
    }
}
