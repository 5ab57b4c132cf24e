//! Which responses somebody looks for: words, attributes and a period, read from an address and written
//! into one.

use crate::services::error::Error;
use afterword_domain::period::{Period, PeriodQuery};
use afterword_shared::id::SurveyId;
use afterword_views::{
    index::Filter,
    search::{
        Part, Query, Wanted,
        facets::{SCORE, SPOKEN, STATE, TEXT},
    },
};
use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use std::collections::BTreeMap;

/// The name of the searched words in an address.
pub const WORDS: &str = "q";

/// Which of the answered responses are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseFilter {
    /// Test responses instead of those that count.
    pub test: bool,
    /// With these words.
    pub words: Query,
    /// In this period; `None` for all time.
    pub period: Option<Period>,
    /// With these values and of this group.
    pub attributes: Filter,
    /// With this rating: its key, state, text or language, each as [`afterword_views::search::facets`] names it.
    more: BTreeMap<&'static str, String>,
}

/// A part of a filter, to be shown and taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    /// Its key in the address; of the period `period`.
    pub key: String,
    /// Its value in the address.
    pub value: String,
    /// The filter without it, for an address.
    pub without: String,
}

impl ResponseFilter {
    /// Reads the parts of an address. Errs with a sentence where one can't be.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, Error> {
        let text = |name: &str| -> &str {
            let pair = pairs.iter().find(|(key, _)| key == name);
            pair.map_or("", |(_, value)| value.trim())
        };
        let period = PeriodQuery {
            days: text("days").into(),
            from: text("from").into(),
            to: text("to").into(),
        };
        let period = Period::parse_or(&period, Period::All)?;
        let period = Some(period).filter(|period| *period != Period::All);
        let mut more = BTreeMap::new();
        let mut add = |key: &'static str, legal: fn(&str) -> bool, values: &str| {
            let value = text(key);
            if value.is_empty() {
                return Ok(());
            }
            if !legal(value) {
                let shown: String = value.chars().take(40).collect();
                return Err(Error::Refused(format!(
                    "“{key}” can be {values}, not “{shown}”."
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
            attributes: Filter::parse(pairs.iter().map(|(key, value)| (key, value)))?,
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
        pairs.extend(self.attributes.pairs());
        if self.test {
            pairs.push(("test".to_owned(), "1".to_owned()));
        }
        pairs
    }

    /// The same as a part of an address, each pair behind a `&`; empty where nothing narrows the list.
    pub fn query(&self) -> String {
        appended(&self.pairs())
    }

    /// The same but for the words.
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

    /// Whether words were typed and none of them can be looked for: nothing but punctuation.
    pub fn has_no_word(&self) -> bool {
        self.words.is_empty() && !self.words.text().is_empty()
    }

    /// The filter of one survey as a question for the search.
    pub fn search_query(
        &self,
        survey: SurveyId,
        time: &ShopTime,
        part: Part,
        limit: usize,
    ) -> Wanted {
        let days = self.period.map(|period| period.days(time.today()));
        let midnight = |day: Date| {
            day.to_zoned(time.zone.clone())
                .ok()
                .map(|at| at.timestamp())
        };
        let more = self.more.iter();
        let more = more.map(|(key, value)| ((*key).to_owned(), value.clone()));
        Wanted {
            survey,
            test: self.test,
            query: self.words.clone(),
            facets: self.attributes.pairs().into_iter().chain(more).collect(),
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

/// The present, in a shop.
#[derive(Clone, Debug)]
pub struct ShopTime {
    /// The shop's zone.
    pub zone: TimeZone,
    /// The present.
    pub now: Timestamp,
}

impl ShopTime {
    /// The shop's day.
    pub fn today(&self) -> Date {
        self.now.to_zoned(self.zone.clone()).date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(address: &str) -> Result<ResponseFilter, Error> {
        let pairs: Vec<(String, String)> = url::form_urlencoded::parse(address.as_bytes())
            .map(|(key, value)| (key.into_owned(), value.into_owned()))
            .collect();
        ResponseFilter::parse(&pairs)
    }

    #[test]
    fn a_filter_reads_back_from_its_own_address() {
        for address in [
            "",
            "q=late+%22so+late%22",
            "q=%26%3D&days=7&group=low&country=lv&test=1",
            "from=2026-11-01&to=2026-11-30&score=0&text=yes&state=started&spoken=pt",
            "field-campaign=a%26b&product=cup&returning=no",
        ] {
            let filter = parse(address).unwrap();
            assert_eq!(parse(&filter.query()).unwrap(), filter, "{address}");
        }
        assert!(
            parse("days=all&after=&survey=srv_x&test=1")
                .unwrap()
                .is_all()
        );
        assert!(parse("q=+&score=").unwrap().is_all());
    }

    #[test]
    fn what_can_not_be_read_is_refused_in_a_sentence() {
        for (address, said) in [
            ("score=11.5", "whole number"),
            ("state=asked", "complete, started or dismissed"),
            ("text=maybe", "yes or no"),
            ("spoken=../etc", "such as lv"),
            ("from=2026-11-30&to=2026-11-01", "ends before it starts"),
            ("group=bad", "low, middle or high"),
        ] {
            let refused = parse(address).unwrap_err();
            assert!(refused.status().is_client_error());
            assert!(refused.to_string().contains(said), "{refused}");
        }
        assert!(parse(&format!("q={}", "a".repeat(300))).is_err());
    }

    #[test]
    fn each_narrowing_can_be_taken_away_alone() {
        let filter = parse("q=late&days=7&group=low&country=LV").unwrap();
        let narrowings = filter.narrowings();
        let keys: Vec<&str> = narrowings.iter().map(|one| &*one.key).collect();
        assert_eq!(keys, ["period", "country", "group"]);
        assert_eq!(narrowings[0].without, "&q=late&country=LV&group=low");
        assert_eq!(narrowings[2].without, "&q=late&days=7&country=LV");
    }
}
