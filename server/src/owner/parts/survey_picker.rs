//! Which survey a page is about, and choosing another.

use super::layout::Section;
use crate::{
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    services::error::Error,
};
use afterword_domain::record::{SurveyHead, SurveyStatus, SurveyVersion};
use afterword_shared::{
    id::{ShopId, SurveyId},
    survey::Survey,
};
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    extract::{FromRef, FromRequestParts, Query},
    http::request::Parts,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// The survey that a page is about: see [`pick`]. Where the shop has none, the page is [`no_survey`].
pub(crate) struct PickedSurvey {
    /// It.
    pub head: SurveyHead,
    /// What it asks now, with the shop's name where it is spoken of.
    pub content: Survey,
    /// The shop's surveys, oldest first.
    pub all: Vec<SurveyHead>,
}

/// Which survey an address names.
#[derive(Deserialize)]
struct SurveyQuery {
    #[serde(default)]
    survey: String,
}

impl<S> FromRequestParts<S> for PickedSurvey
where
    S: Send + Sync,
    Records: FromRef<S>,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let failed = |error: Error| Failure::from(error).into_response();
        let access = ShopContext::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let Query(SurveyQuery { survey }) = Query::from_request_parts(parts, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let store = Records::from_ref(state);
        let all = surveys_of(&store, access.frame.shop.id)
            .await
            .map_err(failed)?;
        let Some(head) = pick(&all, &survey).cloned() else {
            return Err(no_survey(&access.frame).into_response());
        };
        let version = version(&store, head.id, head.version)
            .await
            .map_err(failed)?;
        Ok(Self {
            content: version.shown(&access.frame.shop.name),
            head,
            all,
        })
    }
}

impl PickedSurvey {
    /// The shop's other surveys, where it has more than one.
    pub(crate) fn chooser(&self, words: Language, address: impl Fn(SurveyId) -> String) -> Markup {
        survey_chooser(words, &self.all, &self.head, address)
    }
}

/// A shop's surveys, oldest first.
pub(crate) async fn surveys_of(store: &Records, shop: ShopId) -> Result<Vec<SurveyHead>, Error> {
    let surveys = store.surveys(shop).await?;
    Ok(surveys.into_iter().map(|kept| kept.value).collect())
}

/// The survey that an address names, else the first that is live, else the first.
pub(crate) fn pick<'a>(surveys: &'a [SurveyHead], named: &str) -> Option<&'a SurveyHead> {
    surveys
        .iter()
        .find(|survey| survey.id.to_string() == named)
        .or_else(|| {
            surveys
                .iter()
                .find(|survey| survey.status == SurveyStatus::Live)
        })
        .or_else(|| surveys.first())
}

/// One version of a survey, which is there if anything names it.
pub(crate) async fn version(
    store: &Records,
    survey: SurveyId,
    version: u32,
) -> Result<Arc<SurveyVersion>, Error> {
    store
        .survey_version(survey, version)
        .await?
        .ok_or_else(|| Error::Internal(format!("{survey} has no version {version}")))
}

/// The page of a shop that asks nothing.
pub(crate) fn no_survey(frame: &Frame) -> Markup {
    let words = frame.words;
    frame.page(
        Section::Overview,
        &html! {
            main id="main" {
                div.head { h1 { (Section::Overview.name(words)) } }
                section.card {
                    p.few { (words.survey_picker_none()) }
                    p.note { (words.survey_picker_none_note()) }
                    div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { (words.survey_picker_add()) } }
                }
            }
        },
    )
}

/// The shop's other surveys, where it has more than one.
pub(crate) fn survey_chooser(
    words: Language,
    surveys: &[SurveyHead],
    here: &SurveyHead,
    address: impl Fn(SurveyId) -> String,
) -> Markup {
    html! {
        @if surveys.len() > 1 {
            details.chooser {
                summary aria-label=(words.survey_picker_chosen(&here.name)) { span { (here.name) } }
                ul {
                    @for survey in surveys {
                        li {
                            a href=(address(survey.id)) aria-current=[(survey.id == here.id).then_some("true")] {
                                (survey.name)
                                @if survey.status == SurveyStatus::Paused { small { (words.survey_picker_paused()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
