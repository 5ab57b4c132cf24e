//! One answered response as a line of a list.

use super::words;
use afterword_domain::record::{Device, Response};
use afterword_shared::{
    id::OptionId,
    response::Answer,
    scale::{Group, Kind},
    survey::{Question, Survey},
};
use afterword_views::search::Query;
use jiff::{Timestamp, tz::TimeZone};
use maud::{Markup, html};

/// How much of a text is shown before one asks for the rest.
#[derive(Clone, Copy)]
struct Room {
    /// How many characters.
    characters: usize,
    /// How many lines.
    lines: usize,
}

/// In a list that is there to be read.
const ROOMY: Room = Room {
    characters: 420,
    lines: 8,
};
/// Where answers stand among other things.
const TIGHT: Room = Room {
    characters: 200,
    lines: 4,
};
/// A text is only folded where that spares more than this many characters.
const SPARED: usize = 80;

/// What lines of answers have in common.
pub(crate) struct Lines {
    /// The shop's zone.
    pub zone: TimeZone,
    /// The present.
    pub now: Timestamp,
    /// Whether everything that is known is told, or only what an overview needs.
    pub long: bool,
    /// What leads back to the list that they stand in, as a part of an address; empty elsewhere.
    pub back: String,
}

impl Lines {
    /// The answers of a response to this version of its survey, as owners read it.
    pub(crate) fn line(&self, response: &Response, survey: &Survey) -> Markup {
        self.found_line(response, survey, &Query::default())
    }

    /// The same, with what was looked for marked in it.
    pub(crate) fn found_line(&self, response: &Response, survey: &Survey, query: &Query) -> Markup {
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        let scored = survey
            .scored_question()
            .and_then(|question| Some((question, response.answers.rating(&question.id)?)));
        let rest: Vec<(&Question, &Answer)> = survey
            .questions
            .iter()
            .filter(|question| scored.is_none_or(|(first, _)| first.id != question.id))
            .filter_map(|question| Some((question, response.answers.get(&question.id)?)))
            .collect();
        // Where one text follows a score it is clear what it answers.
        let alone = rest.len() == 1 && matches!(rest[0].1, Answer::Text(_));
        html! {
            li.plain[survey.scored_question().is_none()] {
                @match scored {
                    Some((question, rating)) => (chip(question.kind, rating)),
                    None if survey.scored_question().is_some() => span.chip.m { "–" },
                    None => {},
                }
                div {
                    @for (question, answer) in &rest {
                        @if !alone { small.asked lang=(survey.locale) dir="auto" { (question.text) } }
                        @match answer {
                            Answer::Text(said) => (words_of(said, response.context.language.as_deref(), if self.long { ROOMY } else { TIGHT }, query)),
                            answer => p.said.chosen { (marked(&in_words(question, answer), query)) },
                        }
                    }
                    @if rest.is_empty() { p.said.faint { "No words left" } }
                    (self.about(response, scored.map(|(question, rating)| (question.kind, rating))))
                }
                time datetime=(at) title=(words::moment(at, &self.zone)) { (words::ago(at, self.now, &self.zone)) }
            }
        }
    }

    /// What somebody said, for readers who are not signed in: the rating and the words, without the
    /// order, and without what a shopper can be written to at. Empty for who said nothing.
    pub(crate) fn comment(&self, response: &Response, survey: &Survey) -> Markup {
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        let rating = survey
            .scored_question()
            .and_then(|question| Some((question.kind, response.answers.rating(&question.id)?)));
        let said: Vec<String> = survey
            .questions
            .iter()
            .filter_map(|question| match response.answers.get(&question.id)? {
                Answer::Text(said) => Some(without_addresses(said)),
                _ => None,
            })
            .collect();
        html! {
            @if !said.is_empty() {
                li.plain[rating.is_none()] {
                    @if let Some((kind, rating)) = rating { (chip(kind, rating)) }
                    div {
                        @for said in &said { (words_of(said, response.context.language.as_deref(), TIGHT, &Query::default())) }
                    }
                    time datetime=(at.to_zoned(self.zone.clone()).date()) { (words::ago(at, self.now, &self.zone)) }
                }
            }
        }
    }

    fn about(&self, response: &Response, scored: Option<(Kind, u8)>) -> Markup {
        let context = &response.context;
        let group = scored.and_then(|(kind, rating)| Some((kind, kind.group(rating)?)));
        html! {
            div.about {
                @if response.test { span.test { "Test" } }
                @if self.long && let Some((kind, group)) = group { span { (words::one_of_group(kind, group)) } }
                span {
                    a.story href={ (crate::owner::pages::response::path(response.shop, response.id)) (self.back) } {
                        @match &response.order {
                            Some(order) => { "Order " (order) },
                            None => "No order",
                        }
                    }
                }
                @match context.returning {
                    Some(true) => span { "returning" },
                    Some(false) => span { "new" },
                    None => {},
                }
                @if let Some(language) = &context.language { span { (language) } }
                @if self.long {
                    @if let Some(country) = &context.country { span { (country) } }
                    @if context.device != Device::Unknown { span { (device(context.device)) } }
                }
                @if response.verified { span.mark { "verified" } }
            }
        }
    }
}

/// A rating on its group's colour; the group is also said in words.
pub(crate) fn chip(kind: Kind, rating: u8) -> Markup {
    let Some(group) = kind.group(rating) else {
        return html! { span.chip.m { (rating) } };
    };
    let class = match group {
        Group::High => "g",
        Group::Middle => "m",
        Group::Low => "r",
    };
    let name = words::one_of_group(kind, group);
    html! {
        span class={ "chip " (class) } title=(name) { (rating) span.unseen { ", " (name) } }
    }
}

/// A shopper's words, line breaks kept; the long ones open on demand, and by themselves where what
/// was looked for stands further down.
fn words_of(said: &str, language: Option<&str>, room: Room, query: &Query) -> Markup {
    match split(said, room) {
        None => html! { p.said lang=[language] dir="auto" { (marked(said, query)) } },
        Some(start) => html! {
            @let below = query.found_in(said).iter().any(|found| found.end > start.len());
            details.clamp open[below] {
                summary {
                    p.said.start lang=[language] dir="auto" { (marked(start, query)) "…" }
                    span.more { span.open { "Show all" } span.shut { "Show less" } }
                }
                p.said lang=[language] dir="auto" { (marked(said, query)) }
            }
        },
    }
}

/// A text with what was looked for marked in it.
pub(crate) fn marked(text: &str, query: &Query) -> Markup {
    let found = query.found_in(text);
    let starts = [0].into_iter().chain(found.iter().map(|found| found.end));
    let ends = found.iter().map(|found| found.start).chain([text.len()]);
    let between: Vec<&str> = starts.zip(ends).map(|(from, to)| &text[from..to]).collect();
    html! {
        @for (place, plain) in between.iter().enumerate() {
            (plain)
            @if let Some(found) = found.get(place) { mark { (text[found.clone()]) } }
        }
    }
}

/// A text with "…" in the place of each e-mail address.
fn without_addresses(said: &str) -> String {
    said.split_inclusive(char::is_whitespace)
        .map(|word| match word.split_once('@') {
            Some((name, host)) if !name.is_empty() && host.contains('.') => {
                let space = &word[word.trim_end().len()..];
                format!("…{space}")
            }
            _ => word.to_owned(),
        })
        .collect()
}

/// The start of a text that is too long to be shown whole, cut between words where it has any.
fn split(said: &str, room: Room) -> Option<&str> {
    let by_lines = said
        .match_indices('\n')
        .nth(room.lines - 1)
        .filter(|(place, _)| said[*place..].lines().count() > 3)
        .map(|(place, _)| place);
    let by_length = (said.chars().count() > room.characters + SPARED)
        .then(|| {
            said.char_indices()
                .nth(room.characters)
                .map(|(place, _)| place)
        })
        .flatten();
    let end = match (by_lines, by_length) {
        (Some(lines), Some(length)) => lines.min(length),
        (lines, length) => lines.or(length)?,
    };
    let start = &said[..end];
    if said[end..].starts_with(char::is_whitespace) {
        return Some(start.trim_end());
    }
    let word = start
        .rfind(char::is_whitespace)
        .filter(|place| *place > end / 2);
    Some(start[..word.unwrap_or(end)].trim_end())
}

/// An answer as a person would say it: options by their words, a rating with what the ends of its
/// scale mean.
pub(crate) fn in_words(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Rating(0) if question.kind == Kind::YesNo => "No".to_owned(),
        Answer::Rating(_) if question.kind == Kind::YesNo => "Yes".to_owned(),
        Answer::Rating(rating) => {
            let top = question.scale().map(|scale| format!(" of {}", scale.high));
            let ends = match (&*question.low, &*question.high) {
                ("", "") => String::new(),
                (low, high) => format!(" ({low} … {high})"),
            };
            format!("{rating}{}{ends}", top.unwrap_or_default())
        }
        Answer::Chosen { options, other } => {
            let said = options.iter().map(|id| {
                let known = question.offered().find(|(known, _)| *known == id.as_str());
                let text = known.map_or(id.as_str(), |(_, text)| text);
                match other {
                    Some(other) if id.as_str() == OptionId::OTHER => format!("{text}: {other}"),
                    _ => text.to_owned(),
                }
            });
            said.collect::<Vec<_>>().join(" · ")
        }
        Answer::Contact { email } => format!("{email} (may be written to)"),
    }
}

/// What a kind of device is called.
pub(crate) fn device(device: Device) -> &'static str {
    match device {
        Device::Phone => "phone",
        Device::Tablet => "tablet",
        Device::Desktop => "desktop",
        Device::Unknown => "device not known",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(split("quick\nand good", ROOMY), None);
        assert_eq!(split(&"word ".repeat(100), ROOMY), None);
    }

    #[test]
    fn a_long_text_is_cut_between_words_and_between_characters() {
        let long = "word ".repeat(800);
        let start = split(&long, ROOMY).unwrap();
        assert!(start.ends_with("word") && start.chars().count() <= ROOMY.characters);
        let one_word = "é".repeat(4000);
        assert_eq!(
            split(&one_word, TIGHT).unwrap().chars().count(),
            TIGHT.characters
        );
    }

    #[test]
    fn a_text_of_many_lines_is_folded() {
        let list = "yes\n".repeat(40);
        assert_eq!(split(&list, ROOMY).unwrap().lines().count(), ROOMY.lines);
        assert_eq!(split("1\n2\n3\n4\n5\n6\n7\n8\n9", ROOMY), None);
    }

    #[test]
    fn every_kind_of_answer_is_said_in_words() {
        let question = |json: &str| serde_json::from_str::<Question>(json).unwrap();
        let answer = |json: &str| serde_json::from_str::<Answer>(json).unwrap();
        let heard = question(
            r#"{"id": "heard", "kind": "choices", "text": "?", "other": "Elsewhere", "none": "Nothing",
                "options": [{"id": "friend", "text": "From a friend"}, {"id": "press", "text": "In the press"}]}"#,
        );
        let chosen = r#"{"chosen": ["friend", "other"], "other": "on the radio"}"#;
        assert_eq!(
            in_words(&heard, &answer(chosen)),
            "From a friend · Elsewhere: on the radio"
        );
        assert_eq!(
            in_words(&heard, &answer(r#"{"chosen": ["none"]}"#)),
            "Nothing"
        );
        let thumb = question(r#"{"id": "a", "kind": "yes_no", "text": "?"}"#);
        assert_eq!(in_words(&thumb, &answer("1")), "Yes");
        assert_eq!(in_words(&thumb, &answer("0")), "No");
        let often = question(
            r#"{"id": "a", "kind": "scale", "text": "?", "range": {"low": 1, "high": 5}, "low": "never", "high": "often"}"#,
        );
        assert_eq!(in_words(&often, &answer("4")), "4 of 5 (never … often)");
        let contact = question(r#"{"id": "a", "kind": "contact", "text": "?"}"#);
        let email = r#"{"email": "a@b.example", "consent": true}"#;
        assert_eq!(
            in_words(&contact, &answer(email)),
            "a@b.example (may be written to)"
        );
    }

    #[test]
    fn addresses_are_left_out_of_what_others_may_read() {
        assert_eq!(
            without_addresses("Write to anna@shop.example, or\ncall. @home it broke @ once"),
            "Write to … or\ncall. @home it broke @ once"
        );
    }

    #[test]
    fn markup_in_a_text_stays_text() {
        let drawn = words_of(
            "<script>alert(1)</script>",
            Some("\"><b>"),
            TIGHT,
            &Query::parse("alert").unwrap(),
        )
        .into_string();
        assert!(drawn.contains("&lt;script&gt;<mark>alert</mark>(1)"));
        assert!(!drawn.contains("<b>"));
    }
}
