//! The form on a shop page, as a shopper meets it: inside of the shadow root of the one element
//! that the tag adds.

use crate::{Browser, Rectangle, until};
use fantoccini::{Locator, elements::ShadowRoot};
use serde_json::{Value, json};

/// What every script here begins with.
const INSIDE: &str = "const host = document.querySelector('#afterword');
const root = host && host.shadowRoot;
const form = root && root.querySelector('.aw');
const find = selector => form && form.querySelector(selector);";

/// The form that a page shows.
pub struct Prompt<'a> {
    browser: &'a Browser,
}

impl<'a> Prompt<'a> {
    /// Waits until the page shows it.
    pub async fn appears(browser: &'a Browser) -> Self {
        let prompt = Self { browser };
        until("the prompt appears", || async {
            prompt.is_shown().await.then_some(())
        })
        .await;
        prompt
    }

    /// The form, whether or not it is there.
    pub fn of(browser: &'a Browser) -> Self {
        Self { browser }
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!("{INSIDE}\n{script}");
        self.browser.run(&script, arguments).await
    }

    /// Whether it is there and takes up room.
    pub async fn is_shown(&self) -> bool {
        let script = "return !!form && form.getBoundingClientRect().height > 0";
        self.run(script, Vec::new()).await == json!(true)
    }

    /// How many such elements the page has.
    pub async fn count(&self) -> u64 {
        let script = "return [...document.querySelectorAll('*')].filter(e => e.shadowRoot).length";
        self.run(script, Vec::new()).await.as_u64().unwrap_or(0)
    }

    /// Where it stands in the window.
    ///
    /// # Panics
    ///
    /// When it is not there.
    pub async fn rectangle(&self) -> Rectangle {
        let script = "const r = form.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]";
        let sides = self.run(script, Vec::new()).await;
        let side = |n: usize| sides[n].as_f64().expect("a side");
        Rectangle {
            x: side(0),
            y: side(1),
            width: side(2),
            height: side(3),
        }
    }

    /// Waits until it has come to rest where it slides in.
    pub async fn rests(&self) {
        until("the prompt has slid in", || async {
            let script =
                "return document.getAnimations().concat(...[...(root ? root.getAnimations() : [])])
                .every(a => a.playState !== 'running')";
            (self.run(script, Vec::new()).await == json!(true)).then_some(())
        })
        .await;
    }

    /// Its visible words.
    pub async fn text(&self) -> String {
        match self
            .run("return form ? form.innerText : ''", Vec::new())
            .await
        {
            Value::String(text) => text,
            _ => String::new(),
        }
    }

    /// Waits until it says this.
    pub async fn says(&self, words: &str) {
        let what = format!("the prompt says “{words}”");
        until(&what, || async {
            self.text().await.contains(words).then_some(())
        })
        .await;
    }

    /// Waits until it is gone.
    pub async fn goes(&self) {
        until("the prompt goes", || async {
            (!self.is_shown().await).then_some(())
        })
        .await;
    }

    async fn root(&self) -> ShadowRoot {
        until("the prompt has a shadow root", || async {
            let host = self.browser.client().find(Locator::Css("#afterword"));
            host.await.ok()?.shadow_root().await.ok()
        })
        .await
    }

    /// Clicks on something inside, with the pointer.
    pub async fn click(&self, selector: &str) {
        let what = format!("{selector} of the prompt is clicked");
        until(&what, || async {
            let element = self.root().await.find(Locator::Css(selector)).await.ok()?;
            element.click().await.ok()
        })
        .await;
    }

    /// Taps on a rating.
    pub async fn choose(&self, rating: u8) {
        self.click(&format!("label:has(input[value='{rating}'])"))
            .await;
    }

    /// Puts the pointer on the form without a click: the shopper reaches for it.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn reach_for(&self) {
        use fantoccini::actions::{InputSource, MouseActions, PointerAction};
        let rectangle = self.rectangle().await;
        #[expect(clippy::cast_possible_truncation, reason = "a place in a window")]
        let (x, y) = (rectangle.x as i64 + 20, rectangle.y as i64 + 20);
        let to = |x, y| PointerAction::MoveTo {
            duration: None,
            x,
            y,
        };
        let moves = MouseActions::new("mouse".to_owned())
            .then(to(5.0, 5.0))
            .then(to(x as f64, y as f64));
        let client = self.browser.client();
        client.perform_actions(moves).await.expect("the pointer");
    }

    /// Writes into the open text field.
    pub async fn write(&self, text: &str) {
        self.click("textarea").await;
        self.browser.write(text).await;
    }

    /// Presses *Send*.
    pub async fn send(&self) {
        self.click(".aw-send").await;
    }

    /// The chosen rating.
    pub async fn chosen(&self) -> Option<u8> {
        let script = "const c = find('input:checked'); return c && +c.value";
        let value = self.run(script, Vec::new()).await.as_u64()?;
        u8::try_from(value).ok()
    }

    /// What stands in the text field.
    pub async fn written(&self) -> String {
        let script = "const t = find('textarea'); return t ? t.value : ''";
        let value = self.run(script, Vec::new()).await;
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The name and value of the field inside that has the focus, and where the cursor stands.
    pub async fn focus(&self) -> Value {
        let script = "const a = root && root.activeElement;
            return a && {name: a.name, value: a.value, cursor: a.selectionStart ?? null}";
        self.run(script, Vec::new()).await
    }

    /// Waits until the bundle has taken the form over, on a page made by [`crate::Page::thanks`].
    pub async fn is_taken_over(&self) {
        until("the bundle takes the form over", || async {
            let script = "return window.wasmRan === true";
            (self.run(script, Vec::new()).await == json!(true)).then_some(())
        })
        .await;
    }
}
