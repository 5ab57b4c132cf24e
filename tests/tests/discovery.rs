//! Where the tag finds the order, on pages that write it down as each source does, and whatever
//! the tag itself has been through: what counts is what the server knows of the order afterwards.

use afterword_domain::record::OrderRecord;
use afterword_tests::{
    Network, Page, Prompt, Stage, skipped,
    survey::{question, survey},
    until,
};
use serde_json::{Value, json};

/// As the Install page has it: what is there to call before the tag has loaded.
const STUB: &str = "window.afterword = window.afterword || function () { (afterword.q = afterword.q || []).push(arguments); };";
const GTAG: &str =
    "window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments); }";
/// Ecwid's event, and its end of it: `Ecwid.place(order)`.
const ECWID: &str =
    "window.Ecwid = { heard: [], place(order) { this.heard.forEach(hear => hear(order)); } };
Ecwid.OnOrderPlaced = { add(hear) { Ecwid.heard.push(hear); } };";

/// What the stage asks, wherever an order is told.
fn about_orders() -> Value {
    let mut file = survey("orders", &[question("nps", "score")]);
    file["rules"] = json!({});
    file
}

fn call(id: &str) -> String {
    format!(
        "afterword('order', {{ id: '{id}', total: '49.90', currency: 'EUR', customer: 'c77',
          items: [{{ id: 'cup-moss', name: 'Cup, moss', quantity: 2 }}] }});"
    )
}

/// What Google Analytics 4 documents as the parameters of its `purchase`.
fn purchase(id: &str) -> String {
    format!(
        "{{ transaction_id: '{id}', value: 49.90, tax: 8.66, shipping: 4.5, currency: 'EUR', coupon: 'MOSS',
          items: [{{ item_id: 'cup-moss', item_name: 'Cup, moss', affiliation: 'Kalnu', discount: 0, index: 0,
            item_brand: 'Kalnu', item_category: 'Cups', item_variant: 'moss', price: 22.7, quantity: 2 }}] }}"
    )
}

fn tag_manager(id: &str) -> String {
    let purchase = purchase(id);
    format!(
        "window.dataLayer = window.dataLayer || []; dataLayer.push({{ ecommerce: null }});
        dataLayer.push({{ event: 'purchase', ecommerce: {purchase} }});"
    )
}

fn gtag(id: &str) -> String {
    format!("gtag('event', 'purchase', {});", purchase(id))
}

/// What Ecwid hands to whoever listens for placed orders: it names no currency.
fn ecwid(id: &str) -> String {
    format!(
        "Ecwid.place({{ affiliateId: '', cartId: 'A1', date: new Date(), orderNumber: 77, vendorNumber: '{id}',
          paymentMethod: 'Card', shippingMethod: 'Parcel', subtotal: 45.4, tax: 8.66, total: 49.9,
          customer: {{ email: 'anna@shopper.example', name: 'Anna' }},
          items: [{{ product: {{ id: 5, name: 'Cup, moss', price: 22.7, sku: 'cup-moss' }}, quantity: 2, options: {{}} }}] }});"
    )
}

/// An order in the words of schema.org.
fn json_ld(id: &str) -> String {
    let order = json!({
        "@context": "https://schema.org", "@type": "Order",
        "merchant": {"@type": "Organization", "name": "Kalnu Keramika"},
        "orderNumber": id, "orderStatus": "https://schema.org/OrderProcessing",
        "priceCurrency": "EUR", "price": "49.90",
        "acceptedOffer": [{
            "@type": "Offer", "price": "22.70", "priceCurrency": "EUR",
            "itemOffered": {"@type": "Product", "name": "Cup, moss", "sku": "cup-moss"},
            "eligibleQuantity": {"@type": "QuantitativeValue", "value": "2"},
        }],
        "customer": {"@type": "Person", "name": "Anna"},
    });
    format!(r#"<script type="application/ld+json">{order}</script>"#)
}

fn script(text: &str) -> String {
    format!(r#"<script nonce="c2hvcA">{text}</script>"#)
}

/// A script that runs when the page has long been loaded.
fn much_later(text: &str) -> String {
    script(&format!(
        "addEventListener('load', () => setTimeout(() => {{ {text} }}, 800));"
    ))
}

/// The shop's page, the shopper and a network that notes what is asked.
struct Scene {
    stage: Stage,
    network: Network,
}

impl Scene {
    async fn set() -> Self {
        let stage = Stage::with(vec![about_orders()]).await;
        let network = Network::before(&stage.server).await;
        Self { stage, network }
    }

    /// The tag, which the page waits for: what follows it in the page comes after it in time.
    fn tag(&self, attributes: &str) -> String {
        let tag = self.network.rule_tag(&self.stage.server, attributes);
        tag.replace("script async", "script")
    }

    /// The address of the tag's script.
    fn script(&self) -> String {
        let shop = &self.stage.server.founded().shop;
        self.network.url(&format!("/w.js?shop={shop}"))
    }

    /// Opens a page with this in its body.
    async fn open(&self, body: &str) {
        self.stage.ask_on("till", Page::thanks(body)).await;
    }

    fn prompts(&self) -> Vec<Value> {
        let came = self.network.came("/v1/prompt");
        let bodies = came
            .iter()
            .filter_map(|came| serde_json::from_str(&came.body).ok());
        bodies.collect()
    }

    /// Opens a page, and waits until the shopper is asked, with an order from this source.
    async fn asks(&self, what: &str, body: &str, source: &str) {
        println!("{what}");
        let before = self.prompts().len();
        self.open(body).await;
        until(&format!("{what}: the order is sent"), || async {
            let last = self.prompts().into_iter().skip(before).next_back()?;
            (last["source"] == source[..1] && last["order"].is_object()).then_some(())
        })
        .await;
        let prompt = Prompt::appears(&self.stage.browser).await;
        assert_eq!(prompt.count().await, 1, "{what}");
        self.stage.is_unharmed().await;
    }

    /// What the stopped server knows about orders.
    async fn known(&mut self, orders: &[String]) -> Vec<Option<OrderRecord>> {
        let server = &mut self.stage.server;
        server.kill();
        let store = afterword_store_embedded::directory::open(&server.data())
            .expect("the stopped server's data");
        let shop = server.founded().shop.parse().expect("the shop's id");
        let mut known = Vec::new();
        for order in orders {
            let id = order.parse().expect("an order's id");
            let kept = store.order(shop, &id).await.expect("readable");
            known.push(kept.map(|kept| kept.value));
        }
        known
    }
}

/// Writes down an order of this number.
type Tell = fn(&str) -> String;

/// Whether a source tells the total too.
const ALL_OF_IT: bool = true;
const NO_CURRENCY: bool = false;

fn assert_is_whole(known: &OrderRecord, source: &str, has_total: bool) {
    let known = serde_json::to_value(known).expect("JSON");
    let order = &known["order"];
    let what = format!("{source}: {known}");
    assert_eq!(known["source"], source, "{what}");
    assert_eq!(order["total"].is_null(), !has_total, "{what}");
    if has_total {
        let total = order["total"].to_string();
        assert!(total.contains("4990") || total.contains("49.90"), "{what}");
        assert!(total.contains("EUR"), "{what}");
    }
    let items = order["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "{what}");
    assert_eq!(items[0]["id"], "cup-moss", "{what}");
    assert_eq!(items[0]["name"], "Cup, moss", "{what}");
    assert_eq!(items[0]["quantity"], 2, "{what}");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_order_is_found_in_every_source_before_and_after_the_tag() {
    let mut scene = Scene::set().await;
    let tag = scene.tag("");
    let mut told = Vec::new();
    let sources: [(&str, &str, Tell); 4] = [
        ("call", STUB, call),
        ("data_layer", "", tag_manager),
        ("data_layer", GTAG, gtag),
        ("ecwid", ECWID, ecwid),
    ];
    for (source, first, tell) in sources {
        let first = script(first);
        let id = Stage::order();
        // Ecwid tells those who listen already.
        if source != "ecwid" {
            let before = format!("{first}{}{tag}", script(&tell(&id)));
            let what = format!("{source} before the tag");
            scene.asks(&what, &before, source).await;
            told.push((id, source, ALL_OF_IT));
            let id = Stage::order();
            let after = format!("{first}{tag}{}", script(&tell(&id)));
            let what = format!("{source} after the tag");
            scene.asks(&what, &after, source).await;
            told.push((id, source, ALL_OF_IT));
        }
        let id = Stage::order();
        let later = format!("{first}{tag}{}", much_later(&tell(&id)));
        let what = format!("{source} much later");
        scene.asks(&what, &later, source).await;
        told.push((id, source, source != "ecwid"));
    }
    // What is there to listen to may itself come much later than the tag.
    let id = Stage::order();
    let late = format!("{tag}{}", much_later(&tag_manager(&id)));
    scene.asks("a late data layer", &late, "data_layer").await;
    told.push((id, "data_layer", ALL_OF_IT));
    let id = Stage::order();
    let tell = ecwid(&id);
    let late = much_later(&format!(
        "{ECWID} const wait = setInterval(() => {{ if (Ecwid.heard[0]) {{ clearInterval(wait); {tell} }} }}, 20);"
    ));
    scene
        .asks("a late Ecwid", &format!("{tag}{late}"), "ecwid")
        .await;
    told.push((id, "ecwid", NO_CURRENCY));
    // The tag's attribute says what Ecwid leaves out.
    let id = Stage::order();
    let tag_of_euros = scene.tag(r#"data-currency="EUR""#);
    let body = format!("{}{tag_of_euros}{}", script(ECWID), much_later(&ecwid(&id)));
    scene.asks("Ecwid, in euros", &body, "ecwid").await;
    told.push((id, "ecwid", ALL_OF_IT));
    // Markup stands anywhere, alone, in a list or in a graph.
    let id = Stage::order();
    let body = format!("{}{tag}", json_ld(&id));
    scene.asks("markup before the tag", &body, "json_ld").await;
    told.push((id, "json_ld", ALL_OF_IT));
    let id = Stage::order();
    let body = format!("{tag}{}", json_ld(&id));
    scene.asks("markup after the tag", &body, "json_ld").await;
    told.push((id, "json_ld", ALL_OF_IT));
    let id = Stage::order();
    let graph = json_ld(&id)
        .replace("json\">", r#"json">{"@graph":[{"@type":"WebSite"},"#)
        .replace("</script>", "]}</script>");
    scene
        .asks("markup in a graph", &format!("{graph}{tag}"), "json_ld")
        .await;
    told.push((id, "json_ld", ALL_OF_IT));

    // Where they were found is shown to the owner.
    let owner = scene.stage.server.sign_in().await;
    let path = format!("/shops/{}/install", scene.stage.server.founded().shop);
    let page = owner.get(&path).await.expect(200).text;
    assert!(page.contains("schema.org data"), "{page}");
    drop(owner);

    let ids: Vec<String> = told.iter().map(|(id, ..)| id.clone()).collect();
    for (known, (id, source, has_total)) in scene.known(&ids).await.iter().zip(&told) {
        let known = known.as_ref().unwrap_or_else(|| panic!("no order {id}"));
        assert_is_whole(known, source, *has_total);
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_order_is_read_from_the_attributes_of_the_tag() {
    let mut scene = Scene::set().await;
    let id = Stage::order();
    let attributes = format!(
        r#"data-order="{id}" data-total="49.90" data-currency="EUR" data-customer="c77"
           data-country="LV" data-first-name="Anna" data-orders-before="2" data-field-branch="Riga""#
    );
    scene
        .asks("attributes", &scene.tag(&attributes), "tag")
        .await;
    // Placeholders that the shop system left empty are no order.
    let before = scene.prompts().len();
    scene
        .open(&scene.tag(r#"data-order="" data-total="" data-currency="""#))
        .await;
    rested(&scene).await;
    assert_eq!(scene.prompts().len(), before);
    scene.stage.is_unharmed().await;
    let known = scene.known(&[id]).await;
    let known = serde_json::to_value(known[0].as_ref().expect("an order")).expect("JSON");
    let order = &known["order"];
    assert_eq!(known["source"], "tag");
    assert_eq!(order["customer"], "c77");
    assert_eq!(order["country"], "LV");
    assert_eq!(order["first_name"], "Anna");
    assert_eq!(order["orders_before"], 2);
    assert!(order["total"].to_string().contains("EUR"), "{order}");
}

/// Waits until the tag has looked at the page and at what became of it, twice.
async fn rested(scene: &Scene) {
    scene.stage.browser.find("body").await;
    let since =
        "return performance.now() - (window.rested = window.rested || performance.now()) > 1300
        && !!(window.afterword && afterword.here)";
    until("the tag has looked around", || async {
        scene.stage.browser.holds(since).await.then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_best_source_counts() {
    let scene = Scene::set().await;
    let id = Stage::order();
    let all = [
        ("tag", format!("{id}-tag")),
        ("call", format!("{id}-call")),
        ("data_layer", format!("{id}-layer")),
        ("ecwid", format!("{id}-ecwid")),
        ("json_ld", format!("{id}-markup")),
    ];
    // The first of them falls away, one after the other.
    for first in 0..all.len() {
        let has = |nth: usize| nth >= first;
        let mut body = String::new();
        if has(4) {
            body += &json_ld(&all[4].1);
        }
        body += &script(ECWID);
        if has(2) {
            body += &script(&tag_manager(&all[2].1));
        }
        if has(1) {
            body += &script(&format!("{STUB}{}", call(&all[1].1)));
        }
        let order = format!(r#"data-order="{}""#, all[0].1);
        body += &scene.tag(if has(0) { &order } else { "" });
        if has(3) {
            body += &much_later(&ecwid(&all[3].1));
        }
        let (source, id) = &all[first];
        scene.asks(source, &body, source).await;
        rested(&scene).await;
        let last = scene.prompts().pop().expect("a request");
        let order = &last["order"];
        let told = order["order"].as_str().or(order["id"].as_str());
        let told = told
            .or(order["found"]["transaction_id"].as_str())
            .or(order["found"]["vendorNumber"].as_str())
            .or(order["found"]["orderNumber"].as_str());
        assert_eq!(told, Some(id.as_str()), "{last}");
        assert_eq!(last["source"], source[..1]);
        scene.stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_source_that_is_broken_leaves_the_others_and_the_page_alone() {
    let scene = Scene::set().await;
    let tag = scene.tag("");
    let broken = [
        ("a layer that throws", "Object.defineProperty(window, 'dataLayer', {get() { throw Error('layer') }});"),
        ("a layer that is a number", "window.dataLayer = 7;"),
        ("a layer that is frozen", "window.dataLayer = Object.freeze([]);"),
        ("a layer without an end", "window.dataLayer = {length: 1e9, push() {}};"),
        ("a huge layer", "window.dataLayer = Array.from({length: 5e4}, (_, n) => ({event: 'view', n}));"),
        ("entries of any shape", "window.dataLayer = [null, 1, 'purchase', [], {event: 'purchase'}, {event: 'purchase', ecommerce: 'x'},
            {event: 'purchase', ecommerce: {purchase: {actionField: {id: '9'}}}}, ['event', 'purchase'], ['event', 'purchase', null]];"),
        ("entries that throw", "window.dataLayer = [{get event() { throw Error('event') }},
            {event: 'purchase', get ecommerce() { throw Error('ecommerce') }},
            {event: 'purchase', ecommerce: {transaction_id: 'G1', get items() { throw Error('items') }}}];"),
        ("an id of another shape", "window.dataLayer = [{event: 'purchase', ecommerce: {transaction_id: {number: 1}, value: {}, items: 'none'}}];"),
        ("an order in a circle", "const order = {transaction_id: 'G2'}; order.items = [order];
            window.dataLayer = [{event: 'purchase', ecommerce: order}];"),
        ("a number that JSON can't say", "window.dataLayer = [{event: 'purchase', ecommerce: {transaction_id: 'G3', value: 10n}}];"),
        ("an Ecwid that throws", "window.Ecwid = {OnOrderPlaced: {add() { throw Error('Ecwid') }}};"),
        ("an Ecwid of another shape", "window.Ecwid = {OnOrderPlaced: 'soon'};"),
        ("an Ecwid that tells nothing", "window.Ecwid = {OnOrderPlaced: {add(hear) { hear(); hear(null); hear('x'); hear({items: 7}); }}};"),
        ("a call in a circle", "window.afterword = function () { (afterword.q = afterword.q || []).push(arguments); };
            const own = {id: 'C1'}; own.own = own; afterword('order', own); afterword('order'); afterword('order', null); afterword();"),
        ("calls of another shape", "window.afterword = function () { (afterword.q = afterword.q || []).push(arguments); };
            afterword('order', {id: {number: 5}}); afterword('order', {id: ['5']}); afterword('order', 'C2');
            afterword('order', {id: 'C3', total: 5n}); afterword('order', {get id() { throw Error('id') }});
            afterword({}); afterword('nothing', 1);"),
        ("a queue of another shape", "window.afterword = {q: 5};"),
        ("a page that prints a lot", "window.dataLayer = new Proxy([], {get(_, name) { throw Error(String(name)) }});"),
    ];
    for (what, trouble) in broken {
        let id = Stage::order();
        let body = format!("{}{}{tag}", script(trouble), json_ld(&id));
        scene.asks(what, &body, "json_ld").await;
        let last = scene.prompts().pop().expect("a request");
        assert_eq!(last["order"]["found"]["orderNumber"], id, "{what}");
    }
    let markup = [
        ("no JSON", "{".to_owned()),
        ("nothing", String::new()),
        ("null", "null".to_owned()),
        ("a number", "5".to_owned()),
        (
            "an order without a number",
            json!({"@type": "Order"}).to_string(),
        ),
        (
            "an order of another shape",
            json!({"@type": "Order", "orderNumber": {"value": 5}}).to_string(),
        ),
        (
            "huge",
            json!({"@type": "Order", "orderNumber": "J1", "name": "x".repeat(3_000_000)})
                .to_string(),
        ),
        (
            "deep",
            format!("{}{}", "[".repeat(40_000), "]".repeat(40_000)),
        ),
        (
            "a wide graph",
            format!(
                r#"{{"@graph":[{}{{}}]}}"#,
                r#"{"@type":"Thing"},"#.repeat(5_000)
            ),
        ),
    ];
    for (what, text) in markup {
        let id = Stage::order();
        let bad = format!(r#"<script type="application/ld+json">{text}</script>"#);
        let body = format!("{bad}{tag}{}", much_later(&ecwid(&id)));
        let body = format!("{}{body}", script(ECWID));
        scene.asks(what, &body, "ecwid").await;
        let last = scene.prompts().pop().expect("a request");
        assert_eq!(last["order"]["found"]["vendorNumber"], id, "{what}");
        // Whatever is broken is not repeated to the shopper's server.
        assert!(last.to_string().len() < 4_000, "{what}");
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn an_order_of_a_thousand_items_is_asked_about_all_the_same() {
    let mut scene = Scene::set().await;
    let id = Stage::order();
    let body = script(&format!(
        "window.dataLayer = [{{event: 'purchase', ecommerce: {{transaction_id: '{id}', value: 7, currency: 'EUR',
          items: Array.from({{length: 1e3}}, (_, n) => ({{item_id: 'p' + n, item_name: 'x'.repeat(1e4), note: 'y'.repeat(1e4)}}))}}}}];"
    ));
    let tag = scene.tag("");
    scene
        .asks("many items", &format!("{body}{tag}"), "data_layer")
        .await;
    let known = scene.known(&[id]).await;
    let known = known[0].as_ref().expect("an order");
    assert_eq!(known.order.items.len(), 100);
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn the_tag_works_whatever_brought_it() {
    let scene = Scene::set().await;
    let address = scene.script();
    let shop = scene.stage.server.founded().shop.clone();
    let plain = scene.network.url("/w.js");
    let inserted = format!(
        "const s = document.createElement('script'); s.async = true; s.src = '{address}';
        document.body.append(s); s.remove();"
    );
    let brought = [
        ("nothing but the address", format!(r#"<script src="{address}"></script>"#)),
        ("a relative of it, deferred", format!(r#"<script defer src="{address}&amp;ver=6.4"></script>"#)),
        ("before its rules", format!(r#"<script async src="{plain}" data-shop="{shop}"></script>"#)),
        ("Tag Manager", script(&inserted)),
        ("delayed after load", much_later(&inserted)),
        (
            "type rewritten, run by a plug-in",
            format!(r#"<script type="text/delayed" data-src="{address}"></script>"#)
                + &much_later(
                    "for (const old of document.querySelectorAll('[data-src]')) {
                    const s = document.createElement('script');
                    for (const {name, value} of old.attributes) if (name != 'type') s.setAttribute(name == 'data-src' ? 'src' : name, value);
                    old.replaceWith(s); }",
                ),
        ),
        (
            "its text merged into another script",
            format!(r#"<script type="text/delayed" data-src="{address}"></script>"#)
                + &script(&format!("fetch('{address}').then(r => r.text()).then(t => (0, eval)(t));")),
        ),
        ("a module", format!(r#"<script type="module" src="{address}" crossorigin></script>"#)),
        (
            "pasted twice",
            format!(r#"<script async src="{address}"></script><script async src="{address}"></script>"#),
        ),
        (
            "pasted in both forms",
            format!(r#"<script src="{address}"></script><script src="{plain}" data-shop="{shop}"></script>"#),
        ),
        (
            "twice, the second time much later",
            format!(r#"<script src="{address}"></script>"#) + &much_later(&inserted),
        ),
    ];
    for (what, tag) in brought {
        let id = Stage::order();
        let before = scene.prompts().len();
        let body = format!("{}{tag}", script(&format!("{STUB}{}", call(&id))));
        scene.asks(what, &body, "call").await;
        rested(&scene).await;
        assert_eq!(Prompt::of(&scene.stage.browser).count().await, 1, "{what}");
        let asked = scene.prompts().split_off(before);
        assert_eq!(asked.len(), 1, "{what}: {asked:?}");
        assert_eq!(asked[0]["order"]["id"], id, "{what}");
        scene.stage.is_unharmed().await;
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_page_that_comes_back_still_takes_the_answer() {
    let scene = Scene::set().await;
    scene
        .stage
        .shop
        .put("/elsewhere", Page::new("<!doctype html><h1>Elsewhere</h1>"));
    let id = Stage::order();
    let note = script("addEventListener('pageshow', e => { window.cameBack = e.persisted; });");
    let told = script(&format!("{STUB}{}", call(&id)));
    let body = format!("{note}{told}{}", scene.tag(""));
    scene.asks("at first", &body, "call").await;
    let before = scene.prompts().len();
    let browser = &scene.stage.browser;
    browser
        .open(&format!("{}/elsewhere", scene.stage.shop.origin()))
        .await;
    browser.sees("Elsewhere").await;
    browser.client().back().await.expect("back");
    let prompt = Prompt::appears(browser).await;
    rested(&scene).await;
    if browser.holds("return window.cameBack === true").await {
        assert_eq!(scene.prompts().len(), before, "asked again");
    } else {
        skipped("the browser under its driver keeps no page to come back to");
    }
    assert_eq!(prompt.count().await, 1);
    prompt.choose(9).await;
    scene.stage.stored(&id, json!({"score": 9})).await;
    scene.stage.is_unharmed().await;
}
