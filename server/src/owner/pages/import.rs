//! Bringing in what other tools know: choose a file, see how it would be read, try it, import it.

use crate::{
    config::Config,
    http::{
        access::{Frame, ShopContext},
        failure::Failure,
    },
    owner::parts::{
        answer_line::in_words,
        form::{self, Form},
        layout::Section,
        survey_picker::{pick, surveys_of, version},
    },
    services::{
        error::Error,
        import_run::ImportReport,
        import_words,
        uploads::{
            FILE_LIMIT, Imports, NewUpload, RunningImports, UPLOAD_LIMIT, Upload, UploadKind,
            UploadState,
        },
    },
};
use afterword_domain::record::{SurveyHead, SurveyVersion};
use afterword_import::{
    column::{Field, Part},
    moment::DayOrder,
    plan::{Look, LookError, Overrides},
    row::RowReader,
    rows::DELIMITERS,
    sink::Progress,
    text::{self, Encoding},
};
use afterword_jobs::Clock;
use afterword_shared::survey::Survey;
use afterword_store::Records;
use afterword_wording::Language;
use axum::{
    body::Body,
    extract::{Multipart, Path, State, multipart::MultipartError},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use maud::{Markup, html};
use std::{
    collections::BTreeMap,
    sync::{Arc, atomic::Ordering},
};
use tokio::io::AsyncWriteExt;

/// The most bytes of the form that says what columns are.
pub(crate) const FORM_LIMIT: usize = 512 * 1024;
/// How many cells of a column are shown.
const SHOWN: usize = 3;

/// `GET /shops/{shop}/import`
pub(crate) async fn get(
    State(store): State<Records>,
    access: ShopContext,
) -> Result<Markup, Failure> {
    let surveys = surveys_of(&store, access.frame.shop.id).await?;
    Ok(choose(&access.frame, &surveys, "", None))
}

/// `POST /shops/{shop}/import`: takes the files in, written as they come.
pub(crate) async fn upload(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(clock): State<Clock>,
    access: ShopContext,
    form: Multipart,
) -> Result<Response, Failure> {
    let surveys = surveys_of(&store, access.frame.shop.id).await?;
    let mut chosen = String::new();
    let refused = match take(&config, &access, &mut chosen, form).await {
        Ok(files) => match look(&store, &access, &surveys, &chosen, files, clock.now()).await {
            Ok(id) => return Ok(Redirect::to(&address(&access.frame, &id)).into_response()),
            Err(refused) => refused,
        },
        Err(refused) => refused,
    };
    match refused {
        Refused::Sentence(sentence) => {
            let page = choose(&access.frame, &surveys, &chosen, Some(&sentence));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Refused::Error(error) => Err(error.into()),
    }
}

/// Why an upload is not taken.
enum Refused {
    /// The form says so.
    Sentence(String),
    /// Something else went wrong.
    Error(Error),
}

impl Refused {
    fn with(sentence: &str) -> Self {
        Self::Sentence(sentence.to_owned())
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Error(Error::Internal(format!("an upload can't be kept: {error}")))
    }
}

/// Files that were taken in, and what they are called.
struct Files {
    upload: NewUpload,
    names: Vec<String>,
}

async fn take(
    config: &Config,
    access: &ShopContext,
    chosen: &mut String,
    mut form: Multipart,
) -> Result<Files, Refused> {
    let words = access.words;
    let broke_off = |_: MultipartError| Refused::with(words.import_broke_off());
    let upload = NewUpload::begin(&config.data)?;
    let mut names = Vec::new();
    let mut bytes = 0;
    while let Some(mut field) = form.next_field().await.map_err(broke_off)? {
        match field.name() {
            Some("survey") => *chosen = field.text().await.map_err(broke_off)?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    continue;
                }
                if names.len() >= FILE_LIMIT {
                    let sentence = words.import_too_many_files(FILE_LIMIT as u64);
                    return Err(Refused::Sentence(sentence));
                }
                let mut file = tokio::fs::File::create(upload.place(names.len())).await?;
                while let Some(chunk) = field.chunk().await.map_err(broke_off)? {
                    bytes += chunk.len() as u64;
                    if bytes > UPLOAD_LIMIT {
                        return Err(Refused::with(words.import_too_large()));
                    }
                    file.write_all(&chunk).await?;
                }
                file.flush().await?;
                names.push(name);
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return Err(Refused::with(words.import_no_file()));
    }
    Ok(Files { upload, names })
}

/// Looks at what was uploaded; returns its name in addresses.
async fn look(
    store: &Records,
    access: &ShopContext,
    surveys: &[SurveyHead],
    chosen: &str,
    files: Files,
    now: Timestamp,
) -> Result<String, Refused> {
    let words = access.words;
    let survey = pick(surveys, chosen).cloned();
    let survey = survey.ok_or_else(|| Refused::with(words.import_survey_first()))?;
    let content = version(store, survey.id, survey.version).await?;
    let zone = access.frame.shop.time_zone.clone();
    let Files { upload, names } = files;
    let upload = upload
        .keep()
        .ok_or_else(|| Error::Internal("an upload lost its folder".into()))?;
    // From here on the folder is cleared away where nothing can be made of it.
    let looked = tokio::task::spawn_blocking(move || {
        let state = upload.look(names, &survey, &content, &zone, now);
        match state {
            Ok(state) => upload
                .write(&state)
                .map(|()| upload.id.clone())
                .map_err(Refused::from),
            Err(error) => {
                upload.discard();
                Err(Refused::Sentence(import_words::upload_error(words, &error)))
            }
        }
    });
    looked
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
}

fn path(frame: &Frame) -> String {
    format!("/shops/{}/import", frame.shop.id)
}

fn address(frame: &Frame, id: &str) -> String {
    format!("{}/{id}", path(frame))
}

/// The page on which a file is chosen.
fn choose(frame: &Frame, surveys: &[SurveyHead], chosen: &str, wrong: Option<&str>) -> Markup {
    let words = frame.words;
    let usual = pick(surveys, chosen).map(|survey| survey.id);
    let install = |text: &str| html! { a href=(Section::Install.path(frame.shop.id)) { (text) } };
    frame.page(
        Section::Responses,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { (words.import_title()) }
                    p.note { (words.import_note()) }
                } }
                @if let Some(sentence) = wrong {
                    div.summary-wrong role="alert" { (sentence) }
                }
                @if surveys.is_empty() {
                    section.card {
                        p.few { (words.import_no_survey()) }
                        p.note { (words.import_no_survey_note()) }
                        div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { (words.import_add_survey()) } }
                    }
                } @else {
                    form.card method="post" action=(path(frame)) enctype="multipart/form-data" {
                        div.field {
                            label for="survey" { (words.import_survey()) }
                            p.hint id="survey-hint" { (words.import_survey_hint()) }
                            select id="survey" name="survey" aria-describedby="survey-hint" {
                                @for survey in surveys {
                                    option value=(survey.id) selected[usual == Some(survey.id)] { (survey.name) }
                                }
                            }
                        }
                        div.field {
                            label for="file" { (words.import_file()) }
                            p.hint id="file-hint" { (words.import_file_hint()) }
                            input id="file" type="file" name="file" multiple required aria-describedby="file-hint" aria-invalid=[wrong.map(|_| "true")];
                        }
                        div.actions { button.button type="submit" { (words.import_look()) } }
                    }
                }
                section.section {
                    h2 { (words.import_can_hold()) }
                    dl.words {
                        dt { (words.import_answers()) } dd { (words.import_answers_note()) }
                        dt { (words.import_orders()) } dd { (words.import_orders_note()) }
                        dt { (words.import_customers()) } dd { (words.import_customers_note()) }
                    }
                    p.note { (words.import_twice(install)) }
                }
            }
        },
    )
}

/// An upload with its survey.
struct LoadedUpload {
    upload: Upload,
    state: UploadState,
    survey: SurveyHead,
    content: Arc<SurveyVersion>,
    surveys: Vec<SurveyHead>,
}

impl LoadedUpload {
    async fn of(
        config: &Config,
        store: &Records,
        access: &ShopContext,
        id: &str,
    ) -> Result<Self, Error> {
        let gone = || Error::NotFound(access.words.import_gone());
        let upload = Upload::find(&config.data, access.frame.shop.id, id);
        let (upload, state) = upload.ok_or_else(gone)?;
        let surveys = surveys_of(store, access.frame.shop.id).await?;
        let survey = surveys.iter().find(|survey| survey.id == state.survey);
        let survey = survey.cloned().ok_or_else(gone)?;
        let content = version(store, survey.id, survey.version).await?;
        Ok(Self {
            upload,
            state,
            survey,
            content,
            surveys,
        })
    }
}

/// `GET /shops/{shop}/import/{upload}`: how it would be read, how far it is, or what became of it.
pub(crate) async fn show(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(running): State<Arc<RunningImports>>,
    State(clock): State<Clock>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let loaded = LoadedUpload::of(&config, &store, &access, &id).await?;
    let progress = running.progress(&id);
    Ok(page(&access, &loaded, progress.as_deref(), clock.now()))
}

/// `GET /shops/{shop}/import/{upload}/live`: the part of the page that changes by itself; once
/// nothing runs any more, 205: the whole page is another then.
pub(crate) async fn live(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(running): State<Arc<RunningImports>>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let loaded = LoadedUpload::of(&config, &store, &access, &id).await?;
    let address = address(&access.frame, &loaded.upload.id);
    Ok(running.progress(&id).map_or_else(
        || StatusCode::RESET_CONTENT.into_response(),
        |progress| how_far(access.words, &address, &progress).into_response(),
    ))
}

/// `POST /shops/{shop}/import/{upload}/stop`
pub(crate) async fn stop(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(running): State<Arc<RunningImports>>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let loaded = LoadedUpload::of(&config, &store, &access, &id).await?;
    if let Some(progress) = running.progress(&id) {
        progress.stop.store(true, Ordering::Relaxed);
    }
    Ok(Redirect::to(&address(&access.frame, &loaded.upload.id)))
}

/// `GET /shops/{shop}/import/{upload}/refused.csv`
pub(crate) async fn refused(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let loaded = LoadedUpload::of(&config, &store, &access, &id).await?;
    let none = Error::NotFound(access.words.import_nothing_refused());
    let path = loaded.upload.refused().ok_or(none)?;
    let file = tokio::fs::File::open(path)
        .await
        .map_err(|error| Error::Internal(format!("refused rows can't be read: {error}")))?;
    let chunks = futures_util::stream::try_unfold(file, async |mut file| {
        use tokio::io::AsyncReadExt;
        let mut chunk = vec![0; 64 * 1024];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then(|| (axum::body::Bytes::from(chunk), file)))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"refused-rows.csv\"",
        ),
    ];
    Ok((headers, Body::from_stream(chunks)).into_response())
}

/// `POST /shops/{shop}/import/{upload}`: says how the file is read, and starts what is asked for.
pub(crate) async fn post(
    State(config): State<Arc<Config>>,
    State(store): State<Records>,
    State(imports): State<Imports>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let mut loaded = LoadedUpload::of(&config, &store, &access, &id).await?;
    let here = Redirect::to(&address(&access.frame, &id));
    if imports.progress(&id).is_some() {
        return Ok(here.into_response());
    }
    let form = PlanForm(fields);
    let named = |survey: &&SurveyHead| survey.id.to_string() == form.text("survey");
    if let Some(survey) = loaded.surveys.iter().find(named) {
        loaded.survey = survey.clone();
        loaded.state.survey = survey.id;
        loaded.content = version(&store, survey.id, survey.version).await?;
    }
    let act = form.text("do").to_owned();
    let mut loaded = tokio::task::spawn_blocking(move || form.apply(loaded))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(|error| Error::Refused(import_words::look_error(access.words, &error)))?;
    loaded.state.report = None;
    loaded.state.failed = None;
    let written = loaded.upload.write(&loaded.state);
    written.map_err(|error| Error::Internal(format!("an upload can't be kept: {error}")))?;
    let questions = loaded.state.look.as_ref().map(Look::questions);
    if act != "look" && questions.is_none_or(|questions| questions.is_empty()) {
        let dry = act != "import";
        imports.start(&loaded.upload, loaded.state, loaded.survey, dry)?;
    }
    Ok(here.into_response())
}

/// The fields of the form.
struct PlanForm(Vec<(String, String)>);

impl PlanForm {
    fn text(&self, name: &str) -> &str {
        let field = self.0.iter().find(|(field, _)| field == name);
        field.map_or("", |(_, value)| value.trim())
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// Looks at the file as the form says; what it says of columns is of the header that was shown.
    fn apply(&self, mut loaded: LoadedUpload) -> Result<LoadedUpload, LookError> {
        if loaded.state.kind != UploadKind::Table || !loaded.upload.is_there() {
            return Ok(loaded);
        }
        let shown = loaded.state.look.clone();
        let overrides = Overrides {
            encoding: Encoding::of(self.text("encoding")),
            delimiter: DELIMITERS
                .into_iter()
                .find(|delimiter| u32::from(*delimiter).to_string() == self.text("delimiter"))
                .and_then(|delimiter| u8::try_from(delimiter).ok()),
            days: DayOrder::parse(self.text("days")),
            zone: self.optional("zone"),
            currency: self.optional("currency").map(|code| code.to_uppercase()),
            columns: Vec::new(),
        };
        let LoadedUpload {
            upload,
            state,
            content,
            ..
        } = &mut loaded;
        let zone = overrides.zone.clone().unwrap_or_else(|| "UTC".to_owned());
        upload.look_again(state, &overrides, content, &zone)?;
        if let (Some(look), Some(shown)) = (&mut state.look, shown)
            && look.header == shown.header
        {
            for (place, column) in look.plan.columns.iter_mut().enumerate() {
                if let Ok(field) = self.text(&format!("column-{place}")).parse() {
                    *column = field;
                }
            }
            // What day and month are was asked of the columns that were times then.
            let moments = |look: &Look| -> Vec<bool> {
                let columns = look.plan.columns.iter();
                columns.map(Field::is_moment).collect()
            };
            if moments(look) != moments(&shown) {
                let columns = look.header.iter().cloned();
                let columns = columns.zip(look.plan.columns.clone()).collect();
                let overrides = Overrides {
                    columns,
                    ..overrides
                };
                upload.look_again(state, &overrides, content, &zone)?;
            }
        }
        Ok(loaded)
    }
}

fn page(
    access: &ShopContext,
    loaded: &LoadedUpload,
    progress: Option<&Progress>,
    now: Timestamp,
) -> Markup {
    let (frame, words) = (&access.frame, access.words);
    let LoadedUpload {
        upload,
        state,
        survey,
        ..
    } = loaded;
    let address = address(frame, &upload.id);
    let uploaded = if now.duration_since(state.uploaded_at).as_secs() < 60 {
        words.import_just_uploaded(&survey.name)
    } else {
        let when = words.moment(state.uploaded_at, &access.zone);
        words.import_uploaded(&survey.name, &when)
    };
    frame.page(
        Section::Responses,
        &html! {
            main id="main" {
                div.head { div {
                    h1 { (title(words, state)) }
                    p.note { (uploaded) }
                } }
                @if let Some(progress) = progress {
                    div data-live={ (address) "/live" } { (how_far(words, &address, progress)) }
                } @else {
                    @if let Some(failed) = &state.failed {
                        div.summary-wrong role="alert" { (words.import_failed(failed)) }
                    }
                    @if let Some(report) = &state.report { (outcome(frame, loaded, report)) }
                    @if upload.is_there() { (plan(access, loaded, now)) }
                }
            }
        },
    )
}

fn title(words: Language, state: &UploadState) -> String {
    match (&state.kind, &state.names[..]) {
        (UploadKind::Olist, _) => words.import_olist_title().to_owned(),
        (_, [name, ..]) => words.import_file_title(name),
        (_, []) => words.import_a_file_title().to_owned(),
    }
}

/// How far an import has come.
fn how_far(words: Language, here: &str, progress: &Progress) -> Markup {
    let rows = progress.rows.load(Ordering::Relaxed);
    let percent = progress.percent();
    html! {
        section.card {
            h2.big { (words.import_reading(percent)) }
            progress.bar max="100" value=(percent) aria-label=(words.import_how_much()) { (words.count(percent)) " %" }
            p.note { (words.import_so_far(rows)) }
            div.actions {
                form.inline method="post" action={ (here) "/stop" } { button.button.quiet type="submit" { (words.import_stop()) } }
                noscript { a.button.quiet href=(here) { (words.import_see_how_far()) } }
            }
        }
    }
}

/// What became of an import.
fn outcome(frame: &Frame, loaded: &LoadedUpload, report: &ImportReport) -> Markup {
    let words = frame.words;
    let here = address(frame, &loaded.upload.id);
    let shop = frame.shop.id;
    let all_known = report.answers.added + report.orders.added + report.orders.changed == 0
        && report.refused == 0;
    let title = match report {
        report if report.stopped => words.import_stopped_title(),
        report if report.dry => words.import_dry_title(),
        report if report.rows == 0 => words.import_empty_title(),
        _ if all_known => words.import_known_title(),
        _ => words.import_done_title(),
    };
    html! {
        section.card role="status" {
            h2.big { (title) }
            ul.told { @for sentence in import_words::report(words, report) { li { (sentence) } } }
            @if !report.problems.is_empty() {
                div.scroll tabindex="0" role="group" aria-label=(words.import_refused_rows()) {
                    table.list {
                        thead { tr { th scope="col" { (words.import_line()) } th scope="col" { (words.import_why_refused()) } } }
                        tbody { @for problem in &report.problems {
                            tr { th.number scope="row" { (words.count(problem.line)) } td.why-not { (problem.reason) } }
                        } }
                    }
                }
                @let shown = report.problems.len() as u64;
                p.note {
                    @if report.refused > shown { (words.import_first_refused(shown, report.refused)) " " }
                    (words.import_mend())
                }
            }
            div.actions {
                @if loaded.upload.refused().is_some() { a.button.quiet href={ (here) "/refused.csv" } download { (words.import_refused_csv()) } }
                @if !report.dry && !report.stopped {
                    a.button href={ (Section::Overview.path(shop)) "?survey=" (loaded.survey.id) "&days=all" } { (words.import_to_overview()) }
                    a.button.quiet href=(path(frame)) { (words.import_another()) }
                }
            }
        }
    }
}

/// How the file is read, to be changed, and what to do with it.
fn plan(access: &ShopContext, loaded: &LoadedUpload, now: Timestamp) -> Markup {
    let (frame, words) = (&access.frame, access.words);
    let state = &loaded.state;
    let look = state.look.as_ref();
    let questions = look.map(Look::questions).unwrap_or_default();
    html! {
        @if !questions.is_empty() {
            div.summary-wrong {
                (words.import_questions(questions.len() as u64))
                ul { @for question in &questions { li { (import_words::question(words, question)) } } }
            }
        }
        form method="post" action=(address(frame, &loaded.upload.id)) {
            section.card {
                h2 { (words.import_how()) }
                div.triple {
                    div.field {
                        label for="survey" { (words.import_survey()) }
                        select id="survey" name="survey" {
                            @for survey in &loaded.surveys {
                                option value=(survey.id) selected[survey.id == loaded.survey.id] { (survey.name) }
                            }
                        }
                    }
                    @if let Some(look) = look { (reading(words, look)) }
                }
                @match state.kind {
                    UploadKind::Olist => p.note { (words.import_olist_note()) },
                    UploadKind::Records => p.note { (words.import_records_note()) },
                    UploadKind::Table => {}
                }
            }
            @if let Some(look) = look {
                section.card { (columns(words, look, &loaded.content.shown(&frame.shop.name))) }
                section.card { (preview(access, look, loaded, now)) }
            }
            div.actions {
                @if questions.is_empty() {
                    button.button type="submit" name="do" value="import" { (words.import_run()) }
                    button.button.quiet type="submit" name="do" value="try" { (words.import_try()) }
                }
                @if look.is_some() {
                    button.button type="submit" name="do" value="look" .quiet[questions.is_empty()] { (words.import_look_again()) }
                }
                a.link href=(path(frame)) { (words.import_other_file()) }
            }
        }
    }
}

/// Encoding, delimiter, dates, zone and currency.
fn reading(words: Language, look: &Look) -> Markup {
    let plan = &look.plan;
    let days = plan.days.map_or("", DayOrder::key);
    let mut encodings: Vec<&str> = text::OFFERED.iter().map(|(label, _)| *label).collect();
    if !encodings.contains(&&*plan.encoding) {
        encodings.insert(0, &plan.encoding);
    }
    let moments = plan.columns.iter().any(Field::is_moment);
    html! {
        div.field {
            label for="encoding" { (words.import_encoding()) }
            @if look.encoding_guessed { p.hint id="encoding-hint" { (words.import_encoding_hint()) } }
            select id="encoding" name="encoding" aria-describedby=[look.encoding_guessed.then_some("encoding-hint")] {
                @for label in encodings {
                    option value=(label) selected[label == plan.encoding] { (encoding_name(words, label)) }
                }
            }
        }
        div.field {
            label for="delimiter" { (words.import_delimiter()) }
            select id="delimiter" name="delimiter" {
                @for delimiter in DELIMITERS {
                    option value=(u32::from(delimiter)) selected[u32::from(delimiter) == u32::from(plan.delimiter)] { (delimiter_name(words, delimiter)) }
                }
            }
        }
        div.field {
            label for="days" { (words.import_days()) }
            @if moments && look.days_in_doubt { p.hint id="days-hint" { (words.import_days_hint()) } }
            select id="days" name="days" aria-invalid=[(moments && plan.days.is_none()).then_some("true")] aria-describedby=[(moments && look.days_in_doubt).then_some("days-hint")] {
                @if plan.days.is_none() { option value="" selected { (words.import_choose()) } }
                option value="day_first" selected[days == "day_first"] { (words.import_day_first()) }
                option value="month_first" selected[days == "month_first"] { (words.import_month_first()) }
            }
        }
        div.field {
            label for="zone" { (words.import_zone()) }
            select id="zone" name="zone" {
                @for zone in form::time_zones() {
                    option value=(zone) selected[zone == plan.zone] { (zone) }
                }
            }
        }
        div.field {
            label for="currency" { (words.import_currency()) }
            input id="currency" name="currency" type="text" value=(plan.currency.as_deref().unwrap_or_default()) placeholder="EUR" maxlength="3" autocomplete="off" autocapitalize="characters" spellcheck="false";
        }
    }
}

/// What stands between cells.
fn delimiter_name(words: Language, delimiter: char) -> &'static str {
    match delimiter {
        ',' => words.import_comma(),
        ';' => words.import_semicolon(),
        '\t' => words.import_tab(),
        _ => words.import_bar(),
    }
}

/// An encoding by its name, and where it is used.
fn encoding_name(words: Language, label: &str) -> String {
    let (name, region) = match label {
        "utf-8" => return "UTF-8".to_owned(),
        "macintosh" => return "Mac OS Roman".to_owned(),
        "utf-16le" => ("UTF-16", words.import_little_endian()),
        "utf-16be" => ("UTF-16", words.import_big_endian()),
        "windows-1252" => ("Windows-1252", words.import_western()),
        "windows-1250" => ("Windows-1250", words.import_central()),
        "windows-1257" => ("Windows-1257", words.import_baltic()),
        "windows-1251" => ("Windows-1251", words.import_cyrillic()),
        "windows-1253" => ("Windows-1253", words.import_greek()),
        "windows-1254" => ("Windows-1254", words.import_turkish()),
        "windows-1255" => ("Windows-1255", words.import_hebrew()),
        "windows-1256" => ("Windows-1256", words.import_arabic()),
        "windows-1258" => ("Windows-1258", words.import_vietnamese()),
        "shift_jis" => ("Shift_JIS", words.import_japanese()),
        "gb18030" => ("GB18030", words.import_simplified_chinese()),
        "big5" => ("Big5", words.import_traditional_chinese()),
        "euc-kr" => ("EUC-KR", words.import_korean()),
        label => return Encoding::of(label).map(Encoding::name).unwrap_or_default(),
    };
    words.import_encoding_of(name, region)
}

/// What each column is, with some of its cells.
fn columns(words: Language, look: &Look, survey: &Survey) -> Markup {
    let offered = Field::offered(survey);
    let own_export = look.plan.columns.contains(&Field::Answers);
    html! {
        h2 { (words.import_columns()) }
        table.list.columns {
            thead { tr { th scope="col" { (words.import_column()) } th scope="col" { (words.import_begins_with()) } th scope="col" { (words.import_is()) } } }
            tbody {
                @for (place, (name, field)) in look.header.iter().zip(&look.plan.columns).enumerate() {
                    tr {
                        th scope="row" id={ "name-" (place) } { @if name.is_empty() { span.faint { (words.import_no_name()) } } @else { (name) } }
                        td.small { (cells(words, look, place)) }
                        td.is {
                            select name={ "column-" (place) } aria-labelledby={ "name-" (place) } {
                                (options(words, name, field, &offered, survey, own_export))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn options(
    words: Language,
    name: &str,
    field: &Field,
    offered: &[Field],
    survey: &Survey,
    own_export: bool,
) -> Markup {
    let option = |one: &Field| {
        let label = field_name(words, one, survey);
        let label: String = label.chars().take(60).collect();
        html! { option value=(one.key()) selected[one == field] { (label) } }
    };
    let parts = [
        (Part::Answer, words.import_part_answer()),
        (Part::Order, words.import_part_order()),
        (Part::Customer, words.import_part_customer()),
        (Part::Around, words.import_part_around()),
        (Part::Own, words.import_part_own()),
    ];
    let own = match field {
        Field::Own(name) => Some(name.clone()),
        _ => slug(name),
    };
    html! {
        (option(&Field::Nothing))
        @for (part, heading) in parts {
            @if part != Part::Own || own_export || field.part() == Part::Own {
                optgroup label=(heading) {
                    @for one in offered.iter().filter(|one| one.part() == part) { (option(one)) }
                    @if part == Part::Around {
                        @if let Some(own) = &own { (option(&Field::Own(own.clone()))) }
                    }
                }
            }
        }
    }
}

/// What a column can be; a question by its words.
fn field_name(words: Language, field: &Field, survey: &Survey) -> String {
    let name = match field {
        Field::Answer(id) => {
            let question = survey.question(id);
            return question.map_or_else(|| id.to_string(), |question| question.text.clone());
        }
        Field::Own(name) => return words.import_own_field(name),
        Field::Nothing => words.import_field_nothing(),
        Field::Id => words.import_field_id(),
        Field::AnsweredAt => words.import_field_answered_at(),
        Field::AskedAt => words.import_field_asked_at(),
        Field::CompletedAt => words.import_field_completed_at(),
        Field::State => words.import_field_state(),
        Field::Answers => words.import_field_answers(),
        Field::OrderId => words.import_field_order_id(),
        Field::Total => words.import_field_total(),
        Field::Currency => words.import_field_currency(),
        Field::PlacedAt => words.import_field_placed_at(),
        Field::DeliveredAt => words.import_field_delivered_at(),
        Field::CancelledAt => words.import_field_cancelled_at(),
        Field::RefundedAt => words.import_field_refunded_at(),
        Field::OrderStatus => words.import_field_order_status(),
        Field::Customer => words.import_field_customer(),
        Field::Email => words.import_field_email(),
        Field::FirstName => words.import_field_first_name(),
        Field::Products => words.import_field_products(),
        Field::Items => words.import_field_items(),
        Field::OrdersBefore => words.import_field_orders_before(),
        Field::Returning => words.import_field_returning(),
        Field::Country => words.import_field_country(),
        Field::Language => words.import_field_language(),
        Field::Device => words.import_field_device(),
        Field::Channel => words.import_field_channel(),
        Field::Page => words.import_field_page(),
        Field::Test => words.import_field_test(),
        Field::Verified => words.import_field_verified(),
        Field::Version => words.import_field_version(),
        Field::SeenAt => words.import_field_seen_at(),
        Field::DismissedAt => words.import_field_dismissed_at(),
        Field::Origin => words.import_field_origin(),
        Field::Categories => words.import_field_categories(),
        Field::Fields => words.import_field_fields(),
        Field::Source => words.import_field_source(),
        Field::FirstSeenAt => words.import_field_first_seen_at(),
        Field::PutAt => words.import_field_put_at(),
        Field::Consent => words.import_field_consent(),
        Field::Further => words.import_field_further(),
    };
    name.to_owned()
}

/// A header as the name of a field of the owner's own; `None` where nothing of it is left.
fn slug(name: &str) -> Option<String> {
    let mut slug = String::new();
    for letter in name.to_lowercase().chars().take(40) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    (!slug.is_empty()).then_some(slug)
}

/// Some different cells of a column.
fn cells(words: Language, look: &Look, place: usize) -> Markup {
    let mut shown: Vec<String> = Vec::new();
    for cell in look.samples.iter().filter_map(|row| row.get(place)) {
        let short: String = cell.trim().chars().take(40).collect();
        if !short.is_empty() && !shown.contains(&short) && shown.len() < SHOWN {
            shown.push(short);
        }
    }
    html! {
        @if shown.is_empty() { span.faint { (words.import_empty_cells()) } }
        @for (place, cell) in shown.iter().enumerate() {
            @if place > 0 { span.faint { " · " } }
            bdi { (cell) }
        }
    }
}

/// The first rows as they would be taken in.
fn preview(access: &ShopContext, look: &Look, loaded: &LoadedUpload, now: Timestamp) -> Markup {
    let words = access.words;
    let LoadedUpload {
        survey, content, ..
    } = loaded;
    let versions = BTreeMap::from([(survey.version, Arc::clone(content))]);
    let reader = RowReader::new(survey, versions, &look.plan, &look.header, now);
    let asked = content.shown(&access.frame.shop.name);
    html! {
        h2 { (words.import_preview()) }
        ol.answers.preview {
            @for sample in &look.samples {
                @let cells: Vec<&str> = sample.iter().map(String::as_str).collect();
                li.plain { div {
                    @match reader.read(&cells, 0) {
                        Err(reason) => p.wrong { (words.import_row_refused(&reason)) },
                        Ok(row) => {
                            @if let Some(arrival) = &row.entry.response {
                                @for question in &asked.questions {
                                    @if let Some(answer) = arrival.response.answers.get(&question.id) {
                                        p.asked { (question.text) }
                                        p.said dir="auto" { (in_words(words, question, answer)) }
                                    }
                                }
                            }
                            p.about {
                                @if let Some(at) = row.entry.response.as_ref().and_then(|arrival| arrival.response.first_answered_at) {
                                    span { (words.moment(at, &access.zone)) }
                                }
                                @if let Some(update) = &row.entry.order {
                                    span { (words.answer_order(update.order.id.as_str())) }
                                    @if let Some(total) = update.order.total { span { (words.money(total.minor(), total.currency())) } }
                                    @if let Some(at) = update.order.time.and_then(|time| Timestamp::from_second(time).ok()) { span { (words.import_row_placed(&words.moment(at, &access.zone))) } }
                                    @if let Some(customer) = &update.order.customer { span { (words.import_row_customer(customer.as_str())) } }
                                    @if update.cancelled_at.flatten().is_some() { span { (words.import_row_cancelled()) } }
                                    @if update.refunded_at.flatten().is_some() { span { (words.import_row_refunded()) } }
                                    @if update.delivered_at.flatten().is_some() { span { (words.import_row_delivered()) } }
                                }
                            }
                        }
                    }
                } }
            }
        }
    }
}

#[cfg(test)]
mod tests;
