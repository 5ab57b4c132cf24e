//! Surveys, and what of their figures is shown to others.

use super::Stored;
use crate::{period::Period, rules::Rules};
use afterword_shared::{
    appearance::{Place, Theme},
    id::{ShopId, SurveyId},
    survey::Survey,
    words,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether a survey asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SurveyStatus {
    /// It asks.
    Live,
    /// It does not ask; answers to what it asked before are still taken.
    Paused,
}

/// What a survey is called and whether it asks; its words are in its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyHead {
    /// Its id.
    pub id: SurveyId,
    /// Whose it is.
    pub shop: ShopId,
    /// What the owner calls it.
    pub name: String,
    /// Whether it asks.
    pub status: SurveyStatus,
    /// Its current version, from 1.
    pub version: u32,
    /// When it asks whom and how often.
    #[serde(default)]
    pub rules: Rules,
    /// Where its form stands.
    #[serde(default)]
    pub place: Place,
    /// What its form looks like.
    #[serde(default)]
    pub theme: Theme,
    /// The score that the owner wants to reach, in points of a hundred: NPS −100 to 100, the
    /// others 0 to 100.
    #[serde(default)]
    pub target: Option<i8>,
    /// The read-only links to its report, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<SharedReport>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A read-only link to a survey's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedReport {
    /// Which of the survey's links.
    pub id: u64,
    /// What it is signed with, 64 hexadecimal digits.
    pub secret: String,
    /// Over which days.
    pub period: Period,
    /// Whether the newest answers in words are in it.
    #[serde(default)]
    pub comments: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it leads to the report.
    pub expires_at: Timestamp,
}

/// One version of a survey. Kept for ever, since tickets and responses name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SurveyVersion {
    /// Whose it is. Layouts up to 3 did not say it.
    #[serde(default = "no_shop")]
    pub shop: ShopId,
    /// Which survey.
    pub survey: SurveyId,
    /// From 1.
    pub version: u32,
    /// What it asks.
    pub content: Survey,
    /// The owner's own translations: by language tag, then by the text's name in
    /// [`Survey::each_words`].
    #[serde(default)]
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    /// When it was made.
    pub created_at: Timestamp,
}

fn no_shop() -> ShopId {
    ShopId::from_bytes([0; 16])
}

impl SurveyVersion {
    /// What it asks as owners read it: with the shop's name, and what stands in for what only a
    /// prompt knows.
    pub fn shown(&self, shop: &str) -> Survey {
        let mut survey = self.content.clone();
        survey.fill(&words::Values {
            shop,
            ..words::Values::default()
        });
        survey
    }
}

impl Stored for SurveyHead {
    const KIND: u8 = 0x12;
    type Id = SurveyId;

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> SurveyId {
        self.id
    }
}

impl Stored for SurveyVersion {
    const KIND: u8 = 0x13;
    type Id = (SurveyId, u32);

    fn shop(&self) -> ShopId {
        self.shop
    }

    fn id(&self) -> (SurveyId, u32) {
        (self.survey, self.version)
    }
}
