//! What a shop tells about a purchase: on the wire, and parsed.

use crate::{
    error::Error,
    id::{CategoryId, CustomerRef, OrderId, ProductId},
    response::clean_text,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// The most items of one order.
pub const ITEM_LIMIT: usize = 100;
/// The most characters of a name (a product's, a category's, a person's).
pub const NAME_LIMIT: usize = 200;

/// An ISO 4217 currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// Reads a code such as `EUR`, in upper or lower case.
    pub fn parse(code: &str) -> Result<Self, Error> {
        iso_currency::Currency::from_code(&code.trim().to_ascii_uppercase())
            .map(Self)
            .ok_or_else(|| Error::Currency(excerpt(code)))
    }

    /// The code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals an amount has: 2 for EUR, 0 for JPY, 3 for TND.
    pub fn decimals(self) -> u16 {
        self.0.exponent().unwrap_or(0)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// An amount of money in the currency's minor units (cents).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// So many minor units.
    pub fn from_minor(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads digits with a point or a comma for decimals, such as `49.90`, `49,90` or `-3`; at most as
    /// many decimals as the currency has, and less than a million million minor units. What separates
    /// thousands is refused: `1,234` may mean either.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, Error> {
        let wrong = || Error::Amount(excerpt(amount));
        let text = amount.trim();
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let point = ['.', ','];
        let (whole, decimals) = digits.split_once(point).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty()
            || digits.ends_with(point)
            || !all_digits(whole)
            || !all_digits(decimals)
        {
            return Err(wrong());
        }
        let places = usize::from(currency.decimals());
        if decimals.len() > places {
            return Err(Error::Decimals {
                currency: currency.code(),
                decimals: currency.decimals(),
                amount: excerpt(amount),
            });
        }
        let minor: i64 = format!("{whole}{decimals:0<places$}")
            .parse()
            .map_err(|_| wrong())?;
        if minor >= 1_000_000_000_000 {
            return Err(wrong());
        }
        Ok(Self {
            minor: if negative { -minor } else { minor },
            currency,
        })
    }

    /// The amount in minor units.
    pub fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub fn currency(self) -> Currency {
        self.currency
    }
}

/// The amount with all its decimals, without the currency: `49.90`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = usize::from(self.currency.decimals());
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = places + 1);
        let (whole, decimals) = digits.split_at(digits.len() - places);
        write!(f, "{sign}{whole}")?;
        if places > 0 {
            write!(f, ".{decimals}")?;
        }
        Ok(())
    }
}

/// A text that shops also write as a number: `"id": 1001`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Loose(pub String);

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl de::Visitor<'_> for Reader {
            type Value = Loose;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a number")
            }
            fn visit_str<E: de::Error>(self, value: &str) -> Result<Loose, E> {
                Ok(Loose(value.to_owned()))
            }
            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Loose, E> {
                Ok(Loose(value.to_string()))
            }
            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Loose, E> {
                Ok(Loose(value.to_string()))
            }
            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Loose, E> {
                Ok(Loose(value.to_string()))
            }
        }
        deserializer.deserialize_any(Reader)
    }
}

/// An order as the tag tells it; every text is untrusted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OrderMessage {
    /// The shop's order number.
    pub id: Loose,
    /// What was paid, digits with a point.
    pub total: Option<Loose>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// The shop's reference of the customer.
    pub customer: Option<Loose>,
    /// What was bought.
    pub items: Vec<ItemMessage>,
    /// How many orders this customer placed before this one, where the shop says so.
    pub orders_before: Option<u32>,
    /// The shopper's address, only where the shop passes it on.
    pub email: Option<String>,
    /// Whether the shopper agreed to be written to.
    pub consent: bool,
    /// The shopper's first name.
    pub first_name: Option<String>,
    /// Two-letter country of the order.
    pub country: Option<String>,
    /// When it was placed: whole seconds since 1970 (UTC); signed with the order.
    pub time: Option<Loose>,
}

/// One line of an order as the tag tells it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemMessage {
    /// The product's id.
    pub id: Loose,
    /// Its name.
    pub name: Option<String>,
    /// The id of its category.
    pub category: Option<Loose>,
    /// The category's name.
    pub category_name: Option<String>,
    /// How many.
    pub quantity: Option<u32>,
}

/// An order that can only be valid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// The shop's order number.
    pub id: OrderId,
    /// What was paid.
    #[serde(default)]
    pub total: Option<Money>,
    /// Who bought.
    #[serde(default)]
    pub customer: Option<CustomerRef>,
    /// What was bought.
    #[serde(default)]
    pub items: Vec<Item>,
    /// How many orders this customer placed before this one, where the shop said so.
    #[serde(default)]
    pub orders_before: Option<u32>,
    /// The shopper's address, only where the shop passed it on.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether the shopper agreed to be written to.
    #[serde(default)]
    pub consent: bool,
    /// The shopper's first name.
    #[serde(default)]
    pub first_name: Option<String>,
    /// Two-letter country, upper case.
    #[serde(default)]
    pub country: Option<String>,
    /// When it was placed, in seconds since 1970 (UTC), where the shop said so.
    #[serde(default)]
    pub time: Option<i64>,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The product's id.
    pub id: ProductId,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// The id of its category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// The category's name.
    #[serde(default)]
    pub category_name: Option<String>,
    /// How many, 1 where the shop said nothing.
    #[serde(default = "one")]
    pub quantity: u32,
}

fn one() -> u32 {
    1
}

impl TryFrom<OrderMessage> for Order {
    type Error = Error;

    fn try_from(message: OrderMessage) -> Result<Self, Error> {
        if message.items.len() > ITEM_LIMIT {
            return Err(Error::TooMany {
                what: "items",
                count: message.items.len(),
                limit: ITEM_LIMIT,
            });
        }
        let currency = present(message.currency)
            .map(|code| Currency::parse(&code))
            .transpose()?;
        let total = match (present_loose(message.total), currency) {
            (None, _) => None,
            (Some(_), None) => return Err(Error::CurrencyMissing),
            (Some(amount), Some(currency)) => Some(Money::parse(&amount, currency)?),
        };
        Ok(Self {
            id: message.id.0.parse()?,
            total,
            customer: present_loose(message.customer)
                .map(|c| c.parse())
                .transpose()?,
            items: message
                .items
                .into_iter()
                .map(Item::try_from)
                .collect::<Result<_, _>>()?,
            orders_before: message.orders_before,
            email: present(message.email).map(|e| email(&e)).transpose()?,
            consent: message.consent,
            first_name: name(message.first_name, "first name")?,
            country: present(message.country).and_then(|code| country(&code)),
            time: present_loose(message.time)
                .map(|t| t.trim().parse().map_err(|_| Error::Time(excerpt(&t))))
                .transpose()?,
        })
    }
}

impl TryFrom<ItemMessage> for Item {
    type Error = Error;

    fn try_from(message: ItemMessage) -> Result<Self, Error> {
        Ok(Self {
            id: message.id.0.parse()?,
            name: name(message.name, "product name")?,
            category: present_loose(message.category)
                .map(|c| c.parse())
                .transpose()?,
            category_name: name(message.category_name, "category name")?,
            quantity: message.quantity.unwrap_or(1),
        })
    }
}

/// Reads a two-letter country code; `None` for anything else, since a wrong one harms nobody.
pub fn country(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_uppercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
}

/// A plausible e-mail address: one `@`, a host with a dot, no space, at most 254 bytes.
pub fn email(text: &str) -> Result<String, Error> {
    let text = text.trim();
    let plausible = text.len() <= 254
        && !text.chars().any(|c| c.is_control() || c.is_whitespace())
        && text.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
        });
    plausible
        .then(|| text.to_owned())
        .ok_or_else(|| Error::Email(excerpt(text)))
}

fn name(text: Option<String>, what: &'static str) -> Result<Option<String>, Error> {
    let Some(text) = text.map(|t| clean_text(&t)).transpose()?.flatten() else {
        return Ok(None);
    };
    match text.chars().count() {
        length if length > NAME_LIMIT => Err(Error::TextLong {
            what,
            length,
            limit: NAME_LIMIT,
        }),
        _ => Ok(Some(text)),
    }
}

/// An attribute that is there but empty says nothing.
fn present(text: Option<String>) -> Option<String> {
    text.filter(|t| !t.trim().is_empty())
}

fn present_loose(text: Option<Loose>) -> Option<String> {
    present(text.map(|t| t.0))
}

/// As much of a wrong value as a message can show.
fn excerpt(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(amount: &str, code: &str) -> Result<Money, Error> {
        Money::parse(amount, Currency::parse(code)?)
    }

    #[test]
    fn an_amount_has_the_decimals_of_its_currency_and_not_more() {
        assert_eq!(money("49.90", "EUR").unwrap().minor(), 4990);
        assert_eq!(money("49.9", "eur").unwrap().minor(), 4990);
        assert_eq!(money("-3", "EUR").unwrap().minor(), -300);
        assert_eq!(money("1200", "JPY").unwrap().minor(), 1200);
        assert_eq!(money("1.234", "TND").unwrap().minor(), 1234);
        assert!(matches!(
            money("1.5", "JPY"),
            Err(Error::Decimals { decimals: 0, .. })
        ));
        assert!(matches!(
            money("1.234", "EUR"),
            Err(Error::Decimals { decimals: 2, .. })
        ));
    }

    #[test]
    fn what_is_no_amount_is_refused_with_the_way_to_write_it() {
        for wrong in [
            "", " ", "-", ".", ".5", "5.", "5,", "1,234.5", "1.234,5", "1 000", "1e3", "NaN",
            "--1", "٣", "0x1",
        ] {
            assert!(
                matches!(money(wrong, "EUR"), Err(Error::Amount(_))),
                "{wrong:?}"
            );
        }
        assert!(money("99999999999999999999", "EUR").is_err());
        assert!(matches!(money("1", "EURO"), Err(Error::Currency(_))));
    }

    #[test]
    fn a_comma_is_as_good_as_a_point_where_it_can_only_be_one() {
        assert_eq!(money("49,90", "EUR"), money("49.90", "EUR"));
        assert_eq!(money("49,9", "EUR"), money("49.90", "EUR"));
        assert!(money("1,234", "EUR").is_err());
        assert!(money("1,234", "JPY").is_err());
    }

    #[test]
    fn a_total_needs_its_currency_and_an_order_at_most_a_hundred_items() {
        let order =
            |json: &str| Order::try_from(serde_json::from_str::<OrderMessage>(json).unwrap());
        assert_eq!(order(r#"{"id": 1001}"#).unwrap().id.as_str(), "1001");
        assert_eq!(
            order(r#"{"id": "1", "total": "5"}"#),
            Err(Error::CurrencyMissing)
        );
        let empty = order(r#"{"id": "1", "total": "", "currency": "", "customer": " "}"#).unwrap();
        assert_eq!((empty.total, empty.customer), (None, None));
        let items = |count: usize| {
            format!(
                r#"{{"id": "1", "items": [{}]}}"#,
                vec![r#"{"id": 7}"#; count].join(",")
            )
        };
        assert_eq!(order(&items(100)).unwrap().items.len(), 100);
        assert!(matches!(
            order(&items(101)),
            Err(Error::TooMany { count: 101, .. })
        ));
    }

    proptest! {
        #[test]
        fn an_amount_reads_back_as_it_is_written(minor in -999_999_999_i64..999_999_999, place in 0..3_usize) {
            let currency = Currency::parse(["EUR", "JPY", "TND"][place]).unwrap();
            let money = Money::from_minor(minor, currency);
            prop_assert_eq!(Money::parse(&money.to_string(), currency), Ok(money));
        }
    }
}
