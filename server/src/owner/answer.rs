//! One answered response as a line of a list.

use super::words;
use crate::store::record::{Device, Response};
use afterword_shared::{
    response::Answer,
    scale::{Group, Kind},
    survey::Survey,
};
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
}

impl Lines {
    /// The answers of a response to this version of its survey.
    pub(crate) fn line(&self, response: &Response, survey: &Survey) -> Markup {
        let at = response.first_answered_at.unwrap_or(response.asked_at);
        let scored = survey
            .scored_question()
            .and_then(|question| Some((question, response.answers.rating(&question.id)?)));
        let texts: Vec<(&str, &str)> = survey
            .questions
            .iter()
            .filter_map(|question| Some((&*question.text, response.answers.text(&question.id)?)))
            .collect();
        html! {
            li {
                @match scored {
                    Some((question, rating)) => (chip(question.kind, rating)),
                    None => span.chip.m { "–" },
                }
                div {
                    @for (asked, said) in &texts {
                        @if texts.len() > 1 { small.asked { (asked) } }
                        (words_of(said, response.context.language.as_deref(), if self.long { ROOMY } else { TIGHT }))
                    }
                    @if texts.is_empty() { p.said.faint { "No words left" } }
                    @for (question, rating) in other_ratings(response, survey) {
                        p.asked { (question) " " b { (rating) } }
                    }
                    (self.about(response, scored.map(|(question, rating)| (question.kind, rating))))
                }
                time datetime=(at) title=(words::moment(at, &self.zone)) { (words::ago(at, self.now, &self.zone)) }
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
                @match &response.order {
                    Some(order) => span { "Order " (order) },
                    None => span { "No order" },
                }
                @match context.returning {
                    Some(true) => span { "returning" },
                    Some(false) => span { "new" },
                    None => {},
                }
                @if let Some(language) = &context.language { span { (language) } }
                @if self.long {
                    @if let Some(country) = &context.country { span { (country) } }
                    span { (device(context.device)) }
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

/// A shopper's words, line breaks kept; the long ones open on demand.
fn words_of(said: &str, language: Option<&str>, room: Room) -> Markup {
    match split(said, room) {
        None => html! { p.said lang=[language] dir="auto" { (said) } },
        Some(start) => html! {
            details.clamp {
                summary {
                    p.said.start lang=[language] dir="auto" { (start) "…" }
                    span.more { span.open { "Show all" } span.shut { "Show less" } }
                }
                p.said lang=[language] dir="auto" { (said) }
            }
        },
    }
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

fn other_ratings<'a>(response: &Response, survey: &'a Survey) -> Vec<(&'a str, u8)> {
    let first = survey.scored_question().map(|question| &question.id);
    response
        .answers
        .iter()
        .filter(|(id, _)| Some(*id) != first)
        .filter_map(|(id, answer)| match answer {
            Answer::Rating(rating) => Some((&*survey.question(id)?.text, *rating)),
            Answer::Text(_) => None,
        })
        .collect()
}

fn device(device: Device) -> &'static str {
    match device {
        Device::Phone => "phone",
        Device::Tablet => "tablet",
        Device::Desktop => "desktop",
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
    fn markup_in_a_text_stays_text() {
        let drawn = words_of("<script>alert(1)</script>", Some("\"><b>"), TIGHT).into_string();
        assert!(drawn.contains("&lt;script&gt;"));
        assert!(!drawn.contains("<b>"));
    }
}
