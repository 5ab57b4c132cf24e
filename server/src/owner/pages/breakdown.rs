//! The breakdown: one question's score by what is known about the answers, and which of the
//! differences are more than chance.

use super::overview::{no_survey, pick, survey_chooser, surveys_of, version};
use crate::{
    http::access::ShopContext,
    owner::parts::{
        chart,
        failure::Failure,
        layout::{Frame, Section},
        period_chooser, words,
    },
    services::{
        analytics::breakdown::{self, Found, Value},
        dimension_names,
        error::Error,
    },
    state::App,
};
use afterword_domain::{
    period::{Days, Period, PeriodQuery},
    record::SurveyHead,
};
use afterword_shared::{
    id::{QuestionId, ShopId},
    scale::Kind,
    survey::{Question, Survey},
};
use afterword_stats::{
    Estimate, Gauge, SCORE_FLOOR, Verdict,
    breakdown::{Compared, Folded, Row},
    score::missing,
};
use afterword_views::index::{Dimension, Filter};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

/// How many of the surest differences are listed where all dimensions are looked at.
const SUREST: usize = 20;
/// How many values of one dimension are listed; the others are as little sure as the last of them.
const LISTED: usize = 100;

/// What an address asks for, besides the filter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    survey: String,
    question: String,
    by: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `GET /shops/{shop}/breakdown`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Query(asked): Query<Asked>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Markup, Failure> {
    let shop = access.frame.shop.id;
    let surveys = surveys_of(&app, shop).await?;
    let Some(survey) = pick(&surveys, &asked.survey).cloned() else {
        return Ok(no_survey(&access.frame));
    };
    let content = version(app.store(), survey.id, survey.version).await?;
    let content = content.shown(&access.frame.shop.name);
    let period = Period::parse(&asked.period)?;
    let by = breakdown::dimension(&asked.by)?;
    // A score of detractors alone says nothing.
    let filter = Filter::parse(pairs)?.with_group(None);
    let gauged = breakdown::gauged(&content);
    let chosen = gauged
        .iter()
        .find(|(question, _)| question.id.as_str() == asked.question)
        .or(gauged.first());
    let Some((question, gauge)) = chosen else {
        return Ok(nothing_rated(&access.frame, &surveys, &survey));
    };
    let today = app.now().to_zoned(access.zone.clone()).date();
    let days = period.days(today);
    let view = app.index().read(shop).await.map_err(Error::from)?;
    let wanted = breakdown::Asked {
        survey: survey.id,
        question: &question.id,
        gauge: *gauge,
        days,
        by: by.as_ref(),
        filter: &filter,
    };
    let found = breakdown::read(&view, wanted);
    // Whatever is written waits for the view.
    drop(view);
    let page = Page {
        found,
        address: Address {
            shop,
            survey: survey.id.to_string(),
            question: question.id.clone(),
            by,
            period,
            filter,
        },
        gauge: *gauge,
        question,
        questions: gauged.iter().map(|(question, _)| *question).collect(),
        survey: &survey,
        surveys: &surveys,
        content: &content,
        days,
    };
    Ok(page.view(&access.frame))
}

/// What the page's address says, to be said again with one thing changed.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    pub(crate) shop: ShopId,
    pub(crate) survey: String,
    pub(crate) question: QuestionId,
    pub(crate) by: Option<Dimension>,
    pub(crate) period: Period,
    pub(crate) filter: Filter,
}

impl Address {
    /// All but the period.
    fn pairs(&self) -> Vec<(String, String)> {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut pairs = vec![
            pair("survey", &self.survey),
            pair("question", self.question.as_str()),
        ];
        pairs.extend(self.by.as_ref().map(|by| pair("by", &by.key())));
        pairs.extend(self.filter.pairs());
        pairs
    }

    /// The page itself.
    pub(crate) fn here(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs());
        format!(
            "{}?{}&{}",
            Section::Breakdown.path(self.shop),
            query.finish(),
            self.period.query()
        )
    }

    /// The same with one thing changed.
    fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut changed = self.clone();
        change(&mut changed);
        changed.here()
    }

    /// The answers of one value.
    pub(crate) fn responses(&self, dimension: &Dimension, value: &str) -> String {
        let filter = self.filter.clone();
        let filter = filter.with(dimension.clone(), Some(value.to_owned()));
        format!(
            "{}?survey={}&{}{}",
            Section::Responses.path(self.shop),
            self.survey,
            self.period.query(),
            filter.query()
        )
    }

    /// A group's line in the table.
    fn row(
        &self,
        row: &Row<Dimension, Value>,
        gauge: Gauge,
        axis: &Axis,
        whole: Estimate,
    ) -> Markup {
        let (dimension, value) = (&row.attribute, &row.value);
        let estimate = row.estimate;
        let shown = |value| gauge.shown(value);
        let only = self.with(|address| {
            address.filter = address
                .filter
                .clone()
                .with(dimension.clone(), Some(value.key.clone()));
            address.by = None;
        });
        html! {
            tr {
                th scope="row" {
                    @if self.by.is_none() { small { (dimension_names::name(dimension)) } }
                    a.name dir="auto" href=(self.responses(dimension, &value.key)) { (value.name) }
                    a.only href=(only) aria-label={ "Only these: " (value.name) } { "Only these" }
                }
                td.number.n { (words::count(estimate.n)) span.unit { @if estimate.n == 1 { " answer" } @else { " answers" } } }
                td.number.figure {
                    b { (shown(estimate.value)) }
                    small { (shown(estimate.low)) " to " (shown(estimate.high)) }
                }
                td.picture { (axis.picture(estimate, whole, row.verdict())) }
                td.number.difference {
                    @match &row.compared {
                        Some(compared) => (difference(gauge, compared)),
                        None => small { "no others to compare with" },
                    }
                }
            }
        }
    }
}

/// How far a group lies from the others, and whether that is sure.
fn difference(gauge: Gauge, compared: &Compared) -> Markup {
    let shown = |value| gauge.shown_difference(value);
    let difference = compared.difference;
    let (class, verdict) = match (compared.verdict(), difference.verdict()) {
        (Verdict::Rise, _) => (Some("rise"), Some("surely higher")),
        (Verdict::Fall, _) => (Some("fall"), Some("surely lower")),
        (_, Verdict::MayBeChance) => (None, None),
        // Sure by itself, but not as one of so many.
        _ => (None, Some("chance, of so many?")),
    };
    html! {
        b class=[class] { (shown(difference.value)) }
        small { (shown(difference.low)) " to " (shown(difference.high)) }
        @if let Some(verdict) = verdict { small class=[class] { (verdict) } }
    }
}

/// The page of a survey without ratings.
fn nothing_rated(frame: &Frame, surveys: &[SurveyHead], survey: &SurveyHead) -> Markup {
    frame.page(
        Section::Breakdown,
        &html! {
            main id="main" {
                div.head {
                    div { h1 { "Breakdown" } p.note { (survey.name) } }
                    div.tools { (survey_chooser(surveys, survey, |id| format!("?survey={id}"))) }
                }
                section.card {
                    p.few { "This survey asks for no ratings." }
                    p.note { "Only ratings can be broken down: recommendation, satisfaction, effort, a scale, or yes and no." }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { "To the surveys" } }
                }
            }
        },
    )
}

struct Page<'a> {
    survey: &'a SurveyHead,
    surveys: &'a [SurveyHead],
    content: &'a Survey,
    question: &'a Question,
    questions: Vec<&'a Question>,
    gauge: Gauge,
    address: Address,
    days: Days,
    found: Found,
}

impl Page<'_> {
    fn view(&self, frame: &Frame) -> Markup {
        frame.page(
            Section::Breakdown,
            &html! {
                main id="main" {
                    (self.head())
                    (self.filters())
                    @match self.found.whole {
                        Some(whole) if whole.n >= SCORE_FLOOR => (self.card(whole)),
                        few => (self.too_few(few.map_or(0, |few| few.n), frame)),
                    }
                }
            },
        )
    }

    fn head(&self) -> Markup {
        let locale = &self.content.locale;
        html! {
            div.head {
                div {
                    h1 { "Breakdown" }
                    p.note {
                        span lang=(locale) dir="auto" { (self.question.text) }
                        " · " (self.address.period.in_words())
                    }
                }
                div.tools {
                    (survey_chooser(self.surveys, self.survey, |id| self.address.with(|address| {
                        address.survey = id.to_string();
                        address.filter = Filter::default();
                    })))
                    @if self.questions.len() > 1 {
                        details.chooser {
                            summary aria-label={ "Question: " (self.question.text) } { span lang=(locale) dir="auto" { (self.question.text) } }
                            ul {
                                @for question in &self.questions {
                                    li {
                                        a href=(self.address.with(|address| address.question = question.id.clone()))
                                            aria-current=[(question.id == self.question.id).then_some("true")] lang=(locale) dir="auto" { (question.text) }
                                    }
                                }
                            }
                        }
                    }
                    (self.dimensions())
                    (period_chooser::choose(
                        self.address.period,
                        self.days,
                        |period| self.address.with(|address| address.period = period),
                        &Section::Breakdown.path(self.address.shop),
                        &self.address.pairs(),
                    ))
                }
            }
        }
    }

    fn dimensions(&self) -> Markup {
        let here = self.address.by.as_ref();
        let name = here.map_or("Everything, surest first", dimension_names::name);
        html! {
            details.chooser {
                summary aria-label={ "By: " (name) } { span { "By: " (name) } }
                ul {
                    li { a href=(self.address.with(|address| address.by = None)) aria-current=[here.is_none().then_some("true")] { "Everything, surest first" } }
                    @for dimension in &self.found.known {
                        li {
                            a href=(self.address.with(|address| address.by = Some(dimension.clone())))
                                aria-current=[(here == Some(dimension)).then_some("true")] { (dimension_names::name(dimension)) }
                        }
                    }
                }
            }
        }
    }

    /// What the answers are narrowed down to, each part with a way out of it.
    fn filters(&self) -> Markup {
        html! {
            @if !self.found.filtered.is_empty() {
                ul.filters aria-label="Only these answers" {
                    @for (dimension, value) in &self.found.filtered {
                        li {
                            span { (dimension_names::name(dimension)) ": " b dir="auto" { (value) } }
                            a href=(self.address.with(|address| address.filter = address.filter.clone().with(dimension.clone(), None)))
                                aria-label={ "Take away the filter " (dimension_names::name(dimension)) ": " (value) } { "×" }
                        }
                    }
                    @if self.found.filtered.len() > 1 {
                        li.all { a href=(self.address.with(|address| address.filter = Filter::default())) { "All answers" } }
                    }
                }
            }
        }
    }

    fn too_few(&self, n: u64, frame: &Frame) -> Markup {
        let words = self.address.period.in_words();
        html! {
            section.card {
                p.few {
                    @if n == 0 { "No answers " (words) "." }
                    @else { b { (words::counted(n, "answer", "answers")) } " " (words) "." }
                }
                p.note {
                    @match missing(n) {
                        Some(SCORE_FLOOR) | None => { (words::counted(SCORE_FLOOR, "answer makes", "answers make")) },
                        Some(missing) => (words::counted(missing, "more makes", "more make")),
                    }
                    " a figure; from there on it can be compared by country, product and whatever else is known."
                }
                div.actions {
                    @if !self.found.filtered.is_empty() {
                        a.button href=(self.address.with(|address| address.filter = Filter::default())) { "All answers" }
                    } @else if self.address.period != Period::All {
                        a.button href=(self.address.with(|address| address.period = Period::All)) { "Look at all time" }
                    } @else {
                        a.button href=(Section::Install.path(frame.shop.id)) { "How to install the tag" }
                    }
                }
            }
        }
    }

    fn card(&self, whole: Estimate) -> Markup {
        let (rows, more) = self.rows();
        let estimates = rows.iter().map(|row| row.estimate);
        let axis = Axis::of(self.gauge, estimates.chain([whole]));
        html! {
            section.card {
                (self.summary(whole))
                @if rows.is_empty() {
                    p.few.apart { (self.nothing_to_compare()) }
                } @else {
                    table.breakdown {
                        caption.unseen { "The score by group, the surest difference first" }
                        thead {
                            tr {
                                th scope="col" { (self.address.by.as_ref().map_or("Group", dimension_names::name)) }
                                th.number scope="col" { "Answers" }
                                th.number scope="col" { (if self.gauge.is_mean() { "Mean" } else { "Score" }) }
                                th.picture scope="col" { (axis.labels(whole)) }
                                th.number scope="col" { "Against the others" }
                            }
                        }
                        tbody { @for row in &rows { (self.address.row(row, self.gauge, &axis, whole)) } }
                    }
                }
                (self.folded(more))
                (self.how_to_read())
            }
        }
    }

    /// The rows that are shown, and how many are not. Where all dimensions are looked at, of two
    /// values that are each other's rest the first stands for both.
    fn rows(&self) -> (Vec<&Row<Dimension, Value>>, usize) {
        let mut rows: Vec<&Row<Dimension, Value>> = Vec::new();
        let all = self.address.by.is_none();
        for row in &self.found.groups.rows {
            let same = || rows.iter().any(|other| mirror(row, other));
            if !(all && (row.compared.is_none() || same())) {
                rows.push(row);
            }
        }
        let listed = rows.len().min(if all { SUREST } else { LISTED });
        let more = rows.len() - listed;
        rows.truncate(listed);
        (rows, more)
    }

    fn summary(&self, whole: Estimate) -> Markup {
        let shown = |value| self.gauge.shown(value);
        let sure = self
            .found
            .groups
            .rows
            .iter()
            .filter(|row| row.verdict() != Verdict::MayBeChance)
            .count();
        html! {
            p.few {
                b { (shown(whole.value)) }
                @match self.gauge.kind() {
                    Kind::Csat => " satisfied",
                    Kind::Ces => " found it easy",
                    Kind::YesNo => " said yes",
                    Kind::Scale => { " of " (self.gauge.scale().high) " on average" },
                    _ => {},
                }
                " from " (words::counted(whole.n, "answer", "answers"))
                @if self.found.groups.rows.iter().any(|row| row.compared.is_some()) {
                    @match sure {
                        0 => ". Nothing here differs by more than chance." ,
                        1 => ". One group differs by more than chance.",
                        sure => { ". " (words::count(sure as u64)) " groups differ by more than chance." }
                    }
                } @else { "." }
            }
            p.note { "Between " (shown(whole.low)) " and " (shown(whole.high)) ", 95 times in 100." }
        }
    }

    /// What has too few answers to stand alone, and what is not listed.
    fn folded(&self, more: usize) -> Markup {
        let all = self.address.by.is_none();
        html! {
            @if !self.found.groups.folded.is_empty() {
                p.note.apart {
                    b { "Other, n too small: " }
                    @for (place, folded) in self.found.groups.folded.iter().enumerate() {
                        @if place > 0 { ", " }
                        (folded_in_words(folded, all))
                    }
                    ". A group needs " (SCORE_FLOOR) " answers to stand alone."
                }
            }
            @if more > 0 {
                p.note {
                    @if all { "These are the surest. " (words::counted(more as u64, "other comparison was", "other comparisons were")) " looked at too; choose one kind of group under “By” to see all of them." }
                    @else { (words::counted(more as u64, "group is", "groups are")) " not listed: they differ even less surely." }
                }
            }
        }
    }

    fn nothing_to_compare(&self) -> Markup {
        html! {
            @match &self.address.by {
                _ if !self.found.groups.folded.is_empty() => "No two groups have answers enough to be compared.",
                Some(dimension) => { "Of these answers, nothing is known about " q { (dimension_names::name(dimension)) } "." },
                None => "Nothing is known of these answers that would tell them apart.",
            }
        }
    }

    fn how_to_read(&self) -> Markup {
        let compared = self
            .found
            .groups
            .rows
            .iter()
            .filter(|row| row.compared.is_some())
            .count();
        html! {
            details.numbers {
                summary { "How to read this" }
                p.note {
                    "Each group is compared with all other answers of which the same is known. Behind each figure stands the interval that holds the true one 95 times in 100. "
                    @if compared > 1 {
                        "Of " (words::count(compared as u64)) " comparisons, some would stand out by chance alone, so all are judged together (Benjamini and Hochberg): of those that are coloured, at most one in twenty is chance, on average. A difference without colour may exclude zero by itself and still be one of those."
                    }
                }
                p.note { "A group may differ because of something that goes along with it: people far away may mind the delivery, not the country. Narrow the answers down with “Only these” to see whether a difference stays." }
            }
        }
    }
}

/// Whether one row is what the other leaves, so that both say the same.
fn mirror(one: &Row<Dimension, Value>, other: &Row<Dimension, Value>) -> bool {
    let (Some(this), Some(that)) = (one.compared, other.compared) else {
        return false;
    };
    let sum = this.difference.value + that.difference.value;
    let ends = this.difference.low + that.difference.high;
    one.attribute == other.attribute && sum.abs() < 1e-9 && ends.abs() < 1e-9
}

/// `3 groups with 38 answers together`; with the dimension's name, and then shorter, among others.
fn folded_in_words(folded: &Folded<Dimension>, named: bool) -> Markup {
    let groups = words::counted(folded.values as u64, "group", "groups");
    html! {
        @if named { (groups) " by " (dimension_names::name(&folded.attribute).to_lowercase()) }
        // An order of several products counts for each of them: their sum would be too much.
        @else if folded.attribute.has_many() { (groups) }
        @else {
            (groups) " with " (words::counted(folded.n, "answer", "answers"))
            @if folded.values > 1 { " together" }
        }
    }
}

/// The stretch of figures on which all rows are drawn.
pub(crate) struct Axis {
    gauge: Gauge,
    low: f64,
    high: f64,
}

impl Axis {
    /// From the lowest to the highest end of the intervals, to round figures.
    pub(crate) fn of(gauge: Gauge, estimates: impl Iterator<Item = Estimate>) -> Self {
        let scale = gauge.scale();
        let (least, most) = match gauge.kind() {
            kind if kind.is_nps() => (-100.0, 100.0),
            _ if gauge.is_mean() => (f64::from(scale.low), f64::from(scale.high)),
            _ => (0.0, 100.0),
        };
        let step = (most - least) / if gauge.is_mean() { 8.0 } else { 20.0 };
        let (low, high) = estimates.fold((most, least), |(low, high): (f64, f64), estimate| {
            (low.min(estimate.low), high.max(estimate.high))
        });
        let down = |value: f64| least + ((value - least) / step).floor() * step;
        let up = |value: f64| least + ((value - least) / step).ceil() * step;
        let low = down(low).clamp(least, most - step);
        Self {
            gauge,
            low,
            high: up(high).clamp(low + step, most),
        }
    }

    fn place(&self, value: f64) -> String {
        let share = (value - self.low) / (self.high - self.low) * 100.0;
        chart::part(share.clamp(0.0, 100.0))
    }

    fn labels(&self, whole: Estimate) -> Markup {
        html! {
            span.unseen { "Interval" }
            svg width="100%" height="18" aria-hidden="true" {
                text.axis x="0" y="14" { (self.gauge.shown(self.low)) }
                text.axis.end x="100%" y="14" { (self.gauge.shown(self.high)) }
                line.zero x1=(self.place(whole.value)) x2=(self.place(whole.value)) y1="8" y2="100" {}
            }
        }
    }

    /// An estimate and its interval, before the whole's figure.
    pub(crate) fn picture(&self, estimate: Estimate, whole: Estimate, verdict: Verdict) -> Markup {
        let class = match verdict {
            Verdict::Rise => "whisker up",
            Verdict::Fall => "whisker down",
            Verdict::MayBeChance => "whisker",
        };
        html! {
            svg width="100%" height="24" aria-hidden="true" {
                line.rail x1="0" x2="100%" y1="12" y2="12" {}
                line.zero x1=(self.place(whole.value)) x2=(self.place(whole.value)) y1="-100" y2="200" {}
                g class=(class) {
                    line x1=(self.place(estimate.low)) x2=(self.place(estimate.high)) y1="12" y2="12" {}
                    circle cx=(self.place(estimate.value)) cy="12" r="5" {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{owner::tests::Site, services::create_shop};
    use afterword_domain::validate::milliseconds;
    use afterword_domain::{
        change::{Change, Expect},
        record::{Context, Device, Record, Response, ResponseState},
    };
    use afterword_shared::{
        id::ResponseId,
        response::{Answer, Answers},
    };
    use axum::{
        body::Body,
        http::{Request, StatusCode, header},
    };
    use jiff::SignedDuration;

    /// How often `rating` was given where this was known.
    struct Given {
        rating: u8,
        times: u32,
        country: &'static str,
        device: Device,
    }

    fn given(rating: u8, times: u32, country: &'static str, device: Device) -> Given {
        Given {
            rating,
            times,
            country,
            device,
        }
    }

    async fn answer(site: &Site, shop: ShopId, given: &[Given]) {
        let survey = site.survey(shop).await;
        let now = site.app.now();
        let mut change = Change::default();
        let all = given
            .iter()
            .flat_map(|given| (0..given.times).map(move |_| given));
        for (place, given) in all.enumerate() {
            let at = now - SignedDuration::from_mins(1);
            let mut answers = Answers::default();
            answers.set("score".parse().unwrap(), Answer::Rating(given.rating));
            let response = Response {
                further: false,
                id: ResponseId::new(milliseconds(at), place as u128),
                shop,
                survey: survey.id,
                version: 1,
                order: Some(format!("{place}").parse().unwrap()),
                verified: false,
                test: false,
                state: ResponseState::Complete,
                owner: None,
                revision: 1,
                message: 0,
                shown: Vec::new(),
                answers,
                asked_at: at,
                seen_at: Some(at),
                first_answered_at: Some(at),
                completed_at: Some(at),
                dismissed_at: None,
                withdrawn_at: None,
                customer: None,
                context: Context {
                    country: Some(given.country.to_owned()),
                    device: given.device,
                    ..Context::default()
                },
            };
            change
                .put
                .push((Expect::Absent, Record::Response(response)));
        }
        site.app.must_write(change).await.unwrap();
    }

    /// Latvia content, Estonia not, and a few Finns; devices alike.
    async fn two_countries(site: &Site, shop: ShopId) {
        let mut all = vec![given(9, 4, "FI", Device::Phone)];
        for device in [Device::Phone, Device::Desktop] {
            all.push(given(10, 60, "LV", device));
            all.push(given(3, 10, "LV", device));
            all.push(given(10, 20, "EE", device));
            all.push(given(3, 30, "EE", device));
        }
        answer(site, shop, &all).await;
    }

    #[tokio::test]
    async fn a_difference_is_coloured_and_named_where_it_is_sure_among_all() {
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let page = site
            .get(&format!("/shops/{shop}/breakdown?by=country"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let text = page.body.replace('\u{a0}', " ");
        assert!(text.contains("2 groups differ by more than chance"));
        // 120 promoters and 20 detractors of 140 against 44 and 60 of 104: 71 and −15.
        assert!(text.contains("<b>+71</b>"), "{text}");
        assert!(text.contains("<b class=\"rise\">+87</b>"), "{text}");
        assert!(text.contains("surely higher") && text.contains("surely lower"));
        assert!(text.contains("1 group with 4 answers"), "{text}");
        let devices = site
            .get(&format!("/shops/{shop}/breakdown?by=device"))
            .await;
        assert!(devices.body.contains("Nothing here differs"));
        assert!(!devices.body.contains("surely"));
    }

    #[tokio::test]
    async fn all_at_once_begin_with_the_surest_and_say_a_mirrored_pair_once() {
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let page = site.get(&format!("/shops/{shop}/breakdown")).await.body;
        let country = page.find("<small>Country</small>").unwrap();
        let device = page.find("<small>Device</small>").unwrap();
        assert!(country < device);
        assert_eq!(page.matches("<small>Device</small>").count(), 1);
    }

    #[tokio::test]
    async fn every_group_leads_to_its_answers_and_can_be_broken_down_further() {
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let survey = site.survey(shop).await.id;
        let address = format!("/shops/{shop}/breakdown?by=country&days=90&device=phone");
        let page = site.get(&address).await.body.replace("&amp;", "&");
        let responses =
            format!("/shops/{shop}/responses?survey={survey}&days=90&country=LV&device=phone");
        assert!(page.contains(&responses), "{page}");
        let only = format!(
            "/shops/{shop}/breakdown?survey={survey}&question=score&country=LV&device=phone&days=90"
        );
        assert!(page.contains(&only), "{page}");
        let narrowed = site.get(&only).await.body.replace('\u{a0}', " ");
        assert!(narrowed.contains("from 70 answers"), "{narrowed}");
        assert!(narrowed.contains("Take away the filter Country: Latvia"));
    }

    #[tokio::test]
    async fn the_overview_shows_what_splits_the_answers_most_surely() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/overview");
        answer(&site, shop, &[given(9, 80, "LV", Device::Phone)]).await;
        let alike = site.get(&path).await;
        assert_eq!(alike.status, StatusCode::OK);
        assert!(!alike.body.contains("What differs most"));
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let page = site.get(&format!("/shops/{shop}/overview")).await.body;
        assert!(page.contains("What differs most: country"), "{page}");
        assert!(page.contains("/breakdown?") && page.contains("by=country"));
    }

    #[tokio::test]
    async fn few_answers_are_no_figure_and_the_page_says_what_to_do() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/breakdown");
        let empty = site.get(&path).await;
        assert_eq!(empty.status, StatusCode::OK);
        assert!(empty.body.contains("No answers in the last 30 days"));
        assert!(empty.body.contains("Look at all time"));
        answer(&site, shop, &[given(9, 29, "LV", Device::Phone)]).await;
        let few = site.get(&path).await.body.replace('\u{a0}', " ");
        assert!(few.contains("29 answers") && few.contains("1 more makes a figure"));
        assert!(!few.contains("<table"));
    }

    #[tokio::test]
    async fn a_program_reads_the_same_figures() {
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let survey = site.survey(shop).await.id;
        let (key, record) = create_shop::new_api_key(shop, "Till", site.app.now());
        let kept = Change::put(Expect::Absent, Record::ApiKey(record));
        site.app.must_write(kept).await.unwrap();
        let read = async |query: &str| {
            let request = Request::get(format!("/api/v1/surveys/{survey}/breakdown?{query}"))
                .header(header::AUTHORIZATION, format!("Bearer {key}"));
            let reply = site.send(request.body(Body::empty()).unwrap()).await;
            let body: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
            (reply.status, body)
        };
        let (status, body) = read("by=country").await;
        assert_eq!(status, StatusCode::OK, "{body}");
        assert_eq!(body["all"]["n"], 244);
        let groups = body["groups"].as_array().unwrap();
        let latvia = groups.iter().find(|group| group["value"] == "LV").unwrap();
        assert_eq!(latvia["name"], "Latvia");
        assert_eq!(latvia["figure"]["value"], 71.43);
        assert_eq!(latvia["difference"]["sure"], "higher");
        assert_eq!(body["too_small"][0]["groups"], 1);
        let (status, body) = read("by=weather").await;
        assert!(status.is_client_error() && body["detail"].as_str().unwrap().contains("weather"));
        let (status, _) = read("question=why").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_mistake_in_the_address_is_told_in_a_sentence() {
        let (site, shop) = Site::set_up().await;
        for (query, told) in [
            ("by=weather", "can’t be broken down by “weather”"),
            ("country=Latvia", "two letters"),
            ("country=LV&country=EE", "stands twice"),
            ("from=2026-11-30&to=2026-11-01", "ends before it starts"),
        ] {
            let page = site.get(&format!("/shops/{shop}/breakdown?{query}")).await;
            assert!(page.status.is_client_error(), "{query}: {}", page.status);
            assert!(page.body.contains(told), "{query}: {}", page.body);
        }
        let elsewhere = ShopId::new(1, 1);
        let page = site.get(&format!("/shops/{elsewhere}/breakdown")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }

    #[test]
    fn an_axis_ends_at_round_figures_and_holds_every_interval() {
        let gauge = Gauge::new(Kind::Nps, Kind::Nps.scale().unwrap()).unwrap();
        let estimate = |low, high| Estimate {
            value: f64::midpoint(low, high),
            n: 40,
            low,
            high,
        };
        let axis = Axis::of(
            gauge,
            [estimate(-7.0, 31.0), estimate(12.0, 44.0)].into_iter(),
        );
        assert_eq!((axis.low, axis.high), (-10.0, 50.0));
        let top = Axis::of(gauge, [estimate(100.0, 100.0)].into_iter());
        assert_eq!((top.low, top.high), (90.0, 100.0));
    }
}
