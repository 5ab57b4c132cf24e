//! Keeps guessing passwords slow.

use super::{error::Error, ingest::Ingest};
use afterword_domain::{
    change::{Change, Expect},
    record::{INSTALLATION, Record, SignInAttempts, Stored},
    secret,
};
use afterword_jobs::Clock;
use afterword_store::{Outcome, Records};

/// How often an attempt that lost a race is counted anew.
const ROUNDS: usize = 16;

/// What becomes of an attempt to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Its password may be looked at.
    Counted,
    /// There were too many.
    Wait {
        /// For how long, at least 1.
        minutes: u64,
    },
}

/// Counts wrong passwords. Cheap to clone.
#[derive(Clone)]
pub struct SignInLimit {
    store: Records,
    ingest: Ingest,
    clock: Clock,
}

impl SignInLimit {
    /// Over a store.
    pub fn new(store: Records, ingest: Ingest, clock: Clock) -> Self {
        Self {
            store,
            ingest,
            clock,
        }
    }

    /// Counts an attempt before its password is looked at.
    pub async fn attempt(&self, email: &str) -> Result<Attempt, Error> {
        let hash = secret::hash(email);
        for _ in 0..ROUNDS {
            let before = self
                .store
                .one::<SignInAttempts>(INSTALLATION, &hash)
                .await?;
            let known = before.as_ref().map(|kept| &kept.value);
            let next = match SignInAttempts::next(known, hash, self.clock.now()) {
                Ok(next) => next,
                Err(wait) => {
                    let minutes = wait.as_secs().max(1).unsigned_abs().div_ceil(60);
                    return Ok(Attempt::Wait { minutes });
                }
            };
            let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
            let change = Change::put(expect, Record::SignInAttempts(next));
            if matches!(self.ingest.write(change).await?, Outcome::Saved(_)) {
                return Ok(Attempt::Counted);
            }
        }
        // So many at once are too many.
        Ok(Attempt::Wait { minutes: 1 })
    }

    /// Forgets an address's wrong passwords, since the right one came.
    pub async fn forget(&self, email: &str) -> Result<(), Error> {
        let key = SignInAttempts::key(INSTALLATION, &secret::hash(email));
        self.ingest.must_write(Change::remove(key)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::ingest::tests::door;
    use afterword_domain::record::{SIGN_IN_LIMIT, SIGN_IN_WINDOW};
    use jiff::Timestamp;

    #[tokio::test]
    async fn wrong_passwords_have_to_wait_and_the_right_one_ends_it() {
        let clock = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let (store, ingest) = door();
        let limit = SignInLimit::new(store, ingest, clock.clone());
        let attempt = async |email| limit.attempt(email).await.unwrap();
        for _ in 0..SIGN_IN_LIMIT {
            assert_eq!(attempt("anna@shop.example").await, Attempt::Counted);
        }
        let refused = attempt("anna@shop.example").await;
        assert_eq!(refused, Attempt::Wait { minutes: 15 });
        assert_eq!(attempt("bert@shop.example").await, Attempt::Counted);
        clock.advance(SIGN_IN_WINDOW);
        for _ in 0..SIGN_IN_LIMIT {
            assert_eq!(attempt("anna@shop.example").await, Attempt::Counted);
        }
        limit.forget("anna@shop.example").await.unwrap();
        assert_eq!(attempt("anna@shop.example").await, Attempt::Counted);
    }

    #[tokio::test]
    async fn attempts_in_the_same_moment_are_all_counted() {
        let (store, ingest) = door();
        let limit = SignInLimit::new(store, ingest, Clock::system());
        let tries = (0..20).map(|_| limit.attempt("anna@shop.example"));
        let done = futures_util::future::join_all(tries).await;
        let let_in = done.into_iter().map(Result::unwrap);
        let let_in = let_in
            .filter(|attempt| *attempt == Attempt::Counted)
            .count();
        assert_eq!(let_in, usize::try_from(SIGN_IN_LIMIT).unwrap());
    }
}
