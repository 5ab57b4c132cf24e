//! Identifiers: ours (prefixed, time-ordered) and the shop's own (short texts).

use crate::error::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Crockford's base 32, lower case: no `i`, `l`, `o`, `u` to misread.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 128 bits in digits of 5 bits each.
const LENGTH: usize = 26;

fn encode(value: u128) -> String {
    (0..LENGTH)
        .map(|place| {
            let digit = (value >> (5 * (LENGTH - 1 - place))) & 31;
            char::from(DIGITS[usize::try_from(digit).unwrap_or_default()])
        })
        .collect()
}

fn decode(text: &str) -> Option<u128> {
    if text.len() != LENGTH || text.as_bytes()[0] > b'7' {
        return None;
    }
    text.bytes().try_fold(0, |value: u128, byte| {
        let digit = VALUES.get(usize::from(byte)).filter(|value| **value < 32)?;
        Some(value << 5 | u128::from(*digit))
    })
}

/// What a letter stands for; 32 for one that is no digit. An export reads some hundred of them for
/// each answer.
const VALUES: [u8; 128] = {
    let mut values = [32; 128];
    let mut value = 0_u8;
    while value < 32 {
        values[DIGITS[value as usize] as usize] = value;
        value += 1;
    }
    values
};

macro_rules! our_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u128);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Makes an id from milliseconds since 1970 (UTC; 48 bits are kept) and 80 random bits.
            /// Ids sort by their time.
            pub fn new(milliseconds: u64, random: u128) -> Self {
                Self((u128::from(milliseconds) << 80) | (random & ((1 << 80) - 1)))
            }

            /// The 16 bytes, most significant first: sorts as the id does.
            pub fn to_bytes(self) -> [u8; 16] {
                self.0.to_be_bytes()
            }

            /// The id that [`Self::to_bytes`] was made from.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(u128::from_be_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                text.strip_prefix($prefix)
                    .and_then(decode)
                    .map(Self)
                    .ok_or(Error::Id { prefix: $prefix })
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.to_bytes().serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
                } else {
                    <[u8; 16]>::deserialize(deserializer).map(Self::from_bytes)
                }
            }
        }
    };
}

our_id!(
    /// A shop: one tenant.
    ShopId, "shp_"
);
our_id!(
    /// A survey, whatever its version.
    SurveyId, "srv_"
);
our_id!(
    /// A response: the answers to one survey about one order.
    ResponseId, "rsp_"
);
our_id!(
    /// Somebody who signs in.
    UserId, "usr_"
);

/// The most characters an id of the shop's own may have.
pub const REFERENCE_LIMIT: usize = 128;

macro_rules! shops_id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        ///
        /// 1 to [`REFERENCE_LIMIT`] characters without control characters, no space at the ends.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// The id as the shop wrote it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                reference(text, $what).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    };
}

fn reference(text: &str, what: &'static str) -> Result<String, Error> {
    if text.chars().any(char::is_control) {
        return Err(Error::ReferenceControl { what });
    }
    let text = text.trim();
    match text.chars().count() {
        0 => Err(Error::ReferenceEmpty { what }),
        n if n > REFERENCE_LIMIT => Err(Error::ReferenceLong {
            what,
            limit: REFERENCE_LIMIT,
        }),
        _ => Ok(text.to_owned()),
    }
}

shops_id!(
    /// The shop's number of an order.
    OrderId, "order id"
);
shops_id!(
    /// The shop's own reference of a customer.
    CustomerRef, "customer reference"
);
shops_id!(
    /// The shop's id of a product.
    ProductId, "product id"
);
shops_id!(
    /// The shop's id of a product category.
    CategoryId, "category id"
);

/// The name of a question within its survey: 1 to 40 of `a-z`, `0-9` and `_`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct QuestionId(String);

impl QuestionId {
    /// The id as it stands in messages and exports.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for QuestionId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
        if (1..=40).contains(&text.len()) && text.bytes().all(legal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Error::QuestionId)
        }
    }
}

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for QuestionId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

/// The name of an option within its question; written as a [`QuestionId`] is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OptionId(QuestionId);

impl OptionId {
    /// The option that takes a text.
    pub const OTHER: &str = "other";
    /// The option that excludes the rest.
    pub const NONE: &str = "none";

    /// The id as it stands in messages and exports.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl FromStr for OptionId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text.parse().map(Self).map_err(|_| Error::OptionId)
    }
}

impl fmt::Display for OptionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_as_itself_and_sorts_by_time(time in 0..1_u64 << 48, random: u128, later in 1..1000_u64) {
            let id = ShopId::new(time, random);
            prop_assert_eq!(id.to_string().parse::<ShopId>().unwrap(), id);
            let next = ShopId::new((time + later).min((1 << 48) - 1), 0);
            if time + later < 1 << 48 {
                prop_assert!(next > id);
                prop_assert!(next.to_string() > id.to_string());
            }
        }
    }

    #[test]
    fn an_id_of_another_kind_is_refused() {
        let id = ShopId::new(1, 2).to_string();
        assert!(id.parse::<SurveyId>().is_err());
        assert!(format!("{id}0").parse::<ShopId>().is_err());
        assert!("shp_".parse::<ShopId>().is_err());
        assert!("shp_zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<ShopId>().is_err());
        assert!("shp_ééééééééééééé".parse::<ShopId>().is_err());
    }

    #[test]
    fn a_reference_keeps_no_control_characters_and_no_outer_space() {
        assert_eq!(" 10-01 ".parse::<OrderId>().unwrap().as_str(), "10-01");
        assert!("10\u{0}01".parse::<OrderId>().is_err());
        assert!("10\u{85}01".parse::<OrderId>().is_err());
        assert!("  ".parse::<OrderId>().is_err());
        assert!("x".repeat(129).parse::<OrderId>().is_err());
        assert!("ž".repeat(128).parse::<OrderId>().is_ok());
    }
}
