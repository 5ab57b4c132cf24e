//! The score that the owner wants to reach: a line in the trend, and a sentence beside the score.

use super::version;
use crate::{
    http::access::ShopContext,
    owner::{
        pages::surveys::own,
        parts::{
            failure::Failure,
            layout::{Frame, Section},
        },
    },
    services::error::Error,
    state::App,
};
use afterword_domain::{
    change::{Change, Expect},
    period::{Period, PeriodQuery},
    record::{Record, SurveyHead},
};
use afterword_shared::scale::Kind;
use afterword_stats::display;
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
pub(crate) struct Typed {
    target: String,
    #[serde(flatten)]
    period: PeriodQuery,
}

/// `POST /shops/{shop}/surveys/{survey}/target`: an empty one takes it away.
pub(crate) async fn save(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<Typed>,
) -> Result<Redirect, Failure> {
    let period = Period::parse(&typed.period)?;
    let kept = own(app.store(), &access, &survey).await?;
    let content = version(app.store(), kept.value.id, kept.value.version).await?;
    let question = content.content.scored_question().ok_or(Error::NotFound(
        "This survey asks nothing that has a score, so there is nothing to aim at.",
    ))?;
    let head = SurveyHead {
        target: parse(&typed.target, question.kind)?,
        ..kept.value
    };
    let back = format!(
        "{}?survey={}&{}",
        Section::Overview.path(access.frame.shop.id),
        head.id,
        period.query()
    );
    let change = Change::put(Expect::At(kept.sequence), Record::Survey(head));
    app.must_write(change).await?;
    Ok(Redirect::to(&back))
}

/// The lowest and the highest score that a kind has.
pub(super) fn range(kind: Kind) -> (i8, i8) {
    if kind.is_nps() { (-100, 100) } else { (0, 100) }
}

fn parse(typed: &str, kind: Kind) -> Result<Option<i8>, Error> {
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
            Error::Refused(format!(
                "A target is a whole number from {} to {}; leave it empty for none.",
                display(kind, f64::from(least)),
                display(kind, f64::from(most)),
            ))
        })
}

/// What sets it.
pub(super) fn form(survey: &SurveyHead, kind: Kind, frame: &Frame, period: Period) -> Markup {
    let (least, most) = range(kind);
    let action = format!(
        "{}/{}/target",
        Section::Surveys.path(frame.shop.id),
        survey.id
    );
    html! {
        details.numbers.goal {
            summary {
                @match survey.target {
                    Some(target) => { "Target " (display(kind, f64::from(target))) },
                    None => "Set a target",
                }
            }
            form.inline method="post" action=(action) {
                @for (name, value) in url::form_urlencoded::parse(period.query().as_bytes()) {
                    input type="hidden" name=(name) value=(value);
                }
                div.field {
                    label for="target" { "Score to reach, " (display(kind, f64::from(least))) " to " (display(kind, f64::from(most))) }
                    input type="number" id="target" name="target" min=(least) max=(most) step="1" value=[survey.target];
                }
                button.button.quiet type="submit" { "Save target" }
            }
            p.note { "Drawn as a line. Leave it empty for none." }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_lies_on_its_scale() {
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
            assert!(refused.to_string().contains("whole number"));
        }
    }
}
