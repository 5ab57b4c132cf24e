//! When a job is due, and whose it is meanwhile. Pure: states and times are passed in.

use afterword_domain::record::{JobName, JobRun, JobState, Lease};
use jiff::{SignedDuration, Timestamp};

/// For how long nobody else may do a job, unless the lease is made longer.
pub const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How long after the first failure something is tried again; twice as long after each further one.
pub(crate) const RETRY: SignedDuration = SignedDuration::from_mins(1);
/// How often that doubles at most.
const DOUBLINGS: u32 = 10;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// Another number at each start.
    pub boot: u64,
    /// Whether no other server can be on the same store: what leases others left are void then.
    pub alone: bool,
}

/// The state of a job that is begun now; `None` where it is not due, or somebody else does it.
pub fn begin(
    before: Option<&JobState>,
    name: &str,
    wanted_now: bool,
    server: Server,
    now: Timestamp,
) -> Option<JobState> {
    let lease = before.and_then(|before| before.lease.as_ref());
    if lease.is_some_and(|lease| is_held(lease, server, now)) {
        return None;
    }
    // What was begun and never ended is due at once.
    let is_due = wanted_now || lease.is_some() || before.is_none_or(|before| before.next_at <= now);
    is_due.then(|| JobState {
        name: JobName(name.to_owned()),
        lease: Some(Lease {
            boot: server.boot,
            since: now,
            until: later(now, LEASE),
        }),
        last: before.and_then(|before| before.last.clone()),
        failures: before.map_or(0, |before| before.failures),
        next_at: before.map_or(now, |before| before.next_at),
    })
}

/// Whether nobody else may do it.
fn is_held(lease: &Lease, server: Server, now: Timestamp) -> bool {
    let is_of_another_boot = lease.boot != server.boot;
    lease.until > now && !(server.alone && is_of_another_boot)
}

/// The same with a longer lease.
pub fn renew(state: &JobState, now: Timestamp) -> JobState {
    let mut next = state.clone();
    if let Some(lease) = &mut next.lease {
        lease.until = later(now, LEASE);
    }
    next
}

/// The state of a job that ended: it is due again after its period, or sooner where it went wrong.
pub fn end(
    state: &JobState,
    every: SignedDuration,
    error: Option<String>,
    now: Timestamp,
) -> JobState {
    let failures = if error.is_some() {
        state.failures + 1
    } else {
        0
    };
    let wait = match failures {
        0 => every,
        failures => backoff(failures, every),
    };
    JobState {
        name: state.name.clone(),
        last: Some(JobRun {
            began_at: state.lease.as_ref().map_or(now, |lease| lease.since),
            ended_at: now,
            error,
        }),
        lease: None,
        failures,
        next_at: later(now, wait),
    }
}

/// How long to wait after so many failures in a row, at least 1, and no longer than that.
pub(crate) fn backoff(failures: u32, longest: SignedDuration) -> SignedDuration {
    let doublings = failures.saturating_sub(1).min(DOUBLINGS);
    (RETRY * 2_i32.pow(doublings)).min(longest)
}

pub(crate) fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Server = Server {
        boot: 1,
        alone: false,
    };
    const THERE: Server = Server {
        boot: 2,
        alone: false,
    };
    const HOUR: SignedDuration = SignedDuration::from_hours(1);

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_second(minutes * 60).unwrap()
    }

    fn begun(before: Option<&JobState>, server: Server, now: Timestamp) -> Option<JobState> {
        begin(before, "tidy", false, server, now)
    }

    #[test]
    fn a_job_is_done_by_one_server_and_then_not_before_its_hour_is_over() {
        let state = begun(None, HERE, at(0)).unwrap();
        assert_eq!(begun(Some(&state), THERE, at(1)), None);
        let state = end(&state, HOUR, None, at(2));
        assert_eq!(state.last.as_ref().unwrap().began_at, at(0));
        assert_eq!(begun(Some(&state), THERE, at(61)), None);
        assert!(begun(Some(&state), THERE, at(62)).is_some());
    }

    #[test]
    fn whoever_dies_over_a_job_holds_it_for_five_minutes_and_alone_not_at_all() {
        let state = begun(None, HERE, at(0)).unwrap();
        assert_eq!(begun(Some(&state), THERE, at(4)), None);
        assert!(begun(Some(&state), THERE, at(5)).is_some());
        let restarted = Server {
            boot: 3,
            alone: true,
        };
        assert!(begun(Some(&state), restarted, at(0)).is_some());
        let same = Server {
            boot: 1,
            alone: true,
        };
        assert_eq!(begun(Some(&state), same, at(0)), None);
    }

    #[test]
    fn a_lease_is_made_longer_while_the_job_runs() {
        let state = begun(None, HERE, at(0)).unwrap();
        let state = renew(&state, at(4));
        assert_eq!(begun(Some(&state), THERE, at(8)), None);
        assert!(begun(Some(&state), THERE, at(9)).is_some());
    }

    #[test]
    fn what_goes_wrong_is_tried_again_sooner_and_ever_later() {
        let mut state = begun(None, HERE, at(0)).unwrap();
        let mut waits = Vec::new();
        for _ in 0..8 {
            state = end(&state, HOUR, Some("no disk".into()), at(0));
            waits.push(state.next_at.as_second() / 60);
        }
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
        let state = end(&state, HOUR, None, at(0));
        assert_eq!((state.failures, state.next_at), (0, at(60)));
    }

    #[test]
    fn what_somebody_waits_for_is_due_at_once() {
        let state = end(&begun(None, HERE, at(0)).unwrap(), HOUR, None, at(1));
        assert_eq!(begun(Some(&state), HERE, at(2)), None);
        assert!(begin(Some(&state), "tidy", true, HERE, at(2)).is_some());
    }
}
