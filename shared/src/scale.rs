//! Kinds of questions, the ratings they take and what those ratings mean.

use serde::{Deserialize, Serialize};

/// What a question asks for. In messages: `nps`, `csat`, `ces`, `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Net Promoter Score: would you recommend us, 0 to 10.
    Nps,
    /// Customer satisfaction: one to five stars.
    Csat,
    /// Customer effort score 2.0: agreement that it was easy, 1 to 7.
    Ces,
    /// Words, as many as [`crate::response::TEXT_LIMIT`] characters.
    Text,
}

/// The whole numbers that a rating may be, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Lowest legal rating.
    pub low: u8,
    /// Highest legal rating.
    pub high: u8,
}

impl Scale {
    /// Every legal rating, rising.
    pub fn values(self) -> std::ops::RangeInclusive<u8> {
        self.low..=self.high
    }
}

/// The third of a scale that a rating falls into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// NPS 0-6, CSAT 1-2, CES 1-3.
    Low,
    /// NPS 7-8, CSAT 3, CES 4.
    Middle,
    /// NPS 9-10, CSAT 4-5, CES 5-7.
    High,
}

impl Group {
    /// All three, lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];
}

impl Kind {
    /// The legal ratings; `None` where words are asked for.
    pub fn scale(self) -> Option<Scale> {
        match self {
            Self::Nps => Some(Scale { low: 0, high: 10 }),
            Self::Csat => Some(Scale { low: 1, high: 5 }),
            Self::Ces => Some(Scale { low: 1, high: 7 }),
            Self::Text => None,
        }
    }

    /// The group of a rating on this kind's scale; `None` where it has no groups or the rating is
    /// not on the scale.
    pub fn group(self, rating: u8) -> Option<Group> {
        let scale = self.scale()?;
        if !scale.values().contains(&rating) {
            return None;
        }
        let (middle, high) = match self {
            Self::Nps => (7, 9),
            Self::Csat => (3, 4),
            Self::Ces => (4, 5),
            Self::Text => return None,
        };
        Some(if rating >= high {
            Group::High
        } else if rating >= middle {
            Group::Middle
        } else {
            Group::Low
        })
    }

    /// The field's name of a group in messages and exports; `None` where the kind has no groups.
    pub fn group_name(self, group: Group) -> Option<&'static str> {
        let names = match self {
            Self::Nps => ["detractor", "passive", "promoter"],
            Self::Csat => ["dissatisfied", "neutral", "satisfied"],
            Self::Ces => ["difficult", "neutral", "easy"],
            Self::Text => return None,
        };
        Some(names[group as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rating_falls_into_the_group_that_the_field_gives_it() {
        let groups = |kind: Kind| -> Vec<&str> {
            kind.scale()
                .unwrap()
                .values()
                .map(|v| kind.group_name(kind.group(v).unwrap()).unwrap())
                .collect()
        };
        let nps = groups(Kind::Nps);
        assert_eq!(nps.len(), 11);
        assert!(nps[..7].iter().all(|g| *g == "detractor"));
        assert_eq!(nps[7..], ["passive", "passive", "promoter", "promoter"]);
        assert_eq!(
            groups(Kind::Csat),
            [
                "dissatisfied",
                "dissatisfied",
                "neutral",
                "satisfied",
                "satisfied"
            ]
        );
        assert_eq!(
            groups(Kind::Ces),
            [
                "difficult",
                "difficult",
                "difficult",
                "neutral",
                "easy",
                "easy",
                "easy"
            ]
        );
        assert_eq!(Kind::Nps.group(11), None);
        assert_eq!(Kind::Csat.group(0), None);
        assert_eq!(Kind::Text.group(1), None);
    }
}
