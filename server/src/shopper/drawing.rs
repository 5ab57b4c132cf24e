//! What a shopper's form is drawn from: the survey in the shopper's language, with what is known in
//! the place of its placeholders, and the shop's looks.

use crate::services::error::Error;
use afterword_domain::record::{Shop, SurveyHead, SurveyVersion};
use afterword_library::{locale::Locale, localize};
use afterword_shared::{
    id::{OrderId, ResponseId},
    order::Order,
    prompt::PromptState,
};
use afterword_store::Records;

/// Everything that a form is drawn from. `wanted` are language tags, the dearest first.
pub fn state(
    shop: &Shop,
    head: &SurveyHead,
    version: &SurveyVersion,
    wanted: &str,
    order: Option<&Order>,
    response: ResponseId,
) -> PromptState {
    let mut survey = localize::localize(version, &shop.name, wanted);
    localize::fill(&mut survey, &shop.name, order);
    localize::shuffle(&mut survey, response);
    let name = localize::isolated(&shop.name, &survey.locale);
    PromptState {
        privacy: shop.privacy_url.clone(),
        place: head.place,
        logo: head.theme.logo.clone(),
        texts: Locale::find(&survey.locale).form(&name),
        shop: name,
        survey,
    }
}

/// An order as it is known, for its placeholders; nothing where it may not be shown.
pub async fn order(
    store: &Records,
    shop: &Shop,
    id: Option<&OrderId>,
    verified: bool,
    test: bool,
) -> Result<Option<Order>, Error> {
    let Some(id) = id else { return Ok(None) };
    let known = store.order(shop.id, id).await?;
    Ok(known
        .map(|kept| kept.value)
        .filter(|known| known.may_be_shown_to(verified, test))
        .map(|known| known.order))
}
