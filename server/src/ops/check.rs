//! Whether everything that is kept is as it was written, and everything that is derived what the records
//! say: the index in memory, the search. This is
//! `afterword check`; it looks at a server that goes on taking answers.

use crate::{services::error::Error, state::App};
use afterword_domain::{change::Sequence, record::Response};
use afterword_shared::id::{OrderId, ResponseId, ShopId};
use afterword_views::{index::Joined, search};
use serde_json::{Value, json};

/// How often something is looked at again that changes meanwhile, before it is left at that.
const LOOKS: u32 = 20;
/// How many records are read at a time.
const PAGE: usize = 1000;
/// How a difference begins that is in the figures' columns.
pub const IN_INDEX: &str = "in the index";
/// How one begins that is in the search.
pub const IN_SEARCH: &str = "in the search";
/// How many responses or orders are named in one difference.
const NAMED: usize = 5;

/// Compares all of it; returns how many responses there are and every difference in words.
pub async fn check(app: &App) -> Result<Value, Error> {
    // For a command on data alone nothing is kept in memory, and so nothing can be wrong in it.
    let at_rest = app.index().is_at_rest();
    let (responses, mut differences) = if at_rest {
        (count_responses(app).await?, Vec::new())
    } else {
        compare_rows(app).await?
    };
    differences.extend(app.store().verify().await?);
    differences.extend(app.store().health().trouble());
    match compare_search(app, at_rest).await {
        Ok(found) => differences.extend(found),
        // All else was looked at.
        Err(Error::Search(why)) => differences.push(format!("{IN_SEARCH}: {why}")),
        Err(error) => return Err(error),
    }
    Ok(json!({"responses": responses, "differences": differences}))
}

/// How many responses can be read.
async fn count_responses(app: &App) -> Result<u64, Error> {
    let mut count = 0;
    for shop in app.store().shops().await? {
        let mut after = None;
        loop {
            let page = app
                .store()
                .scan_responses(shop.value.id, after, PAGE)
                .await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            count += page.len() as u64;
        }
    }
    Ok(count)
}

/// How many responses there are, and every row of the index that is not what its record says, in
/// words.
async fn compare_rows(app: &App) -> Result<(u64, Vec<String>), Error> {
    app.index().catch_up().await?;
    let mut found = Wrong::default();
    for shop in app.store().shops().await? {
        let before = found.count();
        compare_shop(app, shop.value.id, &mut found).await?;
        if found.count() > before {
            app.index().forget(shop.value.id);
        }
    }
    let mut differences = found.sentences;
    differences.extend(told(IN_INDEX, "orders", &found.orders));
    differences.extend(told(IN_INDEX, "responses", &found.responses));
    Ok((found.looked_at, differences))
}

/// What was looked at, and what of it is wrong.
#[derive(Default)]
struct Wrong {
    looked_at: u64,
    orders: Vec<String>,
    responses: Vec<String>,
    sentences: Vec<String>,
}

impl Wrong {
    fn count(&self) -> usize {
        self.orders.len() + self.responses.len() + self.sentences.len()
    }
}

async fn compare_shop(app: &App, shop: ShopId, found: &mut Wrong) -> Result<(), Error> {
    let begun = app.store().version(shop).await?;
    let mut orders = 0;
    let mut after: Option<OrderId> = None;
    loop {
        let page = app.store().scan_orders(shop, after.as_ref(), PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.order.id.clone());
        for known in page {
            orders += 1;
            let holds = app.index().read(shop).await?.holds_order(&known);
            if !holds && !holds_order(app, shop, &known.order.id).await? {
                found.orders.push(known.order.id.to_string());
            }
        }
    }
    let mut after = None;
    loop {
        let page = app.store().scan_responses(shop, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        found.looked_at += page.len() as u64;
        for response in page {
            if !holds(app, &response).await?.0 && !holds_response(app, shop, response.id).await? {
                found.responses.push(response.id.to_string());
            }
        }
    }
    let view = app.index().read(shop).await?;
    let (ids, known, sequence) = (view.response_ids(), view.order_count(), view.sequence());
    if !view.counts_its_rows() {
        found.sentences.push(format!(
            "{IN_INDEX}: the counts of {shop} are not its rows’"
        ));
    }
    drop(view);
    if sequence == begun && known != orders {
        found.sentences.push(format!(
            "{IN_INDEX}: {known} orders of {shop}, kept {orders}"
        ));
    }
    for id in ids {
        if app.store().response(shop, id).await?.is_none()
            && app.index().read(shop).await?.has_response(id)
            && app.store().response(shop, id).await?.is_none()
        {
            found.responses.push(id.to_string());
        }
    }
    Ok(())
}

/// Whether the index has what a record says that was just read, and which commit wrote the order that
/// it was joined with.
async fn holds(app: &App, response: &Response) -> Result<(bool, Sequence), Error> {
    let joined = Joined::read(app.store(), response).await?;
    let view = app.index().read(response.shop).await?;
    Ok((view.holds_response(response, &joined), joined.written))
}

/// The same of whatever its record is now; looked at until nothing was written meanwhile.
async fn holds_response(app: &App, shop: ShopId, id: ResponseId) -> Result<bool, Error> {
    for _ in 0..LOOKS {
        let begun = app.store().version(shop).await?;
        let Some(kept) = app.store().response(shop, id).await? else {
            return Ok(true);
        };
        let (holds, joined) = holds(app, &kept.value).await?;
        if holds {
            return Ok(true);
        }
        let written = kept.sequence.max(joined);
        if written <= begun && app.store().version(shop).await? == begun {
            return Ok(false);
        }
    }
    tracing::warn!(%id, "answers came too fast to compare the index with");
    Ok(true)
}

/// Whether the index has what an order's record is now.
async fn holds_order(app: &App, shop: ShopId, id: &OrderId) -> Result<bool, Error> {
    for _ in 0..LOOKS {
        let begun = app.store().version(shop).await?;
        let Some(kept) = app.store().order(shop, id).await? else {
            return Ok(true);
        };
        if app.index().read(shop).await?.holds_order(&kept.value) {
            return Ok(true);
        }
        if kept.sequence <= begun && app.store().version(shop).await? == begun {
            return Ok(false);
        }
    }
    tracing::warn!(%id, "orders came too fast to compare the index with");
    Ok(true)
}

/// Every response that is not found by what its record says, in words. Of data that no server runs
/// on only what is kept on disk is compared.
async fn compare_search(app: &App, at_rest: bool) -> Result<Vec<String>, Error> {
    if at_rest {
        if !search::directory(&app.config().data).is_dir() {
            return Ok(Vec::new());
        }
        app.open_search()?;
    }
    let wrong: Vec<String> = app
        .search()?
        .misplaced()
        .await?
        .iter()
        .map(ToString::to_string)
        .collect();
    Ok(told(IN_SEARCH, "responses", &wrong).into_iter().collect())
}

/// Which of them are not where or what their records say; nothing where there are none.
fn told(place: &str, what: &str, wrong: &[String]) -> Option<String> {
    let named = wrong.iter().take(NAMED).map(String::as_str);
    let named = named.collect::<Vec<_>>().join(", ");
    let more = if wrong.len() > NAMED { " …" } else { "" };
    let count = wrong.len();
    (count > 0)
        .then(|| format!("{place}: {count} {what} are not what their records say: {named}{more}"))
}

#[cfg(test)]
mod tests;
