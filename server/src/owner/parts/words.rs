//! How figures, times and money read on the owner's pages.

use afterword_domain::record::OrderSource;
use afterword_shared::scale::{Group, Kind};
use jiff::{SignedDuration, Timestamp, civil::Date, tz::TimeZone};

/// A space that keeps a figure and its unit on one line.
const KEEP: char = '\u{a0}';

/// A count with a comma between thousands: `1,204`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with what is counted: `1 answer`, `12 answers`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{}{KEEP}{}", count(n), if n == 1 { one } else { many })
}

/// A text with a capital at its start.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// What a group is called where it is counted.
pub(crate) fn group_name(kind: Kind, group: Group) -> &'static str {
    match (kind, group) {
        (Kind::Nps | Kind::NpsFromOne, Group::High) => "Promoters",
        (Kind::Nps | Kind::NpsFromOne, Group::Middle) => "Passives",
        (Kind::Nps | Kind::NpsFromOne, Group::Low) => "Detractors",
        (Kind::Ces, Group::High) => "Easy",
        (Kind::Ces, Group::Low) => "Difficult",
        (_, Group::High) => "Satisfied",
        (_, Group::Middle) => "Neutral",
        (_, Group::Low) => "Dissatisfied",
    }
}

/// The people of a group, inside a sentence: "promoters", "the satisfied".
pub(crate) fn people(kind: Kind, group: Group) -> &'static str {
    match (kind, group) {
        (Kind::Nps | Kind::NpsFromOne, Group::High) => "promoters",
        (Kind::Nps | Kind::NpsFromOne, Group::Middle) => "passives",
        (Kind::Nps | Kind::NpsFromOne, Group::Low) => "detractors",
        (Kind::Ces, Group::High) => "those who found it easy",
        (Kind::Ces, Group::Low) => "those who found it difficult",
        (_, Group::High) => "the satisfied",
        (_, Group::Middle) => "the neutral",
        (_, Group::Low) => "the dissatisfied",
    }
}

/// What one answer of a group is called.
pub(crate) fn one_of_group(kind: Kind, group: Group) -> &'static str {
    match (kind, group) {
        (Kind::Nps | Kind::NpsFromOne, Group::High) => "Promoter",
        (Kind::Nps | Kind::NpsFromOne, Group::Middle) => "Passive",
        (Kind::Nps | Kind::NpsFromOne, Group::Low) => "Detractor",
        _ => group_name(kind, group),
    }
}

/// Where an order was found, behind the word “found”.
pub(crate) fn source(source: OrderSource) -> &'static str {
    match source {
        OrderSource::Tag => "on the tag",
        OrderSource::Call => "in the page’s call",
        OrderSource::DataLayer => "in the data layer (Google Analytics 4)",
        OrderSource::Ecwid => "by Ecwid",
        OrderSource::JsonLd => "in the page’s schema.org data",
        OrderSource::Link => "in the link to the survey’s page",
        OrderSource::Api => "since your server sent it",
        OrderSource::Import => "in a file that you imported",
    }
}

/// A length of time as people say it: `9 seconds`, `1 min 20 s`, `2 h`, `3 days`.
pub(crate) fn lasting(time: SignedDuration) -> String {
    let seconds = time.as_secs().unsigned_abs();
    match seconds {
        0 => format!("1{KEEP}second"),
        1..90 => counted(seconds, "second", "seconds"),
        90..600 => match seconds % 60 {
            0 => format!("{}{KEEP}min", seconds / 60),
            rest => format!("{}{KEEP}min{KEEP}{rest}{KEEP}s", seconds / 60),
        },
        600..7200 => format!("{}{KEEP}min", seconds / 60),
        7200..172_800 => format!("{}{KEEP}h", seconds / 3600),
        _ => format!("{}{KEEP}days", seconds / 86_400),
    }
}

/// How long ago, in few letters: `just now`, `2 min`, `5 h`, `3 days`, then the date.
pub(crate) fn ago(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let seconds = now.as_second() - at.as_second();
    match seconds {
        ..60 => "just now".to_owned(),
        60..3600 => format!("{}{KEEP}min", seconds / 60),
        3600..86_400 => format!("{}{KEEP}h", seconds / 3600),
        86_400..172_800 => format!("1{KEEP}day"),
        172_800..604_800 => format!("{}{KEEP}days", seconds / 86_400),
        _ => day(at.to_zoned(zone.clone()).date(), now, zone),
    }
}

/// A day, with its year only where it is not this one: `3 March`, `3 March 2024`.
pub(crate) fn day(date: Date, now: Timestamp, zone: &TimeZone) -> String {
    if date.year() == now.to_zoned(zone.clone()).year() {
        date.strftime(&format!("%-d{KEEP}%B")).to_string()
    } else {
        date.strftime(&format!("%-d{KEEP}%B{KEEP}%Y")).to_string()
    }
}

/// A moment in full: `Saturday, 21 November 2026, 14:03 (Europe/Riga)`.
pub(crate) fn moment(at: Timestamp, zone: &TimeZone) -> String {
    let name = zone.iana_name().unwrap_or("UTC");
    let at = at.to_zoned(zone.clone());
    format!("{} ({name})", at.strftime("%A, %-d %B %Y, %H:%M"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1204), "1,204");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn a_time_that_something_took_is_told_as_people_would() {
        let lasting = |seconds| lasting(SignedDuration::from_secs(seconds)).replace(KEEP, " ");
        assert_eq!(lasting(0), "1 second");
        assert_eq!(lasting(9), "9 seconds");
        assert_eq!(lasting(100), "1 min 40 s");
        assert_eq!(lasting(120), "2 min");
        assert_eq!(lasting(3000), "50 min");
        assert_eq!(lasting(200_000), "2 days");
    }

    #[test]
    fn a_time_is_told_as_its_distance_and_then_as_its_date() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let at = |text: &str| ago(text.parse().unwrap(), now, &TimeZone::UTC);
        assert_eq!(at("2026-11-21T11:59:30Z"), "just now");
        assert_eq!(at("2026-11-21T12:00:30Z"), "just now");
        assert_eq!(at("2026-11-21T11:58:00Z"), "2\u{a0}min");
        assert_eq!(at("2026-11-20T11:58:00Z"), "1\u{a0}day");
        assert_eq!(at("2026-11-01T11:58:00Z"), "1\u{a0}November");
        assert_eq!(at("2025-11-01T11:58:00Z"), "1\u{a0}November\u{a0}2025");
    }
}
