//! What the overview looks like: for its owner, and for whoever was given a link to it.

use super::{OverviewView, target};
use crate::{
    http::access::Frame,
    owner::parts::{
        answer_line::AnswerLineStyle, chart, code_block::code_block, layout::Section,
        period_chooser, survey_picker::PickedSurvey,
    },
    shopper::files,
};
use afterword_domain::{
    period::Period,
    record::{SurveyHead, SurveyStatus},
};
use afterword_shared::scale::Group;
use afterword_stats::{Change, Figures, SCORE_FLOOR, Score, Step, Verdict, score::missing};
use afterword_views::index::Progress;
use afterword_wording::{Language, bold, group_key};
use maud::{Markup, html};

impl OverviewView {
    /// The owner's page.
    pub(crate) fn view(
        &self,
        frame: &Frame,
        picked: &PickedSurvey,
        tag: &str,
        lines: &AnswerLineStyle,
    ) -> Markup {
        frame.page(
            Section::Overview,
            &html! {
                main id="main" {
                    (self.head(frame, picked, lines))
                    @if self.answered_ever { (self.cards(Some(frame), lines)) }
                    @else { (self.nothing_yet(frame, tag)) }
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

    fn head(&self, frame: &Frame, picked: &PickedSurvey, lines: &AnswerLineStyle) -> Markup {
        let words = self.words;
        let since = self.survey.created_at.to_zoned(lines.zone.clone()).date();
        html! {
            div.head {
                div {
                    h1 { (self.survey.name) }
                    p.note {
                        (self.first_question())
                        @match self.survey.status {
                            SurveyStatus::Live => (words.overview_live_since(&words.day(since, lines.now, &lines.zone))),
                            SurveyStatus::Paused => b { (words.overview_paused()) },
                        }
                    }
                    p.note.on-paper { (frame.shop.name) " · " (self.days_in_words()) }
                }
                div.tools {
                    (picked.chooser(words, |id| format!("?survey={id}&{}", self.period.query())))
                    @if self.answered_ever {
                        (period_chooser::choose(
                            words,
                            self.period,
                            self.scope.days,
                            |period| self.address(frame, period, None),
                            &Section::Overview.path(frame.shop.id),
                            &[("survey".to_owned(), self.survey.id.to_string())],
                        ))
                        a.button.quiet href=(share_address(frame, &self.survey, self.period)) { (words.overview_share()) }
                    }
                }
            }
        }
    }

    /// What the survey asks first, and of what its score is.
    fn first_question(&self) -> Markup {
        let content = &self.content;
        html! {
            @if let Some(question) = content.scored_question().or(content.questions.first()) {
                span lang=(content.locale) dir="auto" { (question.text) } " · "
            }
        }
    }

    /// "Last 30 days, 23 October 2026 – 21 November 2026".
    fn days_in_words(&self) -> String {
        let words = self.words;
        let title = period_chooser::title(words, self.period);
        match self.period {
            Period::Fixed { .. } | Period::All => title,
            rolling => {
                let days = rolling.fixed(self.scope.today);
                words.overview_days(&title, &period_chooser::title(words, days))
            }
        }
    }

    /// What a report says above its figures.
    pub(crate) fn report_head(&self, shop: &str) -> Markup {
        html! {
            div.head { div {
                h1 { (self.survey.name) }
                p.note {
                    (self.first_question())
                    (shop) " · " b { (self.days_in_words()) }
                }
            } }
        }
    }

    fn nothing_yet(&self, frame: &Frame, tag: &str) -> Markup {
        let words = self.words;
        let asked = self.funnel.funnel.asked;
        html! {
            section.card {
                p.few { (words.overview_no_answers_yet()) }
                @if asked > 0 {
                    p.note { (words.overview_asked_so_far(asked)) }
                } @else {
                    p.note { (words.overview_paste_tag()) }
                    (code_block(words, tag))
                    div.actions {
                        a.button href=(Section::Install.path(frame.shop.id)) { (words.overview_install()) }
                        a.button.quiet href="/demo" { (words.overview_try()) }
                    }
                }
            }
        }
    }

    /// Every figure. Without a frame, for somebody who is not signed in: no way on, nothing to set.
    pub(crate) fn cards(&self, frame: Option<&Frame>, lines: &AnswerLineStyle) -> Markup {
        let Some(figures) = &self.figures else {
            return self.without_score(frame, lines);
        };
        html! {
            div.grid {
                @if figures.drawn() == 0 && self.funnel.funnel.asked == 0 {
                    (self.score_card(figures, frame, "whole"))
                } @else if figures.drawn() < SCORE_FLOOR {
                    (self.score_card(figures, frame, "five tall"))
                    // Weeks of so few answers would draw a score that the page does not state.
                    (ratings_card(self.words, figures, "seven tall"))
                    (self.newest_card(frame, lines))
                    (self.funnel_card("five"))
                } @else {
                    (self.score_card(figures, frame, "five tall"))
                    (self.trend_card(figures, frame))
                    (self.newest_card(frame, lines))
                    div.column.five {
                        (ratings_card(self.words, figures, ""))
                        (self.funnel_card(""))
                    }
                    @if let Some(split) = &self.split { (split.view(self.words, "whole", frame.is_some())) }
                }
                (self.shares_cards("five"))
            }
        }
    }

    /// A survey that asks nothing with a headline: what was answered, and how often.
    fn without_score(&self, frame: Option<&Frame>, lines: &AnswerLineStyle) -> Markup {
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

    /// One card for each question of which it was counted what was given.
    fn shares_cards(&self, place: &str) -> Markup {
        let words = self.words;
        html! {
            @for shares in &self.shares {
                section class={ "card " (place) } {
                    h2 lang=(self.content.locale) dir="auto" { (shares.question) }
                    @match shares.n {
                        0 => p.note { (words.overview_none_in_period(&words.period(self.period))) },
                        n => {
                            table.funnel.shares {
                                tbody {
                                    @for (answer, count) in &shares.given {
                                        tr {
                                            th scope="row" lang=(self.content.locale) dir="auto" { (answer) }
                                            td.bar { (chart::bar(share(*count, n))) }
                                            td.number { (words.count(*count)) }
                                            td.number.share { (words.percent(share(*count, n))) }
                                        }
                                    }
                                }
                            }
                            p.note {
                                @if shares.several { (words.overview_shares_several(n)) } @else { (words.overview_shares(n)) }
                                @if n < SCORE_FLOOR { " " (words.overview_shares_few()) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn score_card(&self, figures: &Figures, frame: Option<&Frame>, place: &str) -> Markup {
        let words = self.words;
        let (kind, n) = (figures.kind, figures.n());
        let name = words.score_name(kind);
        let period = words.period(self.period);
        html! {
            section class={ "card " (place) } {
                h2 { @if name == self.survey.name { (words.overview_score()) } @else { (name) } }
                @match figures.headline() {
                    Some(score) => (self.headline(score, figures)),
                    None => {
                        p.few {
                            @if n == 0 { (words.overview_none_in_period(&period)) }
                            @else { (words.overview_count_in_period(n, &period, bold)) }
                        }
                        p.note { @if let Some(missing) = missing(n) { (words.overview_missing(missing)) } }
                        @if n == 0 && self.period != Period::All && let Some(frame) = frame {
                            div.actions { a.button href=(self.address(frame, Period::All, None)) { (words.overview_show_all_time()) } }
                        }
                    }
                }
                @if n > 0 {
                    (chart::stack(figures.groups()))
                    (chart::key(words, kind, figures.groups()))
                }
            }
        }
    }

    /// The score, how sure it is, what it was and what it should be.
    fn headline(&self, score: &Score, figures: &Figures) -> Markup {
        let words = self.words;
        let kind = score.kind;
        let change = figures.change();
        let [value, low, high] = chart::score_in_words(words, score);
        html! {
            div.score {
                b { (value) }
                span {
                    (words.overview_from(group_key(kind, Group::High), score.n))
                    @if let Some((before, _)) = change { " · " (words.overview_was(&words.score(kind, before.score))) }
                }
            }
            (chart::interval(words, score))
            p.note {
                (words.overview_interval(&low, &high, bold))
                @if let Some((before, change)) = change { " " (change_in_words(words, score, before, &change)) }
            }
            @if let (None, Some(days)) = (change, self.scope.before) {
                p.note {
                    @let before = figures.before.as_ref().map_or(0, |before| before.n);
                    @let days = u64::try_from(days.count()).unwrap_or(0);
                    @if before == 0 { (words.overview_before_none(days)) } @else { (words.overview_before_few(before, days)) }
                }
            }
            @if let Some(mean) = score.mean {
                @let [value, low, high] = [mean.value, mean.low, mean.high].map(|value| words.decimal(value, 1));
                p.note { (words.overview_mean(&value, &low, &high, bold)) }
            }
            @if let Some(target) = self.survey.target { p.note { (target::in_words(words, score, target)) } }
        }
    }

    fn trend_card(&self, figures: &Figures, frame: Option<&Frame>) -> Markup {
        let since = figures
            .trend
            .iter()
            .position(|point| point.start >= self.scope.days.first);
        let since = since.filter(|place| *place > 0);
        let words = self.words;
        let step = figures.step;
        let drawing = chart::Trend {
            words,
            kind: figures.kind,
            step: figures.step,
            points: &figures.trend,
            target: self.survey.target,
            since: since.map(|place| (place, period_chooser::title(words, self.period))),
        };
        html! {
            section.card.seven.tall {
                div.over {
                    h2 { (by_step(step, [words.overview_by_day(), words.overview_by_week(), words.overview_by_month()])) }
                    @if let Some(frame) = frame {
                        nav.by aria-label=(words.overview_steps()) {
                            @for other in Step::ALL {
                                a href=(self.address(frame, self.period, Some(other)))
                                    aria-current=[(other == step).then_some("true")] { (step_name(words, other)) }
                            }
                        }
                    }
                }
                (drawing.svg())
                details.numbers {
                    summary { (words.overview_as_table()) }
                    div.scroll tabindex="0" role="region" aria-label=(by_step(step, [words.overview_table_by_day(), words.overview_table_by_week(), words.overview_table_by_month()])) {
                        (trend_table(words, figures))
                    }
                }
                @if let Some(frame) = frame { (target::form(&self.survey, figures.kind, frame, self.period)) }
                @if let Some(script) = files::charts() { script defer src=(script) {} }
            }
        }
    }

    fn newest_card(&self, frame: Option<&Frame>, lines: &AnswerLineStyle) -> Markup {
        let words = self.words;
        html! {
            @if frame.is_some() || !self.newest.is_empty() {
                section.card.seven {
                    h2 { (words.overview_newest()) }
                    @if self.newest.is_empty() { p.note { (words.overview_none_in_period(&words.period(self.period))) } }
                    ol.answers {
                        @for (response, survey) in &self.newest {
                            @if frame.is_some() { (lines.line(response, survey)) } @else { (lines.comment(response, survey)) }
                        }
                    }
                    @if let Some(frame) = frame {
                        p.note.all { a href={ (Section::Responses.path(frame.shop.id)) "?survey=" (self.survey.id) } { (words.overview_all_responses()) } }
                    }
                }
            }
        }
    }

    fn funnel_card(&self, place: &str) -> Markup {
        let words = self.words;
        let (funnel, progress) = (self.funnel.funnel, &self.funnel.progress);
        // Answers from elsewhere come without those who were asked and said nothing.
        let from_elsewhere = self.funnel.is_from_elsewhere();
        let steps = if from_elsewhere {
            vec![
                (words.overview_answered(), funnel.started),
                (words.overview_complete(), funnel.complete),
            ]
        } else {
            vec![
                (words.overview_asked(), funnel.asked),
                (words.overview_seen(), funnel.seen),
                (words.overview_started(), funnel.started),
                (words.overview_complete(), funnel.complete),
            ]
        };
        html! {
            section class={ "card " (place) } {
                h2 { (words.overview_funnel()) }
                table.funnel {
                    tbody {
                        @for (name, n) in steps {
                            tr {
                                th scope="row" { (name) }
                                td.bar { (chart::bar(share(n, funnel.asked))) }
                                td.number { (words.count(n)) }
                            }
                        }
                    }
                }
                @if from_elsewhere {
                    p.note { (words.overview_from_elsewhere()) }
                } @else if progress.unseen > 0 {
                    p.note { (words.overview_some_from_elsewhere(progress.unseen)) }
                } @else if let Some(rate) = funnel.answer_rate() {
                    p.note { (words.overview_answer_rate(&words.percent(rate), bold)) }
                } @else if funnel.asked == 0 {
                    p.note { (words.overview_nobody_asked(&words.period(self.period))) }
                }
                (self.progress(progress))
            }
        }
    }

    /// How long answers took, and at which question those stopped who did not reach the end.
    fn progress(&self, progress: &Progress) -> Markup {
        let words = self.words;
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
            stops.push((words.overview_at_end(), words.tag(), end));
        }
        // Questions that the survey does not ask any more.
        let known: u64 = stops.iter().map(|(_, _, n)| n).sum();
        if known < stopped {
            stops.push((words.overview_at_former(), words.tag(), stopped - known));
        }
        html! {
            @if let Some(time) = progress.to_answer {
                p.note {
                    @let time = words.duration(time);
                    @match progress.to_complete.filter(|later| later.as_secs() > 0) {
                        Some(later) => (words.overview_time_to_end(&time, &words.duration(later), bold, bold)),
                        None => (words.overview_time(&time, bold)),
                    }
                }
            }
            @if stopped > 0 && self.content.questions.len() > 1 {
                details.numbers {
                    summary { (words.overview_stopped(stopped)) }
                    table {
                        thead { tr { th scope="col" { (words.overview_stopped_at()) } th.number scope="col" { (words.overview_people()) } th.number scope="col" { (words.overview_percent()) } } }
                        tbody {
                            @for (name, locale, n) in stops {
                                tr {
                                    th scope="row" lang=(locale) dir="auto" { (name) }
                                    td.number { (words.count(n)) }
                                    td.number { (words.percent(share(n, progress.started))) }
                                }
                            }
                        }
                    }
                    p.note { (words.overview_shares_of_started(progress.started)) }
                }
            }
        }
    }
}

/// The page on which links to a survey's report are made.
pub(crate) fn share_address(frame: &Frame, survey: &SurveyHead, period: Period) -> String {
    let surveys = Section::Surveys.path(frame.shop.id);
    format!("{surveys}/{}/share?{}", survey.id, period.query())
}

fn trend_table(words: Language, figures: &Figures) -> Markup {
    html! {
        table {
            thead { tr { th scope="col" { (step_name(words, figures.step)) } th.number scope="col" { (words.overview_score_column()) } th.number scope="col" { (words.overview_interval_column()) } th.number scope="col" { (words.overview_answers()) } } }
            tbody {
                @for point in figures.trend.iter().rev() {
                    @let figure = |of: fn(&Score) -> f64| point.score.as_ref().map(|score| chart::at(of(score)));
                    tr data-low=[figure(|score| score.low)] data-score=[figure(|score| score.score)] data-high=[figure(|score| score.high)]
                        data-name=(chart::point_name(words, figures.step, point.start, &[])) data-lines=(chart::point_lines(words, point)) {
                        th scope="row" { (chart::point_name(words, figures.step, point.start, &figures.trend)) }
                        @match &point.score {
                            Some(score) => {
                                @let [value, low, high] = chart::score_in_words(words, score);
                                td.number { (value) }
                                td.number { (words.chart_range(&low, &high)) }
                                td.number { (words.count(score.n)) }
                            }
                            None => { td.number { "–" } td.number { "–" } td.number { (words.count(0)) } }
                        }
                    }
                }
            }
        }
    }
}

fn ratings_card(words: Language, figures: &Figures, place: &str) -> Markup {
    let n = figures.n();
    html! {
        section class={ "card " (place) } {
            h2 { (words.overview_ratings()) }
            (chart::histogram(words, figures.kind, &figures.ratings))
            details.numbers {
                summary { (words.overview_as_table()) }
                table {
                    thead { tr { th scope="col" { (words.overview_rating()) } th scope="col" { (words.overview_group()) } th.number scope="col" { (words.overview_answers()) } th.number scope="col" { (words.overview_percent()) } } }
                    tbody {
                        @for (rating, count) in figures.ratings.iter().rev() {
                            tr {
                                th scope="row" { (rating) }
                                td { @if let Some(group) = figures.kind.group(*rating) { (words.one_of_group(figures.kind, group)) } }
                                td.number { (words.count(*count)) }
                                td.number { (words.percent(share(*count, n))) }
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

/// Which of three goes with a step.
fn by_step(step: Step, [day, week, month]: [&'static str; 3]) -> &'static str {
    match step {
        Step::Day => day,
        Step::Week => week,
        Step::Month => month,
    }
}

fn step_name(words: Language, step: Step) -> &'static str {
    by_step(
        step,
        [
            words.overview_day(),
            words.overview_week(),
            words.overview_month(),
        ],
    )
}

/// "The rise of 5 points may be chance", of the figures as they are shown.
fn change_in_words(words: Language, now: &Score, before: &Score, change: &Change) -> Markup {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a score is from -100 to 100"
    )]
    let [was, is] = [before, now].map(|score| score.score.round() as i64);
    let (moved, size) = (is - was, is.abs_diff(was));
    let [low, high] = [change.low, change.high].map(|end| words.signed(end.round(), 0));
    let coloured = |class| move |text: &str| html! { span class=(class) { (text) } };
    html! {
        @match change.verdict {
            Verdict::Rise => (words.overview_rise(size, &low, &high, coloured("rise"))),
            Verdict::Fall => (words.overview_fall(size, &low, &high, coloured("fall"))),
            Verdict::MayBeChance if moved == 0 => (words.overview_same(&low, &high)),
            Verdict::MayBeChance if moved < 0 => (words.overview_fall_unsure(size, &low, &high)),
            Verdict::MayBeChance => (words.overview_rise_unsure(size, &low, &high)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::scale::Kind;

    fn nps(promoters: u64, detractors: u64) -> Score {
        afterword_stats::score(
            Kind::Nps,
            &[(10, promoters), (3, detractors)].into_iter().collect(),
        )
        .unwrap()
    }

    #[test]
    fn it_is_said_whether_a_change_may_be_chance() {
        let words = Language::ENGLISH;
        let said = |now: &Score, before: &Score| {
            let change = afterword_stats::change(Some(before), Some(now)).unwrap();
            change_in_words(words, now, before, &change).into_string()
        };
        assert_eq!(
            said(&nps(36, 4), &nps(35, 5)),
            words.overview_rise_unsure(5, "−24", "+33")
        );
        assert_eq!(
            said(&nps(35, 5), &nps(36, 4)),
            words.overview_fall_unsure(5, "−33", "+24")
        );
        assert!(said(&nps(20, 20), &nps(36, 4)).contains("class=\"fall\""));
        assert!(said(&nps(36, 4), &nps(20, 20)).contains("class=\"rise\""));
        assert!(!said(&nps(36, 4), &nps(36, 4)).contains("class"));
    }
}
