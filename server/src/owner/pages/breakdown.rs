//! The breakdown: one question's score by what is known about the answers, and which of the
//! differences are more than chance.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{chart, gauge, layout::Section, period_chooser, survey_picker::PickedSurvey},
    services::{
        analytics::{
            Analytics,
            breakdown::{self, BreakdownReport, BreakdownRequest, Value},
        },
        dimension_names,
    },
};
use afterword_domain::period::{Days, Period, PeriodQuery};
use afterword_shared::{
    id::{QuestionId, ShopId},
    scale::Kind,
    survey::Question,
};
use afterword_stats::{
    Estimate, Gauge, SCORE_FLOOR, Verdict,
    breakdown::{Compared, Folded, Row},
    score::missing,
};
use afterword_views::index::{Dimension, Filter};
use afterword_wording::{Language, bold};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;

/// How many of the surest differences are listed where all dimensions are looked at.
const SUREST: usize = 20;
/// How many values of one dimension are listed; the others are as little sure as the last of them.
const LISTED: usize = 100;

/// What an address asks for, besides the survey and the filter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BreakdownQuery {
    question: String,
    by: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `GET /shops/{shop}/breakdown`
pub(crate) async fn get(
    State(analytics): State<Analytics>,
    access: ShopContext,
    Query(query): Query<BreakdownQuery>,
    Query(pairs): Query<Vec<(String, String)>>,
    picked: PickedSurvey,
) -> Result<Markup, Failure> {
    let (words, shop) = (access.words, access.frame.shop.id);
    let period = Period::parse(&query.period)?;
    let by = breakdown::dimension(&query.by)?;
    // A score of detractors alone says nothing.
    let filter = Filter::parse(pairs)?.with_group(None);
    let rated = breakdown::rated_questions(&picked.content);
    let chosen = rated
        .iter()
        .find(|(question, _)| question.id.as_str() == query.question)
        .or(rated.first());
    let Some((question, gauge)) = chosen else {
        return Ok(nothing_rated(&access.frame, &picked));
    };
    let days = period.days(analytics.today(&access.frame.shop));
    let request = BreakdownRequest {
        survey: picked.head.id,
        question: &question.id,
        gauge: *gauge,
        days,
        by: by.as_ref(),
        filter: &filter,
    };
    let report = analytics.breakdown(words, shop, request).await?;
    let view = BreakdownView {
        words,
        report,
        address: Address {
            shop,
            survey: picked.head.id.to_string(),
            question: question.id.clone(),
            by,
            period,
            filter,
        },
        gauge: *gauge,
        question,
        questions: rated.iter().map(|(question, _)| *question).collect(),
        picked: &picked,
        days,
    };
    Ok(view.page(&access.frame))
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
        words: Language,
        row: &Row<Dimension, Value>,
        gauge: Gauge,
        axis: &Axis,
        whole: Estimate,
    ) -> Markup {
        let (dimension, value) = (&row.attribute, &row.value);
        let estimate = row.estimate;
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
                    @if self.by.is_none() { small { (dimension_names::name(words, dimension)) } }
                    a.name dir="auto" href=(self.responses(dimension, &value.key)) { (value.name) }
                    a.only href=(only) aria-label=(words.breakdown_only_label(&value.name)) { (words.breakdown_only()) }
                }
                td.number.n { (words.breakdown_count(estimate.n, unit)) }
                td.number.figure {
                    b { (gauge::value(words, gauge, estimate.value)) }
                    small { (gauge::range(words, gauge, estimate.low, estimate.high)) }
                }
                td.picture { (axis.picture(estimate, whole, row.verdict())) }
                td.number.difference {
                    @match &row.compared {
                        Some(compared) => (difference(words, gauge, compared)),
                        None => small { (words.breakdown_no_others()) },
                    }
                }
            }
        }
    }
}

/// How far a group lies from the others, and whether that is sure.
fn difference(words: Language, gauge: Gauge, compared: &Compared) -> Markup {
    let shown = |value| gauge::difference(words, gauge, value);
    let difference = compared.difference;
    let (class, verdict) = match (compared.verdict(), difference.verdict()) {
        (Verdict::Rise, _) => (Some("rise"), Some(words.breakdown_surely_higher())),
        (Verdict::Fall, _) => (Some("fall"), Some(words.breakdown_surely_lower())),
        (_, Verdict::MayBeChance) => (None, None),
        // Sure by itself, but not as one of so many.
        _ => (None, Some(words.breakdown_chance_of_many())),
    };
    html! {
        b class=[class] { (shown(difference.value)) }
        small { (words.chart_range(&shown(difference.low), &shown(difference.high))) }
        @if let Some(verdict) = verdict { small class=[class] { (verdict) } }
    }
}

/// The page of a survey without ratings.
fn nothing_rated(frame: &Frame, picked: &PickedSurvey) -> Markup {
    let words = frame.words;
    frame.page(
        Section::Breakdown,
        &html! {
            main id="main" {
                div.head {
                    div { h1 { (Section::Breakdown.name(words)) } p.note { (picked.head.name) } }
                    div.tools { (picked.chooser(words, |id| format!("?survey={id}"))) }
                }
                section.card {
                    p.few { (words.breakdown_nothing_rated()) }
                    p.note { (words.breakdown_nothing_rated_note()) }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { (words.breakdown_to_surveys()) } }
                }
            }
        },
    )
}

/// What the unit behind a figure stands in.
fn unit(text: &str) -> Markup {
    html! { span.unit { (text) } }
}

struct BreakdownView<'a> {
    words: Language,
    picked: &'a PickedSurvey,
    question: &'a Question,
    questions: Vec<&'a Question>,
    gauge: Gauge,
    address: Address,
    days: Days,
    report: BreakdownReport,
}

impl BreakdownView<'_> {
    fn page(&self, frame: &Frame) -> Markup {
        frame.page(
            Section::Breakdown,
            &html! {
                main id="main" {
                    (self.head())
                    (self.filters())
                    @match self.report.whole {
                        Some(whole) if whole.n >= SCORE_FLOOR => (self.card(whole)),
                        few => (self.too_few(few.map_or(0, |few| few.n), frame)),
                    }
                }
            },
        )
    }

    fn head(&self) -> Markup {
        let (words, period) = (self.words, self.address.period);
        let locale = &self.picked.content.locale;
        html! {
            div.head {
                div {
                    h1 { (Section::Breakdown.name(words)) }
                    p.note {
                        span lang=(locale) dir="auto" { (self.question.text) }
                        " · " (words.period(period))
                    }
                }
                div.tools {
                    (self.picked.chooser(words, |id| self.address.with(|address| {
                        address.survey = id.to_string();
                        address.filter = Filter::default();
                    })))
                    @if self.questions.len() > 1 {
                        details.chooser {
                            summary aria-label=(words.breakdown_question(&self.question.text)) { span lang=(locale) dir="auto" { (self.question.text) } }
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
                        words,
                        period,
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
        let words = self.words;
        let here = self.address.by.as_ref();
        let name = here.map_or(words.breakdown_everything(), |here| {
            dimension_names::name(words, here)
        });
        let name = words.breakdown_by(name);
        html! {
            details.chooser {
                summary aria-label=(name) { span { (name) } }
                ul {
                    li { a href=(self.address.with(|address| address.by = None)) aria-current=[here.is_none().then_some("true")] { (words.breakdown_everything()) } }
                    @for dimension in &self.report.known {
                        li {
                            a href=(self.address.with(|address| address.by = Some(dimension.clone())))
                                aria-current=[(here == Some(dimension)).then_some("true")] { (dimension_names::name(words, dimension)) }
                        }
                    }
                }
            }
        }
    }

    /// What the answers are narrowed down to, each part with a way out of it.
    fn filters(&self) -> Markup {
        let words = self.words;
        html! {
            @if !self.report.filtered.is_empty() {
                ul.filters aria-label=(words.breakdown_filters()) {
                    @for (dimension, value) in &self.report.filtered {
                        li {
                            @let name = dimension_names::name(words, dimension);
                            span { (name) ": " b dir="auto" { (value) } }
                            a href=(self.address.with(|address| address.filter = address.filter.clone().with(dimension.clone(), None)))
                                aria-label=(words.breakdown_remove_filter(name, value)) { "×" }
                        }
                    }
                    @if self.report.filtered.len() > 1 {
                        li.all { a href=(self.address.with(|address| address.filter = Filter::default())) { (words.breakdown_all_answers()) } }
                    }
                }
            }
        }
    }

    fn too_few(&self, n: u64, frame: &Frame) -> Markup {
        let words = self.words;
        let period = words.period(self.address.period);
        html! {
            section.card {
                p.few {
                    @if n == 0 { (words.breakdown_none_in_period(&period)) }
                    @else { (words.breakdown_count_in_period(n, &period, bold)) }
                }
                p.note {
                    @match missing(n) {
                        Some(SCORE_FLOOR) | None => (words.breakdown_needs(SCORE_FLOOR)),
                        Some(missing) => (words.breakdown_needs_more(missing)),
                    }
                }
                div.actions {
                    @if !self.report.filtered.is_empty() {
                        a.button href=(self.address.with(|address| address.filter = Filter::default())) { (words.breakdown_all_answers()) }
                    } @else if self.address.period != Period::All {
                        a.button href=(self.address.with(|address| address.period = Period::All)) { (words.breakdown_show_all_time()) }
                    } @else {
                        a.button href=(Section::Install.path(frame.shop.id)) { (words.breakdown_install()) }
                    }
                }
            }
        }
    }

    fn card(&self, whole: Estimate) -> Markup {
        let words = self.words;
        let (rows, more) = self.rows();
        let estimates = rows.iter().map(|row| row.estimate);
        let axis = Axis::of(words, self.gauge, estimates.chain([whole]));
        html! {
            section.card {
                (self.summary(whole))
                @if rows.is_empty() {
                    p.few.apart { (self.nothing_to_compare()) }
                } @else {
                    table.breakdown {
                        caption.unseen { (words.breakdown_caption()) }
                        thead {
                            tr {
                                th scope="col" { (self.address.by.as_ref().map_or(words.breakdown_group(), |by| dimension_names::name(words, by))) }
                                th.number scope="col" { (words.breakdown_answers()) }
                                th.number scope="col" { (if self.gauge.is_mean() { words.breakdown_mean() } else { words.breakdown_score() }) }
                                th.picture scope="col" { (axis.labels(whole)) }
                                th.number scope="col" { (words.breakdown_difference()) }
                            }
                        }
                        tbody { @for row in &rows { (self.address.row(words, row, self.gauge, &axis, whole)) } }
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
        for row in &self.report.groups.rows {
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
        let words = self.words;
        let [figure, low, high] = [whole.value, whole.low, whole.high]
            .map(|value| gauge::value(words, self.gauge, value));
        let kind = match self.gauge.kind() {
            Kind::Csat => "csat",
            Kind::Ces => "ces",
            Kind::YesNo => "yes-no",
            Kind::Scale => "scale",
            _ => "nps",
        };
        let top = words.count(self.gauge.scale().high.into());
        let sure = self
            .report
            .groups
            .rows
            .iter()
            .filter(|row| row.verdict() != Verdict::MayBeChance)
            .count();
        html! {
            p.few {
                (words.breakdown_summary(kind, &figure, &top, whole.n, bold))
                @if self.report.groups.rows.iter().any(|row| row.compared.is_some()) {
                    " " span data-sure=(sure) { (words.breakdown_sure(sure as u64)) }
                }
            }
            p.note { (words.breakdown_interval(&low, &high)) }
        }
    }

    /// What has too few answers to stand alone, and what is not listed.
    fn folded(&self, more: usize) -> Markup {
        let words = self.words;
        let all = self.address.by.is_none();
        html! {
            @if !self.report.groups.folded.is_empty() {
                p.note.apart data-too-small { (too_small(words, &self.report.groups.folded, all)) }
            }
            @if more > 0 {
                p.note {
                    @if all { (words.breakdown_more_comparisons(more as u64)) }
                    @else { (words.breakdown_more_groups(more as u64)) }
                }
            }
        }
    }

    fn nothing_to_compare(&self) -> Markup {
        let words = self.words;
        html! {
            @match &self.address.by {
                _ if !self.report.groups.folded.is_empty() => (words.breakdown_too_few_to_compare()),
                Some(dimension) => (words.breakdown_nothing_known_of(dimension_names::name(words, dimension))),
                None => (words.breakdown_nothing_known()),
            }
        }
    }

    fn how_to_read(&self) -> Markup {
        let words = self.words;
        let compared = self
            .report
            .groups
            .rows
            .iter()
            .filter(|row| row.compared.is_some())
            .count();
        html! {
            details.numbers {
                summary { (words.breakdown_how_to_read()) }
                p.note {
                    (words.breakdown_how_compared())
                    @if compared > 1 { " " (words.breakdown_how_many(compared as u64)) }
                }
                p.note { (words.breakdown_how_cause()) }
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

/// Which groups have too few answers to stand alone: of one dimension how many answers they have, of all
/// of them how many groups each has.
fn too_small(words: Language, folded: &[Folded<Dimension>], all: bool) -> String {
    match folded {
        [one] if !all && one.attribute.has_many() => {
            words.breakdown_too_small_many(one.values as u64, SCORE_FLOOR)
        }
        [one] if !all => words.breakdown_too_small(one.values as u64, one.n, SCORE_FLOOR),
        each => {
            let each = each.iter().map(|folded| {
                let name = dimension_names::name(words, &folded.attribute);
                words.breakdown_too_small_one(name, folded.values as u64)
            });
            let list = words.list(&each.collect::<Vec<_>>());
            words.breakdown_too_small_each(&list, SCORE_FLOOR)
        }
    }
}

/// From which figure to which all rows are drawn.
pub(crate) struct Axis {
    words: Language,
    gauge: Gauge,
    low: f64,
    high: f64,
}

impl Axis {
    /// From the lowest to the highest end of the intervals, to round figures.
    pub(crate) fn of(
        words: Language,
        gauge: Gauge,
        estimates: impl Iterator<Item = Estimate>,
    ) -> Self {
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
            words,
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
            span.unseen { (self.words.breakdown_drawn()) }
            svg width="100%" height="18" aria-hidden="true" {
                text.axis x="0" y="14" { (gauge::value(self.words, self.gauge, self.low)) }
                text.axis.end x="100%" y="14" { (gauge::value(self.words, self.gauge, self.high)) }
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
    use afterword_domain::{
        change::{Change, Expect},
        record::{Context, Device, Record, Response, ResponseState},
        validate::milliseconds,
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
        assert!(text.contains("data-sure=\"2\""));
        // 120 promoters and 20 detractors of 140 against 44 and 60 of 104: 71 and −15.
        assert!(text.contains("<b>+71</b>"), "{text}");
        assert!(text.contains("<b class=\"rise\">+87</b>"), "{text}");
        assert!(text.contains("<small class=\"rise\">") && text.contains("<small class=\"fall\">"));
        let small = too_small(
            Language::ENGLISH,
            &[folded(Dimension::Country, 1, 4)],
            false,
        );
        assert!(page.body.contains(&small), "{text}");
        let devices = site
            .get(&format!("/shops/{shop}/breakdown?by=device"))
            .await;
        assert!(devices.body.contains("data-sure=\"0\""));
        assert!(
            !devices.body.contains("class=\"rise\"") && !devices.body.contains("class=\"fall\"")
        );
    }

    #[tokio::test]
    async fn all_at_once_begin_with_the_surest_and_say_a_mirrored_pair_once() {
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let page = site.get(&format!("/shops/{shop}/breakdown")).await.body;
        let small = |dimension| {
            let name = dimension_names::name(Language::ENGLISH, &dimension).to_owned();
            format!("<small>{name}</small>")
        };
        let (country, device) = (small(Dimension::Country), small(Dimension::Device));
        assert!(page.find(&country).unwrap() < page.find(&device).unwrap());
        assert_eq!(page.matches(&device).count(), 1);
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
        assert!(narrowed.contains("70 answers"), "{narrowed}");
        let remove = Language::ENGLISH.breakdown_remove_filter("Country", "Latvia");
        assert!(narrowed.contains(&remove), "{narrowed}");
    }

    #[tokio::test]
    async fn the_overview_shows_what_splits_the_answers_most_surely() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/overview");
        answer(&site, shop, &[given(9, 80, "LV", Device::Phone)]).await;
        let alike = site.get(&path).await;
        assert_eq!(alike.status, StatusCode::OK);
        assert!(!alike.body.contains("data-split"));
        let (site, shop) = Site::set_up().await;
        two_countries(&site, shop).await;
        let page = site.get(&format!("/shops/{shop}/overview")).await.body;
        assert!(page.contains("data-split=\"country\""), "{page}");
        assert!(page.contains("/breakdown?") && page.contains("by=country"));
    }

    #[tokio::test]
    async fn few_answers_are_no_figure_and_the_page_says_what_to_do() {
        let (site, shop) = Site::set_up().await;
        let path = format!("/shops/{shop}/breakdown");
        let empty = site.get(&path).await;
        assert_eq!(empty.status, StatusCode::OK);
        let words = Language::ENGLISH;
        let none = words.breakdown_none_in_period(&words.period(Period::Month));
        assert!(empty.body.contains(&none), "{}", empty.body);
        assert!(empty.body.contains(words.breakdown_show_all_time()));
        answer(&site, shop, &[given(9, 29, "LV", Device::Phone)]).await;
        let few = site.get(&path).await.body;
        assert!(few.contains(&words.breakdown_needs_more(1)), "{few}");
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
    fn groups_that_are_too_small_are_counted_by_what_they_are_of() {
        let words = Language::ENGLISH;
        let country = || folded(Dimension::Country, 3, 38);
        let product = || folded(Dimension::Product, 12, 90);
        assert_eq!(
            too_small(words, &[country()], false),
            words.breakdown_too_small(3, 38, SCORE_FLOOR)
        );
        // An order of several products counts for each of them: their sum would be too much.
        assert_eq!(
            too_small(words, &[product()], false),
            words.breakdown_too_small_many(12, SCORE_FLOOR)
        );
        assert_eq!(
            too_small(words, &[country(), product()], true),
            words.breakdown_too_small_each("Country (3) and Product (12)", SCORE_FLOOR)
        );
    }

    fn folded(attribute: Dimension, values: usize, n: u64) -> Folded<Dimension> {
        Folded {
            attribute,
            values,
            n,
        }
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
            Language::ENGLISH,
            gauge,
            [estimate(-7.0, 31.0), estimate(12.0, 44.0)].into_iter(),
        );
        assert_eq!((axis.low, axis.high), (-10.0, 50.0));
        let top = Axis::of(
            Language::ENGLISH,
            gauge,
            [estimate(100.0, 100.0)].into_iter(),
        );
        assert_eq!((top.low, top.high), (90.0, 100.0));
    }
}
