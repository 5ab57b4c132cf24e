//! The editor from outside: what a browser without JavaScript sends and gets.

use crate::owner::tests::{Reply, Site};
use afterword_domain::{
    record::{SurveyStatus, SurveyVersion},
    rules::When,
};
use afterword_shared::{
    id::ShopId,
    scale::Kind,
    survey::{Next, Survey},
};
use afterword_wording::Language;
use axum::http::{StatusCode, header};
use std::{fmt::Write as _, sync::Arc};

const WORDS: Language = Language::ENGLISH;

/// The fields of the editor's form, as a browser would send them.
#[derive(Clone)]
struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads the form of a page: plain enough, since our own pages are.
    fn of(page: &str) -> Self {
        let form = page.split("id=\"editor\"").nth(1).unwrap();
        let form = form.split("</form>").next().unwrap();
        let mut fields = Vec::new();
        for tag in form.split('<').skip(1) {
            let (tag, text) = tag.split_once('>').unwrap();
            let attribute = |name: &str| {
                let value = tag.split(&format!(" {name}=\"")).nth(1)?;
                Some(plain(value.split('"').next()?))
            };
            let Some(name) = attribute("name").filter(|name| name != "do" && name != "preview")
            else {
                // The chosen option belongs to the select that was opened last.
                if tag.starts_with("option")
                    && tag.contains(" selected")
                    && let Some((_, value)) = fields.last_mut()
                {
                    *value = attribute("value").unwrap();
                }
                continue;
            };
            let value = attribute("value").unwrap_or_default();
            let is = |kind: &str| tag.contains(&format!("type=\"{kind}\""));
            if tag.starts_with("textarea") {
                fields.push((name, plain(text.strip_prefix('\n').unwrap())));
            } else if !(is("checkbox") || is("radio")) || tag.contains(" checked") {
                fields.push((name, value));
            }
        }
        Self(fields)
    }

    fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("no field {name}"), |(_, value)| value)
    }

    fn set(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    fn send(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

struct Editor {
    site: Site,
    shop: ShopId,
    path: String,
}

impl Editor {
    async fn open() -> Self {
        let (site, shop) = Site::set_up().await;
        let survey = site.survey(shop).await.id;
        let path = format!("/shops/{shop}/surveys/{survey}");
        Self { site, shop, path }
    }

    async fn fields(&self) -> Fields {
        Fields::of(&self.site.get(&format!("{}/edit", self.path)).await.body)
    }

    async fn press(&self, fields: &Fields, action: &str) -> Reply {
        let fields = fields.clone().set("do", action);
        self.site
            .post(&format!("{}/edit", self.path), &fields.send())
            .await
    }

    /// Presses a button and reads the form that comes back.
    async fn after(&self, fields: &Fields, action: &str) -> Fields {
        let reply = self.press(fields, action).await;
        assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
        Fields::of(&reply.body)
    }

    async fn saved(&self, fields: &Fields) -> Arc<SurveyVersion> {
        let reply = self.press(fields, "save").await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        self.version().await
    }

    async fn version(&self) -> Arc<SurveyVersion> {
        let head = self.site.survey(self.shop).await;
        let version = self
            .site
            .app
            .store()
            .survey_version(head.id, head.version)
            .await;
        version.unwrap().unwrap()
    }
}

fn ids(survey: &Survey) -> Vec<&str> {
    survey
        .questions
        .iter()
        .map(|question| question.id.as_str())
        .collect()
}

#[tokio::test]
async fn nothing_is_saved_before_save_and_saving_says_so() {
    let editor = Editor::open().await;
    let before = editor.version().await;
    let fields = editor
        .fields()
        .await
        .set("q.score.text", "Would you <b>recommend</b> {shop}?");
    let fields = editor.after(&fields, "add:heard").await;
    let fields = editor.after(&fields, "up:heard").await;
    assert_eq!(
        fields.get("q.score.text"),
        "Would you <b>recommend</b> {shop}?"
    );
    assert_eq!(editor.version().await, before);
    let reply = editor.press(&fields, "save").await;
    assert!(reply.location().contains("saved=1"));
    let page = editor.site.get(reply.location()).await.body;
    assert!(page.contains(WORDS.editor_saved()) && !page.contains("<b>recommend"));
    let saved = editor.version().await;
    assert_eq!(saved.version, 2);
    assert_eq!(ids(&saved.content), ["score", "heard", "why"]);
    // Nothing changed: no version more.
    assert_eq!(editor.saved(&editor.fields().await).await.version, 2);
}

#[tokio::test]
async fn a_form_that_is_sent_as_it_came_changes_nothing() {
    for template in afterword_library::template::Template::ALL {
        let editor = Editor::open().await;
        let file = crate::owner::pages::editor::SurveyFile::of_template(
            template,
            afterword_library::locale::Locale::find("en"),
        );
        let pasted = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("file", &file.write())
            .finish();
        let new = format!("/shops/{}/surveys/import", editor.shop);
        let reply = editor.site.post(&new, &pasted).await;
        let path = reply.location().split("/edit").next().unwrap().to_owned();
        let page = editor.site.get(&format!("{path}/edit")).await.body;
        let fields = Fields::of(&page).set("do", "save");
        let reply = editor
            .site
            .post(&format!("{path}/edit"), &fields.send())
            .await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
        let text = editor.site.get(&format!("{path}/survey.json")).await;
        assert_eq!(text.body, file.write());
        let name = text.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
        assert!(name.contains("attachment"));
        // As a draft of another survey, it is that survey's text with the same words.
        let page = editor
            .site
            .post(&format!("{}/import", editor.path), &pasted)
            .await;
        assert!(page.body.contains("This is the file, as a draft."));
        assert_eq!(Fields::of(&page.body).get("name"), file.name);
    }
}

#[tokio::test]
async fn questions_branches_and_endings_are_made_with_buttons() {
    let editor = Editor::open().await;
    let fields = editor.fields().await;
    let fields = editor.after(&fields, "blank:choices").await;
    let fields = fields
        .set("q.choices.text", "What was good?")
        .set("q.choices.options", "Price\r\nDelivery\r\n\r\nPackaging")
        .set("q.choices.other", "Something else")
        .set("q.choices.shuffle", "1");
    let fields = editor.after(&fields, "branch:score:low").await;
    assert_eq!(fields.get("q.score.b0.from"), "0");
    assert_eq!(fields.get("q.score.b0.to"), "6");
    let fields = fields.set("q.score.b0.then", "choices");
    let fields = editor.after(&fields, "branch:choices:any").await;
    let fields = fields
        .set("q.choices.b0.option", "delivery")
        .set("q.choices.b0.then", "");
    let fields = editor.after(&fields, "ending:high").await;
    let fields = fields
        .set("ending.0.thanks", "So glad.")
        .set("ending.0.link_text", "Tell others")
        .set("ending.0.link_address", "https://reviews.example/kalnu")
        .set("offer_text", "10 % off")
        .set("offer_address", "https://shop.example/code");
    let saved = editor.saved(&fields).await;
    let [score, _, choices] = &saved.content.questions[..] else {
        panic!("{:?}", ids(&saved.content));
    };
    assert_eq!(
        score.branches[0].then,
        Next::Question("choices".parse().unwrap())
    );
    let options: Vec<_> = choices
        .options
        .iter()
        .map(|option| option.id.as_str())
        .collect();
    assert_eq!(options, ["price", "delivery", "packaging"]);
    assert!(choices.shuffle && choices.branches[0].then == Next::End);
    let ending = &saved.content.endings[0];
    assert_eq!(
        (ending.from, ending.to, &*ending.thanks),
        (9, 10, "So glad.")
    );
    assert_eq!(saved.content.offer.as_ref().unwrap().text, "10 % off");

    // A renamed option keeps its id, and an emptied offer is none.
    let fields = editor.fields().await;
    let fields = fields
        .set("q.choices.options", "Low price\nDelivery\nPackaging")
        .set("offer_text", "")
        .set("offer_address", " ")
        .without("q.choices.shuffle");
    let saved = editor.saved(&fields).await;
    let choices = &saved.content.questions[2];
    assert_eq!(
        (choices.options[0].id.as_str(), &*choices.options[0].text),
        ("price", "Low price")
    );
    assert!(!choices.shuffle && saved.content.offer.is_none());
}

#[tokio::test]
async fn what_was_taken_out_can_be_put_back() {
    let editor = Editor::open().await;
    let fields = editor.after(&editor.fields().await, "remove:why").await;
    assert!(!fields.0.iter().any(|(name, _)| name == "q.why.text"));
    let fields = editor.after(&fields, "add:comment").await;
    let fields = editor.after(&fields, "restore:why").await;
    assert_eq!(
        ids(&editor.saved(&fields).await.content),
        ["score", "why", "comment"]
    );
}

#[tokio::test]
async fn another_scale_is_another_question() {
    let editor = Editor::open().await;
    let fields = editor.fields().await.set("q.score.kind", "csat");
    let reply = editor.press(&fields, "save").await;
    let page = editor.site.get(reply.location()).await.body;
    let question = &editor.version().await.content.questions[0].text;
    let separate = WORDS.editor_now_separate(1, &WORDS.editor_quoted(question));
    assert!(page.contains(&separate), "{page}");
    let saved = editor.version().await;
    assert_eq!(ids(&saved.content), ["score_2", "why"]);
    assert_eq!(saved.content.questions[0].kind, Kind::Csat);
    // Faces are the same measure as stars.
    let fields = editor.fields().await.set("q.score_2.look", "faces");
    assert_eq!(
        ids(&editor.saved(&fields).await.content),
        ["score_2", "why"]
    );
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_nothing_is_lost() {
    let editor = Editor::open().await;
    let fields = editor.after(&editor.fields().await, "blank:choice").await;
    let nasty = "\"><script>alert(1)</script>";
    let fields = fields
        .set("name", nasty)
        .set("q.score.text", "Hi {first_name}")
        .set("q.why.text", &"x".repeat(501))
        .set("accent", nasty)
        .set("radius", "round")
        .set("logo", "http://a.example/x.png")
        .set("offer_text", "Go")
        .set("offer_address", "javascript:alert(1)")
        .set("when", "visit")
        .set("seconds", "soon")
        .set("sample", "0")
        .set("from", "tomorrow")
        .set("minimum", "49.90")
        .set("currency", "")
        .set("page", "account")
        .set("again", "after_days")
        .set("days", "-1");
    let reply = editor.press(&fields, "save").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!reply.body.contains("<script>alert"));
    for field in [
        "q.score.text",
        "q.why.text",
        "q.choice.text",
        "q.choice.options",
        "accent",
        "radius",
        "logo",
        "offer_address",
        "seconds",
        "sample",
        "from",
        "currency",
        "page",
        "days",
    ] {
        assert!(
            reply.body.contains(&format!("id=\"{field}-wrong\"")),
            "{field}"
        );
    }
    let back = Fields::of(&reply.body);
    for (name, value) in &fields.0 {
        if name != "draft" && name != "do" {
            assert_eq!(back.get(name), value, "{name}");
        }
    }
    assert_eq!(editor.version().await.version, 1);
    // Mended, it is saved.
    let mended = editor
        .fields()
        .await
        .set("name", "After buying")
        .set("accent", "#0B6E5F");
    editor.saved(&mended).await;
    let head = editor.site.survey(editor.shop).await;
    assert_eq!(head.name, "After buying");
    assert_eq!(head.theme.accent.unwrap().to_string(), "#0b6e5f");
    assert_eq!(head.version, 1, "a look makes no version");
}

#[tokio::test]
async fn rules_are_kept_as_they_were_typed() {
    let editor = Editor::open().await;
    let fields = editor
        .fields()
        .await
        .set("when", "scroll")
        .set("percent", "40")
        .set("page", "/account*")
        .set("sample", "25")
        .set("customers", "returning")
        .set("countries", "lv, ee")
        .set("languages", "lv pt-BR")
        .set("minimum", "49,90")
        .set("currency", "eur")
        .set("products", "cup-moss\n cup-clay ")
        .set("from", "2026-12-01T09:00")
        .set("until", "2026-12-24T18:00")
        .set("again", "after_days")
        .set("days", "90")
        .set("shown_limit", "2")
        .set("place", "dialog")
        .set("mode", "dark");
    editor.saved(&fields).await;
    let head = editor.site.survey(editor.shop).await;
    let rules = &head.rules;
    assert_eq!(rules.trigger.when, When::Scroll { percent: 40 });
    assert_eq!(rules.countries, ["LV", "EE"]);
    assert_eq!(rules.languages, ["lv", "pt-BR"]);
    assert_eq!(rules.minimum.unwrap().to_string(), "49.90");
    assert_eq!(rules.products.len(), 2);
    assert_eq!(rules.from.unwrap().to_string(), "2026-12-01T09:00:00Z");
    assert_eq!((rules.sample, rules.shown_limit), (25, 2));
    assert_eq!(head.place.name(), "dialog");
    let before = head.clone();
    editor.saved(&editor.fields().await).await;
    assert_eq!(editor.site.survey(editor.shop).await, before);
}

#[tokio::test]
async fn one_language_at_a_time_is_translated() {
    let editor = Editor::open().await;
    let fields = editor
        .fields()
        .await
        .set("q.why.text", "Why so?")
        .set("language", "lv");
    let page = editor.press(&fields, "keep").await.body;
    assert!(
        page.contains(&WORDS.editor_done_of(4, 5))
            && page.contains(&WORDS.editor_translation_missing("English"))
    );
    let fields = Fields::of(&page)
        .set("t.lv.why.text", "Kāpēc?")
        .set("t.lv.thanks", "Paldies!");
    let page = editor
        .press(&fields.set("language", "de"), "keep")
        .await
        .body;
    let fields = Fields::of(&page).set("t.de.why.text", "Hi {order}");
    let reply = editor.press(&fields, "save").await;
    assert!(reply.body.contains("id=\"t.de.why.text-wrong\""));
    let fields = fields.set("t.de.why.text", "");
    let saved = editor.saved(&fields).await;
    assert_eq!(saved.translations["lv"]["why.text"], "Kāpēc?");
    assert_eq!(saved.translations.len(), 1);
    let preview = editor
        .site
        .get(&format!("{}/preview?show=lv", editor.path))
        .await;
    assert!(preview.body.contains("lang=\"lv\"") && preview.body.contains("Kāpēc?"));
}

#[tokio::test]
async fn a_change_elsewhere_is_told_and_loses_nothing() {
    let editor = Editor::open().await;
    let here = editor.fields().await.set("q.why.text", "Mine");
    let there = editor.fields().await.set("q.why.text", "Theirs");
    editor.saved(&there).await;
    let reply = editor.press(&here, "save").await;
    assert_eq!(reply.status, StatusCode::CONFLICT);
    assert!(reply.body.contains("value=\"overwrite\""));
    assert_eq!(editor.version().await.content.questions[1].text, "Theirs");
    let fields = Fields::of(&reply.body);
    assert_eq!(fields.get("q.why.text"), "Mine");
    let reply = editor.press(&fields, "overwrite").await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    assert_eq!(editor.version().await.content.questions[1].text, "Mine");
    // Pausing elsewhere is no change of what is edited.
    let fields = editor.fields().await.set("q.why.text", "Again");
    editor
        .site
        .post(&format!("{}/pause", editor.path), "")
        .await;
    editor.saved(&fields).await;
    assert_eq!(
        editor.site.survey(editor.shop).await.status,
        SurveyStatus::Paused
    );
}

#[tokio::test]
async fn the_preview_is_the_real_form_and_framed_by_its_editor_alone() {
    let editor = Editor::open().await;
    let fields = editor
        .fields()
        .await
        .set("q.score.text", "</style><script>alert(1)</script>")
        .set("accent", "#123456");
    let path = format!("{}/preview", editor.path);
    let reply = editor.site.post(&path, &fields.send()).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body.contains("<section") && reply.body.contains("#123456"));
    assert!(!reply.body.contains("<script"));
    let policy = reply.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("frame-ancestors 'self'") && policy.contains("style-src 'sha256-"));
    assert!(!policy.contains("unsafe") && !policy.contains("script-src"));
    let page = editor.site.get(&format!("{}/edit", editor.path)).await;
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("frame-src 'self'") && policy.contains("frame-ancestors 'none'"));
    for at in ["why", "end.", "end.3", "nonsense", "%3Cb%3E"] {
        let reply = editor.site.get(&format!("{path}?at={at}&show=ar")).await;
        assert_eq!(reply.status, StatusCode::OK, "{at}");
        assert!(reply.body.contains("<section"));
    }
    let empty = editor.after(&fields, "remove:score").await;
    let empty = editor.after(&empty, "remove:why").await;
    let reply = editor.site.post(&path, &empty.send()).await;
    assert!(reply.body.contains(WORDS.editor_preview_empty()));
    let reply = editor.press(&empty, "save").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains(WORDS.survey_file_no_question()));
}

#[tokio::test]
async fn fifty_questions_are_edited_and_one_more_is_not_offered() {
    let editor = Editor::open().await;
    let mut fields = editor.fields().await;
    for nth in 0..48 {
        fields = editor.after(&fields, "blank:nps").await;
        let id = if nth == 0 {
            "nps".to_owned()
        } else {
            format!("nps_{}", nth + 1)
        };
        fields = fields.set(&format!("q.{id}.text"), &format!("Question {nth}?"));
    }
    let page = editor.press(&fields, "keep").await.body;
    assert!(
        page.contains(&WORDS.editor_question_limit(50)) && !page.contains("value=\"blank:nps\"")
    );
    assert_eq!(editor.saved(&fields).await.content.questions.len(), 50);
}

#[tokio::test]
async fn broken_forms_and_files_get_a_sentence() {
    let editor = Editor::open().await;
    let edit = format!("{}/edit", editor.path);
    for form in [
        "",
        "draft=",
        "draft=%7B%7D&do=save",
        "do=save&draft=%5B%5D",
        "draft=x&do=branch:a",
    ] {
        let reply = editor.site.post(&edit, form).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{form}");
        assert!(reply.body.contains(WORDS.editor_draft_missing()));
        let reply = editor
            .site
            .post(&format!("{}/preview", editor.path), form)
            .await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{form}");
    }
    let fields = editor.fields().await;
    for action in [
        "nonsense",
        "up:",
        "up:nobody",
        "unbranch:score:99",
        "unending:7",
        "restore:x",
        "blank:x",
    ] {
        assert_eq!(
            editor.press(&fields, action).await.status,
            StatusCode::OK,
            "{action}"
        );
    }
    let elsewhere = format!("/shops/{}/surveys", editor.shop);
    for survey in ["x", "srv_00000000000000000000000000"] {
        let reply = editor.site.get(&format!("{elsewhere}/{survey}/edit")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
    let nasty = "{\"name\": \"</textarea><script>alert(1)</script>\", \"<script>\": 1, \"content\": {\"questions\": []}}";
    let mut form = String::new();
    let _ = write!(
        form,
        "file={}",
        url::form_urlencoded::byte_serialize(nasty.as_bytes()).collect::<String>()
    );
    for path in [
        format!("{elsewhere}/import"),
        format!("{}/import", editor.path),
    ] {
        let reply = editor.site.post(&path, &form).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(reply.body.contains("summary-wrong"));
        assert!(!reply.body.contains("<script>alert"));
        let reply = editor
            .site
            .post(&path, &format!("file={}", "x".repeat(1_100_000)))
            .await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reply.body.contains(WORDS.survey_file_too_large()));
        let reply = editor
            .site
            .post(&path, &format!("file={}", "x".repeat(9_000_000)))
            .await;
        assert!(reply.status.is_client_error());
        assert!(reply.body.contains(WORDS.form_too_large()));
    }
}

#[tokio::test]
async fn a_file_becomes_a_new_survey_that_waits_and_a_survey_is_duplicated() {
    let editor = Editor::open().await;
    let text = editor
        .site
        .get(&format!("{}/survey.json", editor.path))
        .await
        .body;
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("file", &text)
        .finish();
    let reply = editor
        .site
        .post(&format!("/shops/{}/surveys/import", editor.shop), &form)
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    let path = reply.location().split("/edit").next().unwrap().to_owned();
    assert_eq!(
        editor.site.get(&format!("{path}/survey.json")).await.body,
        text
    );
    editor.site.post(&format!("{path}/duplicate"), "").await;
    let surveys = editor.site.app.store().surveys(editor.shop).await.unwrap();
    let names: Vec<_> = surveys.iter().map(|kept| &*kept.value.name).collect();
    assert_eq!(
        names,
        [
            WORDS.templates_nps(),
            WORDS.templates_nps(),
            &WORDS.surveys_copy_name(WORDS.templates_nps())
        ]
    );
    assert!(
        surveys[1..]
            .iter()
            .all(|kept| kept.value.status == SurveyStatus::Paused)
    );
}
