//! Pictures of figures as SVG, drawn in per cent of whatever width they get, so that their text
//! never shrinks. No picture stands alone: each has its numbers beside it in words or as a table.

use afterword_shared::scale::{Group, Kind};
use afterword_stats::{Point, Score, Step};
use afterword_wording::{Language, shares};
use jiff::civil::Date;
use maud::{Markup, html};

/// An attribute's number: short, with a point.
pub(crate) fn at(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A place or a length in per cent of the picture.
pub(crate) fn part(value: f64) -> String {
    format!("{}%", at(value))
}

/// The class that colours a group.
pub(crate) fn group_class(group: Group) -> &'static str {
    match group {
        Group::High => "good",
        Group::Middle => "middle",
        Group::Low => "low",
    }
}

/// Lowest and highest headline figure of a kind.
fn range(kind: Kind) -> (f64, f64) {
    if kind.is_nps() {
        (-100.0, 100.0)
    } else {
        (0.0, 100.0)
    }
}

/// Where a score lies on its scale, and its interval.
pub(crate) fn interval(words: Language, score: &Score) -> Markup {
    let (kind, value, low, high) = (score.kind, score.score, score.low, score.high);
    let (least, most) = range(kind);
    let place = |figure: f64| part((figure - least) / (most - least) * 100.0);
    let shown = |value| words.score(kind, value);
    let name = words.chart_interval(&shown(least), &shown(most), &shown(low), &shown(high));
    html! {
        div.interval {
            svg width="100%" height="34" role="img" aria-label=(name) {
                line.rail x1="0" x2="100%" y1="12" y2="12" {}
                @if kind.is_nps() { line.zero x1="50%" x2="50%" y1="4" y2="20" {} }
                line.span x1=(place(low)) x2=(place(high)) y1="12" y2="12" {}
                circle.at cx=(place(value)) cy="12" r="6" {}
                text.axis x="0" y="33" { (shown(least)) }
                text.axis.mid x="50%" y="33" { (shown(f64::midpoint(least, most))) }
                text.axis.end x="100%" y="33" { (shown(most)) }
            }
        }
    }
}

/// Three groups as one bar, highest first. Its words are in [`key`].
pub(crate) fn stack(groups: [u64; 3]) -> Markup {
    let whole = groups.iter().sum::<u64>().max(1) as f64;
    let mut start = 0.0;
    let pieces: Vec<_> = Group::ALL
        .into_iter()
        .rev()
        .map(|group| {
            let width = groups[group as usize] as f64 / whole * 100.0;
            let piece = (group, start, width);
            start += width;
            piece
        })
        .filter(|(_, _, width)| *width > 0.0)
        .collect();
    html! {
        svg.stack width="100%" height="14" aria-hidden="true" {
            @for (group, start, width) in &pieces {
                rect class=(group_class(*group)) x=(part(*start)) y="0" width=(part(*width)) height="14" {}
            }
            @for (_, start, _) in pieces.iter().skip(1) {
                rect.gap x=(part(*start)) y="0" width="2" height="14" {}
            }
        }
    }
}

/// A spot of a group's colour.
pub(crate) fn spot(class: &str) -> Markup {
    html! { svg width="9" height="9" aria-hidden="true" { rect class=(class) width="9" height="9" rx="2" {} } }
}

/// The groups in words with their shares, highest first.
pub(crate) fn key(words: Language, kind: Kind, groups: [u64; 3]) -> Markup {
    let shares = shares(groups);
    html! {
        ul.key {
            @for group in Group::ALL.into_iter().rev() {
                li {
                    (spot(group_class(group)))
                    (words.group_name(kind, group)) " "
                    b { (words.percent(shares[group as usize] as f64)) }
                }
            }
        }
    }
}

/// One bar of a list, `share` of the widest in per cent.
pub(crate) fn bar(share: f64) -> Markup {
    let width = if share > 0.0 { share.max(0.8) } else { 0.0 };
    html! {
        svg width="100%" height="8" aria-hidden="true" {
            rect.plain width=(part(width)) height="8" rx="4" {}
        }
    }
}

/// How often each rating was given, lowest first.
pub(crate) fn histogram(words: Language, kind: Kind, ratings: &[(u8, u64)]) -> Markup {
    const TOP: f64 = 18.0;
    const TALL: f64 = 96.0;
    let most = ratings.iter().map(|(_, n)| *n).max().unwrap_or(0).max(1) as f64;
    let slot = 100.0 / ratings.len().max(1) as f64;
    let gap = if ratings.len() > 7 { 0.12 } else { 0.16 };
    let floor = TOP + TALL;
    html! {
        svg.histogram width="100%" height=(at(floor + 22.0)) role="img" aria-label=(words.chart_histogram()) {
            line.floor x1="0" x2="100%" y1=(at(floor + 0.5)) y2=(at(floor + 0.5)) {}
            @for (place, (rating, n)) in ratings.iter().enumerate() {
                @let left = slot * place as f64;
                @let middle = part(left + slot / 2.0);
                @let tall = *n as f64 / most * TALL;
                @let tall = if *n > 0 { tall.max(2.0) } else { 0.0 };
                @let class = kind.group(*rating).map_or("plain", group_class);
                rect class=(class) x=(part(left + slot * gap)) width=(part(slot * (1.0 - 2.0 * gap)))
                    y=(at(floor - tall)) height=(at(tall)) rx="2" {}
                text.count x=(middle) y=(at(floor - tall - 6.0)) { (words.count(*n)) }
                text x=(middle) y=(at(floor + 18.0)) { (rating) }
            }
        }
    }
}

/// Where the drawing of a trend begins, with and without words above it, and how tall it is.
const TREND_TOP: f64 = 8.0;
const TREND_TOP_WITH_WORDS: f64 = 22.0;
const TREND_TALL: f64 = 168.0;

/// A score over time, to be drawn with its band; steps without answers are gaps.
pub(crate) struct Trend<'a> {
    /// In which language.
    pub words: Language,
    /// What the score is of.
    pub kind: Kind,
    /// How finely it is drawn.
    pub step: Step,
    /// Oldest first.
    pub points: &'a [Point],
    /// What the owner wants to reach.
    pub target: Option<i8>,
    /// Where the period begins, if not at the first point, and what it is called.
    pub since: Option<(usize, String)>,
}

impl Trend<'_> {
    /// The figures between which it is drawn, and the step of its lines.
    fn frame(&self) -> (f64, f64, f64) {
        let (least, most) = range(self.kind);
        let scores = || self.points.iter().filter_map(|point| point.score.as_ref());
        let target = self.target.map(f64::from);
        let low = scores()
            .map(|score| score.low)
            .chain(target)
            .fold(most, f64::min);
        let high = scores()
            .map(|score| score.high)
            .chain(target)
            .fold(least, f64::max);
        if scores().next().is_none() {
            return (least, most, (most - least) / 4.0);
        }
        let step = [5.0, 10.0, 20.0, 25.0, 50.0]
            .into_iter()
            .find(|step| (high - low) / step <= 4.0)
            .unwrap_or(50.0);
        let low = ((low / step).floor() * step).max(least);
        let high = ((high / step).ceil() * step).min(most);
        (low, high.max(low + step), step)
    }

    /// As SVG, in what the charts' script may take over.
    pub(crate) fn svg(&self) -> Markup {
        let (low, high, rise) = self.frame();
        let top = if self.since.is_some() {
            TREND_TOP_WITH_WORDS
        } else {
            TREND_TOP
        };
        let y = |figure: f64| top + (high - figure) / (high - low) * TREND_TALL;
        let slot = 100.0 / self.points.len().max(1) as f64;
        let x = |place: usize| slot * (place as f64 + 0.5);
        let mut lines = Vec::new();
        let mut line = low;
        while line <= high + 0.01 {
            lines.push(line);
            line += rise;
        }
        let bottom = top + TREND_TALL;
        let height = bottom + 26.0;
        let every = self.points.len().div_ceil(6).max(1);
        let last = self.points.len().saturating_sub(1);
        let words = self.words;
        let name = match self.step {
            Step::Day => words.chart_trend_day(),
            Step::Week => words.chart_trend_week(),
            Step::Month => words.chart_trend_month(),
        };
        let target = self
            .target
            .map(|target| words.chart_target(&words.score(self.kind, f64::from(target))));
        let unit = (!self.kind.is_nps()).then_some("%");
        let since = self.since.as_ref();
        html! {
            figure.picture data-trend=(self.step.name()) data-low=(at(low)) data-high=(at(high)) data-rise=(at(rise)) data-unit=[unit]
                data-target=[self.target] data-target-name=[target.as_ref()] data-since=[since.map(|(place, _)| place)] data-period=[since.map(|(_, name)| name)]
                data-keys=(words.chart_trend_keys(name)) {
            div.trend {
                svg width="36" height=(at(height)) aria-hidden="true" {
                    @for line in &lines {
                        text.axis.end x="36" y=(at(y(*line) + 4.0)) { (words.score(self.kind, *line)) }
                    }
                }
                svg width="100%" height=(at(height)) role="img" aria-label=(name) {
                    @for line in &lines {
                        line.grid-line x1="0" x2="100%" y1=(at(y(*line))) y2=(at(y(*line))) {}
                    }
                    @if let Some((place, name)) = &self.since {
                        @let start = part(slot * *place as f64);
                        line.since x1=(start) x2=(start) y1="2" y2=(at(bottom)) {}
                        text.axis.since-name x=(start) y="12" dx="6" { (name) }
                    }
                    svg width="100%" height=(at(height)) viewBox={ "0 0 1000 " (at(height)) } preserveAspectRatio="none" {
                        @for run in runs(self.points) {
                            @if run.len() > 1 {
                                path.band d=(band(&run, &x, &y)) {}
                                path.line d=(path(&run, &x, &y)) {}
                            }
                        }
                    }
                    @for run in runs(self.points) {
                        @if let [(place, score)] = run[..] {
                            line.whisker x1=(part(x(place))) x2=(part(x(place))) y1=(at(y(score.high) + 4.0)) y2=(at(y(score.low) - 4.0)) {}
                            circle.dot cx=(part(x(place))) cy=(at(y(score.score))) r="3.5" {}
                        }
                    }
                    @if let Some((place, score)) = runs(self.points).last().and_then(|run| run.last()) {
                        circle.dot cx=(part(x(*place))) cy=(at(y(score.score))) r="4.5" {}
                    }
                    @if let Some((target, name)) = self.target.zip(target.as_ref()) {
                        @let height = y(f64::from(target));
                        line.target x1="0" x2="100%" y1=(at(height)) y2=(at(height)) {}
                        text.axis.target-name x="0" dx="4" y=(at(if height > top + 14.0 { height - 5.0 } else { height + 13.0 })) {
                            (name)
                        }
                    }
                    @for (place, point) in self.points.iter().enumerate() {
                        @if (last - place).is_multiple_of(every) {
                            @let many = (last - place) / every % 2 == 1;
                            text.axis.mid.wide-only[many] x=(part(x(place))) y=(at(height - 4.0)) { (point_name(words, self.step, point.start, &[])) }
                        }
                        rect.touch x=(part(slot * place as f64)) width=(part(slot)) y=(at(top)) height=(at(TREND_TALL)) {
                            title { (self.point_in_words(point)) }
                        }
                    }
                }
            }
            }
        }
    }

    fn point_in_words(&self, point: &Point) -> String {
        let words = self.words;
        let name = point_name(words, self.step, point.start, self.points);
        let name = match self.step {
            Step::Week => words.dates_week_of(&name),
            Step::Day | Step::Month => name,
        };
        match &point.score {
            None => words.chart_point_empty(&name),
            Some(score) => {
                let [value, low, high] = score_in_words(words, score);
                words.chart_point(&name, &value, &low, &high, score.n)
            }
        }
    }
}

/// A score and the ends of its interval as owners read them.
pub(crate) fn score_in_words(words: Language, score: &Score) -> [String; 3] {
    [score.score, score.low, score.high].map(|value| words.score(score.kind, value))
}

/// What a point of a trend says under the pointer, line by line.
pub(crate) fn point_lines(words: Language, point: &Point) -> String {
    match &point.score {
        None => words.chart_no_answers().to_owned(),
        Some(score) => {
            let [value, low, high] = score_in_words(words, score);
            let first = words.chart_between(&value, &low, &high);
            format!("{first}\n{}", words.chart_from(score.n))
        }
    }
}

/// A day, week or month in few letters; among others, with its year where they are of several.
pub(crate) fn point_name(words: Language, step: Step, start: Date, among: &[Point]) -> String {
    let several = among.first().zip(among.last());
    let several = several.is_some_and(|(first, last)| first.start.year() != last.start.year());
    match step {
        Step::Month => words.short_month(start),
        Step::Day | Step::Week if several => words.short_full_day(start),
        Step::Day | Step::Week => words.short_day(start),
    }
}

/// A point's place and its figures.
type Placed<'a> = (usize, &'a Score);

/// Points without a gap between them.
fn runs(points: &[Point]) -> Vec<Vec<Placed<'_>>> {
    let mut runs: Vec<Vec<Placed>> = Vec::new();
    for (place, point) in points.iter().enumerate() {
        let Some(score) = &point.score else { continue };
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(before, _)| before + 1 == place) => {
                run.push((place, score));
            }
            _ => runs.push(vec![(place, score)]),
        }
    }
    runs
}

fn path(run: &[Placed], x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) -> String {
    points(run.iter().map(|(place, score)| (x(*place), y(score.score))))
}

fn band(run: &[Placed], x: &impl Fn(usize) -> f64, y: &impl Fn(f64) -> f64) -> String {
    let upper = run.iter().map(|(place, score)| (x(*place), y(score.high)));
    let lower = run
        .iter()
        .rev()
        .map(|(place, score)| (x(*place), y(score.low)));
    points(upper.chain(lower)) + "Z"
}

fn points(points: impl Iterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (x, y) in points {
        path.push(if path.is_empty() { 'M' } else { 'L' });
        path.push_str(&at(x * 10.0));
        path.push(' ');
        path.push_str(&at(y));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_stats::score;

    fn week(n: i64, promoters: u64, detractors: u64) -> Point {
        let ratings = [(10, promoters), (2, detractors)];
        Point {
            start: jiff::civil::date(2026, 9, 7).saturating_add(jiff::Span::new().weeks(n)),
            score: score(Kind::Nps, &ratings.into_iter().collect()),
        }
    }

    fn by_week(points: &[Point], target: Option<i8>) -> Trend<'_> {
        Trend {
            words: Language::ENGLISH,
            kind: Kind::Nps,
            step: Step::Week,
            points,
            target,
            since: None,
        }
    }

    #[test]
    fn an_empty_week_is_a_gap_in_the_line() {
        let words = Language::ENGLISH;
        let series = [week(0, 9, 3), week(1, 9, 2), week(2, 0, 0), week(3, 8, 1)];
        let runs = runs(&series);
        assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
        let drawn = by_week(&series, None).svg().into_string();
        assert_eq!(drawn.matches("class=\"line\"").count(), 1);
        assert_eq!(drawn.matches("class=\"whisker\"").count(), 1);
        let empty = words.week(series[2].start);
        assert!(drawn.contains(&words.chart_point_empty(&empty)));
        assert!(!drawn.contains("data-target"));
    }

    #[test]
    fn the_frame_holds_every_band_and_the_target() {
        let words = Language::ENGLISH;
        let series = [week(0, 40, 20), week(1, 90, 2)];
        let (low, high, step) = by_week(&series, Some(-40)).frame();
        for score in series.iter().filter_map(|point| point.score.as_ref()) {
            assert!(low <= score.low && score.high <= high);
        }
        assert!(low <= -40.0);
        assert!((high - low) / step <= 6.0);
        assert_eq!(
            by_week(&[week(0, 0, 0)], None).frame(),
            (-100.0, 100.0, 50.0)
        );
        let drawn = by_week(&series, Some(-40)).svg().into_string();
        assert!(drawn.contains(&words.chart_target("−40")));
    }

    #[test]
    fn a_year_is_named_where_points_are_of_several() {
        let series = [week(0, 1, 0), week(30, 1, 0)];
        assert_eq!(
            point_name(Language::ENGLISH, Step::Week, series[0].start, &series),
            "7\u{a0}Sep\u{a0}2026"
        );
        assert_eq!(
            point_name(Language::ENGLISH, Step::Week, series[0].start, &series[..1]),
            "7\u{a0}Sep"
        );
        assert_eq!(
            point_name(Language::ENGLISH, Step::Month, series[0].start, &[]),
            "Sep\u{a0}2026"
        );
    }

    #[test]
    fn a_drawing_of_nothing_is_whole() {
        assert!(
            by_week(&[], None)
                .svg()
                .into_string()
                .ends_with("</figure>")
        );
        assert!(
            histogram(Language::ENGLISH, Kind::Nps, &[])
                .into_string()
                .contains("svg")
        );
        assert!(stack([0, 0, 0]).into_string().contains("svg"));
    }
}
