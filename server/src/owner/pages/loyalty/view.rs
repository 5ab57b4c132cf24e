//! The loyalty page as HTML.

use super::Page;
use crate::owner::{
    pages::overview::{survey_chooser, tag_block},
    parts::{
        chart,
        layout::{Frame, Section},
        period_chooser, words,
    },
};
use afterword_domain::period::Period;
use afterword_shared::{id::SurveyId, order::Currency, scale::Group};
use afterword_stats::{
    Interval, SCORE_FLOOR, Verdict,
    interval::Median,
    loyalty::{Cohort, Crowd, Line, Party, Share, WINDOWS},
    skewed_mean::{MEAN_FLOOR, Mean},
};
use jiff::civil::Date;
use maud::{Markup, html};

/// Both ends of a stretch of shares, 0 to 1, on which a table's pictures are drawn.
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

    fn labels(self) -> Markup {
        html! {
            svg width="100%" height="14" aria-hidden="true" {
                text.axis x="0" y="11" { (words::percent(self.low * 100.0)) }
                text.axis.end x="100%" y="11" { (words::percent(self.high * 100.0)) }
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

/// A share as per cents: whole ones, but with a tenth where a whole one would be coarse.
fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if (0.05..9.95).contains(&percent) {
        format!("{percent:.1}\u{a0}%")
    } else {
        words::percent(percent)
    }
}

/// A difference of shares in points, with its sign.
fn points(difference: f64) -> String {
    let points = difference * 100.0;
    // As fine as the shares that it is between.
    let text = if points.abs() < 9.95 {
        format!("{:.1}", points.abs())
    } else {
        format!("{:.0}", points.abs())
    };
    match text.as_str() {
        "0.0" => "0".to_owned(),
        _ if points > 0.0 => format!("+{text}"),
        _ => format!("−{text}"),
    }
}

/// An amount in minor units: whole units from a thousand on, since nobody reads the cents.
fn money(minor: i64, currency: Currency) -> String {
    amount(
        minor as f64 / 10_f64.powi(i32::from(currency.decimals())),
        currency,
    )
}

/// The same, of major units.
fn amount(major: f64, currency: Currency) -> String {
    format!("{}\u{a0}{}", plain(major, currency), currency.code())
}

/// An amount whose currency stands elsewhere.
fn plain(major: f64, currency: Currency) -> String {
    let decimals = if major.abs() >= 1000.0 {
        0
    } else {
        usize::from(currency.decimals())
    };
    let text = format!("{:.decimals$}", major.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let whole = words::count(whole.parse().unwrap_or(u64::MAX));
    let sign = if major < 0.0 { "−" } else { "" };
    format!("{sign}{whole}{rest}")
}

/// A figure of few digits.
fn figure(value: f64) -> String {
    match value {
        value if value.abs() >= 100.0 => format!("{value:.0}"),
        value if value.abs() >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

fn days_of(window: u16) -> String {
    format!("{window}\u{a0}days")
}

impl Page<'_> {
    /// The page.
    pub(super) fn view(&self, frame: &Frame) -> Markup {
        frame.page(
            Section::Loyalty,
            &html! {
                main id="main" {
                    (self.head())
                    @if !self.found.knows_customers {
                        (self.no_customers(frame))
                    } @else {
                        div.grid {
                            @if self.found.loyalty.everybody.customers == 0 {
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
        let survey = self.survey.id;
        let kept = [
            ("survey".to_owned(), survey.to_string()),
            ("within".to_owned(), self.window.to_string()),
        ];
        html! {
            div.head {
                div {
                    h1 { "Loyalty" }
                    p.note {
                        span lang=(self.content.locale) dir="auto" { (self.question.text) }
                        " · first purchases " (self.period.in_words())
                    }
                }
                div.tools {
                    (survey_chooser(self.surveys, self.survey, |id| self.address(id, self.period, self.window)))
                    nav.period aria-label="Watched for" {
                        @for window in WINDOWS {
                            a href=(self.address(survey, self.period, window)) aria-current=[(window == self.window).then_some("true")] {
                                "within " (days_of(window))
                            }
                        }
                    }
                    (period_chooser::choose(
                        self.period,
                        self.days,
                        |period| self.address(survey, period, self.window),
                        &Section::Loyalty.path(self.shop),
                        &kept,
                    ))
                }
            }
        }
    }

    /// What is missing where no order names its customer.
    fn no_customers(&self, frame: &Frame) -> Markup {
        let tag = self.tag.replacen(
            "></script>",
            "\n        data-order=\"1001\" data-total=\"49.90\" data-currency=\"EUR\"\n        data-customer=\"c77\"></script>",
            1,
        );
        html! {
            section.card {
                p.few { "No order says yet who bought." }
                p.note {
                    "Whether somebody came back can be told once orders carry your own reference of the customer: a number or any other text that stays the same from order to order. It needs no name and no address. Add "
                    code { "data-customer" } " to the tag on the page that thanks for an order:"
                }
                (tag_block(&tag))
                p.note { "From then on every order counts here, whether it was answered or not." }
                div.actions { a.button href=(Section::Install.path(frame.shop.id)) { "How to install it" } }
            }
        }
    }

    fn nobody(&self) -> Markup {
        html! {
            section.card.whole {
                p.few { "No customer bought " (self.period.in_words()) "." }
                div.actions { a.button href=(self.address(self.survey.id, Period::All, self.window)) { "Look at all time" } }
            }
        }
    }

    /// What a line is of, as a heading of its row.
    fn party(&self, party: Party) -> Markup {
        let kind = self.question.kind;
        html! {
            @match party {
                Party::All => b { "All customers" },
                Party::Group(group) => {
                    span.spotted { (chart::spot(chart::group_class(group))) (words::group_name(kind, group)) }
                },
                Party::Rating(rating) => {
                    span.spotted {
                        @if let Some(group) = kind.group(rating) { (chart::spot(chart::group_class(group))) }
                        "Rated " (rating)
                    }
                },
                Party::Silent => "Asked, but silent",
                Party::NotAsked => "Not asked",
            }
        }
    }

    fn place(&self) -> usize {
        let place = WINDOWS.iter().position(|window| *window == self.window);
        place.unwrap_or(0)
    }

    fn chosen<'a>(&self, line: &'a Line) -> &'a Share {
        &line.again[self.place()]
    }

    fn group(&self, group: Group) -> Option<&Share> {
        let mut lines = self.found.loyalty.groups.iter();
        let line = lines.find(|line| line.party == Party::Group(group))?;
        Some(self.chosen(line))
    }

    /// What the groups say together, where there are enough of them to say it.
    fn headline(&self) -> Markup {
        let window = days_of(self.window);
        let all = self.chosen(&self.found.loyalty.groups[0]);
        let [low, high] = [Group::Low, Group::High].map(|group| self.group(group));
        let enough = |share: &Share| share.n >= SCORE_FLOOR;
        html! {
            @if all.n == 0 {
                p.few { "Nobody’s " (window) " have passed yet." }
                p.note { "A customer counts here once that long has gone by since the purchase. Choose a shorter time or an earlier period." }
            } @else if let (Some(low), Some(high)) = (low, high) && enough(low) && enough(high) {
                (self.compared(low, high))
            } @else {
                p.few { b { (all.part) } " of " b { (words::counted(all.n, "customer", "customers")) } " bought again within " (window) "." }
                p.note {
                    "Of " (words::people(self.question.kind, Group::High)) " and of "
                    (words::people(self.question.kind, Group::Low))
                    " there have to be " (SCORE_FLOOR) " each before they can be compared; the numbers so far are below."
                }
            }
        }
    }

    fn compared(&self, low: &Share, high: &Share) -> Markup {
        let kind = self.question.kind;
        let name = |group| words::people(kind, group);
        let difference =
            afterword_stats::interval::share_difference((low.part, low.n), (high.part, high.n));
        let shares = low.value().zip(high.value());
        html! {
            @if let (Some((p_low, p_high)), Some(difference)) = (shares, difference) {
                p.few {
                    b { (percent(p_high)) } " of " (name(Group::High)) " bought again within "
                    (days_of(self.window)) ", and " b { (percent(p_low)) } " of " (name(Group::Low)) "."
                }
                p.note {
                    @if difference.low > 0.0 {
                        "Between " (points(difference.low)) " and " (points(difference.high)) " points more, 95 times in 100. "
                    } @else if difference.high < 0.0 {
                        (words::capital(name(Group::High))) " bought again less often: between " (points(difference.high)) " and " (points(difference.low)) " points, 95 times in 100. "
                    } @else {
                        "The difference may be chance: it lies between " (points(difference.low)) " and " (points(difference.high)) " points, 95 times in 100. "
                    }
                }
            }
        }
    }

    fn again_card(&self) -> Markup {
        let found = &self.found.loyalty;
        let lines = found.groups.iter().chain(&found.ratings);
        let axis = Axis::of(
            lines
                .map(|line| self.chosen(line))
                .filter(|share| share.n >= SCORE_FLOOR),
        );
        html! {
            section.card.whole {
                h2 { "Who bought again within " (days_of(self.window)) }
                (self.headline())
                p.note { b { "What goes together, not what comes of what: " } "whoever rates high may have been a loyal customer before." }
                (self.shares_table(&found.groups, axis))
                details.numbers {
                    summary { "By each rating" }
                    (self.shares_table(&found.ratings, axis))
                }
                (self.how_to_read())
            }
        }
    }

    fn shares_table(&self, lines: &[Line], axis: Axis) -> Markup {
        let all = self.chosen(&self.found.loyalty.groups[0]);
        html! {
            table.breakdown.loyalty {
                caption.unseen { "Share of customers who bought again within " (days_of(self.window)) ", by what they answered" }
                thead {
                    tr {
                        th scope="col" { "Customers who" }
                        th.number scope="col" { "Customers" }
                        th.number scope="col" { "Bought again" }
                        th.picture scope="col" { span.unseen { "Drawn" } (axis.labels()) }
                        th.number scope="col" { "Against the others" }
                    }
                }
                tbody {
                    @for line in lines {
                        @let share = self.chosen(line);
                        tr {
                            th scope="row" { (self.party(line.party)) }
                            td.number.n { (words::count(share.n)) span.unit { @if share.n == 1 { " customer" } @else { " customers" } } }
                            td.number.figure { (share_in_figures(share)) }
                            td.picture { (axis.picture(share, all.value())) }
                            td.number.difference { (self.difference(line.party, share)) }
                        }
                    }
                }
            }
        }
    }

    fn difference(&self, party: Party, share: &Share) -> Markup {
        let (class, sure) = match share.verdict() {
            Verdict::Rise => (Some("rise"), "surely higher"),
            Verdict::Fall => (Some("fall"), "surely lower"),
            Verdict::MayBeChance => (None, "may be chance"),
        };
        let all = self.chosen(&self.found.loyalty.groups[0]);
        html! {
            @match share.lead(all) {
                _ if party == Party::All || share.n == 0 => {},
                Some((lead, Interval { low, high })) => {
                    b class=[class] { (points(lead)) }
                    small { (points(low)) " to " (points(high)) " points" }
                    small class=[class] { (sure) }
                },
                None => small { "too few to compare" },
            }
        }
    }

    fn how_to_read(&self) -> Markup {
        html! {
            details.numbers {
                summary { "How to read this" }
                p.note {
                    "Each customer counts once, with the first purchase " (self.period.in_words())
                    " and with what was answered about that purchase. Only those count whose whole "
                    (days_of(self.window)) " have passed since, so that nobody counts as lost who may still come. "
                    "Tests are left out; a cancelled or refunded order is no purchase, here or later; orders of the same second are one. "
                    "“Not asked” are purchases that no prompt of this survey went out for."
                }
                p.note {
                    "Behind each figure stands the interval that holds the true one 95 times in 100 (Wilson for shares, Newcombe for their differences). "
                    "Each group is compared with all other customers. With so many comparisons one in twenty looks sure by chance."
                }
            }
        }
    }

    /// How soon, how often and for how much.
    fn after_card(&self) -> Markup {
        let found = &self.found.loyalty;
        let currencies: Vec<usize> = found
            .groups
            .iter()
            .flat_map(|line| line.spent.iter().map(|(currency, _)| *currency))
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect();
        html! {
            section.card.whole {
                h2 { "What they bought in those " (days_of(self.window)) }
                (self.after_table(&found.groups, &currencies, "by group"))
                details.numbers {
                    summary { "By each rating" }
                    (self.after_table(&found.ratings, &currencies, "by rating"))
                }
                p.note {
                    "The purchase itself is not in it, only what followed. Days are of those who came back. "
                    "Money is of customers who paid their purchase in that currency. "
                    "A mean has an interval from " (MEAN_FLOOR) " customers who came back on: most spend nothing more and a few spend much, so that from fewer no formula tells how sure it is."
                }
            }
        }
    }

    fn after_table(&self, lines: &[Line], currencies: &[usize], by: &str) -> Markup {
        html! {
            div.scroll tabindex="0" role="region" aria-label={ "Days, orders and money after the purchase, " (by) } {
                table.figures.rows {
                    thead {
                        tr {
                            th scope="col" { "Customers who" }
                            th.number scope="col" { "Days to the next order, half of them sooner" }
                            th.number scope="col" { "Further orders of each customer" }
                            @for currency in currencies {
                                th.number scope="col" { "Further money of each customer, " (self.code(*currency)) }
                            }
                        }
                    }
                    tbody {
                        @for line in lines.iter().filter(|line| line.is_of_somebody()) {
                            tr {
                                th scope="row" { (self.party(line.party)) }
                                td.number data-head="Days to the next order" { (median_in_figures(line.days.as_ref(), |days| format!("{days:.1}"))) }
                                td.number data-head="Further orders" { (mean_in_figures(line.orders.as_ref(), figure)) }
                                @for currency in currencies {
                                    @let mean = line.spent.iter().find(|(of, _)| of == currency).map(|(_, mean)| mean);
                                    td.number data-head={ "Further money, " (self.code(*currency)) } { (mean_in_figures(mean, |value| self.amount(value, *currency))) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn code(&self, currency: usize) -> &'static str {
        let currency = self.found.currencies.get(currency);
        currency.map_or("", |currency| currency.code())
    }

    fn amount(&self, major: f64, currency: usize) -> String {
        let known = self.found.currencies.get(currency);
        known.map_or_else(String::new, |known| plain(major, *known))
    }

    /// All windows at once.
    fn windows_card(&self) -> Markup {
        html! {
            section.card.whole {
                h2 { "Bought again within 30, 90 and 365 days" }
                div.scroll tabindex="0" role="region" aria-label="Bought again, by window" {
                    table.figures.rows {
                        thead {
                            tr {
                                th scope="col" { "Customers who" }
                                @for window in WINDOWS { th.number scope="col" { (days_of(window)) } }
                            }
                        }
                        tbody {
                            @for line in self.found.loyalty.groups.iter().filter(|line| line.is_of_somebody()) {
                                tr.three {
                                    th scope="row" { (self.party(line.party)) }
                                    @for ((share, all), window) in line.again.iter().zip(&self.found.loyalty.groups[0].again).zip(WINDOWS) {
                                        td.number data-head=(days_of(window)) {
                                            @if all.n == 0 { span.faint { "not yet" } }
                                            @else if share.n == 0 { span.faint { "–" } }
                                            @else { (share_in_figures(share)) small { (words::count(share.part)) " of " (words::count(share.n)) } }
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
        let (some, all) = (
            &self.found.loyalty.respondents,
            &self.found.loyalty.everybody,
        );
        html! {
            section.card.seven {
                h2 { "Who answers" }
                (speaks_for_all(some, all))
                table.figures.rows {
                    thead {
                        tr { th scope="col" { span.unseen { "What" } } th.number scope="col" { "Answered" } th.number scope="col" { "All" } }
                    }
                    tbody {
                        tr { th scope="row" { "Orders" } td.number data-head="Answered" { (words::count(some.orders)) } td.number data-head="All" { (words::count(all.orders)) } }
                        @for (currency, total) in &all.totals {
                            tr {
                                th scope="row" { "What an order came to, half of them less, " (self.code(*currency)) }
                                td.number data-head="Answered" { (self.total(some.totals.iter().find(|(of, _)| of == currency).map(|(_, total)| total), *currency)) }
                                td.number data-head="All" { (self.total(Some(total), *currency)) }
                            }
                        }
                        tr { th scope="row" { "By customers who had bought before" } td.number data-head="Answered" { (share_in_figures(&some.returning)) } td.number data-head="All" { (share_in_figures(&all.returning)) } }
                        tr { th scope="row" { "Customers, by their first purchase" } td.number data-head="Answered" { (words::count(some.customers)) } td.number data-head="All" { (words::count(all.customers)) } }
                        tr { th scope="row" { "Bought again within " (days_of(self.window)) } td.number data-head="Answered" { (share_in_figures(&some.again)) } td.number data-head="All" { (share_in_figures(&all.again)) } }
                    }
                }
                p.note { "Purchases " (self.period.in_words()) ". A customer had bought before if we know an earlier order, or your shop says that there was one." }
            }
        }
    }

    fn total(&self, total: Option<&Median>, currency: usize) -> Markup {
        let known = self.found.currencies.get(currency);
        median_in_figures(total, |minor| {
            known.map_or_else(String::new, |known| {
                plain(minor / 10_f64.powi(i32::from(known.decimals())), *known)
            })
        })
    }

    fn risk_card(&self) -> Markup {
        let risk = &self.found.at_risk;
        let low = words::people(self.question.kind, Group::Low);
        let responses = format!(
            "{}?survey={}&group=low&days=all",
            Section::Responses.path(self.shop),
            self.survey.id
        );
        html! {
            section.card.five {
                h2 { "Money at risk" }
                @if risk.unhappy == 0 {
                    p.note { "No customer’s latest answer puts them among " (low) "." }
                } @else if risk.orders == 0 {
                    p.few { b { (words::counted(risk.unhappy, "customer", "customers")) } " who are among " (low) " by their latest answer bought nothing in the last year." }
                } @else {
                    p.few {
                        @for (place, (currency, at_risk, _)) in risk.money.iter().filter(|(_, at_risk, _)| *at_risk != 0).enumerate() {
                            @if place > 0 { " and " }
                            @if let Some(currency) = self.found.currencies.get(*currency) { b { (money(*at_risk, *currency)) } }
                        }
                        @if risk.money.iter().all(|(_, at_risk, _)| *at_risk == 0) { b { (words::counted(risk.orders, "order", "orders")) } }
                        " of the last year came from customers who are among " (low) " by their latest answer."
                    }
                    table.figures.rows {
                        thead { tr { th scope="col" { "In the last 365 days" } th.number scope="col" { "At risk" } th.number scope="col" { "Of all" } } }
                        tbody {
                            tr { th scope="row" { "Customers" } td.number data-head="At risk" { (words::count(risk.customers)) } td.number {} }
                            tr {
                                th scope="row" { "Orders" }
                                td.number data-head="At risk" { (words::count(risk.orders)) }
                                td.number data-head="Of all" { (part_of(risk.orders as f64, risk.all_orders as f64)) }
                            }
                            @for (currency, at_risk, all) in &risk.money {
                                @if let Some(known) = self.found.currencies.get(*currency) {
                                    tr {
                                        th scope="row" { "Money, " (known.code()) }
                                        td.number data-head="At risk" { (money(*at_risk, *known)) }
                                        td.number data-head="Of all" { (part_of(*at_risk as f64, *all as f64)) }
                                    }
                                }
                            }
                        }
                    }
                }
                p.note { "Whatever the period above: orders up to today, by the latest answer of each customer to this question. It is what they spent, not what you will lose." }
                @if risk.unhappy > 0 { p.note.all { a href=(responses) { "What they said" } } }
            }
        }
    }

    fn cohorts_card(&self) -> Markup {
        let cohorts = &self.found.cohorts;
        let months = cohorts.iter().map(|cohort| cohort.bought.len()).max();
        let months = months.unwrap_or(0);
        let has_silent = cohorts.iter().any(|cohort| cohort.silent.is_some());
        html! {
            section.card.whole {
                h2 { "By month of the first order" }
                @if months == 0 {
                    p.note { "Once a whole month has passed since the first order, here stands who came back in which month." }
                } @else {
                    p.note { "Of the customers whose first order fell into a month, how many bought in each month after it. Whole months only." }
                    div.scroll.wide tabindex="0" role="region" aria-label="Who bought again, by month of the first order" {
                        table.figures.cohorts {
                            thead {
                                tr {
                                    th scope="col" { "First order" }
                                    th.number scope="col" { "Customers" }
                                    @for after in 1..=months {
                                        th.number scope="col" { abbr title={ "Bought in the " (ordinal(after)) " month after it" } { "+" (after) } }
                                    }
                                    @if has_silent { th.number scope="col" { "Gone for a year" } }
                                }
                            }
                            tbody { @for cohort in cohorts { (cohort_row(cohort, months, has_silent)) } }
                        }
                    }
                    p.note {
                        "A deeper colour is a larger share; with fewer than " (SCORE_FLOOR) " customers there is none. "
                        @if has_silent { "“Gone for a year” has bought nothing in the last 365 days. " }
                        "Customers whose first order we know was not their first, as your shop told, are in no row."
                    }
                }
            }
        }
    }
}

/// Whether those who answer are like those who don't.
fn speaks_for_all(some: &Crowd, all: &Crowd) -> Markup {
    let against = |some: &Share, all: &Share| {
        let others = (all.part - some.part, all.n - some.n);
        let enough = others.1 >= SCORE_FLOOR && some.n >= SCORE_FLOOR;
        let both = afterword_stats::interval::share_difference(others, (some.part, some.n));
        both.filter(|_| enough)
    };
    let returning = against(&some.returning, &all.returning);
    let again = against(&some.again, &all.again);
    let sure = |difference: Option<Interval>| {
        difference.filter(|Interval { low, high }| *low > 0.0 || *high < 0.0)
    };
    html! {
        @if some.orders == all.orders && some.customers == all.customers && all.orders > 0 {
            p.note { "Every purchase that is known of these days was answered: there is nobody else to compare with. Cancelled and refunded orders are no purchases." }
        } @else if some.customers < SCORE_FLOOR {
            p.note { "So far " (words::counted(some.customers, "customer has", "customers have")) " answered: too few to tell whether they are like the others." }
        } @else {
            @match (sure(returning), sure(again)) {
                (None, None) => p.note { "Those who answered had bought before, and came back, about as often as the others: nothing here says that the score leaves somebody out." },
                (returning, again) => p.note {
                    "The score speaks less for those who did not answer: "
                    @if let Some(difference) = returning {
                        "those who answered had bought before " (more_or_less(difference))
                    }
                    @if returning.is_some() && again.is_some() { ", and " }
                    @if let Some(difference) = again {
                        @if returning.is_none() { "those who answered " } "came back " (more_or_less(difference))
                    }
                    "."
                },
            }
        }
    }
}

fn cohort_row(cohort: &Cohort, months: usize, has_silent: bool) -> Markup {
    html! {
        tr {
            th scope="row" { (month(cohort.month)) }
            td.number { (words::count(cohort.customers)) }
            @for after in 0..months {
                @match cohort.bought.get(after) {
                    Some(bought) => td class={ "number " (depth(*bought, cohort.customers)) } title={ (words::count(*bought)) " of " (words::count(cohort.customers)) } {
                        (part_of(*bought as f64, cohort.customers as f64))
                    },
                    None => td.number {},
                }
            }
            @if has_silent {
                td.number { @if let Some(silent) = cohort.silent { (part_of(silent as f64, cohort.customers as f64)) } }
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

fn month(first: Date) -> String {
    first.strftime("%b\u{a0}%Y").to_string()
}

fn ordinal(n: usize) -> String {
    match n {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        n => format!("{n}th"),
    }
}

fn part_of(part: f64, whole: f64) -> String {
    if whole > 0.0 {
        percent(part / whole)
    } else {
        String::new()
    }
}

fn more_or_less(difference: Interval) -> &'static str {
    if difference.low > 0.0 {
        "more often"
    } else {
        "less often"
    }
}

/// A share, and between what it lies.
fn share_in_figures(share: &Share) -> Markup {
    html! {
        @match (share.value(), share.interval) {
            (Some(value), Some(interval)) => {
                b { (percent(value)) }
                small { (percent(interval.low)) " to " (percent(interval.high)) }
            },
            _ => span.faint { "–" },
        }
    }
}

fn median_in_figures(median: Option<&Median>, shown: impl Fn(f64) -> String) -> Markup {
    html! {
        @match median {
            None => span.faint { "–" },
            Some(median) => {
                b { (shown(median.value)) }
                @if let Some(interval) = median.interval { small { (shown(interval.low)) " to " (shown(interval.high)) } }
                small { "n " (words::count(median.n)) }
            },
        }
    }
}

fn mean_in_figures(mean: Option<&Mean>, shown: impl Fn(f64) -> String) -> Markup {
    html! {
        @match mean {
            None => span.faint { "–" },
            Some(mean) => {
                b { (shown(mean.value)) }
                @match mean.interval {
                    Some(interval) => small { (shown(interval.low)) " to " (shown(interval.high)) },
                    None => small { "no interval yet" },
                }
                small { "n " (words::count(mean.n)) }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_told_without_cents_from_a_thousand_on() {
        let euro = Currency::parse("EUR").unwrap();
        assert_eq!(money(4990, euro), "49.90\u{a0}EUR");
        assert_eq!(money(123_456, euro), "1,235\u{a0}EUR");
        assert_eq!(money(-500, euro), "−5.00\u{a0}EUR");
        assert_eq!(
            money(4990, Currency::parse("JPY").unwrap()),
            "4,990\u{a0}JPY"
        );
    }

    #[test]
    fn small_shares_and_differences_are_told_to_a_tenth() {
        assert_eq!(points(-0.081), "−8.1");
        assert_eq!([points(-0.004), points(0.0001)], ["−0.4", "0"]);
        assert_eq!([points(0.12), points(0.0052)], ["+12", "+0.5"]);
        let shares = [0.0, 0.0001, 0.0051, 0.0994, 0.0996, 0.123, 1.0].map(percent);
        let told = ["0", "0", "0.5", "9.9", "10", "12", "100"];
        assert_eq!(shares, told.map(|told| format!("{told}\u{a0}%")));
    }
}
