//! How figures read.

use crate::{Language, table::LANGUAGES};
use afterword_shared::{order::Currency, scale::Kind};
use icu_decimal::{
    DecimalFormatter,
    input::Decimal,
    options::{DecimalFormatterOptions, GroupingStrategy},
};
use icu_locale_core::Locale;
use intl_memoizer::Memoizable;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A space that does not break.
pub(crate) const NO_BREAK: &str = "\u{a0}";

/// Every language's figures, by the language's place.
static FIGURES: LazyLock<Vec<Figures>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|facts| Figures::of(facts.tag))
        .collect()
});

/// Writes figures in one language.
pub(crate) struct Figures {
    grouped: Option<DecimalFormatter>,
    bare: Option<DecimalFormatter>,
}

impl Memoizable for Figures {
    type Args = ();
    type Error = ();

    fn construct(language: LanguageIdentifier, (): ()) -> Result<Self, ()> {
        Ok(Self::of(&language.to_string()))
    }
}

impl Figures {
    /// Those of a language.
    fn of(tag: &str) -> Self {
        let formatter = |strategy| {
            let mut options = DecimalFormatterOptions::default();
            options.grouping_strategy = Some(strategy);
            let locale: Locale = tag.parse().ok()?;
            DecimalFormatter::try_new(locale.into(), options).ok()
        };
        Self {
            grouped: formatter(GroupingStrategy::Auto),
            bare: formatter(GroupingStrategy::Never),
        }
    }

    /// A figure with so many decimals, its thousands apart where the language does so.
    pub(crate) fn grouped(&self, value: f64, decimals: usize) -> String {
        written(self.grouped.as_ref(), &format!("{value:.decimals$}"))
    }

    /// A figure that counts nothing, such as a year; with zeros in front where it has fewer digits.
    pub(crate) fn bare(&self, n: i16, digits: usize) -> String {
        written(self.bare.as_ref(), &format!("{n:0digits$}"))
    }
}

/// ASCII digits as a language writes them, with a real minus.
fn written(formatter: Option<&DecimalFormatter>, digits: &str) -> String {
    let text = match (formatter, Decimal::try_from_str(digits)) {
        (Some(formatter), Ok(decimal)) => formatter.format(&decimal).to_string(),
        // Infinite, or of a language that ICU does not know.
        _ => digits.to_owned(),
    };
    text.replace('-', "−")
}

impl Language {
    pub(crate) fn figures(self) -> &'static Figures {
        &FIGURES[self.place]
    }

    /// A count: `1,204`. Inside of a sentence a (Number) reads the same by itself.
    pub fn count(self, n: u64) -> String {
        let figures = self.figures();
        written(figures.grouped.as_ref(), &n.to_string())
    }

    /// A figure with so many decimals, and a real minus where it is below zero: `−4.20`.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        // What rounds to zero has no sign.
        let digits = format!("{value:.decimals$}");
        let zero = digits.bytes().all(|byte| b"-0.".contains(&byte));
        self.figures()
            .grouped(if zero { 0.0 } else { value }, decimals)
    }

    /// The same with its sign also where it is above zero: `+5`, `−0.3`, `0`.
    pub fn signed(self, value: f64, decimals: usize) -> String {
        let text = self.decimal(value, decimals);
        let zero = self.decimal(0.0, decimals);
        if text == zero || value < 0.0 {
            text
        } else {
            format!("+{text}")
        }
    }

    /// A figure of three digits or so: `0.25`, `12.5`, `1,204`.
    pub fn figure(self, value: f64) -> String {
        let decimals = match value.abs() {
            100.0.. => 0,
            10.0.. => 1,
            _ => 2,
        };
        self.decimal(value, decimals)
    }

    /// Whole per cents of something between 0 and 100: `84 %`.
    pub fn percent(self, percent: f64) -> String {
        self.percent_of(&self.decimal(percent.round(), 0))
    }

    /// A share of 1 as per cents: whole ones, but with a tenth where a whole one would be coarse:
    /// `84 %`, `8.1 %`.
    pub fn share(self, share: f64) -> String {
        let percent = share * 100.0;
        if (0.05..9.95).contains(&percent) {
            self.percent_of(&self.decimal(percent, 1))
        } else {
            self.percent(percent)
        }
    }

    fn percent_of(self, figure: &str) -> String {
        unbroken(&self.units_percent(figure))
    }

    /// A difference of shares of 1 in percentage points, with its sign and as fine as the shares
    /// that it is between: `+12`, `−8.1`, `0`. The word stands in the sentence.
    pub fn points(self, difference: f64) -> String {
        let points = difference * 100.0;
        let decimals = usize::from(points.abs() < 9.95);
        let text = self.signed(points, decimals);
        if text == self.decimal(0.0, decimals) {
            self.count(0)
        } else {
            text
        }
    }

    /// A score, or an end of its interval: `+42`, `−8`, `0` for NPS, `84 %` for the others.
    pub fn score(self, kind: Kind, value: f64) -> String {
        if kind.is_nps() {
            self.signed(value.round(), 0)
        } else {
            self.percent(value)
        }
    }

    /// An amount in minor units with all its decimals: `49.90 EUR`.
    pub fn money(self, minor: i64, currency: Currency) -> String {
        let decimals = i16::try_from(currency.decimals()).unwrap_or(0);
        let mut amount = Decimal::from(minor);
        amount.multiply_pow10(-decimals);
        let figures = self.figures();
        let figure = written(figures.grouped.as_ref(), &amount.to_string());
        self.money_of(&figure, currency)
    }

    /// An amount in major units, without its cents from a thousand on, since nobody reads them:
    /// `49.90 EUR`, `2,300 EUR`.
    pub fn amount(self, major: f64, currency: Currency) -> String {
        self.money_of(&self.bare_amount(major, currency), currency)
    }

    /// The same where the currency stands elsewhere, such as above a column: `49.90`, `2,300`.
    pub fn bare_amount(self, major: f64, currency: Currency) -> String {
        let decimals = if major.abs() >= 1000.0 {
            0
        } else {
            usize::from(currency.decimals())
        };
        self.decimal(major, decimals)
    }

    fn money_of(self, figure: &str, currency: Currency) -> String {
        unbroken(&self.units_money(figure, currency.code()))
    }
}

/// A figure with its unit, on one line.
pub(crate) fn unbroken(text: &str) -> String {
    text.replace(' ', NO_BREAK)
}

/// Shares of a whole in per cent that add up to 100, by largest remainder; all 0 for an empty whole.
pub fn shares<const N: usize>(parts: [u64; N]) -> [u64; N] {
    let whole: u64 = parts.iter().sum();
    if whole == 0 {
        return [0; N];
    }
    let mut shares = parts.map(|part| part * 100 / whole);
    let mut order: Vec<usize> = (0..N).collect();
    order.sort_by_key(|place| std::cmp::Reverse(parts[*place] * 100 % whole));
    let missing = usize::try_from(100 - shares.iter().sum::<u64>()).unwrap_or(0);
    for place in order.into_iter().take(missing) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{english, latvian};

    #[test]
    fn counts_are_grouped_by_thousands() {
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.count(0), "0");
        assert_eq!(en.count(999), "999");
        assert_eq!(en.count(1204), "1,204");
        assert_eq!(en.count(1_234_567), "1,234,567");
        assert_eq!(en.count(u64::MAX), "18,446,744,073,709,551,615");
        // Latvian leaves four digits together.
        assert_eq!(lv.count(1204), "1204");
        assert_eq!(lv.count(12_040), "12\u{a0}040");
    }

    #[test]
    fn decimals_have_the_sign_and_the_point_of_the_language() {
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.decimal(-1234.25, 1), "−1,234.2");
        assert_eq!(lv.decimal(-12_345.5, 1), "−12\u{a0}345,5");
        assert_eq!(en.decimal(-0.04, 1), "0.0");
        assert_eq!(en.decimal(f64::INFINITY, 1), "inf");
        assert_eq!(en.signed(5.0, 0), "+5");
        assert_eq!(en.signed(-0.3, 1), "−0.3");
        assert_eq!(en.signed(0.04, 1), "0.0");
        assert_eq!(
            [0.254, 12.54, 1204.0].map(|value| en.figure(value)),
            ["0.25", "12.5", "1,204"]
        );
    }

    #[test]
    fn a_share_carries_its_unit() {
        let [en, lv] = [english(), latvian()];
        assert_eq!(en.percent(83.6), "84\u{a0}%");
        assert_eq!(lv.percent(83.6), "84\u{a0}%");
        assert_eq!(en.percent(-0.2), "0\u{a0}%");
        assert_eq!(
            [0.0, 0.081, 0.0996, 0.5, 1.0].map(|share| en.share(share)),
            [
                "0\u{a0}%",
                "8.1\u{a0}%",
                "10\u{a0}%",
                "50\u{a0}%",
                "100\u{a0}%"
            ]
        );
        assert_eq!(lv.share(0.081), "8,1\u{a0}%");
    }

    #[test]
    fn a_difference_of_shares_has_its_sign_unless_it_is_none() {
        let en = english();
        assert_eq!(
            [0.12, -0.081].map(|value| en.points(value)),
            ["+12", "−8.1"]
        );
        assert_eq!(
            [-0.004, 0.0001].map(|value| en.points(value)),
            ["−0.4", "0"]
        );
        assert_eq!(latvian().points(-0.081), "−8,1");
    }

    #[test]
    fn a_score_reads_by_its_kind() {
        let en = english();
        assert_eq!(
            [42.4, -7.6, -0.3].map(|value| en.score(Kind::Nps, value)),
            ["+42", "−8", "0"]
        );
        assert_eq!(en.score(Kind::Csat, 83.6), "84\u{a0}%");
    }

    #[test]
    fn an_amount_has_the_decimals_of_its_currency() {
        let [en, lv] = [english(), latvian()];
        let currency = |code| Currency::parse(code).unwrap();
        let euro = currency("EUR");
        assert_eq!(en.money(4990, euro), "49.90\u{a0}EUR");
        assert_eq!(lv.money(4990, euro), "49,90\u{a0}EUR");
        assert_eq!(en.money(-500, euro), "−5.00\u{a0}EUR");
        assert_eq!(en.money(123_456, euro), "1,234.56\u{a0}EUR");
        assert_eq!(en.money(0, euro), "0.00\u{a0}EUR");
        assert_eq!(en.money(1200, currency("JPY")), "1,200\u{a0}JPY");
        assert_eq!(en.money(1234, currency("TND")), "1.234\u{a0}TND");
    }

    #[test]
    fn an_amount_from_a_thousand_on_is_whole() {
        let en = english();
        let euro = Currency::parse("EUR").unwrap();
        assert_eq!(en.amount(49.9, euro), "49.90\u{a0}EUR");
        assert_eq!(en.amount(2300.4, euro), "2,300\u{a0}EUR");
        assert_eq!(en.bare_amount(-5.0, euro), "−5.00");
        assert_eq!(latvian().amount(12_300.0, euro), "12\u{a0}300\u{a0}EUR");
    }

    #[test]
    fn shares_add_up_to_a_hundred() {
        assert_eq!(shares([1, 1, 1]), [34, 33, 33]);
        assert_eq!(shares([0, 0, 0]), [0, 0, 0]);
        assert_eq!(shares([58, 26, 16]), [58, 26, 16]);
        assert_eq!(shares([2, 1, 0]), [67, 33, 0]);
    }
}
