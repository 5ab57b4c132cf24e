//! How background work goes, so that it is done once by however many servers.

use super::{INSTALLATION, RecordId, Stored};
use afterword_shared::id::ShopId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a job goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobState {
    /// Which job.
    pub name: JobName,
    /// Who does it right now.
    pub lease: Option<Lease>,
    /// How it went last.
    pub last: Option<JobRun>,
    /// How often in a row it went wrong.
    pub failures: u32,
    /// When it is due next.
    pub next_at: Timestamp,
}

/// A job's name, such as `rotate-keys`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct JobName(pub String);

impl RecordId for JobName {
    fn to_bytes(&self) -> Vec<u8> {
        self.0.as_bytes().to_vec()
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        String::from_utf8(bytes.to_vec()).ok().map(Self)
    }
}

/// Who does a job right now: nobody else may until it ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// A server, since it was started: another number at each start.
    pub boot: u64,
    /// When the run began.
    pub since: Timestamp,
    /// Until when nobody else may, unless it is made longer.
    pub until: Timestamp,
}

/// A run that ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobRun {
    /// When it began.
    pub began_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// Why it went wrong; `None` where it went well.
    pub error: Option<String>,
}

impl Stored for JobState {
    const KIND: u8 = 0x1f;
    type Id = JobName;

    fn shop(&self) -> ShopId {
        INSTALLATION
    }

    fn id(&self) -> JobName {
        self.name.clone()
    }
}
