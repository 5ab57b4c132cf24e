//! What a browser does with the results: pictures by keyboard and without scripts, the policy that
//! pages are under, a shared report, a file by hand, a view that is kept, and what pages weigh.

use afterword_tests::{Afterword, Browser, Setup, until};
use fantoccini::key::Key;

/// How many answers make every page say something.
const MANY: u32 = 240;
/// What a page may weigh over the wire where nothing was loaded before, in bytes.
const FIRST_VISIT: u64 = 150 * 1024;
/// The same of the next page.
const NEXT_PAGE: u64 = 20 * 1024;

/// An owner's browser, signed in to a shop that was answered, and how often.
async fn owner() -> (Afterword, Browser) {
    let server = Afterword::start(Setup::default()).await;
    server.import_answers(MANY);
    let browser = Browser::start().await;
    browser.sign_in(&server).await;
    (server, browser)
}

fn is_chromium(browser: &Browser, to: &str) -> bool {
    browser.engine().is_chromium_or_skips(to)
}

/// The address of a page of the shop.
fn page(server: &Afterword, path: &str) -> String {
    server.url(&format!("/shops/{}/{path}", server.founded().shop))
}

/// The pages of results, each with its address and words that only its figures say.
fn pages(server: &Afterword) -> Vec<(String, &'static str)> {
    let survey = &server.founded().survey;
    [
        ("overview?days=90", "sure that it lies"),
        ("breakdown?days=90", "differ by more than chance"),
        ("responses", "answers"),
        ("responses?q=parcel", "found"),
        ("words?days=90", "Detractors say"),
        ("loyalty?days=all&within=30", "bought again within"),
        ("import", "What a file can hold"),
    ]
    .into_iter()
    .map(|(path, words)| (page(server, path), words))
    .chain([(
        page(server, &format!("surveys/{survey}/share?days=90")),
        "A new link",
    )])
    .collect()
}

/// Presses Tab until something of this selector has the focus.
async fn tab_to(browser: &Browser, selector: &str) {
    let there = format!("return document.activeElement.matches('{selector}')");
    for _ in 0..60 {
        if browser.holds(&there).await {
            return;
        }
        browser.press(Key::Tab).await;
    }
    panic!("60 times Tab do not lead to {selector}");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_trend_is_read_by_keyboard_point_by_point_and_as_a_table() {
    let (server, browser) = owner().await;
    browser
        .open(&page(&server, "overview?days=90&by=week"))
        .await;
    browser.find(".drawn canvas").await;
    tab_to(&browser, "canvas").await;
    let said = async || {
        let script = "return document.querySelector('.drawn [role=status]').textContent";
        let said = browser.run(script, Vec::new()).await;
        said.as_str().expect("a text").to_owned()
    };
    browser.press(Key::Left).await;
    let last = said().await;
    assert!(last.contains("between") && last.contains("from"), "{last}");
    browser.press(Key::Left).await;
    let before = said().await;
    assert_ne!(last, before);
    browser.press(Key::Home).await;
    assert_ne!(said().await, before);
    browser.press(Key::End).await;
    assert_eq!(said().await, last);
    // The same figure stands in the table underneath.
    tab_to(&browser, "[data-trend] ~ details > summary").await;
    browser.press(Key::Enter).await;
    let score = last.split([' ', ',']).find(|part| part.starts_with('+'));
    let score = score.expect("a score").to_owned();
    let shown = "return document.querySelector('[data-trend] ~ details table tbody tr').innerText";
    let row = until("the table is open", || async {
        let row = browser.run(shown, Vec::new()).await;
        row.as_str()
            .filter(|row| !row.is_empty())
            .map(ToOwned::to_owned)
    })
    .await;
    assert!(row.contains(&score), "{row} has no {score}");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn pages_are_complete_without_scripts() {
    let (server, browser) = owner().await;
    if !is_chromium(&browser, "run no scripts") {
        return;
    }
    browser.let_scripts_run(false).await;
    for (address, words) in pages(&server) {
        browser.open(&address).await;
        browser.sees(words).await;
    }
    browser.open(&page(&server, "overview?days=90")).await;
    let drawn = "const drawing = document.querySelector('[data-trend] svg');
        const rows = document.querySelectorAll('[data-trend] ~ details tbody tr');
        return drawing.getBoundingClientRect().height > 100 && rows.length > 5 &&
            !document.querySelector('canvas')";
    assert!(browser.holds(drawn).await, "the drawing of the server's");
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn nothing_on_the_pages_is_against_their_own_policy() {
    let (server, browser) = owner().await;
    if !is_chromium(&browser, "watch a page from its beginning") {
        return;
    }
    browser.watch().await;
    for (address, words) in pages(&server) {
        browser.open(&address).await;
        browser.sees(words).await;
        if address.contains("overview") {
            browser.find(".drawn canvas").await;
            browser.move_the_mouse(900, 350).await;
        }
        assert_eq!(browser.refusals().await, Vec::<String>::new(), "{address}");
        assert_eq!(browser.trouble().await, Vec::<String>::new(), "{address}");
        assert!(browser.holds("return Array.isArray(window.refused)").await);
    }
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_shared_report_is_read_by_whoever_has_its_whole_link_until_it_is_taken_back() {
    let (server, browser) = owner().await;
    let share = page(
        &server,
        &format!("surveys/{}/share?days=90", server.founded().survey),
    );
    browser.open(&share).await;
    browser.click("main button.button[type=submit]").await;
    browser.find("[data-copy] code").await;
    let link = "return document.querySelector('[data-copy] code').textContent";
    let link = browser.run(link, Vec::new()).await;
    let link = link.as_str().expect("a link").to_owned();
    let path = link.split_once("/r/").expect("a report's address").1;

    browser.sign_out().await;
    browser.open(&server.url(&format!("/r/{path}"))).await;
    browser.sees("sure that it lies").await;
    browser.find(".drawn canvas").await;
    // No way on from there, no customer and no order.
    assert!(
        !browser
            .holds("return !!document.querySelector('main a, form')")
            .await
    );
    assert!(!browser.text().await.contains("Order 1000"));
    let altered = |place: usize| {
        let mut letters: Vec<char> = path.chars().collect();
        letters[place] = if letters[place] == 'B' { 'C' } else { 'B' };
        letters.into_iter().collect::<String>()
    };
    for place in [4, path.len() / 2, path.len() - 3] {
        let address = format!("/r/{}", altered(place));
        browser.open(&server.url(&address)).await;
        browser.sees("leads to no report").await;
    }

    browser.sign_in(&server).await;
    browser.open(&share).await;
    browser.click("form[action$=revoke] button").await;
    let asked = until("it is asked twice", || async {
        browser.client().get_alert_text().await.ok()
    })
    .await;
    assert!(asked.contains("stop working"), "{asked}");
    browser.client().accept_alert().await.expect("a yes");
    until("the link is gone", || async {
        let gone = "return !document.querySelector('form[action$=revoke]')";
        browser.holds(gone).await.then_some(())
    })
    .await;
    browser.sign_out().await;
    browser.open(&server.url(&format!("/r/{path}"))).await;
    browser.sees("leads to no report").await;
}

/// Chooses a file on the page that is open and has it looked at.
async fn upload(server: &Afterword, browser: &Browser, name: &str, text: &str) {
    let file = server.file(name, text);
    browser.open(&page(server, "import")).await;
    browser.fill("file", file.to_str().expect("a path")).await;
    browser.click("main form .button").await;
    browser.sees("What its columns are").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_file_is_looked_at_tried_imported_and_what_was_refused_is_mended() {
    let server = Afterword::start(Setup::default()).await;
    let browser = Browser::start().await;
    browser.sign_in(&server).await;
    let file = "id,date,score,comment,order\n\
        a1,2026-01-05 10:00,9,quick and good,1001\n\
        a2,2026-01-06 11:30,11,too much,1002\n\
        a3,2026-01-07 12:00,3,late,1003\n";
    upload(&server, &browser, "old tool.csv", file).await;
    browser.sees("quick and good").await;
    browser
        .sees("takes a whole number from 0 to 10, not 11")
        .await;

    // Tried; then the same page offers to go on by itself.
    browser.click("button[value=try]").await;
    browser.sees("This is what would come of it").await;
    browser.sees("2 would be added").await;
    assert_eq!(server.responses().await.len(), 0);
    browser.click("button[value=import]").await;
    browser.sees("Answers: 2 added.").await;
    assert_eq!(server.responses().await.len(), 2);

    let refused = "const link = document.querySelector('a[href$=\"refused.csv\"]');
        return fetch(link.href).then(reply => reply.text())";
    let refused = browser.run(refused, Vec::new()).await;
    let refused = refused.as_str().expect("a file").to_owned();
    assert!(refused.contains("a2,"), "{refused}");
    assert!(!refused.contains("a1,"), "{refused}");
    upload(
        &server,
        &browser,
        "mended.csv",
        &refused.replace(",11,", ",8,"),
    )
    .await;
    browser.click("button[value=import]").await;
    browser.sees("Answers: 1 added.").await;
    // The same again adds nothing.
    upload(&server, &browser, "old tool.csv", file).await;
    browser.click("button[value=import]").await;
    browser.sees("2 known before").await;
    assert_eq!(server.responses().await.len(), 3);
    browser.open(&page(&server, "overview?days=all")).await;
    browser.sees("3 answers so far").await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_view_is_kept_under_a_name_and_forgotten() {
    let (server, browser) = owner().await;
    browser
        .open(&page(&server, "responses?q=parcel&group=low"))
        .await;
    browser.sees("80 answers found").await;
    let unfold = "document.querySelector('#view').closest('details').open = true";
    browser.run(unfold, Vec::new()).await;
    browser.fill("name", "Late parcels").await;
    browser.click("form[action$='/views'] button").await;
    browser.sees("Remove this view").await;
    browser.open(&page(&server, "responses")).await;
    browser.sees("Late parcels").await;
    let view = "[...document.querySelectorAll('main a')].find(a => a.textContent.includes('Late parcels')).click()";
    browser.run(view, Vec::new()).await;
    browser.sees("80 answers found").await;
    browser.click("form[action$='/views/forget'] button").await;
    until("the view is forgotten", || async {
        let text = browser.text().await;
        (text.contains("Responses") && !text.contains("Late parcels")).then_some(())
    })
    .await;
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn a_word_leads_to_the_answers_that_have_it() {
    let (server, browser) = owner().await;
    browser.open(&page(&server, "words?days=90")).await;
    browser.sees("Detractors say").await;
    let word = "const link = document.querySelector('.telling a');
        const count = link.closest('tr').querySelector('b').textContent;
        link.click();
        return [link.textContent, count]";
    let told = browser.run(word, Vec::new()).await;
    let (word, count): (String, String) = serde_json::from_value(told).expect("a word");
    assert_eq!(count, "80", "{word}");
    browser.sees("80 answers found").await;
    let marked = "return [...document.querySelectorAll('mark')].map(mark => mark.textContent)";
    let marked = browser.run(marked, Vec::new()).await;
    let marked: Vec<String> = serde_json::from_value(marked).expect("words");
    assert!(marked.len() >= 50, "{marked:?}");
    let of_it = |mark: &String| word.contains(&mark.to_lowercase());
    assert!(marked.iter().all(of_it), "{word}: {marked:?}");
}

/// What came over the wire for the page that is open, in bytes, headers included.
async fn weight(browser: &Browser) -> u64 {
    let script = "return (async () => {
        await new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done));
        const entries = ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind));
        return entries.reduce((sum, {transferSize}) => sum + transferSize, 0);
    })()";
    let weight = browser.run(script, Vec::new()).await;
    weight.as_u64().expect("a number of bytes")
}

#[tokio::test]
#[ignore = "needs a browser: cargo xtask test"]
async fn pages_weigh_little_the_first_time_and_next_to_nothing_after_it() {
    let (server, browser) = owner().await;
    if !is_chromium(&browser, "forget what was loaded before") {
        return;
    }
    let all = pages(&server)
        .into_iter()
        .map(|(address, _)| address)
        .chain(["surveys", "install", "settings"].map(|path| page(&server, path)))
        .chain([server.url("/docs/api")]);
    let overview = page(&server, "overview?days=90");
    for address in all {
        browser.forget_files().await;
        browser.open(&address).await;
        let first = weight(&browser).await;
        assert!(
            (5_000..=FIRST_VISIT).contains(&first),
            "{address} weighs {first} bytes the first time"
        );
        // Whoever signs in stands on the overview, and goes on from there.
        browser.open(&overview).await;
        browser.find(".drawn canvas").await;
        browser.open(&address).await;
        let next = weight(&browser).await;
        assert!(
            (500..=NEXT_PAGE).contains(&next),
            "{address} weighs {next} bytes after the overview"
        );
    }
}
