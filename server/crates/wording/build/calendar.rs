//! Names of months and weekdays in a language, from ICU's data. They are read when the crate is
//! built, so the program carries those of the languages that it has and no others.

use icu_calendar::{Date, Gregorian};
use icu_datetime::{
    fieldsets::enums::DateFieldSet,
    pattern::{DateTimePattern, FixedCalendarDateTimeNames},
};
use icu_locale_core::Locale;
use writeable::TryWriteable;

/// The names of one language.
pub struct Calendar {
    /// As they stand beside a day: `3 March`, `3 марта`.
    pub months: Vec<String>,
    /// As they stand without one: `March 2026`, `март 2026`.
    pub months_alone: Vec<String>,
    /// In few letters, beside a day.
    pub short_months: Vec<String>,
    /// In few letters, without one.
    pub short_months_alone: Vec<String>,
    /// From Monday on.
    pub weekdays: Vec<String>,
}

impl Calendar {
    /// Those of a language; `None` where ICU does not know it.
    pub fn of(tag: &str) -> Option<Self> {
        let locale: Locale = tag.parse().ok()?;
        let months = |pattern| names(&locale, pattern, (1..=12).map(|month| (month, 1)));
        // The 5th of January 2026 is a Monday.
        let weekdays = names(&locale, "EEEE", (5..=11).map(|day| (1, day)))?;
        let calendar = Self {
            months: months("MMMM")?,
            months_alone: months("LLLL")?,
            short_months: months("MMM")?,
            short_months_alone: months("LLL")?,
            weekdays,
        };
        // What a language without data is given.
        let known = calendar.months[0] != "M01";
        known.then_some(calendar)
    }
}

fn names(
    locale: &Locale,
    pattern: &str,
    days: impl Iterator<Item = (u8, u8)>,
) -> Option<Vec<String>> {
    let pattern: DateTimePattern = pattern.parse().ok()?;
    let mut names =
        FixedCalendarDateTimeNames::<Gregorian, DateFieldSet>::try_new(locale.clone().into())
            .ok()?;
    let formatter = names.include_for_pattern(&pattern).ok()?;
    days.map(|(month, day)| {
        let date = Date::try_new_gregorian(2026, month, day).ok()?;
        let name = formatter.format(&date);
        Some(name.try_write_to_string().ok()?.into_owned())
    })
    .collect()
}
