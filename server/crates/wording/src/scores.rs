//! What kinds of scores, their groups and the sources of orders are called.

use crate::Language;
use afterword_domain::record::OrderSource;
use afterword_shared::scale::{Group, Kind};

impl Language {
    /// What owners call a kind of score: `Net Promoter Score`.
    pub fn score_name(self, kind: Kind) -> &'static str {
        match kind {
            Kind::Nps => self.scores_nps(),
            Kind::NpsFromOne => self.scores_nps_from_one(),
            Kind::Csat => self.scores_csat(),
            Kind::Ces => self.scores_ces(),
            Kind::Scale => self.scores_scale(),
            Kind::YesNo => self.scores_yes_no(),
            Kind::Choice | Kind::Choices => self.scores_choices(),
            Kind::Text => self.scores_text(),
            Kind::Contact => self.scores_contact(),
        }
    }

    /// What a group is called where it is counted: `Promoters`.
    pub fn group_name(self, kind: Kind, group: Group) -> &'static str {
        match (kind, group) {
            (Kind::Nps | Kind::NpsFromOne, Group::High) => self.scores_promoters(),
            (Kind::Nps | Kind::NpsFromOne, Group::Middle) => self.scores_passives(),
            (Kind::Nps | Kind::NpsFromOne, Group::Low) => self.scores_detractors(),
            (Kind::Ces, Group::High) => self.scores_easy(),
            (Kind::Ces, Group::Low) => self.scores_difficult(),
            (_, Group::High) => self.scores_satisfied(),
            (_, Group::Middle) => self.scores_neutral(),
            (_, Group::Low) => self.scores_dissatisfied(),
        }
    }

    /// The people of a group, inside of a sentence and as its subject: `promoters`.
    pub fn people(self, kind: Kind, group: Group) -> &'static str {
        match (kind, group) {
            (Kind::Nps | Kind::NpsFromOne, Group::High) => self.scores_people_promoters(),
            (Kind::Nps | Kind::NpsFromOne, Group::Middle) => self.scores_people_passives(),
            (Kind::Nps | Kind::NpsFromOne, Group::Low) => self.scores_people_detractors(),
            (Kind::Ces, Group::High) => self.scores_people_easy(),
            (Kind::Ces, Group::Low) => self.scores_people_difficult(),
            (_, Group::High) => self.scores_people_satisfied(),
            (_, Group::Middle) => self.scores_people_neutral(),
            (_, Group::Low) => self.scores_people_dissatisfied(),
        }
    }

    /// What one answer of a group is called: `Promoter`.
    pub fn one_of_group(self, kind: Kind, group: Group) -> &'static str {
        match (kind, group) {
            (Kind::Nps | Kind::NpsFromOne, Group::High) => self.scores_one_promoter(),
            (Kind::Nps | Kind::NpsFromOne, Group::Middle) => self.scores_one_passive(),
            (Kind::Nps | Kind::NpsFromOne, Group::Low) => self.scores_one_detractor(),
            (Kind::Ces, Group::High) => self.scores_easy(),
            (Kind::Ces, Group::Low) => self.scores_difficult(),
            (_, Group::High) => self.scores_one_satisfied(),
            (_, Group::Middle) => self.scores_one_neutral(),
            (_, Group::Low) => self.scores_one_dissatisfied(),
        }
    }

    /// Where an order was found, behind the word “Found” or alone in a table: `on the tag`.
    pub fn order_source(self, source: OrderSource) -> &'static str {
        match source {
            OrderSource::Tag => self.orders_found_on_tag(),
            OrderSource::Call => self.orders_found_in_call(),
            OrderSource::DataLayer => self.orders_found_in_data_layer(),
            OrderSource::Ecwid => self.orders_found_by_ecwid(),
            OrderSource::JsonLd => self.orders_found_in_json_ld(),
            OrderSource::Link => self.orders_found_in_link(),
            OrderSource::Api => self.orders_found_by_api(),
            OrderSource::Import => self.orders_found_in_file(),
        }
    }
}

/// A group's name in a (String) variable by which a sentence chooses its words, where the names
/// above would have to be declined: `promoters`, `easy`, `satisfied` …
pub fn group_key(kind: Kind, group: Group) -> &'static str {
    match (kind, group) {
        (Kind::Nps | Kind::NpsFromOne, Group::High) => "promoters",
        (Kind::Nps | Kind::NpsFromOne, Group::Middle) => "passives",
        (Kind::Nps | Kind::NpsFromOne, Group::Low) => "detractors",
        (Kind::Ces, Group::High) => "easy",
        (Kind::Ces, Group::Low) => "difficult",
        (_, Group::High) => "satisfied",
        (_, Group::Middle) => "neutral",
        (_, Group::Low) => "dissatisfied",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{english, latvian};
    use std::collections::BTreeSet;

    #[test]
    fn a_group_is_called_by_what_was_asked() {
        let en = english();
        assert_eq!(en.score_name(Kind::Nps), "Net Promoter Score");
        assert_eq!(en.group_name(Kind::Nps, Group::Low), "Detractors");
        assert_eq!(en.group_name(Kind::Ces, Group::Middle), "Neutral");
        assert_eq!(en.people(Kind::Csat, Group::High), "the satisfied");
        assert_eq!(en.one_of_group(Kind::Nps, Group::High), "Promoter");
        assert_eq!(
            latvian().group_name(Kind::Csat, Group::High),
            "Apmierinātie"
        );
    }

    #[test]
    fn groups_of_one_question_have_different_names_in_every_language() {
        for language in Language::all() {
            for kind in [Kind::Nps, Kind::Csat, Kind::Ces] {
                for name in [
                    Language::group_name,
                    Language::people,
                    Language::one_of_group,
                ] {
                    let names = Group::ALL.map(|group| name(language, kind, group));
                    assert_eq!(BTreeSet::from(names).len(), 3, "{language:?}: {names:?}");
                }
            }
        }
    }
}
