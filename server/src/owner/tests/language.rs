//! Pages in the language of whoever reads them.

use super::{SETUP, Site};
use afterword_domain::record::LinkPurpose;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use std::{fs, path::Path};

/// So many letters make a text that stands on a page for no other reason.
const LONG: usize = 13;

/// The texts of a file of words, cut at what is filled in and at tags, without placeholders: those
/// stand in the survey's own texts too.
fn texts(language: &str, file: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/owner");
    let text = fs::read_to_string(folder.join(language).join(format!("{file}.ftl"))).unwrap();
    let values = text
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split_once(" = ") {
            Some((_, value)) => value,
            None => line.split_once("] ").map_or("", |(_, value)| value),
        });
    values
        .flat_map(|value| value.split(['{', '}', '<', '>']))
        .filter(|part| !part.starts_with([' ', '$']) || part.trim().contains(' '))
        .map(|part| part.trim().to_owned())
        .filter(|part| part.chars().count() >= LONG && !part.contains('|'))
        .collect()
}

/// Checks that a page in Latvian has Latvian texts of some files, and no English one.
#[track_caller]
pub(in crate::owner) fn is_latvian(page: &str, files: &[&str]) {
    let page = page
        .replace("&quot;", "\"")
        .replace("&gt;", ">")
        .replace("&lt;", "<")
        .replace("&amp;", "&");
    assert!(page.contains("<html lang=\"lv\"") || !page.contains("<html"));
    for file in files {
        let latvian = texts("lv", file);
        assert!(latvian.iter().any(|text| page.contains(text)), "{file}");
        for text in texts("en", file) {
            let same = latvian.iter().any(|latvian| latvian.contains(&text));
            assert!(same || !page.contains(&text), "{text}");
        }
    }
}

/// A site of somebody who chose Latvian, and the address of the shop's pages.
pub(in crate::owner) async fn latvian() -> (Site, String) {
    let (site, shop) = Site::set_up().await;
    let shop = format!("/shops/{shop}");
    let reply = site
        .post(&format!("{shop}/settings/language"), "language=lv")
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    (site, shop)
}

#[tokio::test]
async fn an_account_has_the_language_that_it_chose_and_else_the_browsers() {
    let (site, shop) = Site::set_up().await;
    let path = format!("/shops/{shop}/settings");
    let language = async |browser: &str| {
        let request = Request::get(&path)
            .header(header::COOKIE, &site.cookie)
            .header(header::ACCEPT_LANGUAGE, browser);
        let page = site.send(request.body(Body::empty()).unwrap()).await.body;
        let language = page.split("<html lang=\"").nth(1).unwrap();
        language.split('"').next().unwrap().to_owned()
    };
    assert_eq!(language("lv").await, "lv");
    assert_eq!(language("en").await, "en");
    let form = format!("{path}/language");
    let reply = site.post(&form, "language=lv").await;
    assert_eq!(reply.location(), format!("{path}?saved=language"));
    assert_eq!(language("en").await, "lv");
    let page = site.get(&path).await.body;
    assert!(page.contains("<option value=\"lv\" selected"));
    site.post(&form, "language=tlh").await;
    assert_eq!(language("en").await, "en");
    site.post(&form, "language=lv").await;
    site.post(&form, "language=").await;
    assert_eq!(language("lv").await, "lv");
    assert_eq!(language("en").await, "en");
}

#[tokio::test]
async fn settings_are_in_latvian() {
    let (site, shop) = latvian().await;
    let path = format!("{shop}/settings");
    site.post(&format!("{path}/keys"), "key_name=Till").await;
    is_latvian(&site.get(&path).await.body, &["settings"]);
    let wrong = "name=Kalnu&origins=&locale=en&time_zone=UTC&quiet_days=x&privacy_url=x";
    let page = site.post(&path, wrong).await.body;
    is_latvian(&page, &["settings", "form"]);
}

#[tokio::test]
async fn surveys_are_in_latvian() {
    let (site, shop) = latvian().await;
    let path = format!("{shop}/surveys");
    site.post(&path, "template=csat").await;
    // The first survey has its name from setting up in English.
    let name = site.survey(shop[7..].parse().unwrap()).await.name;
    let page = site.get(&path).await.body.replace(&name, "");
    is_latvian(&page, &["surveys", "templates"]);
}

#[tokio::test]
async fn the_install_page_is_in_latvian() {
    let (site, shop) = latvian().await;
    let page = site.get(&format!("{shop}/install")).await.body;
    is_latvian(&page, &["install", "code", "qr"]);
}

#[tokio::test]
async fn sharing_is_in_latvian() {
    let (site, shop) = latvian().await;
    let id = site.survey(shop[7..].parse().unwrap()).await.id;
    let path = format!("{shop}/surveys/{id}/share");
    site.post(&path, "period=days%3D30&days=30&comments=1")
        .await;
    is_latvian(&site.get(&path).await.body, &["share"]);
    let request = Request::get("/r/nothing").header(header::ACCEPT_LANGUAGE, "lv");
    let page = site.send(request.body(Body::empty()).unwrap()).await.body;
    is_latvian(&page, &["share"]);
}

/// A page without the survey's name, which is from setting up in English.
async fn page_of(site: &Site, path: &str) -> String {
    let shop = path.split('/').nth(2).unwrap().parse().unwrap();
    let name = site.survey(shop).await.name;
    site.get(path).await.body.replace(&name, "")
}

/// Somebody's answers: enough for a score, and few of them low.
async fn answered(site: &Site, shop: &str) {
    let answers: Vec<(u8, &str)> = (0..60)
        .map(|n| (if n % 4 == 0 { 3 } else { 10 }, "ātri"))
        .collect();
    site.answer(shop[7..].parse().unwrap(), &answers, false)
        .await;
}

#[tokio::test]
async fn the_overview_is_in_latvian() {
    let (site, shop) = latvian().await;
    let path = format!("{shop}/overview");
    is_latvian(&page_of(&site, &path).await, &["overview", "code"]);
    answered(&site, &shop).await;
    let id = site.survey(shop[7..].parse().unwrap()).await.id;
    site.post(&format!("{shop}/surveys/{id}/target"), "target=60")
        .await;
    for query in [
        "days=30",
        "days=all&by=month",
        "from=2001-01-01&to=2001-02-01",
    ] {
        let page = page_of(&site, &format!("{path}?{query}")).await;
        is_latvian(&page, &["overview", "period-chooser"]);
    }
    let page = page_of(&site, &path).await;
    is_latvian(&page, &["chart"]);
    let form = format!("{shop}/surveys/{id}/target");
    let page = site.post(&form, "target=high").await.body;
    let words = afterword_wording::Language::find("lv").unwrap();
    assert!(page.contains(&words.overview_target_wrong("−100", "+100")));
}

#[tokio::test]
async fn the_breakdown_is_in_latvian() {
    let (site, shop) = latvian().await;
    let path = format!("{shop}/breakdown");
    is_latvian(&page_of(&site, &path).await, &["breakdown"]);
    answered(&site, &shop).await;
    for query in ["", "?by=device", "?by=country&device=phone"] {
        let page = page_of(&site, &format!("{path}{query}")).await;
        is_latvian(&page, &["breakdown", "period-chooser"]);
    }
}

#[tokio::test]
async fn loyalty_is_in_latvian() {
    let (site, shop) = latvian().await;
    let path = format!("{shop}/loyalty");
    is_latvian(&site.get(&path).await.body, &["loyalty", "code"]);
}

#[tokio::test]
async fn the_editor_is_in_latvian() {
    let (site, shop) = latvian().await;
    let id = site.survey(shop[7..].parse().unwrap()).await.id;
    let path = format!("{shop}/surveys/{id}");
    let page = site.get(&format!("{path}/edit?saved=1")).await.body;
    is_latvian(&page, &["editor"]);
    let page = site.get(&format!("{path}/import")).await.body;
    is_latvian(&page, &["editor"]);
    let page = site.post(&format!("{path}/import"), "file=%7B%7D").await;
    is_latvian(&page.body, &["editor", "survey-file"]);
}

#[tokio::test]
async fn setting_up_and_the_made_up_shop_are_in_the_browsers_language() {
    let site = Site::empty().await;
    let token = site.app.links().open(LinkPurpose::SetUp).await.unwrap();
    let in_latvian = async |path: &str| {
        let request = Request::get(path).header(header::ACCEPT_LANGUAGE, "lv");
        site.send(request.body(Body::empty()).unwrap()).await.body
    };
    let page = in_latvian(&format!("/setup/{token}")).await;
    is_latvian(&page, &["setup", "templates"]);
    is_latvian(&in_latvian("/setup/x").await, &["setup"]);
    let request = Request::post(format!("/setup/{token}"))
        .header(header::ACCEPT_LANGUAGE, "lv")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", "same-origin");
    let reply = site.send(request.body(Body::from(SETUP)).unwrap()).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let shop = reply.location().split('/').nth(2).unwrap();
    let survey = site.survey(shop.parse().unwrap()).await;
    let words = afterword_wording::Language::find("lv").unwrap();
    assert_eq!(survey.name, words.templates_nps());
    is_latvian(&in_latvian("/demo").await, &["demo"]);
    is_latvian(&in_latvian("/demo/thanks?order=D1").await, &["demo"]);
}

#[tokio::test]
async fn the_page_of_a_failure_is_in_the_language_that_the_account_chose() {
    let (site, shop) = Site::set_up().await;
    let choose = format!("/shops/{shop}/settings/language");
    site.post(&choose, "language=lv").await;
    let missing = format!("/shops/{shop}/surveys/srv_01m8qv2rjdvmd7mdnm3kfte64q/edit");
    let page = site.get(&missing).await.body;
    assert!(page.contains("<html lang=\"lv\""), "{page}");
}
