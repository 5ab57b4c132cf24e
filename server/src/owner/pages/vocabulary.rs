//! Words: what the lowest group says that the highest does not, and the reverse.

use crate::{
    http::access::ShopContext,
    owner::parts::{
        answer::Lines,
        failure::Failure,
        layout::{Frame, Section},
        period_chooser,
        survey_picker::{no_survey, pick, survey_chooser, surveys_of, version},
        words,
    },
    services::analytics::keywords::{
        TEXT_FLOOR, Telling, Vocabulary,
        tally::{LOOKED_AT, Spoken, Stretch, Tally, scored},
    },
    state::App,
};
use afterword_domain::{
    language::primary,
    period::{Period, PeriodQuery},
    record::{Response, Shop, SurveyHead},
};
use afterword_library::locale::Locale;
use afterword_shared::{
    scale::{Group, Kind},
    survey::Survey,
};
use afterword_views::search::{
    Query as SearchQuery,
    facets::{NONE, group_key},
};
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
pub(crate) struct Asked {
    survey: String,
    #[serde(flatten)]
    period: PeriodQuery,
    language: Option<String>,
}

/// `GET /shops/{shop}/words`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(asked): Query<Asked>,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&access.frame));
    };
    let period = Period::parse_or(&asked.period, Period::Year)?;
    let lines = Lines {
        zone: access.zone.clone(),
        now: app.now(),
        long: true,
        back: String::new(),
    };
    let content = version(app.store(), survey.id, survey.version).await?;
    let mut page = Page {
        survey,
        surveys,
        period,
        kind: None,
        tally: None,
        behind: false,
        language: String::new(),
        listed: [Vec::new(), Vec::new()],
    };
    if let Some(scored) = scored(&content) {
        page.kind = Some(scored.kind);
        let today = lines.now.to_zoned(lines.zone.clone()).date();
        let days = period.days(today);
        let stretch = Stretch::of(page.survey.id, days, today, &lines.zone);
        let answers = app.answers(access.frame.shop.id);
        let (tally, behind) = app.tallies().get(&answers, stretch, scored).await?;
        page.behind = behind;
        page.language = chosen(&tally, asked.language.as_deref());
        if let Some(spoken) = tally.languages.get(&page.language)
            && !spoken.vocabulary.is_enough()
        {
            page.listed = listed(&app, spoken, &access.frame.shop).await?;
        }
        page.tally = Some(tally);
    }
    Ok(page.view(&access.frame, &lines))
}

/// The language that was asked for, else the one in which most was said.
fn chosen(tally: &Tally, asked: Option<&str>) -> String {
    let asked = asked
        .map(primary)
        .filter(|language| tally.languages.contains_key(language));
    let languages = tally.most_first();
    asked
        .or_else(|| {
            languages
                .first()
                .map(|(language, _)| (*language).to_owned())
        })
        .unwrap_or_default()
}

/// The newest answers of both sides, where there are too few to compare.
async fn listed(
    app: &App,
    spoken: &Spoken,
    shop: &Shop,
) -> Result<[Vec<(Response, Survey)>; 2], Failure> {
    let mut listed = [Vec::new(), Vec::new()];
    for (list, ids) in listed.iter_mut().zip(&spoken.newest) {
        for id in ids {
            let Some(kept) = app.store().response(shop.id, *id).await? else {
                continue;
            };
            let content = version(app.store(), kept.value.survey, kept.value.version).await?;
            list.push((kept.value, content.shown(&shop.name)));
        }
    }
    Ok(listed)
}

/// The name of a language in itself; its tag where we do not speak it.
pub(crate) fn language_name(language: &str) -> String {
    if language.is_empty() {
        return "Language not known".to_owned();
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

struct Page {
    survey: SurveyHead,
    surveys: Vec<SurveyHead>,
    period: Period,
    /// What the score is of; `None` for a survey without one.
    kind: Option<Kind>,
    tally: Option<Arc<Tally>>,
    /// Whether something was written since the words were counted.
    behind: bool,
    language: String,
    listed: [Vec<(Response, Survey)>; 2],
}

impl Page {
    fn view(&self, frame: &Frame, lines: &Lines) -> Markup {
        frame.page(
            Section::Words,
            &html! {
                main id="main" {
                    div.head {
                        div {
                            h1 { "Words" }
                            p.note { (self.survey.name) ", " (self.period.in_words()) ". " (self.promise()) }
                        }
                        div.tools {
                            (survey_chooser(frame.words, &self.surveys, &self.survey, |id| format!("?survey={id}&{}", self.period.query())))
                            @if self.kind.is_some() {
                                (period_chooser::choose(
                                frame.words,
                                    self.period,
                                    self.period.days(lines.now.to_zoned(lines.zone.clone()).date()),
                                    |period| format!("?survey={}&{}{}", self.survey.id, period.query(), self.language_query()),
                                    &Section::Words.path(frame.shop.id),
                                    &[("survey".to_owned(), self.survey.id.to_string()), ("language".to_owned(), self.language.clone())],
                                ))
                            }
                        }
                    }
                    @match (self.kind, &self.tally) {
                        (Some(kind), Some(tally)) if !tally.languages.is_empty() => {
                            (self.languages(tally))
                            (self.sides(kind, tally, frame, lines))
                            (self.footnotes(kind, tally))
                        },
                        (Some(_), _) => section.card {
                            p.few { "Nobody wrote anything " (self.period.in_words()) "." }
                            p.note { "Words appear here as soon as shoppers answer in words; a survey needs a question that asks for them." }
                            @if self.period != Period::All {
                                div.actions { a.button href={ "?survey=" (self.survey.id) "&" (Period::All.query()) } { "Look at all time" } }
                            }
                        },
                        (None, _) => section.card {
                            p.few { "This survey has no score." }
                            p.note { "Here stand the words that tell low scores from high ones. Read this survey’s answers under "
                                a href={ (Section::Responses.path(frame.shop.id)) "?survey=" (self.survey.id) } { "Responses" } "." }
                        },
                    }
                }
            },
        )
    }

    fn promise(&self) -> String {
        self.kind.map_or_else(String::new, |kind| {
            let [low, high] = [Group::Low, Group::High].map(|group| words::people(kind, group));
            format!("What {low} say that {high} do not, and the reverse: counted, not interpreted.")
        })
    }

    fn language_query(&self) -> String {
        if self.language.is_empty() {
            String::new()
        } else {
            format!("&language={}", encoded(&self.language))
        }
    }

    fn languages(&self, tally: &Tally) -> Markup {
        let known = tally.most_first();
        html! {
            @if known.len() > 1 {
                nav.languages aria-label="Language" {
                    @for (language, spoken) in known {
                        a.chiplet href={ "?survey=" (self.survey.id) "&" (self.period.query()) "&language=" (encoded(language)) }
                            aria-current=[(language == self.language).then_some("true")] {
                            span lang=[(!language.is_empty()).then_some(language)] { (language_name(language)) }
                            small.figure { (words::count(spoken.vocabulary.said() as u64)) }
                        }
                    }
                }
            }
        }
    }

    fn spoken<'a>(&self, tally: &'a Tally) -> Option<&'a Spoken> {
        tally.languages.get(&self.language)
    }

    fn sides(&self, kind: Kind, tally: &Tally, frame: &Frame, lines: &Lines) -> Markup {
        let Some(spoken) = self.spoken(tally) else {
            return html! {};
        };
        let vocabulary = &spoken.vocabulary;
        html! {
            @if !vocabulary.is_enough() { (Self::too_few(kind, vocabulary)) }
            div.grid.sides {
                @for (place, group) in [Group::Low, Group::High].into_iter().enumerate() {
                    section.card.six aria-labelledby={ "side-" (place) } {
                        h2 id={ "side-" (place) } {
                            @if vocabulary.is_enough() { (words::capital(words::people(kind, group))) " say" }
                            @else { "The newest words of " (words::people(kind, group)) }
                        }
                        @if vocabulary.is_enough() {
                            @let telling = if place == 0 { &vocabulary.low } else { &vocabulary.high };
                            (self.table(kind, group, telling, vocabulary, frame))
                        } @else if self.listed[place].is_empty() {
                            p.note { "They wrote nothing." }
                        } @else {
                            ol.answers.long { @for (response, content) in &self.listed[place] { (lines.line(response, content)) } }
                        }
                    }
                }
            }
        }
    }

    fn too_few(kind: Kind, vocabulary: &Vocabulary) -> Markup {
        let name = |group| words::people(kind, group);
        html! {
            p.few.lead {
                "Too few words to compare: " (name(Group::Low)) " wrote "
                b { (words::counted(vocabulary.texts[0] as u64, "answer", "answers")) } ", "
                (name(Group::High)) " " b { (vocabulary.texts[2]) } "."
            }
            p.note.lead { "From " (TEXT_FLOOR) " on each side on, the words that tell them apart stand here. Until then, read what was written." }
        }
    }

    fn table(
        &self,
        kind: Kind,
        group: Group,
        telling: &[Telling],
        vocabulary: &Vocabulary,
        frame: &Frame,
    ) -> Markup {
        let other = if group == Group::Low {
            Group::High
        } else {
            Group::Low
        };
        let texts = |group: Group| match group {
            Group::Low => vocabulary.texts[0] as u64,
            _ => vocabulary.texts[2] as u64,
        };
        html! {
            @if telling.is_empty() {
                p.few { "No word stands out." }
                p.note { "What they write differs from the others’ words by no more than chance would make it." }
            } @else {
                table.list.telling {
                    thead { tr {
                        th scope="col" { "Words" }
                        th scope="col" { (words::group_name(kind, group)) }
                        th scope="col" { (words::group_name(kind, other)) }
                        th scope="col" { "How sure" }
                    } }
                    tbody {
                        @for term in telling {
                            tr {
                                th scope="row" {
                                    a href=(self.answers(frame, group, term)) lang=[(!self.language.is_empty()).then_some(&self.language)] dir="auto" { (term.written) }
                                    (bar(group, term, texts(group), texts(other)))
                                }
                                td.small { b.figure { (words::count(term.here)) } " of " (words::count(texts(group))) span.narrow-only { " " (words::group_name(kind, group).to_lowercase()) } }
                                td.small { b.figure { (words::count(term.there)) } " of " (words::count(texts(other))) span.narrow-only { " " (words::group_name(kind, other).to_lowercase()) } }
                                td.sure { (sureness(term.z)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The answers of a group that have a term.
    fn answers(&self, frame: &Frame, group: Group, term: &Telling) -> String {
        let group = group_key(group);
        format!(
            "{}?survey={}&q={}&group={group}&{}&spoken={}",
            Section::Responses.path(frame.shop.id),
            self.survey.id,
            encoded(&SearchQuery::exactly(&term.written)),
            self.period.query(),
            if self.language.is_empty() {
                NONE
            } else {
                &self.language
            },
        )
    }

    fn footnotes(&self, kind: Kind, tally: &Tally) -> Markup {
        let enough = self
            .spoken(tally)
            .is_some_and(|spoken| spoken.vocabulary.is_enough());
        let [low, high] = [Group::Low, Group::High].map(|group| words::people(kind, group));
        html! {
            div.footnotes {
                @if enough {
                    p.note { "A word counts once for each answer that has it. Listed are the words that " (low) " and " (high)
                        " use differently by more than chance does to 1 word in 20 (log-odds with a prior made of all answers in this language); of the many words looked at, some that “may be chance” are. A word shows what people write about, not what causes a score." }
                }
                @if tally.capped {
                    p.note { "Counted in the latest " (words::count(LOOKED_AT as u64)) " answers of the period; older ones are left out." }
                }
                @if self.behind {
                    p.note { "With this many answers, words are counted once a minute: the newest may not be in." }
                }
            }
        }
    }
}

/// Two shares, one under the other.
fn bar(group: Group, term: &Telling, here: u64, there: u64) -> Markup {
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

fn sureness(z: f64) -> &'static str {
    if z >= VERY_SURE {
        "very sure"
    } else if z >= SURE {
        "sure"
    } else {
        "may be chance"
    }
}

/// A value of an address.
pub(crate) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use crate::owner::tests::Site;
    use axum::http::{StatusCode, header};

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
        for told in [
            "Detractors say",
            "Promoters say",
            ">late delivery</a>",
            ">lovely</a>",
            "<b class=\"figure\">40</b> of 40",
            "<b class=\"figure\">0</b> of 30",
            "very sure",
        ] {
            assert!(page.body.contains(told), "{told}");
        }
        let link = page.body.split(">lovely</a>").next().unwrap();
        let link = link.rsplit("href=\"").next().unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        let answers = site.get(&link).await;
        assert!(
            answers
                .body
                .contains("<b class=\"figure\">40\u{a0}answers</b> found"),
            "{link}"
        );
        assert!(answers.body.contains("<mark>lovely</mark>"));
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
                    let count = format!("<b class=\"figure\">{n}</b> of {of}");
                    assert!(row.contains(&count), "{count}: {row}");
                }
                let sure = crate::owner::pages::vocabulary::sureness(word["z"].as_f64().unwrap());
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
        assert!(page.body.contains("Nobody wrote anything"));
        site.answer(shop, &answers(5, 60), false).await;
        let page = site.get(&path).await;
        assert!(page.body.contains("Too few words to compare"));
        assert!(page.body.contains("5\u{a0}answers"));
        assert!(page.body.contains("late delivery &lt;b&gt;"));
        assert!(!page.body.contains("How sure"));
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
            assert!(page.body.contains("No word stands out."), "{query}");
        }
        let wrong = format!("/shops/{shop}/words?from=2026-11-30&to=2026-11-01");
        let reply = site.get(&wrong).await;
        assert!(reply.status.is_client_error());
        assert!(reply.body.contains("ends before it starts"));
    }
}
