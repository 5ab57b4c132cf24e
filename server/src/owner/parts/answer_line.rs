//! One answered response as a line of a list.

use crate::owner::parts::layout::Section;
use afterword_domain::record::{Device, Response};
use afterword_shared::{
    id::{OptionId, ResponseId, ShopId},
    response::Answer,
    scale::{Group, Kind},
    survey::{Question, Survey},
};
use afterword_views::search::Query;
use afterword_wording::Language;
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
pub(crate) struct AnswerLineStyle {
    /// The language of whoever reads them.
    pub words: Language,
    /// The shop's zone.
    pub zone: TimeZone,
    /// The present.
    pub now: Timestamp,
    /// Whether everything that is known is shown, or only what an overview needs.
    pub long: bool,
    /// What leads back to the list that they stand in, as a part of an address; empty elsewhere.
    pub back: String,
}

impl AnswerLineStyle {
    /// The answers of a response to this version of its survey, as owners read it.
    pub(crate) fn line(&self, response: &Response, survey: &Survey) -> Markup {
        self.marked_line(response, survey, &Query::default())
    }

    /// The same, with what was looked for marked in it.
    pub(crate) fn marked_line(
        &self,
        response: &Response,
        survey: &Survey,
        query: &Query,
    ) -> Markup {
        let words = self.words;
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
                    Some((question, rating)) => (chip(words, question.kind, rating)),
                    None if survey.scored_question().is_some() => span.chip.m { "–" },
                    None => {},
                }
                div {
                    @for (question, answer) in &rest {
                        @if !alone { small.asked lang=(survey.locale) dir="auto" { (question.text) } }
                        @match answer {
                            Answer::Text(text) => (self.text(text, response.context.language.as_deref(), if self.long { ROOMY } else { TIGHT }, query)),
                            answer => p.said.chosen { (marked(&in_words(words, question, answer), query)) },
                        }
                    }
                    @if rest.is_empty() { p.said.faint { (words.answer_no_comment()) } }
                    (self.about(response, scored.map(|(question, rating)| (question.kind, rating))))
                }
                time datetime=(at) title=(words.moment(at, &self.zone)) { (words.ago(at, self.now, &self.zone)) }
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
        let texts: Vec<String> = survey
            .questions
            .iter()
            .filter_map(|question| match response.answers.get(&question.id)? {
                Answer::Text(text) => Some(without_addresses(text)),
                _ => None,
            })
            .collect();
        html! {
            @if !texts.is_empty() {
                li.plain[rating.is_none()] {
                    @if let Some((kind, rating)) = rating { (chip(self.words, kind, rating)) }
                    div {
                        @for text in &texts { (self.text(text, response.context.language.as_deref(), TIGHT, &Query::default())) }
                    }
                    time datetime=(at.to_zoned(self.zone.clone()).date()) { (self.words.ago(at, self.now, &self.zone)) }
                }
            }
        }
    }

    fn about(&self, response: &Response, scored: Option<(Kind, u8)>) -> Markup {
        let words = self.words;
        let context = &response.context;
        let group = scored.and_then(|(kind, rating)| Some((kind, kind.group(rating)?)));
        html! {
            div.about {
                @if response.test { span.test { (words.answer_test()) } }
                @if self.long && let Some((kind, group)) = group { span { (words.one_of_group(kind, group)) } }
                span {
                    a.story href={ (response_path(response.shop, response.id)) (self.back) } {
                        @match &response.order {
                            Some(order) => (words.answer_order(order.as_str())),
                            None => (words.answer_no_order()),
                        }
                    }
                }
                @match context.returning {
                    Some(true) => span { (words.answer_returning()) },
                    Some(false) => span { (words.answer_new()) },
                    None => {},
                }
                @if let Some(language) = &context.language { span { (language) } }
                @if self.long {
                    @if let Some(country) = &context.country { span { (country) } }
                    @if context.device != Device::Unknown { span { (device(words, context.device)) } }
                }
                @if response.verified { span.mark { (words.answer_signed()) } }
            }
        }
    }

    /// A shopper's words, line breaks kept; the long ones open on demand, and by themselves where what
    /// was looked for stands further down.
    fn text(&self, text: &str, language: Option<&str>, room: Room, query: &Query) -> Markup {
        match split(text, room) {
            None => html! { p.said lang=[language] dir="auto" { (marked(text, query)) } },
            Some(start) => html! {
                @let below = query.found_in(text).iter().any(|found| found.end > start.len());
                details.clamp open[below] {
                    summary {
                        p.said.start lang=[language] dir="auto" { (marked(start, query)) "…" }
                        span.more { span.open { (self.words.answer_show_all()) } span.shut { (self.words.answer_show_less()) } }
                    }
                    p.said lang=[language] dir="auto" { (marked(text, query)) }
                }
            },
        }
    }
}

/// A rating on its group's colour; the group is also said in words.
pub(crate) fn chip(words: Language, kind: Kind, rating: u8) -> Markup {
    let Some(group) = kind.group(rating) else {
        return html! { span.chip.m { (rating) } };
    };
    let class = match group {
        Group::High => "g",
        Group::Middle => "m",
        Group::Low => "r",
    };
    let name = words.one_of_group(kind, group);
    html! {
        span class={ "chip " (class) } title=(name) { (rating) span.unseen { ", " (name) } }
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
pub(crate) fn in_words(words: Language, question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Text(text) => text.clone(),
        Answer::Rating(0) if question.kind == Kind::YesNo => words.answer_no().to_owned(),
        Answer::Rating(_) if question.kind == Kind::YesNo => words.answer_yes().to_owned(),
        Answer::Rating(rating) => {
            let rating = u64::from(*rating);
            match (question.scale(), &*question.low, &*question.high) {
                (None, ..) => words.count(rating),
                (Some(scale), "", "") => words.answer_rating(rating, scale.high.into()),
                (Some(scale), low, high) => {
                    words.answer_rating_between(rating, scale.high.into(), low, high)
                }
            }
        }
        Answer::Chosen { options, other } => {
            let chosen = options.iter().map(|id| {
                let offered = question.offered().find(|(known, _)| *known == id.as_str());
                let text = offered.map_or(id.as_str(), |(_, text)| text);
                match other {
                    Some(other) if id.as_str() == OptionId::OTHER => format!("{text}: {other}"),
                    _ => text.to_owned(),
                }
            });
            chosen.collect::<Vec<_>>().join(" · ")
        }
        Answer::Contact { email } => words.answer_contact(email),
    }
}

/// What a kind of device is called.
pub(crate) fn device(words: Language, device: Device) -> &'static str {
    match device {
        Device::Phone => words.answer_phone(),
        Device::Tablet => words.answer_tablet(),
        Device::Desktop => words.answer_desktop(),
        Device::Unknown => words.answer_unknown_device(),
    }
}

/// The address of a response.
pub(crate) fn response_path(shop: ShopId, response: ResponseId) -> String {
    format!("{}/{response}", Section::Responses.path(shop))
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
            in_words(Language::ENGLISH, &heard, &answer(chosen)),
            "From a friend · Elsewhere: on the radio"
        );
        assert_eq!(
            in_words(
                Language::ENGLISH,
                &heard,
                &answer(r#"{"chosen": ["none"]}"#)
            ),
            "Nothing"
        );
        let thumb = question(r#"{"id": "a", "kind": "yes_no", "text": "?"}"#);
        assert_eq!(in_words(Language::ENGLISH, &thumb, &answer("1")), "Yes");
        assert_eq!(in_words(Language::ENGLISH, &thumb, &answer("0")), "No");
        let often = question(
            r#"{"id": "a", "kind": "scale", "text": "?", "range": {"low": 1, "high": 5}, "low": "never", "high": "often"}"#,
        );
        let rated = in_words(Language::ENGLISH, &often, &answer("4"));
        assert_eq!(rated.replace('\u{a0}', " "), "4 of 5 (never … often)");
        let contact = question(r#"{"id": "a", "kind": "contact", "text": "?"}"#);
        let email = r#"{"email": "a@b.example", "consent": true}"#;
        assert_eq!(
            in_words(Language::ENGLISH, &contact, &answer(email)),
            Language::ENGLISH.answer_contact("a@b.example")
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
        let style = AnswerLineStyle {
            words: Language::ENGLISH,
            zone: TimeZone::UTC,
            now: Timestamp::UNIX_EPOCH,
            long: true,
            back: String::new(),
        };
        let drawn = style
            .text(
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
