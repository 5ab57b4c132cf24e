//! The survey editor: one page, one form that carries the whole draft. Every button returns the
//! page with the draft changed; only *Save* keeps anything.

pub(crate) mod draft;
mod form;
mod preview;
#[cfg(test)]
mod tests;
mod translate;
mod view;

use super::surveys;
use crate::{
    http::{access::ShopContext, assets::EDITOR_JS, failure::Failure, guard},
    owner::parts::{
        form::{Form, Wrong},
        layout::Section,
        survey_picker::version,
    },
    services::{
        error::Error,
        ingest::Ingest,
        survey_file::{self, SurveyFile},
    },
};
use afterword_domain::{
    change::{Change, Expect, Versioned},
    record::{Record, SurveyHead, SurveyStatus, SurveyVersion},
    rules, secret,
    validate::{self, milliseconds},
};
use afterword_jobs::Clock;
use afterword_shared::{
    id::{QuestionId, SurveyId},
    survey::Question,
};
use afterword_store::{Outcome, Records};
use afterword_wording::{Language, bold};
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use draft::{Action, Draft, Used};
use form::{Fields, FormState};
use jiff::Timestamp;
use maud::{Markup, html};
use preview::At;
use serde::Deserialize;
use std::sync::Arc;
use view::{EditorView, Notice};

/// The most bytes of a posted draft: a file of 1 MB twice, as a browser encodes it.
pub(crate) const FORM_LIMIT: usize = 8 * 1024 * 1024;

/// A survey that is to be edited.
struct Loaded {
    kept: Versioned<SurveyHead>,
    version: Arc<SurveyVersion>,
}

impl Loaded {
    async fn of(store: &Records, access: &ShopContext, survey: &str) -> Result<Self, Error> {
        let kept = surveys::own(store, access, survey).await?;
        let version = version(store, kept.value.id, kept.value.version).await?;
        Ok(Self { kept, version })
    }

    fn file(&self) -> SurveyFile {
        SurveyFile::of(&self.kept.value, &self.version)
    }

    /// What is saved, as a digest: another one says that somebody changed it.
    fn basis(&self) -> String {
        secret::hash(&self.file().write()).to_string()
    }

    fn draft(&self, file: SurveyFile) -> FormState {
        FormState {
            draft: Draft {
                basis: self.basis(),
                file,
                removed: Vec::new(),
                language: String::new(),
            },
            fields: Fields::default(),
            wrong: Wrong::default(),
        }
    }

    /// What every question of every version was.
    async fn used(&self, store: &Records) -> Result<Used, Error> {
        let mut used = Used::default();
        for nth in 1..=self.kept.value.version {
            if let Some(version) = store.survey_version(self.version.survey, nth).await? {
                used.note(&version);
            }
        }
        Ok(used)
    }
}

/// What an address says of the change before it, and what is open on the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EditorQuery {
    saved: String,
    new: String,
    at: String,
    show: String,
}

/// `GET /shops/{shop}/surveys/{survey}/edit`
pub(crate) async fn get(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(query): Query<EditorQuery>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&store, &access, &survey).await?;
    let form = loaded.draft(loaded.file());
    let renamed = query.new.split(',').filter_map(|id| {
        let id: QuestionId = id.parse().ok()?;
        Some(loaded.version.content.question(&id)?.text.clone())
    });
    let notice = if query.saved == "1" {
        Notice::Saved(renamed.collect())
    } else {
        Notice::None
    };
    let (at, show) = (&query.at, &query.show);
    Ok(page(&access, &loaded, &form, notice, at, show))
}

/// `POST /shops/{shop}/surveys/{survey}/edit`
pub(crate) async fn post(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&store, &access, &survey).await?;
    // The button that was pressed comes last.
    let pressed = pairs.iter().rev().find(|(name, _)| name == "do");
    let action = pressed.map_or(Ok(Action::Keep), |(_, action)| action.parse());
    let action = action.unwrap_or(Action::Keep);
    let mut form = form::read(access.words, Fields::of(pairs), &access.zone)?;
    let used = loaded.used(&store).await?;
    form.draft.act(&action, &used);
    let show = form.fields.get("show").unwrap_or_default().to_owned();
    let at = opened(&action, &form);
    if !matches!(action, Action::Save | Action::Overwrite) {
        return Ok(page(&access, &loaded, &form, Notice::None, &at, &show));
    }
    check(access.words, &store, &loaded, &mut form).await?;
    if !form.wrong.is_empty() {
        let page = page(&access, &loaded, &form, Notice::None, &at, &show);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let overtaken = form.draft.basis != loaded.basis() && action != Action::Overwrite;
    let renamed = if overtaken {
        None
    } else {
        save(&ingest, &loaded, &mut form.draft, &used, clock.now()).await?
    };
    let Some(renamed) = renamed else {
        let page = page(&access, &loaded, &form, Notice::Overtaken, &at, &show);
        return Ok((StatusCode::CONFLICT, page).into_response());
    };
    let path = path(&access, loaded.kept.value.id);
    let at: String = url::form_urlencoded::byte_serialize(at.as_bytes()).collect();
    Ok(Redirect::to(&format!(
        "{path}/edit?saved=1&new={}&at={at}",
        renamed.join(",")
    ))
    .into_response())
}

/// What is open on the page after a button was pressed.
fn opened(action: &Action, form: &FormState) -> String {
    let questions = &form.draft.file.content.questions;
    let last = || questions.last().map(|question| question.id.to_string());
    match action {
        Action::Add(_) | Action::Blank(_) => last(),
        Action::Restore(id) | Action::Branch(id, _) | Action::Unbranch(id, _) => {
            Some(id.to_string())
        }
        Action::Ending(_) | Action::Unending(_) => Some("ends".to_owned()),
        Action::Translate => Some("languages".to_owned()),
        _ => None,
    }
    .or_else(|| form.fields.get("at").map(ToOwned::to_owned))
    .unwrap_or_default()
}

fn path(access: &ShopContext, survey: SurveyId) -> String {
    format!("{}/{survey}", Section::Surveys.path(access.frame.shop.id))
}

fn page(
    access: &ShopContext,
    loaded: &Loaded,
    form: &FormState,
    notice: Notice,
    at: &str,
    show: &str,
) -> Response {
    let content = &form.draft.file.content;
    let language = if show.is_empty() {
        &content.locale
    } else {
        show
    };
    let editor = EditorView {
        frame: &access.frame,
        head: &loaded.kept.value,
        form,
        zone: &access.zone,
        changed: form.draft.file != loaded.file() || !form.wrong.is_empty(),
        notice,
        at,
        language,
    };
    guard::framing(editor.page())
}

/// Notes everything that keeps a draft from being saved.
async fn check(
    words: Language,
    store: &Records,
    loaded: &Loaded,
    form: &mut FormState,
) -> Result<(), Error> {
    form.check(words);
    let file = &form.draft.file;
    if !form.wrong.is_empty() {
        return Ok(());
    }
    form.wrong.take("rules", rules::check(&file.rules));
    let head = SurveyHead {
        rules: file.rules.clone(),
        place: file.place,
        ..loaded.kept.value.clone()
    };
    form.wrong.take("rules", surveys::fits(store, head).await?);
    Ok(())
}

/// Saves a draft that was checked; the ids of questions that are new ones since they measure
/// something else, or `None` where somebody was faster.
async fn save(
    ingest: &Ingest,
    loaded: &Loaded,
    draft: &mut Draft,
    used: &Used,
    now: Timestamp,
) -> Result<Option<Vec<String>>, Error> {
    let before: Vec<Question> = draft.file.content.questions.clone();
    draft.settle(used);
    let after = &draft.file.content.questions;
    let renamed = before
        .iter()
        .zip(after)
        .filter(|(before, after)| before.id != after.id);
    let renamed = renamed.map(|(_, after)| after.id.to_string()).collect();
    let file = draft.file.clone();
    let head = &loaded.kept.value;
    let reworded =
        file.content != loaded.version.content || file.translations != loaded.version.translations;
    let next = SurveyHead {
        name: file.name.trim().to_owned(),
        version: head.version + u32::from(reworded),
        rules: file.rules,
        place: file.place,
        theme: file.theme,
        ..head.clone()
    };
    let version = SurveyVersion {
        shop: head.shop,
        survey: head.id,
        version: next.version,
        content: file.content,
        translations: file.translations,
        created_at: now,
    };
    let mut change = Change::put(Expect::At(loaded.kept.sequence), Record::Survey(next));
    if reworded {
        change = change.and(Expect::Absent, Record::SurveyVersion(version));
    }
    let saved = matches!(ingest.write(change).await?, Outcome::Saved(_));
    Ok(saved.then_some(renamed))
}

/// `GET /shops/{shop}/surveys/{survey}/preview`: the form as it is saved.
pub(crate) async fn preview_saved(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(query): Query<EditorQuery>,
) -> Result<Response, Failure> {
    let file = Loaded::of(&store, &access, &survey).await?.file();
    let at = At::parse(&query.at, &file.content);
    Ok(preview::page(
        access.words,
        &file,
        &access.frame.shop,
        &query.show,
        at.as_ref(),
    ))
}

/// `POST /shops/{shop}/surveys/{survey}/preview`: the form as the draft has it.
pub(crate) async fn preview(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    Loaded::of(&store, &access, &survey).await?;
    let form = form::read(access.words, Fields::of(pairs), &access.zone)?;
    let file = &form.draft.file;
    let field = |name| form.fields.get(name).unwrap_or_default();
    let at = At::parse(field("at"), &file.content);
    Ok(preview::page(
        access.words,
        file,
        &access.frame.shop,
        field("show"),
        at.as_ref(),
    ))
}

/// `GET /shops/{shop}/surveys/{survey}/survey.json`
pub(crate) async fn export(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let file = Loaded::of(&store, &access, &survey).await?.file();
    let headers = [
        (
            header::CONTENT_TYPE,
            "application/json; charset=utf-8".to_owned(),
        ),
        (
            header::CONTENT_DISPOSITION,
            format!(
                "attachment; filename=\"{}survey.json\"",
                crate::owner::pages::export::slug(&file.name)
            ),
        ),
    ];
    Ok((headers, file.write()).into_response())
}

/// A survey's file as it was pasted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ImportForm {
    file: String,
}

/// `GET /shops/{shop}/surveys/{survey}/import`
pub(crate) async fn import_form(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let loaded = Loaded::of(&store, &access, &survey).await?;
    Ok(import_page(&access, Some(&loaded.kept.value), "", &[]))
}

/// `POST /shops/{shop}/surveys/{survey}/import`: the file as a draft of this survey.
pub(crate) async fn import(
    State(store): State<Records>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(typed): Form<ImportForm>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&store, &access, &survey).await?;
    match SurveyFile::read(access.words, &typed.file) {
        Ok(file) => {
            let form = loaded.draft(file);
            Ok(page(&access, &loaded, &form, Notice::Imported, "", ""))
        }
        Err(wrong) => {
            let page = import_page(&access, Some(&loaded.kept.value), &typed.file, &wrong);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `GET /shops/{shop}/surveys/import`
pub(crate) async fn import_new_form(access: ShopContext) -> Markup {
    import_page(&access, None, "", &[])
}

/// `POST /shops/{shop}/surveys/import`: a new survey out of a file; it waits until it is started.
pub(crate) async fn import_new(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Form(typed): Form<ImportForm>,
) -> Result<Response, Failure> {
    let read = SurveyFile::read(access.words, &typed.file).and_then(|file| {
        let checked = rules::check(&file.rules);
        checked
            .map(|()| file)
            .map_err(|error| vec![access.words.survey_file_at("rules", &error.to_string())])
    });
    match read {
        Ok(file) => {
            let editor = add(&store, &ingest, &access, file, clock.now()).await?;
            Ok(Redirect::to(&editor).into_response())
        }
        Err(wrong) => {
            let page = import_page(&access, None, &typed.file, &wrong);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /shops/{shop}/surveys/{survey}/duplicate`
pub(crate) async fn duplicate(
    State(store): State<Records>,
    State(ingest): State<Ingest>,
    State(clock): State<Clock>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let mut file = Loaded::of(&store, &access, &survey).await?.file();
    file.name = copy_name(access.words, &file.name);
    let editor = add(&store, &ingest, &access, file, clock.now()).await?;
    Ok(Redirect::to(&editor))
}

/// What a survey's duplicate is called: the name is shortened where it would get too long.
fn copy_name(words: Language, name: &str) -> String {
    let added = words.surveys_copy_name("").chars().count();
    let room = validate::NAME_LIMIT.saturating_sub(added);
    let name: String = name.chars().take(room).collect();
    words.surveys_copy_name(name.trim_end())
}

/// Saves a survey as a new one that does not ask yet; returns its editor's address.
async fn add(
    store: &Records,
    ingest: &Ingest,
    access: &ShopContext,
    file: SurveyFile,
    now: Timestamp,
) -> Result<String, Failure> {
    surveys::room(store, access).await?;
    let id = SurveyId::new(milliseconds(now), secret::random_id());
    let head = SurveyHead {
        id,
        shop: access.frame.shop.id,
        name: file.name.trim().to_owned(),
        status: SurveyStatus::Paused,
        version: 1,
        rules: file.rules,
        place: file.place,
        theme: file.theme,
        target: None,
        shared: Vec::new(),
        created_at: now,
    };
    let version = SurveyVersion {
        shop: access.frame.shop.id,
        survey: id,
        version: 1,
        content: file.content,
        translations: file.translations,
        created_at: now,
    };
    let change = Change::put(Expect::Absent, Record::Survey(head))
        .and(Expect::Absent, Record::SurveyVersion(version));
    ingest.must_write(change).await?;
    Ok(format!("{}/edit?saved=1", path(access, id)))
}

fn import_page(
    access: &ShopContext,
    into: Option<&SurveyHead>,
    text: &str,
    wrong: &[String],
) -> Markup {
    let words = access.words;
    let surveys = Section::Surveys.path(access.frame.shop.id);
    let (action, title, note, button) = match into {
        Some(head) => (
            format!("{surveys}/{}/import", head.id),
            words.editor_file_into(&head.name),
            words.editor_file_into_note(),
            words.editor_file_load(),
        ),
        None => (
            format!("{surveys}/import"),
            words.editor_file_new().to_owned(),
            words.editor_file_new_note(),
            words.editor_file_add(),
        ),
    };
    // A file over the limit is not sent back: it would not fit into the page either.
    let text = if text.len() > survey_file::FILE_LIMIT {
        ""
    } else {
        text
    };
    access.frame.page(
        Section::Surveys,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { (title) }
                    p.note { (note) }
                } }
                @if !wrong.is_empty() {
                    div.summary-wrong role="alert" {
                        (words.editor_file_wrong(wrong.len() as u64, bold))
                        ul { @for sentence in wrong { li { (sentence) } } }
                    }
                }
                form.card method="post" action=(action) {
                    div.field hidden data-file {
                        label for="choose" { (words.editor_file()) }
                        input id="choose" type="file" accept="application/json,.json";
                    }
                    div.field {
                        label for="file" { (words.editor_file_text()) }
                        p.hint id="file-hint" { (words.editor_file_text_hint()) }
                        textarea.code id="file" name="file" rows="14" spellcheck="false" autocapitalize="none" required aria-describedby="file-hint"
                            aria-invalid=[(!wrong.is_empty()).then_some("true")] { "\n" (text) }
                    }
                    div.actions {
                        button.button type="submit" { (button) }
                        a.button.quiet href=(surveys) { (words.editor_file_back()) }
                    }
                }
                script defer src=(EDITOR_JS.path) {}
            }
        },
    )
}
