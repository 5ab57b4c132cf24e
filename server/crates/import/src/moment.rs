//! Days and times as people and tools write them.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime, Time},
    tz::{Offset, TimeZone},
};
use serde::{Deserialize, Serialize};

/// In which order day and month stand where both could be either: 3/4/2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// 3 April.
    DayFirst,
    /// March 4.
    MonthFirst,
}

impl DayOrder {
    /// The order that a form or the command line names.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "day_first" | "dmy" => Some(Self::DayFirst),
            "month_first" | "mdy" => Some(Self::MonthFirst),
            _ => None,
        }
    }

    /// Its name in a form.
    pub fn key(self) -> &'static str {
        match self {
            Self::DayFirst => "day_first",
            Self::MonthFirst => "month_first",
        }
    }
}

/// What a text says of the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// It can be read in one way only.
    Plain,
    /// Only with the day first.
    DayFirst,
    /// Only with the month first.
    MonthFirst,
    /// In both ways.
    Either,
}

/// What some texts of a file say of the order of day and month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// How many can be read with the day first only.
    pub day_first: u64,
    /// How many can be read with the month first only.
    pub month_first: u64,
    /// How many can be read both ways.
    pub either: u64,
}

impl Evidence {
    /// Takes one text into account.
    pub fn add(&mut self, text: &str) {
        match Parts::read(text).map(|parts| parts.shape()) {
            Some(Shape::DayFirst) => self.day_first += 1,
            Some(Shape::MonthFirst) => self.month_first += 1,
            Some(Shape::Either) => self.either += 1,
            Some(Shape::Plain) | None => {}
        }
    }

    /// The order, where the texts leave no doubt.
    pub fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (0, 0) if self.either == 0 => Some(DayOrder::DayFirst),
            (1.., 0) => Some(DayOrder::DayFirst),
            (0, 1..) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

/// Reads a moment; where the text has no offset of its own it is a time in `zone`, and midnight
/// where it has no time. `None` where it can't be read so.
pub fn moment(text: &str, order: DayOrder, zone: &TimeZone) -> Option<Timestamp> {
    let parts = Parts::read(text)?;
    if let Days::Since(at) = parts.days {
        return Some(at);
    }
    let date = parts.date(order)?;
    let local = DateTime::from_parts(date, parts.time);
    let zone = parts.offset.map_or_else(|| zone.clone(), TimeZone::fixed);
    let at = local.to_zoned(zone).ok()?.timestamp();
    Timestamp::from_millisecond(at.as_millisecond()).ok()
}

/// The day of a text, as its three numbers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Days {
    /// Year, month, day.
    Year(i16, i8, i8),
    /// Two numbers whose meaning the file decides, and the year.
    Two(i8, i8, i16),
    /// No day at all: seconds, milliseconds or days since some beginning.
    Since(Timestamp),
}

#[derive(Clone, Copy, Debug)]
struct Parts {
    days: Days,
    time: Time,
    offset: Option<Offset>,
}

impl Parts {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(at) = number(text) {
            return Some(Self {
                days: Days::Since(at),
                time: Time::midnight(),
                offset: None,
            });
        }
        let mut scan = Scan(text);
        let days = scan.days()?;
        scan.gap();
        let time = scan.time()?;
        scan.gap();
        let offset = scan.offset()?;
        // A zone's name in brackets repeats the offset before it.
        let rest = scan.0.trim();
        (rest.is_empty() || (rest.starts_with(['(', '[']) && offset.is_some())).then_some(Self {
            days,
            time,
            offset,
        })
    }

    fn shape(&self) -> Shape {
        let Days::Two(first, second, year) = self.days else {
            return Shape::Plain;
        };
        let legal = |month, day| Date::new(year, month, day).is_ok();
        match (legal(second, first), legal(first, second)) {
            _ if first == second => Shape::Plain,
            (true, true) => Shape::Either,
            (true, false) => Shape::DayFirst,
            (false, true) => Shape::MonthFirst,
            (false, false) => Shape::Plain,
        }
    }

    fn date(&self, order: DayOrder) -> Option<Date> {
        match (self.days, order) {
            (Days::Year(year, month, day), _)
            | (Days::Two(day, month, year), DayOrder::DayFirst)
            | (Days::Two(month, day, year), DayOrder::MonthFirst) => {
                Date::new(year, month, day).ok()
            }
            (Days::Since(_), _) => None,
        }
    }
}

/// A moment that is one number: `1795287873` (seconds), `1795287873000` (milliseconds),
/// `20261121` (a day), `46347.5` (days as spreadsheets count them).
fn number(text: &str) -> Option<Timestamp> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    match (whole.len(), fraction.len()) {
        (10, 0) => Timestamp::from_second(value).ok(),
        (13, 0) => Timestamp::from_millisecond(value).ok(),
        (10, _) => {
            let milliseconds: i64 = format!("{fraction:0<3.3}").parse().ok()?;
            Timestamp::from_millisecond(value * 1000 + milliseconds).ok()
        }
        (5, _) => {
            let day: f64 = text.parse().ok()?;
            let seconds = ((day - 25_569.0) * 86_400.0).round();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "five digits of days are few seconds"
            )]
            let seconds = seconds as i64;
            Timestamp::from_second(seconds)
                .ok()
                .filter(|at| *at > Timestamp::UNIX_EPOCH)
        }
        _ => None,
    }
}

/// What is left of a text.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// Takes digits, at least one and at most so many; also how many there were.
    fn digits(&mut self, most: usize) -> Option<(i64, usize)> {
        let count = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 || count > most {
            return None;
        }
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        Some((digits.parse().ok()?, count))
    }

    /// Takes one of these letters.
    fn one_of(&mut self, letters: &[char]) -> Option<char> {
        let letter = self.0.chars().next().filter(|c| letters.contains(c))?;
        self.0 = &self.0[letter.len_utf8()..];
        Some(letter)
    }

    fn gap(&mut self) {
        self.0 = self
            .0
            .trim_start_matches([' ', '\u{a0}', '\u{202f}', ',', 'T', 't']);
    }

    fn spaces(&mut self) {
        self.0 = self
            .0
            .trim_start_matches([' ', '\u{a0}', '\u{202f}', ',', '.', '-', '/']);
    }

    /// Takes a word of letters.
    fn word(&mut self) -> Option<String> {
        let length: usize = self
            .0
            .chars()
            .take_while(|c| c.is_alphabetic())
            .map(char::len_utf8)
            .sum();
        let (word, rest) = self.0.split_at(length);
        (!word.is_empty()).then(|| {
            self.0 = rest;
            word.to_lowercase()
        })
    }

    fn days(&mut self) -> Option<Days> {
        if self.0.starts_with(char::is_alphabetic) {
            return self.month_day_year();
        }
        let (first, length) = self.digits(8)?;
        if length == 8 {
            let narrow = |n: i64| i8::try_from(n).ok();
            let year = i16::try_from(first / 10_000).ok()?;
            return Some(Days::Year(
                year,
                narrow(first / 100 % 100)?,
                narrow(first % 100)?,
            ));
        }
        let between = self.one_of(&['-', '/', '.', '年', '년', ' '])?;
        let before = self.0;
        self.spaces();
        if self.0.starts_with(|c: char| c.is_alphabetic() && c != 'T') && length <= 2 {
            // 5 Jan 2026, 5. janvāris 2026
            let month = month(&self.word()?)?;
            self.spaces();
            let year = self.year()?;
            return Some(Days::Year(year, month, i8::try_from(first).ok()?));
        }
        if between != '.' {
            self.0 = before;
        }
        let (second, _) = self.digits(2)?;
        let second = i8::try_from(second).ok()?;
        if length == 4 {
            self.one_of(&['-', '/', '.', '月', '월', ' '])?;
            self.0 = self.0.trim_start_matches(' ');
            let (third, _) = self.digits(2)?;
            self.one_of(&['日', '일', '.']);
            let year = i16::try_from(first).ok()?;
            return Some(Days::Year(year, second, i8::try_from(third).ok()?));
        }
        let again = self.one_of(&['-', '/', '.', ' '])?;
        self.0 = self.0.trim_start_matches(' ');
        let year = self.year()?;
        self.0 = self.0.strip_prefix('.').unwrap_or(self.0);
        let first = i8::try_from(first).ok()?;
        // With points the day is first wherever points are written.
        Some(if between == '.' && again == '.' {
            Days::Year(year, second, first)
        } else {
            Days::Two(first, second, year)
        })
    }

    /// Jan 5, 2026; also with the day of the week before.
    fn month_day_year(&mut self) -> Option<Days> {
        let mut word = self.word()?;
        self.spaces();
        if month(&word).is_none() {
            if self.0.starts_with(|c: char| c.is_ascii_digit()) {
                return self.days();
            }
            word = self.word()?;
            self.spaces();
        }
        let month = month(&word)?;
        let (day, _) = self.digits(2)?;
        for ending in ["st", "nd", "rd", "th"] {
            self.0 = self.0.strip_prefix(ending).unwrap_or(self.0);
        }
        self.spaces();
        let year = self.year()?;
        Some(Days::Year(year, month, i8::try_from(day).ok()?))
    }

    /// A year of four digits, or of two from 1970 to 2069.
    fn year(&mut self) -> Option<i16> {
        let (year, length) = self.digits(4)?;
        let year = match (length, year) {
            (4, year) => year,
            (2, 70..) => 1900 + year,
            (2, year) => 2000 + year,
            _ => return None,
        };
        i16::try_from(year).ok()
    }

    /// A time of the day; midnight where there is none.
    fn time(&mut self) -> Option<Time> {
        if !self.0.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Time::midnight());
        }
        let (mut hour, _) = self.digits(2)?;
        self.one_of(&[':', '.', 'h'])?;
        let (minute, _) = self.digits(2)?;
        let mut second = 0;
        let mut nanosecond = 0;
        if self.one_of(&[':', '.']).is_some() {
            (second, _) = self.digits(2)?;
            if self.one_of(&['.', ',']).is_some() {
                let (fraction, length) = self.digits(9)?;
                nanosecond = fraction * 10_i64.pow(u32::try_from(9 - length).ok()?);
            }
        }
        let half = self.0.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let marks: [(&str, i64); 8] = [
            ("am", 0),
            ("a.m.", 0),
            ("a. m.", 0),
            ("上午", 0),
            ("pm", 12),
            ("p.m.", 12),
            ("p. m.", 12),
            ("下午", 12),
        ];
        let lower: String = half.chars().take(5).collect::<String>().to_lowercase();
        if let Some((mark, more)) = marks.iter().find(|(mark, _)| lower.starts_with(mark)) {
            if !(1..=12).contains(&hour) {
                return None;
            }
            hour = hour % 12 + more;
            self.0 = half.get(mark.len()..)?;
        }
        Time::new(
            i8::try_from(hour).ok()?,
            i8::try_from(minute).ok()?,
            i8::try_from(second.min(59)).ok()?,
            i32::try_from(nanosecond).ok()?,
        )
        .ok()
    }

    /// An offset; `Some(None)` where there is none.
    #[expect(
        clippy::option_option,
        reason = "unreadable, none, or one: three things"
    )]
    fn offset(&mut self) -> Option<Option<Offset>> {
        for utc in ["UTC", "GMT", "Z", "z"] {
            if let Some(rest) = self.0.strip_prefix(utc) {
                self.0 = rest;
                if !self.0.starts_with(['+', '-']) {
                    return Some(Some(Offset::UTC));
                }
                break;
            }
        }
        let Some(sign) = self.one_of(&['+', '-', '−']) else {
            return Some(None);
        };
        let (hours, length) = self.digits(4)?;
        let (hours, minutes) = if length > 2 {
            (hours / 100, hours % 100)
        } else if self.one_of(&[':']).is_some() {
            (hours, self.digits(2)?.0)
        } else {
            (hours, 0)
        };
        let ahead = SignedDuration::from_mins(hours * 60 + minutes);
        let ahead = if sign == '+' { ahead } else { -ahead };
        Some(Some(Offset::try_from(ahead).ok()?))
    }
}

/// The month of a name in many languages, by how it begins.
fn month(word: &str) -> Option<i8> {
    const STARTS: [&[&str]; 12] = [
        &[
            "jan", "jän", "ene", "gen", "янв", "sty", "led", "ian", "tam", "ocak", "sau", "січ",
            "яну",
        ],
        &[
            "feb", "fév", "fev", "фев", "lut", "úno", "uno", "hel", "şub", "vas", "лют", "vee",
        ],
        &[
            "mar", "mär", "mrt", "мар", "maa", "bře", "bre", "kov", "бер", "mär",
        ],
        &[
            "apr", "abr", "avr", "апр", "kwi", "dub", "huh", "nis", "bal", "кві",
        ],
        &[
            "may", "mai", "maj", "mag", "мая", "май", "mei", "kvě", "kve", "tou", "geg", "тра",
            "maijs",
        ],
        &[
            "jun", "jūn", "juin", "giu", "июн", "cze", "kes", "haz", "bir", "юни", "чер", "jún",
        ],
        &[
            "jul", "jūl", "juil", "lug", "июл", "lip", "hei", "tem", "lie", "юли", "júl",
        ],
        &[
            "aug", "ago", "août", "aoû", "aou", "авг", "sie", "elo", "ağu", "rgp", "сер",
        ],
        &[
            "sep", "set", "сен", "wrz", "zář", "zar", "syy", "eyl", "rgs", "вер",
        ],
        &[
            "oct", "okt", "out", "ott", "окт", "paź", "paz", "říj", "rij", "lok", "eki", "spa",
            "жов",
        ],
        &[
            "nov", "noi", "ноя", "lis", "mars", "kas", "lap", "ное", "лис",
        ],
        &[
            "dec", "dez", "dic", "déc", "дек", "gru", "pro", "jou", "ara", "gru", "гру", "det",
        ],
    ];
    // March and November begin alike in some languages.
    let whole = match word {
        "mars" | "marts" | "marzo" | "marec" => Some(3),
        "marras" | "marraskuu" | "marraskuuta" => Some(11),
        "juin" => Some(6),
        "juillet" => Some(7),
        _ => None,
    };
    whole.or_else(|| {
        let found = STARTS
            .iter()
            .position(|starts| starts.iter().any(|start| word.starts_with(start)))?;
        i8::try_from(found + 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: DayOrder) -> Option<String> {
        let zone = TimeZone::get("Europe/Riga").unwrap();
        moment(text, order, &zone).map(|at| at.to_string())
    }

    #[test]
    fn a_moment_is_read_however_it_is_written() {
        for (text, told) in [
            ("2026-11-21T14:03:05Z", "2026-11-21T14:03:05Z"),
            ("2026-11-21 14:03:05.250", "2026-11-21T12:03:05.25Z"),
            ("2026-11-21", "2026-11-20T22:00:00Z"),
            ("2026/11/21 14:03", "2026-11-21T12:03:00Z"),
            ("21.11.2026 14:03", "2026-11-21T12:03:00Z"),
            ("21.11.2026. 14:03:05", "2026-11-21T12:03:05Z"),
            ("21. 11. 2026", "2026-11-20T22:00:00Z"),
            ("3/4/2026 2:03 PM", "2026-04-03T11:03:00Z"),
            ("3-4-26", "2026-04-02T21:00:00Z"),
            ("12:30", ""),
            ("20261121", ""),
            ("2026年11月21日 14:03", "2026-11-21T12:03:00Z"),
            ("Nov 21, 2026, 2:03:05 p.m.", "2026-11-21T12:03:05Z"),
            ("Sat, 21 Nov 2026 14:03:05 +0100", "2026-11-21T13:03:05Z"),
            ("21 novembre 2026 14h03", "2026-11-21T12:03:00Z"),
            ("2026-11-21 14:03:05 UTC", "2026-11-21T14:03:05Z"),
            ("2026-11-21 14:03:05 GMT-2", "2026-11-21T16:03:05Z"),
            (
                "2026-11-21T14:03:05+02:00[Europe/Riga]",
                "2026-11-21T12:03:05Z",
            ),
            ("1795287873", "2026-11-21T19:04:33Z"),
            ("1795287873500", "2026-11-21T19:04:33.5Z"),
            ("46347.5", "2026-11-21T12:00:00Z"),
            ("12:00 AM", ""),
            ("yesterday", ""),
            ("2026-13-01", ""),
            ("30.02.2026", ""),
            ("9", ""),
            ("", ""),
        ] {
            let expected = (!told.is_empty()).then(|| told.to_owned());
            if text != "20261121" {
                assert_eq!(read(text, DayOrder::DayFirst), expected, "{text}");
            }
        }
        assert_eq!(
            read("3/4/2026 12:03 am", DayOrder::MonthFirst).unwrap(),
            "2026-03-03T22:03:00Z"
        );
        assert_eq!(
            read("20261121", DayOrder::DayFirst).unwrap(),
            "2026-11-20T22:00:00Z"
        );
    }

    #[test]
    fn an_hour_that_summer_time_passes_over_is_still_a_moment() {
        assert_eq!(
            read("2026-03-29 03:30", DayOrder::DayFirst).unwrap(),
            "2026-03-29T01:30:00Z"
        );
    }

    #[test]
    fn the_order_of_day_and_month_is_asked_only_where_it_is_in_doubt() {
        let order = |texts: &[&str]| {
            let mut evidence = Evidence::default();
            for text in texts {
                evidence.add(text);
            }
            evidence.order()
        };
        assert_eq!(
            order(&["2026-03-04", "21.11.2026"]),
            Some(DayOrder::DayFirst)
        );
        assert_eq!(order(&["3/4/2026", "13/4/2026"]), Some(DayOrder::DayFirst));
        assert_eq!(
            order(&["3/4/2026", "4/13/2026"]),
            Some(DayOrder::MonthFirst)
        );
        assert_eq!(order(&["3/3/2026"]), Some(DayOrder::DayFirst));
        assert_eq!(order(&["3/4/2026", "5/6/2026"]), None);
        assert_eq!(order(&["13/4/2026", "4/13/2026"]), None);
        assert_eq!(order(&[]), Some(DayOrder::DayFirst));
    }
}
