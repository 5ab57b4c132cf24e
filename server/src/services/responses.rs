//! Responses, as somebody looks for them.

pub mod filter;
pub mod pagination;

use crate::services::error::Error;
use afterword_domain::record::Response;
use afterword_import::response_view::ResponseView;
use afterword_shared::id::{OrderId, ShopId};
use afterword_store::Records;

/// Responses of a shop as programs and exports read them, each with the order that the store knows for it.
pub async fn views(
    store: &Records,
    shop: ShopId,
    responses: Vec<Response>,
) -> Result<Vec<ResponseView>, Error> {
    let named = responses.iter().filter_map(|one| one.order.clone());
    let named: Vec<OrderId> = named.collect();
    let mut orders = store.orders(shop, &named).await?.into_iter();
    let views = responses.into_iter().map(|response| {
        let known = response.order.as_ref().and_then(|_| orders.next()?);
        let known = known
            .filter(|known| known.is_of(&response))
            .map(|known| known.order);
        ResponseView::new(response, known)
    });
    Ok(views.collect())
}
