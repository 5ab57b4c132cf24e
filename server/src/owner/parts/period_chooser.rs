//! Choosing the days that a page looks at.

use afterword_domain::period::{Days, Period};
use afterword_wording::Language;
use jiff::civil::Date;
use maud::{Markup, html};

/// The periods that end today, and two days of the owner's choice. `address` is the page's for a
/// period; `path` and `others` are what it consists of besides the period, for the form.
pub(crate) fn choose(
    words: Language,
    period: Period,
    days: Days,
    address: impl Fn(Period) -> String,
    path: &str,
    others: &[(String, String)],
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
        nav.period aria-label=(words.period_chooser_label()) {
            @for rolling in Period::ROLLING {
                a href=(address(rolling)) aria-current=[(rolling == period).then_some("true")] { (button(words, rolling)) }
            }
        }
        details.chooser.right.days {
            summary aria-current=[fixed.then_some("true")] {
                span { @if fixed { (title(words, period)) } @else { (words.period_chooser_other()) } }
            }
            form method="get" action=(path) {
                @for (name, value) in others { input type="hidden" name=(name) value=(value); }
                div.field { label for="from" { (words.period_chooser_first()) } input type="date" id="from" name="from" value=[from]; }
                div.field { label for="to" { (words.period_chooser_last()) } input type="date" id="to" name="to" value=[to]; }
                div.actions { button.button type="submit" { (words.period_chooser_show()) } }
            }
        }
    }
}

/// A period on its button: `30 days`.
fn button(words: Language, period: Period) -> &'static str {
    match period {
        Period::Week => words.period_chooser_week(),
        Period::Month => words.period_chooser_month(),
        Period::Quarter => words.period_chooser_quarter(),
        Period::Year => words.period_chooser_year(),
        Period::All => words.period_chooser_all(),
        Period::Fixed { .. } => words.period_chooser_other(),
    }
}

/// A period where it stands alone: `Last 30 days`, `3 March 2026 – 9 March 2026`. Inside of a sentence
/// stands [`Language::period`].
pub(crate) fn title(words: Language, period: Period) -> String {
    let text = match period {
        Period::Week => words.period_chooser_last_week(),
        Period::Month => words.period_chooser_last_month(),
        Period::Quarter => words.period_chooser_last_quarter(),
        Period::Year => words.period_chooser_last_year(),
        Period::All
        | Period::Fixed {
            from: None,
            to: None,
        } => words.period_chooser_all_time(),
        Period::Fixed {
            from: Some(from),
            to: None,
        } => return words.period_chooser_since(&words.day_inside(from)),
        Period::Fixed {
            from: None,
            to: Some(to),
        } => return words.period_chooser_until(&words.day_inside(to)),
        Period::Fixed {
            from: Some(from),
            to: Some(to),
        } if from == to => return words.day_inside(from),
        Period::Fixed {
            from: Some(from),
            to: Some(to),
        } => {
            return words.period_chooser_between(&words.day_inside(from), &words.day_inside(to));
        }
    };
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_period_that_stands_alone_says_its_days() {
        let days = |from, to| Period::Fixed { from, to };
        let [first, last] = [date(2026, 3, 3), date(2026, 3, 9)].map(Some);
        for (period, en, lv) in [
            (Period::Month, "Last 30 days", "Pēdējās 30 dienas"),
            (days(None, None), "All time", "Viss laiks"),
            (days(first, None), "Since 3 March 2026", "Kopš 03.03.2026"),
            (days(first, first), "3 March 2026", "03.03.2026"),
            (
                days(first, last),
                "3 March 2026 – 9 March 2026",
                "03.03.2026 – 09.03.2026",
            ),
        ] {
            let title = |words| title(words, period).replace('\u{a0}', " ");
            assert_eq!(title(Language::ENGLISH), en);
            assert_eq!(title(Language::find("lv").unwrap()), lv);
        }
    }
}
