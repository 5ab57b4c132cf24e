//! Everything that a shopper's story needs, started together: a shop's site, a server with surveys
//! and a browser.

use crate::{Afterword, Browser, Page, Prompt, Setup, ShopSite, until_instead_of};
use serde_json::Value;
use std::sync::atomic::{AtomicU32, Ordering};

/// A shop, a server and a shopper's browser.
pub struct Stage {
    /// The shop's site.
    pub shop: ShopSite,
    /// The server.
    pub server: Afterword,
    /// The shopper's browser.
    pub browser: Browser,
}

static ORDERS: AtomicU32 = AtomicU32::new(1);

impl Stage {
    /// A stage on which these surveys are live: each asks about orders on the page of its name.
    pub async fn with(surveys: Vec<Value>) -> Self {
        Self::on(Browser::start().await, surveys).await
    }

    /// The same with this browser.
    pub async fn on(browser: Browser, surveys: Vec<Value>) -> Self {
        let shop = ShopSite::start().await;
        let setup = Setup {
            surveys,
            privacy: "https://shop.example/privacy",
            ..Setup::on(shop.origin())
        };
        let server = Afterword::start(setup).await;
        Self {
            shop,
            server,
            browser,
        }
    }

    /// The number of an order that nobody had before.
    pub fn order() -> String {
        format!("S{}", ORDERS.fetch_add(1, Ordering::Relaxed))
    }

    /// Opens the page of a survey with a new order and waits for the form; returns the order too.
    pub async fn ask(&self, survey: &str) -> (Prompt<'_>, String) {
        let order = Self::order();
        let tag = self.server.rule_tag(&format!(r#"data-order="{order}""#));
        self.ask_on(survey, Page::thanks(&tag)).await;
        (Prompt::appears(&self.browser).await, order)
    }

    /// Opens a page at the path of a survey.
    pub async fn ask_on(&self, survey: &str, page: Page) {
        let page = self.shop.put(&format!("/{survey}"), page);
        self.browser.open(&page).await;
    }

    /// Waits until exactly these answers are stored about an order.
    pub async fn stored(&self, order: &str, answers: Value) {
        let what = format!("{answers} is stored about {order}");
        until_instead_of(&what, async || {
            let found = self.server.answers_about(order).await;
            if found == [answers.clone()] {
                return Ok(());
            }
            Err(format!("there is {}", Value::Array(found)))
        })
        .await;
    }

    /// Asserts that nothing went wrong in the page.
    ///
    /// # Panics
    ///
    /// When something did.
    pub async fn is_unharmed(&self) {
        assert_eq!(self.browser.trouble().await, Vec::<String>::new());
    }
}
