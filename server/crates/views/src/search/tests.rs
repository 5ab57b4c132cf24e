use super::*;
use afterword_domain::{
    change::{Change, Expect},
    record::{Context, Record, Response, ResponseState},
};
use afterword_shared::{
    id::{ResponseId, ShopId},
    response::{Answer, Answers},
};
use jiff::Timestamp;

fn survey(number: u128) -> SurveyId {
    SurveyId::new(1, number)
}

fn response(place: u64, text: &str) -> Response {
    let at = Timestamp::from_millisecond(1_790_000_000_000 + 1000 * i64::try_from(place).unwrap())
        .unwrap();
    let mut answers = Answers::default();
    answers.set("score".parse().unwrap(), Answer::Rating(9));
    if !text.is_empty() {
        answers.set("why".parse().unwrap(), Answer::Text(text.to_owned()));
    }
    Response {
        further: false,
        id: ResponseId::new(1_790_000_000_000, u128::from(place)),
        shop: ShopId::new(1, 1),
        survey: survey(7),
        version: 1,
        order: Some(format!("A-{place}").parse().unwrap()),
        verified: false,
        test: false,
        state: ResponseState::Complete,
        owner: None,
        revision: 1,
        message: 0,
        shown: Vec::new(),
        answers,
        asked_at: at,
        seen_at: Some(at),
        first_answered_at: Some(at),
        completed_at: Some(at),
        dismissed_at: None,
        withdrawn_at: None,
        customer: None,
        context: Context::default(),
    }
}

async fn write(store: &Records, responses: impl IntoIterator<Item = Response>) {
    let put = |response| (Expect::Anything, Record::Response(response));
    let change = Change {
        put: responses.into_iter().map(put).collect(),
        ..Change::default()
    };
    store.commit(vec![change]).await.unwrap();
}

fn wanted(query: &str) -> Wanted {
    Wanted {
        survey: survey(7),
        test: false,
        query: Query::parse(query).unwrap(),
        facets: Vec::new(),
        from: None,
        to: None,
        part: Part::Newest,
        limit: 10,
    }
}

/// The places of the responses found, newest first, as they were numbered.
async fn found(search: &Search, query: &str) -> Vec<u64> {
    let found = search.find(wanted(query)).await.unwrap();
    assert!(!found.behind);
    assert_eq!(found.count, found.places.len());
    numbers(&found)
}

fn numbers(found: &Found) -> Vec<u64> {
    let number = |place: &AnsweredAt| u64::from(place.id.to_bytes()[15]);
    found.places.iter().map(number).collect()
}

#[tokio::test]
async fn texts_are_found_in_every_script_newest_first() {
    let store = Records::in_memory();
    let texts = [
        "Paldies, Kārlim! Ļoti skaista krūze",
        "Late, and the cup was broken",
        "但是运费有点贵",
        "配送がとても早かったです",
        "배송이 빨라요",
        "Доставка дорогая, ещё и поздно",
        "وصلت الأكواب سليمة، شُكرًا",
        "A cup, not late at all ☕️",
        "",
    ];
    let responses = texts.iter().zip(1..);
    write(&store, responses.map(|(text, place)| response(place, text))).await;
    let search = Search::start(store, None).unwrap();
    for (query, places) in [
        ("karlim", vec![1]),
        ("KĀRL", vec![1]),
        ("cup", vec![8, 2]),
        ("cup late", vec![8, 2]),
        ("\"cup was\"", vec![2]),
        ("\"was cup\"", vec![]),
        ("\"cu\"", vec![]),
        ("broken late", vec![2]),
        ("运费", vec![3]),
        ("贵", vec![3]),
        ("費", vec![]),
        ("早かった", vec![4]),
        ("빨라", vec![5]),
        ("еще", vec![6]),
        ("شكرا", vec![7]),
        ("☕", vec![8]),
        ("a-2", vec![8, 2]),
        ("nothing of this", vec![]),
    ] {
        let expected: Vec<u64> = match query {
            // The order’s number is a word with a hyphen: both halves are looked for in texts.
            "a-2" => Vec::new(),
            _ => places,
        };
        assert_eq!(found(&search, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn what_is_committed_is_found_at_once_and_what_is_taken_back_is_gone() {
    let store = Records::in_memory();
    let search = Search::start(store.clone(), None).unwrap();
    assert!(found(&search, "glaze").await.is_empty());
    write(&store, [response(1, "the glaze")]).await;
    assert_eq!(found(&search, "glaze").await, [1]);
    write(&store, [response(1, "the handle"), response(2, "my glaze")]).await;
    assert_eq!(found(&search, "glaze").await, [2]);
    assert_eq!(found(&search, "handle").await, [1]);
    let mut withdrawn = response(1, "");
    withdrawn.answers = Answers::default();
    withdrawn.first_answered_at = None;
    withdrawn.withdrawn_at = Some(withdrawn.asked_at);
    write(&store, [withdrawn]).await;
    assert!(found(&search, "handle").await.is_empty());
}

#[tokio::test]
async fn other_surveys_and_tests_stay_apart() {
    let store = Records::in_memory();
    let mut other = response(1, "glaze");
    other.survey = survey(8);
    let mut test = response(2, "glaze");
    test.test = true;
    write(&store, [other, test, response(3, "glaze")]).await;
    let search = Search::start(store, None).unwrap();
    assert_eq!(found(&search, "glaze").await, [3]);
    let tests = Wanted {
        test: true,
        ..wanted("glaze")
    };
    assert_eq!(numbers(&search.find(tests).await.unwrap()), [2]);
    assert_eq!(search.count(survey(7), false).await.unwrap(), 1);
}

#[tokio::test]
async fn pages_follow_each_other_both_ways() {
    let store = Records::in_memory();
    // Two and two in the same moment.
    let pair = |place: u64| {
        let mut one = response(place, "cup");
        one.first_answered_at = response(place / 2, "").first_answered_at;
        one
    };
    write(&store, (0..25).map(pair)).await;
    let search = Search::start(store, None).unwrap();
    let page = |part| {
        let wanted = Wanted {
            part,
            limit: 10,
            ..wanted("cup")
        };
        let search = search.clone();
        async move { search.find(wanted).await.unwrap() }
    };
    let first = page(Part::Newest).await;
    let second = page(Part::Older(first.places[9])).await;
    let third = page(Part::Older(second.places[9])).await;
    let all: Vec<u64> = [&first, &second, &third]
        .into_iter()
        .flat_map(numbers)
        .collect();
    assert_eq!(all, (0..25).rev().collect::<Vec<_>>());
    assert!(
        [&first, &second, &third]
            .iter()
            .all(|page| page.count == 25)
    );
    assert_eq!([first.before, second.before, third.before], [0, 10, 20]);
    let back = page(Part::Newer(third.places[0])).await;
    assert_eq!((back.places, back.before), (second.places, 10));
    let from = Wanted {
        from: response(6, "").first_answered_at,
        to: response(8, "").first_answered_at,
        limit: 3,
        ..wanted("cup")
    };
    let some = search.find(from).await.unwrap();
    assert_eq!((numbers(&some), some.count), (vec![15, 14, 13], 4));
}

#[tokio::test]
async fn facets_narrow_and_are_named_with_their_counts() {
    let store = Records::in_memory();
    let of = |place, country: &str, language: Option<&str>, products: &[&str]| {
        let mut one = response(place, if place == 4 { "" } else { "cup" });
        one.context.country = Some(country.into());
        one.context.language = language.map(ToOwned::to_owned);
        one.context.products = products.iter().map(|id| id.parse().unwrap()).collect();
        one
    };
    write(
        &store,
        [
            of(1, "LV", Some("lv"), &["a"]),
            of(2, "LV", Some("pt-BR"), &["a", "b"]),
            of(3, "SE", None, &["b"]),
            of(4, "SE", Some("pt"), &[]),
        ],
    )
    .await;
    let search = Search::start(store.clone(), None).unwrap();
    let narrowed = |query: &str, facets: &[(&str, &str)]| {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        let wanted = Wanted {
            facets: facets.iter().map(own).collect(),
            ..wanted(query)
        };
        let search = search.clone();
        async move { numbers(&search.find(wanted).await.unwrap()) }
    };
    assert_eq!(narrowed("", &[]).await, [4, 3, 2, 1]);
    assert_eq!(narrowed("", &[("country", "LV")]).await, [2, 1]);
    assert_eq!(
        narrowed("", &[("country", "LV"), ("product", "b")]).await,
        [2]
    );
    assert_eq!(narrowed("cup", &[("product", "b")]).await, [3, 2]);
    assert_eq!(narrowed("", &[("spoken", "pt")]).await, [4, 2]);
    assert_eq!(narrowed("", &[("language", "pt")]).await, [4]);
    assert_eq!(narrowed("", &[("spoken", "none")]).await, [3]);
    assert_eq!(narrowed("", &[("text", "no")]).await, [4]);
    assert_eq!(
        narrowed("", &[("state", "complete"), ("country", "EE")]).await,
        [0; 0]
    );
    let facets = search.facets(survey(7), false, 10).await.unwrap();
    assert_eq!(facets["country"], ["LV", "SE"]);
    assert_eq!(facets["product"], ["a", "b"]);
    assert!(
        search
            .facets(survey(8), false, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_index_goes_on_where_it_ended_and_is_made_anew_where_it_is_damaged() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("search");
    let store = Records::in_memory();
    write(&store, [response(1, "glaze")]).await;
    let open = || Search::start(store.clone(), Some(at.clone())).unwrap();
    let first = open();
    assert_eq!(found(&first, "glaze").await, [1]);
    end(first).await;
    write(&store, [response(2, "glaze"), response(1, "handle")]).await;
    let again = open();
    assert_eq!(found(&again, "glaze").await, [2]);
    end(again).await;
    for damage in ["meta.json", "everything"] {
        let files = std::fs::read_dir(at.join("v3")).unwrap();
        for file in files.map(|file| file.unwrap().path()) {
            if damage == "everything" || file.ends_with(damage) {
                std::fs::write(file, "nothing sensible").unwrap();
            }
        }
        let mended = open();
        assert_eq!(found(&mended, "glaze").await, [2], "{damage}");
        end(mended).await;
    }
    std::fs::remove_dir_all(&at).unwrap();
    let anew = open();
    assert_eq!(found(&anew, "handle").await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_tried_again_but_never_in_another_directory() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data");
    std::fs::create_dir(&data).unwrap();
    let at = data.join("search");
    let store = Records::in_memory();
    write(&store, [response(1, "glaze")]).await;
    let search = Search::start(store.clone(), Some(at.clone())).unwrap();
    assert_eq!(found(&search, "glaze").await, [1]);
    // Its folder is deleted under it.
    std::fs::remove_dir_all(&at).unwrap();
    write(&store, [response(2, "glaze")]).await;
    let begun = std::time::Instant::now();
    while !search
        .find(wanted("glaze"))
        .await
        .is_ok_and(|found| found.count == 2)
    {
        assert!(begun.elapsed() < Duration::from_secs(20), "it stays dead");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // The whole data directory is another one now.
    std::fs::rename(&data, place.path().join("moved")).unwrap();
    std::fs::create_dir(&data).unwrap();
    write(&store, [response(3, "glaze")]).await;
    search.find(wanted("glaze")).await.ok();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(std::fs::read_dir(&data).unwrap().count(), 0);
}

/// Drops a search and waits until its thread has let go of the directory.
async fn end(search: Search) {
    let mut progress = search.0.progress.clone();
    drop(search);
    while progress.changed().await.is_ok() {}
}
