//! The overview from outside, over HTTP.

use crate::owner::tests::Site;
use afterword_domain::period::Period;
use afterword_wording::{Language, bold};
use axum::http::StatusCode;

/// 40 answers, of which 30 are tens and 10 are threes: +50.
async fn forty(site: &Site, shop: afterword_shared::id::ShopId) {
    let answers: Vec<(u8, &str)> = (0..40)
        .map(|n| (if n < 30 { 10 } else { 3 }, "quick"))
        .collect();
    site.answer(shop, &answers, false).await;
}

#[tokio::test]
async fn a_period_that_ends_before_it_starts_is_told_in_a_sentence() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/overview");
    let page = site
        .get(&format!("{path}?from=2026-11-30&to=2026-11-01"))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("ends before it starts"), "{}", page.body);
    let page = site.get(&format!("{path}?from=soon")).await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.body.contains("“soon” is no day"), "{}", page.body);
}

#[tokio::test]
async fn any_days_are_looked_at_even_those_to_come() {
    let words = Language::ENGLISH;
    let (site, shop) = Site::set_up().await;
    forty(&site, shop).await;
    let today = site.app.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let path = format!("/shops/{shop}/overview");
    let page = site
        .get(&format!(
            "{path}?from={}&to={today}",
            today.yesterday().unwrap()
        ))
        .await;
    assert!(page.body.contains("<b>+50</b>"), "{}", page.body);
    for (from, to) in [
        ("2001-01-01", "2001-02-01"),
        ("2950-01-01", "2950-12-31"),
        ("0000-01-01", "0001-01-01"),
    ] {
        for by in ["day", "week", "month", "century"] {
            let page = site
                .get(&format!("{path}?from={from}&to={to}&by={by}"))
                .await;
            assert_eq!(page.status, StatusCode::OK);
            let [from, to] = [from, to].map(|day| Some(day.parse().unwrap()));
            let period = words.period(Period::Fixed { from, to });
            let none = words.overview_none_in_period(&period);
            assert!(page.body.contains(&none), "{}", page.body);
            assert!(!page.body.contains(words.overview_no_answers_yet()));
        }
    }
    let page = site.get(&format!("{path}?days=all&by=month")).await;
    assert!(page.body.contains(words.overview_by_month()));
}

#[tokio::test]
async fn a_target_is_drawn_and_said_until_it_is_taken_away() {
    let words = Language::ENGLISH;
    let (site, shop) = Site::set_up().await;
    forty(&site, shop).await;
    let survey = site.survey(shop).await.id;
    let path = format!("/shops/{shop}/surveys/{survey}/target");
    let overview = format!("/shops/{shop}/overview");
    let saved = site.post(&path, "target=60&days=90").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(
        saved.location().ends_with("days=90"),
        "{}",
        saved.location()
    );
    let page = site.get(&overview).await;
    let missed = words
        .overview_target_missed_unsure("+60", bold)
        .into_string();
    assert!(page.body.contains(&missed), "{}", page.body);
    assert!(page.body.contains("data-target=\"60\""));
    for wrong in ["101", "-101", "high", "1e1"] {
        let refused = site.post(&path, &format!("target={wrong}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sentence = words.overview_target_wrong("−100", "+100");
        assert!(refused.body.contains(&sentence), "{}", refused.body);
    }
    assert_eq!(site.survey(shop).await.target, Some(60));
    site.post(&path, "target=").await;
    assert_eq!(site.survey(shop).await.target, None);
    assert!(!site.get(&overview).await.body.contains("data-target"));
}

#[tokio::test]
async fn the_trend_stands_in_a_table_with_what_the_charts_are_drawn_from() {
    let (site, shop) = Site::set_up().await;
    forty(&site, shop).await;
    let page = site.get(&format!("/shops/{shop}/overview")).await;
    assert!(page.body.contains("data-trend=\"week\""));
    assert!(page.body.contains("data-score=\"50\""), "{}", page.body);
    assert!(page.body.contains("data-lines=\"+50, "), "{}", page.body);
    assert!(page.body.contains("data-keys=\""));
    assert!(page.body.contains("<script defer src=\"/dist/charts-"));
    let script = page.body.split("src=\"/dist/charts-").nth(1).unwrap();
    let script = script.split('"').next().unwrap();
    let script = site.get(&format!("/dist/charts-{script}")).await;
    assert_eq!(script.status, StatusCode::OK);
    assert!(script.body.contains("Released under the MIT License"));
}
