//! Which days a page or a program looks at, and with which it compares them.
//!
//! An address says `days=7|30|90|365|all`, or `from=2026-11-01&to=2026-11-30`, or one of these two
//! alone. Days are the shop's own.

use crate::refused::Refused;
use jiff::{ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

/// What an address says about the period; every part may be missing or empty. To be flattened into
/// whatever else an address says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct PeriodQuery {
    /// `7`, `30`, `90`, `365` or `all`, up to today.
    pub days: String,
    /// The first day, as in `2026-11-01`.
    pub from: String,
    /// The last day, included.
    pub to: String,
}

impl PeriodQuery {
    /// Reads it out of an address's query, whatever else that says.
    pub fn of(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*name {
                "days" => asked.days = value.into_owned(),
                "from" => asked.from = value.into_owned(),
                "to" => asked.to = value.into_owned(),
                _ => {}
            }
        }
        asked
    }
}

/// Some days in a row, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last; not before the first.
    pub last: Date,
}

impl Days {
    /// Whether a day is one of them.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// How many they are, from 1.
    pub fn count(self) -> i32 {
        self.first
            .until(self.last)
            .map_or(i32::MAX, |span| span.get_days().saturating_add(1))
    }

    /// As many days right before them; `None` where the calendar does not reach back so far.
    pub fn before(self) -> Option<Self> {
        let last = self.first.yesterday().ok()?;
        let first = last.checked_sub((self.count() - 1).days()).ok()?;
        Some(Self { first, last })
    }
}

/// The stretch of time that is looked at: it ends today, or is fixed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// The last 7 days, today included.
    Week,
    /// The last 30 days.
    #[default]
    Month,
    /// The last 90 days.
    Quarter,
    /// The last 365 days.
    Year,
    /// From the first answer to today.
    All,
    /// From a day (else the first answer) to a day (else today). It never ends before it starts.
    Fixed {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
}

impl Period {
    /// Those that end today, as pages offer them.
    pub const ROLLING: [Self; 5] = [
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
        Self::All,
    ];

    /// Reads an address. Unknown `days` are the usual period; `from` and `to` go before them.
    /// Errs where one of these is no day, or the period would end before it starts.
    pub fn parse(asked: &PeriodQuery) -> Result<Self, Refused> {
        let (from, to) = (day(&asked.from)?, day(&asked.to)?);
        match (from, to) {
            (None, None) => Ok(Self::ROLLING
                .into_iter()
                .find(|period| period.days_query() == asked.days)
                .unwrap_or_default()),
            (Some(from), Some(to)) if from > to => Err(Refused::illegal(
                "The period ends before it starts: swap from and to.",
            )),
            (from, to) => Ok(Self::Fixed { from, to }),
        }
    }

    /// The same; `otherwise` where an address says nothing.
    pub fn parse_or(asked: &PeriodQuery, otherwise: Self) -> Result<Self, Refused> {
        if *asked == PeriodQuery::default() {
            return Ok(otherwise);
        }
        Self::parse(asked)
    }

    /// Reads [`Self::query`].
    pub fn of_query(query: &str) -> Result<Self, Refused> {
        Self::parse(&PeriodQuery::of(query))
    }

    /// The days that it is today, for ever.
    #[must_use]
    pub fn fixed(self, today: Date) -> Self {
        let days = self.days(today);
        Self::Fixed {
            from: (days.first > Date::MIN).then_some(days.first),
            to: Some(days.last),
        }
    }

    /// Its days, where today is the shop's. All time begins at [`Date::MIN`].
    pub fn days(self, today: Date) -> Days {
        let rolling = |days: i32| Days {
            first: today.saturating_sub((days - 1).days()),
            last: today,
        };
        match self {
            Self::Week => rolling(7),
            Self::Month => rolling(30),
            Self::Quarter => rolling(90),
            Self::Year => rolling(365),
            Self::All => Days {
                first: Date::MIN,
                last: today,
            },
            Self::Fixed { from, to } => {
                let first = from.unwrap_or(Date::MIN);
                Days {
                    first,
                    last: to.unwrap_or(today).max(first),
                }
            }
        }
    }

    /// The days that it is compared with: as many, right before it. `None` for a period without a
    /// first day.
    pub fn before(self, today: Date) -> Option<Days> {
        match self {
            Self::All | Self::Fixed { from: None, .. } => None,
            period => period.days(today).before(),
        }
    }

    /// What an address says of it: `days=30`, or `from=2026-11-01&to=2026-11-30`.
    pub fn query(self) -> String {
        let Self::Fixed { from, to } = self else {
            return format!("days={}", self.days_query());
        };
        let mut query = String::new();
        for (name, day) in [("from", from), ("to", to)] {
            if let Some(day) = day {
                let and = if query.is_empty() { "" } else { "&" };
                let _ = write!(query, "{and}{name}={day}");
            }
        }
        query
    }

    /// What it is called where it can be chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Week => "7 days",
            Self::Month => "30 days",
            Self::Quarter => "90 days",
            Self::Year => "Year",
            Self::All => "All",
            Self::Fixed { .. } => "Other days",
        }
    }

    /// As the end of a sentence: "… in the last 30 days", "… from 1 to 30 November 2026".
    pub fn in_words(self) -> String {
        match self {
            Self::Week => "in the last 7 days".into(),
            Self::Month => "in the last 30 days".into(),
            Self::Quarter => "in the last 90 days".into(),
            Self::Year => "in the last year".into(),
            Self::All
            | Self::Fixed {
                from: None,
                to: None,
            } => "so far".into(),
            Self::Fixed {
                from: Some(from),
                to: None,
            } => format!("since {}", full(from)),
            Self::Fixed {
                from: None,
                to: Some(to),
            } => format!("up to {}", full(to)),
            Self::Fixed {
                from: Some(from),
                to: Some(to),
            } => between(from, to),
        }
    }

    fn days_query(self) -> &'static str {
        match self {
            Self::Week => "7",
            Self::Month => "30",
            Self::Quarter => "90",
            Self::Year => "365",
            Self::All => "all",
            Self::Fixed { .. } => "",
        }
    }
}

/// A day of an address; `None` for an empty one.
fn day(text: &str) -> Result<Option<Date>, Refused> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| {
        let shown: String = text.chars().take(20).collect();
        Refused::unreadable(format!(
            "“{shown}” is no day: write year, month and day, as in 2026-11-30."
        ))
    })
}

/// A space that keeps a day on one line.
const KEEP: char = '\u{a0}';

fn full(day: Date) -> String {
    day.strftime(&format!("%-d{KEEP}%B{KEEP}%Y")).to_string()
}

/// Two days without saying twice what they share.
fn between(from: Date, to: Date) -> String {
    if from == to {
        return format!("on {}", full(to));
    }
    let start = match () {
        () if from.year() != to.year() => full(from),
        () if from.month() != to.month() => from.strftime(&format!("%-d{KEEP}%B")).to_string(),
        () => from.day().to_string(),
    };
    format!("from {start} to {}", full(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn parse(days: &str, from: &str, to: &str) -> Result<Period, Refused> {
        Period::parse(&PeriodQuery {
            days: days.into(),
            from: from.into(),
            to: to.into(),
        })
    }

    const TODAY: Date = date(2026, 11, 21);

    #[test]
    fn an_unknown_number_of_days_is_the_usual_period() {
        assert_eq!(parse("90", "", "").unwrap(), Period::Quarter);
        assert_eq!(parse("-1", "", "").unwrap(), Period::Month);
        assert_eq!(parse("", "", "").unwrap(), Period::Month);
    }

    #[test]
    fn a_period_that_ends_before_it_starts_is_refused_in_a_sentence() {
        let refused = parse("", "2026-11-30", "2026-11-01").unwrap_err();
        assert!(matches!(refused, Refused::Illegal(_)));
        assert!(
            refused.to_string().contains("ends before it starts"),
            "{refused}"
        );
    }

    #[test]
    fn what_is_no_day_is_refused_and_named() {
        for text in ["2026-02-30", "yesterday", "99999-01-01", "2026-11-01T"] {
            let refused = parse("", text, "").unwrap_err();
            assert!(matches!(refused, Refused::Unreadable(_)));
            assert!(refused.to_string().contains(text), "{refused}");
        }
    }

    #[test]
    fn two_days_go_before_a_number_of_days() {
        let period = parse("7", " 2026-11-01 ", "2026-11-30").unwrap();
        let days = period.days(TODAY);
        assert_eq!(
            (days.first, days.last),
            (date(2026, 11, 1), date(2026, 11, 30))
        );
        assert_eq!(days.count(), 30);
        let before = period.before(TODAY).unwrap();
        assert_eq!(
            (before.first, before.last),
            (date(2026, 10, 2), date(2026, 10, 31))
        );
    }

    #[test]
    fn a_rolling_period_ends_today() {
        let days = Period::Month.days(TODAY);
        assert_eq!((days.count(), days.last), (30, TODAY));
        let before = Period::Month.before(TODAY).unwrap();
        assert_eq!(
            (before.count(), before.last),
            (30, days.first.yesterday().unwrap())
        );
        assert_eq!(Period::All.before(TODAY), None);
        assert_eq!(parse("", "", "2026-01-01").unwrap().before(TODAY), None);
        let future = parse("", "2027-01-01", "").unwrap().days(TODAY);
        assert_eq!(
            (future.first, future.last),
            (date(2027, 1, 1), date(2027, 1, 1))
        );
    }

    #[test]
    fn the_ends_of_the_calendar_are_days_too() {
        let period = parse("", "0000-01-01", "9999-12-31").unwrap();
        assert!(period.days(TODAY).count() > 3_000_000);
        assert_eq!(period.before(TODAY), None);
    }

    #[test]
    fn the_words_do_not_repeat_what_both_days_share() {
        let words = |from, to| parse("", from, to).unwrap().in_words().replace(KEEP, " ");
        assert_eq!(
            words("2026-11-01", "2026-11-30"),
            "from 1 to 30 November 2026"
        );
        assert_eq!(
            words("2026-10-05", "2026-11-30"),
            "from 5 October to 30 November 2026"
        );
        assert_eq!(
            words("2025-12-31", "2026-01-01"),
            "from 31 December 2025 to 1 January 2026"
        );
        assert_eq!(words("2026-11-01", "2026-11-01"), "on 1 November 2026");
        assert_eq!(words("2026-11-01", ""), "since 1 November 2026");
        assert_eq!(words("", "2026-11-01"), "up to 1 November 2026");
    }

    proptest! {
        #[test]
        fn an_address_says_the_same_period_again(from in 0..4000_i32, length in 0..900_i32) {
            let from = date(2020, 1, 1) + from.days();
            let period = Period::Fixed { from: Some(from), to: Some(from + length.days()) };
            prop_assert_eq!(Period::of_query(&period.query()).unwrap(), period);
            prop_assert_eq!(period.fixed(TODAY), period);
            let (days, before) = (period.days(TODAY), period.before(TODAY).unwrap());
            prop_assert_eq!(days.count(), length + 1);
            prop_assert_eq!(before.count(), days.count());
            prop_assert_eq!(before.last.tomorrow().unwrap(), days.first);
        }
    }
}
