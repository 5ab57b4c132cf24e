//! What the overview looks like: for its owner, and for whoever was given a link to it.

use super::{Overview, survey_chooser, tag_block, target};
use crate::{
    owner::{
        pages::share,
        parts::{
            answer::Lines,
            chart,
            layout::{Frame, Section},
            period_chooser, words,
        },
    },
    shopper::files,
};
use afterword_domain::{period::Period, record::SurveyStatus};
use afterword_shared::scale::Kind;
use afterword_stats::{Change, Figures, SCORE_FLOOR, Score, Step, Verdict};
use afterword_views::index::Progress;
use maud::{Markup, html};

impl Overview {
    /// The owner's page.
    pub(crate) fn view(&self, frame: &Frame, lines: &Lines) -> Markup {
        frame.page(
            Section::Overview,
            &html! {
                main id="main" {
                    (self.head(frame, lines))
                    @if self.answered_ever { (self.cards(Some(frame), lines)) }
                    @else { (self.nothing_yet(frame, self.funnel.asked)) }
                }
            },
        )
    }

    /// This page over another time, or drawn more or less finely.
    fn address(&self, frame: &Frame, period: Period, step: Option<Step>) -> String {
        let path = Section::Overview.path(frame.shop.id);
        let by = step.map_or(String::new(), |step| format!("&by={}", step.name()));
        format!("{path}?survey={}&{}{by}", self.survey.id, period.query())
    }

    fn head(&self, frame: &Frame, lines: &Lines) -> Markup {
        let since = self.survey.created_at.to_zoned(lines.zone.clone()).date();
        html! {
            div.head {
                div {
                    h1 { (self.survey.name) }
                    p.note {
                        @if let Some(question) = self.content.scored_question().or(self.content.questions.first()) {
                            span lang=(self.content.locale) dir="auto" { (question.text) } " · "
                        }
                        @match self.survey.status {
                            SurveyStatus::Live => { "live since " (words::day(since, lines.now, &lines.zone)) },
                            SurveyStatus::Paused => b { "paused" },
                        }
                    }
                    p.note.on-paper { (frame.shop.name) " · " (self.days_in_words()) }
                }
                div.tools {
                    (survey_chooser(&self.surveys, &self.survey, |id| format!("?survey={id}&{}", self.period.query())))
                    @if self.answered_ever {
                        (period_chooser::choose(
                            self.period,
                            self.scope.days,
                            |period| self.address(frame, period, None),
                            &Section::Overview.path(frame.shop.id),
                            &[("survey".to_owned(), self.survey.id.to_string())],
                        ))
                        a.button.quiet href=(share::address(frame, &self.survey, self.period)) { "Share" }
                    }
                }
            }
        }
    }

    /// "last 30 days, 23 October to 21 November 2026".
    fn days_in_words(&self) -> String {
        let words = self.period.in_few_words();
        match self.period {
            Period::Fixed { .. } | Period::All => words,
            rolling => format!(
                "{words}, {}",
                rolling.fixed(self.scope.today).in_few_words()
            ),
        }
    }

    /// What a report says above its figures.
    pub(crate) fn report_head(&self, shop: &str) -> Markup {
        html! {
            div.head { div {
                h1 { (self.survey.name) }
                p.note {
                    @if let Some(question) = self.content.scored_question().or(self.content.questions.first()) {
                        span lang=(self.content.locale) dir="auto" { (question.text) } " · "
                    }
                    (shop) " · " b { (self.days_in_words()) }
                }
            } }
        }
    }

    fn nothing_yet(&self, frame: &Frame, asked: u64) -> Markup {
        html! {
            section.card {
                p.few { "No answers yet." }
                @if asked > 0 {
                    p.note { (words::counted(asked, "shopper was", "shoppers were")) " asked. The first answer will stand here." }
                } @else {
                    p.note { "Paste this tag into the page that thanks your shoppers for their order. The first answer will stand here." }
                    (tag_block(&self.tag))
                    div.actions {
                        a.button href=(Section::Install.path(frame.shop.id)) { "How to install it" }
                        a.button.quiet href="/demo" { "Try it in a made-up shop" }
                    }
                }
            }
        }
    }

    /// Every figure. Without a frame, for somebody who is not signed in: no way on, nothing to set.
    pub(crate) fn cards(&self, frame: Option<&Frame>, lines: &Lines) -> Markup {
        let Some(figures) = &self.figures else {
            return self.without_score(frame, lines);
        };
        html! {
            div.grid {
                @if figures.drawn() == 0 && self.funnel.asked == 0 {
                    (self.score_card(figures, frame, "whole"))
                } @else if figures.drawn() < SCORE_FLOOR {
                    (self.score_card(figures, frame, "five tall"))
                    // Weeks of so few answers would draw a score that the page does not state.
                    (ratings_card(figures, "seven tall"))
                    (self.newest_card(frame, lines))
                    (self.funnel_card("five"))
                } @else {
                    (self.score_card(figures, frame, "five tall"))
                    (self.trend_card(figures, frame))
                    (self.newest_card(frame, lines))
                    div.column.five {
                        (ratings_card(figures, ""))
                        (self.funnel_card(""))
                    }
                    @if let Some(split) = &self.split { (split.card("whole", frame.is_some())) }
                }
                (self.shares_cards("five"))
            }
        }
    }

    /// A survey that asks nothing with a headline: what was answered, and how often.
    fn without_score(&self, frame: Option<&Frame>, lines: &Lines) -> Markup {
        html! {
            div.grid {
                div.column.five {
                    (self.funnel_card(""))
                    (self.shares_cards(""))
                }
                (self.newest_card(frame, lines))
            }
        }
    }

    /// One card for each question of which shares can be told.
    fn shares_cards(&self, place: &str) -> Markup {
        html! {
            @for shares in &self.shares {
                section class={ "card " (place) } {
                    h2 lang=(self.content.locale) dir="auto" { (shares.question) }
                    @match shares.n {
                        0 => p.note { "No answers " (self.period.in_words()) "." },
                        n => {
                            table.funnel.shares {
                                tbody {
                                    @for (answer, count) in &shares.given {
                                        tr {
                                            th scope="row" lang=(self.content.locale) dir="auto" { (answer) }
                                            td.bar { (chart::bar(share(*count, n))) }
                                            td.number { (words::count(*count)) }
                                            td.number.share { (words::percent(share(*count, n))) }
                                        }
                                    }
                                }
                            }
                            p.note {
                                "Of " (words::counted(n, "answer", "answers"))
                                @if shares.several { "; several could be chosen" }
                                "."
                                @if n < SCORE_FLOOR { " So few speak of chance as much as of your shop." }
                            }
                        }
                    }
                }
            }
        }
    }

    fn score_card(&self, figures: &Figures, frame: Option<&Frame>, place: &str) -> Markup {
        let (kind, n) = (figures.kind, figures.n());
        html! {
            section class={ "card " (place) } {
                h2 { @if words::score_name(kind) == self.survey.name { "The score" } @else { (words::score_name(kind)) } }
                @match figures.headline() {
                    Some(score) => (self.headline(score, figures)),
                    None => {
                        p.few {
                            @if n == 0 { "No answers " (self.period.in_words()) "." }
                            @else { b { (words::counted(n, "answer", "answers")) } " " (self.period.in_words()) "." }
                        }
                        p.note { (missing_in_words(n)) " A figure from fewer would speak of chance more than of your shop." }
                        @if n == 0 && self.period != Period::All && let Some(frame) = frame {
                            div.actions { a.button href=(self.address(frame, Period::All, None)) { "Look at all time" } }
                        }
                    }
                }
                @if n > 0 {
                    (chart::stack(figures.groups()))
                    (chart::key(kind, figures.groups()))
                }
            }
        }
    }

    /// The score, how sure it is, what it was and what it should be.
    fn headline(&self, score: &Score, figures: &Figures) -> Markup {
        let kind = score.kind;
        let change = figures.change();
        html! {
            div.score {
                b { (score.shown()) }
                span {
                    @if kind == Kind::Csat { "satisfied, " }
                    @if kind == Kind::Ces { "found it easy, " }
                    "from " (words::counted(score.n, "answer", "answers"))
                    @if let Some((before, _)) = change { " · was " (before.shown()) }
                }
            }
            (chart::interval(score))
            p.note {
                b { "Between " (afterword_stats::display(kind, score.low)) " and " (afterword_stats::display(kind, score.high)) }
                ", 95 times in 100. "
                @if let Some((before, change)) = change { (change_in_words(score, before, &change)) }
            }
            @if let (None, Some(days)) = (change, self.scope.before) {
                p.note {
                    @let before = figures.before.as_ref().map_or(0, |before| before.n);
                    @if before == 0 { "Nobody answered " } @else { "Only " (words::counted(before, "answer", "answers")) " came " }
                    "in the " (words::counted(u64::try_from(days.count()).unwrap_or(0), "day", "days")) " before"
                    @if before > 0 { ": too few to compare with" }
                    "."
                }
            }
            @if let Some(mean) = score.mean {
                p.note { "Mean rating " b { (format!("{:.1}", mean.value)) } " of 7, between " (format!("{:.1}", mean.low)) " and " (format!("{:.1}", mean.high)) "." }
            }
            @if let Some(target) = self.survey.target { (target_in_words(score, target)) }
        }
    }

    fn trend_card(&self, figures: &Figures, frame: Option<&Frame>) -> Markup {
        let since = figures
            .trend
            .iter()
            .position(|point| point.start >= self.scope.days.first);
        let since = since.filter(|place| *place > 0);
        let drawing = chart::Trend {
            kind: figures.kind,
            step: figures.step,
            points: &figures.trend,
            target: self.survey.target,
            since: since.map(|place| (place, self.period.in_few_words())),
        };
        html! {
            section.card.seven.tall {
                div.over {
                    h2 { "By " (figures.step.name()) ", with its 95 % band" }
                    @if let Some(frame) = frame {
                        nav.by aria-label="Drawn by" {
                            @for step in Step::ALL {
                                a href=(self.address(frame, self.period, Some(step)))
                                    aria-current=[(step == figures.step).then_some("true")] { (words::capital(step.name())) }
                            }
                        }
                    }
                }
                (drawing.svg())
                details.numbers {
                    summary { "As a table" }
                    div.scroll tabindex="0" role="region" aria-label={ "Score by " (figures.step.name()) } {
                        (trend_table(figures))
                    }
                }
                @if let Some(frame) = frame { (target::form(&self.survey, figures.kind, frame, self.period)) }
                @if let Some(script) = files::charts() { script defer src=(script) {} }
            }
        }
    }

    fn newest_card(&self, frame: Option<&Frame>, lines: &Lines) -> Markup {
        html! {
            @if frame.is_some() || !self.newest.is_empty() {
                section.card.seven {
                    h2 { "Newest answers" }
                    @if self.newest.is_empty() { p.note { "No answers " (self.period.in_words()) "." } }
                    ol.answers {
                        @for (response, survey) in &self.newest {
                            @if frame.is_some() { (lines.line(response, survey)) } @else { (lines.comment(response, survey)) }
                        }
                    }
                    @if let Some(frame) = frame {
                        p.note.all { a href={ (Section::Responses.path(frame.shop.id)) "?survey=" (self.survey.id) } { "All responses" } }
                    }
                }
            }
        }
    }

    fn funnel_card(&self, place: &str) -> Markup {
        let funnel = self.funnel;
        let steps = [
            ("Asked", funnel.asked),
            ("Seen", funnel.seen),
            ("Tapped", funnel.started),
            ("Completed", funnel.complete),
        ];
        // Answers from elsewhere come without those who were asked and said nothing.
        let unseen = self.progress.as_ref().map_or(0, |progress| progress.unseen);
        let from_elsewhere = unseen > 0 && funnel.asked <= unseen;
        let steps = if from_elsewhere {
            vec![("Answered", funnel.started), ("Completed", funnel.complete)]
        } else {
            steps.to_vec()
        };
        html! {
            section class={ "card " (place) } {
                h2 { "From asked to answered" }
                table.funnel {
                    tbody {
                        @for (name, n) in steps {
                            tr {
                                th scope="row" { (name) }
                                td.bar { (chart::bar(share(n, funnel.asked))) }
                                td.number { (words::count(n)) }
                            }
                        }
                    }
                }
                @if from_elsewhere {
                    p.note { "These answers came from elsewhere: how many were asked for them is not known." }
                } @else if unseen > 0 {
                    p.note { (words::counted(unseen, "answer", "answers")) " came from elsewhere, without those who were asked and said nothing: the true shares are smaller." }
                } @else if let Some(rate) = funnel.answer_rate() {
                    p.note { b { (words::percent(rate)) } " of those who saw the question answered it." }
                } @else if funnel.asked == 0 {
                    p.note { "Nobody was asked " (self.period.in_words()) "." }
                }
                @if let Some(progress) = &self.progress { (self.progress(progress)) }
            }
        }
    }

    /// How long answers took, and at which question those stopped who did not reach the end.
    fn progress(&self, progress: &Progress) -> Markup {
        let stopped = progress.stopped();
        let questions = self.content.questions.iter().map(|question| {
            let id = Some(question.id.clone());
            (
                &*question.text,
                self.content.locale.as_str(),
                progress.left.get(&id).copied().unwrap_or(0),
            )
        });
        let end = progress.left.get(&None).copied().unwrap_or(0);
        let mut stops: Vec<_> = questions.collect();
        if end > 0 {
            stops.push(("At the end, before sending it off", "en", end));
        }
        // Questions that the survey does not ask any more.
        let known: u64 = stops.iter().map(|(_, _, n)| n).sum();
        if known < stopped {
            stops.push((
                "At a question that is no longer asked",
                "en",
                stopped - known,
            ));
        }
        html! {
            @if let Some(time) = progress.to_answer {
                p.note {
                    "Half answered within " b { (words::lasting(time)) } " of seeing it"
                    @if let Some(time) = progress.to_complete.filter(|time| time.as_secs() > 0) {
                        "; of those who went on to the end, half were there " b { (words::lasting(time)) } " later"
                    }
                    "."
                }
            }
            @if stopped > 0 && self.content.questions.len() > 1 {
                details.numbers {
                    summary { (words::counted(stopped, "person", "people")) " began and did not finish" }
                    table {
                        thead { tr { th scope="col" { "They stopped at" } th.number scope="col" { "People" } th.number scope="col" { "Share" } } }
                        tbody {
                            @for (name, locale, n) in stops {
                                tr {
                                    th scope="row" lang=(locale) dir="auto" { (name) }
                                    td.number { (words::count(n)) }
                                    td.number { (words::percent(share(n, progress.started))) }
                                }
                            }
                        }
                    }
                    p.note { "Shares are of the " (words::counted(progress.started, "person", "people")) " who began." }
                }
            }
        }
    }
}

fn trend_table(figures: &Figures) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (words::capital(figures.step.name())) } th.number scope="col" { "Score" } th.number scope="col" { "Between" } th.number scope="col" { "Answers" } } }
            tbody {
                @for point in figures.trend.iter().rev() {
                    @let figure = |of: fn(&Score) -> f64| point.score.as_ref().map(|score| chart::at(of(score)));
                    tr data-low=[figure(|score| score.low)] data-score=[figure(|score| score.score)] data-high=[figure(|score| score.high)] {
                        th scope="row" { (chart::point_name(figures.step, point.start, &figures.trend)) }
                        @match &point.score {
                            Some(score) => {
                                td.number { (score.shown()) }
                                td.number { (afterword_stats::display(score.kind, score.low)) " and " (afterword_stats::display(score.kind, score.high)) }
                                td.number { (words::count(score.n)) }
                            }
                            None => { td.number { "–" } td.number { "–" } td.number { "0" } }
                        }
                    }
                }
            }
        }
    }
}

fn ratings_card(figures: &Figures, place: &str) -> Markup {
    let n = figures.n();
    html! {
        section class={ "card " (place) } {
            h2 { "How they rated" }
            (chart::histogram(figures.kind, &figures.ratings))
            details.numbers {
                summary { "As a table" }
                table {
                    thead { tr { th scope="col" { "Rating" } th scope="col" { "Group" } th.number scope="col" { "Answers" } th.number scope="col" { "Share" } } }
                    tbody {
                        @for (rating, count) in figures.ratings.iter().rev() {
                            tr {
                                th scope="row" { (rating) }
                                td { @if let Some(group) = figures.kind.group(*rating) { (words::one_of_group(figures.kind, group)) } }
                                td.number { (words::count(*count)) }
                                td.number { (words::percent(share(*count, n))) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    part as f64 / whole as f64 * 100.0
}

/// "The rise of 5 may be chance: between −4 and +14.", of the figures as they are shown.
fn change_in_words(now: &Score, before: &Score, change: &Change) -> Markup {
    let moved = now.score.round() - before.score.round();
    let size = moved.abs().to_string();
    let name = if moved < 0.0 { "fall" } else { "rise" };
    let between = format!(
        "between {} and {} points",
        signed(change.low),
        signed(change.high)
    );
    html! {
        @match change.verdict {
            Verdict::Rise => { span.rise { "The rise of " (size) } " is more than chance: " (between) "." },
            Verdict::Fall => { span.fall { "The fall of " (size) } " is more than chance: " (between) "." },
            Verdict::MayBeChance if moved == 0.0 => { "The same as before, give or take: " (between) "." },
            Verdict::MayBeChance => { "The " (name) " of " (size) " may be chance: " (between) "." },
        }
    }
}

/// A difference in whole points with its sign.
fn signed(points: f64) -> String {
    afterword_stats::display(Kind::Nps, points)
}

/// Whether the target is reached, and how sure that is.
fn target_in_words(score: &Score, target: i8) -> Markup {
    let wanted = f64::from(target);
    let reached = score.score >= wanted;
    let sure = score.low >= wanted || score.high < wanted;
    html! {
        p.note {
            "The target of " b { (afterword_stats::display(score.kind, wanted)) } " is "
            @if !reached { "not " } "reached, "
            @if sure { "and not by chance." } @else { "though that may be chance." }
        }
    }
}

/// "12 more answers make a score."
fn missing_in_words(n: u64) -> String {
    match afterword_stats::score::missing(n) {
        None => String::new(),
        Some(1) => "One more answer makes a score.".to_owned(),
        Some(missing) => format!("{missing} more answers make a score."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nps(promoters: u64, detractors: u64) -> Score {
        afterword_stats::score(
            Kind::Nps,
            &[(10, promoters), (3, detractors)].into_iter().collect(),
        )
        .unwrap()
    }

    #[test]
    fn the_words_say_whether_a_change_may_be_chance() {
        let words = |now: &Score, before: &Score| {
            let change = afterword_stats::change(Some(before), Some(now)).unwrap();
            change_in_words(now, before, &change).into_string()
        };
        assert_eq!(
            words(&nps(36, 4), &nps(35, 5)),
            "The rise of 5 may be chance: between −24 and +33 points."
        );
        assert!(words(&nps(20, 20), &nps(36, 4)).contains("fall of 80"));
        assert!(words(&nps(36, 4), &nps(36, 4)).starts_with("The same as before"));
    }

    #[test]
    fn the_words_say_whether_a_target_is_reached_for_sure() {
        let words = |target| target_in_words(&nps(60, 40), target).into_string();
        assert!(words(-20).ends_with("is reached, and not by chance.</p>"));
        assert!(words(10).ends_with("is reached, though that may be chance.</p>"));
        assert!(words(25).ends_with("is not reached, though that may be chance.</p>"));
        assert!(words(90).ends_with("is not reached, and not by chance.</p>"));
    }

    #[test]
    fn a_score_is_promised_for_thirty_answers() {
        assert_eq!(missing_in_words(18), "12 more answers make a score.");
        assert_eq!(missing_in_words(29), "One more answer makes a score.");
    }
}
