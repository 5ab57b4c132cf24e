//! Words: what the lowest group says that the highest does not, and the reverse.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        answer_line::AnswerLineStyle,
        layout::Section,
        period_chooser,
        survey_picker::{PickedSurvey, version},
    },
    services::analytics::keywords::{
        Keyword, Keywords, TEXT_FLOOR,
        cache::{
            AnswerSource, KeywordCache, KeywordReport, LOOKED_AT, LanguageKeywords, TimeRange,
            scored_question,
        },
    },
};
use afterword_domain::{
    language::primary,
    period::{Period, PeriodQuery},
    record::{Response, Shop},
};
use afterword_jobs::Clock;
use afterword_library::locale::Locale;
use afterword_shared::{
    scale::{Group, Kind},
    survey::Survey,
};
use afterword_store::Records;
use afterword_views::{
    index::Index,
    search::{
        Query as SearchQuery,
        facets::{self, NONE},
    },
};
use afterword_wording::{Language, bold, group_key};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// A z-score beyond which a difference is hardly chance, however many words are looked at.
const VERY_SURE: f64 = 3.3;
/// A z-score beyond which it is more than one word in a hundred does by chance.
const SURE: f64 = 2.6;

/// What an address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct KeywordsQuery {
    #[serde(flatten)]
    period: PeriodQuery,
    language: Option<String>,
}

/// `GET /shops/{shop}/words`
pub(crate) async fn get(
    State(store): State<Records>,
    State(index): State<Index>,
    State(cache): State<Arc<KeywordCache>>,
    State(clock): State<Clock>,
    access: ShopContext,
    picked: PickedSurvey,
    Query(query): Query<KeywordsQuery>,
) -> Result<Markup, Failure> {
    let period = Period::parse_or(&query.period, Period::Year)?;
    let style = AnswerLineStyle {
        words: access.words,
        zone: access.zone.clone(),
        now: clock.now(),
        long: true,
        back: String::new(),
    };
    let scored = scored_question(&picked.content);
    let mut view = KeywordsView {
        words: access.words,
        picked,
        period,
        kind: None,
        report: None,
        behind: false,
        language: String::new(),
        newest: [Vec::new(), Vec::new()],
    };
    if let Some(scored) = scored {
        view.kind = Some(scored.kind);
        let today = style.now.to_zoned(style.zone.clone()).date();
        let days = period.days(today);
        let range = TimeRange::of(view.picked.head.id, days, today, &style.zone);
        let source = AnswerSource {
            store: store.clone(),
            index,
            shop: access.frame.shop.id,
        };
        let (report, behind) = cache.get(&source, range, scored).await?;
        view.behind = behind;
        view.language = chosen(&report, query.language.as_deref());
        if let Some(written) = report.languages.get(&view.language)
            && !written.keywords.is_enough()
        {
            view.newest = newest(&store, written, &access.frame.shop).await?;
        }
        view.report = Some(report);
    }
    Ok(view.draw(&access.frame, &style))
}

/// The language that an address names, else the one in which most was written.
fn chosen(report: &KeywordReport, named: Option<&str>) -> String {
    let named = named
        .map(primary)
        .filter(|language| report.languages.contains_key(language));
    let languages = report.most_first();
    named
        .or_else(|| {
            languages
                .first()
                .map(|(language, _)| (*language).to_owned())
        })
        .unwrap_or_default()
}

/// The newest answers of both sides, where there are too few to compare.
async fn newest(
    store: &Records,
    written: &LanguageKeywords,
    shop: &Shop,
) -> Result<[Vec<(Response, Survey)>; 2], Failure> {
    let mut newest = [Vec::new(), Vec::new()];
    for (list, ids) in newest.iter_mut().zip(&written.newest) {
        for id in ids {
            let Some(kept) = store.response(shop.id, *id).await? else {
                continue;
            };
            let content = version(store, kept.value.survey, kept.value.version).await?;
            list.push((kept.value, content.shown(&shop.name)));
        }
    }
    Ok(newest)
}

/// The name of a language in itself; its tag where we do not speak it.
pub(crate) fn language_name(words: Language, language: &str) -> String {
    if language.is_empty() {
        return words.keywords_unknown_language().to_owned();
    }
    let locale = Locale::all()
        .iter()
        .find(|locale| primary(&locale.tag) == language);
    locale.map_or_else(
        || language.to_owned(),
        |locale| {
            let name = locale.name.split(" (").next().unwrap_or(&locale.name);
            name.to_owned()
        },
    )
}

struct KeywordsView {
    words: Language,
    picked: PickedSurvey,
    period: Period,
    /// What the score is of; `None` for a survey without one.
    kind: Option<Kind>,
    report: Option<Arc<KeywordReport>>,
    /// Whether something was written since the words were counted.
    behind: bool,
    language: String,
    /// The newest answers of both sides, where there are too few to compare.
    newest: [Vec<(Response, Survey)>; 2],
}

impl KeywordsView {
    fn draw(&self, frame: &Frame, style: &AnswerLineStyle) -> Markup {
        let words = self.words;
        let period = words.period(self.period);
        let responses = |text: &str| {
            html! { a href={ (Section::Responses.path(frame.shop.id)) "?survey=" (self.picked.head.id) } { (text) } }
        };
        frame.page(
            Section::Words,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            h1 { (Section::Words.name(words)) }
                            p.note {
                                (words.keywords_note(&self.picked.head.name, &period))
                                @if let Some(kind) = self.kind { " " (promise(words, kind)) }
                            }
                        }
                        div.tools {
                            (self.picked.chooser(words, |id| format!("?survey={id}&{}", self.period.query())))
                            @if self.kind.is_some() {
                                (period_chooser::choose(
                                frame.words,
                                    self.period,
                                    self.period.days(style.now.to_zoned(style.zone.clone()).date()),
                                    |period| format!("?survey={}&{}{}", self.picked.head.id, period.query(), self.language_query()),
                                    &Section::Words.path(frame.shop.id),
                                    &[("survey".to_owned(), self.picked.head.id.to_string()), ("language".to_owned(), self.language.clone())],
                                ))
                            }
                        }
                    }
                    @match (self.kind, &self.report) {
                        (Some(kind), Some(report)) if !report.languages.is_empty() => {
                            (self.languages(report))
                            (self.sides(kind, report, frame, style))
                            (self.footnotes(report))
                        },
                        (Some(_), _) => section.card {
                            p.few { (words.keywords_nobody(&period)) }
                            p.note { (words.keywords_nobody_note()) }
                            @if self.period != Period::All {
                                div.actions { a.button href={ "?survey=" (self.picked.head.id) "&" (Period::All.query()) } { (words.keywords_all_time()) } }
                            }
                        },
                        (None, _) => section.card {
                            p.few { (words.keywords_no_score()) }
                            p.note { (words.keywords_no_score_note(responses)) }
                        },
                    }
                }
            },
        )
    }

    fn language_query(&self) -> String {
        if self.language.is_empty() {
            String::new()
        } else {
            format!("&language={}", encoded(&self.language))
        }
    }

    fn languages(&self, report: &KeywordReport) -> Markup {
        let words = self.words;
        let languages = report.most_first();
        html! {
            @if languages.len() > 1 {
                nav.languages aria-label=(words.keywords_languages()) {
                    @for (language, written) in languages {
                        a.chiplet href={ "?survey=" (self.picked.head.id) "&" (self.period.query()) "&language=" (encoded(language)) }
                            aria-current=[(language == self.language).then_some("true")] {
                            span lang=[(!language.is_empty()).then_some(language)] { (language_name(words, language)) }
                            small.figure { (words.count(written.keywords.answers() as u64)) }
                        }
                    }
                }
            }
        }
    }

    fn written<'a>(&self, report: &'a KeywordReport) -> Option<&'a LanguageKeywords> {
        report.languages.get(&self.language)
    }

    fn sides(
        &self,
        kind: Kind,
        report: &KeywordReport,
        frame: &Frame,
        style: &AnswerLineStyle,
    ) -> Markup {
        let words = self.words;
        let Some(written) = self.written(report) else {
            return html! {};
        };
        let keywords = &written.keywords;
        html! {
            @if !keywords.is_enough() { (self.too_few(kind, keywords)) }
            div.grid.sides {
                @for (place, group) in [Group::Low, Group::High].into_iter().enumerate() {
                    section.card.six aria-labelledby={ "side-" (place) } {
                        h2 id={ "side-" (place) } {
                            @if keywords.is_enough() { (words.keywords_say(group_key(kind, group))) }
                            @else { (words.keywords_newest(group_key(kind, group))) }
                        }
                        @if keywords.is_enough() {
                            @let side = if place == 0 { &keywords.low } else { &keywords.high };
                            (self.table(kind, group, side, keywords, frame))
                        } @else if self.newest[place].is_empty() {
                            p.note { (words.keywords_wrote_nothing()) }
                        } @else {
                            ol.answers.long { @for (response, content) in &self.newest[place] { (style.line(response, content)) } }
                        }
                    }
                }
            }
        }
    }

    fn too_few(&self, kind: Kind, keywords: &Keywords) -> Markup {
        let words = self.words;
        let [low, high] = [Group::Low, Group::High].map(|group| words.people(kind, group));
        let [low_count, _, high_count] = keywords.texts.map(|count| count as u64);
        html! {
            p.few.lead { (words.keywords_too_few(low, high, low_count, high_count, bold, bold)) }
            p.note.lead { (words.keywords_floor(TEXT_FLOOR as u64)) }
        }
    }

    fn table(
        &self,
        kind: Kind,
        group: Group,
        side: &[Keyword],
        keywords: &Keywords,
        frame: &Frame,
    ) -> Markup {
        let words = self.words;
        let other = if group == Group::Low {
            Group::High
        } else {
            Group::Low
        };
        let texts = |group: Group| match group {
            Group::Low => keywords.texts[0] as u64,
            _ => keywords.texts[2] as u64,
        };
        let share = |count, group| {
            let figure = |text: &str| html! { b.figure { (text) } };
            html! {
                td.small {
                    (words.keywords_share(count, texts(group), figure))
                    span.narrow-only { " · " (words.group_name(kind, group)) }
                }
            }
        };
        html! {
            @if side.is_empty() {
                p.few { (words.keywords_none()) }
                p.note { (words.keywords_none_note()) }
            } @else {
                table.list.telling {
                    thead { tr {
                        th scope="col" { (words.keywords_word()) }
                        th scope="col" { (words.group_name(kind, group)) }
                        th scope="col" { (words.group_name(kind, other)) }
                        th scope="col" { (words.keywords_sureness()) }
                    } }
                    tbody {
                        @for term in side {
                            tr {
                                th scope="row" {
                                    a href=(self.answers(frame, group, term)) lang=[(!self.language.is_empty()).then_some(&self.language)] dir="auto" { (term.written) }
                                    (bar(group, term, texts(group), texts(other)))
                                }
                                (share(term.here, group))
                                (share(term.there, other))
                                td.sure { (sureness(words, term.z)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The answers of a group that have a term.
    fn answers(&self, frame: &Frame, group: Group, term: &Keyword) -> String {
        let group = facets::group_key(group);
        format!(
            "{}?survey={}&q={}&group={group}&{}&spoken={}",
            Section::Responses.path(frame.shop.id),
            self.picked.head.id,
            encoded(&SearchQuery::exactly(&term.written)),
            self.period.query(),
            if self.language.is_empty() {
                NONE
            } else {
                &self.language
            },
        )
    }

    fn footnotes(&self, report: &KeywordReport) -> Markup {
        let words = self.words;
        let enough = self
            .written(report)
            .is_some_and(|written| written.keywords.is_enough());
        html! {
            div.footnotes {
                @if enough { p.note { (words.keywords_method()) } }
                @if report.capped { p.note { (words.keywords_capped(LOOKED_AT as u64)) } }
                @if self.behind { p.note { (words.keywords_behind()) } }
            }
        }
    }
}

/// What the page shows of a score of this kind.
fn promise(words: Language, kind: Kind) -> String {
    let [low, high] = [Group::Low, Group::High].map(|group| words.people(kind, group));
    words.keywords_promise(low, high)
}

/// Two shares, one under the other.
fn bar(group: Group, term: &Keyword, here: u64, there: u64) -> Markup {
    let (mine, other) = if group == Group::Low {
        ("low", "good")
    } else {
        ("good", "low")
    };
    let width = |n: u64, of: u64| format!("{:.1}", 100.0 * n as f64 / of.max(1) as f64);
    html! {
        svg.twin viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true" {
            rect class=(mine) x="0" y="0" height="3" width=(width(term.here, here)) {}
            rect class=(other) x="0" y="4" height="3" width=(width(term.there, there)) {}
        }
    }
}

fn sureness(words: Language, z: f64) -> &'static str {
    if z >= VERY_SURE {
        words.keywords_very_sure()
    } else if z >= SURE {
        words.keywords_sure()
    } else {
        words.keywords_may_be_chance()
    }
}

/// A value of an address.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::sureness;
    use crate::owner::tests::{Site, language::is_latvian};
    use afterword_shared::scale::{Group, Kind};
    use afterword_wording::{Language, group_key};
    use axum::http::{StatusCode, header};

    const EN: Language = Language::ENGLISH;

    /// A share as the table writes it.
    fn share(count: u64, all: u64) -> String {
        let figure = |text: &str| maud::html! { b.figure { (text) } };
        EN.keywords_share(count, all, figure).into_string()
    }

    fn answers(low: usize, high: usize) -> Vec<(u8, &'static str)> {
        let lows = [
            "late delivery again",
            "The cup came late; late delivery <b>",
        ];
        let highs = ["a lovely cup", "lovely, thank you"];
        let low = (0..low).map(|place| (2, lows[place % 2]));
        let high = (0..high).map(|place| (10, highs[place % 2]));
        low.chain(high).collect()
    }

    #[tokio::test]
    async fn each_side_has_its_words_with_counts_and_links_to_its_answers() {
        let (site, shop) = Site::set_up().await;
        site.answer(shop, &answers(30, 40), false).await;
        let path = format!("/shops/{shop}/words");
        let page = site.get(&path).await;
        assert_eq!(page.status, StatusCode::OK);
        for shown in [
            &*EN.keywords_say(group_key(Kind::Nps, Group::Low)),
            &EN.keywords_say(group_key(Kind::Nps, Group::High)),
            ">late delivery</a>",
            ">lovely</a>",
            &share(40, 40),
            &share(0, 30),
            EN.keywords_very_sure(),
        ] {
            assert!(page.body.contains(shown), "{shown}");
        }
        let link = page.body.split(">lovely</a>").next().unwrap();
        let link = link.rsplit("href=\"").next().unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let answers = site.get(&link).await;
        assert!(answers.body.contains(">40\u{a0}answers</b>"), "{link}");
        assert!(answers.body.contains("<mark>lovely</mark>"));
    }

    #[tokio::test]
    async fn the_page_is_in_latvian() {
        for answers in [answers(0, 0), answers(5, 60), answers(30, 40)] {
            let (site, shop) = Site::set_up().await;
            site.answer(shop, &answers, false).await;
            let page = site.get_in_latvian(&format!("/shops/{shop}/words")).await;
            is_latvian(&page, &["keywords"]);
            let compared = answers.len() == 70;
            assert_eq!(page.contains("Kritizētāji saka"), compared);
            assert_eq!(page.contains(">late delivery</a>"), compared);
        }
    }

    #[tokio::test]
    async fn programs_are_told_the_words_of_the_page() {
        let (site, shop) = Site::set_up().await;
        site.answer(shop, &answers(30, 40), false).await;
        let (key, survey) = (site.key(shop).await, site.survey(shop).await.id);
        let told = site.told(&key, &format!("surveys/{survey}/words")).await;
        let page = site.get(&format!("/shops/{shop}/words?days=all")).await;
        assert_eq!(
            (&told["looked_at"], &told["behind"]),
            (&70.into(), &false.into())
        );
        let [spoken] = &told["languages"].as_array().unwrap()[..] else {
            panic!("{told}");
        };
        assert_eq!(spoken["language"], serde_json::Value::Null);
        assert_eq!(spoken["texts"]["detractor"], 30);
        assert_eq!(spoken["texts"]["promoter"], 40);
        let mut rows = page.body.split("<tr><th scope=\"row\">").skip(1);
        for (side, here, there) in [("low", 30, 40), ("high", 40, 30)] {
            let words = spoken[side].as_array().unwrap();
            assert!(!words.is_empty());
            for word in words {
                let row = rows.next().unwrap();
                let written = word["written"].as_str().unwrap();
                assert!(row.contains(&format!(">{written}</a>")), "{written}: {row}");
                for (n, of) in [(&word["here"], here), (&word["there"], there)] {
                    let count = share(n.as_u64().unwrap(), of);
                    assert!(row.contains(&count), "{count}: {row}");
                }
                let sure = sureness(EN, word["z"].as_f64().unwrap());
                assert!(row.contains(sure), "{sure}: {row}");
            }
        }
        assert!(rows.next().is_none());
    }

    #[tokio::test]
    async fn words_that_are_behind_are_not_kept_by_programs() {
        let (site, shop) = Site::set_up().await;
        site.answer(shop, &answers(1500, 1500), false).await;
        let (key, survey) = (site.key(shop).await, site.survey(shop).await.id);
        let path = format!("/api/v1/surveys/{survey}/words");
        let first = site.program("GET", &path, &key, "").await;
        assert!(first.headers.contains_key(header::ETAG));
        // Counting took its time, so that it is not done anew at once.
        site.key(shop).await;
        let second = site.program("GET", &path, &key, "").await;
        let told: serde_json::Value = serde_json::from_str(&second.body).unwrap();
        let is_behind = told["behind"].as_bool().unwrap();
        assert_eq!(second.headers.contains_key(header::ETAG), !is_behind);
        let kept = second.headers[header::CACHE_CONTROL].to_str().unwrap();
        assert_eq!(kept == "no-store", is_behind, "{kept}");
    }

    #[tokio::test]
    async fn where_few_wrote_their_answers_stand_instead_of_words() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/words");
        let page = site.get(&path).await;
        assert!(page.body.contains(EN.keywords_nobody_note()));
        site.answer(shop, &answers(5, 60), false).await;
        let page = site.get(&path).await;
        let [low, high] = [Group::Low, Group::High].map(|group| EN.people(Kind::Nps, group));
        let bold = afterword_wording::bold;
        let too_few = EN.keywords_too_few(low, high, 5, 60, bold, bold);
        assert!(page.body.contains(&too_few.into_string()));
        assert!(page.body.contains("late delivery &lt;b&gt;"));
        assert!(!page.body.contains(EN.keywords_sureness()));
    }

    #[tokio::test]
    async fn texts_of_nothing_but_small_words_and_signs_compare_to_nothing() {
        let (site, shop) = Site::set_up().await;
        let low = (0..25).map(|_| (1, "the and of it … !!! 42"));
        let high = (0..25).map(|_| (10, "and \u{202e}it\u{202c} was"));
        let all: Vec<_> = low.chain(high).collect();
        site.answer(shop, &all, false).await;
        for query in [
            "",
            "?language=en",
            "?language=xx",
            "?language=%22%3E",
            "?survey=none",
        ] {
            let page = site.get(&format!("/shops/{shop}/words{query}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.body.contains("\">\">"), "{query}");
            // No browser said which language it is, but the survey is in English.
            assert!(page.body.contains(EN.keywords_none()), "{query}");
        }
        let wrong = format!("/shops/{shop}/words?from=2026-11-30&to=2026-11-01");
        let reply = site.get(&wrong).await;
        assert!(reply.status.is_client_error());
        assert!(reply.body.contains("ends before it starts"));
    }
}
