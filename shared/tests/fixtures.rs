//! Messages of released versions, as they were sent: cached tags meet newer servers, so each must
//! still be read, and mean the same.
//!
//! A new version adds a folder; files of old ones never change.

use afterword_shared::{
    id::{CategoryId, CustomerRef},
    order::Order,
    prompt::{PromptMessage, PromptReply},
    response::{Progress, ResponseMessage, ResponseReply, Submission},
    survey::Survey,
};
use serde::de::DeserializeOwned;

fn read<T: DeserializeOwned>(file: &str) -> T {
    let path = format!("{}/tests/fixtures/{file}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn order(file: &str) -> Order {
    let message: PromptMessage = read(file);
    assert_eq!(message.shop, "shp_01jd0000000000000000000000");
    let order = message.order.expect("an order");
    order.try_into().expect("a legal order")
}

#[test]
fn every_file_is_read_by_a_test_of_this_page() {
    let page = include_str!("fixtures.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
    for version in std::fs::read_dir(folder).unwrap() {
        let version = version.unwrap();
        for file in std::fs::read_dir(version.path()).unwrap() {
            let name = format!(
                "{}/{}",
                version.file_name().display(),
                file.unwrap().file_name().display()
            );
            let name = name.strip_suffix(".json").expect("JSON");
            assert!(
                page.contains(&format!("\"{name}\"")),
                "{name} is read nowhere"
            );
        }
    }
}

#[test]
fn a_prompt_of_0_1_tells_its_order() {
    let told = order("v0.1/prompt_message");
    assert_eq!(told.id.as_str(), "1001");
    assert_eq!(
        told.total
            .map(|total| (total.minor(), total.currency().code())),
        Some((4990, "EUR"))
    );
    assert_eq!(told.customer.as_ref().map(CustomerRef::as_str), Some("c77"));
    assert_eq!(told.items[0].name.as_deref(), Some("Mug"));

    let told = order("v0.1/prompt_message_from_the_tag");
    assert_eq!(
        (told.time, told.orders_before, told.consent),
        (Some(1_795_287_873), Some(2), true)
    );
    assert_eq!(told.email.as_deref(), Some("anna@shop.example"));
    assert_eq!(
        (told.first_name.as_deref(), told.country.as_deref()),
        (Some("Anna"), Some("AT"))
    );
    let message: PromptMessage = read("v0.1/prompt_message_from_the_tag");
    assert_eq!(
        (message.page.as_str(), message.lang.as_str()),
        ("/checkout/thanks", "de-AT")
    );
    assert_eq!(
        (message.sig.as_deref(), message.test),
        (Some("9f2c"), false)
    );
    assert_eq!(message.fields["channel"], "spring-mail");

    let told = order("v0.1/prompt_message_from_a_script");
    assert_eq!((told.id.as_str(), told.time), ("1001", Some(1_795_287_873)));
    assert_eq!(
        told.total.map(|total| total.to_string()).as_deref(),
        Some("49.90")
    );
    assert_eq!(
        told.items
            .iter()
            .map(|item| item.quantity)
            .collect::<Vec<_>>(),
        [2, 1]
    );
    assert_eq!(
        told.items[0].category.as_ref().map(CategoryId::as_str),
        Some("3")
    );

    let message: PromptMessage = read("v0.1/prompt_message_without_an_order");
    assert!(message.order.is_none() && message.sig.is_none() && message.test);
}

#[test]
fn answers_of_0_1_mean_what_they_meant() {
    let survey: Survey = read("v0.1/survey");
    survey.check().unwrap();
    let parsed = |file: &str| {
        let message: ResponseMessage = read(file);
        Submission::parse(&message, &survey)
    };
    let seen = parsed("v0.1/response_message_seen").unwrap();
    assert_eq!((seen.revision(), seen.progress()), (1, Progress::Seen));
    let tap = parsed("v0.1/response_message_tap").unwrap();
    assert_eq!(tap.answers().rating(&"score".parse().unwrap()), Some(9));
    assert_eq!(tap.progress(), Progress::Started);
    let gone = parsed("v0.1/response_message_dismissed").unwrap();
    assert_eq!((gone.revision(), gone.progress()), (3, Progress::Dismissed));
    assert!(gone.answers().is_empty());

    // After a 9 this survey is over: its branch leads past the second question.
    assert!(parsed("v0.1/response_message_complete").is_err());
    let mut straight = survey.clone();
    straight.questions[0].branches.clear();
    let message: ResponseMessage = read("v0.1/response_message_complete");
    let whole = Submission::parse(&message, &straight).unwrap();
    assert_eq!(
        whole.answers().text(&"why".parse().unwrap()),
        Some("quick \"and\" kind\n🦀")
    );
    assert_eq!(
        (whole.revision(), whole.progress()),
        (2, Progress::Complete)
    );
}

#[test]
fn replies_of_0_1_are_still_read() {
    let reply: PromptReply = read("v0.1/prompt_reply");
    assert_eq!(reply.bundle, "/dist/afterword-1a2b.js");
    let saved: ResponseReply = read("v0.1/response_reply_saved");
    assert!(saved.saved && saved.reason.is_none());
    let not_saved: ResponseReply = read("v0.1/response_reply_not_saved");
    assert!(!not_saved.saved && not_saved.reason.is_some());
}
