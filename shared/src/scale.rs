//! Kinds of questions, the ratings they take and what those ratings mean.

use serde::{Deserialize, Serialize};

/// What a question asks for. In messages in snake case: `nps`, `nps_from_one`, `yes_no` …
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Net Promoter Score: would you recommend us, 0 to 10.
    Nps,
    /// The same from 1 to 10, for those who insist: a score of its own, never mixed with the other.
    NpsFromOne,
    /// Customer satisfaction: one to five stars, faces or numbers.
    Csat,
    /// Customer effort score 2.0: agreement that it was easy, 1 to 7.
    Ces,
    /// Numbers with words at both ends, from and to as the question says: never … often.
    Scale,
    /// Thumb up (1) or down (0).
    YesNo,
    /// One option out of several.
    Choice,
    /// As many options as apply.
    Choices,
    /// Words, as many as [`crate::survey::Question::text_limit`] says.
    Text,
    /// An e-mail address and the consent to be written to.
    Contact,
}

/// The whole numbers that a rating may be, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    /// NPS up to 6, CSAT 1-2, CES 1-3.
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
    /// All of them, in the order in which a list offers them.
    pub const ALL: [Self; 10] = [
        Self::Nps,
        Self::NpsFromOne,
        Self::Csat,
        Self::Ces,
        Self::Scale,
        Self::YesNo,
        Self::Choice,
        Self::Choices,
        Self::Text,
        Self::Contact,
    ];

    /// The legal ratings where the kind alone decides them; `None` for [`Self::Scale`], where the
    /// question does ([`crate::survey::Question::scale`]), and where no rating is asked for.
    pub fn scale(self) -> Option<Scale> {
        let (low, high) = match self {
            Self::Nps => (0, 10),
            Self::NpsFromOne => (1, 10),
            Self::Csat => (1, 5),
            Self::Ces => (1, 7),
            Self::YesNo => (0, 1),
            Self::Scale | Self::Choice | Self::Choices | Self::Text | Self::Contact => return None,
        };
        Some(Scale { low, high })
    }

    /// Whether its answers have a headline: a score with groups.
    pub fn is_scored(self) -> bool {
        self.thresholds().is_some()
    }

    /// Whether its headline is a Net Promoter Score.
    pub fn is_nps(self) -> bool {
        matches!(self, Self::Nps | Self::NpsFromOne)
    }

    /// Whether it offers options to choose from.
    pub fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::Choices)
    }

    /// The lowest ratings of the middle and of the high group.
    fn thresholds(self) -> Option<(u8, u8)> {
        match self {
            Self::Nps | Self::NpsFromOne => Some((7, 9)),
            Self::Csat => Some((3, 4)),
            Self::Ces => Some((4, 5)),
            Self::Scale
            | Self::YesNo
            | Self::Choice
            | Self::Choices
            | Self::Text
            | Self::Contact => None,
        }
    }

    /// The ratings of a group; `None` where the kind has no groups.
    pub fn ratings_of(self, group: Group) -> Option<Scale> {
        let (middle, high) = self.thresholds()?;
        let scale = self.scale()?;
        Some(match group {
            Group::Low => Scale {
                low: scale.low,
                high: middle - 1,
            },
            Group::Middle => Scale {
                low: middle,
                high: high - 1,
            },
            Group::High => Scale {
                low: high,
                high: scale.high,
            },
        })
    }

    /// The group of a rating on this kind's scale; `None` where it has no groups or the rating is
    /// not on the scale.
    pub fn group(self, rating: u8) -> Option<Group> {
        let scale = self.scale()?;
        if !scale.values().contains(&rating) {
            return None;
        }
        let (middle, high) = self.thresholds()?;
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
            Self::Nps | Self::NpsFromOne => ["detractor", "passive", "promoter"],
            Self::Csat => ["dissatisfied", "neutral", "satisfied"],
            Self::Ces => ["difficult", "neutral", "easy"],
            Self::Scale
            | Self::YesNo
            | Self::Choice
            | Self::Choices
            | Self::Text
            | Self::Contact => return None,
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
        assert_eq!(groups(Kind::NpsFromOne)[..6], nps[1..7]);
        for kind in Kind::ALL {
            for group in Group::ALL {
                let ratings = kind.ratings_of(group);
                assert_eq!(ratings.is_some(), kind.is_scored());
                assert!(ratings.is_none_or(|r| r.values().all(|v| kind.group(v) == Some(group))));
            }
        }
        assert_eq!(Kind::NpsFromOne.group(0), None);
        assert_eq!(Kind::Nps.group(11), None);
        assert_eq!(Kind::Csat.group(0), None);
        assert_eq!(Kind::Text.group(1), None);
    }
}
