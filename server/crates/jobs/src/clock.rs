//! The time of day, passed to whoever needs it, so that what expires can be tested.

use jiff::{SignedDuration, Timestamp};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// A clock. Cheap to clone: all clones tell the same time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds since 1970, where it stands; `None` for the machine's own.
    standing: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's.
    pub fn system() -> Self {
        Self::default()
    }

    /// One that stands still until it is moved.
    pub fn standing_at(at: Timestamp) -> Self {
        Self {
            standing: Some(Arc::new(AtomicI64::new(at.as_millisecond()))),
        }
    }

    /// The time, to the millisecond.
    pub fn now(&self) -> Timestamp {
        let milliseconds = self.standing.as_ref().map_or_else(
            || Timestamp::now().as_millisecond(),
            |standing| standing.load(Ordering::SeqCst),
        );
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a standing clock on; the machine's is not moved.
    pub fn advance(&self, by: SignedDuration) {
        if let Some(standing) = &self.standing {
            let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
            standing.fetch_add(by, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_clock_moves_for_all_of_its_clones_when_it_is_moved() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let other = clock.clone();
        clock.advance(SignedDuration::from_mins(3));
        assert_eq!(other.now().as_second(), 180);
    }

    #[test]
    fn the_machines_clock_goes_by_itself() {
        let before = Timestamp::now().as_millisecond();
        let clock = Clock::system();
        clock.advance(SignedDuration::from_hours(1));
        let now = clock.now().as_millisecond();
        assert!((before..before + 60_000).contains(&now));
    }
}
