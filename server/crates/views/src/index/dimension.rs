//! What answers can be told apart by: dimensions, their values, and how both read in an address.

use afterword_domain::{
    record::{Channel, Device, Response},
    refused::Refused,
};
use afterword_shared::order::Money;

/// How the names of the owner's own fields start in an address.
const FIELD: &str = "field-";
/// The most characters of a field's name in an address.
const FIELD_LIMIT: usize = 64;
/// The most characters of a value in an address.
const VALUE_LIMIT: usize = 300;

/// Something that answers differ in.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Whether the customer had bought before.
    Returning,
    /// What was bought; an order may have several.
    Product,
    /// Of which category; an order may have several.
    Category,
    /// What was paid, in bands of one currency.
    Total,
    /// The page's language.
    Language,
    /// The order's country.
    Country,
    /// The device.
    Device,
    /// The page, what differs from order to order left out.
    Page,
    /// By which way the question came.
    Channel,
    /// Whether the order was signed.
    Verified,
    /// A field of the owner's own.
    Field(String),
}

impl Dimension {
    /// All but the owner's fields, in the order in which pages name them.
    pub const BUILT_IN: [Self; 10] = [
        Self::Returning,
        Self::Product,
        Self::Category,
        Self::Total,
        Self::Language,
        Self::Country,
        Self::Device,
        Self::Page,
        Self::Channel,
        Self::Verified,
    ];

    /// Its name in an address: `country`, `field-campaign`.
    pub fn key(&self) -> String {
        match self {
            Self::Returning => "returning".to_owned(),
            Self::Product => "product".to_owned(),
            Self::Category => "category".to_owned(),
            Self::Total => "total".to_owned(),
            Self::Language => "language".to_owned(),
            Self::Country => "country".to_owned(),
            Self::Device => "device".to_owned(),
            Self::Page => "page".to_owned(),
            Self::Channel => "channel".to_owned(),
            Self::Verified => "verified".to_owned(),
            Self::Field(name) => format!("{FIELD}{name}"),
        }
    }

    /// The dimension that an address names; `None` for what is no dimension's name.
    pub fn parse(key: &str) -> Option<Self> {
        if let Some(name) = key.strip_prefix(FIELD) {
            let fits = !name.is_empty() && name.chars().count() <= FIELD_LIMIT;
            return fits.then(|| Self::Field(name.to_owned()));
        }
        Self::BUILT_IN
            .into_iter()
            .find(|dimension| dimension.key() == key)
    }

    /// Whether one answer can have several of its values.
    pub fn has_many(&self) -> bool {
        matches!(self, Self::Product | Self::Category)
    }

    /// A value of an address as the index keeps it; errs with what is legal where it is not.
    pub(super) fn value(&self, text: &str) -> Result<String, Refused> {
        let one_of = |legal: &[&str]| -> Result<String, Refused> {
            let lower = text.to_ascii_lowercase();
            if legal.contains(&lower.as_str()) {
                return Ok(lower);
            }
            Err(Refused::illegal(format!(
                "“{}” can be {}, not “{}”.",
                self.key(),
                legal.join(", "),
                excerpt(text)
            )))
        };
        match self {
            Self::Returning | Self::Verified => one_of(&["yes", "no"]),
            Self::Device => one_of(&["phone", "tablet", "desktop"]),
            Self::Channel => one_of(&["prompt", "inline", "link", "email", "qr", "import"]),
            Self::Country => afterword_shared::order::country(text).ok_or_else(|| {
                Refused::illegal(format!(
                    "A country is two letters such as LV, not “{}”.",
                    excerpt(text)
                ))
            }),
            Self::Total => Band::parse(text)
                .map(Band::key)
                .ok_or_else(|| {
                    Refused::illegal(format!(
                        "A band of totals is a currency and what it begins with, such as EUR-50, not “{}”.",
                        excerpt(text)
                    ))
                }),
            Self::Product | Self::Category | Self::Language | Self::Page | Self::Field(_) => {
                if text.chars().count() > VALUE_LIMIT {
                    return Err(Refused::illegal(format!(
                        "“{}” has more than {VALUE_LIMIT} characters: choose one of the values on the page.",
                        self.key()
                    )));
                }
                Ok(text.to_owned())
            }
        }
    }
}

/// The start of a text that somebody else wrote.
fn excerpt(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Totals between two round sums of one currency: 1, 2, 5, 10, 20, 50 … so that every currency
/// has bands that fit its prices, and no two currencies share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// Of which currency.
    pub currency: afterword_shared::order::Currency,
    /// In whole units of the currency; 0 for all that is below 1.
    pub from: u64,
}

impl Band {
    fn of(total: Money) -> Self {
        let unit = 10_i64.pow(u32::from(total.currency().decimals()));
        let whole = u64::try_from(total.minor() / unit).unwrap_or(0);
        Self {
            currency: total.currency(),
            from: steps()
                .take_while(|step| *step <= whole)
                .last()
                .unwrap_or(0),
        }
    }

    /// Where the next begins; `None` for the last.
    pub fn to(self) -> Option<u64> {
        steps().find(|step| *step > self.from)
    }

    fn key(self) -> String {
        format!("{}-{}", self.currency.code(), self.from)
    }

    /// Reads what an address calls a band; `None` for what is none.
    pub fn parse(key: &str) -> Option<Self> {
        let (currency, from) = key.split_once('-')?;
        let from = from.parse().ok()?;
        let currency = afterword_shared::order::Currency::parse(currency).ok()?;
        (from == 0 || steps().any(|step| step == from)).then_some(Self { currency, from })
    }
}

/// 1, 2, 5, 10, 20, 50 … up to the largest total that an order can have.
fn steps() -> impl Iterator<Item = u64> {
    (0..13).flat_map(|power| [1, 2, 5].map(|step| step * 10_u64.pow(power)))
}

/// Whether a piece of an address is a number of something, not the name of a page.
fn is_number(piece: &str) -> bool {
    let digits = piece.bytes().filter(u8::is_ascii_digit).count();
    let hexadecimal = piece
        .bytes()
        .all(|byte| byte.is_ascii_hexdigit() || b"-_#".contains(&byte));
    digits > 0 && (hexadecimal || (piece.len() >= 16 && digits >= 4))
}

/// A page without what differs from order to order: `/checkout/order-received/1001` becomes
/// `/checkout/order-received/…`.
fn folded(page: &str) -> String {
    let pieces: Vec<&str> = page
        .split('/')
        .map(|piece| if is_number(piece) { "…" } else { piece })
        .collect();
    pieces.join("/")
}

fn yes(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// The values of a response of which there is one each, but for its total.
pub(super) fn single(response: &Response) -> Vec<(Dimension, String)> {
    let context = &response.context;
    let device = match context.device {
        Device::Phone => Some("phone"),
        Device::Tablet => Some("tablet"),
        Device::Desktop => Some("desktop"),
        Device::Unknown => None,
    };
    let channel = match context.channel {
        Channel::Prompt => "prompt",
        Channel::Inline => "inline",
        Channel::Link => "link",
        Channel::Email => "email",
        Channel::Qr => "qr",
        Channel::Import => "import",
    };
    let mut values = vec![
        (Dimension::Channel, channel.to_owned()),
        (Dimension::Verified, yes(response.verified).to_owned()),
    ];
    let returning = context.returning.map(|known| yes(known).to_owned());
    let page = context.page.as_deref().map(folded);
    for (dimension, value) in [
        (Dimension::Device, device.map(str::to_owned)),
        (Dimension::Returning, returning),
        (Dimension::Language, context.language.clone()),
        (Dimension::Country, context.country.clone()),
        (Dimension::Page, page),
    ] {
        values.extend(value.map(|value| (dimension, value)));
    }
    values
}

/// The band of a total.
pub(super) fn band(total: Money) -> (Dimension, String) {
    (Dimension::Total, Band::of(total).key())
}

/// The values of a response of which there may be several.
pub(super) fn several(response: &Response) -> Vec<(Dimension, String)> {
    let context = &response.context;
    let products = context
        .products
        .iter()
        .map(|id| (Dimension::Product, id.as_str().to_owned()));
    let categories = context
        .categories
        .iter()
        .map(|id| (Dimension::Category, id.as_str().to_owned()));
    let fields = context
        .fields
        .iter()
        .map(|(name, value)| (Dimension::Field(name.clone()), value.clone()));
    products.chain(categories).chain(fields).collect()
}

/// Every value that a response has, as an address names them; `total` is what its order came to.
pub fn values(response: &Response, total: Option<Money>) -> Vec<(Dimension, String)> {
    let mut values = single(response);
    values.extend(several(response));
    values.extend(total.map(band));
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use afterword_shared::order::Currency;

    #[test]
    fn a_dimension_reads_back_from_its_name_in_an_address() {
        let own = Dimension::Field("campaign".into());
        for dimension in Dimension::BUILT_IN.into_iter().chain([own]) {
            assert_eq!(Dimension::parse(&dimension.key()), Some(dimension));
        }
        assert_eq!(Dimension::parse("survey"), None);
        assert_eq!(Dimension::parse("field-"), None);
    }

    #[test]
    fn totals_fall_into_bands_of_their_own_currency() {
        let band = |minor, code| {
            let currency = Currency::parse(code).unwrap();
            band(Money::from_minor(minor, currency)).1
        };
        assert_eq!(band(4990, "EUR"), "EUR-20");
        assert_eq!(band(5000, "EUR"), "EUR-50");
        assert_eq!(band(99, "EUR"), "EUR-0");
        assert_eq!(band(-500, "EUR"), "EUR-0");
        assert_eq!(band(5000, "JPY"), "JPY-5000");
    }

    #[test]
    fn a_page_is_told_without_the_number_of_the_order() {
        for (page, told) in [
            ("/thanks", "/thanks"),
            (
                "/checkout/order-received/1001/",
                "/checkout/order-received/…/",
            ),
            ("/orders/5f3a-9b1c/thank-you", "/orders/…/thank-you"),
            ("/summer-2026/thanks", "/summer-2026/thanks"),
            ("/o/c1jdh3k4l5m6n7p8q9/done", "/o/…/done"),
        ] {
            assert_eq!(folded(page), told);
        }
    }
}
