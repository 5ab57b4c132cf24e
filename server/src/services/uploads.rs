//! Files that were uploaded to be imported: each in a folder of its own below the data directory,
//! with what was said of it and what became of it. A folder that nobody needs is cleared away.

use super::{
    error::Error,
    import_run::{Import, ImportReport, Importer},
};
use afterword_domain::{
    record::{SurveyHead, SurveyVersion},
    secret,
};
use afterword_import::{
    olist::{Olist, OlistError},
    plan::{self, Look, LookError, Overrides},
    reader::Source,
    records,
    sink::Progress,
};
use afterword_shared::id::{ShopId, SurveyId};
use axum::extract::FromRef;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    collections::HashMap,
    fmt::Write as _,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::Ordering},
    time::Duration,
};
use tokio::sync::Notify;

/// The most bytes of one upload.
pub const UPLOAD_LIMIT: u64 = 2 * 1024 * 1024 * 1024;
/// The most files of one upload.
pub const FILE_LIMIT: usize = 20;
/// How many imports run at the same time.
const RUNNING: usize = 2;
/// For how long an upload is kept.
const LIFETIME: Duration = Duration::from_hours(7 * 24);
/// Where refused rows are kept.
const REFUSED: &str = "refused.csv";
/// What is known of an upload.
const STATE: &str = "state.json";

/// The imports that run.
#[derive(Debug, Default)]
pub struct RunningImports {
    running: Mutex<HashMap<String, Arc<Progress>>>,
    ended: Notify,
}

impl RunningImports {
    /// How far an import has come; `None` where it does not run.
    pub fn progress(&self, id: &str) -> Option<Arc<Progress>> {
        lock(self).get(id).cloned()
    }

    /// Tells every import to stop and returns once all have written down how far they came.
    pub async fn stop(&self) {
        loop {
            let ended = self.ended.notified();
            {
                let running = lock(self);
                if running.is_empty() {
                    return;
                }
                for progress in running.values() {
                    progress.stop.store(true, Ordering::Relaxed);
                }
            }
            ended.await;
        }
    }
}

/// Why nothing can be made of an upload.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// Several files that do not belong together.
    #[error("several files that do not belong together")]
    SeveralFiles,
    /// A file that can't be looked at.
    #[error(transparent)]
    Look(#[from] LookError),
    /// Files of the Olist data that can't be read.
    #[error(transparent)]
    Olist(#[from] OlistError),
}

/// What was uploaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadKind {
    /// A table.
    Table,
    /// Records or responses of our own exports.
    Records,
    /// The files of the Olist data.
    Olist,
}

/// What is known of an upload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadState {
    /// Into which shop.
    pub shop: ShopId,
    /// To which survey its answers belong.
    pub survey: SurveyId,
    /// What it is.
    pub kind: UploadKind,
    /// The names of its files, as they were uploaded.
    pub names: Vec<String>,
    /// How a table is read.
    pub look: Option<Look>,
    /// What became of it last.
    pub report: Option<ImportReport>,
    /// Why it could not be done.
    pub failed: Option<String>,
    /// When it was uploaded.
    pub uploaded_at: Timestamp,
}

/// An upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its name in addresses.
    pub id: String,
    folder: PathBuf,
}

/// An upload that is cleared away unless it is kept.
pub struct NewUpload(Option<Upload>);

fn folder(data: &Path) -> PathBuf {
    data.join("imports")
}

fn lock(imports: &RunningImports) -> MutexGuard<'_, HashMap<String, Arc<Progress>>> {
    imports
        .running
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
}

impl NewUpload {
    /// Makes room for an upload, and clears away what is old.
    pub fn begin(data: &Path) -> io::Result<Self> {
        let all = folder(data);
        fs::create_dir_all(&all)?;
        clear(&all);
        let mut id = String::new();
        for byte in secret::random::<16>() {
            let _ = write!(id, "{byte:02x}");
        }
        let folder = all.join(&id);
        fs::create_dir(&folder)?;
        Ok(Self(Some(Upload { id, folder })))
    }

    /// Where its next file goes: never by the name that it was sent with.
    pub fn place(&self, number: usize) -> PathBuf {
        let folder = self.0.as_ref().map(|upload| upload.folder.clone());
        folder.unwrap_or_default().join(format!("file-{number}"))
    }

    /// Keeps it.
    pub fn keep(mut self) -> Option<Upload> {
        self.0.take()
    }
}

impl Drop for NewUpload {
    fn drop(&mut self) {
        if let Some(upload) = self.0.take()
            && let Err(error) = fs::remove_dir_all(&upload.folder)
        {
            tracing::warn!(%error, "an upload that broke off could not be cleared away");
        }
    }
}

/// Removes uploads that are older than they are kept.
fn clear(all: &Path) {
    let Ok(entries) = fs::read_dir(all) else {
        return;
    };
    for entry in entries.flatten() {
        let age = entry
            .metadata()
            .and_then(|meta| meta.modified())
            .ok()
            .and_then(|at| at.elapsed().ok());
        if age.is_some_and(|age| age > LIFETIME)
            && let Err(error) = fs::remove_dir_all(entry.path())
        {
            tracing::warn!(%error, "an old upload could not be cleared away");
        }
    }
}

impl Upload {
    /// The upload of an address; `None` where there is none (any more), or it is another shop's.
    pub fn find(data: &Path, shop: ShopId, id: &str) -> Option<(Self, UploadState)> {
        let legal = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !legal {
            return None;
        }
        let upload = Self {
            id: id.to_owned(),
            folder: folder(data).join(id),
        };
        let text = fs::read(upload.folder.join(STATE)).ok()?;
        let state: UploadState = serde_json::from_slice(&text).ok()?;
        (state.shop == shop).then_some((upload, state))
    }

    /// Writes down what is known of it.
    pub fn write(&self, state: &UploadState) -> io::Result<()> {
        let new = self.folder.join("state.new");
        fs::write(&new, serde_json::to_vec(state)?)?;
        fs::rename(new, self.folder.join(STATE))
    }

    /// The rows that were refused, where there are some.
    pub fn refused(&self) -> Option<PathBuf> {
        Some(self.folder.join(REFUSED)).filter(|path| path.exists())
    }

    /// Whether its files are still there: they are cleared away once they are imported.
    pub fn is_there(&self) -> bool {
        self.file(0).exists()
    }

    /// Clears it away.
    pub fn discard(self) {
        drop(NewUpload(Some(self)));
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.join(format!("file-{number}"))
    }

    fn olist(&self, names: &[String]) -> Result<Olist, OlistError> {
        // They are found by their names, which stand for the files in their order.
        let paths: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
        let files = Olist::of(&paths)?;
        Ok(files.moved(|path| {
            let number = paths.iter().position(|name| name == path);
            self.file(number.unwrap_or_default())
        }))
    }

    /// Says what was uploaded; errs where nothing can be made of it.
    pub fn look(
        &self,
        names: Vec<String>,
        survey: &SurveyHead,
        version: &SurveyVersion,
        zone: &str,
        now: Timestamp,
    ) -> Result<UploadState, UploadError> {
        let mut state = UploadState {
            shop: survey.shop,
            survey: survey.id,
            kind: UploadKind::Table,
            names,
            look: None,
            report: None,
            failed: None,
            uploaded_at: now,
        };
        if state.names.len() > 1 || state.names.iter().any(|name| is_alone(name)) {
            // Whoever chooses a whole folder brings along whatever else lies in it.
            if !state.names.iter().any(|name| Olist::is_named_so(name)) {
                return Err(UploadError::SeveralFiles);
            }
            self.olist(&state.names)?;
            Olist::fits(version)?;
            state.kind = UploadKind::Olist;
        } else if records::are_in(&self.file(0)).map_err(LookError::from)? {
            state.kind = UploadKind::Records;
        } else {
            self.look_again(&mut state, &Overrides::default(), version, zone)?;
        }
        Ok(state)
    }

    /// Looks at a table as somebody says that it is written.
    pub fn look_again(
        &self,
        state: &mut UploadState,
        overrides: &Overrides,
        version: &SurveyVersion,
        zone: &str,
    ) -> Result<(), LookError> {
        let open = || File::open(self.file(0));
        state.look = Some(plan::look(open, overrides, &version.content, zone)?);
        Ok(())
    }

    fn source(&self, state: &UploadState) -> Result<Source, Error> {
        Ok(match (&state.kind, &state.look) {
            (UploadKind::Olist, _) => {
                let files = self.olist(&state.names);
                // They were all there when they were uploaded.
                Source::Olist(files.map_err(|error| Error::Internal(error.to_string()))?)
            }
            (UploadKind::Records, _) => Source::Records(self.file(0)),
            (UploadKind::Table, Some(look)) => Source::Table {
                path: self.file(0),
                plan: look.plan.clone(),
            },
            (UploadKind::Table, None) => {
                return Err(Error::Internal("a table was not looked at".into()));
            }
        })
    }
}

/// Whether a file of the Olist data is one that says nothing without the others.
fn is_alone(name: &str) -> bool {
    Olist::is_named_so(name) && !name.contains("order_reviews") && !name.contains("orders_dataset")
}

/// Starts imports.
pub struct Imports {
    running: Arc<RunningImports>,
    importer: Importer,
}

impl<S> FromRef<S> for Imports
where
    Arc<RunningImports>: FromRef<S>,
    Importer: FromRef<S>,
{
    fn from_ref(state: &S) -> Self {
        Self {
            running: FromRef::from_ref(state),
            importer: FromRef::from_ref(state),
        }
    }
}

impl Imports {
    /// How far an import has come; `None` where it does not run.
    pub fn progress(&self, id: &str) -> Option<Arc<Progress>> {
        self.running.progress(id)
    }

    /// Starts an import, or one that writes nothing. Errs with a sentence where it can't be.
    pub fn start(
        self,
        upload: &Upload,
        mut state: UploadState,
        survey: SurveyHead,
        dry: bool,
    ) -> Result<(), Error> {
        let source = upload.source(&state)?;
        if !upload.is_there() {
            return Err(Error::Refused(
                "This file is imported already and was cleared away: upload it again.".into(),
            ));
        }
        let progress = Arc::<Progress>::default();
        {
            let mut running = lock(&self.running);
            if running.contains_key(&upload.id) {
                return Ok(());
            }
            if running.len() >= RUNNING {
                return Err(Error::TooMany(
                    "Two imports are running already: wait until one of them is done.".into(),
                ));
            }
            running.insert(upload.id.clone(), Arc::clone(&progress));
        }
        state.report = None;
        state.failed = None;
        let refused = upload.folder.join(REFUSED);
        fs::remove_file(&refused).ok();
        let import = Import {
            survey,
            source,
            dry,
            refused,
            progress,
        };
        let upload = upload.clone();
        tokio::spawn(async move {
            match self.importer.run(import).await {
                Ok(report) => {
                    let done = !dry && !report.stopped;
                    state.report = Some(report);
                    if done {
                        for number in 0..state.names.len() {
                            fs::remove_file(upload.file(number)).ok();
                        }
                    }
                }
                Err(error) => {
                    error.log();
                    state.failed = Some(error.to_string());
                }
            }
            if let Err(error) = upload.write(&state) {
                tracing::error!(%error, "what became of an import can't be written down");
            }
            lock(&self.running).remove(&upload.id);
            self.running.ended.notify_waiters();
        });
        Ok(())
    }
}
