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

    /// Counts an attempt before its password is looked at; an error where there were too many.
    pub async fn attempt(&self, email: &str) -> Result<(), Error> {
        let hash = secret::hash(email);
        for _ in 0..ROUNDS {
            let before = self
                .store
                .one::<SignInAttempts>(INSTALLATION, &hash)
                .await?;
            let known = before.as_ref().map(|kept| &kept.value);
            let next = SignInAttempts::next(known, hash, self.clock.now()).map_err(|wait| {
                let minutes = wait.as_secs().max(1).unsigned_abs().div_ceil(60);
                let minutes = match minutes {
                    1 => "1 minute".to_owned(),
                    many => format!("{many} minutes"),
                };
                Error::TooMany(format!(
                    "Too many wrong passwords for this address. Try again in {minutes}."
                ))
            })?;
            let expect = before.map_or(Expect::Absent, |kept| Expect::At(kept.sequence));
            let change = Change::put(expect, Record::SignInAttempts(next));
            if matches!(self.ingest.write(change).await?, Outcome::Saved(_)) {
                return Ok(());
            }
        }
        Err(Error::TooMany(
            "Too many sign-ins with this address at once. Try again in a minute.".into(),
        ))
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
        for _ in 0..SIGN_IN_LIMIT {
            limit.attempt("anna@shop.example").await.unwrap();
        }
        let refused = limit.attempt("anna@shop.example").await.unwrap_err();
        assert!(
            matches!(&refused, Error::TooMany(sentence) if sentence.contains("15\u{a0}minutes"))
        );
        limit.attempt("bert@shop.example").await.unwrap();
        clock.advance(SIGN_IN_WINDOW);
        for _ in 0..SIGN_IN_LIMIT {
            limit.attempt("anna@shop.example").await.unwrap();
        }
        limit.forget("anna@shop.example").await.unwrap();
        limit.attempt("anna@shop.example").await.unwrap();
    }

    #[tokio::test]
    async fn attempts_in_the_same_moment_are_all_counted() {
        let (store, ingest) = door();
        let limit = SignInLimit::new(store, ingest, Clock::system());
        let tries = (0..20).map(|_| limit.attempt("anna@shop.example"));
        let done = futures_util::future::join_all(tries).await;
        let let_in = done.iter().filter(|done| done.is_ok()).count();
        assert_eq!(let_in, usize::try_from(SIGN_IN_LIMIT).unwrap());
    }
}
