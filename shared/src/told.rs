//! Orders as the tag finds them in a page: told in attributes, where everything is a text, or
//! written down for somebody else, in the words of Google Analytics, of Ecwid or of schema.org.
//!
//! What somebody else wrote down can be anything, so nothing of it is an error: what can't be read
//! is left out. What was written for us is read as it is: a mistake in it is to be told of.

use crate::{
    error::Error,
    id::REFERENCE_LIMIT,
    order::{Currency, ITEM_LIMIT, ItemMessage, Loose, Money, OrderMessage},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess},
};
use std::fmt;

/// How deep somebody else's order is read: its items' products are the deepest that is needed.
const DEPTH: u8 = 6;

/// Reads the order of a message: `null`, an order as the contract has it, or as a page has it.
pub(crate) fn order<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<OrderMessage>, D::Error> {
    let told = Option::<Told>::deserialize(deserializer)?;
    if told.as_ref().is_some_and(Told::has_no_list) {
        return Err(de::Error::custom("the items of an order are a list"));
    }
    Ok(told.map(OrderMessage::from))
}

/// Reads a yes or no that may be an attribute: there without a value is yes.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Any::deserialize(deserializer).map(|any| any.flag())
}

/// An order on the wire: what [`OrderMessage`] has, and what attributes make of it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    id: Option<Loose>,
    /// `data-order`.
    order: Option<Loose>,
    total: Option<Loose>,
    currency: Option<String>,
    customer: Option<Loose>,
    items: Items,
    #[serde(alias = "ordersBefore")]
    orders_before: Any,
    email: Option<String>,
    consent: Any,
    #[serde(alias = "firstName")]
    first_name: Option<String>,
    country: Option<String>,
    time: Option<Loose>,
    /// What somebody else wrote down.
    found: Any,
}

impl Told {
    /// Whether something else stands where a list of items should. An attribute of that name is
    /// none of ours.
    fn has_no_list(&self) -> bool {
        self.items.0.is_none() && self.order.is_none()
    }
}

/// The items of an order; `None` where a text stands in their place.
struct Items(Option<Vec<ItemMessage>>);

impl Default for Items {
    fn default() -> Self {
        Self(Some(Vec::new()))
    }
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List;
        impl<'de> de::Visitor<'de> for List {
            type Value = Items;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of items")
            }
            fn visit_str<E: de::Error>(self, _: &str) -> Result<Items, E> {
                Ok(Items(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Items, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Items(Some(items)))
            }
        }
        deserializer.deserialize_any(List)
    }
}

impl From<Told> for OrderMessage {
    fn from(told: Told) -> Self {
        let mut order = Self {
            id: told.order.or(told.id).unwrap_or_default(),
            total: told.total,
            currency: told.currency,
            customer: told.customer,
            items: told.items.0.unwrap_or_default(),
            orders_before: told.orders_before.text().and_then(|n| n.parse().ok()),
            email: told.email,
            consent: told.consent.flag(),
            first_name: told.first_name,
            country: told.country,
            time: told.time,
        };
        if let Any::Map(_) = told.found {
            read(&told.found, &mut order);
        }
        order
    }
}

/// Takes somebody else's words for an order: the same thing has one name only in each of the three,
/// and no name means two things.
fn read(found: &Any, order: &mut OrderMessage) {
    let id = found.first(&["transaction_id", "vendorNumber", "orderNumber", "id"]);
    order.id = Loose(id.unwrap_or_default());
    let currency = found.first(&["currency", "priceCurrency"]);
    let currency = currency.or(order.currency.take());
    let currency = currency.and_then(|code| Currency::parse(&code).ok());
    order.currency = currency.map(|currency| currency.code().to_owned());
    // What was summed up in a page may have any number of decimals, and without a currency an
    // amount means nothing.
    order.total = currency
        .zip(found.first(&["value", "total", "price"]))
        .and_then(|(currency, amount)| amount_in(currency, &amount))
        .map(Loose);
    order.items = ["items", "acceptedOffer", "orderedItem"]
        .iter()
        .map(|name| found.get(name).list())
        .find(|list| !list.is_empty())
        .unwrap_or_default()
        .iter()
        .filter_map(item)
        .take(ITEM_LIMIT)
        .collect();
}

fn amount_in(currency: Currency, amount: &str) -> Option<String> {
    let amount: f64 = amount
        .parse()
        .ok()
        .filter(|amount: &f64| amount.is_finite())?;
    let text = format!("{amount:.*}", usize::from(currency.decimals()));
    let known: Result<Money, Error> = Money::parse(&text, currency);
    known.ok().map(|_| text)
}

fn item(line: &Any) -> Option<ItemMessage> {
    let inner = ["product", "itemOffered", "orderedItem"];
    let inner = inner.iter().map(|name| line.get(name));
    let thing = inner.fold(line, |thing, inner| match inner {
        Any::Map(_) => inner,
        _ => thing,
    });
    let name = thing.first(&["item_name", "name"]);
    let id = thing.first(&["item_id", "sku", "productID", "id"]);
    let quantity = line
        .first(&["quantity", "orderQuantity"])
        .or(line.get("eligibleQuantity").first(&["value"]));
    Some(ItemMessage {
        id: Loose(id.or(name.clone())?),
        name,
        category: None,
        category_name: thing.first(&["item_category", "category"]),
        quantity: quantity
            .and_then(|quantity| quantity.parse().ok())
            .filter(|quantity| *quantity > 0),
    })
}

/// Anything that JSON can say.
#[derive(Clone, Debug, Default, PartialEq)]
enum Any {
    Text(String),
    Number(String),
    Flag(bool),
    List(Vec<Any>),
    Map(Vec<(String, Any)>),
    #[default]
    Nothing,
}

impl Any {
    fn get(&self, name: &str) -> &Self {
        match self {
            Self::Map(entries) => entries
                .iter()
                .find(|(key, _)| key == name)
                .map_or(&Self::Nothing, |(_, value)| value),
            _ => &Self::Nothing,
        }
    }

    /// A text that can be part of an order: without control characters, not empty, not long.
    fn text(&self) -> Option<String> {
        let (Self::Text(text) | Self::Number(text)) = self else {
            return None;
        };
        let text = text.replace(char::is_control, " ");
        let short: String = text.trim().chars().take(REFERENCE_LIMIT).collect();
        let short = short.trim_end();
        (!short.is_empty()).then(|| short.to_owned())
    }

    /// The first of some fields that holds a text or a number.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.get(name).text())
    }

    /// A list; whatever else there is is a list of its own.
    fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            Self::Map(_) => std::slice::from_ref(self),
            _ => &[],
        }
    }

    fn flag(&self) -> bool {
        match self {
            Self::Flag(flag) => *flag,
            Self::Text(text) | Self::Number(text) => !["false", "0"].contains(&text.trim()),
            _ => false,
        }
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        de::DeserializeSeed::deserialize(Reader(DEPTH), deserializer)
    }
}

/// Reads anything, and no deeper than it says.
struct Reader(u8);

impl<'de> de::DeserializeSeed<'de> for Reader {
    type Value = Any;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        if self.0 == 0 {
            return IgnoredAny::deserialize(deserializer).map(|_| Any::Nothing);
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> de::Visitor<'de> for Reader {
    type Value = Any;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Any, E> {
        Ok(Any::Text(text.to_owned()))
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Any, E> {
        Ok(Any::Flag(flag))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Any, E> {
        Ok(Any::Number(number.to_string()))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Any, E> {
        Ok(Any::Number(number.to_string()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Any, E> {
        Ok(Any::Number(number.to_string()))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Any, E> {
        Ok(Any::Nothing)
    }

    fn visit_none<E: de::Error>(self) -> Result<Any, E> {
        Ok(Any::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Any, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Any, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element_seed(Reader(self.0 - 1))? {
            if list.len() < ITEM_LIMIT {
                list.push(value);
            }
        }
        Ok(Any::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key()? {
            entries.push((key, map.next_value_seed(Reader(self.0 - 1))?));
        }
        Ok(Any::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{order::Order, prompt::PromptMessage};

    fn told(order: &str) -> OrderMessage {
        let message = format!(r#"{{"order": {order}}}"#);
        let message: PromptMessage = serde_json::from_str(&message).expect(order);
        message.order.unwrap_or_default()
    }

    fn found(currency: &str, found: &str) -> Order {
        let order = told(&format!(
            r#"{{"currency": "{currency}", "found": {found}}}"#
        ));
        Order::try_from(order).expect(found)
    }

    #[test]
    fn attributes_are_an_order_though_they_are_all_texts() {
        let order = told(
            r#"{"shop": "shp_1", "order": "1001", "total": "49.90", "currency": "EUR", "customer": "c77",
                "time": "1795287873", "email": "a@b.example", "consent": "", "firstName": "Ann",
                "country": "LV", "ordersBefore": "0", "sig": "9f", "id": "consent-tool", "items": "4"}"#,
        );
        assert_eq!((&*order.id.0, order.orders_before), ("1001", Some(0)));
        assert!(order.consent && order.items.is_empty());
        assert_eq!(order.first_name.as_deref(), Some("Ann"));
        assert!(Order::try_from(order).is_ok());
        for (value, consent) in [
            ("\"false\"", false),
            ("\"0\"", false),
            ("\"1\"", true),
            ("true", true),
        ] {
            let order = told(&format!(
                r#"{{"id": 5, "consent": {value}, "orders_before": ""}}"#
            ));
            assert_eq!((&*order.id.0, order.consent), ("5", consent), "{value}");
            assert_eq!(order.orders_before, None);
        }
        assert_eq!(
            told(r#"{"id": "5", "orders_before": 3}"#).orders_before,
            Some(3)
        );
        assert_eq!(
            told(r#"{"id": "", "total": "", "ordersBefore": "many"}"#)
                .id
                .0,
            ""
        );
        let test: PromptMessage = serde_json::from_str(r#"{"test": ""}"#).unwrap();
        assert!(test.test && test.order.is_none());
    }

    #[test]
    fn a_purchase_of_google_analytics_is_an_order() {
        let order = found(
            "",
            r#"{"transaction_id": "T_12345", "value": 72.05000000000001, "currency": "usd", "items": [
                {"item_id": "SKU_12345", "item_name": "Stan and Friends Tee", "item_category": "Apparel",
                 "price": 10.01, "quantity": 3}, null, {"item_name": "Only a name"}, {"quantity": 2}, 7]}"#,
        );
        assert_eq!(order.id.as_str(), "T_12345");
        assert_eq!(order.total.map(Money::minor), Some(7205));
        let items: Vec<_> = order
            .items
            .iter()
            .map(|item| (item.id.as_str(), item.quantity))
            .collect();
        assert_eq!(items, [("SKU_12345", 3), ("Only a name", 1)]);
        assert_eq!(order.items[0].category_name.as_deref(), Some("Apparel"));
    }

    #[test]
    fn an_order_of_ecwid_has_the_currency_of_the_tag_or_no_total() {
        let placed = r#"{"orderNumber": 781, "vendorNumber": "SHOP-781", "total": 829, "items": [
            {"quantity": 2, "product": {"id": 1003, "name": "Radish", "sku": "00004", "price": 4}}]}"#;
        let order = found("JPY", placed);
        assert_eq!(
            (order.id.as_str(), order.total.map(Money::minor)),
            ("SHOP-781", Some(829))
        );
        assert_eq!(
            (order.items[0].id.as_str(), order.items[0].quantity),
            ("00004", 2)
        );
        assert_eq!(found("", placed).total, None);
    }

    #[test]
    fn an_order_in_the_words_of_schema_org_is_an_order() {
        let offer = r#"{"itemOffered": {"name": "Chromecast"}, "price": "29.99", "eligibleQuantity": {"value": "2"}}"#;
        for offers in [offer.to_owned(), format!("[{offer}]")] {
            let order = found(
                "EUR",
                &format!(
                    r#"{{"orderNumber": "123-4567890", "priceCurrency": "USD", "price": "29.99", "acceptedOffer": {offers}}}"#
                ),
            );
            assert_eq!(
                order.total.map(|total| total.to_string()).as_deref(),
                Some("29.99")
            );
            assert_eq!(
                order.total.map(|total| total.currency().code()),
                Some("USD")
            );
            assert_eq!(
                (order.items[0].id.as_str(), order.items[0].quantity),
                ("Chromecast", 2)
            );
        }
        let order = found(
            "",
            r#"{"orderNumber": "1", "orderedItem": [{"orderQuantity": 3, "orderedItem": {"name": "Mug", "sku": "m1"}}]}"#,
        );
        assert_eq!(
            (order.items[0].id.as_str(), order.items[0].quantity),
            ("m1", 3)
        );
    }

    #[test]
    fn whatever_a_page_holds_is_an_order_or_none() {
        for found in [
            r#"{"transaction_id": {}, "items": 7}"#,
            r#"{"transaction_id": ["x"], "items": {"items": {}}, "currency": 5}"#,
            r#"{"transaction_id": null, "value": "NaN", "currency": "EUR"}"#,
            r#""a text""#,
            "[]",
            "null",
        ] {
            let order = told(&format!(r#"{{"found": {found}}}"#));
            assert_eq!(order.id.0, "", "{found}");
        }
        for (value, currency) in [
            ("\"inf\"", "EUR"),
            ("1e300", "EUR"),
            ("5", "XXXX"),
            ("\"5 €\"", "EUR"),
        ] {
            let order = found(
                "",
                &format!(r#"{{"transaction_id": 9, "value": {value}, "currency": "{currency}"}}"#),
            );
            assert_eq!(
                (order.id.as_str(), order.total),
                ("9", None),
                "{value} {currency}"
            );
        }
        let deep = "[".repeat(90) + &"]".repeat(90);
        let many = vec![r#"{"item_id": "a", "item_name": "b\u0007c"}"#; 500].join(",");
        let long = "😀".repeat(1000);
        let order = found(
            "",
            &format!(r#"{{"transaction_id": " {long} ", "product": {deep}, "items": [{many}]}}"#),
        );
        assert_eq!(order.id.as_str().chars().count(), REFERENCE_LIMIT);
        assert_eq!(order.items.len(), ITEM_LIMIT);
        assert_eq!(order.items[0].name.as_deref(), Some("b c"));
    }
}
