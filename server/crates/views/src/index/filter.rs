//! Which answers: a value of each dimension at most, and a group of ratings.

use super::dimension::Dimension;
use afterword_domain::refused::Refused;
use afterword_shared::scale::Group;
use std::collections::BTreeMap;

/// The name of the group in an address.
const GROUP: &str = "group";
/// The most dimensions of one filter.
const LIMIT: usize = 10;

/// Which answers are looked at. Everything has to hold; the empty filter holds for all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    values: BTreeMap<Dimension, String>,
    group: Option<Group>,
}

impl Filter {
    /// Reads the parts of an address that name a dimension or a group, such as
    /// `country=LV&device=phone&group=low&returning=yes&field-campaign=spring`; every other part is
    /// left to whoever knows it, and so is a part without a value. Errs with a sentence where a
    /// dimension stands twice or a value is none of its own.
    pub fn parse<K: AsRef<str>, V: AsRef<str>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, Refused> {
        let mut filter = Self::default();
        for (key, value) in pairs {
            let (key, value) = (key.as_ref(), value.as_ref().trim());
            if value.is_empty() {
                continue;
            }
            let twice = || {
                Refused::illegal(format!(
                    "“{key}” stands twice in the address: keep one of them."
                ))
            };
            if key == GROUP {
                if filter.group.replace(group(value)?).is_some() {
                    return Err(twice());
                }
            } else if let Some(dimension) = Dimension::parse(key) {
                let value = dimension.value(value)?;
                if filter.values.insert(dimension, value).is_some() {
                    return Err(twice());
                }
            }
        }
        if filter.values.len() > LIMIT {
            return Err(Refused::illegal(format!(
                "A filter has at most {LIMIT} parts: take some out of the address."
            )));
        }
        Ok(filter)
    }

    /// The parts of an address that [`Self::parse`] reads back.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let values = self
            .values
            .iter()
            .map(|(dimension, value)| (dimension.key(), value.clone()));
        let group = self
            .group
            .map(|group| (GROUP.to_owned(), group_key(group).to_owned()));
        values.chain(group).collect()
    }

    /// The same as a part of an address, each pair behind a `&`: `&country=LV&group=low`.
    pub fn query(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.pairs());
        let query = query.finish();
        if query.is_empty() {
            query
        } else {
            format!("&{query}")
        }
    }

    /// Whether it holds for all.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.group.is_none()
    }

    /// What a dimension has to be.
    pub fn value(&self, dimension: &Dimension) -> Option<&str> {
        self.values.get(dimension).map(String::as_str)
    }

    /// Every dimension with what it has to be.
    pub fn values(&self) -> impl Iterator<Item = (&Dimension, &str)> {
        self.values
            .iter()
            .map(|(dimension, value)| (dimension, value.as_str()))
    }

    /// In which group the rating has to be.
    pub fn group(&self) -> Option<Group> {
        self.group
    }

    /// The same with another value of a dimension, as the index keeps it; `None` for any.
    #[must_use]
    pub fn with(mut self, dimension: Dimension, value: Option<String>) -> Self {
        match value {
            Some(value) => self.values.insert(dimension, value),
            None => self.values.remove(&dimension),
        };
        self
    }

    /// The same with another group; `None` for any.
    #[must_use]
    pub fn with_group(mut self, group: Option<Group>) -> Self {
        self.group = group;
        self
    }
}

fn group_key(group: Group) -> &'static str {
    match group {
        Group::Low => "low",
        Group::Middle => "middle",
        Group::High => "high",
    }
}

fn group(text: &str) -> Result<Group, Refused> {
    Group::ALL
        .into_iter()
        .find(|group| group_key(*group).eq_ignore_ascii_case(text))
        .ok_or_else(|| {
            Refused::illegal(format!(
                "A group is low, middle or high, not “{}”.",
                text.chars().take(40).collect::<String>()
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_reads_back_from_its_own_address() {
        let pairs = [
            ("survey", "srv_x"),
            ("country", "lv"),
            ("device", ""),
            ("group", "low"),
            ("field-campaign", "spring & summer"),
            ("total", "EUR-50"),
        ];
        let filter = Filter::parse(pairs).unwrap();
        assert_eq!(filter.value(&Dimension::Country), Some("LV"));
        assert_eq!(filter.group(), Some(Group::Low));
        assert_eq!(filter.value(&Dimension::Device), None);
        let query = filter.query();
        let again = url::form_urlencoded::parse(query.trim_start_matches('&').as_bytes());
        assert_eq!(Filter::parse(again).unwrap(), filter);
        assert_eq!(Filter::default().query(), "");
    }

    #[test]
    fn a_mistake_in_a_filter_is_told_in_a_sentence() {
        for (pairs, told) in [
            ([("country", "LV"), ("country", "SE")], "stands twice"),
            ([("country", "Latvia"), ("x", "y")], "two letters"),
            ([("device", "fridge"), ("x", "y")], "phone, tablet, desktop"),
            ([("group", "bad"), ("x", "y")], "low, middle or high"),
            ([("total", "50"), ("x", "y")], "EUR-50"),
        ] {
            let error = Filter::parse(pairs).unwrap_err().to_string();
            assert!(error.contains(told), "{error}");
        }
    }
}
