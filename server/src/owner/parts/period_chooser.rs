//! Choosing the days that a page looks at.

use afterword_domain::period::{Days, Period};
use jiff::civil::Date;
use maud::{Markup, html};

/// The periods that end today, and two days of the owner's choice. `address` is the page's for a
/// period; `path` and `kept` are what it consists of besides the period, for the form.
pub(crate) fn choose(
    period: Period,
    days: Days,
    address: impl Fn(Period) -> String,
    path: &str,
    kept: &[(String, String)],
) -> Markup {
    let fixed = matches!(period, Period::Fixed { .. });
    let (from, to) = match period {
        Period::Fixed { from, to } => (from, to),
        _ => (
            (days.first > Date::MIN).then_some(days.first),
            Some(days.last),
        ),
    };
    html! {
        nav.period aria-label="Period" {
            @for rolling in Period::ROLLING {
                a href=(address(rolling)) aria-current=[(rolling == period).then_some("true")] { (rolling.name()) }
            }
        }
        details.chooser.right.days {
            summary aria-current=[fixed.then_some("true")] {
                span { @if fixed { (period.in_few_words()) } @else { (Period::Fixed { from: None, to: None }.name()) } }
            }
            form method="get" action=(path) {
                @for (name, value) in kept { input type="hidden" name=(name) value=(value); }
                div.field { label for="from" { "First day" } input type="date" id="from" name="from" value=[from]; }
                div.field { label for="to" { "Last day" } input type="date" id="to" name="to" value=[to]; }
                div.actions { button.button type="submit" { "Show these days" } }
            }
        }
    }
}
