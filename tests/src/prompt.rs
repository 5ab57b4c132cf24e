//! The form on a shop page, as a shopper meets it: inside of the shadow root of the one element
//! that the tag adds.

use crate::{Browser, Rectangle, until, until_instead_of};
use serde_json::{Value, json};

/// What every script here begins with, after the selector of the element that the form is in.
const INSIDE: &str = "const host = document.querySelector(HOST);
const root = host && (host.shadowRoot || document);
const form = root && root.querySelector('.aw');
const find = selector => form && form.querySelector(selector);";

/// The form that a page shows.
pub struct Prompt<'a> {
    browser: &'a Browser,
    host: &'static str,
}

impl<'a> Prompt<'a> {
    /// Waits until the page shows it.
    pub async fn appears(browser: &'a Browser) -> Self {
        Self::of(browser).shown().await
    }

    /// Waits until it stands in the element that is there for it.
    pub async fn appears_in_its_element(browser: &'a Browser) -> Self {
        let host = "[data-afterword] > div";
        Self { browser, host }.shown().await
    }

    /// Waits until it stands on its own page.
    pub async fn appears_on_its_page(browser: &'a Browser) -> Self {
        let host = ":has(> .aw)";
        Self { browser, host }.shown().await
    }

    /// The form, whether or not it is there.
    pub fn of(browser: &'a Browser) -> Self {
        let host = "#afterword";
        Self { browser, host }
    }

    async fn shown(self) -> Self {
        until("the prompt appears", || async {
            self.is_shown().await.then_some(())
        })
        .await;
        self
    }

    async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let script = format!("const HOST = '{}';\n{INSIDE}\n{script}", self.host);
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

    /// Presses the pointer on a field or anything else inside, in its middle, as soon as it can be
    /// reached there.
    ///
    /// # Panics
    ///
    /// When it can't be reached.
    pub async fn tap(&self, selector: &str) {
        let what = format!("{selector} of the prompt can be reached");
        let mut before = None;
        let place = until_instead_of(&what, async || {
            let script = "const e = find(arguments[0]);
                if (!e || e.closest('[hidden]')) return null;
                const box = e.closest('label') || e;
                box.scrollIntoView({block: 'nearest', behavior: 'instant'});
                const r = box.getBoundingClientRect();
                const x = Math.floor(r.x + r.width / 2), y = Math.floor(r.y + r.height / 2);
                const hit = r.width > 1 && root.elementFromPoint(x, y);
                return hit && (box.contains(hit) || hit.contains(e) || hit.htmlFor == e.id) ? [x, y] : null";
            let place = self.run(script, vec![json!(selector)]).await;
            let (Some(x), Some(y)) = (place[0].as_f64(), place[1].as_f64()) else {
                return Err("it can't");
            };
            // What slides in is somewhere else by the time that the pointer gets there.
            let rests = before.replace((x, y)) == Some((x, y));
            if rests { Ok((x, y)) } else { Err("it moves") }
        })
        .await;
        self.press_at(place).await;
    }

    /// Presses the pointer at a place of the window.
    async fn press_at(&self, (x, y): (f64, f64)) {
        use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
        let button = MOUSE_BUTTON_LEFT;
        let actions = MouseActions::new("mouse".to_owned())
            .then(PointerAction::MoveTo {
                duration: None,
                x,
                y,
            })
            .then(PointerAction::Down { button })
            .then(PointerAction::Up { button });
        let client = self.browser.client();
        client.perform_actions(actions).await.expect("the pointer");
    }

    /// Answers a question of this shape with the pointer, and the keyboard where words are wanted,
    /// as [`crate::survey::answer`] says.
    ///
    /// # Panics
    ///
    /// When it can't.
    pub async fn give(&self, shape: &str, id: &str) {
        let answer = crate::survey::answer(shape);
        let field = |value: &str| format!("[data-q='{id}'] [name='{id}'][value='{value}']");
        if let Some(rating) = answer.as_u64() {
            self.tap(&field(&rating.to_string())).await;
        } else if let Some(options) = answer["chosen"].as_array() {
            for option in options {
                self.tap(&field(option.as_str().expect("an id"))).await;
            }
        } else {
            self.tap(&format!("[data-q='{id}'] [name='{id}']")).await;
            let words = answer.as_str().or(answer["email"].as_str());
            self.browser.write(words.expect("words")).await;
            if answer["consent"] == true {
                self.tap(&format!("[data-q='{id}'] [name='{id}.consent']"))
                    .await;
            }
        }
    }

    /// Goes on: *Next* or *Send*.
    pub async fn next(&self) {
        self.tap(".aw-send").await;
    }

    /// Goes a step back.
    pub async fn back(&self) {
        self.tap(".aw-back").await;
    }

    /// The ids of the questions that can be seen.
    pub async fn asked(&self) -> Vec<String> {
        let script = "return !form ? [] : [...form.querySelectorAll('[data-q]')]
            .filter(q => q.getBoundingClientRect().height > 0).map(q => q.dataset.q)";
        let ids = self.run(script, Vec::new()).await;
        serde_json::from_value(ids).unwrap_or_default()
    }

    /// Waits until exactly these questions can be seen.
    pub async fn asks(&self, ids: &[&str]) {
        let what = format!("the prompt asks {ids:?}");
        until(&what, || async {
            (self.asked().await == ids).then_some(())
        })
        .await;
    }

    /// Whether the fields of a question hold what [`Self::give`] gave.
    ///
    /// # Panics
    ///
    /// When the page gives no fields.
    pub async fn holds(&self, shape: &str, id: &str) -> bool {
        let script =
            "return [...form.querySelectorAll(`[data-q='${arguments[0]}'] :is(input, textarea)`)]
            .filter(f => f.checked || !/radio|checkbox/.test(f.type) && f.value)
            .map(f => f.value)";
        let values = self.run(script, vec![json!(id)]).await;
        let answer = crate::survey::answer(shape);
        let wanted = if let Some(rating) = answer.as_u64() {
            json!([rating.to_string()])
        } else if answer["chosen"].is_array() {
            answer["chosen"].clone()
        } else if answer["consent"] == true {
            json!([answer["email"], "1"])
        } else {
            json!([answer])
        };
        values == wanted
    }

    /// Waits until it thanks.
    pub async fn thanks(&self) {
        self.says("Thank you, that helps us.").await;
    }

    /// The element inside that has the focus: its tag, classes, name, value and question; nothing
    /// where the focus is elsewhere.
    pub async fn focused(&self) -> Value {
        let script = "const a = root && root.activeElement;
            const q = a && a.closest('[data-q]');
            return a && {tag: a.tagName.toLowerCase(), class: a.className, name: a.name ?? null,
                value: a.value ?? null, checked: a.checked ?? null, type: a.type ?? null,
                question: q && q.dataset.q}";
        self.run(script, Vec::new()).await
    }

    /// Runs a script inside: `host`, `root`, `form` (the section) and `find` are there.
    pub async fn look(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.run(script, arguments).await
    }

    /// Gives the form the whole style sheet, so that it can be moved to other places than the one that
    /// it was drawn for.
    pub async fn wears_everything(&self) {
        let sheet = include_str!("../../dist/style.css");
        let script = "form.getRootNode().adoptedStyleSheets[0].replaceSync(arguments[0])";
        self.look(script, vec![json!(sheet)]).await;
    }

    /// Taps on a rating.
    pub async fn choose(&self, rating: u8) {
        self.tap(&format!("input[value='{rating}']")).await;
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
        self.tap("textarea").await;
        self.browser.write(text).await;
    }

    /// Presses *Send*.
    pub async fn send(&self) {
        self.tap(".aw-send").await;
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
