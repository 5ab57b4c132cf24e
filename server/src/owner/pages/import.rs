//! Bringing in what other tools know: choose a file, see how it would be read, try it, import it.

use crate::{
    http::access::ShopContext,
    owner::parts::{
        failure::Failure,
        form::{self, Form},
        layout::{Frame, Section},
        survey_picker::{pick, surveys_of, version},
        words,
    },
    services::{
        error::Error,
        import_run::Report,
        uploads::{self, Arriving, FILE_LIMIT, Kind, State as Known, UPLOAD_LIMIT, Upload},
    },
    state::App,
};
use afterword_domain::record::{SurveyHead, SurveyVersion};
use afterword_import::{
    column::{Field, Part},
    moment::DayOrder,
    plan::{Look, Said},
    reader::Progress,
    row::RowReader,
    rows::DELIMITERS,
    text::{self, Encoding},
};
use afterword_shared::survey::Survey;
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
pub(crate) async fn get(State(app): State<App>, access: ShopContext) -> Result<Markup, Failure> {
    let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
    Ok(choose(&access.frame, &surveys, "", None))
}

/// `POST /shops/{shop}/import`: takes the files in, written as they come.
pub(crate) async fn upload(
    State(app): State<App>,
    access: ShopContext,
    form: Multipart,
) -> Result<Response, Failure> {
    let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
    let mut chosen = String::new();
    match take(&app, &access, &surveys, &mut chosen, form).await {
        Ok(id) => Ok(Redirect::to(&address(&access.frame, &id)).into_response()),
        Err(Refused::Sentence(sentence)) => {
            let page = choose(&access.frame, &surveys, &chosen, Some(&sentence));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(Refused::Error(error)) => Err(error.into()),
    }
}

/// Why an upload is not taken.
enum Refused {
    /// The form says so.
    Sentence(String),
    /// Something else went wrong.
    Error(Error),
}

impl From<String> for Refused {
    fn from(sentence: String) -> Self {
        Self::Sentence(sentence)
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<MultipartError> for Refused {
    fn from(_: MultipartError) -> Self {
        Self::Sentence(
            "The upload broke off before its end, and nothing of it was kept. Send it again."
                .to_owned(),
        )
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Error(Error::Internal(format!("an upload can't be kept: {error}")))
    }
}

async fn take(
    app: &App,
    access: &ShopContext,
    surveys: &[SurveyHead],
    chosen: &mut String,
    mut form: Multipart,
) -> Result<String, Refused> {
    let arriving = Arriving::begin(&app.config().data)?;
    let mut names = Vec::new();
    let mut bytes = 0;
    while let Some(mut field) = form.next_field().await? {
        match field.name() {
            Some("survey") => *chosen = field.text().await?,
            Some("file") => {
                let name = field.file_name().unwrap_or_default().to_owned();
                if name.is_empty() {
                    continue;
                }
                if names.len() >= FILE_LIMIT {
                    return Err(format!("Choose at most {FILE_LIMIT} files at a time.").into());
                }
                let mut file = tokio::fs::File::create(arriving.place(names.len())).await?;
                while let Some(chunk) = field.chunk().await? {
                    bytes += chunk.len() as u64;
                    if bytes > UPLOAD_LIMIT {
                        return Err("This is more than 2 GB: use “afterword import” on the server, or send it in parts.".to_owned().into());
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
        return Err("Choose a file first.".to_owned().into());
    }
    let survey = pick(surveys, chosen)
        .ok_or_else(|| "Add a survey first: answers belong to one.".to_owned())?
        .clone();
    let content = version(app.store(), survey.id, survey.version).await?;
    let (zone, now) = (access.frame.shop.time_zone.clone(), app.now());
    let upload = arriving
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
            Err(sentence) => {
                upload.discard();
                Err(sentence.into())
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
    let usual = pick(surveys, chosen).map(|survey| survey.id);
    frame.page(
        Section::Responses,
        &html! {
            main.narrow id="main" {
                div.head { div {
                    h1 { "Import" }
                    p.note { "Answers, orders and customers that another tool knows, from a CSV file. Nothing is written before you have seen how it is read." }
                } }
                @if let Some(sentence) = wrong {
                    div.summary-wrong role="alert" { (sentence) }
                }
                @if surveys.is_empty() {
                    section.card {
                        p.few { "There is no survey yet." }
                        p.note { "Answers belong to a survey. Add one that asks what your file answers." }
                        div.actions { a.button href=(Section::Surveys.path(frame.shop.id)) { "Add a survey" } }
                    }
                } @else {
                    form.card method="post" action=(path(frame)) enctype="multipart/form-data" {
                        div.field {
                            label for="survey" { "Survey" }
                            p.hint id="survey-hint" { "Whose answers these are. Orders come along whatever you choose." }
                            select id="survey" name="survey" aria-describedby="survey-hint" {
                                @for survey in surveys {
                                    option value=(survey.id) selected[usual == Some(survey.id)] { (survey.name) }
                                }
                            }
                        }
                        div.field {
                            label for="file" { "File" }
                            p.hint id="file-hint" { "CSV as your survey tool or shop system exports it, or an export of Afterword’s own, up to 2 GB. Encoding, columns and dates are told by themselves, and you can change them." }
                            input id="file" type="file" name="file" multiple required aria-describedby="file-hint" aria-invalid=[wrong.map(|_| "true")];
                        }
                        div.actions { button.button type="submit" { "Look at it" } }
                    }
                }
                section.section {
                    h2 { "What a file can hold" }
                    dl.words {
                        dt { "Answers" } dd { "The score, the comment and any other question, each at its own time." }
                        dt { "Orders" } dd { "Number, total, products, and when they were placed, delivered, cancelled or refunded." }
                        dt { "Customers" } dd { "Your reference, or the e-mail address, of which only a digest becomes the reference." }
                    }
                    p.note { "The same file twice adds nothing the second time. Your server can also send orders as they come: " a href=(Section::Install.path(frame.shop.id)) { "Install" } " shows how." }
                }
            }
        },
    )
}

/// An upload with its survey.
struct Loaded {
    upload: Upload,
    state: Known,
    survey: SurveyHead,
    content: Arc<SurveyVersion>,
    surveys: Vec<SurveyHead>,
}

const GONE: Error = Error::NotFound(
    "This upload is not here any more: they are kept for seven days. Choose the file again.",
);

impl Loaded {
    async fn of(app: &App, access: &ShopContext, id: &str) -> Result<Self, Error> {
        let found = Upload::find(&app.config().data, access.frame.shop.id, id);
        let (upload, state) = found.ok_or(GONE)?;
        let surveys = surveys_of(app.store(), access.frame.shop.id).await?;
        let survey = surveys.iter().find(|survey| survey.id == state.survey);
        let survey = survey.cloned().ok_or(GONE)?;
        let content = version(app.store(), survey.id, survey.version).await?;
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
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let loaded = Loaded::of(&app, &access, &id).await?;
    let progress = uploads::progress(&app, &id);
    let now = app.now();
    Ok(page(&access, &loaded, progress.as_deref(), now))
}

/// `GET /shops/{shop}/import/{upload}/live`: the part of the page that changes by itself; once
/// nothing runs any more, 205: the whole page is another then.
pub(crate) async fn live(
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&app, &access, &id).await?;
    let address = address(&access.frame, &loaded.upload.id);
    Ok(uploads::progress(&app, &id).map_or_else(
        || StatusCode::RESET_CONTENT.into_response(),
        |progress| how_far(&address, &progress).into_response(),
    ))
}

/// `POST /shops/{shop}/import/{upload}/stop`
pub(crate) async fn stop(
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Redirect, Failure> {
    let loaded = Loaded::of(&app, &access, &id).await?;
    if let Some(progress) = uploads::progress(&app, &id) {
        progress.stop.store(true, Ordering::Relaxed);
    }
    Ok(Redirect::to(&address(&access.frame, &loaded.upload.id)))
}

/// `GET /shops/{shop}/import/{upload}/refused.csv`
pub(crate) async fn refused(
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let loaded = Loaded::of(&app, &access, &id).await?;
    let none = Error::NotFound("No row of this file was refused.");
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
    State(app): State<App>,
    access: ShopContext,
    Path((_, id)): Path<(String, String)>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let mut loaded = Loaded::of(&app, &access, &id).await?;
    let here = Redirect::to(&address(&access.frame, &id));
    if uploads::progress(&app, &id).is_some() {
        return Ok(here.into_response());
    }
    let told = Told(fields);
    let named = |survey: &&SurveyHead| survey.id.to_string() == told.text("survey");
    if let Some(survey) = loaded.surveys.iter().find(named) {
        loaded.survey = survey.clone();
        loaded.state.survey = survey.id;
        loaded.content = version(app.store(), survey.id, survey.version).await?;
    }
    let wanted = told.text("do").to_owned();
    let mut loaded = tokio::task::spawn_blocking(move || told.apply(loaded))
        .await
        .map_err(|error| Error::Internal(error.to_string()))?
        .map_err(Error::Refused)?;
    loaded.state.report = None;
    loaded.state.failed = None;
    let written = loaded.upload.write(&loaded.state);
    written.map_err(|error| Error::Internal(format!("an upload can't be kept: {error}")))?;
    let asks = loaded.state.look.as_ref().map(Look::questions);
    if wanted != "look" && asks.is_none_or(|asks| asks.is_empty()) {
        let dry = wanted != "import";
        uploads::start(&app, &loaded.upload, loaded.state, loaded.survey, dry)?;
    }
    Ok(here.into_response())
}

/// The fields of the form.
struct Told(Vec<(String, String)>);

impl Told {
    fn text(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value.trim())
    }

    fn optional(&self, name: &str) -> Option<String> {
        Some(self.text(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// Looks at the file as the form says; columns are told only of the header that was shown.
    fn apply(&self, mut loaded: Loaded) -> Result<Loaded, String> {
        if loaded.state.kind != Kind::Table || !loaded.upload.is_there() {
            return Ok(loaded);
        }
        let shown = loaded.state.look.clone();
        let said = Said {
            encoding: Encoding::of(self.text("encoding")),
            delimiter: DELIMITERS
                .iter()
                .map(|(delimiter, _)| *delimiter)
                .find(|delimiter| u32::from(*delimiter).to_string() == self.text("delimiter"))
                .and_then(|delimiter| u8::try_from(delimiter).ok()),
            days: DayOrder::parse(self.text("days")),
            zone: self.optional("zone"),
            currency: self.optional("currency").map(|code| code.to_uppercase()),
            columns: Vec::new(),
        };
        let Loaded {
            upload,
            state,
            content,
            ..
        } = &mut loaded;
        let zone = said.zone.clone().unwrap_or_else(|| "UTC".to_owned());
        upload.look_again(state, &said, content, &zone)?;
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
                let said = Said { columns, ..said };
                upload.look_again(state, &said, content, &zone)?;
            }
        }
        Ok(loaded)
    }
}

fn page(
    access: &ShopContext,
    loaded: &Loaded,
    progress: Option<&Progress>,
    now: Timestamp,
) -> Markup {
    let frame = &access.frame;
    let Loaded { upload, state, .. } = loaded;
    let address = address(frame, &upload.id);
    frame.page(
        Section::Responses,
        &html! {
            main id="main" {
                div.head { div {
                    h1 { "Import " (file_name(state)) }
                    p.note { "Into “" (loaded.survey.name) "”, uploaded " (words::ago(state.uploaded_at, now, &access.zone)) @if now.duration_since(state.uploaded_at).as_secs() >= 60 { " ago" } "." }
                } }
                @if let Some(progress) = progress {
                    div data-live={ (address) "/live" } { (how_far(&address, progress)) }
                } @else {
                    @if let Some(failed) = &state.failed {
                        div.summary-wrong role="alert" { (failed) " What was taken in before stays; importing the same file again goes on from there." }
                    }
                    @if let Some(report) = &state.report { (told(frame, loaded, report)) }
                    @if upload.is_there() { (plan(access, loaded, now)) }
                }
            }
        },
    )
}

fn file_name(state: &Known) -> String {
    match (&state.kind, &state.names[..]) {
        (Kind::Olist, _) => "the Olist data".to_owned(),
        (_, [name, ..]) => name.clone(),
        (_, []) => "a file".to_owned(),
    }
}

/// How far an import has come.
fn how_far(here: &str, progress: &Progress) -> Markup {
    let rows = progress.rows.load(Ordering::Relaxed);
    let percent = progress.percent();
    html! {
        section.card {
            h2.big { "Reading: " (percent) "\u{a0}%" }
            progress.bar max="100" value=(percent) aria-label="How much is read" { (percent) " %" }
            p.note { (words::counted(rows, "row", "rows")) " so far. What is taken in stays, whatever happens; you can leave this page." }
            div.actions {
                form.inline method="post" action={ (here) "/stop" } { button.button.quiet type="submit" { "Stop" } }
                noscript { a.button.quiet href=(here) { "See how far it has come" } }
            }
        }
    }
}

/// What became of an import.
fn told(frame: &Frame, loaded: &Loaded, report: &Report) -> Markup {
    let here = address(frame, &loaded.upload.id);
    let shop = frame.shop.id;
    let all_known = report.answers.added + report.orders.added + report.orders.changed == 0
        && report.refused == 0;
    html! {
        section.card role="status" {
            h2.big {
                @if report.stopped.is_some() { "Stopped before its end" }
                @else if report.dry { "This is what would come of it" }
                @else if report.rows == 0 { "This file has no rows" }
                @else if all_known { "Everything in this file was known" }
                @else { "Imported" }
            }
            ul.told { @for sentence in report.sentences() { li { (sentence) } } }
            @if !report.problems.is_empty() {
                div.scroll tabindex="0" role="group" aria-label="Refused rows" {
                    table.list {
                        thead { tr { th scope="col" { "Line" } th scope="col" { "Why it was refused" } } }
                        tbody { @for problem in &report.problems {
                            tr { th.number scope="row" { (words::count(problem.line)) } td.why-not { (problem.reason) } }
                        } }
                    }
                }
                p.note {
                    @if report.refused > report.problems.len() as u64 { "These are the first " (report.problems.len()) " of " (words::count(report.refused)) ". " }
                    "Mend them in the file below and import it like any other: what is in already stays as it is."
                }
            }
            div.actions {
                @if loaded.upload.refused().is_some() { a.button.quiet href={ (here) "/refused.csv" } download { "Refused rows as CSV" } }
                @if !report.dry && report.stopped.is_none() {
                    a.button href={ (Section::Overview.path(shop)) "?survey=" (loaded.survey.id) "&days=all" } { "To the overview" }
                    a.button.quiet href=(path(frame)) { "Import another file" }
                }
            }
        }
    }
}

/// How the file is read, to be changed, and what to do with it.
fn plan(access: &ShopContext, loaded: &Loaded, now: Timestamp) -> Markup {
    let frame = &access.frame;
    let state = &loaded.state;
    let asks = state.look.as_ref().map(Look::questions).unwrap_or_default();
    html! {
        @if !asks.is_empty() {
            div.summary-wrong {
                @if asks.len() == 1 { "One thing has to be said before this file can be imported:" }
                @else { (asks.len()) " things have to be said before this file can be imported:" }
                ul { @for (_, sentence) in &asks { li { (sentence) } } }
            }
        }
        form method="post" action=(address(frame, &loaded.upload.id)) {
            section.card {
                h2 { "How it is read" }
                div.triple {
                    div.field {
                        label for="survey" { "Survey" }
                        select id="survey" name="survey" {
                            @for survey in &loaded.surveys {
                                option value=(survey.id) selected[survey.id == loaded.survey.id] { (survey.name) }
                            }
                        }
                    }
                    @if let Some(look) = &state.look { (reading(look)) }
                }
                @match state.kind {
                    Kind::Olist => p.note { "The files of the Olist data belong together: ratings with their orders, what was paid in Brazilian real, what was bought, when it was delivered, and the person behind it. Times are those of São Paulo." },
                    Kind::Records => p.note { "An export of Afterword’s own: it says itself what it holds. Surveys that this shop does not have come along." },
                    Kind::Table => {}
                }
            }
            @if let Some(look) = &state.look {
                section.card { (columns(look, &loaded.content.shown(&frame.shop.name))) }
                section.card { (preview(access, look, loaded, now)) }
            }
            div.actions {
                @if asks.is_empty() {
                    button.button type="submit" name="do" value="import" { "Import" }
                    button.button.quiet type="submit" name="do" value="try" { "Try it without writing" }
                }
                @if state.look.is_some() {
                    button.button type="submit" name="do" value="look" .quiet[asks.is_empty()] { "Look again" }
                }
                a.link href=(path(frame)) { "Choose another file" }
            }
        }
    }
}

/// Encoding, delimiter, dates, zone and currency.
fn reading(look: &Look) -> Markup {
    let plan = &look.plan;
    let days = plan.days.map_or("", DayOrder::key);
    let known = text::OFFERED
        .iter()
        .any(|(label, _)| *label == plan.encoding);
    let moments = plan.columns.iter().any(Field::is_moment);
    html! {
        div.field {
            label for="encoding" { "Encoding" }
            @if look.encoding_guessed { p.hint id="encoding-hint" { "A guess: look whether the letters below are right." } }
            select id="encoding" name="encoding" aria-describedby=[look.encoding_guessed.then_some("encoding-hint")] {
                @if !known { option value=(plan.encoding) selected { (Encoding::of(&plan.encoding).map(Encoding::name).unwrap_or_default()) } }
                @for (label, name) in text::OFFERED {
                    option value=(label) selected[label == plan.encoding] { (name) }
                }
            }
        }
        div.field {
            label for="delimiter" { "Between cells" }
            select id="delimiter" name="delimiter" {
                @for (delimiter, name) in DELIMITERS {
                    option value=(u32::from(delimiter)) selected[delimiter as u32 == u32::from(plan.delimiter)] { (name) }
                }
            }
        }
        div.field {
            label for="days" { "3/4/2026 is" }
            @if moments && look.days_in_doubt { p.hint id="days-hint" { "Its dates can be read both ways." } }
            select id="days" name="days" aria-invalid=[(moments && plan.days.is_none()).then_some("true")] aria-describedby=[(moments && look.days_in_doubt).then_some("days-hint")] {
                @if plan.days.is_none() { option value="" selected { "Choose" } }
                option value="day_first" selected[days == "day_first"] { "3 April (day first)" }
                option value="month_first" selected[days == "month_first"] { "March 4 (month first)" }
            }
        }
        div.field {
            label for="zone" { "Time zone of its times" }
            select id="zone" name="zone" {
                @for zone in form::time_zones() {
                    option value=(zone) selected[zone == plan.zone] { (zone) }
                }
            }
        }
        div.field {
            label for="currency" { "Currency of its totals" }
            input id="currency" name="currency" type="text" value=(plan.currency.as_deref().unwrap_or_default()) placeholder="EUR" maxlength="3" autocomplete="off" autocapitalize="characters" spellcheck="false";
        }
    }
}

/// What each column is, with some of its cells.
fn columns(look: &Look, survey: &Survey) -> Markup {
    let offered = Field::offered(survey);
    let own_export = look.plan.columns.contains(&Field::Answers);
    html! {
        h2 { "What its columns are" }
        table.list.columns {
            thead { tr { th scope="col" { "Column" } th scope="col" { "Begins with" } th scope="col" { "Is" } } }
            tbody {
                @for (place, (name, field)) in look.header.iter().zip(&look.plan.columns).enumerate() {
                    tr {
                        th scope="row" id={ "name-" (place) } { @if name.is_empty() { span.faint { "without a name" } } @else { (name) } }
                        td.small { (cells(look, place)) }
                        td.is {
                            select name={ "column-" (place) } aria-labelledby={ "name-" (place) } {
                                (options(name, field, &offered, survey, own_export))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn options(
    name: &str,
    field: &Field,
    offered: &[Field],
    survey: &Survey,
    own_export: bool,
) -> Markup {
    let option = |one: &Field| {
        let label = one.name(survey);
        let label: String = label.chars().take(60).collect();
        html! { option value=(one.key()) selected[one == field] { (label) } }
    };
    let parts = [
        Part::Answer,
        Part::Order,
        Part::Customer,
        Part::Around,
        Part::Own,
    ];
    let own = match field {
        Field::Own(name) => Some(name.clone()),
        _ => slug(name),
    };
    html! {
        (option(&Field::Nothing))
        @for part in parts {
            @if part != Part::Own || own_export || field.part() == Part::Own {
                optgroup label=(part.name()) {
                    @for one in offered.iter().filter(|one| one.part() == part) { (option(one)) }
                    @if part == Part::Around {
                        @if let Some(own) = &own { (option(&Field::Own(own.clone()))) }
                    }
                }
            }
        }
    }
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
fn cells(look: &Look, place: usize) -> Markup {
    let mut shown: Vec<String> = Vec::new();
    for cell in look.samples.iter().filter_map(|row| row.get(place)) {
        let short: String = cell.trim().chars().take(40).collect();
        if !short.is_empty() && !shown.contains(&short) && shown.len() < SHOWN {
            shown.push(short);
        }
    }
    html! {
        @if shown.is_empty() { span.faint { "empty" } }
        @for (place, cell) in shown.iter().enumerate() {
            @if place > 0 { span.faint { " · " } }
            bdi { (cell) }
        }
    }
}

/// The first rows as they would be taken in.
fn preview(access: &ShopContext, look: &Look, loaded: &Loaded, now: Timestamp) -> Markup {
    let Loaded {
        survey, content, ..
    } = loaded;
    let versions = BTreeMap::from([(survey.version, Arc::clone(content))]);
    let reader = RowReader::new(survey, versions, &look.plan, &look.header, now);
    let asked = content.shown(&access.frame.shop.name);
    html! {
        h2 { "Its first rows as they would be taken in" }
        ol.answers.preview {
            @for row in &look.samples {
                @let cells: Vec<&str> = row.iter().map(String::as_str).collect();
                li.plain { div {
                    @match reader.read(&cells, 0) {
                        Err(reason) => p.wrong { "Refused: " (reason) },
                        Ok(told) => {
                            @if let Some(arrival) = &told.entry.response {
                                @for question in &asked.questions {
                                    @if let Some(answer) = arrival.response.answers.get(&question.id) {
                                        p.asked { (question.text) }
                                        p.said dir="auto" { (crate::owner::parts::answer_line::in_words(access.words, question, answer)) }
                                    }
                                }
                            }
                            p.about {
                                @if let Some(at) = told.entry.response.as_ref().and_then(|arrival| arrival.response.first_answered_at) {
                                    span { (words::moment(at, &access.zone)) }
                                }
                                @if let Some(update) = &told.entry.order {
                                    span { "Order " (update.order.id) }
                                    @if let Some(total) = update.order.total { span { (total) " " (total.currency().code()) } }
                                    @if let Some(at) = update.order.time.and_then(|time| Timestamp::from_second(time).ok()) { span { "placed " (words::moment(at, &access.zone)) } }
                                    @if let Some(customer) = &update.order.customer { span { "customer " (customer) } }
                                    @if update.cancelled_at.flatten().is_some() { span { "cancelled" } }
                                    @if update.refunded_at.flatten().is_some() { span { "refunded" } }
                                    @if update.delivered_at.flatten().is_some() { span { "delivered" } }
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
