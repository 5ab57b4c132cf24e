//! Shared reports from outside, over HTTP.

use super::SharedReport;
use crate::owner::tests::Site;
use afterword_domain::{
    change::{Change, Expect},
    record::{Record, SurveyHead},
};
use afterword_shared::id::ShopId;
use afterword_wording::Language;
use axum::http::{StatusCode, header};
use jiff::SignedDuration;

/// A site with answers, somebody who is not signed in there, and the form's address.
async fn site() -> (Site, ShopId, String) {
    let (site, shop) = Site::set_up().await;
    let mut answers: Vec<(u8, &str)> = (0..39).map(|_| (10, "")).collect();
    answers.push((3, "Cracked. Write to anna@shop.example"));
    site.answer(shop, &answers, false).await;
    let survey = site.survey(shop).await.id;
    (site, shop, format!("/shops/{shop}/surveys/{survey}/share"))
}

/// The newest link's address.
async fn link(site: &Site, shop: ShopId) -> String {
    let survey = site.survey(shop).await;
    let shared = survey.shared.last().unwrap();
    format!(
        "/r/{}",
        crate::owner::pages::share::link(shared, &survey).text()
    )
}

#[tokio::test]
async fn a_link_shows_the_figures_and_nothing_else_to_anybody() {
    let (site, shop, path) = site().await;
    let made = site.post(&path, "period=days%3D30&days=30").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let link = link(&site, shop).await;
    assert!(site.get(made.location()).await.body.contains(&link));

    let page = site.as_a_stranger().get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("40\u{a0}answers"), "{}", page.body);
    for hidden in ["Cracked", "anna@", "Order ", "/shops/", "<form", "Sign out"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
    assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
    assert_eq!(page.headers[header::REFERRER_POLICY], "no-referrer");
    assert!(page.headers.contains_key(header::CONTENT_SECURITY_POLICY));
}

#[tokio::test]
async fn comments_are_there_where_the_owner_wants_them_without_addresses() {
    let (site, shop, path) = site().await;
    site.post(&path, "period=days%3D30&days=30&comments=1")
        .await;
    let page = site.as_a_stranger().get(&link(&site, shop).await).await;
    assert!(page.body.contains("Cracked. Write to …"), "{}", page.body);
    for hidden in ["anna@", "Order ", "/shops/"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_link_altered_by_one_character_leads_nowhere_and_says_so() {
    let (site, shop, path) = site().await;
    site.post(&path, "period=days%3D30&days=7").await;
    let link = link(&site, shop).await;
    for place in "/r/".len()..link.len() {
        let mut altered = link.clone();
        let other = if &link[place..=place] == "A" {
            "B"
        } else {
            "A"
        };
        altered.replace_range(place..=place, other);
        let page = site.as_a_stranger().get(&altered).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{altered}");
        assert!(page.body.contains(Language::ENGLISH.share_no_report_note()));
    }
    for none in ["/r/x", "/r/%00", "/r/%F0%9F%8D%8B"] {
        assert_eq!(site.get(none).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_link_can_be_taken_back_and_ends_by_itself() {
    let (site, shop, path) = site().await;
    site.post(&path, "period=days%3D7&days=7").await;
    let first = link(&site, shop).await;
    site.post(&path, "period=from%3D2026-11-01%26to%3D2026-11-30&days=7")
        .await;
    let second = link(&site, shop).await;
    let survey = site.survey(shop).await;
    let id = survey.shared[0].id;
    site.post(&format!("{path}/revoke"), &format!("link={id}"))
        .await;
    assert_eq!(site.get(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&second).await.status, StatusCode::OK);

    let mut survey = site.survey(shop).await;
    let over = site.app.now() - SignedDuration::from_hours(1);
    for shared in &mut survey.shared {
        *shared = SharedReport {
            expires_at: over,
            ..shared.clone()
        };
    }
    let expired = format!(
        "/r/{}",
        crate::owner::pages::share::link(&survey.shared[0], &survey).text()
    );
    let change = Change::put(Expect::Anything, Record::Survey(SurveyHead { ..survey }));
    site.app.must_write(change).await.unwrap();
    let page = site.get(&expired).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains(Language::ENGLISH.share_link_expired()));
}

#[tokio::test]
async fn a_form_that_nobody_was_offered_makes_no_link() {
    let (site, shop, path) = site().await;
    for form in [
        "period=days%3D30&days=4000",
        "period=from%3D2026-11-30%26to%3D2026-11-01&days=7",
        "period=from%3Dnever&days=7",
        "days=-1",
    ] {
        let refused = site.post(&path, form).await;
        assert!(refused.status.is_client_error(), "{form}");
    }
    assert!(site.survey(shop).await.shared.is_empty());
    for _ in 0..20 {
        site.post(&path, "period=days%3D30&days=7").await;
    }
    let one_more = site.post(&path, "period=days%3D30&days=7").await;
    assert_eq!(one_more.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        one_more
            .body
            .contains(&Language::ENGLISH.share_too_many(20))
    );
}
