//! The score that the owner wants to reach: a line in the trend, and a sentence beside the score.

use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::{
        pages::surveys::own,
        parts::{layout::Section, survey_picker::version},
    },
    services::{error::Error, ingest::Ingest},
};
use afterword_domain::{
    change::{Change, Expect},
    period::{Period, PeriodQuery},
    record::{Record, SurveyHead},
};
use afterword_shared::scale::Kind;
use afterword_stats::Score;
use afterword_store::Records;
use afterword_wording::{Language, bold};
use axum::{
    Form,
    extract::{Path, State},
    response::Redirect,
};
use maud::{Markup, html};
use serde::Deserialize;

/// What was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TargetForm {
    target: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `POST /shops/{shop}/surveys/{survey}/target`: an empty one takes it away.
pub(crate) async fn save(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<TargetForm>,
) -> Result<Redirect, Failure> {
    let words = access.words;
    let period = Period::parse(&typed.period)?;
    let kept = own(&store, &access, &survey).await?;
    let content = version(&store, kept.value.id, kept.value.version).await?;
    let question = content
        .content
        .scored_question()
        .ok_or_else(|| Error::NotFound(words.overview_target_nothing()))?;
    let head = SurveyHead {
        target: parse(words, &typed.target, question.kind)?,
        ..kept.value
    };
    let back = format!(
        "{}?survey={}&{}",
        Section::Overview.path(access.frame.shop.id),
        head.id,
        period.query()
    );
    let change = Change::put(Expect::At(kept.sequence), Record::Survey(head));
    ingest.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// The lowest and the highest score that a kind has.
pub(super) fn range(kind: Kind) -> (i8, i8) {
    if kind.is_nps() { (-100, 100) } else { (0, 100) }
}

fn parse(words: Language, typed: &str, kind: Kind) -> Result<Option<i8>, Error> {
    let (least, most) = range(kind);
    let typed = typed.trim().trim_end_matches('%').trim_end();
    if typed.is_empty() {
        return Ok(None);
    }
    typed
        .replace('−', "-")
        .parse()
        .ok()
        .filter(|target| (least..=most).contains(target))
        .map(Some)
        .ok_or_else(|| {
            let [least, most] = [least, most].map(|end| words.score(kind, f64::from(end)));
            Error::Refused(words.overview_target_wrong(&least, &most))
        })
}

/// What sets it.
pub(super) fn form(survey: &SurveyHead, kind: Kind, frame: &Frame, period: Period) -> Markup {
    let words = frame.words;
    let (least, most) = range(kind);
    let shown = |score: i8| words.score(kind, f64::from(score));
    let action = format!(
        "{}/{}/target",
        Section::Surveys.path(frame.shop.id),
        survey.id
    );
    html! {
        details.numbers.goal {
            summary {
                @match survey.target {
                    Some(target) => (words.overview_target(&shown(target))),
                    None => (words.overview_set_target()),
                }
            }
            form.inline method="post" action=(action) {
                @for (name, value) in url::form_urlencoded::parse(period.query().as_bytes()) {
                    input type="hidden" name=(name) value=(value);
                }
                div.field {
                    label for="target" { (words.overview_target_label(&shown(least), &shown(most))) }
                    input type="number" id="target" name="target" min=(least) max=(most) step="1" value=[survey.target];
                }
                button.button.quiet type="submit" { (words.overview_save_target()) }
            }
            p.note { (words.overview_target_note()) }
        }
    }
}

/// Whether it is reached, and how sure that is.
pub(super) fn in_words(words: Language, score: &Score, target: i8) -> Markup {
    let aim = f64::from(target);
    let shown = words.score(score.kind, aim);
    let is_sure = score.low >= aim || score.high < aim;
    match (score.score >= aim, is_sure) {
        (true, true) => words.overview_target_reached(&shown, bold),
        (true, false) => words.overview_target_reached_unsure(&shown, bold),
        (false, true) => words.overview_target_missed(&shown, bold),
        (false, false) => words.overview_target_missed_unsure(&shown, bold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_lies_on_its_scale() {
        let parse = |typed, kind| parse(Language::ENGLISH, typed, kind);
        assert_eq!(parse(" 50 ", Kind::Nps).unwrap(), Some(50));
        assert_eq!(parse("−20", Kind::Nps).unwrap(), Some(-20));
        assert_eq!(parse("+20", Kind::Nps).unwrap(), Some(20));
        assert_eq!(parse("85 %", Kind::Csat).unwrap(), Some(85));
        assert_eq!(parse("", Kind::Csat).unwrap(), None);
        for (typed, kind) in [
            ("-1", Kind::Csat),
            ("101", Kind::Nps),
            ("300", Kind::Nps),
            ("high", Kind::Ces),
            ("4.5", Kind::Nps),
        ] {
            let refused = parse(typed, kind).unwrap_err();
            assert!(refused.status().is_client_error());
            assert!(matches!(refused, Error::Refused(_)));
        }
    }

    #[test]
    fn it_is_said_whether_a_target_is_reached_for_sure() {
        let words = Language::ENGLISH;
        let answers = [(10, 60), (3, 40)].into_iter().collect();
        let score = afterword_stats::score(Kind::Nps, &answers).unwrap();
        let said = |target| in_words(words, &score, target).into_string();
        for (target, sentence) in [
            (-20, words.overview_target_reached("−20", bold)),
            (10, words.overview_target_reached_unsure("+10", bold)),
            (25, words.overview_target_missed_unsure("+25", bold)),
            (90, words.overview_target_missed("+90", bold)),
        ] {
            assert_eq!(said(target), sentence.into_string());
        }
    }
}
