//! Searching, narrowing, paging and saved views, over HTTP.

use crate::{
    founding::milliseconds,
    owner::{
        tests::{Reply, Site},
        vocabulary::encoded,
    },
    store::{
        Change, Expect,
        record::{Context, Device, KnownOrder, Record, Response as Answered, ResponseState},
    },
};
use afterword_shared::{
    id::{ResponseId, ShopId, SurveyId},
    order::{Currency, Item, Money, Order},
    response::{Answer, Answers},
};
use axum::http::StatusCode;
use jiff::SignedDuration;

/// Something to keep: rating, words, and what is different about it.
struct Given {
    place: u64,
    rating: u8,
    text: &'static str,
    language: &'static str,
    customer: Option<&'static str>,
    change: fn(&mut Answered),
}

fn given(place: u64, rating: u8, text: &'static str) -> Given {
    Given {
        place,
        rating,
        text,
        language: "en",
        customer: None,
        change: |_| {},
    }
}

/// The order of a response, 49.90 EUR for two cups.
fn order(shop: ShopId, response: &Answered) -> KnownOrder {
    KnownOrder {
        put_at: None,
        shop,
        order: Order {
            id: response.order.clone().unwrap(),
            total: Some(Money::from_minor(4990, Currency::parse("EUR").unwrap())),
            customer: response.customer.clone(),
            items: vec![Item {
                id: "cup-moss".parse().unwrap(),
                name: Some("Cup <moss>".into()),
                category: None,
                category_name: Some("Cups".into()),
                quantity: 2,
            }],
            orders_before: None,
            email: None,
            consent: false,
            first_name: None,
            country: None,
            time: None,
        },
        verified: false,
        test: false,
        source: None,
        first_seen_at: response.asked_at,
        delivered_at: None,
        cancelled_at: None,
        refunded_at: None,
        not_asked: None,
    }
}

impl Site {
    async fn give(&self, shop: ShopId, all: &[Given]) -> Vec<ResponseId> {
        let survey = self.survey(shop).await;
        let now = self.app.now();
        let mut change = Change::default();
        let mut ids = Vec::new();
        for one in all {
            let hours = i64::try_from(one.place).unwrap();
            let at = now - SignedDuration::from_hours(1000 - hours);
            let mut answers = Answers::default();
            answers.set("score".parse().unwrap(), Answer::Rating(one.rating));
            if !one.text.is_empty() {
                answers.set("why".parse().unwrap(), Answer::Text(one.text.into()));
            }
            let mut response = Answered {
                further: false,
                id: ResponseId::new(milliseconds(at), u128::from(one.place)),
                shop,
                survey: survey.id,
                version: 1,
                order: Some(format!("N{}", one.place).parse().unwrap()),
                verified: false,
                test: false,
                state: ResponseState::Complete,
                owner: None,
                revision: 1,
                message: 0,
                shown: Vec::new(),
                answers,
                asked_at: at,
                seen_at: Some(at + SignedDuration::from_secs(4)),
                first_answered_at: Some(at + SignedDuration::from_secs(10)),
                completed_at: Some(at + SignedDuration::from_secs(135)),
                dismissed_at: None,
                withdrawn_at: None,
                customer: one.customer.map(|customer| customer.parse().unwrap()),
                context: Context {
                    language: Some(one.language.into()),
                    country: Some("LV".into()),
                    products: vec!["cup-moss".parse().unwrap()],
                    ..Context::default()
                },
            };
            (one.change)(&mut response);
            ids.push(response.id);
            let known = order(shop, &response);
            change.put.push((Expect::Anything, Record::Order(known)));
            change
                .put
                .push((Expect::Anything, Record::Response(response)));
        }
        self.app.must_write(change).await.unwrap();
        ids
    }

    async fn found(&self, shop: ShopId, query: &str) -> Reply {
        let reply = self.get(&format!("/shops/{shop}/responses?{query}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        reply
    }
}

/// The order numbers of a page, as they stand on it.
fn orders(page: &Reply) -> Vec<&str> {
    let list = page.body.split("<ol class=\"answers long\">").nth(1);
    let list = list.map_or("", |rest| rest.split("</ol>").next().unwrap());
    list.split("Order N")
        .skip(1)
        .map(|rest| rest.split('<').next().unwrap())
        .collect()
}

async fn set_up() -> (Site, ShopId) {
    let (site, shop) = Site::set_up().await;
    site.give(
        shop,
        &[
            given(1, 2, "Came so late, and broken"),
            Given {
                language: "lv",
                ..given(2, 9, "Skaista krūze, Kārlim patika")
            },
            Given {
                language: "zh-Hans",
                ..given(3, 3, "但是运费有点贵")
            },
            Given {
                language: "ar",
                ..given(4, 10, "شُكرًا لكم")
            },
            given(5, 7, ""),
            Given {
                change: |response| {
                    response.context.device = Device::Phone;
                    response
                        .context
                        .fields
                        .insert("campaign".into(), "spring & more".into());
                    response.state = ResponseState::Started;
                },
                ..given(6, 1, "late again ☕️ <b>not bold</b>")
            },
        ],
    )
    .await;
    (site, shop)
}

#[tokio::test]
async fn words_find_answers_and_are_marked_in_them() {
    let (site, shop) = set_up().await;
    for (words, expected) in [
        ("late", vec!["6", "1"]),
        ("\"so late\"", vec!["1"]),
        ("late broken", vec!["1"]),
        ("karlim", vec!["2"]),
        ("KRŪ", vec!["2"]),
        ("运费", vec!["3"]),
        ("شكرا", vec!["4"]),
        ("☕", vec!["6"]),
        ("n5", vec!["5"]),
        ("'; DROP TABLE responses; --", vec![]),
        ("late AND broken", vec!["1"]),
        ("said:late*", vec![]),
    ] {
        let page = site.found(shop, &format!("q={}", encoded(words))).await;
        assert_eq!(orders(&page), expected, "{words}");
    }
    let page = site.found(shop, "q=late").await;
    assert!(page.body.contains("Came so <mark>late</mark>, and broken"));
    assert!(page.body.contains("&lt;b&gt;not bold&lt;/b&gt;"));
    assert!(
        page.body
            .contains("<b class=\"figure\">2\u{a0}answers</b> found")
    );
    let page = site.found(shop, "q=%3Cscript%3E%22").await;
    assert!(!page.body.contains("<script>\""));
}

#[tokio::test]
async fn filters_combine_and_each_can_be_taken_out() {
    let (site, shop) = set_up().await;
    for (query, expected) in [
        ("group=low", vec!["6", "3", "1"]),
        ("group=low&q=late", vec!["6", "1"]),
        ("group=low&spoken=zh", vec!["3"]),
        ("language=zh-Hans", vec!["3"]),
        ("score=10", vec!["4"]),
        ("text=no", vec!["5"]),
        ("state=started", vec!["6"]),
        ("device=phone&country=lv", vec!["6"]),
        ("field-campaign=spring+%26+more", vec!["6"]),
        ("product=cup-moss&score=7", vec!["5"]),
        ("product=none-such", vec![]),
        ("total=EUR-20&group=middle", vec!["5"]),
        ("days=7", vec![]),
        ("days=90&group=high", vec!["4", "2"]),
        ("group=&score=&days=&q=", vec!["6", "5", "4", "3", "2", "1"]),
    ] {
        assert_eq!(orders(&site.found(shop, query).await), expected, "{query}");
    }
    let page = site.found(shop, "group=low&q=late&spoken=en").await;
    let survey = site.survey(shop).await.id;
    for without in [
        format!("?survey={survey}&amp;spoken=en&amp;group=low\""),
        format!("?survey={survey}&amp;q=late&amp;spoken=en\""),
        format!("?survey={survey}&amp;q=late&amp;group=low\""),
    ] {
        assert!(page.body.contains(&without), "{without}");
    }
    // The download is of what is shown.
    let export = format!("export.csv?survey={survey}&amp;q=late&amp;spoken=en&amp;group=low\"");
    assert!(page.body.contains(&export));
    assert!(
        page.body
            .contains("Take out </span><small>Group </small>Detractors")
    );
    // What can be chosen.
    let page = site.found(shop, "").await;
    for choice in [
        ">Detractors</option>",
        ">Without words</option>",
        ">Phone</option>",
        ">简体中文</option>",
    ] {
        assert!(page.body.contains(choice), "{choice}");
    }
}

#[tokio::test]
async fn what_an_order_came_to_may_be_told_later() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    let number = "N5".parse().unwrap();
    let response = site.app.store().response_to(survey, &number, false).await;
    let mut known = order(shop, &response.unwrap().unwrap().value);
    known.order.total = Some(Money::from_minor(12_000, Currency::parse("EUR").unwrap()));
    let change = Change::put(Expect::Anything, Record::Order(known));
    assert!(orders(&site.found(shop, "total=EUR-100").await).is_empty());
    site.app.must_write(change).await.unwrap();
    assert_eq!(orders(&site.found(shop, "total=EUR-100").await), ["5"]);
}

#[tokio::test]
async fn what_was_taken_back_is_found_no_more() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    assert_eq!(orders(&site.found(shop, "q=karlim").await), ["2"]);
    let number = "N2".parse().unwrap();
    let kept = site.app.store().response_to(survey, &number, false).await;
    let mut response = kept.unwrap().unwrap().value;
    response.answers = Answers::default();
    response.first_answered_at = None;
    response.state = ResponseState::Dismissed;
    response.withdrawn_at = Some(site.app.now());
    let id = response.id;
    let change = Change::put(Expect::Anything, Record::Response(response));
    site.app.must_write(change).await.unwrap();
    assert!(orders(&site.found(shop, "q=karlim").await).is_empty());
    let story = site.get(&format!("/shops/{shop}/responses/{id}")).await;
    assert!(story.body.contains("Taken back."));
    assert!(!story.body.contains("patika"));
}

#[tokio::test]
async fn pages_lead_on_and_back_and_a_place_is_good_for_its_own_list_alone() {
    let (site, shop) = Site::set_up().await;
    let all: Vec<Given> = (1..=120).map(|place| given(place, 9, "fine")).collect();
    site.give(shop, &all).await;
    let link = |page: &Reply, rel: &str| {
        let before = page
            .body
            .split(&format!("\" rel=\"{rel}\""))
            .next()
            .unwrap();
        let address = before.rsplit("href=\"").next().unwrap();
        address.replace("&amp;", "&")
    };
    let first = site.found(shop, "q=fine").await;
    assert_eq!(orders(&first).len(), 50);
    assert!(!first.body.contains("rel=\"prev\""));
    let second = site.get(&link(&first, "next")).await;
    let third = site.get(&link(&second, "next")).await;
    assert!(third.body.contains("here 101 to 120"));
    assert!(!third.body.contains("rel=\"next\""));
    let mut every = orders(&first);
    every.extend(orders(&second));
    every.extend(orders(&third));
    let expected: Vec<String> = (1..=120).rev().map(|place| place.to_string()).collect();
    assert_eq!(every, expected);
    let back = site.get(&link(&third, "prev")).await;
    assert_eq!(orders(&back), orders(&second));

    let next = link(&first, "next");
    let (start, place) = next.split_once("&after=").unwrap();
    let mut altered = place.to_owned();
    let last = if altered.ends_with('0') { "1" } else { "0" };
    altered.replace_range(altered.len() - 1.., last);
    let elsewhere = crate::sought::cursor(
        SurveyId::new(1, 2),
        crate::store::AnsweredAt {
            at: site.app.now(),
            id: ResponseId::new(1, 1),
        },
    );
    for wrong in [
        &*altered,
        &elsewhere,
        "x",
        "-1",
        "9999999999999999999-rsp_0-1",
    ] {
        for name in ["after", "before"] {
            let reply = site.get(&format!("{start}&{name}={wrong}")).await;
            assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{wrong}");
            assert!(reply.body.contains("not in this list"), "{wrong}");
        }
    }
}

#[tokio::test]
async fn bad_input_is_told_in_a_sentence_and_odd_input_finds_nothing() {
    let (site, shop) = set_up().await;
    let path = format!("/shops/{shop}/responses");
    for (query, told) in [
        (format!("q={}", "a".repeat(201)), "at most 200 characters"),
        (
            format!("q={}", encoded(&"貴".repeat(5000))),
            "at most 200 characters",
        ),
        ("score=eleven".into(), "whole number"),
        ("group=worst".into(), "low, middle or high"),
        ("country=LV&country=SE".into(), "stands twice"),
        (
            "from=2026-11-30&to=2026-11-01".into(),
            "ends before it starts",
        ),
        ("from=tomorrow".into(), "no day"),
        (format!("product={}", "p".repeat(400)), "characters"),
    ] {
        let reply = site.get(&format!("{path}?{query}")).await;
        assert!(reply.status.is_client_error(), "{query}: {}", reply.status);
        assert!(reply.body.contains(told), "{query}: {}", reply.body);
    }
    for odd in [
        "%00",
        "%22%22%22",
        "%E2%80%AE",
        "(((",
        "a%00b",
        "%F0%9F%92%A9",
        "*",
        "%25",
        "%F3%A0%81%A7",
    ] {
        let page = site.found(shop, &format!("q={odd}")).await;
        assert!(orders(&page).is_empty(), "{odd}");
    }
    let page = site.found(shop, "q=!!!").await;
    assert!(page.body.contains("There is no word in “!!!”"));
}

#[tokio::test]
async fn a_view_is_saved_by_its_name_and_forgotten() {
    let (site, shop) = set_up().await;
    let survey = site.survey(shop).await.id;
    let save = |name: &str, query: &str| {
        let form = format!("name={}&query={}", encoded(name), encoded(query));
        let path = format!("/shops/{shop}/views");
        let site = &site;
        async move { site.post(&path, &form).await }
    };
    let query = format!("survey={survey}&group=low&q=late&evil=%22%3E&after=1-x");
    let saved = save("Late & <angry>", &query).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // Only what can be sought is kept.
    let kept = format!("survey={survey}&q=late&group=low");
    assert_eq!(saved.location(), format!("/shops/{shop}/responses?{kept}"));
    let page = site.get(saved.location()).await;
    assert_eq!(orders(&page), ["6", "1"]);
    assert!(page.body.contains("Late &amp; &lt;angry&gt;"));
    assert!(page.body.contains("Forget this view"));
    // The same name again takes its place.
    save("Late & <angry>", &format!("survey={survey}&score=1")).await;
    let views = site
        .app
        .store()
        .shop(shop)
        .await
        .unwrap()
        .unwrap()
        .value
        .views;
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].query, format!("survey={survey}&score=1"));
    let gone = site
        .post(
            &format!("/shops/{shop}/views/forget"),
            "name=Late+%26+%3Cangry%3E",
        )
        .await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    let views = site
        .app
        .store()
        .shop(shop)
        .await
        .unwrap()
        .unwrap()
        .value
        .views;
    assert!(views.is_empty());
    for (name, query, told) in [
        ("", format!("survey={survey}"), "needs a name"),
        ("x", "survey=srv_none".to_owned(), "no such survey"),
        ("x", format!("survey={survey}&score=a"), "whole number"),
        (
            "x",
            format!("survey={survey}&field-a={}", "a".repeat(3000)),
            "too many filters",
        ),
    ] {
        let refused = save(name, &query).await;
        assert!(refused.status.is_client_error());
        assert!(refused.body.contains(told), "{}", refused.body);
    }
    let other = ShopId::new(1, 1);
    let reply = site.post(&format!("/shops/{other}/views"), "name=x").await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_response_tells_its_whole_story() {
    let (site, shop) = Site::set_up().await;
    let ids = site
        .give(
            shop,
            &[
                Given {
                    customer: Some("c77"),
                    ..given(1, 9, "lovely then")
                },
                Given {
                    customer: Some("c77"),
                    change: |response| {
                        response.context.page = Some("/thanks".into());
                        response
                            .context
                            .fields
                            .insert("campaign".into(), "spring".into());
                    },
                    ..given(2, 2, "so late")
                },
                Given {
                    customer: Some("c77"),
                    ..given(3, 8, "better again")
                },
                Given {
                    customer: Some("c78"),
                    ..given(4, 1, "somebody else")
                },
            ],
        )
        .await;
    let story = site
        .get(&format!("/shops/{shop}/responses/{}", ids[1]))
        .await;
    assert_eq!(story.status, StatusCode::OK);
    for told in [
        "Order N2",
        "so late",
        "detractor",
        "49.90 EUR",
        "2 × ",
        "Cup &lt;moss&gt;",
        "4\u{a0}s",
        "2\u{a0}min\u{a0}5\u{a0}s",
        "Times of UTC",
        "/thanks",
        "spring",
        "lovely then",
        "better again",
        "Order N1",
        "Order N3",
    ] {
        assert!(story.body.contains(told), "{told}");
    }
    assert!(!story.body.contains("somebody else"));
    let later = story.body.find("<h3>Later</h3>").unwrap();
    let earlier = story.body.find("<h3>Earlier</h3>").unwrap();
    assert!(later < story.body.find("better again").unwrap());
    assert!(earlier > story.body.find("better again").unwrap());
    assert!(earlier < story.body.find("lovely then").unwrap());
    for wrong in ["rsp_x", "x", &ResponseId::new(1, 1).to_string()] {
        let reply = site.get(&format!("/shops/{shop}/responses/{wrong}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_response_of_another_shop_is_not_told_of() {
    let (site, shop) = Site::set_up().await;
    let ids = site
        .give(
            shop,
            &[Given {
                change: |response| response.shop = ShopId::new(9, 9),
                ..given(1, 2, "secret")
            }],
        )
        .await;
    let reply = site
        .get(&format!("/shops/{shop}/responses/{}", ids[0]))
        .await;
    assert_eq!(reply.status, StatusCode::NOT_FOUND);
    assert!(!reply.body.contains("secret"));
}
