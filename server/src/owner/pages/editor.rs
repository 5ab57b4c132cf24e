//! The survey editor: one page, one form that carries the whole draft. Every button returns the
//! page with the draft changed; only *Save* keeps anything.

pub(crate) mod draft;
mod form;
mod preview;
#[cfg(test)]
mod tests;
mod translate;
mod view;

use super::{overview::version, surveys};
use crate::{
    http::{access::ShopContext, guard},
    owner::parts::{failure::Failure, form::Form, layout::Section},
    services::{
        error::Error,
        survey_file::{self, SurveyFile},
    },
    shopper::{files, triggers},
    state::App,
};
use afterword_domain::{
    change::{Change, Expect, Kept},
    record::{Record, SurveyHead, SurveyStatus, SurveyVersion},
    rules, secret,
    validate::{self, milliseconds},
};
use afterword_shared::{
    id::{QuestionId, SurveyId},
    survey::Question,
};
use afterword_store::Outcome;
use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use draft::{Action, Draft, Used};
use form::{Fields, Typed};
use maud::{Markup, html};
use preview::At;
use serde::Deserialize;
use std::sync::Arc;
use view::{Page, Told};

/// The most bytes of a posted draft: a file of 1 MB twice, as a browser encodes it.
pub(crate) const FORM_LIMIT: usize = 8 * 1024 * 1024;

/// A survey that is to be edited.
struct Loaded {
    kept: Kept<SurveyHead>,
    version: Arc<SurveyVersion>,
}

impl Loaded {
    async fn of(app: &App, access: &ShopContext, survey: &str) -> Result<Self, Error> {
        let kept = surveys::own(app, access, survey).await?;
        let version = version(app.store(), kept.value.id, kept.value.version).await?;
        Ok(Self { kept, version })
    }

    fn file(&self) -> SurveyFile {
        SurveyFile::of(&self.kept.value, &self.version)
    }

    /// Tells whether what is saved is still the same.
    fn basis(&self) -> String {
        secret::hash(&self.file().write()).to_string()
    }

    fn draft(&self, file: SurveyFile) -> Typed {
        Typed {
            draft: Draft {
                basis: self.basis(),
                file,
                removed: Vec::new(),
                language: String::new(),
            },
            fields: Fields::default(),
            wrong: crate::owner::parts::form::Wrong::default(),
        }
    }

    /// What every question of every version was.
    async fn used(&self, app: &App) -> Result<Used, Error> {
        let mut used = Used::default();
        for nth in 1..=self.kept.value.version {
            if let Some(version) = app.store().survey_version(self.version.survey, nth).await? {
                used.note(&version);
            }
        }
        Ok(used)
    }
}

/// What an address tells of the change before it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    saved: String,
    new: String,
    at: String,
    show: String,
}

/// `GET /shops/{shop}/surveys/{survey}/edit`
pub(crate) async fn get(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&app, &access, &survey).await?;
    let typed = loaded.draft(loaded.file());
    let renamed = asked.new.split(',').filter_map(|id| {
        let id: QuestionId = id.parse().ok()?;
        Some(loaded.version.content.question(&id)?.text.clone())
    });
    let told = if asked.saved == "1" {
        Told::Saved(renamed.collect())
    } else {
        Told::Nothing
    };
    Ok(page(&access, &loaded, &typed, told, &asked.at, &asked.show))
}

/// `POST /shops/{shop}/surveys/{survey}/edit`
pub(crate) async fn post(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&app, &access, &survey).await?;
    // The button that was pressed is told last.
    let pressed = pairs.iter().rev().find(|(name, _)| name == "do");
    let action = pressed.map_or(Ok(Action::Keep), |(_, action)| action.parse());
    let action = action.unwrap_or(Action::Keep);
    let mut typed = form::read(Fields::of(pairs), &access.zone)?;
    let used = loaded.used(&app).await?;
    typed.draft.act(&action, &used);
    let show = typed.fields.get("show").unwrap_or_default().to_owned();
    let at = opened(&action, &typed);
    if !matches!(action, Action::Save | Action::Overwrite) {
        return Ok(page(&access, &loaded, &typed, Told::Nothing, &at, &show));
    }
    check(&app, &loaded, &mut typed).await?;
    if !typed.wrong.is_empty() {
        let page = page(&access, &loaded, &typed, Told::Nothing, &at, &show);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let overtaken = typed.draft.basis != loaded.basis() && action != Action::Overwrite;
    let renamed = if overtaken {
        None
    } else {
        save(&app, &loaded, &mut typed.draft, &used).await?
    };
    let Some(renamed) = renamed else {
        let page = page(&access, &loaded, &typed, Told::Overtaken, &at, &show);
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
fn opened(action: &Action, typed: &Typed) -> String {
    let questions = &typed.draft.file.content.questions;
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
    .or_else(|| typed.fields.get("at").map(ToOwned::to_owned))
    .unwrap_or_default()
}

fn path(access: &ShopContext, survey: SurveyId) -> String {
    format!("{}/{survey}", Section::Surveys.path(access.frame.shop.id))
}

fn page(
    access: &ShopContext,
    loaded: &Loaded,
    typed: &Typed,
    told: Told,
    at: &str,
    show: &str,
) -> Response {
    let content = &typed.draft.file.content;
    let language = if show.is_empty() {
        &content.locale
    } else {
        show
    };
    let page = Page {
        frame: &access.frame,
        head: &loaded.kept.value,
        typed,
        zone: &access.zone,
        changed: typed.draft.file != loaded.file() || !typed.wrong.is_empty(),
        told,
        at,
        language,
    };
    guard::framing(page.view())
}

/// Notes everything that keeps a draft from being saved.
async fn check(app: &App, loaded: &Loaded, typed: &mut Typed) -> Result<(), Error> {
    typed.check();
    let file = &typed.draft.file;
    if !typed.wrong.is_empty() {
        return Ok(());
    }
    typed.wrong.take("rules", rules::check(&file.rules));
    let head = SurveyHead {
        rules: file.rules.clone(),
        place: file.place,
        ..loaded.kept.value.clone()
    };
    typed.wrong.take("rules", fits(app, head).await?);
    Ok(())
}

/// Whether the triggers of a shop's live surveys fit into its tag with this one.
pub(crate) async fn fits(app: &App, head: SurveyHead) -> Result<Result<(), Error>, Error> {
    if head.status != SurveyStatus::Live {
        return Ok(Ok(()));
    }
    let shop = app.store().shop(head.shop).await?;
    let locale = shop.map(|kept| kept.value.locale).unwrap_or_default();
    let mut live: Vec<SurveyHead> = app
        .store()
        .surveys(head.shop)
        .await?
        .into_iter()
        .map(|kept| kept.value)
        .filter(|other| other.status == SurveyStatus::Live && other.id != head.id)
        .collect();
    live.push(head);
    Ok(triggers::check_together(&live, &files::tab_words(&locale)))
}

/// Saves a draft that was checked; the ids of questions that are new ones since they measure
/// something else, or `None` where somebody was faster.
async fn save(
    app: &App,
    loaded: &Loaded,
    draft: &mut Draft,
    used: &Used,
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
        created_at: app.now(),
    };
    let mut change = Change::put(Expect::At(loaded.kept.sequence), Record::Survey(next));
    if reworded {
        change = change.and(Expect::Absent, Record::SurveyVersion(version));
    }
    let saved = matches!(app.write(change).await?, Outcome::Saved(_));
    Ok(saved.then_some(renamed))
}

/// `GET /shops/{shop}/surveys/{survey}/preview`: the form as it is saved.
pub(crate) async fn preview_saved(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let file = Loaded::of(&app, &access, &survey).await?.file();
    let at = At::parse(&asked.at, &file.content);
    Ok(preview::page(
        &file,
        &access.frame.shop,
        &asked.show,
        at.as_ref(),
    ))
}

/// `POST /shops/{shop}/surveys/{survey}/preview`: the form as the draft has it.
pub(crate) async fn preview(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    Loaded::of(&app, &access, &survey).await?;
    let typed = form::read(Fields::of(pairs), &access.zone)?;
    let file = &typed.draft.file;
    let asked = |name| typed.fields.get(name).unwrap_or_default();
    let at = At::parse(asked("at"), &file.content);
    Ok(preview::page(
        file,
        &access.frame.shop,
        asked("show"),
        at.as_ref(),
    ))
}

/// `GET /shops/{shop}/surveys/{survey}/survey.json`
pub(crate) async fn export(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let file = Loaded::of(&app, &access, &survey).await?.file();
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
pub(crate) struct Pasted {
    file: String,
}

/// `GET /shops/{shop}/surveys/{survey}/import`
pub(crate) async fn import_form(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let loaded = Loaded::of(&app, &access, &survey).await?;
    Ok(import_page(&access, Some(&loaded.kept.value), "", &[]))
}

/// `POST /shops/{shop}/surveys/{survey}/import`: the file as a draft of this survey.
pub(crate) async fn import(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&app, &access, &survey).await?;
    match SurveyFile::read(&pasted.file) {
        Ok(file) => {
            let typed = loaded.draft(file);
            Ok(page(&access, &loaded, &typed, Told::Imported, "", ""))
        }
        Err(wrong) => {
            let page = import_page(&access, Some(&loaded.kept.value), &pasted.file, &wrong);
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
    State(app): State<App>,
    access: ShopContext,
    Form(pasted): Form<Pasted>,
) -> Result<Response, Failure> {
    let read = SurveyFile::read(&pasted.file).and_then(|file| {
        let kept = rules::check(&file.rules);
        kept.map(|()| file)
            .map_err(|error| vec![format!("rules: {error}")])
    });
    match read {
        Ok(file) => Ok(add(&app, &access, file).await?.into_response()),
        Err(wrong) => {
            let page = import_page(&access, None, &pasted.file, &wrong);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `POST /shops/{shop}/surveys/{survey}/duplicate`
pub(crate) async fn duplicate(
    State(app): State<App>,
    access: ShopContext,
    Path((_, survey)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let mut file = Loaded::of(&app, &access, &survey).await?.file();
    let room = validate::NAME_LIMIT - " (copy)".len();
    let name: String = file.name.chars().take(room).collect();
    file.name = format!("{} (copy)", name.trim_end());
    add(&app, &access, file).await
}

/// Keeps a survey as a new one that does not ask yet, and leads to its editor.
async fn add(app: &App, access: &ShopContext, file: SurveyFile) -> Result<Redirect, Failure> {
    crate::owner::pages::surveys::room(app, access).await?;
    let now = app.now();
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
    app.must_write(change).await?;
    Ok(Redirect::to(&format!("{}/edit?saved=1", path(access, id))))
}

fn import_page(
    access: &ShopContext,
    into: Option<&SurveyHead>,
    text: &str,
    wrong: &[String],
) -> Markup {
    let surveys = Section::Surveys.path(access.frame.shop.id);
    let action = match into {
        Some(head) => format!("{surveys}/{}/import", head.id),
        None => format!("{surveys}/import"),
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
                    h1 { @match into { Some(head) => { "Load a file into “" (head.name) "”" }, None => "A survey from a file" } }
                    p.note {
                        @match into {
                            Some(_) => "It becomes a draft: nothing is saved before you look at it and save it.",
                            None => "It becomes a survey of this shop, and waits until you start it.",
                        }
                    }
                } }
                @if !wrong.is_empty() {
                    div.summary-wrong role="alert" {
                        b { @match wrong.len() { 1 => "One thing is wrong with this file.", n => { (n) " things are wrong with this file." } } }
                        " Nothing was loaded. Mend it below or in the file."
                        ul { @for sentence in wrong { li { (sentence) } } }
                    }
                }
                form.card method="post" action=(action) {
                    div.field hidden data-file {
                        label for="choose" { "File" }
                        input id="choose" type="file" accept="application/json,.json";
                    }
                    div.field {
                        label for="file" { "Its text" }
                        p.hint id="file-hint" { "Paste what a survey’s page saved as a file: JSON of at most 1 MB." }
                        textarea.code id="file" name="file" rows="14" spellcheck="false" autocapitalize="none" required aria-describedby="file-hint"
                            aria-invalid=[(!wrong.is_empty()).then_some("true")] { "\n" (text) }
                    }
                    div.actions {
                        button.button type="submit" { @match into { Some(_) => "Load as a draft", None => "Add survey" } }
                        a.button.quiet href=(surveys) { "Back to the surveys" }
                    }
                }
                script defer src=(crate::http::assets::EDITOR_JS.path) {}
            }
        },
    )
}
