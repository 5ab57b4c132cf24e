//! The loyalty page as HTML.

use super::LoyaltyView;
use crate::{
    http::access::Frame,
    owner::parts::{chart, code_block::code_block, layout::Section, period_chooser},
};
use afterword_domain::period::Period;
use afterword_shared::{id::SurveyId, order::Currency, scale::Group};
use afterword_stats::{
    Interval, SCORE_FLOOR, Verdict,
    interval::Median,
    loyalty::{Cohort, Crowd, Line, Party, Share, WINDOWS},
    skewed_mean::{MEAN_FLOOR, Mean},
};
use afterword_wording::{Language, bold, code, group_key};
use maud::{Markup, html};

/// Both ends, as shares of 1, between which a table's pictures are drawn.
#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
}

impl Axis {
    fn of<'a>(shares: impl Iterator<Item = &'a Share>) -> Self {
        let (low, high) = shares
            .filter_map(|share| share.interval)
            .fold((1.0_f64, 0.0_f64), |(low, high), interval| {
                (low.min(interval.low), high.max(interval.high))
            });
        let low = (low * 20.0).floor() / 20.0;
        let high = (high * 20.0).ceil() / 20.0;
        if low < high {
            Self { low, high }
        } else {
            let (low, high) = (0.0, 1.0);
            Self { low, high }
        }
    }

    fn place(self, share: f64) -> String {
        let place = (share - self.low) / (self.high - self.low) * 100.0;
        format!("{:.2}%", place.clamp(0.0, 100.0))
    }

    fn labels(self, words: Language) -> Markup {
        html! {
            svg width="100%" height="14" aria-hidden="true" {
                text.axis x="0" y="11" { (words.percent(self.low * 100.0)) }
                text.axis.end x="100%" y="11" { (words.percent(self.high * 100.0)) }
            }
        }
    }

    /// A share with its interval; how sure it is from the others is in its class and in words
    /// beside it.
    fn picture(self, share: &Share, all: Option<f64>) -> Markup {
        let class = match share.verdict() {
            Verdict::Rise => "whisker up",
            Verdict::Fall => "whisker down",
            Verdict::MayBeChance => "whisker",
        };
        html! {
            svg width="100%" height="20" aria-hidden="true" {
                line.rail x1="0" x2="100%" y1="10" y2="10" {}
                @if let Some(all) = all { line.zero x1=(self.place(all)) x2=(self.place(all)) y1="0" y2="20" {} }
                // Of few customers the interval is as wide as the picture, and says as little.
                @if share.n >= SCORE_FLOOR && let (Some(value), Some(interval)) = (share.value(), share.interval) {
                    g class=(class) {
                        line x1=(self.place(interval.low)) x2=(self.place(interval.high)) y1="10" y2="10" {}
                        circle cx=(self.place(value)) cy="10" r="5" {}
                    }
                }
            }
        }
    }
}

impl LoyaltyView<'_> {
    /// The page.
    pub(super) fn page(&self, frame: &Frame) -> Markup {
        frame.page(
            Section::Loyalty,
            &html! {
                main id="main" {
                    (self.head())
                    @if !self.report.knows_customers {
                        (self.no_customers(frame))
                    } @else {
                        div.grid {
                            @if self.report.loyalty.everybody.customers == 0 {
                                (self.nobody())
                            } @else {
                                (self.again_card())
                                (self.after_card())
                                (self.windows_card())
                                (self.crowd_card())
                            }
                            (self.risk_card())
                            (self.cohorts_card())
                        }
                    }
                }
            },
        )
    }

    fn address(&self, survey: SurveyId, period: Period, window: u16) -> String {
        format!(
            "{}?survey={survey}&within={window}&{}",
            Section::Loyalty.path(self.shop),
            period.query()
        )
    }

    fn head(&self) -> Markup {
        let survey = self.picked.head.id;
        let words = self.words;
        let others = [
            ("survey".to_owned(), survey.to_string()),
            ("within".to_owned(), self.window.to_string()),
        ];
        html! {
            div.head {
                div {
                    h1 { (Section::Loyalty.name(words)) }
                    p.note {
                        span lang=(self.picked.content.locale) dir="auto" { (self.question.text) }
                        " · " (words.loyalty_first_purchases(&words.period(self.period)))
                    }
                }
                div.tools {
                    (self.picked.chooser(words, |id| self.address(id, self.period, self.window)))
                    nav.period aria-label=(words.loyalty_windows()) {
                        @for window in WINDOWS {
                            a href=(self.address(survey, self.period, window)) aria-current=[(window == self.window).then_some("true")] {
                                (words.loyalty_within(window.into()))
                            }
                        }
                    }
                    (period_chooser::choose(
                        words,
                        self.period,
                        self.days,
                        |period| self.address(survey, period, self.window),
                        &Section::Loyalty.path(self.shop),
                        &others,
                    ))
                }
            }
        }
    }

    /// What is missing where no order names its customer.
    fn no_customers(&self, frame: &Frame) -> Markup {
        let words = self.words;
        let tag = self.tag.replacen(
            "></script>",
            "\n        data-order=\"1001\" data-total=\"49.90\" data-currency=\"EUR\"\n        data-customer=\"c77\"></script>",
            1,
        );
        html! {
            section.card {
                p.few { (words.loyalty_no_customers()) }
                p.note { (words.loyalty_no_customers_note(code)) }
                (code_block(words, &tag))
                p.note { (words.loyalty_no_customers_then()) }
                div.actions { a.button href=(Section::Install.path(frame.shop.id)) { (words.loyalty_install()) } }
            }
        }
    }

    fn nobody(&self) -> Markup {
        let words = self.words;
        html! {
            section.card.whole {
                p.few { (words.loyalty_nobody(&words.period(self.period))) }
                div.actions { a.button href=(self.address(self.picked.head.id, Period::All, self.window)) { (words.loyalty_show_all_time()) } }
            }
        }
    }

    /// What a line is of, as a heading of its row.
    fn party(&self, party: Party) -> Markup {
        let words = self.words;
        let kind = self.question.kind;
        html! {
            @match party {
                Party::All => b { (words.loyalty_all()) },
                Party::Group(group) => {
                    span.spotted { (chart::spot(chart::group_class(group))) (words.group_name(kind, group)) }
                },
                Party::Rating(rating) => {
                    span.spotted {
                        @if let Some(group) = kind.group(rating) { (chart::spot(chart::group_class(group))) }
                        (words.loyalty_rated(rating.into()))
                    }
                },
                Party::Silent => (words.loyalty_silent()),
                Party::NotAsked => (words.loyalty_not_asked()),
            }
        }
    }

    /// A group as sentences choose their words by it.
    fn group_key(&self, group: Group) -> &'static str {
        group_key(self.question.kind, group)
    }

    fn place(&self) -> usize {
        let place = WINDOWS.iter().position(|window| *window == self.window);
        place.unwrap_or(0)
    }

    fn chosen<'a>(&self, line: &'a Line) -> &'a Share {
        &line.again[self.place()]
    }

    fn group(&self, group: Group) -> Option<&Share> {
        let mut lines = self.report.loyalty.groups.iter();
        let line = lines.find(|line| line.party == Party::Group(group))?;
        Some(self.chosen(line))
    }

    /// What the groups say together, where there are enough of them to say it.
    fn headline(&self) -> Markup {
        let words = self.words;
        let (days, group) = (self.window.into(), self.group_key(Group::High));
        let all = self.chosen(&self.report.loyalty.groups[0]);
        let [low, high] = [Group::Low, Group::High].map(|group| self.group(group));
        let enough = |share: &Share| share.n >= SCORE_FLOOR;
        html! {
            @if all.n == 0 {
                p.few { (words.loyalty_too_soon(days)) }
                p.note { (words.loyalty_too_soon_note()) }
            } @else if let (Some(low), Some(high)) = (low, high) && enough(low) && enough(high) {
                (self.compared(low, high))
            } @else {
                p.few { (words.loyalty_again_of_all(&words.count(all.part), all.n, days, bold, bold)) }
                p.note { (words.loyalty_floor(group, SCORE_FLOOR)) }
            }
        }
    }

    fn compared(&self, low: &Share, high: &Share) -> Markup {
        let words = self.words;
        let group = self.group_key(Group::High);
        let points = |difference| words.points(difference);
        let difference =
            afterword_stats::interval::share_difference((low.part, low.n), (high.part, high.n));
        let shares = low.value().zip(high.value());
        html! {
            @if let (Some((p_low, p_high)), Some(difference)) = (shares, difference) {
                p.few {
                    (words.loyalty_compared(group, &words.share(p_high), &words.share(p_low), self.window.into(), bold, bold))
                }
                p.note {
                    @if difference.low > 0.0 {
                        (words.loyalty_more(&points(difference.low), &points(difference.high)))
                    } @else if difference.high < 0.0 {
                        (words.loyalty_less(group, &points(difference.high), &points(difference.low)))
                    } @else {
                        (words.loyalty_may_be_chance(&points(difference.low), &points(difference.high)))
                    }
                }
            }
        }
    }

    fn again_card(&self) -> Markup {
        let words = self.words;
        let loyalty = &self.report.loyalty;
        let lines = loyalty.groups.iter().chain(&loyalty.ratings);
        let axis = Axis::of(
            lines
                .map(|line| self.chosen(line))
                .filter(|share| share.n >= SCORE_FLOOR),
        );
        html! {
            section.card.whole {
                h2 { (words.loyalty_again(self.window.into())) }
                (self.headline())
                p.note { (words.loyalty_no_cause(bold)) }
                (self.shares_table(&loyalty.groups, axis))
                details.numbers {
                    summary { (words.loyalty_by_rating()) }
                    (self.shares_table(&loyalty.ratings, axis))
                }
                (self.how_to_read())
            }
        }
    }

    fn shares_table(&self, lines: &[Line], axis: Axis) -> Markup {
        let words = self.words;
        let all = self.chosen(&self.report.loyalty.groups[0]);
        html! {
            table.breakdown.loyalty {
                caption.unseen { (words.loyalty_caption(self.window.into())) }
                thead {
                    tr {
                        th scope="col" { (words.loyalty_customers_who()) }
                        th.number scope="col" { (words.loyalty_customers()) }
                        th.number scope="col" { (words.loyalty_bought_again()) }
                        th.picture scope="col" { span.unseen { (words.loyalty_drawn()) } (axis.labels(words)) }
                        th.number scope="col" { (words.loyalty_difference()) }
                    }
                }
                tbody {
                    @for line in lines {
                        @let share = self.chosen(line);
                        tr {
                            th scope="row" { (self.party(line.party)) }
                            td.number.n { (words.loyalty_count(share.n, unit)) }
                            td.number.figure { (share_in_figures(words, share)) }
                            td.picture { (axis.picture(share, all.value())) }
                            td.number.difference { (self.difference(line.party, share)) }
                        }
                    }
                }
            }
        }
    }

    fn difference(&self, party: Party, share: &Share) -> Markup {
        let words = self.words;
        let points = |difference| words.points(difference);
        let (class, sure) = match share.verdict() {
            Verdict::Rise => (Some("rise"), words.loyalty_surely_higher()),
            Verdict::Fall => (Some("fall"), words.loyalty_surely_lower()),
            Verdict::MayBeChance => (None, words.loyalty_chance()),
        };
        let all = self.chosen(&self.report.loyalty.groups[0]);
        html! {
            @match share.lead(all) {
                _ if party == Party::All || share.n == 0 => {},
                Some((lead, Interval { low, high })) => {
                    b class=[class] { (points(lead)) }
                    small { (words.loyalty_points(&points(low), &points(high))) }
                    small class=[class] { (sure) }
                },
                None => small { (words.loyalty_too_few()) },
            }
        }
    }

    fn how_to_read(&self) -> Markup {
        let words = self.words;
        html! {
            details.numbers {
                summary { (words.loyalty_how_to_read()) }
                p.note { (words.loyalty_how_counted(&words.period(self.period), self.window.into())) }
                p.note { (words.loyalty_how_sure()) }
            }
        }
    }

    /// How soon, how often and for how much.
    fn after_card(&self) -> Markup {
        let words = self.words;
        let loyalty = &self.report.loyalty;
        let currencies: Vec<usize> = loyalty
            .groups
            .iter()
            .flat_map(|line| line.spent.iter().map(|(currency, _)| *currency))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        html! {
            section.card.whole {
                h2 { (words.loyalty_after(self.window.into())) }
                (self.after_table(&loyalty.groups, &currencies, words.loyalty_after_by_group()))
                details.numbers {
                    summary { (words.loyalty_by_rating()) }
                    (self.after_table(&loyalty.ratings, &currencies, words.loyalty_after_by_rating()))
                }
                p.note { (words.loyalty_after_note(MEAN_FLOOR)) }
            }
        }
    }

    fn after_table(&self, lines: &[Line], currencies: &[usize], name: &str) -> Markup {
        let words = self.words;
        html! {
            div.scroll tabindex="0" role="region" aria-label=(name) {
                table.figures.rows {
                    thead {
                        tr {
                            th scope="col" { (words.loyalty_customers_who()) }
                            th.number scope="col" { (words.loyalty_days_to_next()) }
                            th.number scope="col" { (words.loyalty_further_orders()) }
                            @for currency in currencies {
                                th.number scope="col" { (words.loyalty_further_money(self.code(*currency))) }
                            }
                        }
                    }
                    tbody {
                        @for line in lines.iter().filter(|line| line.is_of_somebody()) {
                            tr {
                                th scope="row" { (self.party(line.party)) }
                                td.number data-head=(words.loyalty_days_to_next_short()) { (median_in_figures(words, line.days.as_ref(), |days| words.decimal(days, 1))) }
                                td.number data-head=(words.loyalty_further_orders_short()) { (mean_in_figures(words, line.orders.as_ref(), |orders| words.figure(orders))) }
                                @for currency in currencies {
                                    @let mean = line.spent.iter().find(|(of, _)| of == currency).map(|(_, mean)| mean);
                                    td.number data-head=(words.loyalty_further_money_short(self.code(*currency))) { (mean_in_figures(words, mean, |value| self.amount(value, *currency))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn code(&self, currency: usize) -> &'static str {
        let currency = self.report.currencies.get(currency);
        currency.map_or("", |currency| currency.code())
    }

    fn amount(&self, major: f64, currency: usize) -> String {
        let known = self.report.currencies.get(currency);
        known.map_or_else(String::new, |known| self.words.bare_amount(major, *known))
    }

    /// All windows at once.
    fn windows_card(&self) -> Markup {
        let words = self.words;
        html! {
            section.card.whole {
                h2 { (words.loyalty_all_windows()) }
                div.scroll tabindex="0" role="region" aria-label=(words.loyalty_all_windows_table()) {
                    table.figures.rows {
                        thead {
                            tr {
                                th scope="col" { (words.loyalty_customers_who()) }
                                @for window in WINDOWS { th.number scope="col" { (words.loyalty_days(window.into())) } }
                            }
                        }
                        tbody {
                            @for line in self.report.loyalty.groups.iter().filter(|line| line.is_of_somebody()) {
                                tr.three {
                                    th scope="row" { (self.party(line.party)) }
                                    @for ((share, all), window) in line.again.iter().zip(&self.report.loyalty.groups[0].again).zip(WINDOWS) {
                                        td.number data-head=(words.loyalty_days(window.into())) {
                                            @if all.n == 0 { span.faint { (words.loyalty_not_yet()) } }
                                            @else if share.n == 0 { span.faint { "–" } }
                                            @else { (share_in_figures(words, share)) small { (words.loyalty_part_of(share.part, share.n)) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn crowd_card(&self) -> Markup {
        let words = self.words;
        let (some, all) = (
            &self.report.loyalty.respondents,
            &self.report.loyalty.everybody,
        );
        let (answered, everybody) = (words.loyalty_answered(), words.loyalty_everybody());
        html! {
            section.card.seven {
                h2 { (words.loyalty_who_answers()) }
                (speaks_for_all(words, some, all))
                table.figures.rows {
                    thead {
                        tr { th scope="col" { span.unseen { (words.loyalty_what()) } } th.number scope="col" { (answered) } th.number scope="col" { (everybody) } }
                    }
                    tbody {
                        tr { th scope="row" { (words.loyalty_orders()) } td.number data-head=(answered) { (words.count(some.orders)) } td.number data-head=(everybody) { (words.count(all.orders)) } }
                        @for (currency, total) in &all.totals {
                            tr {
                                th scope="row" { (words.loyalty_order_total(self.code(*currency))) }
                                td.number data-head=(answered) { (self.total(some.totals.iter().find(|(of, _)| of == currency).map(|(_, total)| total), *currency)) }
                                td.number data-head=(everybody) { (self.total(Some(total), *currency)) }
                            }
                        }
                        tr { th scope="row" { (words.loyalty_by_returning()) } td.number data-head=(answered) { (share_in_figures(words, &some.returning)) } td.number data-head=(everybody) { (share_in_figures(words, &all.returning)) } }
                        tr { th scope="row" { (words.loyalty_by_first_purchase()) } td.number data-head=(answered) { (words.count(some.customers)) } td.number data-head=(everybody) { (words.count(all.customers)) } }
                        tr { th scope="row" { (words.loyalty_bought_again_within(self.window.into())) } td.number data-head=(answered) { (share_in_figures(words, &some.again)) } td.number data-head=(everybody) { (share_in_figures(words, &all.again)) } }
                    }
                }
                p.note { (words.loyalty_who_answers_note(&words.period(self.period))) }
            }
        }
    }

    fn total(&self, total: Option<&Median>, currency: usize) -> Markup {
        let known = self.report.currencies.get(currency);
        median_in_figures(self.words, total, |minor| {
            known.map_or_else(String::new, |known| {
                let major = minor / 10_f64.powi(i32::from(known.decimals()));
                self.words.bare_amount(major, *known)
            })
        })
    }

    /// An amount in minor units: whole ones from a thousand on, since nobody reads the cents.
    fn money(&self, minor: i64, currency: Currency) -> String {
        let major = minor as f64 / 10_f64.powi(i32::from(currency.decimals()));
        self.words.amount(major, currency)
    }

    /// What is at risk in each currency.
    fn amounts_at_risk(&self) -> Vec<String> {
        let money = self.report.at_risk.money.iter();
        money
            .filter(|(_, at_risk, _)| *at_risk != 0)
            .filter_map(|(currency, at_risk, _)| {
                let currency = self.report.currencies.get(*currency)?;
                Some(self.money(*at_risk, *currency))
            })
            .collect()
    }

    fn risk_card(&self) -> Markup {
        let risk = &self.report.at_risk;
        let words = self.words;
        let low = self.group_key(Group::Low);
        let (at_risk_head, of_all_head) = (words.loyalty_at_risk(), words.loyalty_of_all());
        let responses = format!(
            "{}?survey={}&group=low&days=all",
            Section::Responses.path(self.shop),
            self.picked.head.id
        );
        html! {
            section.card.five {
                h2 { (words.loyalty_risk()) }
                @if risk.unhappy == 0 {
                    p.note { (words.loyalty_risk_none(low)) }
                } @else if risk.orders == 0 {
                    p.few { (words.loyalty_risk_nothing_bought(low, risk.unhappy, bold)) }
                } @else {
                    @let amounts = self.amounts_at_risk();
                    p.few {
                        @if amounts.is_empty() { (words.loyalty_risk_orders(low, risk.orders, bold)) }
                        @else { (words.loyalty_risk_money(low, &words.list(&amounts), bold)) }
                    }
                    table.figures.rows {
                        thead { tr { th scope="col" { (words.loyalty_last_year()) } th.number scope="col" { (at_risk_head) } th.number scope="col" { (of_all_head) } } }
                        tbody {
                            tr { th scope="row" { (words.loyalty_customers()) } td.number data-head=(at_risk_head) { (words.count(risk.customers)) } td.number {} }
                            tr {
                                th scope="row" { (words.loyalty_orders()) }
                                td.number data-head=(at_risk_head) { (words.count(risk.orders)) }
                                td.number data-head=(of_all_head) { (part_of(words, risk.orders as f64, risk.all_orders as f64)) }
                            }
                            @for (currency, at_risk, all) in &risk.money {
                                @if let Some(known) = self.report.currencies.get(*currency) {
                                    tr {
                                        th scope="row" { (words.loyalty_money(known.code())) }
                                        td.number data-head=(at_risk_head) { (self.money(*at_risk, *known)) }
                                        td.number data-head=(of_all_head) { (part_of(words, *at_risk as f64, *all as f64)) }
                                    }
                                }
                            }
                        }
                    }
                }
                p.note { (words.loyalty_risk_note()) }
                @if risk.unhappy > 0 { p.note.all { a href=(responses) { (words.loyalty_risk_answers()) } } }
            }
        }
    }

    fn cohorts_card(&self) -> Markup {
        let words = self.words;
        let cohorts = &self.report.cohorts;
        let months = cohorts.iter().map(|cohort| cohort.bought.len()).max();
        let months = months.unwrap_or(0);
        let has_silent = cohorts.iter().any(|cohort| cohort.silent.is_some());
        html! {
            section.card.whole {
                h2 { (words.loyalty_cohorts()) }
                @if months == 0 {
                    p.note { (words.loyalty_cohorts_none()) }
                } @else {
                    p.note { (words.loyalty_cohorts_note()) }
                    div.scroll.wide tabindex="0" role="region" aria-label=(words.loyalty_cohorts_table()) {
                        table.figures.cohorts {
                            thead {
                                tr {
                                    th scope="col" { (words.loyalty_first_order()) }
                                    th.number scope="col" { (words.loyalty_customers()) }
                                    @for after in 1..=months as u64 {
                                        th.number scope="col" { abbr title=(words.loyalty_months_later(after)) { (words.loyalty_months_later_short(after)) } }
                                    }
                                    @if has_silent { th.number scope="col" { (words.loyalty_gone()) } }
                                }
                            }
                            tbody { @for cohort in cohorts { (cohort_row(words, cohort, months, has_silent)) } }
                        }
                    }
                    p.note {
                        (words.loyalty_cohorts_colours(SCORE_FLOOR)) " "
                        @if has_silent { (words.loyalty_cohorts_gone()) " " }
                        (words.loyalty_cohorts_left_out())
                    }
                }
            }
        }
    }
}

/// Whether those who answer are like those who don't.
fn speaks_for_all(words: Language, some: &Crowd, all: &Crowd) -> Markup {
    let against = |some: &Share, all: &Share| {
        let others = (all.part - some.part, all.n - some.n);
        let enough = others.1 >= SCORE_FLOOR && some.n >= SCORE_FLOOR;
        let both = afterword_stats::interval::share_difference(others, (some.part, some.n));
        both.filter(|_| enough)
    };
    let returning = against(&some.returning, &all.returning);
    let again = against(&some.again, &all.again);
    html! {
        @if some.orders == all.orders && some.customers == all.customers && all.orders > 0 {
            p.note data-speaks="all" { (words.loyalty_all_answered()) }
        } @else if some.customers < SCORE_FLOOR {
            p.note data-speaks="few" { (words.loyalty_few_answered(some.customers)) }
        } @else {
            @match (direction(returning), direction(again)) {
                ("same", "same") => p.note data-speaks="alike" { (words.loyalty_alike()) },
                (returning, again) => p.note data-speaks="unlike" { (words.loyalty_unlike(returning, again)) },
            }
        }
    }
}

fn cohort_row(words: Language, cohort: &Cohort, months: usize, has_silent: bool) -> Markup {
    html! {
        tr {
            th scope="row" { (words.short_month(cohort.month)) }
            td.number { (words.count(cohort.customers)) }
            @for after in 0..months {
                @match cohort.bought.get(after) {
                    Some(bought) => td class={ "number " (depth(*bought, cohort.customers)) } title=(words.loyalty_part_of(*bought, cohort.customers)) {
                        (part_of(words, *bought as f64, cohort.customers as f64))
                    },
                    None => td.number {},
                }
            }
            @if has_silent {
                td.number { @if let Some(silent) = cohort.silent { (part_of(words, silent as f64, cohort.customers as f64)) } }
            }
        }
    }
}

/// The class of a cell's colour: five steps, the deepest from 20 % on.
fn depth(part: u64, n: u64) -> &'static str {
    if n < SCORE_FLOOR || part == 0 {
        return "";
    }
    match part * 100 / n {
        0..3 => "depth-1",
        3..6 => "depth-2",
        6..10 => "depth-3",
        10..20 => "depth-4",
        _ => "depth-5",
    }
}

/// A part as per cents of the whole; nothing of an empty one.
fn part_of(words: Language, part: f64, whole: f64) -> String {
    if whole > 0.0 {
        words.share(part / whole)
    } else {
        String::new()
    }
}

/// Which way a difference goes, as sentences choose their words by it; `same` where that is not sure.
fn direction(difference: Option<Interval>) -> &'static str {
    match difference {
        Some(difference) if difference.low > 0.0 => "more",
        Some(difference) if difference.high < 0.0 => "less",
        _ => "same",
    }
}

/// What the unit behind a figure stands in.
fn unit(text: &str) -> Markup {
    html! { span.unit { (text) } }
}

/// An interval beside its figure, each end as `shown`.
fn range(words: Language, interval: Interval, shown: impl Fn(f64) -> String) -> Markup {
    html! { small { (words.chart_range(&shown(interval.low), &shown(interval.high))) } }
}

/// A share, and between what it lies.
fn share_in_figures(words: Language, share: &Share) -> Markup {
    html! {
        @match (share.value(), share.interval) {
            (Some(value), Some(interval)) => {
                b { (words.share(value)) }
                (range(words, interval, |share| words.share(share)))
            },
            _ => span.faint { "–" },
        }
    }
}

fn median_in_figures(
    words: Language,
    median: Option<&Median>,
    shown: impl Fn(f64) -> String,
) -> Markup {
    html! {
        @match median {
            None => span.faint { "–" },
            Some(median) => {
                b { (shown(median.value)) }
                @if let Some(interval) = median.interval { (range(words, interval, shown)) }
                small { (words.loyalty_n(median.n)) }
            },
        }
    }
}

fn mean_in_figures(words: Language, mean: Option<&Mean>, shown: impl Fn(f64) -> String) -> Markup {
    html! {
        @match mean {
            None => span.faint { "–" },
            Some(mean) => {
                b { (shown(mean.value)) }
                @match mean.interval {
                    Some(interval) => (range(words, interval, shown)),
                    None => small { (words.loyalty_no_interval()) },
                }
                small { (words.loyalty_n(mean.n)) }
            },
        }
    }
}
