//! Passwords, hashed and compared: a few at a time, and off the threads that everything else runs on.

use super::error::Error;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::{sync::LazyLock, time::Duration};
use tokio::sync::{Semaphore, SemaphorePermit};

/// How many are hashed or compared at a time; each takes a core for tens of milliseconds, and some
/// memory.
const AT_A_TIME: usize = 2;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

static TURNS: Semaphore = Semaphore::const_new(AT_A_TIME);
/// What a password is compared with where there is nobody that it could be of.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash_now("nobody's password").unwrap_or_default());

async fn turn() -> Result<SemaphorePermit<'static>, Error> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await;
    turn.ok().and_then(Result::ok).ok_or_else(|| {
        Error::TooMany("Too many people are signing in right now. Try again in a minute.".into())
    })
}

async fn elsewhere<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let _turn = turn().await?;
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(error.to_string()))
}

/// Hashes a password with argon2id and a random salt, in PHC form. Errs with
/// [`Error::TooMany`] where too many wait for that.
pub async fn hash(password: String) -> Result<String, Error> {
    elsewhere(move || hash_now(&password)).await?
}

/// Whether a password is the one that was hashed. It takes as long for nobody's as for somebody's, so
/// that the time does not tell who has an account. Errs as [`hash`] does.
pub async fn is_of(password: &str, hash: Option<&str>) -> Result<bool, Error> {
    let (password, hash) = (password.to_owned(), hash.map(ToOwned::to_owned));
    elsewhere(move || {
        let fits = fits_now(&password, hash.as_deref().unwrap_or(&NOBODY));
        hash.is_some() && fits
    })
    .await
}

fn hash_now(password: &str) -> Result<String, Error> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| Error::Internal(format!("argon2: {error}")))
}

fn fits_now(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|parsed| {
        Argon2::default()
            .verify_password(password.as_bytes(), &parsed)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let known = hash("correct horse".into()).await.unwrap();
        assert!(known.starts_with("$argon2id$"));
        assert!(is_of("correct horse", Some(&known)).await.unwrap());
        assert!(!is_of("correct house", Some(&known)).await.unwrap());
        assert!(!is_of("correct horse", Some("not a hash")).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_is_let_in_even_with_the_stand_in_password() {
        assert!(!is_of("nobody's password", None).await.unwrap());
    }
}
