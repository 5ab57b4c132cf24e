//! How days, moments and lengths of time read.

use crate::{
    Language,
    number::{NO_BREAK, unbroken},
};
use afterword_domain::period::Period;
use jiff::{SignedDuration, Timestamp, Zoned, civil::Date, civil::Time, tz::TimeZone};

impl Language {
    /// A length of time as people say it: `9 seconds`, `1 min 20 s`, `2 h`, `3 days`.
    pub fn duration(self, time: SignedDuration) -> String {
        let seconds = time.as_secs().unsigned_abs();
        let text = match seconds {
            0..90 => self.units_seconds(seconds.max(1)),
            90..600 => match seconds % 60 {
                0 => self.units_minutes(seconds / 60),
                rest => self.units_minutes_and_seconds(seconds / 60, rest),
            },
            600..7200 => self.units_minutes(seconds / 60),
            7200..172_800 => self.units_hours(seconds / 3600),
            _ => self.units_days(seconds / 86_400),
        };
        unbroken(&text)
    }

    /// How long ago, in few letters: `just now`, `2 min`, `5 h`, `3 days`, then the day.
    pub fn ago(self, at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
        let seconds = u64::try_from(now.as_second() - at.as_second()).unwrap_or(0);
        match seconds {
            0..60 => self.units_just_now().to_owned(),
            60..3600 => unbroken(&self.units_minutes(seconds / 60)),
            3600..86_400 => unbroken(&self.units_hours(seconds / 3600)),
            86_400..604_800 => unbroken(&self.units_days(seconds / 86_400)),
            _ => self.day(at.to_zoned(zone.clone()).date(), now, zone),
        }
    }

    /// A day, with its year only where it is not this one: `3 March`, `3 March 2024`.
    pub fn day(self, date: Date, now: Timestamp, zone: &TimeZone) -> String {
        if date.year() == now.to_zoned(zone.clone()).year() {
            let month = name(&self.facts().months, date);
            unbroken(&self.dates_day(day_of(date), month))
        } else {
            self.full_day(date)
        }
    }

    /// A day with its year: `3 March 2024`.
    pub fn full_day(self, date: Date) -> String {
        unbroken(&self.loose_full_day(date))
    }

    /// The same where a long sentence may break inside of it.
    fn loose_full_day(self, date: Date) -> String {
        let month = name(&self.facts().months, date);
        let day = self.dates_full_day(day_of(date), month, &self.year(date));
        day.replace(NO_BREAK, " ")
    }

    /// A day in few letters, for axes and tables: `3 Mar`.
    pub fn short_day(self, date: Date) -> String {
        let month = name(&self.facts().short_months, date);
        unbroken(&self.dates_short_day(day_of(date), month))
    }

    /// A day in few letters with its year, where there are several: `3 Mar 2024`.
    pub fn short_full_day(self, date: Date) -> String {
        let month = name(&self.facts().short_months, date);
        unbroken(&self.dates_short_full_day(day_of(date), month, &self.year(date)))
    }

    /// A month with its year: `March 2024`.
    pub fn month(self, first: Date) -> String {
        let month = name(&self.facts().months_alone, first);
        unbroken(&self.dates_month(month, &self.year(first)))
    }

    /// A month in few letters with its year, for axes and tables: `Mar 2024`.
    pub fn short_month(self, first: Date) -> String {
        let month = name(&self.facts().short_months_alone, first);
        unbroken(&self.dates_short_month(month, &self.year(first)))
    }

    /// A day with its year behind "since", "from" or "to", where many languages would decline the
    /// names of months: `3 March 2024`, in Latvian `03.03.2024`.
    pub fn day_inside(self, date: Date) -> String {
        let (day, month, day_digits, month_digits) = self.parts(date);
        let year = self.year(date);
        unbroken(&self.dates_inside(day, month, &day_digits, &month_digits, &year))
    }

    /// The days that are looked at, inside of a sentence: `in the last 30 days`,
    /// `from 3 to 9 March 2026`.
    pub fn period(self, period: Period) -> String {
        let text = match period {
            Period::Week => self.periods_week(),
            Period::Month => self.periods_month(),
            Period::Quarter => self.periods_quarter(),
            Period::Year => self.periods_year(),
            Period::All
            | Period::Fixed {
                from: None,
                to: None,
            } => self.periods_all(),
            Period::Fixed {
                from: Some(from),
                to: None,
            } => return self.periods_since(&self.day_inside(from)),
            Period::Fixed {
                from: None,
                to: Some(to),
            } => return self.periods_until(&self.day_inside(to)),
            Period::Fixed {
                from: Some(from),
                to: Some(to),
            } => return self.between(from, to),
        };
        text.to_owned()
    }

    fn between(self, from: Date, to: Date) -> String {
        let end = self.day_inside(to);
        if from == to {
            return self.periods_on(&end);
        }
        let (day, month, day_digits, month_digits) = self.parts(from);
        let start = if from.year() != to.year() {
            self.day_inside(from)
        } else if from.month() != to.month() {
            unbroken(&self.dates_inside_year(day, month, &day_digits, &month_digits))
        } else {
            unbroken(&self.dates_inside_month(day, month, &day_digits, &month_digits))
        };
        self.periods_from_to(&start, &end)
    }

    fn parts(self, date: Date) -> (u64, &'static str, String, String) {
        (
            day_of(date),
            name(&self.facts().months, date),
            self.two_digits(date.day()),
            self.two_digits(date.month()),
        )
    }

    /// A week, by its first day: `Week of 7 Sep`.
    pub fn week(self, first: Date) -> String {
        self.dates_week_of(&self.short_day(first))
    }

    /// The name of a weekday: `Saturday`.
    pub fn weekday(self, date: Date) -> &'static str {
        name_at(
            &self.facts().weekdays,
            date.weekday().to_monday_zero_offset(),
        )
    }

    /// A time of the day: `14:03`.
    pub fn time(self, time: Time) -> String {
        let [hour, minute] = [time.hour(), time.minute()].map(|part| self.two_digits(part));
        self.dates_time(&hour, &minute)
    }

    /// A moment in full: `Saturday, 21 November 2026, 14:03 (Europe/Riga)`.
    pub fn moment(self, at: Timestamp, zone: &TimeZone) -> String {
        let at = at.to_zoned(zone.clone());
        self.dates_moment(
            self.weekday(at.date()),
            &self.loose_full_day(at.date()),
            &self.time(at.time()),
            zone_name(zone),
        )
    }

    /// A moment to the second, for tables of what happened: `21 November 2026, 14:03:05`.
    pub fn exact_moment(self, at: &Zoned) -> String {
        let [hour, minute, second] =
            [at.hour(), at.minute(), at.second()].map(|part| self.two_digits(part));
        let time = self.dates_exact_time(&hour, &minute, &second);
        self.dates_exact_moment(&self.loose_full_day(at.date()), &time)
    }

    fn year(self, date: Date) -> String {
        self.figures().bare(date.year(), 1)
    }

    fn two_digits(self, part: i8) -> String {
        self.figures().bare(part.into(), 2)
    }
}

fn day_of(date: Date) -> u64 {
    date.day().unsigned_abs().into()
}

fn name(months: &[&'static str; 12], date: Date) -> &'static str {
    name_at(months, date.month() - 1)
}

fn name_at(names: &[&'static str], place: i8) -> &'static str {
    names[usize::from(place.unsigned_abs())]
}

/// A zone's name in the IANA's list.
fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{english, latvian, plain_spaces};
    use jiff::civil::date;

    fn now() -> Timestamp {
        "2026-11-21T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_length_of_time_reads_as_people_say_it() {
        let duration = |language: Language, seconds| {
            plain_spaces(&language.duration(SignedDuration::from_secs(seconds)))
        };
        for (seconds, en, lv) in [
            (0, "1 second", "1 sekunde"),
            (9, "9 seconds", "9 sekundes"),
            (11, "11 seconds", "11 sekunžu"),
            (21, "21 seconds", "21 sekunde"),
            (100, "1 min 40 s", "1 min 40 s"),
            (120, "2 min", "2 min"),
            (3000, "50 min", "50 min"),
            (7200, "2 h", "2 h"),
            (200_000, "2 days", "2 dienas"),
            (864_000, "10 days", "10 dienu"),
        ] {
            assert_eq!(duration(english(), seconds), en);
            assert_eq!(duration(latvian(), seconds), lv);
        }
        let whole = english().duration(SignedDuration::from_secs(100));
        assert_eq!(whole, "1\u{a0}min\u{a0}40\u{a0}s");
    }

    #[test]
    fn a_time_reads_as_its_distance_and_then_as_its_date() {
        let at = |text: &str| english().ago(text.parse().unwrap(), now(), &TimeZone::UTC);
        assert_eq!(at("2026-11-21T11:59:30Z"), "just now");
        assert_eq!(at("2026-11-21T12:00:30Z"), "just now");
        assert_eq!(at("2026-11-21T11:58:00Z"), "2\u{a0}min");
        assert_eq!(at("2026-11-21T07:00:00Z"), "5\u{a0}h");
        assert_eq!(at("2026-11-20T11:58:00Z"), "1\u{a0}day");
        assert_eq!(at("2026-11-18T11:58:00Z"), "3\u{a0}days");
        assert_eq!(at("2026-11-01T11:58:00Z"), "1\u{a0}November");
        assert_eq!(at("2025-11-01T11:58:00Z"), "1\u{a0}November\u{a0}2025");
        let at = |text: &str| latvian().ago(text.parse().unwrap(), now(), &TimeZone::UTC);
        assert_eq!(at("2026-11-21T11:59:30Z"), "tikko");
        assert_eq!(at("2026-11-20T11:58:00Z"), "1\u{a0}diena");
        assert_eq!(at("2026-11-01T11:58:00Z"), "1.\u{a0}novembris");
    }

    #[test]
    fn a_day_has_its_year_where_that_is_another_one() {
        let day =
            |language: Language, date| plain_spaces(&language.day(date, now(), &TimeZone::UTC));
        assert_eq!(day(english(), date(2026, 3, 3)), "3 March");
        assert_eq!(day(english(), date(2024, 3, 3)), "3 March 2024");
        assert_eq!(day(latvian(), date(2026, 3, 3)), "3. marts");
        assert_eq!(day(latvian(), date(2024, 3, 3)), "2024. gada 3. marts");
    }

    #[test]
    fn days_and_months_are_short_where_there_is_little_room() {
        let september = date(2026, 9, 7);
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.short_day(september), "7\u{a0}Sep");
        assert_eq!(en.week(september), "Week of 7\u{a0}Sep");
        assert_eq!(en.short_full_day(september), "7\u{a0}Sep\u{a0}2026");
        assert_eq!(en.short_month(september), "Sep\u{a0}2026");
        assert_eq!(en.month(september), "September\u{a0}2026");
        assert_eq!(plain_spaces(&lv.short_day(september)), "7. sept.");
        assert_eq!(
            plain_spaces(&lv.short_full_day(september)),
            "2026. g. 7. sept."
        );
        assert_eq!(plain_spaces(&lv.short_month(september)), "2026. g. sept.");
        assert_eq!(plain_spaces(&lv.month(september)), "2026. gada septembris");
    }

    #[test]
    fn a_period_reads_inside_of_a_sentence() {
        let days = |from, to| Period::Fixed { from, to };
        let [first, last] = [date(2026, 3, 3), date(2026, 3, 9)];
        for (period, en, lv) in [
            (Period::Month, "in the last 30 days", "pēdējās 30 dienās"),
            (Period::All, "so far", "līdz šim"),
            (days(None, None), "so far", "līdz šim"),
            (
                days(Some(first), None),
                "since 3 March 2026",
                "kopš 03.03.2026",
            ),
            (
                days(None, Some(last)),
                "up to 9 March 2026",
                "līdz 09.03.2026",
            ),
            (
                days(Some(first), Some(first)),
                "on 3 March 2026",
                "03.03.2026",
            ),
            (
                days(Some(first), Some(last)),
                "from 3 to 9 March 2026",
                "no 03.03. līdz 09.03.2026",
            ),
            (
                days(Some(date(2026, 1, 31)), Some(last)),
                "from 31 January to 9 March 2026",
                "no 31.01. līdz 09.03.2026",
            ),
            (
                days(Some(date(2025, 3, 3)), Some(last)),
                "from 3 March 2025 to 9 March 2026",
                "no 03.03.2025 līdz 09.03.2026",
            ),
        ] {
            assert_eq!(plain_spaces(&english().period(period)), en);
            assert_eq!(plain_spaces(&latvian().period(period)), lv);
        }
    }

    #[test]
    fn a_moment_in_full_has_its_weekday_and_zone() {
        let riga = TimeZone::get("Europe/Riga").unwrap();
        let at: Timestamp = "2026-11-21T12:03:05Z".parse().unwrap();
        assert_eq!(
            english().moment(at, &riga),
            "Saturday, 21 November 2026, 14:03 (Europe/Riga)"
        );
        assert_eq!(
            latvian().moment(at, &riga),
            "2026. gada 21. novembris, sestdiena, 14:03 (Europe/Riga)"
        );
        assert_eq!(
            english().exact_moment(&at.to_zoned(riga)),
            "21 November 2026, 14:03:05"
        );
        assert_eq!(english().time(jiff::civil::time(9, 5, 0, 0)), "09:05");
    }
}
