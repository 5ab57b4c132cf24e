use super::*;
use afterword_library::{locale::Locale, template::Template};

const NOW: &str = "2026-11-21T12:00:00Z";

fn reader_of(template: Template, header: &str) -> RowReader {
    let content = template.survey(Locale::find("en"));
    let header: Vec<String> = header.split(',').map(str::to_owned).collect();
    let columns = crate::column::guessed(&header, &[], &content);
    let now: Timestamp = NOW.parse().unwrap();
    let survey: SurveyHead = serde_json::from_value(serde_json::json!({
        "id": SurveyId::new(1, 1), "shop": ShopId::new(1, 1), "name": "After buying",
        "status": "live", "version": 1, "created_at": now,
    }))
    .unwrap();
    let version = SurveyVersion {
        shop: survey.shop,
        survey: survey.id,
        version: 1,
        content,
        translations: BTreeMap::new(),
        created_at: now,
    };
    let plan = Plan {
        encoding: "utf-8".into(),
        delimiter: b',',
        columns,
        days: Some(DayOrder::DayFirst),
        zone: "Europe/Riga".into(),
        currency: Some("EUR".into()),
    };
    let versions = BTreeMap::from([(1, Arc::new(version))]);
    RowReader::new(&survey, versions, &plan, &header, now)
}

fn read(header: &str, row: &str) -> Result<Entry, String> {
    let reader = reader_of(Template::Nps, header);
    let cells: Vec<&str> = row.split(',').collect();
    reader.read(&cells, 0).map(|told| told.entry)
}

fn response(header: &str, row: &str) -> Response {
    let entry = read(header, row).unwrap();
    entry.response.unwrap().response
}

#[test]
fn a_row_is_an_answer_at_its_own_time_and_its_order() {
    let header = "id,date,score,comment,order,total,customer,country,order_date,delivered_at";
    let row = "a7,20.11.2026 14:03,9,=quick,1001,49.90,c7,lv,18.11.2026,2026-11-19";
    let entry = read(header, row).unwrap();
    let response = entry.response.unwrap().response;
    let at: Timestamp = "2026-11-20T12:03:00Z".parse().unwrap();
    assert_eq!(response.first_answered_at, Some(at));
    assert_eq!((response.asked_at, response.completed_at), (at, Some(at)));
    assert_eq!(response.state, ResponseState::Complete);
    let answers = serde_json::to_value(&response.answers).unwrap();
    assert_eq!(answers, serde_json::json!({"score": 9, "why": "=quick"}));
    assert_eq!(response.context.channel, Channel::Import);
    assert_eq!(response.context.device, Device::Unknown);
    let order = entry.order.unwrap();
    assert_eq!(order.order.total.unwrap().to_string(), "49.90");
    assert_eq!(order.order.customer.unwrap().as_str(), "c7");
    assert_eq!(order.order.country.as_deref(), Some("LV"));
    let placed: Timestamp = "2026-11-17T22:00:00Z".parse().unwrap();
    assert_eq!(order.order.time, Some(placed.as_second()));
    assert_eq!(order.first_seen_at, Some(placed));
    let delivered: Timestamp = "2026-11-18T22:00:00Z".parse().unwrap();
    assert_eq!(order.delivered_at, Some(Some(delivered)));
}

#[test]
fn a_response_has_the_same_id_whenever_it_is_read() {
    let id = |header: &str, row: &str| response(header, row).id;
    let header = "id,date,score";
    assert_eq!(id(header, "a,2026-11-20,9"), id(header, "a,2026-11-20,3"));
    assert_ne!(id(header, "a,2026-11-20,9"), id(header, "b,2026-11-20,9"));
    // Without an id of its own what stands in the row tells it from others, and how often it does.
    let header = "date,score";
    assert_eq!(id(header, "2026-11-20,9"), id(header, "2026-11-20,9"));
    assert_ne!(id(header, "2026-11-20,9"), id(header, "2026-11-20,8"));
    let reader = reader_of(Template::Nps, header);
    let again = reader.read(&["2026-11-20", "9"], 1).unwrap().entry;
    assert_ne!(
        again.response.unwrap().response.id,
        id(header, "2026-11-20,9")
    );
    // What we wrote beside a refused row is no part of it.
    let mended = id(
        "date,score,afterword_line,afterword_reason",
        "2026-11-20,9,7,no",
    );
    assert_eq!(mended, id(header, "2026-11-20,9"));
    // One of ours is kept.
    let ours = ResponseId::new(7, 7);
    assert_eq!(id("id,date,score", &format!("{ours},2026-11-20,9")), ours);
}

#[test]
fn what_can_not_be_taken_in_is_refused_with_what_to_mend() {
    let header = "date,score,order,total";
    for (row, told) in [
        ("2026-11-20,11,1001,", "from 0 to 10"),
        ("2026-11-20,9.5,1001,", "whole number"),
        ("2026-11-20,great,1001,", "great"),
        (
            "20/20/2026,9,1001,",
            "day and time (with the day before the month)",
        ),
        ("2027-11-20,9,1001,", "future"),
        ("1926-11-20,9,1001,", "before 1990"),
        (",9,1001,", "time of the answer is missing"),
        ("2026-11-20,,,", "neither an answer nor an order"),
        ("2026-11-20,9,1001,free", "free"),
    ] {
        let error = read(header, row).unwrap_err();
        assert!(error.contains(told), "{row}: {error}");
    }
    let long = "x".repeat(4001);
    let error = read("date,score,comment", &format!("2026-11-20,9,{long}")).unwrap_err();
    assert!(error.contains("4001"), "{error}");
}

#[test]
fn a_row_without_an_answer_is_an_order_and_cells_that_say_nothing_are_empty() {
    let entry = read("date,score,order,total", "2026-11-20,n/a,1001,-").unwrap();
    assert!(entry.response.is_none());
    assert_eq!(entry.order.unwrap().order.total, None);
}

#[test]
fn an_order_ends_as_its_status_says_in_many_languages() {
    let ended = |status: &str| {
        let order = read(
            "order_id,order_date,status",
            &format!("1001,2026-11-01,{status}"),
        );
        let order = order.unwrap().order.unwrap();
        (order.cancelled_at.is_some(), order.refunded_at.is_some())
    };
    for (status, expected) in [
        ("delivered", (false, false)),
        ("canceled", (true, false)),
        ("Storniert", (true, false)),
        ("atcelts", (true, false)),
        ("refunded", (false, true)),
        ("partially_refunded", (false, false)),
        ("unavailable", (false, false)),
    ] {
        assert_eq!(ended(status), expected, "{status}");
    }
}

#[test]
fn a_customer_is_known_by_the_address_without_keeping_it_as_the_reference() {
    let order = |row: &str| {
        let entry = read("order_id,email", row).unwrap();
        entry.order.unwrap().order
    };
    let (one, other) = (
        order("1001,Zoe@Shop.example"),
        order("1002,zoe@shop.example"),
    );
    assert_eq!(one.customer, other.customer);
    let customer = one.customer.unwrap();
    assert!(!customer.as_str().contains("zoe"));
    assert_eq!(one.email.as_deref(), Some("Zoe@Shop.example"));
    assert!(!one.consent);
}

#[test]
fn options_are_known_by_their_ids_and_by_their_words() {
    let reader = reader_of(Template::Discovery, "date,heard");
    let answers = |cell: &str| {
        let told = reader.read(&["2026-11-20", cell], 0);
        told.map(|told| {
            let response = told.entry.response.unwrap().response;
            serde_json::to_value(&response.answers).unwrap()["heard"].clone()
        })
    };
    let survey = &reader.versions[&1].content;
    let question = survey.question(&"heard".parse().unwrap()).unwrap();
    let choice = &question.options[0];
    let by_id = answers(choice.id.as_str()).unwrap();
    assert_eq!(answers(&choice.text).unwrap(), by_id);
    assert_eq!(by_id["chosen"][0], choice.id.as_str());
    let other = answers("a podcast").unwrap();
    assert_eq!(other["other"], "a podcast");
}
